import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { checkProjection, lockBudgets } from '@owncourse/ledger/contract';
import { ORDER_RESUMED } from '../contract/events.js';
import { actingFor } from '../domain/acting-for.js';
import { extraOwnPence, extraPence } from '../domain/plan-change.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, lockOrder } from '../persistence/order-writes.js';
import { authoriseOwnPart } from '../persistence/own-part-writes.js';
import { endBreaks, writeEvent } from '../persistence/plan-writes.js';
import { currentTerms } from './answer-change.js';
import { applyChange, changeFor, sumOf, whoPays } from './apply-terms.js';

const LIMIT_DAYS = 31;

export interface ResumeOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly fromOn: string;
}

@Injectable()
export class ResumeOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Starts a standing order again before its break ends: the days from one on that were left out get their visits back, at
   * their own prices. Refuses BUDGET_SHORTFALL, and INVALID_INPUT when there is nothing to start again.
   */
  async run(actor: Actor, input: ResumeOrderInput): Promise<void> {
    if (!isId(input.orderId)) throw Refusal.notFound();
    const at = this.clock.now();
    const today = londonDate(at);
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [input.orderId]),
    );
    if (!order) throw Refusal.notFound();
    requireAccess(actor, 'resumeOrder', { personId: order.participant_ids[0] ?? '' });
    if (order.shared_order_id !== null) throw new Refusal('SHARED_ORDER');
    if (!isDay(input.fromOn) || input.fromOn < today) throw Refusal.invalid('fromOn', 'Choose today or a later day.');
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const permission = {
            actorId: actor.personId,
            personId: whoPays(order).personId,
            scope: 'ORDER',
            at,
          } as const;
          authorise(queries, { ...permission, pence: 0n });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'resumeOrder',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [whoPays(order).budgetId]);
          const status = await lockOrder(queries, order.id);
          if (!ORDER_MOVES.cancel.from.some((one) => one === status)) throw new Refusal('WRONG_STATE');
          const added = await this.fill(queries, actor, order.id, input.fromOn, at);
          if (added.pence > 0n) authorise(queries, { ...permission, pence: added.limitPence });
          // Where no budget pays, all of it is the person's own.
          authoriseOwnPart(queries, permission, order.rights_read_at === null ? added.ownPence : added.pence);
        }),
      () => undefined,
    );
  }

  private async fill(
    queries: Queries,
    actor: Actor,
    orderId: string,
    wantedFrom: string,
    at: Date,
  ): Promise<{ readonly pence: bigint; readonly limitPence: bigint; readonly ownPence: bigint }> {
    const [order] = await this.orders.byIds(queries, [orderId]);
    if (order?.kind !== 'STANDING' || order.lines.length !== 1) throw new Refusal('WRONG_STATE');
    const fromOn = laterOf(wantedFrom, order);
    await endBreaks(queries, order.id, fromOn);
    const { change } = await changeFor(queries, order, currentTerms(order), fromOn, at);
    const only = { changed: [], dropped: [], added: change.added };
    if (only.added.length === 0) throw Refusal.invalid('fromOn', 'No visit was left out after that day.');
    const [line] = order.lines;
    const acting = actingFor(actor, whoPays(order).personId, 'ORDER');
    await applyChange(queries, this.ids, {
      order,
      line: {
        ...whoPays(order),
        orderId: order.id,
        lineId: line?.id ?? '',
        providerId: order.provider_id,
      },
      change: only,
      at,
      acting,
      orUnfunded: false,
      hasOwnMoney: order.own_money_pence !== null,
    });
    const pence = sumOf(only.added);
    void checkProjection(queries, whoPays(order).budgetId, londonDate(at), pence);
    void writeEvent(queries, {
      orderId: order.id,
      eventId: this.ids.next(),
      code: 'RESUMED',
      at,
      actorId: actor.personId,
    });
    void appendEvent(queries, {
      id: this.ids.next(),
      type: ORDER_RESUMED,
      version: 1,
      councilId: order.council_id,
      payload: { orderId: order.id, fromOn },
      occurredAt: at,
    });
    const through = addDays(fromOn, LIMIT_DAYS - 1);
    return { pence, limitPence: extraPence(only, through), ownPence: extraOwnPence(only, through) };
  }
}

/** Days before the version that stands now had other terms; they stay as they are. */
function laterOf(day: string, order: OrderRow): string {
  return order.effective_on !== null && order.effective_on > day ? order.effective_on : day;
}
