import { addDays } from '../journey/calendar.js';
import { londonInstant, readTime } from '../work/london-time.js';
import type { FieldProblem } from '../work/refusal.js';

/** What a provider writes about one visit, as it stands in the form. Times are London’s clocks. */
export interface WrittenVisit {
  readonly workerName: string;
  readonly place: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly quantity: string;
  /** Whole days from the first to the last day as planned. */
  readonly plannedDays: string;
}

export interface VisitFacts {
  readonly workerName: string;
  readonly place: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly quantity: string;
}

/** The day a visit ended: a time before the start is the next morning; a stay of several days ends as planned. */
function endDay(day: string, plannedDays: number, startTime: string, endTime: string): string {
  if (plannedDays > 1) return addDays(day, plannedDays);
  return endTime <= startTime ? addDays(day, 1) : day;
}

/** The facts of a visit on a day, or what has to be put right first, every field at once. */
export function readVisitForm(day: string, written: WrittenVisit): VisitFacts | readonly FieldProblem[] {
  const [start, end] = [readTime(written.startedAt), readTime(written.endedAt)];
  const { quantity } = written;
  const problems = [
    ...(written.workerName === '' ? [{ field: 'workerName', message: 'Say who came' }] : []),
    ...(written.place === '' ? [{ field: 'place', message: 'Say where' }] : []),
    ...(start === null ? [{ field: 'startedAt', message: 'Enter a time, such as 10:00 or 2:30pm' }] : []),
    ...(end === null ? [{ field: 'endedAt', message: 'Enter a time, such as 12:00 or 4pm' }] : []),
    ...(/^\d{1,7}(\.\d{1,4})?$/.test(quantity) && Number(quantity) > 0
      ? []
      : [{ field: 'quantity', message: 'Enter a number, such as 2 or 1.5' }]),
  ];
  if (start === null || end === null || problems.length > 0) return problems;
  return {
    workerName: written.workerName,
    place: written.place,
    startedAt: londonInstant(day, start),
    endedAt: londonInstant(endDay(day, Number(written.plannedDays), start, end), end),
    quantity,
  };
}

/** The form’s fields by their names, without blanks around them. */
export function writtenVisit(form: FormData): WrittenVisit {
  const text = (name: keyof WrittenVisit): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    workerName: text('workerName'),
    place: text('place'),
    startedAt: text('startedAt'),
    endedAt: text('endedAt'),
    quantity: text('quantity'),
    plannedDays: text('plannedDays'),
  };
}
