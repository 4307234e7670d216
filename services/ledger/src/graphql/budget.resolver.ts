import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  connection,
  type Connection,
  decodeCursor,
  encodeCursor,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  type Pence,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { RecordInstalmentInput } from '../contract/ledger.port.js';
import { projectWeeks, type ProjectedWeek } from '../domain/projection.js';
import { BudgetRepository, type BudgetRow, type StatementRow } from '../persistence/budget.repository.js';
import { RecordInstalment } from '../use-cases/record-instalment.js';
import { budgetLoader, projectedLoader, statementLoader } from './budget.loader.js';

export interface BudgetView {
  readonly __typename: 'Budget';
  readonly id: string;
  readonly person: { readonly id: string };
  readonly council: { readonly id: string };
  readonly [field: string]: unknown;
  readonly availablePence: Pence;
}

export function budgetView(row: BudgetRow): BudgetView {
  const weights = (row.sources ?? []).reduce((sum, source) => sum + source.weight, 0);
  return {
    __typename: 'Budget',
    id: row.id,
    person: { id: row.person_id },
    council: { id: row.council_id },
    status: row.status,
    holdingRoute: row.holding_route,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    weeklyPence: row.weekly_pence,
    fundingSources: (row.sources ?? []).map((source) => ({
      kind: source.kind,
      sharePercent: String(Math.round((source.weight * 1000) / weights) / 10),
    })),
    fundedPence: row.available_pence + row.committed_pence + row.accrued_pence + row.invoiced_pence + row.paid_pence,
    availablePence: row.available_pence,
    committedPence: row.committed_pence,
    accruedPence: row.accrued_pence,
    invoicedPence: row.invoiced_pence,
    paidPence: row.paid_pence,
    spentPence: row.accrued_pence + row.invoiced_pence + row.paid_pence,
    fundedThrough: row.funded_through,
    nextInstalmentOn: row.next_on,
    nextInstalmentPence: row.next_pence,
  };
}

function statementLine(row: StatementRow): Record<string, unknown> {
  return {
    id: row.id,
    on: row.effective_on,
    recordedAt: row.recorded_at,
    kind: row.kind,
    amountPence: row.amount_pence,
    leftPence: row.available_after_pence,
    orderId: row.order_id,
    providerId: row.provider_id,
    actorId: row.actor_id,
  };
}

function startAgain(): Refusal {
  return Refusal.invalid('after', 'Start the list again from the beginning.');
}

@Resolver('Budget')
export class BudgetResolver {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly recording: RecordInstalment,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private today(): string {
    return londonDate(this.clock.now());
  }

  @Query('budget')
  async budget(@Args('id') id: string, @Context() context: OperationContext): Promise<BudgetView | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await budgetLoader(context, this.budgets, this.today()).load(id);
    if (!row) return null;
    if (row.person_id !== context.actor.personId)
      await this.identity.recordLookUp(context.actor, {
        personId: row.person_id,
        councilId: row.council_id,
        what: 'BUDGET',
      });
    return budgetView(row);
  }

  @Query('budgets')
  async list(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<BudgetView> & { totalCount: number }> {
    if (!context.actor) return { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
    const size = pageSize(first);
    const cursor = decodeCursor(after, 1);
    if (cursor && !isId(cursor[0] ?? '')) throw startAgain();
    const [rows, totalCount] = await Promise.all([
      this.budgets.page(context.reads, this.today(), cursor?.[0] ?? null, size + 1),
      this.budgets.count(context.reads),
    ]);
    return { ...connection(rows, size, budgetView, (row) => encodeCursor([row.id])), totalCount };
  }

  @ResolveField('statement')
  async statement(
    @Parent() budget: BudgetView,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<Record<string, unknown>>> {
    const size = pageSize(first);
    const cursor = decodeCursor(after, 1);
    const before = cursor?.[0] ?? null;
    if (before !== null && !/^\d{1,18}$/.test(before)) throw startAgain();
    const rows =
      before === null
        ? ((await statementLoader(context, this.budgets, size + 1).load(budget.id)) ?? [])
        : await this.budgets.statements(context.reads, [budget.id], before, size + 1);
    return connection(rows, size, statementLine, (row) => encodeCursor([row.position.toString()]));
  }

  @ResolveField('projection')
  async projection(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<ProjectedWeek[]> {
    const today = this.today();
    const days = (await projectedLoader(context, this.budgets, today).load(budget.id)) ?? [];
    return projectWeeks(
      today,
      budget.availablePence,
      days.map((day) => ({ day: day.on_day, comingInPence: day.coming_in_pence, plannedPence: day.planned_pence })),
    );
  }

  @Mutation('recordInstalment')
  record(
    @Args('input') input: RecordInstalmentInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { __typename: string; budget: BudgetView | null }> {
    return orRefusal(async () => {
      const id = await this.recording.run(context.signedIn(), input);
      const row = await budgetLoader(context, this.budgets, this.today()).load(id);
      return { __typename: 'InstalmentRecorded', budget: row && budgetView(row) };
    });
  }
}
