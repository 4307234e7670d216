import { listingWhenInWords, type Schedule } from '../domain/listing-times.js';
import type { ListingRow } from '../persistence/catalogue.repository.js';
import type { ListingChangeRow } from '../persistence/community.repository.js';

export type ListingView = ListingRow & { readonly __typename: 'CommunityListing'; readonly whenInWords: string | null };

interface ListingTimes {
  readonly weekday: string | null;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly notOn: readonly string[];
  readonly alsoOn: readonly string[];
}

export interface ListingChangeView {
  readonly title: string;
  readonly description: string;
  readonly supportTypeSlug: string;
  readonly wardId: string;
  readonly placeName: string;
  readonly postcodeDistrict: string;
  readonly costPence: bigint;
  readonly whenInWords: string | null;
  readonly times: ListingTimes | null;
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
  readonly accessNotes: string | null;
  readonly savedAt: Date;
  readonly refused: boolean;
  readonly reason: string | null;
}

interface WhenColumns {
  readonly recurrence?: string | null;
  readonly firstOn?: string | null;
  readonly startTime?: string | null;
  readonly durationMinutes?: number | null;
  readonly notOn?: readonly string[];
  readonly alsoOn?: readonly string[];
}

export function scheduleOf(row: WhenColumns): Schedule | null {
  const { recurrence = null, firstOn = null, startTime, durationMinutes, notOn = [], alsoOn = [] } = row;
  if (!startTime || !durationMinutes) return null;
  return { recurrence, firstOn, startTime, durationMinutes, notOn, alsoOn };
}

/** As the form sends it back. */
export function timesOf(row: WhenColumns): ListingTimes | null {
  const schedule = scheduleOf(row);
  if (!schedule) return null;
  const { recurrence, startTime, durationMinutes, notOn = [], alsoOn = [] } = schedule;
  const [, weekday] = /^FREQ=WEEKLY;BYDAY=([A-Z]{2})$/.exec(recurrence ?? '') ?? [];
  return { weekday: weekday ?? recurrence, startTime: startTime.slice(0, 5), durationMinutes, notOn, alsoOn };
}

function whenOf(row: WhenColumns): string | null {
  const schedule = scheduleOf(row);
  return schedule && listingWhenInWords(schedule);
}

export function listingView(row: ListingRow): ListingView {
  return { __typename: 'CommunityListing', ...row, whenInWords: whenOf(row) };
}

export function listingChangeView({ row, savedAt, refused, reason }: ListingChangeRow): ListingChangeView {
  return {
    ...row,
    costPence: BigInt(row.costPence),
    whenInWords: whenOf(row),
    times: timesOf(row),
    savedAt,
    refused,
    reason,
  };
}
