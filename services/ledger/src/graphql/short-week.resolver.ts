import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  addDays,
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
  pageSize,
  Refusal,
  weekStarting,
} from '@owncourse/kernel/contract';
import { PROJECTION_WEEKS } from '../domain/projection.js';
import { findShortWeek, type Mend, type ShortWeek } from '../domain/short-week.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { ShortWeekRepository, type ShortWeekRow } from '../persistence/short-week.repository.js';
import { budgetLoader, comingMovesLoader } from './budget.loader.js';
import { type BudgetView, budgetView } from './budget.view.js';

type MendView = { readonly __typename: string } & Readonly<Record<string, unknown>>;
type ShortWeekView = Omit<ShortWeek, 'mends'> & { readonly mends: readonly MendView[] };

function mendView(mend: Mend): MendView {
  switch (mend.kind) {
    case 'ASK_FOR_SUM':
      return { __typename: 'AskForSum', pence: mend.pence, byDate: mend.by };
    case 'ASK_FOR_MORE_EACH_WEEK':
      return { __typename: 'AskForMoreEachWeek', pence: mend.pence, fromWeekStarting: mend.fromWeekStarting };
    case 'FEWER_VISITS': {
      const { kind: _kind, ...visits } = mend;
      return { __typename: 'FewerVisits', ...visits };
    }
  }
}

interface RunningShort {
  readonly budgetId: string;
  readonly [field: string]: unknown;
}

function runningShort(row: ShortWeekRow): RunningShort {
  return {
    budgetId: row.budget_id,
    weekStarting: row.week_starting,
    onDate: row.on_date,
    missingPence: row.missing_pence,
    missingInAllPence: row.missing_in_all_pence,
    partRoute: row.part_route,
    lookedAt: row.seen_at,
  };
}

@Resolver('Budget')
export class ShortWeekResolver {
  constructor(
    private readonly shortWeeks: ShortWeekRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('shortWeek')
  async shortWeek(@Parent() budget: BudgetView, @Context() context: OperationContext): Promise<ShortWeekView | null> {
    const today = londonDate(this.clock.now());
    const through = addDays(weekStarting(today), PROJECTION_WEEKS * 7 - 1);
    const moves = (await comingMovesLoader(context, this.shortWeeks, today, through).load(budget.id)) ?? [];
    const found = findShortWeek(
      today,
      budget.availablePence,
      moves.map((move) => ({
        day: move.on_day,
        orderId: move.order_id,
        comingInPence: move.coming_in_pence,
        visitPence: move.visit_pence,
      })),
    );
    return found && { ...found, mends: found.mends.map(mendView) };
  }

  @Query('budgetsRunningShort')
  async list(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<RunningShort> & { totalCount: number }> {
    if (!context.actor) return { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
    const size = pageSize(first);
    const cursor = decodeCursor(after, 2);
    const [week = '', budgetId = ''] = cursor ?? [];
    if (cursor && !(isDay(week) && isId(budgetId)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const [rows, totalCount] = await Promise.all([
      this.shortWeeks.page(context.reads, cursor ? [week, budgetId] : null, size + 1),
      this.shortWeeks.count(context.reads),
    ]);
    return {
      ...connection(rows, size, runningShort, (row) => encodeCursor([row.week_starting, row.budget_id])),
      totalCount,
    };
  }
}

@Resolver('BudgetRunningShort')
export class BudgetRunningShortResolver {
  constructor(
    private readonly budgets: BudgetRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('budget')
  async budget(@Parent() short: RunningShort, @Context() context: OperationContext): Promise<BudgetView> {
    const row = await budgetLoader(context, this.budgets, londonDate(this.clock.now())).load(short.budgetId);
    if (!row) throw Refusal.notFound();
    return budgetView(row);
  }
}
