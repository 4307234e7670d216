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
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { RecordInstalmentInput } from '../contract/ledger.port.js';
import { weeksOf } from '../persistence/weeks-ahead.queries.js';
import type { WeekAhead } from '../contract/ledger.port.js';
import { BudgetRepository, type StatementRow } from '../persistence/budget.repository.js';
import { RecordInstalment } from '../use-cases/record-instalment.js';
import { type BudgetView, budgetView } from './budget.view.js';
import { budgetLoader, projectedLoader, statementLoader } from './budget.loader.js';

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
    expenseId: row.expense_id,
    payee: row.payee,
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
  async projection(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<WeekAhead[]> {
    const today = this.today();
    const days = (await projectedLoader(context, today).load(budget.id)) ?? [];
    return weeksOf(today, budget.availablePence, days, budget.endsOn);
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
