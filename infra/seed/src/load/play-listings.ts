import { addDays } from '@owncourse/kernel/contract';
import { type CommunityListing, communityListings, demoId, demoPeople } from '../content/index.js';
import { officerOf } from './council-staff.js';
import { wardIdOf } from './fill-catalogue.js';
import { communityPersonOf } from './register-people.js';
import { act, type Story } from './story.js';

/** Listings checked in the last days still wait for a moderator. */
const UNREAD_DAYS = 5;

function savedOn(story: Story, listing: CommunityListing): string {
  return addDays(story.days.anchor, -listing.lastCheckedDaysAgo);
}

/** One group is away on a Thursday two weeks from now: the demo shows a day that falls out. */
function daysOff(story: Story, listing: CommunityListing): string[] {
  if (listing.schedule?.rrule !== 'FREQ=WEEKLY;BYDAY=TH' || listing.title !== 'Thursday Teapot') return [];
  const fortnight = addDays(story.days.anchor, 14);
  const weekday = new Date(`${fortnight}T12:00:00Z`).getUTCDay();
  return [addDays(fortnight, (4 - weekday + 7) % 7)];
}

/** Free groups and events, each written down on the day it was last checked and read by a moderator the day after. */
export async function postListings(story: Story): Promise<void> {
  const oldestFirst = [...communityListings].sort((left, right) => right.lastCheckedDaysAgo - left.lastCheckedDaysAgo);
  for (const listing of oldestFirst) {
    const day = savedOn(story, listing);
    const { personId } = communityPersonOf(listing.organisationId);
    const id = await act(story, { label: `listing/${listing.id}`, day, time: '12:00', personId }, (actor) =>
      story.ports.catalogue.saveCommunityListing(actor, {
        newId: listing.id,
        title: listing.title,
        description: listing.description,
        supportTypeSlug: listing.supportTypeSlug,
        wardId: wardIdOf(listing.wardCode),
        placeName: listing.placeName,
        postcodeDistrict: listing.outcode,
        latitude: listing.latitude,
        longitude: listing.longitude,
        costPence: listing.costPence,
        weekday: listing.schedule?.rrule ?? null,
        startTime: listing.schedule?.startTime ?? null,
        durationMinutes: listing.schedule?.durationMinutes ?? null,
        notOn: daysOff(story, listing),
        contactPhone: listing.phone,
        contactEmail: listing.email,
        accessNotes: listing.accessNotes,
      }),
    );
    story.tally.add('listings');
    if (listing.lastCheckedDaysAgo <= UNREAD_DAYS) continue;
    const moderator = officerOf(listing.councilKey, 'moderator').personId;
    const deed = { label: `listing-read/${listing.id}`, day: addDays(day, 1), time: '10:00', personId: moderator };
    await act(story, deed, (actor) =>
      story.ports.catalogue.moderateListing(actor, { id, publish: true, reason: null }),
    );
  }
}

/** Somebody looks for a pottery afternoon; the Teapot's group says what it has. */
export async function postWanted(story: Story): Promise<void> {
  const teapot = communityListings.find(({ title }) => title === 'Thursday Teapot');
  const writer = demoPeople.find(({ roles }) => roles.includes('budget-holder'));
  if (!teapot || !writer) return;
  const id = demoId('wanted', 'pottery');
  const day = (before: number): string => addDays(story.days.anchor, -before);
  const { personId: moderator } = officerOf(teapot.councilKey, 'moderator');
  const { personId: group } = communityPersonOf(teapot.organisationId);
  const { ports } = story;
  await act(story, { label: 'wanted', day: day(9), time: '10:00', personId: writer.personId }, (actor) =>
    ports.wanted.saveWanted(actor, {
      newId: id,
      title: 'A pottery afternoon',
      description: 'Somewhere quiet, with a wheel that I can reach sitting down. Once or twice a month would do.',
      supportTypeSlug: teapot.supportTypeSlug,
      wardId: wardIdOf(teapot.wardCode),
    }),
  );
  await act(story, { label: 'wanted-read', day: day(8), time: '10:00', personId: moderator }, (actor) =>
    ports.catalogue.moderateListing(actor, { id, publish: true, reason: null }),
  );
  const answer = await act(story, { label: 'wanted-answer', day: day(7), time: '15:00', personId: group }, (actor) =>
    ports.wanted.answerWanted(actor, {
      wantedId: id,
      listingId: teapot.id,
      words: 'We have clay on the first Thursday. Come and see whether it suits you.',
    }),
  );
  await act(story, { label: 'wanted-answer-read', day: day(6), time: '10:00', personId: moderator }, (actor) =>
    ports.wanted.moderateWantedAnswer(actor, { id: answer, publish: true, reason: null }),
  );
  story.tally.add('wanted');
}
