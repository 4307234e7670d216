import { quantityWords } from '../format/units.js';
import type { PriceUnit } from '../generated/graphql.js';

const questions: Partial<Record<PriceUnit, string>> = {
  HOUR: 'How many hours each time?',
  NIGHT_ASLEEP: 'How many nights each time?',
  NIGHT_AWAKE: 'How many nights each time?',
  DAY: 'How many days each time?',
  SESSION: 'How many sessions each time?',
  WEEK: 'How many weeks?',
  MONTH: 'How many months?',
  YEAR: 'How many years?',
  MILE: 'How many miles each time?',
  ITEM: 'How many?',
};

const suffixes: Partial<Record<PriceUnit, string>> = {
  HOUR: 'hours',
  NIGHT_ASLEEP: 'nights',
  NIGHT_AWAKE: 'nights',
  DAY: 'days',
  SESSION: 'sessions',
  WEEK: 'weeks',
  MONTH: 'months',
  YEAR: 'years',
  MILE: 'miles',
  ITEM: 'items',
};

/** What is asked of a quantity of this unit. */
export function quantityQuestion(unit: PriceUnit): string {
  return questions[unit] ?? 'How many visits each day?';
}

/** The unit that stands beside the number. */
export function quantitySuffix(unit: PriceUnit): string {
  return suffixes[unit] ?? 'visits';
}

/** "2 hours"; "one 30-minute visit", where "1 30-minute visit" would be hard to read. */
export function amountWords(quantity: string, unit: PriceUnit): string {
  const words = quantityWords(quantity, unit);
  return unit.startsWith('VISIT') ? words.replace(/^1 /, 'one ').replace(/^one one-/, 'one ') : words;
}
