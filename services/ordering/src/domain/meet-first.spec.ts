import { describe, expect, it } from '@jest/globals';
import { firstDayOf, problemsOfMeetFirst, trialStatus } from './meet-first.js';
import { weeklyRule } from './pattern.js';

const order = {
  idempotencyKey: 'key-of-a-trial',
  personId: '',
  variantId: '',
  quantity: '2',
  startTime: '10:00',
  oneOff: { date: '2026-03-12' },
  place: 'At home',
  shownUnitPricePence: 2410n,
};

describe('the first day after a trial', () => {
  const rule = weeklyRule(['MO', 'TH'], 1);

  it('is the next day of the pattern from tomorrow', () => {
    expect(firstDayOf({ recurrence: rule, startsOn: '2026-03-01' }, '2026-03-12')).toBe('2026-03-16');
    expect(firstDayOf({ recurrence: rule, startsOn: '2026-03-01' }, '2026-03-15')).toBe('2026-03-16');
  });

  it('is never before the day that was wished for', () => {
    expect(firstDayOf({ recurrence: rule, startsOn: '2026-04-01' }, '2026-03-12')).toBe('2026-04-02');
    expect(firstDayOf({ recurrence: rule, startsOn: '2026-04-02' }, '2026-03-12')).toBe('2026-04-02');
  });

  it('waits for a monthly pattern', () => {
    expect(firstDayOf({ recurrence: 'FREQ=MONTHLY;BYMONTHDAY=12', startsOn: '2026-03-01' }, '2026-03-12')).toBe(
      '2026-04-12',
    );
    expect(firstDayOf({ recurrence: 'FREQ=MONTHLY;BYDAY=-1FR', startsOn: '2026-03-01' }, '2026-03-27')).toBe(
      '2026-04-24',
    );
  });
});

describe('what somebody would like after a trial', () => {
  const fields = (meetFirst: object, more: object = {}) =>
    problemsOfMeetFirst({ ...order, ...more, meetFirst: { weekdays: ['MO'], ...meetFirst } }).map(({ field }) => field);

  it('can be left as at the trial', () => {
    expect(fields({})).toEqual([]);
    expect(problemsOfMeetFirst(order)).toEqual([]);
    expect(fields({ startsOn: '2026-03-12', quantity: '1.5', startTime: '09:30' })).toEqual([]);
  });

  it('belongs to a single visit and begins after it', () => {
    expect(fields({}, { oneOff: null })).toEqual(['meetFirst']);
    expect(fields({ startsOn: '2026-03-11' })).toEqual(['meetFirst.startsOn']);
    expect(fields({ startsOn: '2027-03-14' })).toEqual(['meetFirst.startsOn']);
    expect(fields({ startsOn: 'soon' })).toEqual(['meetFirst.startsOn']);
  });

  it('is told field by field what is wrong', () => {
    expect(fields({ weekdays: [], everyWeeks: 9, quantity: '0', startTime: '25:00' })).toEqual([
      'weekdays',
      'everyWeeks',
      'meetFirst.startTime',
      'meetFirst.quantity',
    ]);
    expect(fields({ quantity: 'two' })).toEqual(['meetFirst.quantity']);
  });
});

describe('how far a trial is', () => {
  it('waits for its visit, then for a word to the last day', () => {
    expect(trialStatus('OPEN', false, null, '2026-03-12')).toBe('TO_COME');
    expect(trialStatus('OPEN', true, '2026-04-09', '2026-03-12')).toBe('TO_DECIDE');
    expect(trialStatus('OPEN', true, '2026-04-09', '2026-04-09')).toBe('TO_DECIDE');
    expect(trialStatus('OPEN', true, '2026-04-09', '2026-04-10')).toBe('LAPSED');
  });

  it('is called off with its order', () => {
    expect(trialStatus('OPEN', true, null, '2026-03-12')).toBe('CALLED_OFF');
  });

  it('stays what it was decided to be', () => {
    expect(trialStatus('CONTINUED', true, '2026-04-09', '2026-05-01')).toBe('CONTINUED');
    expect(trialStatus('NOT_FOR_ME', true, '2026-04-09', '2026-03-12')).toBe('NOT_FOR_ME');
  });
});
