import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import { OWN_PART_AGREED } from '../contract/events.js';
import type { AgreeOwnMoneyInput } from '../contract/order-inputs.js';
import { actingFor } from '../domain/acting-for.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { authorise, lockOrder } from '../persistence/order-writes.js';
import { agreeToOwnPart, authoriseOwnPart } from '../persistence/own-part-writes.js';
import { currentTerms } from './answer-change.js';
import { applyChange, changeFor, whoPays } from './apply-terms.js';
import { RepricePlans } from './reprice-plans.js';

@Injectable()
export class AgreeOwnPart {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly repricing: RepricePlans,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * The person's yes to more own money for each visit of a standing order: the visits take it at once, and those that were left
   * out for want of it are planned. Refuses WRONG_STATE when
   * it was answered, OWN_MONEY_CHANGED when it is not the sum that they were shown, NOTHING_WITHIN_BUDGET, NO_MANDATE.
   */
  async run(actor: Actor, input: AgreeOwnMoneyInput): Promise<void> {
    if (!isId(input.orderId) || !isId(input.questionId)) throw Refusal.notFound();
    if (input.agreedOwnMoneyPence <= 0n)
      throw Refusal.invalid('agreedOwnMoneyPence', 'Send the sum that was shown and agreed to.');
    const at = this.clock.now();
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [input.orderId]),
    );
    if (!order) throw Refusal.notFound();
    const { personId, budgetId } = whoPays(order);
    requireAccess(actor, 'agreeOwnMoney', { personId });
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const who = { actorId: actor.personId, personId, at };
          authorise(queries, { ...who, scope: 'ORDER', pence: 0n });
          authoriseOwnPart(queries, who, input.agreedOwnMoneyPence);
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'agreeOwnMoney',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [budgetId], false);
          const locked = lockOrder(queries, order.id);
          const agreed = agreeToOwnPart(queries, {
            orderId: order.id,
            questionId: input.questionId,
            agreedPence: input.agreedOwnMoneyPence,
            at,
            actorId: actor.personId,
            eventId: this.ids.next(),
          });
          await Promise.all([locked, agreed]);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: OWN_PART_AGREED,
            version: 1,
            councilId: order.council_id,
            payload: { orderId: order.id, questionId: input.questionId },
            occurredAt: at,
          });
          await this.repricing.reprice(queries, order, londonDate(at), at, null);
          await this.planLeftOut(queries, actor, order.id, at);
        }),
      () => undefined,
    );
  }

  /** Days above a cap that the plan reached while nobody had agreed to any own money. */
  private async planLeftOut(queries: Queries, actor: Actor, orderId: string, at: Date): Promise<void> {
    const [order] = await this.orders.byIds(queries, [orderId]);
    const [line] = order?.lines ?? [];
    if (order?.kind !== 'STANDING' || !line || order.shared_order_id !== null) return;
    const today = londonDate(at);
    const fromOn = order.effective_on !== null && order.effective_on > today ? order.effective_on : today;
    const { change } = await changeFor(queries, order, currentTerms(order), fromOn, at);
    const added = change.added.filter(({ abovePence }) => abovePence !== null);
    if (added.length === 0) return;
    await applyChange(queries, this.ids, {
      order,
      line: {
        ...whoPays(order),
        orderId: order.id,
        lineId: line.id,
        providerId: order.provider_id,
      },
      change: { changed: [], dropped: [], added },
      at,
      acting: actingFor(actor, whoPays(order).personId, 'ORDER'),
      // Months ahead: whether the money reaches is looked at when they come near, as for all that is planned.
      orUnfunded: true,
      hasOwnMoney: true,
    });
  }
}
