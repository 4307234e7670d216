import { describe, expect, it } from '@jest/globals';
import { dayFields, readDay, readPence } from './form-dates.js';

describe('days in forms', () => {
  it.each([
    [['3', '3', '2026'], '2026-03-03'],
    [['', '', ''], ''],
    [['31', '2', '2026'], null],
    [['3', '', '2026'], null],
    [['x', '3', '2026'], null],
  ])('%p is %p', ([day, month, year], iso) => {
    const form = new URLSearchParams({ 'on-day': day ?? '', 'on-month': month ?? '', 'on-year': year ?? '' });
    expect(readDay(form, 'on')).toBe(iso);
  });

  it('fills the three fields', () => {
    expect(dayFields('2026-03-09', 'on')).toEqual({ 'on-day': '9', 'on-month': '3', 'on-year': '2026' });
  });
});

describe('sums in forms', () => {
  it.each([
    ['40', 4000],
    ['£40.50', 4050],
    ['1,204.60', 120460],
    ['£ 12', 1200],
    ['0.05', 5],
    ['12.5', null],
    ['1,20', null],
    ['-3', null],
    ['', null],
    ['lots', null],
  ])('%p is %p pence', (text, pence) => {
    expect(readPence(text)).toBe(pence);
  });
});
