import type { Actor, Pence } from '@owncourse/kernel/contract';
import type { PlaceOrderInput } from './order-inputs.js';

export const SHARED_ORDERS = Symbol('SharedOrdersPort');

/** Somebody who is to take part: by id where the one who asks may order for them, otherwise by e-mail. */
export interface SharerInput {
  readonly personId?: string | null;
  readonly email?: string | null;
  /** 1 to 100 against the others' shares; absent: 1. */
  readonly share?: number | null;
  /** With `personId`: the price of one unit that was shown for this person. Saying it is their yes. */
  readonly shownUnitPricePence?: Pence | null;
}

export interface ProposeSharedOrderInput extends Omit<
  PlaceOrderInput,
  'personId' | 'budgetId' | 'shownUnitPricePence'
> {
  /** 2 to 6; the first, by id, asks the others. */
  readonly people: readonly SharerInput[];
}

export interface AnswerSharedOrderInput {
  readonly sharedOrderId: string;
  readonly personId: string;
  readonly yes: boolean;
  /** With a yes: the price of one unit that was shown. */
  readonly shownUnitPricePence?: Pence | null;
  readonly idempotencyKey: string;
}

/** Ordering together. */
export interface SharedOrdersPort {
  /**
   * Asks the others, or, when the actor may order for all of them, places it at once. Refuses as placing does, and
   * ONE_COUNCIL_ONLY. @returns the shared order's id
   */
  propose(actor: Actor, input: ProposeSharedOrderInput): Promise<string>;
  /**
   * Yes or no. The last yes places an order for each, all or none; what cannot be placed ends it for all (NOT_PLACED).
   * A yes that this person could not pay for is refused to them alone, and changes nothing.
   */
  answer(actor: Actor, input: AnswerSharedOrderInput): Promise<void>;
  /** Job: what nobody answered in time. @returns how many */
  lapse(): Promise<number>;
}
