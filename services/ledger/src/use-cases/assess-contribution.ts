import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  londonDate,
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { ContributionMeans, RecordContributionInput } from '../contract/ledger.port.js';
import { councilLacks } from '../domain/budget-plan.js';
import { type Contribution, workOutContribution } from '../domain/contribution-policy.js';
import { readContributionPolicy } from '../domain/read-contribution-policy.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { ContributionRepository } from '../persistence/contribution.repository.js';
import { chargeAnew } from '../persistence/contribution-writes.js';
import { planAnew, planFacts } from '../persistence/plan-writes.js';

const RECORD = statement(
  'ledger.record-contribution',
  'select ledger.record_contribution($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
);

/** Far above anybody's income or capital, and far below where sums no longer fit into a JSON number. */
const MOST_PENCE = 100_000_000_000n;

function sum(field: string, pence: Pence): void {
  if (pence < 0n) throw Refusal.invalid(field, 'Write a sum of zero or more.');
  if (pence > MOST_PENCE) throw Refusal.invalid(field, 'Write a sum of at most £1,000 million.');
}

@Injectable()
export class AssessContribution {
  constructor(
    private readonly database: Database,
    private readonly budgets: BudgetRepository,
    private readonly contributions: ContributionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** What the person would pay by the council's policy of that day. Nothing is recorded. Refuses POLICY_INCOMPLETE. */
  async workOut(actor: Actor, budgetId: string, onDate: string, means: ContributionMeans): Promise<Contribution> {
    const councilId = await this.councilOf(actor, budgetId);
    requireAccess(actor, 'workOutContribution', { councilId });
    return this.byPolicy(actor, { budgetId, councilId, onDate, means });
  }

  /** Records a dated result and lets the plan follow it. @returns the budget's id */
  async run(actor: Actor, input: RecordContributionInput): Promise<string> {
    const councilId = await this.councilOf(actor, input.budgetId);
    requireAccess(actor, 'recordContributionAssessment', { councilId });
    if (!isDay(input.fromOn)) throw Refusal.invalid('fromOn', 'Give a day such as 2026-03-02.');
    const result = await this.result(actor, councilId, input);
    const at = this.clock.now();
    const today = londonDate(at);
    const resultId = this.ids.next();
    const { idempotencyKey, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'recordContributionAssessment',
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          void queries.query(RECORD, [
            input.budgetId,
            resultId,
            input.fromOn,
            result.weeklyPence.toString(),
            result.netting,
            input.means ? 'WORKED_OUT' : 'ENTERED',
            JSON.stringify(result.reasons.map(({ reason, pence }) => ({ reason, pence: pence.toString() }))),
            result.certain,
            today,
            at,
            actor.personId,
          ]);
          await this.follow(queries, input, today, [resultId, at, actor.personId]);
        }),
      () => undefined,
    );
    return input.budgetId;
  }

  /** The council adds at once what it has put in too little, and takes off what it has put in too much when it pays next. */
  private async follow(
    queries: Queries,
    { budgetId, fromOn }: RecordContributionInput,
    today: string,
    [resultId, at, actorId]: readonly [string, Date, string],
  ): Promise<void> {
    const facts = await planFacts(queries, budgetId, today);
    const councilAdds = councilLacks(facts.terms, facts.posted);
    chargeAnew(queries, facts, { budgetId, causeId: resultId, from: fromOn, today, at, actorId, councilAdds });
    await planAnew(queries, budgetId, today, this.ids);
  }

  private async result(actor: Actor, councilId: string, input: RecordContributionInput): Promise<Contribution> {
    const { budgetId, fromOn, entered, means } = input;
    if ((entered ?? null) === null ? !means : means)
      throw Refusal.invalid('entered', 'Give the result, or the income and savings to work it out. Not both.');
    if (means) return this.byPolicy(actor, { budgetId, councilId, onDate: fromOn, means });
    const weeklyPence = entered?.weeklyPence ?? 0n;
    sum('weeklyPence', weeklyPence);
    const most = await this.weekly(actor, budgetId, fromOn);
    if (weeklyPence > most)
      throw Refusal.invalid('weeklyPence', 'Nobody pays more than their budget. Write a smaller sum.');
    return {
      weeklyPence,
      netting: entered?.netting ?? 'NET',
      certain: true,
      reasons: [{ reason: 'ENTERED', pence: weeklyPence }],
    };
  }

  private async byPolicy(
    actor: Actor,
    asked: {
      readonly budgetId: string;
      readonly councilId: string;
      readonly onDate: string;
      readonly means: ContributionMeans;
    },
  ): Promise<Contribution> {
    sum('disposableIncomePence', asked.means.disposableIncomePence);
    sum('capitalPence', asked.means.capitalPence);
    const [stored, budgetWeeklyPence] = await Promise.all([
      this.contributions.policy(asked.councilId, asked.onDate),
      this.weekly(actor, asked.budgetId, asked.onDate),
    ]);
    const policy = readContributionPolicy(stored);
    if (!policy) throw new Refusal('POLICY_INCOMPLETE');
    return workOutContribution(policy, { ...asked.means, budgetWeeklyPence });
  }

  private weekly(actor: Actor, budgetId: string, on: string): Promise<Pence> {
    return this.database.transaction(rowScope(actor), (queries) => this.contributions.weeklyOn(queries, budgetId, on));
  }

  private async councilOf(actor: Actor, budgetId: string): Promise<string> {
    const councilId = isId(budgetId) ? await this.budgets.councilOf(actor, budgetId) : null;
    if (!councilId) throw Refusal.notFound();
    return councilId;
  }
}
