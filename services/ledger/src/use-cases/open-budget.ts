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
  londonDate,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { OpenBudgetInput } from '../contract/ledger.port.js';
import { type BudgetTerms, planHorizon, planRest } from '../domain/budget-plan.js';
import { planRows } from '../persistence/plan-writes.js';

const OPEN = statement(
  'ledger.open-budget',
  'select ledger.open_budget($1, $2, $3, daterange($4::date, $5::date), $6, $7, $8, $9, $10, $11, $12, $13)',
);
const SCHEDULE = statement('ledger.schedule-instalments', 'select ledger.schedule_instalments($1, $2, $3)');
@Injectable()
export class OpenBudget {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Opens a budget and plans its instalments, together or not at all. */
  async run(actor: Actor, input: OpenBudgetInput): Promise<string> {
    requireAccess(actor, 'openBudget', { councilId: input.councilId, personId: input.personId });
    if (!isDay(input.startsOn)) throw Refusal.invalid('startsOn', 'Give a day such as 2026-03-02.');
    if (input.endsBefore !== null && input.endsBefore <= input.startsOn)
      throw Refusal.invalid('endsBefore', 'The end must be after the start.');
    if (input.weeklyPence <= 0n) throw Refusal.invalid('weeklyPence', 'The weekly sum must be more than zero.');
    const budgetId = input.budgetId ?? this.ids.next();
    const at = this.clock.now();
    const terms = termsOf(input);
    const plan = planRest(
      terms,
      { councilThrough: null, personThrough: null, putInPence: 0n },
      planHorizon(terms, londonDate(at)),
    );
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(OPEN, [
        input.councilId,
        budgetId,
        input.personId,
        input.startsOn,
        input.endsBefore,
        input.paymentIntervalWeeks,
        input.weeklyPence.toString(),
        input.route,
        input.payerId,
        JSON.stringify(input.fundingSources),
        input.contributionPence.toString(),
        input.netting,
        at,
      ]);
      void queries.query(SCHEDULE, [
        input.councilId,
        budgetId,
        planRows(plan, input.fundingSources[0]?.kind ?? 'SOCIAL_CARE', this.ids),
      ]);
    });
    return budgetId;
  }
}

function termsOf(input: OpenBudgetInput): BudgetTerms {
  const stretch = { from: input.startsOn, before: input.endsBefore };
  return {
    startsOn: input.startsOn,
    endsBefore: input.endsBefore,
    intervalWeeks: input.paymentIntervalWeeks,
    steps: [{ from: input.startsOn, weeklyPence: input.weeklyPence }],
    contributions: [{ ...stretch, weeklyPence: input.contributionPence, netting: input.netting }],
    pauses: [],
    yearly: [],
  };
}
