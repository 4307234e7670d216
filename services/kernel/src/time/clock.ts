import { Temporal } from 'temporal-polyfill';

/** The only source of time. Nothing else in the product asks the machine what time it is. */
export interface Clock {
  now(): Date;
}

export const CLOCK = Symbol('Clock');

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until it is moved: for tests and for loading demo history. */
export class ManualClock implements Clock {
  constructor(private instant: Date) {}

  now(): Date {
    return new Date(this.instant);
  }

  moveTo(instant: Date): void {
    this.instant = instant;
  }
}

/**
 * A clock that starts at a chosen instant, runs on as the machine's does, and can be moved forward: for showing the
 * product on any day, and for journeys that must be the same every day.
 */
export class SteeredClock implements Clock {
  private ahead: number;

  constructor(
    start: Date,
    private readonly machine: Clock = new SystemClock(),
  ) {
    this.ahead = start.getTime() - machine.now().getTime();
  }

  now(): Date {
    return new Date(this.machine.now().getTime() + this.ahead);
  }

  /** Time never goes back: false, and nothing is changed, when the instant is not later than now. */
  moveForwardTo(instant: Date): boolean {
    const further = instant.getTime() - this.now().getTime();
    if (!(further > 0)) return false;
    this.ahead += further;
    return true;
  }
}

export const LONDON = 'Europe/London';

/** The last day that was asked for, with the milliseconds at which it begins and is over: nearly everybody asks for today. */
let lastDay = { begins: 0, over: 0, day: '' };

/** The calendar day in London at an instant: "2026-03-03". */
export function londonDate(instant: Date): string {
  const milliseconds = instant.getTime();
  if (milliseconds < lastDay.begins || milliseconds >= lastDay.over) {
    const begins = londonTime(instant).startOfDay();
    lastDay = {
      begins: begins.epochMilliseconds,
      over: begins.add({ days: 1 }).epochMilliseconds,
      day: begins.toPlainDate().toString(),
    };
  }
  return lastDay.day;
}

/** The wall clock in London at an instant. */
export function londonTime(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(LONDON);
}

/** The instant of a wall-clock time on a London day; a time skipped in spring moves forward by the gap. */
export function londonInstant(day: string, time: string): Date {
  return new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(LONDON).epochMilliseconds);
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Monday of the week that a day is in. */
export function weekStarting(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** Days since 1970 of "2027-03-04". */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
