import { councilOf, districtOf } from './councils.js';
import { demoId, demoPhone, pickNumber, slugOf } from './deterministic.js';
import { communityRows, type CommunityRow } from './rows/community-rows.js';
import type { CommunityListing, CouncilKey, Organisation } from './types.js';

function councilOfOutcode(outcode: string): CouncilKey {
  return outcode.startsWith('OH') ? 'oakhaven' : 'marlbridge';
}

/** The id of the community group of that name. */
export function communityOrganisationIdOf(name: string): string {
  return demoId('organisation', `community/${slugOf(name)}`);
}

function contactOf(name: string): { readonly phone: string; readonly email: string } {
  const index = organisationNames.indexOf(name);
  return { phone: demoPhone(300 + index), email: `hello@${slugOf(name)}.example` };
}

const organisationNames: readonly string[] = [...new Set(communityRows.map(([name]) => name))];

export const communityOrganisations: readonly Organisation[] = organisationNames.map((name) => {
  const councils = communityRows.filter(([one]) => one === name).map(([, , outcode]) => councilOfOutcode(outcode));
  return {
    id: communityOrganisationIdOf(name),
    key: slugOf(name),
    name,
    kind: 'community-group',
    councilKeys: [...new Set(councils)],
    ...contactOf(name),
  };
});

function scheduleOf(when: string | null): CommunityListing['schedule'] {
  if (when === null) return null;
  const match = /^(\d?)([A-Z]{2}) (\d\d:\d\d) (\d+)$/.exec(when);
  if (!match) throw new Error(`Not a time: ${when}`);
  const [, nth, day, startTime, minutes] = match;
  const rrule = nth ? `FREQ=MONTHLY;BYDAY=${nth}${day ?? ''}` : `FREQ=WEEKLY;BYDAY=${day ?? ''}`;
  return { rrule, startTime: startTime ?? '', durationMinutes: Number(minutes) };
}

const access = [
  'Level entrance and an accessible toilet.',
  'One small step with a ramp; ring the bell by the door.',
  'Level throughout, hearing loop, blue badge spaces outside.',
  'Ramp at the side door; the toilet fits a standard wheelchair.',
  'Step-free. Quiet corner on request. Assistance dogs welcome.',
  'Lift to the first floor; accessible toilet on the ground floor.',
  'Firm paths and benches; nearest accessible toilet is five minutes away.',
  'Step-free, with a changing place in the building next door.',
] as const;

function accessNotesOf(place: string): string {
  if (/from your door|^across /i.test(place)) return 'We come to you; tell us what you need.';
  return access[pickNumber(`access/${place}`, access.length)] ?? access[0];
}

/** Most were looked at this quarter; a few are stale, as they are anywhere. */
function lastChecked(key: string): number {
  const drawn = pickNumber(`checked/${key}`, 100);
  return drawn < 82 ? 3 + drawn : 100 + (drawn - 82) * 12;
}

function listing([
  organisationName,
  title,
  outcode,
  placeName,
  supportTypeSlug,
  when,
  costPence,
  description,
]: CommunityRow): CommunityListing {
  const key = `${slugOf(organisationName)}/${slugOf(title)}`;
  const district = districtOf(outcode);
  const councilKey = councilOfOutcode(outcode);
  return {
    id: demoId('community-listing', key),
    councilKey: councilOf(councilKey).key,
    organisationId: communityOrganisationIdOf(organisationName),
    organisationName,
    title,
    description,
    supportTypeSlug,
    wardCode: district.wardCode,
    outcode,
    latitude: Math.round(district.latitude * 1000 + pickNumber(`venue/${placeName}/north`, 9) - 4) / 1000,
    longitude: Math.round(district.longitude * 1000 + pickNumber(`venue/${placeName}/east`, 9) - 4) / 1000,
    placeName,
    costPence,
    schedule: scheduleOf(when),
    ...contactOf(organisationName),
    lastCheckedDaysAgo: lastChecked(key),
    accessNotes: accessNotesOf(placeName),
  };
}

export const communityListings: readonly CommunityListing[] = communityRows.map(listing);
