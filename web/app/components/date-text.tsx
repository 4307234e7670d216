import { dateWords, machineDate, shortDateWords, timeRangeWords } from '../format/dates.js';

export interface DateTextProps {
  /** "2026-03-03", or an instant, which is read as London sees it. */
  readonly date: string;
  readonly withYear?: boolean | undefined;
  /** "3 March" without the weekday. */
  readonly short?: boolean | undefined;
}

/** "Tuesday 3 March". */
export function DateText({ date, withYear, short }: DateTextProps) {
  return <time dateTime={machineDate(date)}>{short ? shortDateWords(date) : dateWords(date, withYear)}</time>;
}

/** "10am to noon". Times such as "10:00", or instants. */
export function TimeRange({ start, end }: { readonly start: string; readonly end: string }) {
  return <>{timeRangeWords(start, end)}</>;
}
