import { describe, expect, it } from '@jest/globals';
import { daysApart, londonInstant, londonTime, readTime } from './london-time.js';

describe('London’s clocks', () => {
  it.each([
    ['2026-01-15', '10:00', '2026-01-15T10:00:00.000Z'],
    ['2026-07-15', '10:00', '2026-07-15T09:00:00.000Z'],
    ['2026-07-15', '00:30', '2026-07-14T23:30:00.000Z'],
    // Skipped in spring, and twice in autumn.
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
  ])('%s at %s is %s', (day, time, instant) => {
    expect(londonInstant(day, time)).toBe(instant);
  });

  it('shows an instant as London sees it', () => {
    expect(londonTime('2026-07-15T09:05:00Z')).toBe('10:05');
    expect(londonTime('2026-01-15T00:00:00Z')).toBe('00:00');
  });

  it('refuses nonsense', () => {
    expect(() => londonInstant('2026-07-15', 'soon')).toThrow(RangeError);
  });

  it('counts days', () => {
    expect(daysApart('2026-03-28', '2026-03-30')).toBe(2);
  });
});

describe('times as people write them', () => {
  it.each([
    ['9:30', '09:30'],
    ['09.30', '09:30'],
    ['9.30am', '09:30'],
    ['2 pm', '14:00'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['Noon', '12:00'],
    ['23:59', '23:59'],
    ['10', null],
    ['24:00', null],
    ['10:60', null],
    ['13pm', null],
    ['', null],
    ['soon', null],
  ])('%p is %p', (text, time) => {
    expect(readTime(text)).toBe(time);
  });
});
