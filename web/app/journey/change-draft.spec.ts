import { describe, expect, it } from '@jest/globals';
import { changeInput, type ChangedOrder, draftOfOrder, oftenItems, readChange } from './change-draft.js';

const order = {
  id: 'an-order',
  kind: 'STANDING',
  version: 3,
  startTime: '10:00',
  times: [
    { startTime: '10:00', quantity: '2' },
    { startTime: '13:00', quantity: '0.5000' },
  ],
  extraVisits: [
    { day: '2026-03-01', startTime: '15:00', quantity: '1' },
    { day: '2026-03-25', startTime: '15:00', quantity: '1' },
  ],
  endsOn: null,
  place: 'At home',
  note: null,
  pattern: { weekdays: ['TU'], everyWeeks: 1, monthWeek: -1, monthDay: null },
  lines: [{ quantity: '2' }],
} as unknown as ChangedOrder;

function formOf(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
  return form;
}

describe('a change of an order', () => {
  it('starts from what the order says, and goes back as it was', () => {
    const draft = draftOfOrder(order, '2026-03-20', '2026-03-09');
    expect(draft).toMatchObject({ often: 'month--1', days: ['TU'], note: '' });
    expect(changeInput(order, draft, 2410, 'a-key')).toEqual({
      orderId: 'an-order',
      idempotencyKey: 'a-key',
      version: 3,
      fromOn: '2026-03-20',
      quantity: '2',
      startTime: '10:00',
      moreTimes: [{ startTime: '13:00', quantity: '0.5' }],
      // The one that is over is left behind.
      extraVisits: [{ date: '2026-03-25', startTime: '15:00', quantity: '1' }],
      pattern: { weekdays: ['TU'], everyWeeks: null, monthWeek: -1, monthDay: null },
      endsOn: null,
      place: 'At home',
      note: null,
      shownUnitPricePence: 2410,
      agreedOwnMoneyPence: null,
      shownDays: [],
    });
    expect(changeInput(order, draft, 2410, 'a-key', 350).agreedOwnMoneyPence).toBe(350);
  });

  it('is read from the form, and from the hidden fields of the page that shows what it does', () => {
    const common = {
      quantity: '3',
      time: '11:30',
      day: ['FR', 'MO'],
      often: 'week-2',
      place: ' The hall ',
      note: 'Ring',
      // The second row was left empty.
      'more-time': ['13:00', ''],
      'more-quantity': ['0.5', ''],
      'extra-time': ['15:00', '16:00'],
      'extra-quantity': ['1', '1'],
    };
    const typed = formOf({
      ...common,
      'from-day': '9',
      'from-month': '3',
      'from-year': '2026',
      'until-day': '',
      'until-month': '',
      'until-year': '',
      'extra-0-day': '25',
      'extra-0-month': '3',
      'extra-0-year': '2026',
    });
    const draft = readChange(typed);
    expect(draft).toEqual({
      fromOn: '2026-03-09',
      quantity: '3',
      time: '11:30',
      days: ['MO', 'FR'],
      often: 'week-2',
      endsOn: '',
      place: 'The hall',
      note: 'Ring',
      more: [{ time: '13:00', quantity: '0.5' }],
      extra: [{ date: '2026-03-25', time: '15:00', quantity: '1' }],
    });
    const hidden = { ...common, fromOn: '2026-03-09', endsOn: '', 'extra-on': ['2026-03-25', ''] };
    expect(readChange(formOf(hidden))).toEqual(draft);
    expect(changeInput(order, draft, 1, 'a-key').pattern).toEqual({
      weekdays: ['MO', 'FR'],
      everyWeeks: 2,
      monthWeek: null,
      monthDay: null,
    });
  });

  it('offers a day of the month only where there is one', () => {
    expect(oftenItems('week-1').map(({ value }) => value)).not.toContain('day-15');
    expect(oftenItems('day-15').at(-1)).toEqual({ value: 'day-15', text: 'On day 15 of every month' });
  });
});
