import { describe, expect, it } from '@jest/globals';
import { addressProblems, tidyAddress } from './postal-address.js';

const good = { lines: ['Flat 2', '14 Tannery Row', 'Marlbridge'], postcode: 'MB1 2AB' };

describe('a postal address', () => {
  it('is tidied: no empty lines, no stray blanks, the postcode as it is written', () => {
    expect(tidyAddress({ lines: ['  Flat 2 ', '', '14  Tannery Row', ' '], postcode: ' mb12ab' })).toEqual({
      lines: ['Flat 2', '14 Tannery Row'],
      postcode: 'MB1 2AB',
    });
    expect(tidyAddress({ lines: [], postcode: ' nowhere ' })).toEqual({ lines: [], postcode: 'nowhere' });
  });

  it('is right with one to five lines', () => {
    expect(addressProblems(good)).toEqual([]);
    expect(addressProblems({ ...good, lines: ['x'.repeat(40)] })).toEqual([]);
    expect(addressProblems({ ...good, lines: ['1', '2', '3', '4', '5'] })).toEqual([]);
  });

  it.each([
    ['no line', { lines: [] }, 'lines', 'Write the house and the street.'],
    ['six lines', { lines: ['1', '2', '3', '4', '5', '6'] }, 'lines', 'Use at most 5 lines, and the postcode.'],
    ['a line too long', { lines: ['x'.repeat(41)] }, 'lines', 'Use at most 40 letters in a line.'],
    ['a line in two', { lines: ['14 Tannery\nRow'] }, 'lines', 'Use at most 40 letters in a line.'],
    ['a sign no database keeps', { lines: ['14\u0000'] }, 'lines', 'Use at most 40 letters in a line.'],
    ['half a postcode', { postcode: 'MB1' }, 'postcode', 'Write the whole postcode, such as MB1 2AB.'],
    ['no postcode', { postcode: '' }, 'postcode', 'Write the whole postcode, such as MB1 2AB.'],
  ])('%s is named with what to do', (_what, changes, field, message) => {
    expect(addressProblems({ ...good, ...changes })).toEqual([{ field, message }]);
  });
});
