import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { MeetFirstInput } from '../contract/order-inputs.js';
import type { TrialStatusName } from '../domain/meet-first.js';
import { ruleOf } from '../domain/pattern.js';
import type { NewOrder } from './order-writes.js';

export interface TrialRow {
  readonly council_id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly budget_id: string;
  readonly variant_id: string;
  readonly quantity: string;
  readonly recurrence: string;
  /** London's clock, "10:00". */
  readonly start_time: string;
  readonly starts_on: string;
  readonly status: 'OPEN' | Exclude<TrialStatusName, 'TO_COME' | 'TO_DECIDE'>;
  readonly order_is_over: boolean;
  readonly place: string;
  readonly note: string | null;
  /** Last London day for a yes; null until the visit is confirmed. */
  readonly decide_by: string | null;
  readonly decided_at: Date | null;
  readonly continued_order_id: string | null;
  readonly reason: string | null;
  readonly provider_may_read: boolean | null;
}

/** What one time of the pattern costs on its first day. */
export interface TrialPriceRow {
  readonly order_id: string;
  readonly unit: string;
  readonly unit_price_pence: Pence;
  readonly multiplier_ten_thousandths: bigint;
  readonly orderable: boolean;
}

// Row-level security leaves out what is not the reader's; a reason is there only for those it is meant for.
const COLUMNS = `t.council_id, t.order_id, t.person_id, t.provider_id, t.budget_id, t.variant_id, trim_scale(t.quantity)::text as quantity, t.recurrence,
     to_char(t.start_time, 'HH24:MI') as start_time, t.starts_on, t.status, o.status not in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE') as order_is_over,
     v.place, v.note, d.decide_by, t.decided_at, t.continued_order_id, r.reason, r.provider_may_read
   from ordering.trial t
   join ordering."order" o on o.council_id = t.council_id and o.id = t.order_id
   join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
   left join lateral ordering.trial_days(t.order_id) d on true
   left join ordering.trial_reason r on r.council_id = t.council_id and r.order_id = t.order_id`;
const BY_ORDER = statement('ordering.trials-by-order', `select ${COLUMNS} where t.order_id = any ($1::uuid[])`);
const OF_PERSON = statement(
  'ordering.trials-of-person',
  `select ${COLUMNS} where t.person_id = $1 and t.status = 'OPEN' and d.decide_by >= $2 order by d.decide_by, t.order_id limit $3`,
);
const CAME_OF = statement(
  'ordering.trials-continued',
  'select continued_order_id, order_id from ordering.trial where continued_order_id = any ($1::uuid[])',
);
const PRICES = statement(
  'ordering.trial-prices',
  `select w.order_id, c.unit, p.unit_price_pence, p.multiplier_ten_thousandths, p.orderable
   from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::date[]) as w (order_id, council_id, budget_id, variant_id, day)
   cross join lateral catalogue.variants(array[w.variant_id]) c
   cross join lateral ordering.visit_prices(w.council_id, w.budget_id, w.variant_id, array[w.day]) p`,
);
const INSERT = statement(
  'ordering.insert-trial',
  'select ordering.insert_trial($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
);
const CONTINUE = statement('ordering.continue-trial', 'select ordering.continue_trial($1, $2, $3, $4, $5, $6)');
const LEAVE = statement('ordering.leave-trial', 'select ordering.leave_trial($1, $2, $3, $4, $5, $6)');

/** In the transaction that places the trial visit. What is left out is as at the trial. */
export function insertTrial(queries: Queries, order: NewOrder, wish: MeetFirstInput): void {
  void queries.query(INSERT, [
    order.councilId,
    order.orderId,
    order.personId,
    order.providerId,
    order.budgetId,
    order.variantId,
    wish.quantity ?? order.quantity,
    ruleOf(wish),
    wish.startTime ?? order.startTime,
    wish.startsOn ?? order.startsOn,
  ]);
}

@Injectable()
export class TrialRepository {
  byOrders(queries: Queries, orderIds: readonly string[]): Promise<TrialRow[]> {
    return queries.query<TrialRow>(BY_ORDER, [orderIds]);
  }

  /** Those that wait for a person's word on a London day. */
  toDecide(queries: Queries, personId: string, today: string, most: number): Promise<TrialRow[]> {
    return queries.query<TrialRow>(OF_PERSON, [personId, today, most]);
  }

  /** The trials that orders came of. */
  cameOf(
    queries: Queries,
    orderIds: readonly string[],
  ): Promise<{ readonly continued_order_id: string; readonly order_id: string }[]> {
    return queries.query(CAME_OF, [orderIds]);
  }

  /** Prices on each trial's own day, in one statement. */
  prices(
    queries: Queries,
    trials: readonly (Pick<TrialRow, 'order_id' | 'council_id' | 'budget_id' | 'variant_id'> & {
      readonly day: string;
    })[],
  ): Promise<TrialPriceRow[]> {
    return queries.query<TrialPriceRow>(PRICES, [
      trials.map((trial) => trial.order_id),
      trials.map((trial) => trial.council_id),
      trials.map((trial) => trial.budget_id),
      trials.map((trial) => trial.variant_id),
      trials.map((trial) => trial.day),
    ]);
  }

  /** Refuses WRONG_STATE when it was decided before, is over, or its visit has not happened. */
  continueAs(
    queries: Queries,
    yes: { orderId: string; continuedId: string; at: Date; actorId: string; eventIds: readonly [string, string] },
  ): void {
    void queries.query(CONTINUE, [yes.orderId, yes.continuedId, yes.at, yes.actorId, ...yes.eventIds]);
  }

  /** Refuses WRONG_STATE as above. */
  leave(
    queries: Queries,
    no: {
      orderId: string;
      reason: string | null;
      providerMayRead: boolean;
      at: Date;
      actorId: string;
      eventId: string;
    },
  ): void {
    void queries.query(LEAVE, [no.orderId, no.reason, no.providerMayRead, no.at, no.actorId, no.eventId]);
  }
}
