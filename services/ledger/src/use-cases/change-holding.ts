import { Injectable } from '@nestjs/common';
import { type Actor, isDay, Refusal, statement } from '@owncourse/kernel/contract';
import type { ChangeHoldingInput } from '../contract/budget-life.port.js';
import { FUND_MOVED, type FundMoved } from '../contract/events.js';
import { holderOf } from '../domain/holding-routes.js';
import { HolderRepository } from '../persistence/holder.repository.js';
import { BudgetDecisions } from './budget-decisions.js';

const SET = statement('ledger.set-holding', 'select ledger.set_holding($1, $2, $3, $4, $5, $6, $7, $8, $9)');
const FUND_PROVIDERS = statement('ledger.fund-providers', 'select * from ledger.fund_providers($1, $2) as provider_id');
const OPEN_ORDERS = statement(
  'ledger.fund-open-orders',
  `select coalesce(identity.policy($1, 'isfTransferOpenOrders', $2) #>> '{}', 'keep') as open_orders`,
);

@Injectable()
export class ChangeHolding {
  constructor(
    private readonly decisions: BudgetDecisions,
    private readonly holders: HolderRepository,
  ) {}

  /**
   * Who holds the money from a day on: one way or a mix. Nothing of it moves, so an Individual Service Fund goes with the
   * person and loses nothing; its open orders with the provider it leaves follow the council's policy.
   */
  async run(actor: Actor, input: ChangeHoldingInput): Promise<string> {
    if (!isDay(input.fromDate)) throw Refusal.invalid('fromDate', 'Give a day such as 2026-03-02.');
    if (input.routes.length === 0) throw Refusal.invalid('routes', 'Choose who holds the money.');
    if (new Set(input.routes.map((one) => one.route)).size < input.routes.length)
      throw Refusal.invalid('routes', 'Choose each way once.');
    return this.decisions.run(actor, 'changeHolding', input, async (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      const { personId } = await this.decisions.plan(deciding);
      const possible = await this.holders.possible(queries, personId, input.fromDate);
      const routes = input.routes.map(({ route, holderId }) => ({
        route,
        payerId: holderOf(route, { councilId, personId, holderId: holderId ?? null, possible }),
      }));
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
}
