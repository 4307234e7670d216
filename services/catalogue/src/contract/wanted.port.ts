import type { Actor } from '@owncourse/kernel/contract';

export interface SaveWantedInput {
  readonly title: string;
  readonly description: string;
  readonly supportTypeSlug: string;
  readonly wardId: string;
  readonly idempotencyKey?: string | null;
  /** For the demo: the id that it is to have. */
  readonly newId?: string;
}

export interface AnswerWantedInput {
  readonly wantedId: string;
  readonly serviceId?: string | null;
  readonly listingId?: string | null;
  readonly words?: string | null;
  readonly idempotencyKey?: string | null;
}

export interface ModerateWantedAnswerInput {
  readonly id: string;
  readonly publish: boolean;
  readonly reason: string | null;
  /** When that was saved which the moderator has read. */
  readonly seen?: string | null;
}

export const WANTED = Symbol('WantedPort');

/** What people look for and do not find, as listings of their own. Whose wish it is nobody reads but its writer. */
export interface WantedPort {
  /** Everybody signed in. It waits for a moderator. Refuses INVALID_INPUT, and TOO_MANY_WANTED from the sixth at one time. @returns its id */
  saveWanted(actor: Actor, input: SaveWantedInput): Promise<string>;
  /** Its writer: closes it, or shows it for 90 days from today. Refuses NOT_FOUND, WRONG_STATE. */
  settleWanted(actor: Actor, id: string, close: boolean): Promise<void>;
  /** Provider or community group, once each; writing again replaces. Refuses NOT_FOUND, INVALID_INPUT. @returns the answer's id */
  answerWanted(actor: Actor, input: AnswerWantedInput): Promise<string>;
  /** Moderator of its council. Refuses NOT_FOUND, WRONG_STATE, LISTING_CHANGED. */
  moderateWantedAnswer(actor: Actor, input: ModerateWantedAnswerInput): Promise<void>;
  /** The worker, each night: ends what nobody said they still look for. @returns how many */
  endWanted(): Promise<number>;
}
