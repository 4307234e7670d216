import { formatPence } from '../../format/money.js';
import type { CommunityListingInput, OwnListingFragment } from '../../generated/graphql.js';
import { weekdayNames, weekdays, type Weekday } from '../../journey/calendar.js';
import { readPence } from '../../work/form-dates.js';
import { readTime } from '../../work/london-time.js';
import type { FieldProblem, FormValues } from '../../work/refusal.js';

export const emptyListing: FormValues = {};

/** How often a listing happens, as the form and the rule write it: every week, or one week of the month. */
export const rhythms = [
  { value: 'every', words: 'Every', choice: 'Every week' },
  { value: '1', words: 'First', choice: 'First of the month' },
  { value: '2', words: 'Second', choice: 'Second of the month' },
  { value: '3', words: 'Third', choice: 'Third of the month' },
  { value: '4', words: 'Fourth', choice: 'Fourth of the month' },
  { value: '-1', words: 'Last', choice: 'Last of the month' },
] as const;

interface ReadTimes {
  readonly rhythm: string;
  readonly weekday: string;
  readonly startTime: string;
  readonly endTime: string;
}

/** "Every Tuesday, 10am to noon" as the fields of the form; all empty where there is no time. */
function timesIn(whenInWords: string | null): ReadTimes {
  const parts = /^(\w+) (\w+day)(?: of the month)?, (\S+) to (\S+)$/.exec(whenInWords ?? '');
  const weekday = weekdays.find((day) => weekdayNames[day] === parts?.[2]);
  const rhythm = rhythms.find(({ words }) => words === parts?.[1]);
  if (!parts || weekday === undefined || rhythm === undefined)
    return { rhythm: '', weekday: '', startTime: '', endTime: '' };
  return {
    rhythm: rhythm.value,
    weekday,
    startTime: readTime(parts[3] ?? '') ?? '',
    endTime: readTime(parts[4] ?? '') ?? '',
  };
}

function isWeekday(text: string): text is Weekday {
  return (weekdays as readonly string[]).includes(text);
}

/** What the form shows of a listing that is there already. */
export function listingValues(listing: OwnListingFragment): FormValues {
  return {
    title: listing.title,
    description: listing.description,
    supportTypeSlug: listing.supportTypeSlug,
    wardId: listing.ward?.id ?? '',
    placeName: listing.placeName,
    postcodeDistrict: listing.postcodeDistrict,
    cost: listing.costPence === 0 ? '' : formatPence(listing.costPence).replace('£', ''),
    ...timesIn(listing.whenInWords),
    contactPhone: listing.contactPhone ?? '',
    contactEmail: listing.contactEmail ?? '',
    accessNotes: listing.accessNotes ?? '',
  };
}

function minutesBetween(start: string, end: string): number {
  const minutes = (time: string): number => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return hour * 60 + minute;
  };
  return (minutes(end) - minutes(start) + 1440) % 1440;
}

interface Times {
  readonly weekday: string | null;
  readonly startTime: string | null;
  readonly durationMinutes: number | null;
}

function readTimes(values: FormValues, problems: FieldProblem[]): Times {
  const [rhythm, weekday] = [values['rhythm'] ?? '', values['weekday'] ?? ''];
  if (rhythm === '') return { weekday: null, startTime: null, durationMinutes: null };
  const [startTime, endTime] = [readTime(values['startTime'] ?? ''), readTime(values['endTime'] ?? '')];
  if (!isWeekday(weekday)) problems.push({ field: 'weekday', message: 'Choose a day of the week' });
  if (startTime === null) problems.push({ field: 'startTime', message: 'Enter a time, such as 10:00 or 2:30pm' });
  if (endTime === null) problems.push({ field: 'endTime', message: 'Enter a time, such as 12:00 or 4pm' });
  if (startTime === null || endTime === null) return { weekday, startTime, durationMinutes: null };
  // Once a month is written as a rule, because a bare day means every week.
  const rule = rhythm === 'every' ? weekday : `FREQ=MONTHLY;BYDAY=${rhythm}${weekday}`;
  return { weekday: rule, startTime, durationMinutes: minutesBetween(startTime, endTime) };
}

/** The form as it is sent; null with the problems when times or the cost cannot be read. */
export function listingInput(
  values: FormValues,
  id: string | null,
): { readonly input: CommunityListingInput | null; readonly problems: readonly FieldProblem[] } {
  const text = (name: string): string => (values[name] ?? '').trim();
  const problems: FieldProblem[] = [];
  const times = readTimes(values, problems);
  const costPence = text('cost') === '' ? 0 : readPence(text('cost'));
  if (costPence === null) problems.push({ field: 'cost', message: 'Enter a sum, such as 2 or 2.50' });
  for (const [field, message] of [
    ['title', 'Give it a name'],
    ['description', 'Say what happens there'],
    ['supportTypeSlug', 'Choose what kind of thing it is'],
    ['wardId', 'Choose an area'],
    ['placeName', 'Say where it is'],
    ['postcodeDistrict', 'Enter the first part of the postcode, such as MB4'],
  ] as const)
    if (text(field) === '') problems.push({ field, message });
  if (problems.length > 0 || costPence === null) return { input: null, problems };
  const input = {
    id,
    title: text('title'),
    description: text('description'),
    supportTypeSlug: text('supportTypeSlug'),
    wardId: text('wardId'),
    placeName: text('placeName'),
    postcodeDistrict: text('postcodeDistrict').toUpperCase(),
    costPence,
    ...times,
    contactPhone: text('contactPhone') || null,
    contactEmail: text('contactEmail') || null,
    accessNotes: text('accessNotes') || null,
  };
  return { input, problems };
}
