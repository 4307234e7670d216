import { formatQuantity, parseQuantity } from '@owncourse/kernel/contract';
import { timeInWords, whenInWords } from './when-in-words.js';

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

function amount(terms: VersionTerms): string {
  const quantity = formatQuantity(parseQuantity(terms.quantity));
  const [one, many] = UNIT_WORDS[terms.unit] ?? ['visit', 'visits'];
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

/** The days of a plan without their times. */
function days(terms: VersionTerms): string {
  return whenInWords(terms).replace(/, [^,]*$/, '');
}

/** What one version changed of the one before: "2 hours → 3 hours". Empty when nothing that people chose is different. */
export function versionChanges(before: VersionTerms, after: VersionTerms): readonly string[] {
  const changes: string[] = [];
  const told = (was: string, is: string): void => {
    if (was !== is) changes.push(`${was} → ${is}`);
  };
  told(amount(before), amount(after));
  told(days(before), days(after));
  if (before.startTime !== after.startTime)
    told(`starts at ${timeInWords(before.startTime)}`, `starts at ${timeInWords(after.startTime)}`);
  if (before.endsOn !== after.endsOn)
    told(
      before.endsOn ? `until ${dayWords(before.endsOn)}` : 'no last day',
      after.endsOn ? `until ${dayWords(after.endsOn)}` : 'no last day',
    );
  told(before.place, after.place);
  if (before.note !== after.note)
    changes.push(
      after.note === null ? 'Took the note away' : before.note === null ? 'Added a note' : 'Changed the note',
    );
  return changes;
}
