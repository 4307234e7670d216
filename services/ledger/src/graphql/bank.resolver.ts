import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  connection,
  type Connection,
  daysBetween,
  decodeCursor,
  encodeCursor,
  inOrderOf,
  isDay,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { BankPeriod, ExplainBankLineInput, ImportBankStatementInput } from '../contract/bank.port.js';
import { BankRepository } from '../persistence/bank.repository.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { ExpenseRepository, type ExpenseRow } from '../persistence/expense.repository.js';
import { bankPeriod } from '../use-cases/bank-period.js';
import { ExplainBankLine } from '../use-cases/explain-bank-line.js';
import { ImportBankStatement } from '../use-cases/import-bank-statement.js';
import { bankDays, bankLinesLoader, proposalLoader } from './bank.loader.js';
import { type BankLineView, bankLineView, bankStatementView, fileProblems, proposalViews } from './bank.view.js';
import { budgetLoader } from './budget.loader.js';
import { type BudgetView, budgetView } from './budget.view.js';
import { expenseView, type ExpenseView } from './expense.resolver.js';

type Member = RefusalMember | Record<string, unknown>;

const EXPENSE = Symbol('Expense by id');
const STATEMENTS = Symbol('Bank statements by budget');
const OPEN = Symbol('Open bank lines by budget');
/** Two years, with a leap day. */
const LONGEST_DAYS = 731;

@Resolver('BankLine')
export class BankLineResolver {
  constructor(
    private readonly bank: BankRepository,
    private readonly budgets: BudgetRepository,
    private readonly expenses: ExpenseRepository,
    private readonly importing: ImportBankStatement,
    private readonly explaining: ExplainBankLine,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private today(): string {
    return londonDate(this.clock.now());
  }

  @Query('bankLine')
  async line(@Args('id') id: string, @Context() context: OperationContext): Promise<BankLineView | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await this.bank.line(context.reads, id);
    if (!row) return null;
    if (row.person_id !== context.actor.personId) {
      const budget = await this.bank.budget(context.reads, row.budget_id);
      if (!budget) return null;
      const look = { personId: row.person_id, councilId: budget.council_id, what: 'BUDGET' } as const;
      await this.identity.recordLookUp(context.actor, look);
    }
    return bankLineView(row);
  }

  @ResolveField('expense')
  async expense(@Parent() line: BankLineView, @Context() context: OperationContext): Promise<ExpenseView | null> {
    if (line.expenseId === null) return null;
    const row = await context
      .loader<ExpenseRow>(EXPENSE, async (ids, { reads }) =>
        inOrderOf(ids, await this.expenses.byIds(reads, ids), (one) => one.id),
      )
      .load(line.expenseId);
    return row && expenseView(row);
  }

  @ResolveField('proposals')
  async proposals(@Parent() line: BankLineView, @Context() context: OperationContext): Promise<unknown[]> {
    const rows = await proposalLoader(context, this.bank, this.today()).load(line.id);
    return proposalViews(line.words, rows ?? []);
  }

  @Mutation('importBankStatement')
  importStatement(
    @Args('input') input: ImportBankStatementInput,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      const read = await this.importing.run(context.signedIn(), input);
      if (!('statementId' in read)) return fileProblems(read);
      const row = await budgetLoader(context, this.budgets, this.today()).load(input.budgetId);
      return { __typename: 'BankStatementImported', budget: row && budgetView(row), ...read };
    });
  }

  @Mutation('explainBankLine')
  explain(@Args('input') input: ExplainBankLineInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member>(async () =>
      this.answer(context, await this.explaining.explain(context.signedIn(), input)),
    );
  }

  @Mutation('undoBankExplanation')
  undo(
    @Args('input') input: { readonly lineId: string; readonly idempotencyKey: string },
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => this.answer(context, await this.explaining.undo(context.signedIn(), input)));
  }

  private async answer(context: OperationContext, id: string): Promise<BankLineView> {
    const row = await this.bank.line(context.reads, id);
    if (!row) throw Refusal.notFound();
    return bankLineView(row);
  }
}

@Resolver('Budget')
export class BudgetBankResolver {
  constructor(private readonly bank: BankRepository) {}

  @ResolveField('bankStatements')
  async statements(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<unknown[]> {
    const rows = await context
      .loader<readonly Record<string, unknown>[]>(STATEMENTS, async (ids, { reads }) => {
        const found = await this.bank.statements(reads, ids);
        return ids.map((id) => found.filter((row) => row.budget_id === id).map(bankStatementView));
      })
      .load(budget.id);
    return [...(rows ?? [])];
  }

  @ResolveField('openBankLines')
  async open(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<number> {
    const row = await context
      .loader<{ budget_id: string; open_count: number }>(OPEN, async (ids, { reads }) =>
        inOrderOf(ids, await this.bank.openCounts(reads, ids), (one) => one.budget_id),
      )
      .load(budget.id);
    return row?.open_count ?? 0;
  }

  @ResolveField('bankLines')
  async lines(
    @Parent() budget: BudgetView,
    @Args('onlyOpen') onlyOpen: boolean,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<BankLineView>> {
    const size = pageSize(first);
    const cursor = decodeCursor(after, 2);
    const [day = '', id = ''] = cursor ?? [];
    if (cursor && (!isDay(day) || !isId(id)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const rows = cursor
      ? await this.bank.lines(context.reads, [budget.id], onlyOpen, { day, id }, size + 1)
      : ((await bankLinesLoader(context, this.bank, onlyOpen, size + 1).load(budget.id)) ?? []);
    return connection(rows, size, bankLineView, (row) => encodeCursor([row.on_day, row.id]));
  }

  @ResolveField('bank')
  async days(
    @Parent() budget: BudgetView,
    @Args('from') from: string,
    @Args('to') to: string,
    @Context() context: OperationContext,
  ): Promise<BankPeriod> {
    if (!isDay(from) || !isDay(to) || to < from)
      throw Refusal.invalid('to', 'The last day must not be before the first.');
    if (daysBetween(from, to) > LONGEST_DAYS) throw Refusal.invalid('to', 'Choose two years at the most.');
    return ofDays(context, this.bank, { budgetId: budget.id, from, to });
  }
}

@Resolver('BudgetReturn')
export class ReturnBankResolver {
  constructor(private readonly bank: BankRepository) {}

  @ResolveField('bank')
  days(
    @Parent() one: { readonly budgetId: string; readonly from: string; readonly to: string },
    @Context() context: OperationContext,
  ): Promise<BankPeriod> {
    return ofDays(context, this.bank, one);
  }
}

async function ofDays(
  context: OperationContext,
  bank: BankRepository,
  asked: { readonly budgetId: string; readonly from: string; readonly to: string },
): Promise<BankPeriod> {
  const row = await bankDays(context, bank, asked);
  if (!row) throw Refusal.notFound();
  return bankPeriod(row);
}
