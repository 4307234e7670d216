import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  londonDate,
  type Queries,
  Refusal,
  rowScope,
  statement,
  takenBack,
} from '@owncourse/kernel/contract';
import type { ChangeHoldingInput, HoldingEffectInput } from '../contract/budget-life.port.js';
import { FUND_MOVED, type FundMoved } from '../contract/events.js';
import type { HoldingRouteName } from '../contract/ledger.port.js';
import { lockBudgets } from '../contract/published.js';
import { holderOf } from '../domain/holding-routes.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { HolderRepository, type SplitEffectRow } from '../persistence/holder.repository.js';
import { planFacts } from '../persistence/plan-writes.js';
import { BudgetDecisions, checkSum } from './budget-decisions.js';

const SET = statement('ledger.set-holding', 'select ledger.set_holding($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)');
const FUND_PROVIDERS = statement('ledger.fund-providers', 'select * from ledger.fund_providers($1, $2) as provider_id');
const OPEN_ORDERS = statement(
  'ledger.fund-open-orders',
  `select coalesce(identity.policy($1, 'isfTransferOpenOrders', $2) #>> '{}', 'keep') as open_orders`,
);

/** More than anybody asked for, and few enough to read on a telephone. */
const MOST_PARTS = 6;

@Injectable()
export class ChangeHolding {
  constructor(
    private readonly decisions: BudgetDecisions,
    private readonly holders: HolderRepository,
    private readonly budgets: BudgetRepository,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Who holds the money from a day on: one way, or parts with weekly sums and one with the rest. Nothing of one way moves, so an
   * Individual Service Fund goes with the person and loses nothing; its open orders with the provider it leaves follow the
   * council's policy. Of parts, what nothing is promised of follows the division on its day (docs/ledger.md "Parts").
   */
  async run(actor: Actor, input: ChangeHoldingInput): Promise<string> {
    checkWays(input);
    return this.decisions.run(actor, 'changeHolding', input, async (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      const { personId } = await this.decisions.plan(deciding);
      const routes = await this.routes(queries, { councilId, personId }, input);
      const [before, [policy]] = await Promise.all([
        queries.query<{ provider_id: string }>(FUND_PROVIDERS, [budgetId, input.fromDate]),
        queries.query<{ open_orders: string }>(OPEN_ORDERS, [councilId, input.fromDate]),
      ]);
      void queries.query(SET, [
        councilId,
        budgetId,
        decisionId,
        input.fromDate,
        JSON.stringify(routes),
        reason,
        today,
        at,
        acting.actorId,
        true,
      ]);
      const now = routes.filter(({ route }) => route === 'INDIVIDUAL_SERVICE_FUND').map(({ payerId }) => payerId);
      for (const { provider_id: fromProviderId } of before.filter((one) => !now.includes(one.provider_id))) {
        const payload: FundMoved = {
          budgetId,
          personId,
          decisionId,
          fromOn: input.fromDate,
          fromProviderId,
          toProviderIds: now.filter((id) => id !== fromProviderId),
          openOrders: policy?.open_orders === 'end' ? 'end' : 'keep',
        };
        this.decisions.tell(deciding, FUND_MOVED, payload);
      }
    });
  }

  /**
   * What dividing it so would do with what is there now: done and taken back, so that it is what happens, refusals included.
   * @returns nothing where the budget is and stays held in one way
   */
  async effect(actor: Actor, input: HoldingEffectInput): Promise<readonly SplitEffectRow[]> {
    const councilId = isId(input.budgetId) ? await this.budgets.councilOf(actor, input.budgetId) : null;
    if (!councilId) throw Refusal.notFound();
    requireAccess(actor, 'holdingEffect', { councilId });
    checkWays(input);
    const { budgetId, fromDate } = input;
    const at = this.clock.now();
    const today = londonDate(at);
    const decisionId = this.ids.next();
    return takenBack(this.database, rowScope(actor), async (queries) => {
      void lockBudgets(queries, [budgetId], false);
      const facts = await planFacts(queries, budgetId, today);
      const routes = JSON.stringify(await this.routes(queries, facts, input));
      const set = [councilId, budgetId, decisionId, fromDate, routes, 'A look.', today, at, actor.personId, false];
      void queries.query(SET, set);
      return this.holders.splitEffect(queries, budgetId, decisionId);
    });
  }

  private async routes(
    queries: Queries,
    { councilId, personId }: { readonly councilId: string; readonly personId: string },
    input: HoldingEffectInput,
  ): Promise<{ route: HoldingRouteName; payerId: string; weeklyPence: string | null }[]> {
    const possible = await this.holders.possible(queries, personId, input.fromDate);
    return input.routes.map(({ route, holderId, weeklyPence }) => ({
      route,
      payerId: holderOf(route, { councilId, personId, holderId: holderId ?? null, possible }),
      weeklyPence: weeklyPence?.toString() ?? null,
    }));
  }
}

/** @throws Refusal INVALID_INPUT */
function checkWays({ fromDate, routes }: HoldingEffectInput): void {
  if (!isDay(fromDate)) throw Refusal.invalid('fromDate', 'Give a day such as 2026-03-02.');
  if (routes.length === 0) throw Refusal.invalid('routes', 'Choose who holds the money.');
  if (routes.length > MOST_PARTS) throw Refusal.invalid('routes', `Divide it into ${MOST_PARTS} parts at the most.`);
  for (const { weeklyPence } of routes)
    if (weeklyPence !== null && weeklyPence !== undefined) checkSum(weeklyPence, 'routes', 1n);
}
