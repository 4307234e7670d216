import { type FieldProblem, isReadable } from '@owncourse/kernel/contract';
import type { WeekdayCode } from '../contract/words.js';
import { cleanWords } from './search-words.js';

/** What a page of services is asked for; null where a filter is left out. */
export interface FeedQuestion {
  readonly page: number;
  readonly perPage: number;
  /** Place of the last entry seen; then `page` only counts. */
  readonly after: string | null;
  readonly search: string | null;
  readonly termIds: readonly string[] | null;
  readonly taxonomyId: string | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  /** "HH:MM", London's clock. */
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly days: readonly WeekdayCode[] | null;
  readonly postcode: string | null;
  readonly metres: number | null;
  readonly modifiedAfter: Date | null;
}

const USUAL_PAGE = 50;
const LARGEST_PAGE = 100;
const MOST_TERMS = 20;
const MOST_METRES = 1_000_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const WHOLE_NUMBER = /^\d{1,7}$/;
const AGE = /^\d{1,3}(\.\d{1,2})?$/;
const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\s*(\d[A-Z]{2})?$/i;
/** A day, or an instant that says its offset from UTC. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const WEEKDAYS: readonly (readonly [code: WeekdayCode, name: string])[] = [
  ['MO', 'monday'],
  ['TU', 'tuesday'],
  ['WE', 'wednesday'],
  ['TH', 'thursday'],
  ['FR', 'friday'],
  ['SA', 'saturday'],
  ['SU', 'sunday'],
];

function weekdayOf(text: string): WeekdayCode | null {
  const word = text.trim().toLowerCase();
  const found = WEEKDAYS.find(
    ([code, name]) => word === code.toLowerCase() || word === name || word === name.slice(0, 3),
  );
  return found?.[0] ?? null;
}

/** Reads parameters one by one and keeps what is wrong with them. */
class Reader {
  readonly problems: FieldProblem[] = [];

  constructor(private readonly parameters: Readonly<Record<string, unknown>>) {}

  wrong(field: string, message: string): null {
    this.problems.push({ field, message });
    return null;
  }

  /** Null when it is left out or empty. */
  text(field: string): string | null {
    const value = this.parameters[field];
    if (value === undefined || value === '') return null;
    if (typeof value !== 'string') return this.wrong(field, 'Send it once.');
    return value;
  }

  read<Value>(field: string, parse: (text: string) => Value | null, message: string): Value | null {
    const text = this.text(field);
    if (text === null) return null;
    return parse(text) ?? this.wrong(field, message);
  }

  number(field: string, least: number, most: number, message: string): number | null {
    const parse = (text: string): number | null => {
      const number = WHOLE_NUMBER.test(text) ? Number(text) : Number.NaN;
      return number >= least && number <= most ? number : null;
    };
    return this.read(field, parse, message);
  }

  age(field: string): number | null {
    return this.read(field, (text) => (AGE.test(text) ? Number(text) : null), 'Give an age in years, such as 18.');
  }

  time(field: string): string | null {
    return this.read(field, (text) => (CLOCK_TIME.test(text) ? text : null), 'Give a time such as 09:30.');
  }
}

function momentOf(text: string): Date | null {
  const moment = MOMENT.test(text) ? new Date(text) : null;
  // 31 February is a shape without a day.
  return moment && !Number.isNaN(moment.getTime()) && (text.length > 10 || moment.toISOString().startsWith(text))
    ? moment
    : null;
}

function listOf<Item>(text: string, most: number, parse: (part: string) => Item | null): readonly Item[] | null {
  const parts = text.split(',');
  const items = parts.map((part) => parse(part.trim())).filter((item) => item !== null);
  return items.length === parts.length && items.length <= most ? items : null;
}

/** A question, or everything that is wrong with it. Parameters that the standard does not know are left alone. */
export function feedQuestion(
  parameters: Readonly<Record<string, unknown>>,
): { readonly question: FeedQuestion } | { readonly problems: readonly FieldProblem[] } {
  const reader = new Reader(parameters);
  const idOf = (text: string): string | null => (UUID.test(text) ? text.toLowerCase() : null);
  const question: FeedQuestion = {
    page: reader.number('page', 1, 9_999_999, 'Give a page number from 1.') ?? 1,
    perPage: reader.number('per_page', 1, LARGEST_PAGE, `Ask for 1 to ${LARGEST_PAGE} at a time.`) ?? USUAL_PAGE,
    after: reader.read(
      'after',
      (text) => (/^\d{1,18}$/.test(text) ? text : null),
      'Take it as it stands in the Link header of the page before, or leave it out.',
    ),
    search: cleanWords(reader.read('search', (text) => (isReadable(text) ? text : null), 'Give words to look for.')),
    termIds: reader.read(
      'taxonomy_term_id',
      (text) => listOf(text, MOST_TERMS, idOf),
      `Give the id of a taxonomy term, or up to ${MOST_TERMS} of them with commas between. /taxonomy_terms lists them.`,
    ),
    taxonomyId: reader.read('taxonomy_id', idOf, 'Give the id of a taxonomy. /taxonomies lists them.'),
    minimumAge: reader.age('minimum_age'),
    maximumAge: reader.age('maximum_age'),
    startTime: reader.time('start_time'),
    endTime: reader.time('end_time'),
    days: reader.read(
      'day',
      (text) => listOf(text, WEEKDAYS.length, weekdayOf),
      'Give a day of the week, such as MO or Monday, or several with commas between.',
    ),
    postcode: reader.read(
      'postcode',
      (text) => (POSTCODE.test(text.trim()) ? text : null),
      'Give a UK postcode or its first half, such as MB1.',
    ),
    metres: reader.number('proximity', 0, MOST_METRES, 'Give a whole number of metres, 1000000 at the most.'),
    modifiedAfter: reader.read(
      'modified_after',
      momentOf,
      'Give a day such as 2026-03-01, or a moment such as 2026-03-01T09:00:00Z.',
    ),
  };
  if (
    question.metres !== null &&
    question.postcode === null &&
    !reader.problems.some(({ field }) => field === 'postcode')
  )
    reader.wrong('proximity', 'Send a postcode with it, from which to measure.');
  return reader.problems.length > 0 ? { problems: reader.problems } : { question };
}
