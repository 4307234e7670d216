import { Inject, Injectable } from '@nestjs/common';
import {
  addDays,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  NOBODY,
  parseQuantity,
  statement,
} from '@owncourse/kernel/contract';
import { enterHoldWindow, holdMoney, lockBudgets, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { type DayPrice, priced } from '../domain/plan-change.js';
import { PLAN_AHEAD_DAYS, type Visit, visitsOf } from '../domain/visit-plan.js';
import { followHolds } from '../persistence/order-writes.js';
import { isInBreak } from '../persistence/plan.repository.js';
import { insertVisits } from '../persistence/plan-writes.js';

interface PlanRow {
  readonly order_id: string;
  readonly council_id: string;
  readonly line_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly provider_id: string;
  readonly variant_id: string;
  readonly quantity: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly start_time: string;
  readonly duration_minutes: number;
  readonly recurrence: string;
  readonly planned_through: string;
  /** How the money is held; null when nobody knows. */
  readonly route: string | null;
  /** First and last day of each break; null for no end. */
  readonly break_days: readonly (readonly [string, string | null])[];
}

interface Extension {
  readonly plan: PlanRow;
  readonly visits: readonly Visit[];
}

interface DayPriceRow {
  readonly day: string;
  readonly variant_id: string;
  readonly unit_price_pence: bigint;
  readonly multiplier_ten_thousandths: bigint;
  readonly bank_holiday: string | null;
  readonly rate_card_version: number | null;
}

const TO_ENTER = statement('ordering.budgets-to-enter', 'select * from ledger.budgets_to_enter() as budget_id');
const TO_EXTEND = statement('ordering.plans-to-extend', 'select * from ordering.plans_to_extend($1)');
const STILL_TO_EXTEND = statement(
  'ordering.still-to-extend',
  'select planned_through from ordering.plans_to_extend($1, $2)',
);
const DAY_PRICES = statement(
  'ordering.day-prices',
  `select d.day, p.variant_id, p.unit_price_pence, (p.multiplier * 10000)::bigint as multiplier_ten_thousandths, p.bank_holiday, p.rate_card_version
   from unnest($3::date[]) as d (day), lateral rates.prices($1, $2::uuid[], d.day, $4) p where p.orderable`,
);
const BUDGET_END = statement('ordering.budget-end', 'select ends_before from ledger.budget_for($1, $2, $3)');
const PLANS_AT_ONCE = 500;
const ACTING = { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null };

/** Jobs that keep standing orders going: one budget or order a transaction, safe beside themselves. */
@Injectable()
export class KeepPlans {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async enterHoldWindow(): Promise<void> {
    const at = this.clock.now();
    for (const { budget_id } of await this.database.call<{ budget_id: string }>(TO_ENTER)) {
      await this.database.transaction(NOBODY, async (queries) => {
        const entered = await enterHoldWindow(queries, budget_id, this.ids.next(), at, ACTING);
        if (entered.length > 0) void followHolds(queries, entered);
      });
    }
  }

  /** Each new visit at the price of its own day, so that a new rate card counts from its date. */
  async extendPlans(): Promise<void> {
    const at = this.clock.now();
    const through = addDays(londonDate(at), PLAN_AHEAD_DAYS);
    const plans = await this.database.call<PlanRow>(TO_EXTEND, [through]);
    for (let start = 0; start < plans.length; start += PLANS_AT_ONCE) {
      const extensions: Extension[] = [];
      for (const plan of plans.slice(start, start + PLANS_AT_ONCE))
        extensions.push({ plan, visits: await this.visitsToAdd(plan, through) });
      const priceOf = await this.dayPrices(extensions);
      for (const extension of extensions) await this.extend(extension, priceOf, through, at);
    }
  }

  private async visitsToAdd(plan: PlanRow, through: string): Promise<readonly Visit[]> {
    const from = addDays(plan.planned_through, 1);
    const [budget] = await this.database.call<{ ends_before: string | null }>(BUDGET_END, [
      plan.person_id,
      plan.budget_id,
      from,
    ]);
    if (!budget) return [];
    const last =
      [through, plan.ends_on, budget.ends_before === null ? null : addDays(budget.ends_before, -1)]
        .filter((day): day is string => day !== null)
        .sort()[0] ?? through;
    const breaks = plan.break_days.map(([first_on, last_on]) => ({ first_on, last_on }));
    return visitsOf(plan.recurrence, plan.starts_on, plan.start_time, plan.duration_minutes, from, last).filter(
      (visit) => !isInBreak(breaks, visit.day),
    );
  }

  /** Many plans' prices in one set a council and way of holding money, because plans share variants and days. */
  private async dayPrices(
    extensions: readonly Extension[],
  ): Promise<(plan: PlanRow, day: string) => DayPrice | undefined> {
    const known = new Map<string, DayPrice>();
    const groupOf = (plan: PlanRow): string => `${plan.council_id}/${plan.route ?? ''}`;
    for (const group of new Set(extensions.map(({ plan }) => groupOf(plan)))) {
      const own = extensions.filter(({ plan }) => groupOf(plan) === group);
      const variantIds = [...new Set(own.map(({ plan }) => plan.variant_id))];
      const days = [...new Set(own.flatMap(({ visits }) => visits.map((visit) => visit.day)))];
      const [first] = own;
      const rows = await this.database.call<DayPriceRow>(DAY_PRICES, [
        first?.plan.council_id,
        variantIds,
        days,
        first?.plan.route,
      ]);
      for (const row of rows)
        known.set(`${group}/${row.variant_id}/${row.day}`, {
          unitPricePence: row.unit_price_pence,
          multiplier: row.multiplier_ten_thousandths,
          bankHoliday: row.bank_holiday,
          rateCardVersion: row.rate_card_version,
        });
    }
    return (plan, day) => known.get(`${groupOf(plan)}/${plan.variant_id}/${day}`);
  }

  private async extend(
    { plan, visits: days }: Extension,
    priceOf: (plan: PlanRow, day: string) => DayPrice | undefined,
    through: string,
    at: Date,
  ): Promise<void> {
    const visits = days.flatMap((visit) => {
      const price = priceOf(plan, visit.day);
      return price ? [{ ...priced(visit, price, parseQuantity(plan.quantity)), id: this.ids.next() }] : [];
    });
    if (visits.length === 0) return;
    await this.database.transaction(NOBODY, async (queries) => {
      await lockBudgets(queries, [plan.budget_id], false);
      // A copy of this job may have been here first.
      const [now] = await queries.query<Pick<PlanRow, 'planned_through'>>(STILL_TO_EXTEND, [through, plan.order_id]);
      if (now?.planned_through !== plan.planned_through) return;
      void holdMoney(queries, {
        councilId: plan.council_id,
        budgetId: plan.budget_id,
        orderId: plan.order_id,
        standing: true,
        holds: visits.map((visit) => ({ id: visit.id, pence: visit.amountPence, day: visit.day })),
        at,
        acting: ACTING,
      });
      const line = {
        councilId: plan.council_id,
        orderId: plan.order_id,
        lineId: plan.line_id,
        personId: plan.person_id,
        budgetId: plan.budget_id,
        providerId: plan.provider_id,
        quantity: plan.quantity,
      };
      void insertVisits(queries, line, visits);
    });
  }
}
