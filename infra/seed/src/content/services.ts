import { at, demoId, pickNumber, pickOne, slugOf } from './deterministic.js';
import { providerRows } from './provider-rows.js';
import { providerOf } from './providers.js';
import type { FocusCode, ProviderRow, ServiceRow } from './rows/provider-row.js';
import { ownDescriptions } from './rows/service-descriptions.js';
import { serviceWords } from './rows/service-words.js';
import { soloWho, soloWords } from './rows/solo-words.js';
import type { Service } from './types.js';

const whoForWords: Readonly<Record<FocusCode, string>> = {
  OP: 'Older people',
  DEM: 'People living with dementia',
  PD: 'Disabled people',
  LD: 'People with a learning disability',
  AUT: 'Autistic people',
  MH: 'People with poor mental health',
  SEN: 'People with sight or hearing loss',
  CAR: 'Carers',
};

/** Activities for which the law asks a provider to be registered with the regulator. */
export const regulatedSlugs: readonly string[] = [
  'personal-care',
  'medicines-help',
  'dementia-support',
  'night-support',
  'live-in-care',
  'getting-back-on-your-feet',
  'end-of-life-care',
  'short-breaks',
  'supported-living',
  'shared-lives',
  'overnight-breaks',
];

const placeBasedSlugs: readonly string[] = [
  'day-opportunities',
  'sport-and-swimming',
  'gym-membership',
  'arts-and-crafts',
  'music',
  'overnight-breaks',
  'learning',
  'english-and-languages',
  'employment',
  'talking-and-wellbeing',
  'equipment',
  'carers-support',
];

const travelSlugs: readonly string[] = ['transport', 'social-trips', 'holidays', 'petrol-and-travel-costs'];

const atHomeAccess = [
  'Comes to your home',
  'Large-print notes',
  'Easy-read information',
  'Works with your hoist',
  'Assistance dogs welcome',
  'Text messages instead of calls',
];
const placeAccess = [
  'Step-free entrance',
  'Accessible toilet',
  'Hoist and changing bench',
  'Hearing loop',
  'Quiet room',
  'Blue badge parking',
  'Assistance dogs welcome',
  'Easy-read information',
];
const travelAccess = [
  'Wheelchair ramp or lift',
  'Front seat on request',
  'Driver comes to the door',
  'Assistance dogs welcome',
  'Room for a walking frame',
  'Accessible toilets checked',
];

function accessNeedsOf(slug: string, key: string): readonly string[] {
  const pool = placeBasedSlugs.includes(slug) ? placeAccess : travelSlugs.includes(slug) ? travelAccess : atHomeAccess;
  const start = pickNumber(`access/${key}`, pool.length);
  const count = 2 + pickNumber(`access-count/${key}`, 3);
  return pool.filter((_need, index) => (index - start + pool.length) % pool.length < count);
}

const adultLearningSlugs: readonly string[] = ['learning', 'english-and-languages', 'employment'];

/** Registered care here is for adults, courses are from sixteen. */
function minimumAgeOf(slug: string): number | null {
  if (regulatedSlugs.includes(slug)) return 18;
  return adultLearningSlugs.includes(slug) ? 16 : null;
}

function isSolo(row: ProviderRow): boolean {
  return (row.kind === 'personal-assistant' || row.kind === 'micro') && !row.isTeam;
}

const turns = new Map<string, number>();

/** Counts up from 0 for each key, so that neighbours take different sentences. */
function nextTurn(key: string): number {
  const turn = turns.get(key) ?? 0;
  turns.set(key, turn + 1);
  return turn;
}

const toldBefore = new Set<string>();

/** Three sentences or so: what happens, who comes, and one useful thing to know. */
function describe(row: ProviderRow, slug: string): string {
  if (isSolo(row)) {
    const alone = soloWords[slug];
    if (!alone) throw new Error(`No words in the first person for ${slug}`);
    const mine = nextTurn(`alone/${slug}`);
    return [
      at(alone.happens, mine),
      at(soloWho, nextTurn('alone')),
      at(alone.know, mine + Math.floor(mine / alone.happens.length)),
    ].join(' ');
  }
  const words = serviceWords[slug];
  if (!words) throw new Error(`No words for ${slug}`);
  const turn = nextTurn(slug);
  for (let step = 0; ; step += 1) {
    const told = [
      at(words.happens, turn + step),
      at(words.team, turn + Math.floor((turn + step) / words.happens.length)),
      at(words.know, turn + Math.floor((turn + 2 * step) / 3)),
    ].join(' ');
    if (!toldBefore.has(told) || step > 60) {
      toldBefore.add(told);
      return told;
    }
  }
}

function genderOf(row: ProviderRow, slug: string, key: string): Service['genderOfWorker'] {
  if (row.gender) return row.gender;
  if (slug === 'personal-care')
    return pickOne(`gender/${key}`, ['women-available', 'women-available', 'men-available', 'any']);
  return pickOne(`gender/${key}`, ['any', 'any', 'any', 'women-available', 'men-available']);
}

function service(row: ProviderRow, [slug, name, summary]: ServiceRow): Service {
  const key = `${row.key}/${slugOf(name)}`;
  const registered = row.cqcRating !== undefined;
  return {
    id: demoId('service', key),
    providerKey: row.key,
    supportTypeSlug: slug,
    name,
    summary,
    description: ownDescriptions[`${row.key}/${name}`] ?? describe(row, slug),
    whoFor: row.focus.map((code) => whoForWords[code]),
    languages: row.languages ?? ['English'],
    genderOfWorker: genderOf(row, slug, key),
    accessNeeds: accessNeedsOf(slug, key),
    regulatedActivity: registered && regulatedSlugs.includes(slug),
    wardCodes: providerOf(row.key).wardCodes,
    radiusMiles:
      row.kind === 'micro' || row.kind === 'personal-assistant' ? 3 + pickNumber(`radius/${row.key}`, 4) : null,
    nextAvailableInDays: pickNumber(`next/${key}`, 22),
    minimumAge: minimumAgeOf(slug),
  };
}

export const services: readonly Service[] = providerRows.flatMap((row) =>
  row.services.map((line) => service(row, line)),
);

const byId: ReadonlyMap<string, Service> = new Map(services.map((one) => [one.id, one]));

/** The service of that id; throws where there is none. */
export function serviceOf(id: string): Service {
  const found = byId.get(id);
  if (!found) throw new Error(`No service ${id}`);
  return found;
}
