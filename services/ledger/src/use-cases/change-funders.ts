import { Injectable } from '@nestjs/common';
import { type Actor, isDay, Refusal, statement } from '@owncourse/kernel/contract';
import type { ChangeFundersInput } from '../contract/budget-life.port.js';
import { BudgetDecisions } from './budget-decisions.js';

const SET = statement('ledger.set-funders', 'select ledger.set_funders($1, $2, $3, $4, $5, $6, $7, $8, $9)');
const MOST_WEIGHT = 100_000;

@Injectable()
export class ChangeFunders {
  constructor(private readonly decisions: BudgetDecisions) {}

  /** Whose money a budget is, by shares, from a day on. What was delivered before stays split as it was. */
  async run(actor: Actor, input: ChangeFundersInput): Promise<string> {
    if (!isDay(input.fromDate)) throw Refusal.invalid('fromDate', 'Give a day such as 2026-03-02.');
    const { sources } = input;
    if (sources.length === 0) throw Refusal.invalid('sources', 'Somebody has to pay. Give one of them a share.');
    if (new Set(sources.map((source) => source.kind)).size < sources.length)
      throw Refusal.invalid('sources', 'Give each funder one share.');
    if (sources.some(({ weight }) => !Number.isInteger(weight) || weight <= 0 || weight > MOST_WEIGHT))
      throw Refusal.invalid('sources', 'Write shares as whole numbers, such as 75 and 25.');
    return this.decisions.run(actor, 'changeFunders', input, (deciding) => {
      const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
      void queries.query(SET, [
        councilId,
        budgetId,
        decisionId,
        input.fromDate,
        JSON.stringify(sources),
        reason,
        today,
        at,
        acting.actorId,
      ]);
    });
  }
}
