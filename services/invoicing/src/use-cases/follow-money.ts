import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  type Actor,
  csvOf,
  Database,
  groupBy,
  isId,
  NIL_ID,
  type Queries,
  rowScope,
  seesWholeCouncil,
} from '@owncourse/kernel/contract';
import {
  type TrailBeginningRow,
  type TrailPlace,
  TrailRepository,
  type TrailStart,
} from '../persistence/trail.repository.js';
import { TRAIL_HEADS, trailCells } from './trail-file.js';
import { lineRow, maySee, type Trail, type TrailRow, useRow } from './trail-rows.js';

export type { Trail, TrailRow } from './trail-rows.js';

const ON_SCREEN = 200;
/** Lines of the file that are read at once. */
const AT_ONCE = 1000;
const BEGINNING: TrailPlace = { invoice_id: NIL_ID, line_number: 0 };

/** Follows money both ways: from what came in to the bank's line, and back (docs/adr/0046). Writes nothing but the look. */
@Injectable()
export class FollowMoney {
  constructor(
    private readonly database: Database,
    private readonly trails: TrailRepository,
    @Inject(IDENTITY) private readonly identity: Pick<IdentityPort, 'recordLookUp'>,
  ) {}

  /** What the actor may see of it; null for nothing. An officer's look at one person's money is recorded. */
  async run(actor: Actor, start: TrailStart, id: string): Promise<Trail | null> {
    if (!isId(id)) return null;
    const { found, sums } = await this.database.transaction(rowScope(actor), async (queries) => {
      if (start === 'MONEY_IN') return { found: await this.fromMoneyIn(queries, actor, id), sums: null };
      const visits = await this.trails.visitsOf(queries, start, id, ON_SCREEN + 1);
      const rows = await this.rowsOf(queries, actor, visits);
      // What is shown whole is added up here.
      return { found: rows, sums: visits.length > ON_SCREEN ? await this.trails.sums(queries, start, id) : null };
    });
    if (found.length === 0) return null;
    await this.recordLook(
      actor,
      found.map((row) => row.personId),
    );
    return {
      rows: found.slice(0, ON_SCREEN),
      hasMore: found.length > ON_SCREEN,
      rowCount: sums?.line_count ?? found.length,
      totalPence: sums?.total_pence ?? found.reduce((sum, row) => sum + row.pence, 0n),
    };
  }

  /**
   * The same as CSV, whole: a run in the order of its invoices. Made as it is read, some lines at a time and each page as it then is, so that neither
   * the file nor a connection is held by whoever reads slowly.
   */
  async file(actor: Actor, start: TrailStart, id: string): Promise<AsyncIterable<Uint8Array> | null> {
    if (!isId(id)) return null;
    const pages = this.pages(actor, start, id);
    const first = await pages.next();
    if (first.done) return null;
    await this.recordLook(actor, await this.peopleOf(actor, start, id, first.value));
    return csvOf(linesOf(first.value, pages));
  }

  /** Where a trail begins, by what stands on paper. */
  starts(actor: Actor, reference: string): Promise<TrailBeginningRow[]> {
    const wanted = reference.trim();
    if (wanted === '' || wanted.length > 40) return Promise.resolve([]);
    return this.database.transaction(rowScope(actor), (queries) => this.trails.starts(queries, wanted));
  }

  /** Never an empty page. */
  private async *pages(actor: Actor, start: TrailStart, id: string): AsyncGenerator<readonly TrailRow[], undefined> {
    if (start === 'MONEY_IN') {
      const rows = await this.database.transaction(rowScope(actor), (queries) => this.fromMoneyIn(queries, actor, id));
      if (rows.length > 0) yield rows;
      return;
    }
    for (let after: TrailPlace | undefined = BEGINNING; after;) {
      const from: TrailPlace = after;
      const { rows, last } = await this.database.transaction(rowScope(actor), async (queries) => {
        const places = await this.trails.page(queries, start, id, from, AT_ONCE);
        const visits = places.map((place) => place.visit_id);
        return { rows: await this.rowsOf(queries, actor, visits), last: places.at(-1) };
      });
      if (rows.length > 0) yield rows;
      after = last;
    }
  }

  private async rowsOf(queries: Queries, actor: Actor, visits: readonly string[]): Promise<TrailRow[]> {
    const lines = (await this.trails.lines(queries, visits)).filter((line) => maySee(actor, line));
    const pieces = await this.trails.pieces(
      queries,
      [...new Set(lines.map((line) => line.budget_id))],
      lines.map((line) => line.accrued_by),
      null,
    );
    const byUse = groupBy(pieces, (piece) => piece.use_id);
    return lines.map((line) => lineRow(line, byUse.get(line.accrued_by) ?? [], line.line_pence));
  }

  private async fromMoneyIn(queries: Queries, actor: Actor, transferId: string): Promise<TrailRow[]> {
    const budget = await this.trails.budgetOfTransfer(queries, transferId);
    if (budget === null) return [];
    const pieces = await this.trails.pieces(queries, [budget.budget_id], null, transferId);
    const lines = await this.trails.lines(queries, await this.trails.visitsOfUses(queries, pieces));
    const byUse = new Map(lines.filter((line) => maySee(actor, line)).map((line) => [line.accrued_by, line]));
    return pieces.map((piece) => {
      const line = byUse.get(piece.use_id);
      return line ? lineRow(line, [piece], piece.pence) : useRow(piece, budget.person_id);
    });
  }

  /** Of a file, whose money it is in all, before any of it is read. */
  private peopleOf(actor: Actor, start: TrailStart, id: string, first: readonly TrailRow[]): Promise<string[]> {
    if (start === 'MONEY_IN' || !seesWholeCouncil(actor)) return Promise.resolve(first.map((row) => row.personId));
    return this.database.transaction(rowScope(actor), (queries) => this.trails.people(queries, start, id));
  }

  private async recordLook(actor: Actor, people: readonly string[]): Promise<void> {
    if (!seesWholeCouncil(actor) || actor.councilId === null) return;
    const [personId, ...others] = new Set(people);
    if (personId === undefined || others.length > 0 || personId === actor.personId) return;
    await this.identity.recordLookUp(actor, { personId, councilId: actor.councilId, what: 'INVOICE' });
  }
}

async function* linesOf(
  first: readonly TrailRow[],
  others: AsyncIterable<readonly TrailRow[]>,
): AsyncGenerator<readonly string[]> {
  yield TRAIL_HEADS;
  for (const row of first) yield* trailCells(row);
  for await (const rows of others) for (const row of rows) yield* trailCells(row);
}
