import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { daysBetween, inOrderOf, isDay, type OperationContext, type Pence, Refusal } from '@owncourse/kernel/contract';
import { type PeriodLine, type PeriodRow, StatementRepository } from '../persistence/statement.repository.js';
import type { BudgetView } from './budget.view.js';

type By = 'RECORDED' | 'EFFECTIVE';
/** One loader for each period that an operation asks for; they end with the operation. */
const PERIODS = new WeakMap<OperationContext, Map<string, symbol>>();
/** Two years, with a leap day. */
const LONGEST_DAYS = 731;

interface Figures {
  readonly leftPence: Pence;
  readonly promisedPence: Pence;
  readonly spentPence: Pence;
}

function closing(row: PeriodRow): Figures {
  return { leftPence: row.closing_left, promisedPence: row.closing_promised, spentPence: row.closing_spent };
}

function lineView(line: PeriodLine): Record<string, unknown> {
  return {
    ...line,
    on: line.effectiveOn,
    recordedAt: new Date(line.recordedAt),
    amountPence: BigInt(line.amountPence),
    leftPence: BigInt(line.leftPence),
  };
}

@Resolver('Budget')
export class PeriodStatementResolver {
  constructor(private readonly statements: StatementRepository) {}

  @ResolveField('period')
  async period(
    @Parent() budget: BudgetView,
    @Args('from') from: string,
    @Args('to') to: string,
    @Args('by') by: By,
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown>> {
    if (!isDay(from) || !isDay(to) || to < from)
      throw Refusal.invalid('to', 'The last day must not be before the first.');
    if (daysBetween(from, to) > LONGEST_DAYS) throw Refusal.invalid('to', 'Choose two years at the most.');
    const row = await this.row(context, budget.id, from, to, by);
    return {
      // For what other rooms tell beside it.
      budgetId: budget.id,
      from,
      to,
      by,
      opening: { leftPence: row.opening_left, promisedPence: row.opening_promised, spentPence: row.opening_spent },
      closing: closing(row),
      cameInPence: row.came_in,
      wentBackPence: row.went_back,
      lines: row.lines.map(lineView),
    };
  }

  @ResolveField('balanceOn')
  async balanceOn(
    @Parent() budget: BudgetView,
    @Args('on') on: string,
    @Args('by') by: By,
    @Context() context: OperationContext,
  ): Promise<Figures> {
    if (!isDay(on)) throw Refusal.invalid('on', 'Give a day such as 2026-03-02.');
    return closing(await this.row(context, budget.id, on, on, by));
  }

  private async row(context: OperationContext, id: string, from: string, to: string, by: By): Promise<PeriodRow> {
    const edges = PERIODS.get(context) ?? new Map<string, symbol>();
    PERIODS.set(context, edges);
    const name = `${from} ${to} ${by}`;
    const edge = edges.get(name) ?? Symbol(`Period ${name} by budget`);
    edges.set(name, edge);
    const row = await context
      .loader<PeriodRow>(edge, async (ids, { reads }) =>
        inOrderOf(ids, await this.statements.periods(reads, ids, from, to, by === 'RECORDED'), (one) => one.budget_id),
      )
      .load(id);
    if (!row) throw new Error('Sums without a group gave no row.');
    return row;
  }
}
