import { Injectable } from '@nestjs/common';
import { type Actor, Database, isId, linePence, Refusal, rowScope, takenBack } from '@owncourse/kernel/contract';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { readBackWords } from '../domain/read-back-words.js';
import { LetterRepository, orderForLetter } from '../persistence/letter.repository.js';
import { availablePence } from '../persistence/plan.repository.js';
import { TelephoneRepository } from '../persistence/telephone.repository.js';
import { PlaceOrder } from './place-order.js';
import { authoriseOrder } from './ready-order.js';

/** The words that are read out on the telephone before an order is sent. */
@Injectable()
export class ReadBackOrder {
  constructor(
    private readonly database: Database,
    private readonly placing: PlaceOrder,
    private readonly letters: LetterRepository,
    private readonly telephone: TelephoneRepository,
  ) {}

  /** Places the order and takes it back: what is read out is what would be sent. Refuses what placing it refuses. */
  async run(actor: Actor, input: PlaceOrderInput, callId: string): Promise<readonly string[]> {
    if (!isId(callId)) throw Refusal.notFound();
    const ready = await this.placing.prepare(actor, input, callId);
    const { order } = ready;
    return takenBack(this.database, rowScope(actor), async (queries) => {
      authoriseOrder(queries, ready);
      const [status, [row], leftPence, call, name] = await Promise.all([
        this.placing.write(queries, ready),
        this.letters.orders(queries, [order]),
        availablePence(queries, order.budgetId),
        this.telephone.byId(queries, callId),
        this.telephone.nameOf(queries, order.personId),
      ]);
      if (!row || !call) throw Refusal.notFound();
      return readBackWords({
        ...orderForLetter(row),
        speakerFor: call.caller === 'SPEAKER' ? (name ?? 'the person') : null,
        isTrial: ready.meetFirst !== null,
        ownMoneyPence: order.ownMoneyPence ?? 0n,
        otherPrices:
          order.kind === 'ONE_OFF'
            ? 0
            : order.visits.filter((visit) => visit.amountPence !== linePence(visit.quantity, order.unitPricePence))
                .length,
        leftPence,
        looksCouncil: status === 'AWAITING_APPROVAL',
      });
    });
  }
}
