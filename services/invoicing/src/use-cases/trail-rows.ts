import { type Actor, type Pence, seesWholeCouncil, shortReference, visiblePeople } from '@owncourse/kernel/contract';
import { cameInWords, usedWords } from '../domain/trail-words.js';
import type { MoneyPieceRow, TrailLineRow } from '../persistence/trail.repository.js';

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
  /** How many rows there are in all, and what all of them come to, shown or not. */
  readonly rowCount: number;
  readonly totalPence: Pence;
}

/** Providers see their lines elsewhere; a trail has the budget behind them, which is not theirs to see. */
export function maySee(actor: Actor, line: TrailLineRow): boolean {
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

export function lineRow(line: TrailLineRow, pieces: readonly MoneyPieceRow[], pence: Pence): TrailRow {
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

export function useRow(piece: MoneyPieceRow, personId: string): TrailRow {
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
