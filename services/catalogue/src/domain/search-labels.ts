import type { PriceUnitName, SearchKindName } from '../contract/index.js';

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
export const PRICE_BANDS: readonly { readonly value: string; readonly label: string }[] = [
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

export function unitBit(unit: PriceUnitName): number {
  return 1 << UNITS.indexOf(unit);
}
