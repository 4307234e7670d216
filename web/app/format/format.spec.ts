import { describe, expect, it } from '@jest/globals';
import { countWords, sentenceStart } from './counts.js';
import { dateWords, machineDate, monthWords, shortDateWords, timeRangeWords, timeWords } from './dates.js';
import { formatPence } from './money.js';
import { perUnitWords, quantityWords } from './units.js';

describe('money', () => {
  it.each([
    [2410, '£24.10'],
    [4000, '£40'],
    [120460, '£1,204.60'],
    [0, '£0'],
    [5, '£0.05'],
    [50, '£0.50'],
    [-520, '−£5.20'],
    [123456789000, '£1,234,567,890'],
    [Number.MAX_SAFE_INTEGER, '£90,071,992,547,409.91'],
  ])('%d pence reads %s', (pence, words) => {
    expect(formatPence(pence)).toBe(words);
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d', (pence) => {
    expect(() => formatPence(pence)).toThrow(RangeError);
  });
});

describe('dates and times', () => {
  it('reads a date as it stands', () => {
    expect(dateWords('2026-03-03')).toBe('Tuesday 3 March');
    expect(dateWords('2026-03-03', true)).toBe('Tuesday 3 March 2026');
    expect(shortDateWords('2026-07-01')).toBe('1 July');
    expect(monthWords('2026-07')).toBe('July 2026');
  });

  it('reads an instant as London sees it, also when the clocks have changed', () => {
    expect(dateWords('2026-06-30T23:30:00Z')).toBe('Wednesday 1 July');
    expect(machineDate('2026-06-30T23:30:00Z')).toBe('2026-07-01');
    expect(timeWords('2026-06-30T09:00:00Z')).toBe('10am');
    expect(timeWords('2026-01-30T09:00:00Z')).toBe('9am');
  });

  it.each([
    ['10:00', '12:00', '10am to noon'],
    ['09:30', '11:00', '9:30am to 11am'],
    ['22:00', '00:00', '10pm to midnight'],
    ['12:15', '13:05:00', '12:15pm to 1:05pm'],
    ['00:30', '06:00', '12:30am to 6am'],
  ])('%s and %s read %s', (start, end, words) => {
    expect(timeRangeWords(start, end)).toBe(words);
  });

  it('refuses nonsense', () => {
    expect(() => dateWords('soon')).toThrow(RangeError);
  });
});

describe('units and counts', () => {
  it.each([
    ['hour', 'an hour'],
    ['VISIT_15', 'a 15-minute visit'],
    ['night-asleep', 'a night (asleep)'],
    ['item', 'each'],
  ])('a price by %s is %s', (unit, words) => {
    expect(perUnitWords(unit)).toBe(words);
  });

  it.each([
    ['2.0000', 'hour', '2 hours'],
    ['1.0000', 'HOUR', '1 hour'],
    ['1.5000', 'hour', '1.5 hours'],
    ['10', 'mile', '10 miles'],
    ['100.0000', 'item', '100 items'],
  ])('%s of %s is %s', (quantity, unit, words) => {
    expect(quantityWords(quantity, unit)).toBe(words);
  });

  it('counts in words', () => {
    expect(countWords(0, 'rating')).toBe('no ratings');
    expect(countWords(1, 'rating')).toBe('one rating');
    expect(countWords(1204, 'person', 'people')).toBe('1,204 people');
    expect(sentenceStart(countWords(3, 'result'))).toBe('Three results');
  });
});
