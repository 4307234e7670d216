import type { Actor } from '@owncourse/kernel/contract';

export const RATINGS = Symbol('RatingsPort');

/** From 1 (no) to 5 (yes, very much). */
export interface RatingScores {
  readonly onTime: number;
  readonly asAgreed: number;
  readonly dignity: number;
  readonly outcomes: number;
  readonly chooseAgain: number;
}

export interface RateOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly scores: RatingScores;
  readonly comment?: string | null;
  readonly hideName?: boolean | null;
}

export interface ModerateRatingInput {
  readonly id: string;
  readonly publish: boolean;
  /** Needed when it is refused. */
  readonly reason: string | null;
}

/** What people thought of delivered orders. */
export interface RatingsPort {
  /**
   * The person of the order, or whoever may confirm for them. Once for each order and person.
   * Refuses NOT_DELIVERED_YET, ALREADY_RATED, NO_MANDATE, INVALID_INPUT, IDEMPOTENCY_CONFLICT. @returns the rating's id
   */
  rateOrder(actor: Actor, input: RateOrderInput): Promise<string>;
  /** Moderator of the order's council; of any council where the order was paid with own money. Refuses NOT_FOUND, WRONG_STATE. */
  moderateRating(actor: Actor, input: ModerateRatingInput): Promise<string>;
  /** The provider's own staff, once for each rating. Refuses NOT_FOUND, WRONG_STATE. */
  replyToRating(actor: Actor, input: { readonly id: string; readonly reply: string }): Promise<string>;
}
