import type { Actor } from '@owncourse/kernel/contract';
import type { PlaceOrderInput } from './order-inputs.js';

export const JOINT_ORDERS = Symbol('JointOrdersPort');

export interface AnswerJointOrderInput {
  readonly jointOrderId: string;
  readonly yes: boolean;
  readonly idempotencyKey: string;
}

/** Ordering for a person where several may act for them only together. */
export interface JointOrdersPort {
  /**
   * Asks the others; nothing is held. Refuses what placing it now would be refused for, NOT_JOINT and NOBODY_TO_AGREE.
   * @returns the joint order's id
   */
  propose(actor: Actor, input: PlaceOrderInput): Promise<string>;
  /** Yes or no. The last yes places it; what cannot be placed any more ends it (NOT_PLACED), and everybody is told. */
  answer(actor: Actor, input: AnswerJointOrderInput): Promise<void>;
  /** Job: what nobody answered in time. @returns how many */
  lapse(): Promise<number>;
}
