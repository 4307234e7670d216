import { describe, expect, it } from '@jest/globals';
import { serviceStart } from './service-start.js';

const TODAY = '2026-03-10';
const word = { nextAvailableOn: TODAY, toldOn: '2026-02-25', isOld: false };

describe('when somebody new can start', () => {
  it.each([
    ['there is room on the day and after it', { ...word }, 'HAS_ROOM_NOW'],
    ['a later day is said as it is', { ...word, nextAvailableOn: '2026-03-11' }, 'FROM_DAY'],
    ['an old word asks first, whatever its day', { ...word, isOld: true }, 'ASK_FIRST'],
    ['an old word about a later day, too', { ...word, isOld: true, nextAvailableOn: '2026-06-01' }, 'ASK_FIRST'],
  ] as const)('%s', (_what, said, state) => {
    expect(serviceStart(said, TODAY)).toEqual({
      state,
      on: said.nextAvailableOn,
      toldOn: '2026-02-25',
      toldWeeksAgo: 1,
    });
  });

  it('is not said where nothing was', () => {
    expect(serviceStart(null, TODAY)).toEqual({ state: 'NOT_SAID', on: null, toldOn: null, toldWeeksAgo: null });
  });

  it('counts whole weeks', () => {
    const weeks = (toldOn: string) => serviceStart({ ...word, toldOn }, TODAY).toldWeeksAgo;
    expect(['2026-03-10', '2026-03-04', '2026-03-03', '2026-01-27'].map(weeks)).toEqual([0, 0, 1, 6]);
  });
});
