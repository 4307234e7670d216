import type { Actor } from '@owncourse/kernel/contract';
import type { PutInBasketInput, TakeFromBasketInput } from './order-inputs.js';

export const BASKETS = Symbol('BasketsPort');

/** The basket of somebody who pays with their own money. Sent twice with one key, a thing is done once. */
export interface BasketsPort {
  /** Refuses NOT_FOUND for what is not on sale, INVALID_INPUT for too little of it, BASKET_FULL. */
  put(actor: Actor, input: PutInBasketInput): Promise<void>;
  /** What is not in it is no mistake. */
  take(actor: Actor, input: TakeFromBasketInput): Promise<void>;
}
