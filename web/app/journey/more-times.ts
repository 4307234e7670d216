import { textsOf } from './problems.js';

/** Beside the first; nobody is visited more often in a day by one order. */
export const mostMoreTimes = 5;

/** Another time of the same days, while it is being typed. */
export interface DraftTime {
  /** "13:00"; empty while it is not chosen. */
  readonly time: string;
  readonly quantity: string;
}

/** A single visit beside the pattern, while it is being typed. */
export interface DraftVisit extends DraftTime {
  /** "2026-03-18". */
  readonly date: string;
}

/** An empty one is taken out. */
export function readMoreTimes(form: FormData): readonly DraftTime[] {
  const quantities = textsOf(form, 'more-quantity');
  return textsOf(form, 'more-time')
    .map((time, index) => ({ time, quantity: quantities[index] ?? '' }))
    .filter(({ time, quantity }) => time !== '' || quantity !== '');
}

/** Earliest first, as they are planned. */
export function byTime<Of extends DraftTime>(times: readonly Of[]): readonly Of[] {
  return [...times].sort((left, right) => (left.time < right.time ? -1 : left.time > right.time ? 1 : 0));
}
