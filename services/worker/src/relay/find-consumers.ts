import type { ModulesContainer } from '@nestjs/core';
import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';

/** Each room lists its own consumers under EVENT_CONSUMERS; the worker gathers the lists of all rooms. */
export function findConsumers(modules: ModulesContainer): EventConsumer[] {
  const lists = [...modules.values()].flatMap((module) => {
    const own: unknown = module.providers.get(EVENT_CONSUMERS)?.instance;
    return own === undefined || own === null ? [] : [own as readonly EventConsumer[]];
  });
  const byName = new Map(lists.flat().map((consumer) => [consumer.name, consumer]));
  return [...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}
