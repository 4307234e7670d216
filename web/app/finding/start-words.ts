import { dateWords } from '../format/dates.js';
import type { StartPartsFragment } from '../generated/graphql.js';

function agoWords(weeks: number): string {
  return weeks === 0 ? 'this week' : weeks === 1 ? 'a week ago' : `${weeks} weeks ago`;
}

/** When somebody new can start, in a few words; null where the provider has said nothing. */
export function startWords({ state, on, toldWeeksAgo }: StartPartsFragment): string | null {
  switch (state) {
    case 'HAS_ROOM_NOW':
      return 'Has room now';
    case 'FROM_DAY':
      return on === null ? null : `Can start ${dateWords(on)}`;
    case 'ASK_FIRST':
      return toldWeeksAgo === null ? 'Ask when they can start' : `Told us ${agoWords(toldWeeksAgo)} – ask first`;
    case 'NOT_SAID':
      return null;
  }
}
