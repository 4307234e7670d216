import { describe, expect, it } from '@jest/globals';
import { shownSums } from './card-sums.js';

describe('sums by card', () => {
  const rows = [5, 4, 12, 0].map((people_count) => ({ people_count }));

  it('are all there for who may see each payment, and those of five people and more for others', () => {
    expect(shownSums(rows, true)).toEqual(rows);
    expect(shownSums(rows, false)).toEqual([{ people_count: 5 }, { people_count: 12 }]);
  });
});
