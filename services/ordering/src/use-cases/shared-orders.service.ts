import { Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type {
  AnswerSharedOrderInput,
  ProposeSharedOrderInput,
  SharedOrdersPort,
} from '../contract/shared-orders.port.js';
import { refusedTogether } from '../domain/shared-failure.js';
import { AnswerSharedOrder } from './answer-shared-order.js';
import { ProposeSharedOrder } from './propose-shared-order.js';

/** The door for ordering together. */
@Injectable()
export class SharedOrdersService implements SharedOrdersPort {
  constructor(
    private readonly proposing: ProposeSharedOrder,
    private readonly answering: AnswerSharedOrder,
  ) {}

  propose(actor: Actor, input: ProposeSharedOrderInput): Promise<string> {
    return inItsWords(this.proposing.run(actor, input));
  }

  answer(actor: Actor, input: AnswerSharedOrderInput): Promise<void> {
    return inItsWords(this.answering.run(actor, input));
  }

  lapse(): Promise<number> {
    return this.answering.lapse();
  }
}

function inItsWords<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw refusedTogether(error);
  });
}
