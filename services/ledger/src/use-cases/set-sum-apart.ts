import { Injectable } from '@nestjs/common';
import { type Actor, statement } from '@owncourse/kernel/contract';
import type { OpenContingencyInput, SetSumApartInput } from '../contract/budget-life.port.js';
import { CONTINGENCY_OPENED } from '../contract/events.js';
import { lockBudgets } from '../contract/published.js';
import { BudgetDecisions, checkSum } from './budget-decisions.js';

const SET = statement('ledger.set-sum-apart', 'select ledger.set_sum_apart($1, $2, $3, $4, $5, $6, $7, $8, $9)');
const OPEN = statement(
  'ledger.open-contingency',
  'select ledger.open_contingency($1, $2, $3, $4, $5, $6, $7, $8, row($9::uuid, null, null)::ledger.acting)',
);

@Injectable()
export class SetSumApart {
  constructor(private readonly decisions: BudgetDecisions) {}

  /** How much contingency there is, or how much is kept for employed assistants. Moves nothing. */
  run(actor: Actor, input: SetSumApartInput): Promise<string> {
    checkSum(input.amountPence, 'amountPence', 0n);
    return this.decisions.run(actor, 'setSumApart', input, (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      void lockBudgets(queries, [budgetId]);
      void queries.query(SET, [
        councilId,
        budgetId,
        decisionId,
        input.kind,
        input.amountPence.toString(),
        reason,
        today,
        at,
        acting.actorId,
      ]);
    });
  }

  /** An approver opens a part or all of the contingency: it comes in at once. */
  openContingency(actor: Actor, input: OpenContingencyInput): Promise<string> {
    checkSum(input.amountPence, 'amountPence', 1n);
    return this.decisions.run(actor, 'openContingency', input, async (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      void lockBudgets(queries, [budgetId]);
      const { fundingKind, personId } = await this.decisions.plan(deciding);
      void queries.query(OPEN, [
        councilId,
        budgetId,
        decisionId,
        input.amountPence.toString(),
        fundingKind,
        reason,
        today,
        at,
        acting.actorId,
      ]);
      this.decisions.tell(deciding, CONTINGENCY_OPENED, {
        budgetId,
        personId,
        decisionId,
        pence: input.amountPence.toString(),
      });
    });
  }
}
