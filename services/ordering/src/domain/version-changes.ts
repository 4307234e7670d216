import { formatQuantity, parseQuantity } from '@owncourse/kernel/contract';
import { dayInWords, daysInWords, list, spanInWords, timeInWords, type TimeSpan } from './when-in-words.js';

/** The terms of one version that people can change. */
export interface VersionTerms {
  readonly quantity: string;
  readonly unit: string;
  readonly recurrence: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** "10:00". */
  readonly startTime: string;
  readonly endTime: string;
  /** The other visits of each day. */
  readonly moreTimes: readonly Pick<TimeSpan, 'startTime' | 'endTime' | 'quantity'>[];
  /** Single visits beside the pattern. */
  readonly extraVisits: readonly (Pick<TimeSpan, 'startTime' | 'endTime' | 'quantity'> & { readonly day: string })[];
  /** London day on which the version was made. */
  readonly madeOn: string;
  readonly place: string;
  readonly note: string | null;
}

const UNIT_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  HOUR: ['hour', 'hours'],
  NIGHT_ASLEEP: ['night', 'nights'],
  NIGHT_AWAKE: ['night', 'nights'],
  DAY: ['day', 'days'],
  SESSION: ['session', 'sessions'],
  WEEK: ['week', 'weeks'],
  MONTH: ['month', 'months'],
  YEAR: ['year', 'years'],
  MILE: ['mile', 'miles'],
  ITEM: ['item', 'items'],
};

function amount({ quantity: text }: { readonly quantity: string }, unit: string): string {
  const quantity = formatQuantity(parseQuantity(text));
  const [one, many] = UNIT_WORDS[unit] ?? ['visit', 'visits'];
  return `${quantity} ${quantity === '1' ? one : many}`;
}

function dayWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .format(new Date(`${day}T12:00:00Z`))
    .replace(',', '');
}

/** "1 hour at 8am and 0.5 hours at 1pm". */
function timesOfDay(terms: VersionTerms): string {
  return list(
    [terms, ...terms.moreTimes].map((time) => `${amount(time, terms.unit)} at ${timeInWords(time.startTime)}`),
  );
}

/** Single visits that came or went; those whose day was over when the version was made are no change. */
function extraVisitChanges(before: VersionTerms, after: VersionTerms): readonly string[] {
  const words = (terms: VersionTerms): readonly string[] =>
    terms.extraVisits
      .filter(({ day }) => day >= after.madeOn)
      .map((extra) => `${dayInWords(extra.day)}, ${spanInWords(extra)} (${amount(extra, terms.unit)})`);
  const [was, is] = [words(before), words(after)];
  return [
    ...is.filter((one) => !was.includes(one)).map((one) => `Added a visit on ${one}`),
    ...was.filter((one) => !is.includes(one)).map((one) => `Took out the visit on ${one}`),
  ];
}

/** What one version changed of the one before: "2 hours → 3 hours". Empty when nothing that people chose is different. */
export function versionChanges(before: VersionTerms, after: VersionTerms): readonly string[] {
  const changes: string[] = [];
  const told = (was: string, is: string): void => {
    if (was !== is) changes.push(`${was} → ${is}`);
  };
  const severalTimes = before.moreTimes.length + after.moreTimes.length > 0;
  if (severalTimes) told(timesOfDay(before), timesOfDay(after));
  else told(amount(before, before.unit), amount(after, after.unit));
  told(daysInWords(before), daysInWords(after));
  if (!severalTimes && before.startTime !== after.startTime)
    told(`starts at ${timeInWords(before.startTime)}`, `starts at ${timeInWords(after.startTime)}`);
  if (before.endsOn !== after.endsOn)
    told(
      before.endsOn ? `until ${dayWords(before.endsOn)}` : 'no last day',
      after.endsOn ? `until ${dayWords(after.endsOn)}` : 'no last day',
    );
  changes.push(...extraVisitChanges(before, after));
  told(before.place, after.place);
  if (before.note !== after.note)
    changes.push(
      after.note === null ? 'Took the note away' : before.note === null ? 'Added a note' : 'Changed the note',
    );
  return changes;
}
