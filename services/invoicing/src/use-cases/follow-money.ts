import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  type Actor,
  Database,
  isId,
  type Pence,
  rowScope,
  seesWholeCouncil,
  shortReference,
  visiblePeople,
  writeCsv,
} from '@owncourse/kernel/contract';
import { cameInWords, usedWords } from '../domain/trail-words.js';
import {
  type MoneyPieceRow,
  type TrailBeginningRow,
  type TrailLineRow,
  TrailRepository,
  type TrailStart,
} from '../persistence/trail.repository.js';

/** Money that paid for something: where it came in, and how much of it. */
export interface TrailSource {
  /** The transfer that brought it. */
  readonly id: string;
  readonly words: string;
  readonly on: string;
  /** Of it, for this. */
  readonly pence: Pence;
  /** All that came in then. */
  readonly wholePence: Pence;
}

export interface TrailRow {
  /** Whose money it is. */
  readonly personId: string;
  /** The visit or fee, or the transfer that used the money. */
  readonly id: string;
  readonly budgetReference: string;
  readonly orderReference: string | null;
  readonly onDate: string;
  readonly what: string;
  /** What it cost; where a trail is of money that came in, what that paid of it. */
  readonly pence: Pence;
  readonly cameIn: readonly TrailSource[];
  /** When it was owed, and who said so. */
  readonly confirmedAt: Date | null;
  readonly confirmedBy: string | null;
  readonly line: TrailLineRow | null;
}

export interface Trail {
  readonly rows: readonly TrailRow[];
  /** True where there is more than fits on a page; the file has all. */
  readonly hasMore: boolean;
  readonly totalPence: Pence;
}

const ON_SCREEN = 200;
const IN_FILE = 50_000;

/** Follows money both ways: from what came in to the bank's line, and back (docs/adr/0046). Writes nothing but the look. */
@Injectable()
export class FollowMoney {
  constructor(
    private readonly database: Database,
    private readonly trails: TrailRepository,
    @Inject(IDENTITY) private readonly identity: Pick<IdentityPort, 'recordLookUp'>,
  ) {}

  /** What the actor may see of it; null for nothing. An officer's look at one person's money is recorded. */
  async run(actor: Actor, start: TrailStart, id: string, most = ON_SCREEN): Promise<Trail | null> {
    if (!isId(id)) return null;
    const found = await this.database.transaction(rowScope(actor), (queries) =>
      start === 'MONEY_IN'
        ? this.fromMoneyIn(queries, actor, id)
        : this.fromVisits(queries, actor, start, id, most + 1),
    );
    if (found.length === 0) return null;
    await this.recordLook(actor, found);
    const rows = found.slice(0, most);
    return {
      rows,
      hasMore: found.length > most,
      totalPence: rows.reduce((sum, row) => sum + row.pence, 0n),
    };
  }

  /** The same as CSV, whole. Pounds; one row for each sum that came in. */
  async file(actor: Actor, start: TrailStart, id: string): Promise<string | null> {
    const trail = await this.run(actor, start, id, IN_FILE);
    return trail && writeCsv([HEADS, ...trail.rows.flatMap(csvRows)]);
  }

  /** Where a trail begins, by what stands on paper. */
  starts(actor: Actor, reference: string): Promise<TrailBeginningRow[]> {
    const wanted = reference.trim();
    if (wanted === '' || wanted.length > 40) return Promise.resolve([]);
    return this.database.transaction(rowScope(actor), (queries) => this.trails.starts(queries, wanted));
  }

  private async fromVisits(
    queries: Parameters<TrailRepository['lines']>[0],
    actor: Actor,
    start: Exclude<TrailStart, 'MONEY_IN'>,
    id: string,
    most: number,
  ): Promise<TrailRow[]> {
    const visits = await this.trails.visitsOf(queries, start, id, most);
    const lines = (await this.trails.lines(queries, visits)).filter((line) => maySee(actor, line));
    const pieces = await this.trails.pieces(
      queries,
      [...new Set(lines.map((line) => line.budget_id))],
      lines.map((line) => line.accrued_by),
      null,
    );
    return lines.map((line) =>
      lineRow(
        line,
        pieces.filter((piece) => piece.use_id === line.accrued_by),
        line.line_pence,
      ),
    );
  }

  private async fromMoneyIn(
    queries: Parameters<TrailRepository['lines']>[0],
    actor: Actor,
    transferId: string,
  ): Promise<TrailRow[]> {
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

  private async recordLook(actor: Actor, rows: readonly TrailRow[]): Promise<void> {
    if (!seesWholeCouncil(actor) || actor.councilId === null) return;
    const people = new Set(rows.map((row) => row.personId));
    const [personId, ...others] = people;
    if (personId === undefined || others.length > 0 || personId === actor.personId) return;
    await this.identity.recordLookUp(actor, { personId, councilId: actor.councilId, what: 'INVOICE' });
  }
}

/** Providers see their lines elsewhere; a trail has the budget behind them, which is not theirs to see. */
function maySee(actor: Actor, line: TrailLineRow): boolean {
  return (
    (seesWholeCouncil(actor) && actor.councilId === line.council_id) || visiblePeople(actor).includes(line.person_id)
  );
}

function source(piece: MoneyPieceRow): TrailSource {
  return {
    id: piece.in_id,
    words: cameInWords(piece.in_kind),
    on: piece.in_on,
    pence: piece.pence,
    wholePence: piece.in_pence,
  };
}

function lineRow(line: TrailLineRow, pieces: readonly MoneyPieceRow[], pence: Pence): TrailRow {
  const [first] = pieces;
  return {
    personId: line.person_id,
    id: line.visit_id,
    budgetReference: shortReference(line.budget_id),
    orderReference: shortReference(line.order_id),
    onDate: line.on_date,
    what: line.description,
    pence,
    cameIn: pieces.map(source),
    confirmedAt: first?.use_at ?? null,
    confirmedBy: first?.use_by ?? null,
    line,
  };
}

function useRow(piece: MoneyPieceRow, personId: string): TrailRow {
  return {
    personId,
    id: piece.use_id,
    budgetReference: shortReference(piece.budget_id),
    orderReference: piece.use_order_id === null ? null : shortReference(piece.use_order_id),
    onDate: piece.use_on,
    what: usedWords(piece.use_kind),
    pence: piece.pence,
    cameIn: [source(piece)],
    confirmedAt: piece.use_at,
    confirmedBy: piece.use_by,
    line: null,
  };
}

const HEADS = [
  'budget',
  'order',
  'day',
  'what',
  'cost',
  'came in as',
  'came in on',
  'came in whole',
  'of it for this',
  'transfer in',
  'transfer out',
  'owed at',
  'invoice',
  'invoice of',
  'approved at',
  'payment run',
  'paid on',
  'came back on',
  'bank reference',
  'bank pays on',
  'bank says',
  'bank line',
  'credit notes',
  'credited',
];

const pounds = (pence: Pence): string => `${pence / 100n}.${String(pence % 100n).padStart(2, '0')}`;

function csvRows(row: TrailRow): string[][] {
  const { line } = row;
  const paid = line?.payments.at(-1);
  const credited = (line?.credits ?? []).reduce((sum, credit) => sum + BigInt(credit.pence), 0n);
  return row.cameIn.map((one) => [
    row.budgetReference,
    row.orderReference ?? '',
    row.onDate,
    row.what,
    pounds(row.pence),
    one.words,
    one.on,
    pounds(one.wholePence),
    pounds(one.pence),
    one.id,
    line?.accrued_by ?? row.id,
    row.confirmedAt?.toISOString() ?? '',
    line?.invoice_number ?? '',
    line?.issued_on ?? '',
    line?.approved_at?.toISOString() ?? '',
    paid?.reference ?? '',
    paid?.settledOn ?? '',
    paid?.rejectedOn ?? '',
    paid?.bankReference ?? '',
    paid?.payOn ?? '',
    paid?.bankStatus ?? '',
    paid?.bankPence ? pounds(BigInt(paid.bankPence)) : '',
    (line?.credits ?? []).map((credit) => credit.number).join(' '),
    pounds(credited),
  ]);
}
