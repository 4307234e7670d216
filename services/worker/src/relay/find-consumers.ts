import type { ModulesContainer } from '@nestjs/core';
import { EVENT_CONSUMERS, type EventConsumer, type Follower, FOLLOWERS } from '@owncourse/kernel/contract';

/** Each room lists its own consumers under EVENT_CONSUMERS; the worker gathers the lists of all rooms. */
export function findConsumers(modules: ModulesContainer): EventConsumer[] {
  return findAll<EventConsumer>(modules, EVENT_CONSUMERS);
}

/** Likewise those who keep something outside as new as the books, under FOLLOWERS. */
export function findFollowers(modules: ModulesContainer): Follower[] {
  return findAll<Follower>(modules, FOLLOWERS);
}

function findAll<Named extends { readonly name: string }>(modules: ModulesContainer, token: symbol): Named[] {
  const lists = [...modules.values()].flatMap((module) => {
    const own: unknown = module.providers.get(token)?.instance;
    return own === undefined || own === null ? [] : [own as readonly Named[]];
  });
  const byName = new Map(lists.flat().map((one) => [one.name, one]));
  return [...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}
