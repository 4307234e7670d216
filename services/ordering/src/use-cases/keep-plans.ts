import { Inject, Injectable } from '@nestjs/common';
import {
  addDays,
  atOnce,
  CLOCK,
  type Clock,
  Database,
  groupBy,
  IDS,
  type IdSource,
  londonDate,
  NOBODY,
  type Pence,
  statement,
} from '@owncourse/kernel/contract';
import { enterHoldWindow, holdMoney, lockBudgets, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { type DayPrice, priced, type PricedVisit, withinAgreed } from '../domain/plan-change.js';
import { type OrderTime, timesOf } from '../domain/times-of-day.js';
import { PLAN_AHEAD_DAYS, type Visit, visitsOf } from '../domain/visit-plan.js';
import { followHolds } from '../persistence/order-writes.js';
import { isInBreak } from '../persistence/plan.repository.js';
import { agreeOwnParts } from '../persistence/own-part-writes.js';
import { insertVisits } from '../persistence/plan-writes.js';
import { AskOwnPart } from './ask-own-part.js';

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
  /** First London day that the budget has no period for; null for none. */
  readonly budget_ends_before: string | null;
  /** First and last day of each break; null for no end. */
  readonly break_days: readonly (readonly [string, string | null])[];
  /** The most own money that one visit may take, as agreed; null where none was asked for. */
  readonly own_money_pence: Pence | null;
  readonly more_times: readonly OrderTime[];
}

interface Extension {
  readonly plan: PlanRow;
  readonly visits: readonly Visit[];
}

interface PlanPriceRow {
  readonly budget_id: string;
  readonly variant_id: string;
  readonly day: string;
  readonly unit_price_pence: Pence;
  readonly public_unit_price_pence: Pence;
  readonly above_cap: boolean;
  readonly multiplier_ten_thousandths: bigint;
  readonly bank_holiday: string | null;
  readonly rate_card_version: number | null;
}

const TO_ENTER = statement('ordering.budgets-to-enter', 'select * from ledger.budgets_to_enter() as budget_id');
const TO_EXTEND = statement('ordering.plans-to-extend', 'select * from ordering.plans_to_extend($1)');
const STILL_TO_EXTEND = statement(
  'ordering.still-to-extend',
  'select planned_through, own_money_pence from ordering.plans_to_extend($1, $2)',
);
const PLAN_PRICES = statement(
  'ordering.plan-prices',
  `select p.budget_id, p.variant_id, p.day, p.unit_price_pence, p.public_unit_price_pence, 'ABOVE_CAP' = any (p.reasons) as above_cap,
     p.multiplier_ten_thousandths, p.bank_holiday, p.rate_card_version
   from ordering.plan_prices($1, $2::uuid[], $3::uuid[], $4::date[]) p where p.orderable or 'ABOVE_CAP' = any (p.reasons)`,
);
const PLANS_AT_ONCE = 500;
const ACTING = { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null };

/** Jobs that keep standing orders going: one budget or order a transaction, safe beside themselves. */
@Injectable()
export class KeepPlans {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly own: AskOwnPart,
  ) {}

  async enterHoldWindow(): Promise<void> {
    const at = this.clock.now();
    const budgets = await this.database.call<{ budget_id: string }>(TO_ENTER);
    const groups = budgets.map(({ budget_id }) => ({ budgetId: budget_id, groupId: this.ids.next() }));
    await atOnce(groups, ({ budgetId, groupId }) =>
      this.database.transaction(NOBODY, async (queries) => {
        const entered = await enterHoldWindow(queries, budgetId, groupId, at, ACTING);
        if (entered.length > 0) void followHolds(queries, entered);
      }),
    );
  }

  /** Each new visit at the price of its own day, so that a new rate card counts from its date. */
  async extendPlans(): Promise<void> {
    const at = this.clock.now();
    const through = addDays(londonDate(at), PLAN_AHEAD_DAYS);
    const plans = await this.database.call<PlanRow>(TO_EXTEND, [through]);
    for (let start = 0; start < plans.length; start += PLANS_AT_ONCE) {
      const extensions = plans
        .slice(start, start + PLANS_AT_ONCE)
        .map((plan): Extension => ({ plan, visits: visitsToAdd(plan, through) }));
      const priceOf = await this.dayPrices(extensions);
      const added = extensions.map(({ plan, visits: days }) => ({
        plan,
        visits: days.flatMap((visit) => {
          const price = priceOf(plan, visit.day);
          return price ? [{ ...priced(visit, price), id: this.ids.next() }] : [];
        }),
      }));
      // Plans of one budget follow each other, as each takes from what the one before it left.
      await atOnce([...groupBy(added, ({ plan }) => plan.budget_id).values()], async (ofBudget) => {
        for (const { plan, visits } of ofBudget) await this.extend(plan, visits, through, at);
      });
    }
  }

  /** Many plans' prices in one question a council, because plans share variants and days. */
  private async dayPrices(
    extensions: readonly Extension[],
  ): Promise<(plan: PlanRow, day: string) => DayPrice | undefined> {
    const known = new Map<string, DayPrice>();
    const keyOf = (budgetId: string, variantId: string, day: string): string => `${budgetId}/${variantId}/${day}`;
    for (const councilId of new Set(extensions.map(({ plan }) => plan.council_id))) {
      const asked = extensions
        .filter(({ plan }) => plan.council_id === councilId)
        .flatMap(({ plan, visits }) => visits.map(({ day }) => ({ plan, day })));
      const rows = await this.database.call<PlanPriceRow>(PLAN_PRICES, [
        councilId,
        asked.map(({ plan }) => plan.budget_id),
        asked.map(({ plan }) => plan.variant_id),
        asked.map(({ day }) => day),
      ]);
      for (const row of rows)
        known.set(keyOf(row.budget_id, row.variant_id, row.day), {
          unitPricePence: row.unit_price_pence,
          multiplier: row.multiplier_ten_thousandths,
          bankHoliday: row.bank_holiday,
          rateCardVersion: row.rate_card_version,
          abovePence: row.above_cap ? row.public_unit_price_pence : null,
        });
    }
    return (plan, day) => known.get(keyOf(plan.budget_id, plan.variant_id, day));
  }

  private async extend(
    plan: PlanRow,
    visits: readonly (PricedVisit & { readonly id: string })[],
    through: string,
    at: Date,
  ): Promise<void> {
    if (visits.length === 0) return;
    await this.database.transaction(NOBODY, async (queries) => {
      await lockBudgets(queries, [plan.budget_id], false);
      // A copy of this job may have been here first.
      const [now] = await queries.query<Pick<PlanRow, 'planned_through' | 'own_money_pence'>>(STILL_TO_EXTEND, [
        through,
        plan.order_id,
      ]);
      if (now?.planned_through !== plan.planned_through || now.own_money_pence !== plan.own_money_pence) return;
      // What is above a cap goes on only where own money was agreed to.
      const paid = plan.own_money_pence === null ? visits.filter(({ abovePence }) => abovePence === null) : visits;
      void holdMoney(queries, {
        councilId: plan.council_id,
        budgetId: plan.budget_id,
        orderId: plan.order_id,
        providerId: plan.provider_id,
        standing: true,
        holds: paid.map((visit) => ({ id: visit.id, pence: visit.amountPence, day: visit.day })),
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
      };
      const agreed = withinAgreed(paid, plan.own_money_pence);
      void insertVisits(queries, line, agreed);
      if (plan.own_money_pence !== null) agreeOwnParts(queries, line, agreed, at, SYSTEM_ACTOR_ID);
      // Asked, never left out without a word: the yes plans them.
      const beyond = visits.filter(({ ownPence }) => ownPence > (plan.own_money_pence ?? 0n));
      await this.own.ask(queries, plan, beyond, at);
    });
  }
}

function visitsToAdd(plan: PlanRow, through: string): readonly Visit[] {
  const budgetEnd = plan.budget_ends_before === null ? null : addDays(plan.budget_ends_before, -1);
  const last = [through, plan.ends_on, budgetEnd].filter((day): day is string => day !== null).sort()[0] ?? through;
  const breaks = plan.break_days.map(([first_on, last_on]) => ({ first_on, last_on }));
  return visitsOf(
    plan.recurrence,
    plan.starts_on,
    timesOf(plan, plan.more_times),
    addDays(plan.planned_through, 1),
    last,
  ).filter((visit) => !isInBreak(breaks, visit.day));
}
