import { addDays } from '@owncourse/kernel/contract';

/** The first day of the quarter of the year that a London day is in: "2027-01-01". */
export function quarterFrom(day: string): string {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % 3);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** The first day of the quarter before that. */
export function quarterBefore(day: string): string {
  return quarterFrom(addDays(quarterFrom(day), -1));
}
