import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
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
import type { SendReturnInput } from '../contract/spending.port.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { ReturnRepository, type ReturnRow } from '../persistence/return.repository.js';
import { SendReturn } from '../use-cases/send-return.js';
import { budgetLoader } from './budget.loader.js';
import { type BudgetView, budgetView } from './budget.view.js';

const RETURNS = Symbol('Returns by budget');

function returnView(row: ReturnRow, today: string): Record<string, unknown> {
  const waiting = row.to_on >= today ? 'TO_COME' : row.due_on < today ? 'LATE' : 'DUE';
  return {
    budgetId: row.budget_id,
    from: row.from_on,
    to: row.to_on,
    dueOn: row.due_on,
    state: row.pack_id === null ? waiting : 'SENT',
    sentAt: row.sent_at,
    packId: row.pack_id,
    withoutReceipt: row.without_receipt,
  };
}

@Resolver('Budget')
export class ReturnResolver {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly rows: ReturnRepository,
    private readonly sending: SendReturn,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private today(): string {
    return londonDate(this.clock.now());
  }

  @ResolveField('returns')
  async ofBudget(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<unknown[]> {
    const today = this.today();
    const rows = await context
      .loader<readonly ReturnRow[]>(RETURNS, async (ids, { reads }) => {
        const found = await this.rows.ofBudgets(reads, ids, today);
        return ids.map((id) => found.filter((row) => row.budget_id === id));
      })
      .load(budget.id);
    return (rows ?? []).map((row) => returnView(row, today));
  }

  @Query('returns')
  async list(
    @Args('sent') sent: boolean,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<Record<string, unknown>>> {
    const councilId = context.actor?.councilId ?? null;
    if (!context.actor || !councilId || !mayDo(context.actor, 'returns', { councilId }))
      return { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    const [size, today, cursor] = [pageSize(first), this.today(), decodeCursor(after, 2)];
    const [dueOn = '', budgetId = ''] = cursor ?? [];
    if (cursor && (!isDay(dueOn) || !isId(budgetId)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const rows = await this.rows.page(
      context.reads,
      { today, councilId, sent },
      cursor ? { dueOn, budgetId } : null,
      size + 1,
    );
    const view = (row: ReturnRow) => ({
      budgetId: row.budget_id,
      person: { id: row.person_id },
      return: returnView(row, today),
    });
    return connection(rows, size, view, (row) => encodeCursor([row.due_on, row.budget_id]));
  }

  @Mutation('sendReturn')
  send(
    @Args('input') input: SendReturnInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { __typename: string; budget: BudgetView | null }> {
    return orRefusal(async () => {
      const id = await this.sending.run(context.signedIn(), input);
      const row = await budgetLoader(context, this.budgets, this.today()).load(id);
      return { __typename: 'ReturnSent', budget: row && budgetView(row) };
    });
  }
}
