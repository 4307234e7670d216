import { Injectable } from '@nestjs/common';
import { type Actor, isDay, isId, type Pence, Refusal, statement } from '@owncourse/kernel/contract';
import type { AddYearlySumInput, ChangeAmountInput, EndYearlySumInput } from '../contract/budget-life.port.js';
import { BUDGET_AMOUNT_CHANGED, YEARLY_SUM_ENDED } from '../contract/events.js';
import { differencePosted } from '../domain/budget-plan.js';
import { BudgetDecisions, checkSum } from './budget-decisions.js';

const CHANGE = statement('ledger.change-amount', 'select ledger.change_amount($1, $2, $3, $4, $5, $6, $7, $8, $9)');
const YEARLY = statement(
  'ledger.add-yearly-sum',
  'select ledger.add_yearly_sum($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
);
const END_YEARLY = statement(
  'ledger.end-yearly-sum',
  'select ledger.end_yearly_sum($1, $2, $3, $4, $5, $6, $7, $8, $9) as pence',
);
const DIFFERENCE = statement(
  'ledger.post-difference',
  'select ledger.post_difference($1, $2, $3, $4, $5, $6, $7, row($8::uuid, null, null)::ledger.acting)',
);

@Injectable()
export class ChangeAmount {
  constructor(private readonly decisions: BudgetDecisions) {}

  /**
   * Another weekly amount from a day, until the next step that is known. Days that were paid for already are put right
   * at once: a rise comes in, a cut takes back what is available and the rest is owed; the person pays no more than the
   * amount of each day. Instalments to come are planned anew.
   */
  async run(actor: Actor, input: ChangeAmountInput): Promise<string> {
    checkSum(input.weeklyPence, 'weeklyPence', 0n);
    if (!isDay(input.fromDate)) throw Refusal.invalid('fromDate', 'Give a day such as 2026-03-02.');
    return this.decisions.run(actor, 'changeBudgetAmount', input, async (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      const before = await this.decisions.plan(deciding);
      void queries.query(CHANGE, [
        councilId,
        budgetId,
        decisionId,
        input.fromDate,
        input.weeklyPence.toString(),
        reason,
        today,
        at,
        acting.actorId,
      ]);
      const { terms, personId } = await this.decisions.charge(deciding, before, input.fromDate);
      void queries.query(DIFFERENCE, [
        councilId,
        budgetId,
        decisionId,
        differencePosted(before.terms, terms, before.posted).toString(),
        before.fundingKind,
        today,
        at,
        acting.actorId,
      ]);
      await this.decisions.planAgain(deciding);
      this.decisions.tell(deciding, BUDGET_AMOUNT_CHANGED, {
        budgetId,
        personId,
        decisionId,
        fromOn: input.fromDate,
        weeklyPence: input.weeklyPence.toString(),
      });
    });
  }

  /** The same sum each year on the day of the first, for example for a holiday or a licence. */
  async yearly(actor: Actor, input: AddYearlySumInput): Promise<string> {
    checkSum(input.amountPence, 'amountPence', 1n);
    if (!isDay(input.firstOn)) throw Refusal.invalid('firstOn', 'Give a day such as 2026-03-02.');
    const lastOn = input.lastOn ?? null;
    if (lastOn !== null && (!isDay(lastOn) || lastOn < input.firstOn))
      throw Refusal.invalid('lastOn', 'The last day must not be before the first.');
    return this.decisions.run(actor, 'addYearlySum', input, async (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      void queries.query(YEARLY, [
        councilId,
        budgetId,
        decisionId,
        input.firstOn,
        lastOn,
        input.amountPence.toString(),
        reason,
        today,
        at,
        acting.actorId,
      ]);
      await this.decisions.planAgain(deciding);
    });
  }
  /**
   * Ends a yearly sum from a day. It belongs to its day, not to a year of days, so nothing is shared out: those that came in
   * stay, and those due on the day or after it do not come.
   */
  async endYearly(actor: Actor, input: EndYearlySumInput): Promise<string> {
    if (!isId(input.yearlySumId)) throw Refusal.notFound();
    if (!isDay(input.fromDate)) throw Refusal.invalid('fromDate', 'Give a day such as 2026-03-02.');
    return this.decisions.run(actor, 'endYearlySum', input, async (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      const ending = [councilId, budgetId, decisionId, input.yearlySumId, input.fromDate];
      const [ended] = await queries.query<{ pence: Pence }>(END_YEARLY, [...ending, reason, today, at, acting.actorId]);
      const { personId } = await this.decisions.planAgain(deciding);
      this.decisions.tell(deciding, YEARLY_SUM_ENDED, {
        budgetId,
        personId,
        decisionId,
        fromOn: input.fromDate,
        pence: String(ended?.pence ?? 0n),
      });
    });
  }
}
