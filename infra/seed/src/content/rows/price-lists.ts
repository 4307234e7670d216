// Price lists of 2025-26, gross pence at a provider of usual price: a table, longer than a module of code should be.
import type { DayType, Ratio, TimeBand, Unit } from '../types.js';

export interface PriceLine {
  readonly name: string;
  readonly unit: Unit;
  readonly dayType: DayType;
  readonly timeBand: TimeBand | null;
  readonly ratio: Ratio;
  readonly pence: bigint;
  readonly minimumQuantity: string;
  readonly typicalQuantity: string;
  readonly durationMinutes: number | null;
}

interface Extra {
  readonly day?: DayType;
  readonly band?: TimeBand;
  readonly ratio?: Ratio;
  readonly least?: string;
  readonly usual?: string;
  readonly minutes?: number;
}

const unitMinutes: Readonly<Record<Unit, number | null>> = {
  hour: 60,
  visit15: 15,
  visit30: 30,
  visit45: 45,
  visit60: 60,
  'night-asleep': 600,
  'night-awake': 600,
  day: 360,
  session: 120,
  week: null,
  month: null,
  year: null,
  mile: null,
  item: null,
};

const sat = { day: 'saturday' } as const;
const sun = { day: 'sunday' } as const;
const eve = { band: 'evening' } as const;
const group = { ratio: 'group' } as const;
const two = { ratio: '2:1' } as const;

function line(name: string, unit: Unit, pence: bigint, extra: Extra = {}): PriceLine {
  const minutes = extra.minutes ?? unitMinutes[unit];
  const night = unit === 'night-asleep' || unit === 'night-awake';
  const timed = minutes !== null && unit !== 'day';
  return {
    name,
    unit,
    dayType: extra.day ?? 'weekday',
    timeBand: extra.band ?? (night ? 'night' : timed ? 'day' : null),
    ratio: extra.ratio ?? '1:1',
    pence,
    minimumQuantity: extra.least ?? (unit === 'mile' ? '5' : '1'),
    typicalQuantity: extra.usual ?? (unit === 'mile' ? '20' : '1'),
    durationMinutes: minutes,
  };
}

function hours(
  pence: readonly [weekday: bigint, evening: bigint, saturday: bigint, sunday: bigint],
  least = '1',
  usual = '2',
): readonly PriceLine[] {
  return [
    line('1 hour, weekday', 'hour', pence[0], { least, usual }),
    line('1 hour, weekday evening', 'hour', pence[1], { ...eve, least, usual }),
    line('1 hour, Saturday', 'hour', pence[2], { ...sat, least, usual }),
    line('1 hour, Sunday', 'hour', pence[3], { ...sun, least, usual }),
  ];
}

/** What people who work for themselves as assistants ask, whatever they help with. */
export const personalAssistantPrices: readonly PriceLine[] = hours([1520n, 1580n, 1600n, 1680n], '2', '3');

const nights: readonly PriceLine[] = [
  line('Sleeping night, Sunday to Thursday', 'night-asleep', 12000n),
  line('Sleeping night, Saturday', 'night-asleep', 13000n, sat),
  line('Waking night, Sunday to Thursday', 'night-awake', 20500n),
  line('Waking night, Saturday', 'night-awake', 22500n, sat),
];

/** The usual prices of a support type. */
export const pricesByType: Readonly<Record<string, readonly PriceLine[]>> = {
  'personal-care': [
    line('Half an hour, weekday', 'visit30', 1640n),
    line('45 minutes, weekday', 'visit45', 2180n),
    line('1 hour, weekday', 'hour', 2750n),
    line('Half an hour, weekday evening', 'visit30', 1680n, eve),
    line('Half an hour, Saturday', 'visit30', 1720n, sat),
    line('Half an hour, Sunday', 'visit30', 1780n, sun),
    line('1 hour, Saturday', 'hour', 2880n, sat),
    line('1 hour, Sunday', 'hour', 3000n, sun),
  ],
  'help-at-home': hours([2020n, 2080n, 2120n, 2200n]).slice(0, 3),
  meals: [
    line('Half an hour, weekday', 'visit30', 1440n),
    line('45 minutes, weekday', 'visit45', 1900n),
    line('Half an hour, Saturday', 'visit30', 1520n, sat),
    line('Half an hour, Sunday', 'visit30', 1580n, sun),
  ],
  'medicines-help': [
    line('Quarter of an hour, weekday', 'visit15', 950n),
    line('Quarter of an hour, Saturday', 'visit15', 1000n, sat),
    line('Quarter of an hour, Sunday', 'visit15', 1050n, sun),
    line('Half an hour, weekday', 'visit30', 1560n),
  ],
  cleaning: [
    line('1 hour, weekday', 'hour', 1900n, { least: '2', usual: '2' }),
    line('1 hour, Saturday', 'hour', 2050n, { ...sat, least: '2', usual: '2' }),
    line('Two cleaners, 1 hour', 'hour', 3600n, { ...two, least: '2', usual: '3' }),
  ],
  gardening: [
    line('1 hour, weekday', 'hour', 2480n, { usual: '2' }),
    line('1 hour, Saturday', 'hour', 2650n, { ...sat, usual: '2' }),
    line('Half day of three hours', 'session', 7000n, { minutes: 180 }),
  ],
  'repairs-and-decorating': [
    line('1 hour, weekday', 'hour', 2900n, { usual: '2' }),
    line('Half day', 'session', 10500n, { minutes: 210 }),
    line('Whole day', 'day', 19500n, { minutes: 420 }),
  ],
  'pet-care': [
    line('Half an hour', 'visit30', 950n),
    line('1 hour', 'visit60', 1500n),
    line('Half an hour, Saturday', 'visit30', 1100n, sat),
    line('Half an hour, Sunday', 'visit30', 1100n, sun),
  ],
  shopping: [
    line('1 hour, weekday', 'hour', 1980n, { usual: '1.5' }),
    line('1 hour, Saturday', 'hour', 2100n, { ...sat, usual: '1.5' }),
    line('Shop of up to two bags, delivered', 'item', 1250n),
  ],
  'dementia-support': hours([2780n, 2840n, 2900n, 3000n], '2', '2'),
  'night-support': nights,
  'live-in-care': [
    line('A week', 'week', 132000n),
    line('One extra day', 'day', 20500n, { minutes: 600 }),
    line('A week for a couple', 'week', 152000n, group),
  ],
  'getting-back-on-your-feet': [
    line('Half an hour, weekday', 'visit30', 1600n),
    line('45 minutes, weekday', 'visit45', 2140n),
    line('1 hour, weekday', 'hour', 2720n),
    line('1 hour, Saturday', 'hour', 2850n, sat),
  ],
  'end-of-life-care': hours([2880n, 2940n, 2960n, 3000n]),
  'supported-living': [
    ...hours([2320n, 2380n, 2420n, 2480n]),
    line('1 hour shared with housemates', 'hour', 1240n, { ...group, usual: '3' }),
  ],
  'personal-assistant': personalAssistantPrices,
  'getting-out-and-about': [
    ...hours([2260n, 2320n, 2380n, 2460n]),
    line('Half day of four hours', 'session', 8600n, { minutes: 240 }),
  ],
  befriending: [
    line('1 hour, weekday', 'hour', 1620n),
    line('1 hour, Saturday', 'hour', 1680n, sat),
    line('1 hour, Sunday', 'hour', 1740n, sun),
  ],
  'day-opportunities': [
    line('A day', 'day', 6600n, group),
    line('Half a day', 'session', 4850n, { ...group, minutes: 180 }),
    line('A day with one-to-one support', 'day', 8600n),
  ],
  'social-trips': [
    line('Weekday trip', 'day', 5200n, group),
    line('Saturday trip', 'day', 5500n, { ...group, ...sat }),
    line('Weekday trip with your own helper', 'day', 8800n),
  ],
  'sport-and-swimming': [
    line('Group session', 'session', 950n, { ...group, minutes: 60 }),
    line('One-to-one session', 'session', 2650n, { minutes: 60 }),
    line('One-to-one session, Saturday', 'session', 2850n, { ...sat, minutes: 60 }),
  ],
  'gym-membership': [
    line('A month', 'month', 3400n),
    line('A year', 'year', 36500n),
    line('One visit with a coach', 'session', 1400n, { minutes: 60 }),
  ],
  'arts-and-crafts': [
    line('Group session', 'session', 1750n, group),
    line('Group session, Saturday', 'session', 1900n, { ...group, ...sat }),
    line('One-to-one session', 'session', 3500n),
    line('A course of six', 'item', 9600n, group),
  ],
  music: [
    line('Half an hour', 'visit30', 2100n),
    line('1 hour', 'visit60', 3400n),
    line('Small group', 'session', 1100n, { ...group, minutes: 60 }),
  ],
  transport: [
    line('One mile', 'mile', 165n, { least: '3', usual: '8' }),
    line('Single trip in town', 'item', 850n),
    line('1 hour with waiting', 'hour', 2500n),
  ],
  'petrol-and-travel-costs': [
    line('One mile', 'mile', 45n, { least: '1', usual: '25' }),
    line('A month of up to 120 miles', 'month', 5000n),
  ],
  'short-breaks': [
    ...hours([2320n, 2380n, 2460n, 2560n], '2', '3'),
    line('Half day of four hours', 'session', 8900n, { minutes: 240 }),
  ],
  'overnight-breaks': [
    line('One night, weekday', 'night-awake', 21500n),
    line('Friday to Sunday', 'item', 41000n),
    line('A week', 'week', 128000n),
  ],
  holidays: [
    line('Shared companion', 'item', 68000n, group),
    line('Your own companion', 'item', 98000n),
    line('Companion at home or away, by the day', 'day', 17500n, { minutes: 600 }),
  ],
  'shared-lives': [
    line('A day', 'day', 6300n),
    line('A day, Saturday', 'day', 6700n, sat),
    line('Half a day', 'session', 3600n, { minutes: 180 }),
  ],
  'carers-support': [
    line('One-to-one session', 'session', 3200n, { minutes: 60 }),
    line('Group session', 'session', 1100n, group),
    line('A course or a day', 'item', 4800n, group),
  ],
  learning: [
    line('Group class', 'session', 1350n, group),
    line('One-to-one lesson', 'session', 3200n, { minutes: 60 }),
    line('A course of ten', 'item', 12400n, group),
  ],
  'english-and-languages': [
    line('One-to-one hour', 'hour', 2700n),
    line('Small class', 'session', 950n, group),
    line('One-to-one hour, Saturday', 'hour', 2900n, sat),
  ],
  employment: [
    line('One-to-one hour', 'hour', 3150n),
    line('Group session', 'session', 1650n, group),
    line('A month of job coaching', 'month', 19500n),
  ],
  'life-coaching': [
    line('One-to-one session', 'session', 4200n, { minutes: 60 }),
    line('One-to-one, evening', 'session', 4400n, { ...eve, minutes: 60 }),
    line('Course of six', 'item', 22800n),
  ],
  'talking-and-wellbeing': [
    line('One-to-one session', 'session', 4700n, { minutes: 50 }),
    line('One-to-one, evening', 'session', 4900n, { ...eve, minutes: 50 }),
    line('Group session', 'session', 1550n, group),
  ],
  equipment: [
    line('Small aid, chosen with you', 'item', 2400n),
    line('Visit to measure and fit', 'session', 3500n, { minutes: 60 }),
    line('Hire for a week', 'week', 1600n),
  ],
  'home-adaptations': [
    line('The whole job, after a quotation', 'item', 125000n),
    line('Visit to measure and plan', 'session', 6500n, { minutes: 90 }),
    line('Yearly check', 'year', 14500n),
  ],
  'alarms-and-sensors': [
    line('A month', 'month', 2150n),
    line('A year', 'year', 23400n),
    line('Fitting and first test', 'item', 3900n),
  ],
  'internet-and-tv': [
    line('A month', 'month', 2800n),
    line('A year', 'year', 30800n),
    line('Visit to set up and show you', 'session', 3900n, { minutes: 90 }),
  ],
  insurance: [
    line('A year', 'year', 9800n),
    line('A year, for two people or chairs', 'year', 15200n, group),
    line('Paid by the month', 'month', 870n),
  ],
  'money-help': [
    line('1 hour', 'hour', 2900n),
    line('Home visit of 90 minutes', 'session', 4300n, { minutes: 90 }),
    line('A month of help', 'month', 3600n),
  ],
  payroll: [
    line('A month, one assistant', 'month', 1650n),
    line('A month, two or three assistants', 'month', 2350n, group),
    line('Setting up', 'item', 7500n),
  ],
  'support-planning': [
    line('1 hour', 'hour', 3600n),
    line('A whole plan', 'item', 39500n),
    line('A short plan or a review', 'session', 18500n, { minutes: 180 }),
  ],
  advocacy: [
    line('1 hour', 'hour', 3400n),
    line('Half day', 'session', 11800n, { minutes: 210 }),
    line('A document or a letter', 'item', 4500n),
  ],
};

const groupSport: readonly PriceLine[] = [
  line('One session', 'session', 950n, { ...group, minutes: 60 }),
  line('A month of sessions', 'month', 3400n, group),
];

const groupTalk: readonly PriceLine[] = [
  line('One meeting', 'session', 1550n, group),
  line('The whole course', 'item', 9200n, group),
];

/** Services whose prices are their own; the key is the service's name. */
export const pricesByService: Readonly<Record<string, readonly PriceLine[]>> = {
  'Two-worker care and hoisting': [
    line('Half an hour, two workers', 'visit30', 3150n, two),
    line('1 hour, two workers', 'hour', 5350n, two),
    line('Half an hour, two workers, Saturday', 'visit30', 3300n, { ...two, ...sat }),
    line('Half an hour, two workers, Sunday', 'visit30', 3420n, { ...two, ...sun }),
  ],
  'Care with two workers': [
    line('Half an hour, two workers', 'visit30', 3150n, two),
    line('1 hour, two workers', 'hour', 5350n, two),
    line('Half an hour, two workers, Saturday', 'visit30', 3300n, { ...two, ...sat }),
    line('Half an hour, two workers, Sunday', 'visit30', 3420n, { ...two, ...sun }),
  ],
  'Live-in complex care': [line('A week', 'week', 138000n), line('One extra day', 'day', 21500n, { minutes: 600 })],
  'Late evening rounds': [
    line('Half an hour, weekday late evening', 'visit30', 1720n, eve),
    line('Half an hour, Saturday late evening', 'visit30', 1800n, { ...eve, ...sat }),
    line('Half an hour, two workers', 'visit30', 3300n, { ...eve, ...two }),
  ],
  'Sleeping nights': nights.filter((one) => one.unit === 'night-asleep'),
  'Waking nights': nights.filter((one) => one.unit === 'night-awake'),
  'Waking night care': nights.filter((one) => one.unit === 'night-awake'),
  'Calm nights': nights.filter((one) => one.unit === 'night-awake'),
  'Sleep-in cover': nights.filter((one) => one.unit === 'night-asleep'),
  'First steps after a diagnosis': [
    line('One visit', 'session', 5600n, { minutes: 90 }),
    line('All six visits', 'item', 32000n),
  ],
  'Farmhouse club': [
    line('A morning', 'session', 4600n, { ...group, minutes: 180 }),
    line('A morning with your own helper', 'session', 7200n, { minutes: 180 }),
  ],
  'Hot lunch at your door': [line('One hot lunch', 'item', 895n), line('A week of weekday lunches', 'week', 4200n)],
  'Freezer box': [line('Box of seven dinners', 'item', 4150n), line('A month of boxes', 'month', 15800n)],
  'Halal home meals': [
    line('One hot meal brought in', 'item', 980n),
    line('A cook for an hour', 'hour', 2200n),
    line('A cook for an hour, Saturday', 'hour', 2300n, sat),
  ],
  'Lunch club and take-home supper': [
    line('Lunch at the table', 'item', 850n, group),
    line('Lunch and supper box', 'item', 1350n),
  ],
  'Batch cooking': [
    line('1 hour', 'hour', 1950n, { least: '2', usual: '3' }),
    line('Morning of three hours', 'session', 5600n, { minutes: 180 }),
  ],
  'Deep clean, once': [
    line('Half day, two people', 'session', 16500n, { ...two, minutes: 240 }),
    line('Whole day, two people', 'day', 29500n, { ...two, minutes: 420 }),
  ],
  'Spring clean': [
    line('Half day', 'session', 8200n, { minutes: 240 }),
    line('Whole day', 'day', 15500n, { minutes: 420 }),
  ],
  'Tidy-up day': [
    line('Whole day', 'day', 16500n, { minutes: 420 }),
    line('Half day', 'session', 8800n, { minutes: 210 }),
  ],
  'Garden team visit': [
    line('Half day with the team', 'session', 9800n, { ...group, minutes: 210 }),
    line('Whole day with the team', 'day', 18500n, group),
  ],
  'Hedges and heavy work': [
    line('1 hour, two gardeners', 'hour', 4600n, { ...two, usual: '3' }),
    line('Whole day, two gardeners', 'day', 31500n, two),
  ],
  'Laundry and ironing': [line('One bag, washed and ironed', 'item', 1800n), line('1 hour of ironing', 'hour', 1900n)],
  'Washing and ironing': [line('One bag, washed and ironed', 'item', 1700n), line('1 hour of ironing', 'hour', 1850n)],
  'Phone friend': [line('One call', 'visit30', 600n), line('A month of calls', 'month', 4200n)],
  'Pantry delivery': [line('One delivery', 'item', 650n), line('A month of weekly deliveries', 'month', 2300n)],
  'Emergency pet cover': [line('A day and night', 'day', 3800n, { minutes: 600 }), line('A week', 'week', 22500n)],
  'Evening out': [
    line('Evening, small group', 'session', 3900n, { ...group, ...eve, minutes: 240 }),
    line('Saturday evening, small group', 'session', 4200n, { ...group, ...eve, ...sat, minutes: 240 }),
  ],
  'Sunday table': [
    line('Sunday lunch outing', 'session', 3200n, { ...group, ...sun, minutes: 180 }),
    line('Four Sundays', 'month', 11800n, group),
  ],
  'Mystery tour': [line('Afternoon tour', 'session', 2400n, { ...group, minutes: 240 })],
  'Sunday drive': [
    line('Sunday afternoon', 'session', 3400n, { ...group, ...sun, minutes: 240 }),
    line('Sunday afternoon, car to yourself', 'session', 6200n, { ...sun, minutes: 240 }),
  ],
  'Off-peak membership': [line('A month', 'month', 2600n), line('A year', 'year', 28000n)],
  'Anvil membership': [
    line('A month', 'month', 2900n),
    line('A year', 'year', 31000n),
    line('One visit', 'session', 600n, { minutes: 90 }),
  ],
  'Shopper bus': [line('Return trip', 'item', 650n, group), line('A month of Tuesdays', 'month', 2400n, group)],
  'Centre minibus': [line('There or back', 'item', 480n, group), line('A week, there and back', 'week', 4400n, group)],
  'Together bus': [line('There or back', 'item', 500n, group), line('A week, there and back', 'week', 4500n, group)],
  'Blue Door minibus': [
    line('There or back', 'item', 420n, group),
    line('A month of one day a week', 'month', 3200n, group),
  ],
  'Airport and long journeys': [
    line('One mile', 'mile', 190n, { least: '20', usual: '60' }),
    line('A day with car and driver', 'day', 26000n, { minutes: 480 }),
  ],
  'Volunteer driver miles': [
    line('One mile', 'mile', 45n, { least: '1', usual: '20' }),
    line('Parking, as the receipt', 'item', 350n),
  ],
  'City break': [
    line('Two nights, shared companion', 'item', 52000n, group),
    line('Two nights, your own companion', 'item', 74000n),
  ],
  'Long weekend by the sea': [
    line('Three nights, small group', 'item', 46500n, group),
    line('Three nights with your own helper', 'item', 79000n),
  ],
  'Cottage with your family': [
    line('A week with two hours of support a day', 'week', 86000n),
    line('Extra hour of support', 'hour', 2600n),
  ],
  'Carers’ weekend away': [
    line('Two nights, shared room', 'item', 19500n, group),
    line('Two nights, own room', 'item', 26500n),
  ],
  'Travelling companion': [line('A day', 'day', 19500n, { minutes: 600 }), line('A week', 'week', 124000n)],
  'Go somewhere new': [
    line('Long weekend, shared worker', 'item', 42000n, group),
    line('Long weekend, your own worker', 'item', 69000n),
  ],
  'Overnight stay': [
    line('One night, Monday to Thursday', 'night-awake', 21000n),
    line('One night, Saturday', 'night-awake', 23500n, sat),
  ],
  'Weekend with friends': [line('Friday teatime to Sunday', 'item', 41500n, group)],
  'A week at Wickenholt': [
    line('Seven nights', 'week', 129000n),
    line('Five nights, Sunday to Friday', 'item', 94000n),
  ],
  'Weekend in a family home': [line('Two nights', 'item', 26500n), line('One night', 'night-asleep', 13500n)],
  'Shared Lives weekends': [line('Two nights', 'item', 26000n), line('One night', 'night-asleep', 13200n)],
  'Evenings with a Shared Lives family': [
    line('One evening, weekday', 'session', 3400n, { ...eve, minutes: 180 }),
    line('One evening, Saturday', 'session', 3700n, { ...eve, ...sat, minutes: 180 }),
  ],
  'Saturday club': [
    line('Saturday, shared staff', 'day', 6400n, { ...group, ...sat }),
    line('Saturday, one-to-one', 'day', 11800n, sat),
  ],
  'Emergency cover': [
    line('1 hour, any time', 'hour', 2550n, { least: '3', usual: '6' }),
    line('Waking night', 'night-awake', 20500n),
  ],
  'Wheelchair and scooter hire': [
    line('Wheelchair, a week', 'week', 1800n),
    line('Scooter, a month', 'month', 9500n),
    line('Delivery and a lesson', 'item', 2500n),
  ],
  'Bathing aids': [
    line('Bath board or stool, fitted', 'item', 5400n),
    line('Bath lift, hire for a month', 'month', 4200n),
    line('Visit to show you', 'session', 3000n, { minutes: 60 }),
  ],
  'Hoists and slings': [
    line('Mobile hoist, hire for a month', 'month', 11500n),
    line('Sling, to keep', 'item', 16500n),
    line('Training visit for your workers', 'session', 7500n, { minutes: 90 }),
  ],
  'Repairs and servicing': [line('Yearly service', 'year', 8900n), line('Repair, first hour', 'hour', 4600n)],
  'Beds and riser chairs': [
    line('Profiling bed, hire for a month', 'month', 9800n),
    line('Riser recliner chair', 'item', 69500n),
  ],
  'Small aids box': [
    line('Box of five aids', 'item', 4900n),
    line('Home visit to choose', 'session', 2800n, { minutes: 60 }),
  ],
  'Try-it-first equipment room': [
    line('Session with an adviser', 'session', 1800n, { minutes: 60 }),
    line('Small aid', 'item', 1600n),
  ],
  'Loan cupboard': [line('Loan for a month', 'month', 600n), line('Small aid to keep', 'item', 1500n)],
  'Ramps to hire or keep': [
    line('Folding ramp, hire for a month', 'month', 3800n),
    line('Folding ramp, to keep', 'item', 24500n),
  ],
  'Grab rails and half steps': [
    line('One rail or half step, fitted', 'item', 6800n),
    line('1 hour, more than one', 'hour', 3200n),
  ],
  'Raised beds and firm paths': [
    line('Two raised beds', 'item', 49500n),
    line('Visit to plan', 'session', 4500n, { minutes: 60 }),
  ],
  'Lift servicing': [
    line('Yearly service and call-outs', 'year', 18500n),
    line('One visit', 'session', 9500n, { minutes: 60 }),
  ],
  'One-to-one swimming': [
    line('One-to-one session', 'session', 2650n, { minutes: 60 }),
    line('One-to-one session, Saturday', 'session', 2850n, { ...sat, minutes: 60 }),
  ],
  'Wheelchair basketball': groupSport,
  'Walking football': groupSport,
  'Boccia and bowls club': groupSport,
  'Chair exercise and tai chi': groupSport,
  'Aqua movement class': groupSport,
  'Clay and calm': groupTalk,
  'Green mornings': groupTalk,
  'Lift and talk': groupTalk,
  'Living with pain': groupTalk,
  'After somebody dies': groupTalk,
  'Worry workshop': groupTalk,
  'Walled garden mornings': groupTalk,
  'Counselling at home': [
    line('One visit', 'session', 5400n, { minutes: 50 }),
    line('One visit, evening', 'session', 5600n, { ...eve, minutes: 50 }),
  ],
  'One-to-one tutor at home': [
    line('One-to-one lesson', 'session', 3200n, { minutes: 60 }),
    line('One-to-one lesson, Saturday', 'session', 3400n, { ...sat, minutes: 60 }),
  ],
  'Cook along at home': [
    line('One lesson at home', 'session', 3600n, { minutes: 90 }),
    line('Three lessons', 'item', 10200n),
  ],
  'Tablet and video calls at home': [
    line('One visit', 'session', 2900n, { minutes: 60 }),
    line('Three visits', 'item', 8200n),
  ],
  'Quay choir': [
    line('Choir evening', 'session', 800n, { ...group, ...eve, minutes: 90 }),
    line('A term', 'item', 8600n, group),
  ],
  'Market hall singers': [
    line('Singing morning', 'session', 750n, { ...group, minutes: 90 }),
    line('A term', 'item', 8000n, group),
  ],
  'Conversation circle': [
    line('One circle', 'session', 900n, { ...group, minutes: 90 }),
    line('A month of circles', 'month', 3300n, group),
  ],
  'English class': [line('One class', 'session', 950n, group), line('A term of ten', 'item', 8800n, group)],
  'Carers’ day retreat': [line('A day', 'day', 4800n, group), line('A day with a sitter at home', 'item', 14500n)],
  'A talk with somebody who knows': [line('1 hour', 'hour', 3000n), line('1 hour, evening', 'hour', 3100n, eve)],
  'Carers’ break matching': [line('Finding a household', 'item', 9500n)],
  'Carers’ breakfast': [line('Breakfast', 'session', 950n, { ...group, minutes: 90 })],
  'Carers’ tea and advice': [line('An afternoon', 'session', 900n, group), line('1 hour of advice', 'hour', 2700n)],
  'Living with dementia: family course': [
    line('One evening', 'session', 1600n, { ...group, ...eve }),
    line('All four evenings', 'item', 5600n, group),
  ],
  'Peer support': [line('1 hour', 'hour', 2200n), line('Group session', 'session', 900n, group)],
  'Setting up as an employer': [
    line('Everything for the first payslip', 'item', 7500n),
    line('Extra hour', 'hour', 3400n),
  ],
  'Holiday, sickness and goodbyes': [line('One piece of work', 'item', 4500n), line('A year of help', 'year', 14500n)],
  'Finding and keeping an assistant': [
    line('Advert, interviews and checks', 'item', 24500n),
    line('1 hour of advice', 'hour', 3000n),
  ],
  'Quarterly return pack': [line('One return', 'item', 3200n), line('A year of returns', 'year', 11800n)],
  'Benefits check and forms': [line('1 hour', 'hour', 2900n), line('One long form, start to end', 'item', 8500n)],
  'Holiday cover, all conditions': [line('One trip', 'item', 6400n), line('A year', 'year', 16500n)],
  'Lift and hoist cover': [line('A year', 'year', 13800n), line('Paid by the month', 'month', 1220n)],
  'Easy-read and plain words': [
    line('A letter', 'item', 2800n),
    line('Half day on a plan', 'session', 11500n, { minutes: 210 }),
  ],
  'Responder visits': [line('A month', 'month', 1600n), line('One visit', 'visit60', 2900n)],
  'Out-and-about alarm': [
    line('A month', 'month', 2450n),
    line('A year', 'year', 26800n),
    line('The alarm itself', 'item', 6500n),
  ],
  'Sport and film channels': [line('A month', 'month', 3900n), line('A year', 'year', 42500n)],
  'Channels from home': [line('A month', 'month', 1950n), line('A year', 'year', 21500n)],
  'Tablet with a lesson': [
    line('Tablet, set up', 'item', 18500n),
    line('Lesson at home', 'session', 3200n, { minutes: 60 }),
  ],
  'Sign language interpreter': [
    line('1 hour', 'hour', 5200n, { least: '2', usual: '2' }),
    line('Half day', 'session', 17500n, { minutes: 210 }),
  ],
  'Interpreting at appointments': [
    line('1 hour', 'hour', 3200n),
    line('Half day', 'session', 10500n, { minutes: 210 }),
  ],
  'Holding your budget with you': [line('A month', 'month', 4200n), line('Setting up', 'item', 9500n)],
};
