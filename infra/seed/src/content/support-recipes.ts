import type { DayType, Ratio, TimeBand, Unit, Weekday } from './types.js';

/** One thing bought at set times each week. */
export interface StandingWish {
  readonly unit: Unit;
  readonly dayType: DayType;
  readonly timeBand: TimeBand | null;
  readonly ratio: Ratio;
  readonly byDay: readonly Weekday[];
  readonly quantity: string;
  readonly times: readonly string[];
}

/** One thing bought now and then. */
export interface OccasionalWish {
  readonly unit: Unit;
  readonly ratio: Ratio;
  readonly perYear: number;
  readonly quantity: string;
}

export type Level = readonly (StandingWish | OccasionalWish)[];

/** From a little of something to a lot of it, from one service. */
export interface Recipe {
  readonly slug: string;
  /** Only services with such a name. */
  readonly named?: RegExp;
  readonly notNamed?: RegExp;
  readonly levels: readonly Level[];
}

const everyDay: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function weekdaysOf(days: string): readonly Weekday[] {
  const wanted = days.split(' ');
  return everyDay.filter((day) => wanted.includes(day));
}

interface Options {
  readonly band?: TimeBand | null;
  readonly ratio?: Ratio;
}

function on(days: string, unit: Unit, quantity: string, times: string, options: Options = {}): StandingWish {
  const dayType = days === 'SA' ? 'saturday' : days === 'SU' ? 'sunday' : 'weekday';
  return {
    unit,
    dayType,
    timeBand: options.band === undefined ? 'day' : options.band,
    ratio: options.ratio ?? '1:1',
    byDay: weekdaysOf(days),
    quantity,
    times: times.split(' '),
  };
}

function yearly(perYear: number, unit: Unit, quantity = '1', ratio: Ratio = '1:1'): OccasionalWish {
  return { unit, ratio, perYear, quantity };
}

const MORNING = '08:00 07:30 08:30 09:00 09:30 07:00';
const BEDTIME = '19:30 20:00 20:30 18:30';
const NOON = '12:30 12:00 13:00 17:00';
const MIDDAY = '10:00 13:30 14:00 11:00 15:00';
const LATE_AFTERNOON = '16:00 15:30 14:30 15:00 13:30';
const NIGHT = '22:00 21:30';

const mornings = (days: string, unit: Unit, quantity = '1'): StandingWish => on(days, unit, quantity, MORNING);

const careLevels: readonly Level[] = [
  // An unhurried hour or two on fewer days before a short visit on each.
  [mornings('TH', 'hour')],
  [mornings('TH', 'hour', '1.5')],
  [mornings('TH', 'hour', '2')],
  [mornings('TH', 'hour', '3')],
  [mornings('MO TH', 'hour', '2')],
  [mornings('MO TH', 'hour', '2.5')],
  [mornings('MO TH', 'hour', '3')],
  [mornings('MO WE FR', 'hour', '2')],
  [mornings('MO WE FR', 'hour', '2.5')],
  [mornings('MO WE FR', 'hour', '3')],
  [
    mornings('MO WE FR', 'hour', '2'),
    mornings('SU', 'visit30'),
    on('MO WE FR', 'visit30', '1', BEDTIME, { band: 'evening' }),
  ],
];

/** Half a day out. */
const LONG = '10:00 13:00 09:00';
/** Nearly all of it. */
const DAYTIME = '10:00 09:00';

const outLevels = (first: string, second: string): readonly Level[] => [
  [on(first, 'hour', '1.5', MIDDAY)],
  [on(first, 'hour', '2', MIDDAY)],
  [on(first, 'hour', '3', MIDDAY)],
  [on(first, 'hour', '4', LONG)],
  [on(first, 'hour', '5', DAYTIME)],
  [on(first, 'hour', '6', DAYTIME)],
  [on(`${first} ${second}`, 'hour', '4', LONG)],
];

const assistantLevels: readonly Level[] = [
  [on('TU', 'hour', '2', MIDDAY)],
  [on('TU', 'hour', '4', LONG)],
  [on('TU', 'hour', '6', DAYTIME)],
  [on('TU TH', 'hour', '4', LONG)],
  [on('TU TH', 'hour', '6', DAYTIME)],
  [on('MO WE FR', 'hour', '5', DAYTIME)],
  [on('MO WE FR', 'hour', '6', DAYTIME)],
  [on('MO WE FR', 'hour', '6', DAYTIME), on('SA', 'hour', '4', '10:00 13:00')],
  [on('MO TU WE TH FR', 'hour', '5', DAYTIME), on('SA', 'hour', '4', '10:00 13:00')],
];

const sitLevels: readonly Level[] = [
  [yearly(12, 'hour', '3')],
  [on('TH', 'hour', '2', LATE_AFTERNOON)],
  [on('TH', 'hour', '3', '13:00 14:00 14:30')],
  [on('TH', 'hour', '4', '13:00 12:00')],
  [on('TH', 'hour', '5', '12:00 11:00')],
  [on('TU FR', 'hour', '3', '13:00 14:00 14:30')],
  [on('TU FR', 'hour', '4', '13:00 12:00')],
];

const nowAndThen = (unit: Unit, counts: readonly number[], quantity = '1', ratio: Ratio = '1:1'): readonly Level[] =>
  counts.map((count) => [yearly(count, unit, quantity, ratio)]);

const group = { ratio: 'group' } as const;
/** Outings tied to a day, a dog or a nurse’s training. */
const NOT_EVERYDAY = /complex|dog|market stall|friday night/i;
const TWO_WORKERS = /two.worker|two workers/i;

/** Each wish with the services that could meet it, the best first. */
export const recipes: Readonly<Record<string, readonly Recipe[]>> = {
  care: [
    {
      slug: 'personal-care',
      notNamed: /two.worker|two workers|late evening|memory loss|stroke|complex|evening and bedtime/i,
      levels: careLevels,
    },
  ],
  twocare: [
    {
      slug: 'personal-care',
      named: TWO_WORKERS,
      levels: ['MO TH', 'MO WE FR'].map((days) => [on(days, 'visit30', '1', '17:30 16:30 18:00', { ratio: '2:1' })]),
    },
  ],
  memory: [
    {
      slug: 'dementia-support',
      notNamed: /farmhouse|first steps/i,
      levels: [
        [on('TU', 'hour', '2', MIDDAY)],
        [on('TU', 'hour', '3', '10:00 13:30 14:00')],
        [on('TU', 'hour', '4', LONG)],
        [on('TU TH', 'hour', '3', '10:00 13:30 14:00')],
        [on('TU TH', 'hour', '4', LONG)],
        [on('MO WE FR', 'hour', '4', LONG)],
      ],
    },
  ],
  meals: [
    {
      slug: 'meals',
      levels: [
        [on('WE', 'visit30', '1', NOON)],
        [on('WE', 'hour', '1', NOON)],
        [on('MO FR', 'hour', '1', NOON)],
        [on('MO FR', 'hour', '1.5', NOON)],
      ],
    },
    { slug: 'meals', levels: nowAndThen('item', [12, 24], '4') },
  ],
  lunch: [
    {
      slug: 'day-opportunities',
      named: /blue door|foundry|memory/i,
      levels: [[on('TU', 'session', '1', '10:30', group)], [on('TU', 'day', '1', '10:00', { ...group, band: null })]],
    },
  ],
  day: [
    {
      slug: 'day-opportunities',
      notNamed: /blue door|studio/i,
      levels: ['WE', 'MO WE', 'MO WE FR'].map((days) => [
        on(days, 'day', '1', '10:00 09:30', { ...group, band: null }),
      ]),
    },
  ],
  clean: [
    {
      slug: 'cleaning',
      notNamed: /deep|spring/i,
      levels: [
        [yearly(12, 'hour', '3')],
        [on('TU', 'hour', '2', MIDDAY)],
        [on('TU', 'hour', '3', '09:30 13:00 14:00')],
      ],
    },
  ],
  garden: [{ slug: 'gardening', notNamed: /tidy|hedges|team/i, levels: nowAndThen('hour', [6, 9, 12, 16], '3') }],
  shop: [
    {
      slug: 'shopping',
      notNamed: /pantry/i,
      levels: [
        [on('FR', 'hour', '1', MIDDAY)],
        [on('FR', 'hour', '1.5', MIDDAY)],
        [on('FR', 'hour', '2', MIDDAY)],
        [on('FR', 'hour', '3', MIDDAY)],
      ],
    },
  ],
  friend: [
    {
      slug: 'befriending',
      notNamed: /phone/i,
      levels: [
        [on('WE', 'hour', '1', LATE_AFTERNOON)],
        [on('WE', 'hour', '2', LATE_AFTERNOON)],
        [on('WE', 'hour', '3', '13:00 14:00 14:30')],
      ],
    },
  ],
  out: [{ slug: 'getting-out-and-about', notNamed: NOT_EVERYDAY, levels: outLevels('TH', 'MO') }],
  guide: [{ slug: 'getting-out-and-about', notNamed: NOT_EVERYDAY, levels: outLevels('WE', 'FR') }],
  travelling: [{ slug: 'getting-out-and-about', notNamed: NOT_EVERYDAY, levels: outLevels('MO', 'WE') }],
  church: [
    { slug: 'getting-out-and-about', notNamed: NOT_EVERYDAY, levels: [[on('SU', 'hour', '2', '10:00 10:30 14:00')]] },
  ],
  pa: [
    { slug: 'personal-assistant', levels: assistantLevels },
    { slug: 'getting-out-and-about', notNamed: NOT_EVERYDAY, levels: assistantLevels },
  ],
  basketball: [
    { slug: 'sport-and-swimming', named: /basketball/i, levels: [[on('TU', 'session', '1', '18:00 17:30', group)]] },
  ],
  football: [
    { slug: 'sport-and-swimming', named: /football$/i, levels: [[on('TU', 'session', '1', '18:00 17:30', group)]] },
  ],
  sport: [
    {
      slug: 'sport-and-swimming',
      named: /football$|boccia|movement/i,
      levels: [[on('TU', 'session', '1', '18:00 17:30', group)]],
    },
  ],
  swim: [
    {
      slug: 'sport-and-swimming',
      named: /swim|water/i,
      levels: [[on('TH', 'session', '1', '11:00 15:00 09:30 16:30')]],
    },
  ],
  ride: [{ slug: 'sport-and-swimming', named: /riding/i, levels: [[on('WE', 'session', '1', '14:00 15:30 11:00')]] }],
  gym: [{ slug: 'gym-membership', levels: nowAndThen('month', [4], '3') }],
  talk: [
    {
      slug: 'talking-and-wellbeing',
      levels: [...nowAndThen('session', [10, 16]), [on('FR', 'session', '1', '14:00 11:00 15:30')]],
    },
    { slug: 'talking-and-wellbeing', levels: ['FR'].map((days) => [on(days, 'session', '1', '10:30', group)]) },
  ],
  green: [
    {
      slug: 'talking-and-wellbeing',
      named: /green|walled|clay/i,
      levels: ['TH', 'TU TH', 'MO TU TH'].map((days) => [on(days, 'session', '1', '10:00 14:00', group)]),
    },
  ],
  music: [
    {
      slug: 'music',
      levels: [[on('FR', 'session', '1', '16:30 10:30', group)], [on('FR', 'visit60', '1', '16:30 10:30 14:00')]],
    },
  ],
  art: [
    {
      slug: 'arts-and-crafts',
      levels: ['TU', 'TU TH'].map((days) => [on(days, 'session', '1', '14:00 10:00', group)]),
    },
  ],
  learn: [{ slug: 'learning', levels: nowAndThen('item', [1, 2, 3], '1', 'group') }],
  study: [
    {
      slug: 'learning',
      named: /one-to-one|computers|reading|photography/i,
      levels: ['WE', 'MO WE'].map((days) => [on(days, 'session', '1', '11:00 15:00 16:30')]),
    },
  ],
  cook: [
    {
      slug: 'learning',
      named: /cook|kitchen/i,
      levels: [[on('WE', 'session', '1', '16:30 15:30')], [on('MO WE', 'session', '1', '16:30 15:30')]],
    },
  ],
  english: [
    {
      slug: 'english-and-languages',
      named: /at home|doctors|daily/i,
      levels: ['MO', 'MO TH'].map((days) => [on(days, 'hour', '1', '11:00 14:00 15:00')]),
    },
    { slug: 'english-and-languages', levels: [[on('MO', 'session', '1', '10:00', group)]] },
  ],
  read: [{ slug: 'help-at-home', notNamed: /laundry|ironing|declutter/i, levels: [[on('MO', 'hour', '1', MIDDAY)]] }],
  work: [{ slug: 'employment', levels: [[yearly(20, 'hour')], [on('TU', 'hour', '1', '09:30 14:00')]] }],
  coach: [{ slug: 'life-coaching', levels: nowAndThen('session', [8, 14, 20]) }],
  trip: [{ slug: 'social-trips', notNamed: /sunday/i, levels: nowAndThen('day', [4, 8, 12], '1', 'group') }],
  holiday: [{ slug: 'holidays', notNamed: /carers/i, levels: nowAndThen('item', [1], '1', 'group') }],
  living: [
    {
      slug: 'supported-living',
      levels: [
        [on('MO TH', 'hour', '1.5', '16:30 15:30 09:00')],
        [on('MO TH', 'hour', '2', '16:00 15:30 09:00')],
        [on('MO TH', 'hour', '3', '15:00 14:00 09:00')],
        [on('MO TH', 'hour', '4', '15:00 14:00 09:00')],
        [on('MO WE FR', 'hour', '3', '15:00 14:00 09:00')],
        [on('MO WE FR', 'hour', '4', '15:00 14:00 09:00')],
        [on('MO WE FR', 'hour', '4', '15:00 14:00 09:00'), on('SA', 'hour', '2', '10:00')],
      ],
    },
  ],
  night: [
    {
      slug: 'night-support',
      levels: ['TH', 'TU TH', 'MO TU TH'].map((days) => [on(days, 'night-asleep', '1', NIGHT, { band: 'night' })]),
    },
  ],
  nightcare: [{ slug: 'night-support', levels: [[on('WE', 'night-awake', '1', NIGHT, { band: 'night' })]] }],
  break: [{ slug: 'short-breaks', notNamed: /emergency/i, levels: sitLevels }],
  sit: [{ slug: 'short-breaks', notNamed: /emergency/i, levels: sitLevels }],
  carers: [
    { slug: 'carers-support', levels: nowAndThen('hour', [12, 16, 20, 24], '2') },
    { slug: 'carers-support', levels: nowAndThen('session', [12, 24], '1', 'group') },
  ],
  tv: [{ slug: 'internet-and-tv', named: /internet|channels/i, levels: nowAndThen('month', [4], '3') }],
  alarm: [{ slug: 'alarms-and-sensors', named: /pendant|falls/i, levels: nowAndThen('month', [4], '3') }],
  equip: [{ slug: 'equipment', named: /bathing|small aids/i, levels: nowAndThen('item', [2]) }],
  repair: [{ slug: 'repairs-and-decorating', levels: nowAndThen('hour', [4, 8], '3') }],
  payroll: [{ slug: 'payroll', named: /monthly/i, levels: nowAndThen('month', [4], '3') }],
  sign: [{ slug: 'advocacy', named: /sign language/i, levels: nowAndThen('hour', [6, 10], '2') }],
  drive: [{ slug: 'petrol-and-travel-costs', named: /taxi|miles account/i, levels: nowAndThen('month', [4], '3') }],
  pet: [
    {
      slug: 'pet-care',
      named: /walking|visits/i,
      levels: [[on('WE', 'visit30', '1', '15:00 16:30')], [on('MO WE FR', 'visit30', '1', '15:00 16:30')]],
    },
  ],
};
