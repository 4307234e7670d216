import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import { CoverRepository, type CoverOptionRow } from './cover.repository.js';

export interface OwnMoneyRow {
  readonly id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly agreed_pence: Pence;
  readonly owed_pence: Pence;
  readonly state: 'AGREED' | 'OWED' | 'GIVEN_BACK';
  /** London day of the visit. */
  readonly effective_on: string;
}

/** London days, both counted. */
export interface BudgetTime {
  readonly budget_id: string;
  readonly from_on: string;
  readonly to_on: string;
}

interface PartsRow {
  readonly council_id: string;
  readonly budget_id: string;
  readonly budget_pence: Pence;
  readonly own_pence: Pence;
  readonly total_own_pence: Pence;
}

const BY_ORDERS = statement('ordering.own-money-of-orders', 'select * from ledger.own_money_of_orders($1::uuid[])');
const BY_VISITS = statement('ordering.own-money-of-visits', 'select * from ledger.own_money_of_visits($1::uuid[])');
const BESIDE = statement(
  'ordering.own-money-beside',
  `select w.budget_id, w.from_on, w.to_on, m.* from unnest($1::uuid[], $2::date[], $3::date[]) as w (budget_id, from_on, to_on)
   cross join lateral ledger.own_money_beside(w.budget_id, w.from_on, w.to_on) m`,
);
const LIST = statement('ordering.own-money', 'select * from ledger.own_money_between($1, $2, $3, $4)');
// Priced as the order itself is, by how the budget's money is held on each day. The visit that takes the most comes first.
const PARTS = statement(
  'ordering.own-money-parts',
  `select b.council_id, b.budget_id, line.pence as budget_pence, own.pence as own_pence, sum(own.pence) over ()::bigint as total_own_pence
   from ledger.budget_for($1, $6, $4) b
   cross join lateral ordering.visit_prices(b.council_id, b.budget_id, $2, array(select d from unnest($5::date[]) d where b.ends_before is null or d < b.ends_before)) p
   cross join lateral (select round($3::numeric * p.unit_price_pence * p.multiplier_ten_thousandths / 10000)::bigint as pence) line
   cross join lateral (select ordering.own_part($3::numeric, p.public_unit_price_pence, line.pence) as pence) own
   where 'ABOVE_CAP' = any (p.reasons) order by own.pence desc, p.day limit 1`,
);

interface OwnMoneyOffer {
  readonly budgetPence: Pence;
  readonly ownPence: Pence;
  readonly allOwnPence: Pence;
  readonly instead: readonly CoverOptionRow[];
}

/** People's own money beside their orders; row-level security leaves out what is not the reader's. */
@Injectable()
export class OwnMoneyRepository {
  constructor(private readonly cover: CoverRepository) {}

  byOrders(queries: Queries, orderIds: readonly string[]): Promise<OwnMoneyRow[]> {
    return queries.query<OwnMoneyRow>(BY_ORDERS, [orderIds]);
  }

  byVisits(queries: Queries, visitIds: readonly string[]): Promise<OwnMoneyRow[]> {
    return queries.query<OwnMoneyRow>(BY_VISITS, [visitIds]);
  }

  /** Of visits that budgets pay the rest of, in a time of each; London days, both counted. */
  beside(queries: Queries, times: readonly BudgetTime[]): Promise<(OwnMoneyRow & BudgetTime)[]> {
    return queries.query<OwnMoneyRow & BudgetTime>(BESIDE, [
      times.map((time) => time.budget_id),
      times.map((time) => time.from_on),
      times.map((time) => time.to_on),
    ]);
  }

  /** London days, both counted; everybody's that the reader may see when the person is null. */
  between(queries: Queries, personId: string | null, from: string, to: string, most: number): Promise<OwnMoneyRow[]> {
    return queries.query<OwnMoneyRow>(LIST, [personId, from, to, most]);
  }

  /** Null when it is not above a cap, or when there is nobody whom the budget would pay in full. */
  async offer(
    queries: Queries,
    wish: {
      readonly personId: string;
      /** Theirs of the day where it is null. */
      readonly budgetId: string | null;
      readonly variantId: string;
      /** Decimal. */
      readonly quantity: string;
      readonly onDate: string;
      /** Every day of an order that repeats, as far as its budget goes; only the one where it is a single visit. */
      readonly days: readonly string[];
    },
  ): Promise<OwnMoneyOffer | null> {
    const { personId, budgetId, variantId, quantity, onDate, days } = wish;
    const [parts] = await queries.query<PartsRow>(PARTS, [personId, variantId, quantity, onDate, days, budgetId]);
    if (!parts) return null;
    const instead = await this.cover.options(queries, {
      council_id: parts.council_id,
      person_id: personId,
      budget_id: parts.budget_id,
      variant_id: variantId,
      on_date: onDate,
    });
    if (instead.length === 0) return null;
    return {
      budgetPence: parts.budget_pence,
      ownPence: parts.own_pence,
      allOwnPence: parts.total_own_pence,
      instead,
    };
  }
}
