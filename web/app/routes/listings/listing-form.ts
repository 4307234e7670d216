import { formatPence } from '../../format/money.js';
import type { CommunityListingInput, OwnListingFragment } from '../../generated/graphql.js';
import { weekdays, type Weekday } from '../../journey/calendar.js';
import { readPence } from '../../work/form-dates.js';
import { readTime } from '../../work/london-time.js';
import type { FieldProblem, FormValues } from '../../work/refusal.js';
import { daysAsLines, readDays } from './listing-days.js';

export const emptyListing: FormValues = {};

/** How often a listing happens, as the form and the rule write it: every week, or one week of the month. */
export const rhythms = [
  { value: 'every', choice: 'Every week' },
  { value: '1', choice: 'First of the month' },
  { value: '2', choice: 'Second of the month' },
  { value: '3', choice: 'Third of the month' },
  { value: '4', choice: 'Fourth of the month' },
  { value: '-1', choice: 'Last of the month' },
  { value: 'days', choice: 'Only on the days I write below' },
] as const;

type When = OwnListingFragment['times'];

function clock(minutesOfDay: number): string {
  const [hours, minutes] = [Math.floor(minutesOfDay / 60) % 24, minutesOfDay % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** When it happens as the fields of the form; all empty where there is no time. */
function timesIn(times: When): FormValues {
  if (times === null) return { rhythm: '', weekday: '', startTime: '', endTime: '', notOn: '', alsoOn: '' };
  const [, which, day = ''] = /^FREQ=MONTHLY;BYDAY=(-?\d)([A-Z]{2})$/.exec(times.weekday ?? '') ?? [];
  const rhythm = times.weekday === null ? (times.alsoOn.length > 0 ? 'days' : '') : (which ?? 'every');
  return {
    rhythm,
    weekday: which === undefined ? (times.weekday ?? '') : day,
    startTime: times.startTime,
    endTime: clock(minutesOf(times.startTime) + times.durationMinutes),
    notOn: daysAsLines(times.notOn),
    alsoOn: daysAsLines(times.alsoOn),
  };
}

function isWeekday(text: string): text is Weekday {
  return (weekdays as readonly string[]).includes(text);
}

type Listed = Pick<
  OwnListingFragment,
  | 'title'
  | 'description'
  | 'supportTypeSlug'
  | 'ward'
  | 'placeName'
  | 'postcodeDistrict'
  | 'costPence'
  | 'times'
  | 'contactPhone'
  | 'contactEmail'
  | 'accessNotes'
>;

/** What the form shows of a listing, or of a change of it, that is there already. */
export function listingValues(listing: Listed): FormValues {
  return {
    title: listing.title,
    description: listing.description,
    supportTypeSlug: listing.supportTypeSlug,
    wardId: listing.ward?.id ?? '',
    placeName: listing.placeName,
    postcodeDistrict: listing.postcodeDistrict,
    cost: listing.costPence === 0 ? '' : formatPence(listing.costPence).replace('£', ''),
    ...timesIn(listing.times),
    contactPhone: listing.contactPhone ?? '',
    contactEmail: listing.contactEmail ?? '',
    accessNotes: listing.accessNotes ?? '',
  };
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

interface Times {
  readonly weekday: string | null;
  readonly startTime: string | null;
  readonly durationMinutes: number | null;
  readonly notOn: readonly string[];
  readonly alsoOn: readonly string[];
}

const NO_DAY = 'Write each day on a line of its own, such as 25 December 2027';

function readTimes(values: FormValues, problems: FieldProblem[]): Times {
  const [rhythm, weekday] = [values['rhythm'] ?? '', values['weekday'] ?? ''];
  const [notOn, alsoOn] = [readDays(values['notOn'] ?? ''), readDays(values['alsoOn'] ?? '')];
  if (notOn === null) problems.push({ field: 'notOn', message: NO_DAY });
  if (alsoOn === null) problems.push({ field: 'alsoOn', message: NO_DAY });
  const days = { notOn: notOn ?? [], alsoOn: alsoOn ?? [] };
  if (rhythm === '') {
    if (days.notOn.length + days.alsoOn.length > 0)
      problems.push({ field: 'rhythm', message: 'Choose how often it happens' });
    return { weekday: null, startTime: null, durationMinutes: null, notOn: [], alsoOn: [] };
  }
  const [startTime, endTime] = [readTime(values['startTime'] ?? ''), readTime(values['endTime'] ?? '')];
  const isOnDays = rhythm === 'days';
  if (isOnDays && alsoOn?.length === 0)
    problems.push({ field: 'alsoOn', message: 'Write the days on which it happens' });
  if (!isOnDays && !isWeekday(weekday)) problems.push({ field: 'weekday', message: 'Choose a day of the week' });
  if (startTime === null) problems.push({ field: 'startTime', message: 'Enter a time, such as 10:00 or 2:30pm' });
  if (endTime === null) problems.push({ field: 'endTime', message: 'Enter a time, such as 12:00 or 4pm' });
  // Once a month is written as a rule, because a bare day means every week.
  const rule = isOnDays ? null : rhythm === 'every' ? weekday : `FREQ=MONTHLY;BYDAY=${rhythm}${weekday}`;
  if (startTime === null || endTime === null) return { weekday: rule, startTime, durationMinutes: null, ...days };
  const durationMinutes = (minutesOf(endTime) - minutesOf(startTime) + 1440) % 1440;
  return { weekday: rule, startTime, durationMinutes, ...days };
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
