import { expect, it } from '@jest/globals';
import { type VersionTerms, versionChanges } from './version-changes.js';
import { weeklyRule } from './pattern.js';

const before: VersionTerms = {
  quantity: '2',
  unit: 'HOUR',
  recurrence: weeklyRule(['MO'], 1),
  startsOn: '2026-03-02',
  endsOn: null,
  startTime: '10:00',
  endTime: '12:00',
  moreTimes: [],
  extraVisits: [],
  madeOn: '2026-03-01',
  place: 'At home',
  note: null,
};

it.each<[Partial<VersionTerms>, string[]]>([
  [{}, []],
  [{ quantity: '3.0', endTime: '13:00' }, ['2 hours → 3 hours']],
  [{ quantity: '1', endTime: '11:00' }, ['2 hours → 1 hour']],
  [{ recurrence: weeklyRule(['MO', 'TH'], 1) }, ['Every Monday → Every Monday and Thursday']],
  [{ startTime: '14:30', endTime: '16:30' }, ['starts at 10am → starts at 2:30pm']],
  [{ endsOn: '2026-06-30' }, ['no last day → until Tuesday 30 June 2026']],
  [{ place: 'The hall', note: 'Ring twice' }, ['At home → The hall', 'Added a note']],
])('%j reads as people would say it', (changes, words) => {
  expect(versionChanges(before, { ...before, ...changes })).toEqual(words);
});

it('several times a day, and single visits that come and go', () => {
  const lunch = { startTime: '13:00', endTime: '13:30', quantity: '0.5' };
  expect(versionChanges(before, { ...before, moreTimes: [lunch] })).toEqual([
    '2 hours at 10am → 2 hours at 10am and 0.5 hours at 1pm',
  ]);
  expect(versionChanges({ ...before, moreTimes: [lunch] }, { ...before, moreTimes: [lunch] })).toEqual([]);
  const extra = { day: '2026-03-18', startTime: '15:00', endTime: '16:00', quantity: '1' };
  const over = { ...extra, day: '2026-02-28' };
  expect(versionChanges({ ...before, extraVisits: [over] }, { ...before, extraVisits: [extra] })).toEqual([
    'Added a visit on Wednesday 18 March, 3pm to 4pm (1 hour)',
  ]);
  expect(versionChanges({ ...before, extraVisits: [extra] }, before)).toEqual([
    'Took out the visit on Wednesday 18 March, 3pm to 4pm (1 hour)',
  ]);
});

it('a single visit that moves', () => {
  const single = { ...before, recurrence: null };
  expect(versionChanges(single, { ...single, startsOn: '2026-03-10' })).toEqual(['Monday 2 March → Tuesday 10 March']);
});
