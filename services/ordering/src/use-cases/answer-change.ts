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
import { lockBudgets, release } from '@owncourse/ledger/contract';
import { CHANGE_ANSWERED } from '../contract/events.js';
import { extraVisitsOf, timesOf } from '../domain/times-of-day.js';
import { OrderRepository, type OrderRow, type VersionRow } from '../persistence/order.repository.js';
import { cancelOccurrences, lockOrder } from '../persistence/order-writes.js';
import { answerVersion, insertVersion } from '../persistence/plan-writes.js';
import { checkedReason } from './answer-order.js';
import { applyChange, changeFor, type Terms, whoPays } from './apply-terms.js';

export interface AnswerChangeInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly accept: boolean;
  readonly reason?: string | null;
}

/** The provider's yes or no to a change of an order that it has accepted. */
@Injectable()
export class AnswerChange {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * A no puts the terms before it back from the same day, so that nobody loses help by asking for more of it; where the
   * money went elsewhere in between, visits are unfunded and said so. Refuses WRONG_STATE when it was changed again.
   */
  async run(actor: Actor, input: AnswerChangeInput): Promise<void> {
    if (!isId(input.orderId)) throw Refusal.notFound();
    const [seen] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [input.orderId]),
    );
    if (!seen) throw Refusal.notFound();
    requireAccess(actor, 'answerChange', { organisationId: seen.provider_id });
    const reason = input.accept ? null : checkedReason(input.reason ?? '');
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'answerChange',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [whoPays(seen).budgetId], false);
          const locked = lockOrder(queries, seen.id);
          const answered = answerVersion(queries, {
            orderId: seen.id,
            version: input.version,
            answer: input.accept ? 'ACCEPTED' : 'DECLINED',
            reason,
            at,
            eventId: this.ids.next(),
            eventCode: input.accept ? 'CHANGE_ACCEPTED' : 'CHANGE_DECLINED',
            actorId: actor.personId,
          });
          await Promise.all([locked, answered]);
          if (!input.accept) await this.putBack(queries, actor, seen.id, at);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: CHANGE_ANSWERED,
            version: 1,
            councilId: seen.council_id,
            payload: { orderId: seen.id, version: input.version, accepted: input.accept },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }

  private async putBack(queries: Queries, actor: Actor, orderId: string, at: Date): Promise<void> {
    const [[order], versions] = await Promise.all([
      this.orders.byIds(queries, [orderId]),
      this.orders.versions(queries, [orderId]),
    ]);
    const agreed = versions.filter((one) => one.answer !== 'DECLINED' && one.answer !== 'ASKED').at(-1);
    const declined = versions.at(-1);
    if (!order || !agreed || !declined) throw new Refusal('WRONG_STATE');
    const acting = { actorId: actor.personId, onBehalfOf: null, mandateId: null };
    const today = londonDate(at);
    const fromOn =
      order.kind === 'ONE_OFF' ? agreed.starts_on : declined.effective_on > today ? declined.effective_on : today;
    const { change, wanted } = await changeFor(queries, order, termsOf(agreed), fromOn, at, {
      agreedPence: agreed.own_money_pence,
    });
    if (order.kind === 'ONE_OFF' && wanted.length === 0) {
      // The day that it was moved from is over: nothing is left of it, and nothing is charged.
      const open = await this.orders.openOccurrences(queries, order.id, null);
      void release(
        queries,
        open.map((visit) => ({ holdId: visit.id, feePence: 0n })),
        { groupId: this.ids.next(), day: today, at, acting },
      );
      void cancelOccurrences(
        queries,
        order.id,
        open.map((visit) => ({ id: visit.id, feePence: 0n })),
        true,
        at,
      );
      return;
    }
    const lineId = this.ids.next();
    void insertVersion(queries, {
      orderId,
      version: order.current_version + 1,
      lineId,
      effectiveOn: fromOn,
      quantity: agreed.quantity,
      shownUnitPricePence: null,
      linePence: agreed.line_pence,
      startsOn: agreed.starts_on,
      endsOn: agreed.ends_on,
      startTime: agreed.start_time,
      moreTimes: agreed.more_times,
      durationMinutes: agreed.duration_minutes,
      recurrence: agreed.recurrence,
      place: agreed.place,
      note: agreed.note,
      answer: 'NOT_NEEDED',
      at,
      actorId: actor.personId,
      mandateId: null,
      eventId: this.ids.next(),
      eventCode: 'CHANGE_UNDONE',
      ownMoneyPence: agreed.own_money_pence,
    });
    const line = {
      ...whoPays(order),
      orderId,
      lineId,
      providerId: order.provider_id,
    };
    const hasOwnMoney = order.own_money_pence !== null || agreed.own_money_pence !== null;
    await applyChange(queries, this.ids, { order, line, change, at, acting, orUnfunded: true, hasOwnMoney });
  }
}

function termsOf(version: VersionRow): Terms {
  return {
    recurrence: version.recurrence,
    startsOn: version.starts_on,
    endsOn: version.ends_on,
    times: timesOf(version, version.more_times),
    extraVisits: extraVisitsOf(version.more_times),
  };
}

/** An order's own terms as they stand. */
export function currentTerms(order: OrderRow): Terms {
  return {
    recurrence: order.recurrence,
    startsOn: order.starts_on,
    endsOn: order.ends_on,
    times: timesOf({ ...order, quantity: order.lines[0]?.quantity ?? '1' }, order.more_times),
    extraVisits: extraVisitsOf(order.more_times),
  };
}
