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
  inOrderOf,
  isDay,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  type Pence,
  Refusal,
  refusalMember,
  type RefusalMember,
  refusalWords,
  receiptFromBase64,
} from '@owncourse/kernel/contract';
import type { RecordExpenseInput } from '../contract/spending.port.js';
import { ExpenseRepository, type ExpenseRow, type ReceiptRow } from '../persistence/expense.repository.js';
import { ChangeExpense } from '../use-cases/change-expense.js';
import { RecordExpense } from '../use-cases/record-expense.js';
import type { BudgetView } from './budget.view.js';

const RECEIPTS = Symbol('Receipts by expense');
const PAYS = Symbol('Pays off the platform by budget');
/** A page size asked for is a loader of its own; there are at most a hundred. */
const EXPENSES = new Map<number, symbol>();

type Member = RefusalMember | Record<string, unknown>;
export type ExpenseView = { readonly id: string } & Readonly<Record<string, unknown>>;

type RecordInput = Omit<RecordExpenseInput, 'receipt'> & { readonly receiptBase64?: string | null };
interface AddInput {
  readonly expenseId: string;
  readonly idempotencyKey: string;
  readonly contentBase64: string;
}
interface ReverseInput {
  readonly expenseId: string;
  readonly idempotencyKey: string;
  readonly reason: string;
}

export function expenseView(row: ExpenseRow): ExpenseView {
  return {
    __typename: 'Expense',
    id: row.id,
    budgetId: row.budget_id,
    kind: { code: row.kind, words: row.kind_words },
    payee: row.payee,
    spentOn: row.spent_on,
    amountPence: row.amount_pence,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
  };
}

function receiptView(row: ReceiptRow): Record<string, unknown> {
  return { id: row.id, contentType: row.content_type, byteSize: row.byte_size, addedAt: row.added_at };
}

function pence(value: unknown): Pence {
  return BigInt(String(value));
}

function expenseMember(refusal: Refusal): Member {
  if (refusal.code !== 'BUDGET_SHORTFALL') return refusalMember(refusal);
  return {
    __typename: 'BudgetShortfall',
    ...refusalWords('EXPENSE_SHORTFALL'),
    neededPence: pence(refusal.details['neededPence']),
    availablePence: pence(refusal.details['availablePence']),
    shortWeekStarting: null,
    partRoute: refusal.details['partRoute'] ?? null,
    elsewherePence: refusal.details['elsewherePence'] === undefined ? null : pence(refusal.details['elsewherePence']),
  };
}

@Resolver('Expense')
export class ExpenseResolver {
  constructor(
    private readonly expenses: ExpenseRepository,
    private readonly recording: RecordExpense,
    private readonly changing: ChangeExpense,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
  ) {}

  @Query('expenseKinds')
  kinds(@Context() context: OperationContext): Promise<{ code: string; words: string }[]> {
    return this.expenses.kinds(context.reads);
  }

  @Query('expense')
  async expense(@Args('id') id: string, @Context() context: OperationContext): Promise<ExpenseView | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await this.expenses.byId(context.reads, id);
    if (!row) return null;
    const { person_id: personId, council_id: councilId } = row;
    if (personId !== context.actor.personId)
      await this.identity.recordLookUp(context.actor, { personId, councilId, what: 'BUDGET' });
    return expenseView(row);
  }

  @ResolveField('receipts')
  async receipts(@Parent() expense: ExpenseView, @Context() context: OperationContext): Promise<unknown[]> {
    const rows = await context
      .loader<readonly ReceiptRow[]>(RECEIPTS, async (ids, { reads }) => {
        const found = await this.expenses.receipts(reads, ids);
        return ids.map((id) => found.filter((row) => row.expense_id === id));
      })
      .load(expense.id);
    return (rows ?? []).map(receiptView);
  }

  @Mutation('recordExpense')
  record(@Args('input') input: RecordInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member, Member>(async () => {
      const { receiptBase64, ...expense } = input;
      const receipt = receiptBase64 ? receiptFromBase64(receiptBase64) : null;
      return this.answer(context, await this.recording.run(context.signedIn(), { ...expense, receipt }));
    }, expenseMember);
  }

  @Mutation('addReceipt')
  addReceipt(@Args('input') input: AddInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member>(async () => {
      const { contentBase64, ...rest } = input;
      const id = await this.changing.addReceipt(context.signedIn(), {
        ...rest,
        content: receiptFromBase64(contentBase64),
      });
      return this.answer(context, id);
    });
  }

  @Mutation('reverseExpense')
  reverse(@Args('input') input: ReverseInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member>(async () => this.answer(context, await this.changing.reverse(context.signedIn(), input)));
  }

  private async answer(context: OperationContext, id: string): Promise<ExpenseView> {
    const row = await this.expenses.byId(context.reads, id);
    if (!row) throw Refusal.notFound();
    return expenseView(row);
  }
}

@Resolver('Budget')
export class BudgetExpensesResolver {
  constructor(
    private readonly expenses: ExpenseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('paysOffPlatform')
  async paysOffPlatform(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<boolean> {
    const row = await context
      .loader<{ budget_id: string; pays: boolean }>(PAYS, async (ids, { reads }) =>
        inOrderOf(
          ids,
          await this.expenses.paysOffPlatform(reads, ids, londonDate(this.clock.now())),
          (one) => one.budget_id,
        ),
      )
      .load(budget.id);
    return row?.pays ?? false;
  }

  @ResolveField('expenses')
  async list(
    @Parent() budget: BudgetView,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<ExpenseView>> {
    const size = pageSize(first);
    const cursor = decodeCursor(after, 2);
    const [day = '', id = ''] = cursor ?? [];
    if (cursor && (!isDay(day) || !isId(id)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const rows = cursor
      ? await this.expenses.page(context.reads, [budget.id], { day, id }, size + 1)
      : await this.newest(context, budget.id, size + 1);
    return connection(rows, size, expenseView, (row) => encodeCursor([row.spent_on, row.id]));
  }

  private async newest(context: OperationContext, budgetId: string, size: number): Promise<readonly ExpenseRow[]> {
    const edge = EXPENSES.get(size) ?? Symbol(`Newest ${size} expenses by budget`);
    EXPENSES.set(size, edge);
    const rows = await context
      .loader<readonly ExpenseRow[]>(edge, async (ids, { reads }) => {
        const found = await this.expenses.page(reads, ids, null, size);
        return ids.map((id) => found.filter((row) => row.budget_id === id));
      })
      .load(budgetId);
    return rows ?? [];
  }
}
