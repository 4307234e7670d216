import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { OrderTime } from '../domain/times-of-day.js';
import type { Break } from './plan.repository.js';

/** What was asked for, as it stood when it was asked. */
export interface ReplacementTermsRow {
  readonly request_id: string;
  /** The order that it is instead of. */
  readonly order_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly quantity: string;
  readonly recurrence: string;
  /** London's clock, "10:00". */
  readonly start_time: string;
  readonly duration_minutes: number;
  readonly first_on: string;
  readonly ends_on: string | null;
  readonly place: string;
  readonly note: string | null;
  /** The old order still goes on, and ends with the yes. */
  readonly takes_over: boolean;
  readonly answer_until: Date;
  readonly more_times: readonly OrderTime[];
}

/** Somebody who could do it, on one of the days. */
export interface ReplacementPriceRow {
  readonly place: bigint;
  readonly variant_id: string;
  readonly service_id: string;
  readonly provider_id: string;
  readonly miles: string | null;
  readonly day: string;
  readonly unit_price_pence: Pence;
  readonly multiplier_ten_thousandths: bigint;
}

export interface ProviderEndingRow {
  readonly order_id: string;
  readonly from_on: string;
  readonly ends_on: string | null;
  readonly reason: string;
  readonly ended_at: Date;
}

const ENDINGS = statement(
  'ordering.provider-endings',
  'select order_id, from_on, ends_on, reason, ended_at from ordering.provider_ending where order_id = any ($1::uuid[])',
);
const CAN = statement('ordering.can-be-replaced', 'select ordering.can_be_replaced($1) as can');
const PRICES = statement(
  'ordering.replacement-prices',
  'select * from ordering.replacement_prices($1, $2, $3, $4, $5::date[])',
);
const TERMS = statement('ordering.replacement-terms', 'select * from ordering.replacement_terms($1::uuid[])');
const ASK = statement('ordering.ask-replacement', 'select ordering.ask_replacement($1, $2, $3, $4, $5, $6, $7) as id');
const WITHDRAW = statement('ordering.withdraw-cover', 'select ordering.withdraw_cover($1, $2) as ended');
const BREAKS = statement(
  'ordering.breaks-to-come',
  `select lower(b.covers) as first_on, upper(b.covers) - 1 as last_on from ordering.order_break b
   where b.order_id = $1 and (upper_inf(b.covers) or upper(b.covers) > $2) order by 1`,
);
/** What the old order would have cost on the same days: what it still plans, and what its provider took back. */
const COST_NOW = statement(
  'ordering.replaced-cost',
  `select coalesce(sum(c.amount_pence), 0)::bigint as pence from ordering.occurrence c
   where c.order_id = $1 and c.on_date between $2 and $3
     and (c.status in ('PLANNED', 'HELD', 'UNFUNDED') or exists (select 1 from ordering.provider_cancellation p where p.occurrence_id = c.id))`,
);

/** Somebody else for a whole order; row-level security leaves out what is not the reader's. */
@Injectable()
export class ReplacementRepository {
  endings(queries: Queries, orderIds: readonly string[]): Promise<ProviderEndingRow[]> {
    return queries.query<ProviderEndingRow>(ENDINGS, [orderIds]);
  }

  async canBeReplaced(queries: Queries, orderId: string): Promise<boolean> {
    return (await queries.query<{ can: boolean }>(CAN, [orderId]))[0]?.can ?? false;
  }

  breaksToCome(queries: Queries, orderId: string, from: string): Promise<Break[]> {
    return queries.query<Break>(BREAKS, [orderId, from]);
  }

  async costNow(queries: Queries, orderId: string, from: string, through: string): Promise<Pence> {
    return (await queries.query<{ pence: Pence }>(COST_NOW, [orderId, from, through]))[0]?.pence ?? 0n;
  }

  prices(
    queries: Queries,
    line: { councilId: string; personId: string; budgetId: string; variantId: string },
    days: readonly string[],
  ): Promise<ReplacementPriceRow[]> {
    return queries.query<ReplacementPriceRow>(PRICES, [
      line.councilId,
      line.personId,
      line.budgetId,
      line.variantId,
      days,
    ]);
  }

  terms(queries: Queries, requestIds: readonly string[]): Promise<ReplacementTermsRow[]> {
    return queries.query<ReplacementTermsRow>(TERMS, [requestIds]);
  }

  /** @returns the id of the request: an open one on the same terms, or this one. Refuses WRONG_STATE */
  async ask(
    queries: Queries,
    ask: {
      id: string;
      orderId: string;
      terms: Readonly<Record<string, unknown>>;
      asks: readonly object[];
      until: Date;
      at: Date;
      actorId: string;
    },
  ): Promise<string> {
    const [row] = await queries.query<{ id: string }>(ASK, [
      ask.id,
      ask.orderId,
      JSON.stringify(ask.terms),
      JSON.stringify(ask.asks),
      ask.until,
      ask.at,
      ask.actorId,
    ]);
    return row?.id ?? ask.id;
  }

  /** @returns false when it was over before. Refuses WRONG_STATE once somebody said yes */
  async withdraw(queries: Queries, requestId: string, at: Date): Promise<boolean> {
    return (await queries.query<{ ended: boolean }>(WITHDRAW, [requestId, at]))[0]?.ended ?? false;
  }
}
