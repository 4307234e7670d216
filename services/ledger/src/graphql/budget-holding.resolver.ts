import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import {
  BUDGET_LIFE,
  type BudgetLifePort,
  type ChangeFundersInput,
  type ChangeHoldingInput,
  type HoldingEffectInput,
} from '../contract/budget-life.port.js';
import { payingPart, type PossibleHolder } from '../domain/holding-routes.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { type FunderAccountRow, HolderRepository, type PartRow } from '../persistence/holder.repository.js';
import { funderAccountsLoader } from './budget-life.loader.js';
import { budgetLoader, partsLoader } from './budget.loader.js';
import { ChangeHolding } from '../use-cases/change-holding.js';
import { type BudgetView, budgetView } from './budget.view.js';
import { type FundView, fundView } from './fund.view.js';

type View = Readonly<Record<string, unknown>>;
type Decided = RefusalMember | { readonly __typename: 'BudgetDecided'; readonly budget: BudgetView | null };

function accountView(row: FunderAccountRow): View {
  return {
    kind: row.kind,
    putInPence: row.put_in_pence,
    boughtPence: row.bought_pence,
    givenBackPence: row.given_back_pence,
    leftPence: row.put_in_pence - row.bought_pence - row.given_back_pence,
  };
}

function partView(row: PartRow): View {
  return {
    id: row.part_id,
    route: row.route,
    holderName: row.holder_name,
    weeklyPence: row.weekly_pence,
    availablePence: row.available_pence,
    committedPence: row.committed_pence,
    owedPence: row.owed_pence,
    isOver: row.is_over,
    shortOn: row.short_on,
  };
}

/** Who pays for a budget and who holds its money. */
@Resolver('BudgetLife')
export class BudgetHoldingResolver {
  constructor(
    private readonly holders: HolderRepository,
    private readonly budgets: BudgetRepository,
    private readonly changing: ChangeHolding,
    @Inject(BUDGET_LIFE) private readonly life: BudgetLifePort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private today(): string {
    return londonDate(this.clock.now());
  }

  @ResolveField('funderAccounts')
  async accountsOf(@Parent() parent: { budgetId: string }, @Context() context: OperationContext): Promise<View[]> {
    const rows = await funderAccountsLoader(context, this.holders, this.today()).load(parent.budgetId);
    return (rows ?? []).map(accountView);
  }

  @Query('holdersFor')
  async holdersFor(
    @Args('budgetId') budgetId: string,
    @Args('on') on: string,
    @Context() context: OperationContext,
  ): Promise<readonly PossibleHolder[]> {
    if (!context.actor || !isId(budgetId)) return [];
    const budget = await budgetLoader(context, this.budgets, this.today()).load(budgetId);
    if (!budget || !mayDo(context.actor, 'holdersFor', { councilId: budget.council_id })) return [];
    return this.holders.possible(context.reads, budget.person_id, on);
  }

  @Query('funderAccounts')
  async accounts(
    @Args('from') from: string,
    @Args('to') to: string,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const councilId = context.actor?.councilId ?? null;
    if (!context.actor || councilId === null || !mayDo(context.actor, 'funderAccounts', { councilId })) return [];
    return (await this.holders.councilAccounts(context.reads, councilId, from, to)).map(accountView);
  }

  @Query('holdingEffect')
  effect(
    @Args('input') input: HoldingEffectInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { readonly __typename: 'HoldingEffect'; readonly parts: readonly View[] }> {
    return orRefusal(async () => ({
      __typename: 'HoldingEffect' as const,
      parts: (await this.changing.effect(context.signedIn(), input)).map((row) => ({
        id: row.part_id,
        route: row.route,
        holderName: row.holder_name,
        weeklyPence: row.weekly_pence,
        isOver: row.is_over,
        hasPence: row.has_pence,
        getsPence: row.gets_pence,
      })),
    }));
  }

  @Query('fundsHeld')
  async fundsHeld(@Context() context: OperationContext): Promise<FundView[]> {
    const organisationId = context.actor?.organisationId ?? null;
    if (!context.actor || organisationId === null || !mayDo(context.actor, 'fundsHeld', { organisationId })) return [];
    return (await this.holders.fundsHeld(context.reads, this.today())).map(fundView);
  }

  @Query('fund')
  async fund(@Args('id') id: string, @Context() context: OperationContext): Promise<FundView | null> {
    const organisationId = context.actor?.organisationId ?? null;
    if (!context.actor || organisationId === null || !mayDo(context.actor, 'fund', { organisationId })) return null;
    const rows = await this.holders.fundsHeld(context.reads, this.today());
    return rows.map(fundView).find((one) => one.id === id) ?? null;
  }

  @Mutation('changeFunders')
  changeFunders(@Args('input') input: ChangeFundersInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.changeFunders(actor, input));
  }

  @Mutation('changeHolding')
  changeHolding(@Args('input') input: ChangeHoldingInput, @Context() context: OperationContext): Promise<Decided> {
    return this.decided(context, (actor) => this.life.changeHolding(actor, input));
  }

  private decided(context: OperationContext, decide: (actor: Actor) => Promise<string>): Promise<Decided> {
    return orRefusal(async () => {
      const id = await decide(context.signedIn());
      const row = await budgetLoader(context, this.budgets, this.today()).load(id);
      return { __typename: 'BudgetDecided' as const, budget: row && budgetView(row) };
    });
  }
}

/** How a budget is held, where in several ways at once. */
@Resolver('Budget')
export class BudgetPartsResolver {
  constructor(
    private readonly holders: HolderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('parts')
  async parts(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<View[]> {
    const rows = await partsLoader(context, this.holders, londonDate(this.clock.now())).load(budget.id);
    return (rows ?? []).map(partView);
  }

  @ResolveField('partFor')
  async partFor(
    @Parent() budget: BudgetView,
    @Args('providerId') providerId: string,
    @Context() context: OperationContext,
  ): Promise<View | null> {
    const rows = await partsLoader(context, this.holders, londonDate(this.clock.now())).load(budget.id);
    const paying = payingPart(rows ?? [], providerId);
    return paying ? partView(paying) : null;
  }
}
