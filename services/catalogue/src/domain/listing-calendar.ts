import { addDays, LONDON } from '@owncourse/kernel/contract';
import ical from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { daysBetween, type Schedule } from './listing-times.js';

/** The clock of the United Kingdom since 1996, as RFC 5545 wants it beside the times that name it. */
const LONDON_CLOCK = [
  'BEGIN:VTIMEZONE',
  `TZID:${LONDON}`,
  'BEGIN:DAYLIGHT',
  'TZNAME:BST',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZNAME:GMT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

export interface CalendarListing {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly organisationName: string;
  readonly placeName: string;
  readonly postcodeDistrict: string;
  /** When it was last written. */
  readonly savedAt: Date;
}

/** The longest way to the first day of a rule: the last of a month from its first on. */
const FIRST_DAY_WITHIN_DAYS = 70;

function startOf(day: string, startTime: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: LONDON, plainTime: startTime });
}

/** "20270309T100000", London's clock. */
function wallClock(day: string, startTime: string): string {
  return `${day.replaceAll('-', '')}T${startTime.slice(0, 5).replace(':', '')}00`;
}

/**
 * A calendar file (RFC 5545) of one listing: its rule with London's clock, what falls out (EXDATE) and days of its
 * own (RDATE), so that a calendar shows what the page shows, also when the clocks change. Null when it never happens.
 */
export function listingCalendar(listing: CalendarListing, schedule: Schedule): string | null {
  const { recurrence, firstOn, startTime, durationMinutes, notOn = [], alsoOn = [] } = schedule;
  const calendar = ical({
    name: listing.title,
    prodId: { company: 'Owncourse', product: 'Community listings', language: 'EN' },
    timezone: { name: null, generator: () => LONDON_CLOCK },
  });
  const add = (id: string, day: string, repeating: readonly string[]): void => {
    const start = startOf(day, startTime);
    calendar.createEvent({
      id: `${id}@community`,
      stamp: listing.savedAt,
      start,
      end: start.add({ minutes: durationMinutes }),
      timezone: LONDON,
      summary: listing.title,
      description: `${listing.description}\n\n${listing.organisationName}`,
      location: `${listing.placeName}, ${listing.postcodeDistrict}`,
      ...(repeating.length > 0 ? { repeating: repeating.join('\n') } : {}),
    });
  };
  if (recurrence === null || firstOn === null) {
    if (alsoOn.length === 0) return null;
    for (const day of [...alsoOn].sort()) add(`${listing.id}-${day}`, day, []);
    return calendar.toString();
  }
  const regular = { ...schedule, notOn: [], alsoOn: [] };
  const [first] = daysBetween(regular, firstOn, addDays(firstOn, FIRST_DAY_WITHIN_DAYS));
  if (first === undefined) return null;
  const times = (name: string, days: readonly string[]): string[] =>
    [...days].sort().map((day) => `${name};TZID=${LONDON}:${wallClock(day, startTime)}`);
  // Before its first day a rule holds not yet, so that nothing can fall out there.
  const fallsOut = notOn.filter((day) => day >= first && !alsoOn.includes(day));
  add(listing.id, first, [`RRULE:${recurrence}`, ...times('EXDATE', fallsOut), ...times('RDATE', alsoOn)]);
  return calendar.toString();
}
