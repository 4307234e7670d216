import { type Actor, Refusal } from '@owncourse/kernel/contract';
import { pickNumber, type Provider } from '../content/index.js';
import type { Actors } from './actors.js';
import type { DemoPorts } from './demo-ports.js';
import type { DemoTime } from './demo-time.js';
import type { StoryDays } from './story-days.js';

/** How often something happened, by its name. */
export class Tally {
  readonly counts: Record<string, number> = {};

  add(name: string, times = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + times;
  }
}

/** What everything in the story needs. */
export interface Story {
  readonly ports: DemoPorts;
  readonly time: DemoTime;
  readonly days: StoryDays;
  readonly actors: Actors;
  readonly tally: Tally;
  /** Of the last card that was published, by "council/provider". */
  readonly cardIds: Map<string, string>;
  /** Bank details that a council has not looked at, by "council/provider". */
  readonly bankToCheck: Map<string, { readonly provider: Provider; readonly bankDetailsId: string }>;
}

export interface Deed {
  /** What is done, unlike any other deed of the story; also its idempotency key. No spaces. */
  readonly label: string;
  readonly day: string;
  /** Wall clock in London. */
  readonly time: string;
  readonly personId: string;
}

/** Somebody does something at a time of their day. */
export function act<Result>(
  { actors, time }: Pick<Story, 'actors' | 'time'>,
  deed: Deed,
  work: (actor: Actor, idempotencyKey: string) => Promise<Result>,
): Promise<Result> {
  return time.at(deed.label, deed.day, deed.time, async () =>
    work(await actors.of(deed.personId), `demo:${deed.label}`),
  );
}

/** A time of the day between two whole hours, always the same for the same key. */
export function timeBetween(key: string, fromHour: number, beforeHour: number): string {
  const minutes = fromHour * 60 + pickNumber(`minute/${key}`, (beforeHour - fromHour) * 60);
  return `${String(Math.trunc(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * Does what may be refused. A refusal for one of these reasons is part of the story and is counted; any other fails.
 * @returns null when it was refused
 */
export async function unlessRefused<Result>(
  tally: Tally,
  codes: readonly string[],
  work: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || !codes.includes(error.code)) throw error;
    tally.add(`refused ${error.code}`);
    return null;
  }
}
