import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CLOCK,
  type Clock,
  inOrderOf,
  isDay,
  londonDate,
  type OperationContext,
  orRefusal,
  type Pence,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type {
  AskForContributionInput,
  ContributionMeans,
  ContributionSumInput,
  RecordContributionInput,
} from '../contract/ledger.port.js';
import type { Contribution } from '../domain/contribution-policy.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import {
  type AssessmentRow,
  ContributionRepository,
  type ContributionRequestRow,
  type ContributionSumsRow,
} from '../persistence/contribution.repository.js';
import { AskForContribution } from '../use-cases/ask-for-contribution.js';
import { AssessContribution } from '../use-cases/assess-contribution.js';
import { MoveContribution } from '../use-cases/move-contribution.js';
import { budgetLoader } from './budget.loader.js';
import { budgetView, type BudgetView } from './budget.view.js';

const CONTRIBUTION = Symbol('Contribution by budget');

interface Account {
  readonly id: string;
  readonly sums: readonly ContributionSumsRow[];
  readonly assessments: readonly AssessmentRow[];
  readonly request: ContributionRequestRow | null;
}

interface ContributionAnswer {
  readonly __typename: 'ContributionRecorded';
  readonly budget: BudgetView | null;
}

function added(sums: readonly ContributionSumsRow[], of: (row: ContributionSumsRow) => Pence): Pence {
  return sums.reduce((total, row) => total + of(row), 0n);
}

function positive(pence: Pence): Pence {
  return pence > 0n ? pence : 0n;
}

function assessmentView(row: AssessmentRow): Record<string, unknown> {
  return {
    fromOn: row.from_on,
    untilOn: row.until_on,
    weeklyPence: row.weekly_pence,
    netting: row.netting,
    certain: row.certain,
    reasons: row.reasons.map(({ reason, pence }) => ({ reason, pence: BigInt(pence) })),
  };
}

/** What is left of what was asked for: less what came in since, and never more than is still to pay. */
function requestView(row: ContributionRequestRow, collected: Pence, unpaid: Pence): Record<string, unknown> | null {
  const open = positive(row.amount_pence - (collected - row.collected_before_pence));
  const leftPence = open < unpaid ? open : unpaid;
  if (leftPence === 0n) return null;
  return {
    amountPence: row.amount_pence,
    leftPence,
    askedOn: row.asked_on,
    payBy: row.pay_by,
    askedByName: row.asked_by_name,
  };
}

function contributionView({ sums, assessments, request }: Account, today: string): Record<string, unknown> {
  const now = assessments.find((one) => one.from_on <= today && (one.until_on === null || one.until_on >= today));
  const kept = (row: ContributionSumsRow) => row.collected_pence - row.reimbursed_pence;
  const collectedPence = added(sums, (row) => row.collected_pence);
  const unpaidPence = added(sums, (row) => positive(row.charged_pence - kept(row)));
  return {
    weeklyPence: now?.weekly_pence ?? 0n,
    netting: now?.netting ?? null,
    chargedPence: added(sums, (row) => row.charged_pence),
    collectedPence,
    reimbursedPence: added(sums, (row) => row.reimbursed_pence),
    // What was paid too much net does not pay what is owed gross: each is settled where it was paid.
    overpaidPence: added(sums, (row) => positive(kept(row) - row.charged_pence)),
    unpaidPence,
    request: request && requestView(request, collectedPence, unpaidPence),
    assessments: assessments.map(assessmentView),
  };
}

@Resolver('Budget')
export class ContributionResolver {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly contributions: ContributionRepository,
    private readonly assessing: AssessContribution,
    private readonly moving: MoveContribution,
    private readonly asking: AskForContribution,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('contribution')
  async contribution(
    @Parent() budget: BudgetView,
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown>> {
    const today = londonDate(this.clock.now());
    const account = await context
      .loader<Account>(CONTRIBUTION, async (ids, { reads }) => {
        const [sums, assessments, requests] = await Promise.all([
          this.contributions.sums(reads, ids, today),
          this.contributions.assessments(reads, ids),
          this.contributions.requests(reads, ids),
        ]);
        const accounts = ids.map((id) => ({
          id,
          sums: sums.filter((row) => row.budget_id === id),
          assessments: assessments.filter((row) => row.budget_id === id),
          request: requests.find((row) => row.budget_id === id) ?? null,
        }));
        return inOrderOf(ids, accounts, (one) => one.id);
      })
      .load(budget.id);
    return contributionView(account ?? { id: budget.id, sums: [], assessments: [], request: null }, today);
  }

  @Query('workOutContribution')
  workOut(
    @Args('budgetId') budgetId: string,
    @Args('onDate') onDate: string,
    @Args('means') means: ContributionMeans,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | (Contribution & { __typename: string })> {
    return orRefusal(async () => {
      if (!isDay(onDate)) throw Refusal.invalid('onDate', 'Give a day such as 2026-03-02.');
      const result = await this.assessing.workOut(context.signedIn(), budgetId, onDate, means);
      return { __typename: 'WorkedOutContribution', ...result };
    });
  }

  @Mutation('recordContributionAssessment')
  record(
    @Args('input') input: RecordContributionInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | ContributionAnswer> {
    return this.answer(context, () => this.assessing.run(context.signedIn(), input));
  }

  @Mutation('recordContributionReceived')
  receive(
    @Args('input') input: ContributionSumInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | ContributionAnswer> {
    return this.answer(context, () => this.moving.receive(context.signedIn(), input));
  }

  @Mutation('askForContribution')
  ask(
    @Args('input') input: AskForContributionInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | ContributionAnswer> {
    return this.answer(context, () => this.asking.run(context.signedIn(), input));
  }

  @Mutation('reimburseContribution')
  reimburse(
    @Args('input') input: ContributionSumInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | ContributionAnswer> {
    return this.answer(context, () => this.moving.reimburse(context.signedIn(), input));
  }

  private answer(context: OperationContext, work: () => Promise<string>): Promise<RefusalMember | ContributionAnswer> {
    return orRefusal(async () => {
      const id = await work();
      const row = await budgetLoader(context, this.budgets, londonDate(this.clock.now())).load(id);
      return { __typename: 'ContributionRecorded' as const, budget: row && budgetView(row) };
    });
  }
}
