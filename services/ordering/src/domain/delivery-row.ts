import { addDays, daysBetween, londonDate, londonInstant, Refusal } from '@owncourse/kernel/contract';
import {
  cellProblem,
  type FileColumn,
  type FileProblem,
  type FileRow,
  readClock,
  readFileDay,
} from './delivery-file.js';
import { deliveredPence, noteProblems, type OrderedVisit } from './delivery-note.js';

export interface VisitOfRow extends OrderedVisit {
  readonly id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly status: string;
  readonly order_status: string;
}

export interface RowFacts {
  readonly occurrenceId: string;
  readonly workerName: string;
  readonly place: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly quantity: string;
}

const COLUMN_OF: Readonly<Record<string, FileColumn>> = {
  workerName: 'who came',
  place: 'where',
  startedAt: 'started',
  endedAt: 'ended',
};
const UNDER_WAY = new Set(['ACCEPTED', 'ACTIVE']);

/** Why a visit cannot be entered as it stands; null when it can. */
function stateReason(visit: VisitOfRow): string | null {
  switch (visit.status) {
    case 'HELD':
      return UNDER_WAY.has(visit.order_status) ? null : 'Say yes to the order first.';
    case 'CANCELLED':
      return 'This visit was cancelled. Call the person if you went all the same.';
    case 'PLANNED':
    case 'UNFUNDED':
      return 'No money is promised for this visit yet. Call the council.';
    default:
      return 'This visit is entered already.';
  }
}

/** The six facts of a row, or everything that is wrong with it. A time before the start is the next morning. */
export function checkRow(row: FileRow, visit: VisitOfRow, at: Date): RowFacts | readonly FileProblem[] {
  const { cells } = row;
  const state = stateReason(visit);
  if (state !== null) return [cellProblem(row, 'visit', state)];
  const problems: FileProblem[] = [];
  const problem = (column: FileColumn, reason: string): void => {
    problems.push(cellProblem(row, column, reason));
  };
  if (cells.date !== '' && readFileDay(cells.date) !== visit.on_date)
    problem('date', `This visit is on ${visit.on_date}. A visit on another day is another order.`);
  const [start, end] = [readClock(cells.started), readClock(cells.ended)];
  if (start === null) problem('started', 'Write a time such as 10:00 or 2:30pm.');
  if (end === null) problem('ended', 'Write a time such as 12:00 or 4pm.');
  const facts: RowFacts = {
    occurrenceId: visit.id,
    workerName: cells['who came'],
    place: cells.where,
    startedAt: londonInstant(visit.on_date, start ?? '00:00').toISOString(),
    endedAt: londonInstant(endDay(visit, start ?? '00:00', end ?? '00:01'), end ?? '00:01').toISOString(),
    quantity: cells.delivered,
  };
  for (const { field, message } of noteProblems(facts, visit, at)) {
    const column = COLUMN_OF[field] ?? 'visit';
    // Times that could not be read have been named already.
    if ((column !== 'started' && column !== 'ended') || (start !== null && end !== null)) problem(column, message);
  }
  try {
    deliveredPence(facts.quantity, visit);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problem(
      'delivered',
      error.code === 'MORE_THAN_HELD'
        ? `Only ${visit.quantity} was ordered. Enter ${visit.quantity} at most, and ask the person to order the rest.`
        : 'Write a number such as 2 or 1.5.',
    );
  }
  return problems.length > 0 ? problems : facts;
}

/** A stay of several days ends as planned; an end before the start is the next morning. */
function endDay(visit: VisitOfRow, start: string, end: string): string {
  const days = daysBetween(londonDate(visit.starts_at), londonDate(visit.ends_at));
  if (days > 1) return addDays(visit.on_date, days);
  return end <= start ? addDays(visit.on_date, 1) : visit.on_date;
}
