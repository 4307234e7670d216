import { Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type { AnswerJointOrderInput, JointOrdersPort } from '../contract/joint-orders.port.js';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { AnswerJointOrder } from './answer-joint-order.js';
import { ProposeJointOrder } from './propose-joint-order.js';

/** The door for those who act together. */
@Injectable()
export class JointOrdersService implements JointOrdersPort {
  constructor(
    private readonly proposing: ProposeJointOrder,
    private readonly answering: AnswerJointOrder,
  ) {}

  propose(actor: Actor, input: PlaceOrderInput): Promise<string> {
    return this.proposing.run(actor, input);
  }

  answer(actor: Actor, input: AnswerJointOrderInput): Promise<void> {
    return this.answering.run(actor, input);
  }

  lapse(): Promise<number> {
    return this.answering.lapse();
  }
}
