import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CLOCK, type Clock, isDay, londonDate, type OperationContext, Refusal } from '@owncourse/kernel/contract';
import {
  type FundPeriodRow,
  type MovedFigures,
  type PartPeriodRow,
  type PeriodFigures,
  StatementRepository,
} from '../persistence/statement.repository.js';
import type { BudgetView } from './budget.view.js';
import type { FundView } from './fund.view.js';
import { checkDays, closingFigures, lineView, openingFigures, type StatementBy } from './period.view.js';

type View = Readonly<Record<string, unknown>>;

const PARTS = Symbol('Parts of a time by budget and time');
const FUNDS = Symbol('Account of a time by fund and time');

/** A budget or fund with days, as one key of a loader; no piece of it has a blank. */
function keyOf(...pieces: readonly string[]): string {
  return pieces.join(' ');
}

/** Keys of the same days together, so that each time is one statement however many budgets it is asked for. */
async function byDays<Row>(
  keys: readonly string[],
  read: (ids: readonly string[], days: readonly string[]) => Promise<readonly { id: string; row: Row }[]>,
): Promise<Row[][]> {
  const times = new Map<string, string[]>();
  for (const key of keys) {
    const days = key.slice(key.indexOf(' ') + 1);
    times.set(days, [...(times.get(days) ?? []), key]);
  }
  const found = new Map<string, Row[]>();
  for (const [days, same] of times) {
    const ids = same.map((key) => key.slice(0, key.indexOf(' ')));
    for (const { id, row } of await read(ids, days.split(' '))) {
      const key = keyOf(id, days);
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return keys.map((key) => found.get(key) ?? []);
}

function accountView(row: PeriodFigures & MovedFigures): View {
  return {
    opening: openingFigures(row),
    closing: closingFigures(row),
    cameInPence: row.came_in,
    wentBackPence: row.went_back,
    movedHerePence: row.moved_here,
    movedAwayPence: row.moved_away,
    lines: row.lines.map((line) => lineView(line, true)),
  };
}

function partsOf(
  context: OperationContext,
  statements: StatementRepository,
  asked: { readonly budgetId: string; readonly from: string; readonly to: string; readonly by: StatementBy },
): Promise<PartPeriodRow[]> {
  return context
    .loader<PartPeriodRow[]>(PARTS, (keys, { reads }) =>
      byDays(keys, async (ids, [from = '', to = '', by]) =>
        (await statements.parts(reads, ids, from, to, by === 'RECORDED')).map((row) => ({ id: row.budget_id, row })),
      ),
    )
    .load(keyOf(asked.budgetId, asked.from, asked.to, asked.by))
    .then((rows) => (rows && rows.length > 1 ? rows : []));
}

function holderOf(row: PartPeriodRow): View {
  return { id: row.part_id, route: row.route, holderName: row.holder_name };
}

interface PeriodView {
  readonly budgetId: string;
  readonly from: string;
  readonly to: string;
  readonly by: StatementBy;
}

/** An account of each part beside that of the whole. */
@Resolver('PeriodStatement')
export class PeriodPartsResolver {
  constructor(private readonly statements: StatementRepository) {}

  @ResolveField('parts')
  async parts(@Parent() period: PeriodView, @Context() context: OperationContext): Promise<View[]> {
    const rows = await partsOf(context, this.statements, period);
    return rows.map((row) => ({ ...holderOf(row), ...accountView(row) }));
  }
}

@Resolver('Budget')
export class PartBalanceResolver {
  constructor(private readonly statements: StatementRepository) {}

  @ResolveField('partsOn')
  async partsOn(
    @Parent() budget: BudgetView,
    @Args('on') on: string,
    @Args('by') by: StatementBy,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    if (!isDay(on)) throw Refusal.invalid('on', 'Give a day such as 2026-03-02.');
    const rows = await partsOf(context, this.statements, { budgetId: budget.id, from: on, to: on, by });
    return rows.map((row) => ({ ...holderOf(row), ...closingFigures(row) }));
  }
}

/** What a fund's provider reads of its own part. */
@Resolver('FundHeld')
export class FundPeriodResolver {
  constructor(
    private readonly statements: StatementRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('period')
  async period(
    @Parent() fund: FundView,
    @Args('from') from: string,
    @Args('to') to: string,
    @Context() context: OperationContext,
  ): Promise<View> {
    checkDays(from, to);
    const today = londonDate(this.clock.now());
    const rows = await context
      .loader<FundPeriodRow[]>(FUNDS, (keys, { reads }) =>
        byDays(keys, async (ids, [first = '', last = '']) => {
          const names = ids.map((id) => ({ budgetId: id.slice(0, 36), fromOn: id.slice(37) }));
          const found = await this.statements.funds(reads, names, first, last, today);
          return found.map((row) => ({ id: `${row.budget_id}-${row.from_on}`, row }));
        }),
      )
      .load(keyOf(fund.id, from, to));
    const [row] = rows ?? [];
    if (!row) throw new Error('A fund that was listed has no account.');
    return { id: fund.id, route: 'INDIVIDUAL_SERVICE_FUND', holderName: fund.holderName, ...accountView(row) };
  }
}
