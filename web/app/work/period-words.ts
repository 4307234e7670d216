import { calendarDay, shortDateWords } from '../format/dates.js';

/** Two days as one phrase: "17 November", "16 to 20 November", "30 October to 3 November". */
export function periodWords(from: string, to: string): string {
  if (from === to) return shortDateWords(from);
  const [first, last] = [calendarDay(from), calendarDay(to)];
  const sameMonth = first.year === last.year && first.month === last.month;
  return `${sameMonth ? first.day : shortDateWords(from)} to ${shortDateWords(to)}`;
}

/** A whole number in digits, with commas: "10,462". */
export function digits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
}
