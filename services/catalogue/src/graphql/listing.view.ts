import { listingWhenInWords, type Schedule } from '../domain/listing-times.js';
import type { ListingRow } from '../persistence/catalogue.repository.js';

export type ListingView = ListingRow & { readonly __typename: 'CommunityListing'; readonly whenInWords: string | null };

export function scheduleOf(row: ListingRow): Schedule | null {
  const { recurrence, firstOn, startTime, durationMinutes } = row;
  if (recurrence === null || firstOn === null || startTime === null || durationMinutes === null) return null;
  return { recurrence, firstOn, startTime, durationMinutes };
}

export function listingView(row: ListingRow): ListingView {
  const schedule = scheduleOf(row);
  return { __typename: 'CommunityListing', ...row, whenInWords: schedule && listingWhenInWords(schedule) };
}
