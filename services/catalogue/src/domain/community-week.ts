import { addDays, londonDate } from '@owncourse/kernel/contract';
import { datesBetween, type Schedule } from './listing-times.js';

export interface Happening<Listing> {
  readonly listing: Listing;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface WeekDay<Listing> {
  readonly date: string;
  readonly events: readonly Happening<Listing>[];
}

const DAYS = 7;
const MOST_A_LISTING = 14;
const MINUTE_MS = 60_000;

/** Seven London days from today, each with what still begins on it, by time and then by id. What falls out is not there. */
export function weekOf<Listing extends { readonly id: string }>(
  listings: readonly Listing[],
  scheduleOf: (listing: Listing) => Schedule | null,
  now: Date,
): WeekDay<Listing>[] {
  const today = londonDate(now);
  const all = listings.flatMap((listing) => {
    const schedule = scheduleOf(listing);
    if (!schedule) return [];
    return datesBetween(schedule, now, addDays(today, DAYS), MOST_A_LISTING).map((startsAt) => ({
      listing,
      startsAt,
      endsAt: new Date(startsAt.getTime() + schedule.durationMinutes * MINUTE_MS),
    }));
  });
  const inOrder = all.sort(
    (left, right) =>
      left.startsAt.getTime() - right.startsAt.getTime() || (left.listing.id < right.listing.id ? -1 : 1),
  );
  return Array.from({ length: DAYS }, (_, index) => {
    const date = addDays(today, index);
    return { date, events: inOrder.filter(({ startsAt }) => londonDate(startsAt) === date) };
  });
}
