import { employmentOf } from './assistants.js';
import { councilOf } from './councils.js';
import { at, demoId, percentOfPence, pickNumber, pickOne } from './deterministic.js';
import { marlbridgePeopleRows, oakhavenPeopleRows, type PersonRow } from './rows/people-rows.js';
import { supportPatternFor } from './support-patterns.js';
import type { CareGroup, CouncilKey, HoldingRoute, Person } from './types.js';

interface Choices {
  readonly ward?: number;
  readonly route?: HoldingRoute;
  readonly contributionPence?: bigint;
  readonly prefers?: readonly string[];
  readonly intervalWeeks?: 1 | 4;
  readonly targetPercent?: number;
}

/** People whom the sign-ins and the stories of the demo rely on. */
const settled: Readonly<Record<string, Choices>> = {
  'Maureen Blackwood': {
    ward: 4,
    route: 'council-managed',
    contributionPence: 1_850n,
    prefers: ['marl-vale', 'wrona-gardens', 'castle-hythe-centre', 'bright-sparrow'],
    intervalWeeks: 4,
    targetPercent: 74,
  },
  'Winifred Hartwell': {
    ward: 7,
    route: 'representative',
    contributionPence: 4_210n,
    prefers: ['larkmoor-homecare', 'marl-vale'],
    intervalWeeks: 4,
  },
  'Devon Marchant': { ward: 1, route: 'direct-payment', prefers: ['kiln-works'] },
  'Bernard Whittaker': { ward: 4, route: 'direct-payment', prefers: ['wrona-gardens'] },
  'Brian Entwhistle': {
    ward: 1,
    route: 'direct-payment',
    contributionPence: 1_200n,
    prefers: ['haven-home-care', 'haven-fitness'],
    intervalWeeks: 4,
    targetPercent: 78,
  },
};

const routeOdds: readonly (readonly [HoldingRoute, number])[] = [
  ['direct-payment', 46],
  ['council-managed', 76],
  ['representative', 84],
  ['individual-service-fund', 92],
  ['broker', 96],
  ['trust', 100],
];

function routeFor(name: string, group: CareGroup): HoldingRoute {
  const drawn = pickNumber(`route/${name}`, 100);
  if (group === 'carer') return 'direct-payment';
  const route = routeOdds.find(([, below]) => drawn < below)?.[0] ?? 'council-managed';
  if (group === 'dementia' && route === 'direct-payment')
    return pickOne(`route-two/${name}`, ['representative', 'council-managed']);
  if (group === 'learning-disability' && route === 'council-managed')
    return pickOne(`route-two/${name}`, ['individual-service-fund', 'council-managed', 'direct-payment']);
  return route;
}

const funds = ['Sallow Trust Supported Living', 'St Osyn Care Co-operative'] as const;

/** First names of relatives who hold the money where the route says so. */
const relatives = [
  'Angela',
  'Martin',
  'Grace',
  'Ruth',
  'Vikram',
  'Donna',
  'Teresa',
  'Paul',
  'Yetunde',
  'Alison',
  'Rafiq',
  'Helen',
  'Joseph',
  'Miriam',
  'Clare',
  'Anton',
  'Sophie',
  'Delroy',
  'Janet',
  'Owen',
] as const;

/** The relative who holds this person's budget, where the route is a representative. */
export function relativeNameOf(name: string): string {
  if (name === 'Winifred Hartwell') return 'Denise Hartwell';
  const surname = name.split(' ').at(-1) ?? name;
  const others = relatives.filter((first) => !name.startsWith(first));
  return `${pickOne(`relative/${name}`, others)} ${surname}`;
}

function heldBy(route: HoldingRoute, councilKey: CouncilKey, name: string): string | null {
  switch (route) {
    case 'direct-payment':
    case 'council-managed':
      return null;
    case 'representative':
      return relativeNameOf(name);
    case 'trust':
      return `The ${name.split(' ').at(-1) ?? name} Family Trust`;
    case 'broker':
      return 'Wayfinder Brokerage';
    case 'individual-service-fund':
      return councilKey === 'oakhaven' ? 'Beechrise Living' : pickOne(`fund/${name}`, funds);
  }
}

/** Shares of people by weekly charge: many nothing, most a little, a few a lot. */
function contributionFor(name: string, group: CareGroup, weeklyPence: bigint): bigint {
  if (group === 'carer' || weeklyPence < 7_000n) return 0n;
  const drawn = pickNumber(`charge-band/${name}`, 100);
  if (drawn < 34) return 0n;
  const within = BigInt(pickNumber(`charge/${name}`, 100));
  const wanted =
    drawn < 68
      ? 300n + within * 17n
      : drawn < 86
        ? 2_005n + within * 20n
        : drawn < 96
          ? 4_005n + within * 20n
          : 6_010n + within * 40n;
  const most = percentOfPence(weeklyPence, 30n, 5n);
  const rounded = percentOfPence(wanted, 100n, 5n);
  return rounded < most ? rounded : most;
}

const needsByGroup: Readonly<Record<CareGroup, readonly (readonly string[])[]>> = {
  'older-people': [[], ['Large print'], [], ['Speak clearly, hearing aid on the left'], ['Phone calls, no email'], []],
  dementia: [
    ['Short letters, one thing at a time'],
    ['Ring the family first'],
    ['Large print', 'A photograph of who is coming'],
  ],
  'physical-disability': [[], [], ['Text messages'], ['Email only'], ['Extra time to speak']],
  'learning-disability': [
    ['Easy read'],
    ['Easy read', 'Makaton'],
    ['Easy read', 'A phone call first'],
    ['Pictures and few words'],
  ],
  autism: [
    ['Email, and notice of changes'],
    ['Plain and exact words'],
    ['No phone calls'],
    ['A photograph of who is coming'],
  ],
  'mental-health': [[], ['Text before you ring'], ['No post marked council'], []],
  sensory: [['Audio'], ['Braille'], ['Large print'], ['Email that a screen reader can read']],
  carer: [[], ['Evening calls only'], ['Email'], []],
};

const needsByName: Readonly<Record<string, readonly string[]>> = {
  'Ibrahim Sesay': ['British Sign Language', 'Text messages'],
  'Yasmin Rahmani': ['Farsi interpreter'],
  'Rukhsana Begum': ['Punjabi interpreter', 'A woman where possible'],
  'Stanislaw Kruk': ['Polish interpreter'],
  'Ioana Balan': ['Romanian interpreter'],
  'Farida Aziz': ['Arabic interpreter'],
  'Maureen Blackwood': ['Large print'],
  'Brian Entwhistle': ['Email only'],
};

/** Of what the assistant's pay leaves, in percent: the rest waits for holidays and sick pay. */
const WITH_WAGES_PERCENT = 75;

function person(
  councilKey: CouncilKey,
  [name, ageBand, careGroup, pounds, wishes, outcomes]: PersonRow,
  index: number,
): Person {
  const own = settled[name] ?? {};
  const districts = councilOf(councilKey).postcodeDistricts;
  // Two steps of seven round the wards keep neighbours in the list apart and the wards even.
  const district = at(
    districts,
    own.ward === undefined ? index * 7 + Math.floor(index / districts.length) : own.ward - 1,
  );
  const weeklyBudgetPence = BigInt(pounds) * 100n;
  const contributionPence = own.contributionPence ?? contributionFor(name, careGroup, weeklyBudgetPence);
  const employs = employmentOf(name, weeklyBudgetPence - contributionPence);
  const holdingRoute = own.route ?? routeFor(name, careGroup);
  return {
    id: demoId('person', `${councilKey}/${name}`),
    name,
    councilKey,
    wardCode: district.wardCode,
    postcodeDistrict: district.outcode,
    ageBand,
    careGroup,
    communicationNeeds: needsByName[name] ?? pickOne(`needs/${name}`, needsByGroup[careGroup]),
    weeklyBudgetPence,
    holdingRoute,
    heldByName: heldBy(holdingRoute, councilKey, name),
    paymentIntervalWeeks: own.intervalWeeks ?? (pickNumber(`interval/${name}`, 8) === 0 ? 1 : 4),
    contributionPence,
    outcomes,
    employs,
    supportPattern: supportPatternFor({
      name,
      councilKey,
      wardCode: district.wardCode,
      careGroup,
      wishes: wishes.split(' '),
      weeklyPence: weeklyBudgetPence - contributionPence - (employs?.grossWeeklyPence ?? 0n),
      prefers: own.prefers ?? [],
      targetPercent: own.targetPercent ?? (employs && WITH_WAGES_PERCENT),
    }),
  };
}

export const people: readonly Person[] = [
  ...marlbridgePeopleRows.map((row, index) => person('marlbridge', row, index)),
  ...oakhavenPeopleRows.map((row, index) => person('oakhaven', row, index)),
];

const byName: ReadonlyMap<string, Person> = new Map(people.map((one) => [one.name, one]));

/** The budget holder of that name; throws where there is none. */
export function personNamed(name: string): Person {
  const found = byName.get(name);
  if (!found) throw new Error(`No person ${name}`);
  return found;
}
