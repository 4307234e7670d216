import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  connection,
  type Connection,
  decodeCursor,
  encodeCursor,
  isDay,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import {
  type AddYearlySumInput,
  BUDGET_LIFE,
  type BudgetLifePort,
  type ChangeAmountInput,
  type CloseBudgetInput,
  type DecideReclaimInput,
  type DisagreeWithReclaimInput,
  type EndYearlySumInput,
  type FromDayInput,
  type OpenContingencyInput,
  type SetSumApartInput,
} from '../contract/budget-life.port.js';
import { BudgetLifeRepository, type BudgetLifeRow, type ReclaimRow } from '../persistence/budget-life.repository.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { lifeLoader, reclaimsLoader } from './budget-life.loader.js';
import { budgetLoader } from './budget.loader.js';
import { type BudgetView, budgetView, withPercents } from './budget.view.js';

type View = Readonly<Record<string, unknown>>;
type Decided = RefusalMember | { readonly __typename: 'BudgetDecided'; readonly budget: BudgetView | null };

function pence(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}

function lifeView(row: BudgetLifeRow): View {
  return {
    budgetId: row.budget_id,
    steps: row.steps.map((step) => ({ ...step, weeklyPence: pence(step.weeklyPence) })),
    yearlySums: row.yearly_sums.map((sum) => ({ ...sum, amountPence: pence(sum.amountPence) })),
    pause: row.pause,
    closing: row.closing && {
      ...row.closing,
      closedAt: row.closing.closedAt === null ? null : new Date(row.closing.closedAt),
    },
    funders: row.funders.map((one) => ({ ...one, shares: withPercents(one.shares) })),
    holding: row.holding.map((one) => ({ ...one, weeklyPence: pence(one.weeklyPence) })),
    contingencyPence: row.contingency_pence,
    contingencyOpenedPence: row.contingency_opened_pence,
    employerPence: row.employer_pence,
    recoverablePence: row.recoverable_pence,
    reclaimedPence: row.reclaimed_pence,
    decisions: row.decisions.map((one) => ({
      ...one,
      amountPence: pence(one.amountPence),
      beforePence: pence(one.beforePence),
      putInPence: pence(one.putInPence),
      takenBackPence: pence(one.takenBackPence),
      owedPence: pence(one.owedPence),
      decidedAt: new Date(one.decidedAt),
    })),
  };
}

function reclaimView(row: ReclaimRow): View {
  return {
    id: row.id,
    budgetId: row.budget_id,
    status: row.status,
    proposedPence: row.proposed_pence,
    reserveWeeks: row.reserve_weeks,
    reservePence: row.reserve_pence,
    proposedOn: row.proposed_on,
    decideFrom: row.decide_from,
    disagreement: row.disagreement,
    disagreedAt: row.disagreed_at,
    takenPence: row.taken_pence,
    reason: row.reason,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at,
  };
}

@Resolver('BudgetLife')
export class BudgetLifeResolver {
  constructor(
    private readonly lives: BudgetLifeRepository,
    private readonly budgets: BudgetRepository,
    @Inject(BUDGET_LIFE) private readonly life: BudgetLifePort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('reclaims')
  async reclaimsOf(@Parent() parent: { budgetId: string }, @Context() context: OperationContext): Promise<View[]> {
    return ((await reclaimsLoader(context, this.lives).load(parent.budgetId)) ?? []).map(reclaimView);
  }

  @Query('reclaims')
  async reclaims(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<View> & { totalCount: number }> {
    const councilId = context.actor?.councilId ?? null;
    const nothing = { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
    if (!context.actor || councilId === null || !mayDo(context.actor, 'reclaims', { councilId })) return nothing;
    const size = pageSize(first);
    const cursor = decodeCursor(after, 2);
    const [day = '', id = ''] = cursor ?? [];
    if (cursor && (!isDay(day) || !isId(id)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const [rows, totalCount] = await Promise.all([
      this.lives.queue(context.reads, councilId, cursor ? [day, id] : null, size + 1),
      this.lives.waiting(context.reads, councilId),
    ]);
    return { ...connection(rows, size, reclaimView, (row) => encodeCursor([row.decide_from, row.id])), totalCount };
  }

  @Mutation('changeBudgetAmount')
  changeAmount(@Args('input') input: ChangeAmountInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.changeAmount(actor, input));
  }

  @Mutation('addYearlySum')
  addYearlySum(@Args('input') input: AddYearlySumInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.addYearlySum(actor, input));
  }

  @Mutation('endYearlySum')
  endYearlySum(@Args('input') input: EndYearlySumInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.endYearlySum(actor, input));
  }

  @Mutation('pauseBudget')
  pause(@Args('input') input: FromDayInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.pauseBudget(actor, input));
  }

  @Mutation('restartBudget')
  restart(@Args('input') input: FromDayInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.restartBudget(actor, input));
  }

  @Mutation('closeBudget')
  close(@Args('input') input: CloseBudgetInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.closeBudget(actor, input));
  }

  @Mutation('setSumApart')
  setSumApart(@Args('input') input: SetSumApartInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.setSumApart(actor, input));
  }

  @Mutation('openContingency')
  openContingency(@Args('input') input: OpenContingencyInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.openContingency(actor, input));
  }

  @Mutation('decideReclaim')
  decideReclaim(@Args('input') input: DecideReclaimInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.decideReclaim(actor, input));
  }

  @Mutation('disagreeWithReclaim')
  disagree(@Args('input') input: DisagreeWithReclaimInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.disagreeWithReclaim(actor, input));
  }

  private decided(context: OperationContext, decide: (actor: Actor) => Promise<string>): Promise<Decided> {
    return orRefusal(async () => {
      const id = await decide(context.signedIn());
      const row = await budgetLoader(context, this.budgets, londonDate(this.clock.now())).load(id);
      return { __typename: 'BudgetDecided' as const, budget: row && budgetView(row) };
    });
  }
}

@Resolver('Budget')
export class LifeOfBudgetResolver {
  constructor(
    private readonly lives: BudgetLifeRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('life')
  async lifeOf(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<View> {
    const row = await lifeLoader(context, this.lives, londonDate(this.clock.now())).load(budget.id);
    if (!row) throw Refusal.notFound();
    return lifeView(row);
  }
}

@Resolver('Reclaim')
export class ReclaimResolver {
  constructor(
    private readonly budgets: BudgetRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('budget')
  async budgetOf(
    @Parent() reclaim: { budgetId: string },
    @Context() context: OperationContext,
  ): Promise<BudgetView | null> {
    const row = await budgetLoader(context, this.budgets, londonDate(this.clock.now())).load(reclaim.budgetId);
    return row && budgetView(row);
  }
}
