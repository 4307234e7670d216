import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { inOrderOf, isDay, type OperationContext, Refusal } from '@owncourse/kernel/contract';
import { type PeriodRow, StatementRepository } from '../persistence/statement.repository.js';
import type { BudgetView } from './budget.view.js';
import {
  checkDays,
  closingFigures,
  type Figures,
  lineView,
  openingFigures,
  type StatementBy as By,
} from './period.view.js';

/** One loader for each period that an operation asks for; they end with the operation. */
const PERIODS = new WeakMap<OperationContext, Map<string, symbol>>();

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
    checkDays(from, to);
    const row = await this.row(context, budget.id, from, to, by);
    return {
      // For what other rooms tell beside it.
      budgetId: budget.id,
      from,
      to,
      by,
      opening: openingFigures(row),
      closing: closingFigures(row),
      cameInPence: row.came_in,
      wentBackPence: row.went_back,
      isFinal: row.is_final,
      lines: row.lines.map((line) => lineView(line, false)),
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
    return closingFigures(await this.row(context, budget.id, on, on, by));
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
