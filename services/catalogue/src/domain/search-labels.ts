import type { PriceUnitName, SearchKindName, StartName, WorkerName } from '../contract/index.js';

interface Labelled<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

/** In the order of the bits of `catalogue.unit_bit`. */
export const UNITS: readonly PriceUnitName[] = [
  'HOUR',
  'VISIT15',
  'VISIT30',
  'VISIT45',
  'VISIT60',
  'NIGHT_ASLEEP',
  'NIGHT_AWAKE',
  'DAY',
  'SESSION',
  'WEEK',
  'MONTH',
  'YEAR',
  'MILE',
  'ITEM',
];

export const UNIT_LABELS: Readonly<Record<PriceUnitName, string>> = {
  HOUR: 'By the hour',
  VISIT15: '15-minute visit',
  VISIT30: '30-minute visit',
  VISIT45: '45-minute visit',
  VISIT60: 'One-hour visit',
  NIGHT_ASLEEP: 'Night, asleep',
  NIGHT_AWAKE: 'Night, awake',
  DAY: 'By the day',
  SESSION: 'By the session',
  WEEK: 'By the week',
  MONTH: 'By the month',
  YEAR: 'By the year',
  MILE: 'By the mile',
  ITEM: 'One item',
};

/** Bounds in pence, both included: "1000-1999"; the last is open: "10000-". The value of a band is its two bounds. */
export const PRICE_BANDS: readonly Labelled[] = [
  { value: '0-0', label: 'Free' },
  { value: '1-999', label: 'Under £10' },
  { value: '1000-1999', label: '£10 to £19.99' },
  { value: '2000-2999', label: '£20 to £29.99' },
  { value: '3000-4999', label: '£30 to £49.99' },
  { value: '5000-9999', label: '£50 to £99.99' },
  { value: '10000-', label: '£100 or more' },
];

export const KIND_LABELS: Readonly<Record<SearchKindName, string>> = {
  PAID: 'Paid support',
  COMMUNITY: 'Free and local groups',
};

/** Each list is in the order that its facet is shown in. */
export const KIND_LIST = (['PAID', 'COMMUNITY'] as const).map((kind) => ({ value: kind, label: KIND_LABELS[kind] }));
export const UNIT_LIST = UNITS.map((unit) => ({ value: unit, label: UNIT_LABELS[unit] }));

export const WORKERS: readonly Labelled<WorkerName>[] = [
  { value: 'women-available', label: 'A woman can come' },
  { value: 'men-available', label: 'A man can come' },
];

export const STARTS: readonly (Labelled<StartName> & { readonly days: number })[] = [
  { value: 'NOW', label: 'Has room now', days: 0 },
  { value: 'TWO_WEEKS', label: 'Within 2 weeks', days: 14 },
  { value: 'FOUR_WEEKS', label: 'Within 4 weeks', days: 28 },
];

/** Scores that are offered as "so much or more", out of five. */
export const LOWEST_RATINGS: readonly Labelled[] = [
  { value: '4', label: '4 or more' },
  { value: '3', label: '3 or more' },
];

/** As England's Care Quality Commission writes them, best first. */
export const CQC_RATINGS: readonly string[] = ['Outstanding', 'Good', 'Requires improvement', 'Inadequate'];

/** Days from today on which it must have begun. */
export function daysUntilStart(start: StartName): number {
  return STARTS.find(({ value }) => value === start)?.days ?? 0;
}

/** A slug as words: "step-free-access" is "Step-free access". What is written in words already stays as it is. */
export function accessNeedLabel(need: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(need)) return need;
  const words = need.replaceAll('-', ' ').replace(/\b(step|easy) (free|read)\b/g, '$1-$2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const BAND_STARTS = PRICE_BANDS.map(({ value }) => Number(value.split('-')[0]));

/** The band of a price in whole pence, as one bit in the order of `PRICE_BANDS`; as `catalogue.band_bit`. */
export function bandBit(pence: number): number {
  let band = BAND_STARTS.length - 1;
  while (band > 0 && pence < (BAND_STARTS[band] ?? 0)) band -= 1;
  return 1 << band;
}

export function unitBit(unit: PriceUnitName): number {
  return 1 << UNITS.indexOf(unit);
}

/** @throws Error for a bit of no unit */
export function unitOf(bit: number): PriceUnitName {
  const unit = UNITS[31 - Math.clz32(bit)];
  if (!unit) throw new Error(`No unit has the bit ${bit}.`);
  return unit;
}
