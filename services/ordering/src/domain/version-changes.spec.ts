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

it('a single visit that moves', () => {
  const single = { ...before, recurrence: null };
  expect(versionChanges(single, { ...single, startsOn: '2026-03-10' })).toEqual(['Monday 2 March → Tuesday 10 March']);
});
