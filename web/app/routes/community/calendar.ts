import { CommunityCalendarDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import type { Route } from './+types/calendar.js';

/** A file for the reader's own calendar; calendars that follow the address fetch it again. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { communityListing } = await callGraphql({ context, request }, CommunityCalendarDocument, {
    id: params.listingId,
  });
  const file = communityListing?.calendarFile ?? notFound();
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'Content-Disposition': `attachment; filename="community-${params.listingId}.ics"`,
      'Cache-Control': 'public, max-age=3600',
    },
  });
}
