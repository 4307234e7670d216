import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FEWEST_PEOPLE, type Group, hiddenKeys, shownRows, shownTotal } from './suppression.js';

/** A group of the people with these numbers. */
function group(key: string, people: readonly number[]): Group {
  const names = [...new Set(people)].map((person) => `person ${person}`);
  return {
    key,
    label: key,
    spendPence: BigInt(people.length) * 100n,
    orders: people.length,
    people: names.length,
    fewPeople: names.length < FEWEST_PEOPLE ? names : [],
  };
}

const five = [1, 2, 3, 4, 5];
const total = { spendPence: 1000n, orders: 10, people: 10 };

describe('figures about few people', () => {
  it('are hidden below five people, and shown from five', () => {
    const rows = shownRows([group('a', five), group('b', [1, 2, 3, 4]), group('c', [6, 7])], 'key');
    expect(rows.map((row) => [row.key, row.suppressed, row.people])).toEqual([
      ['a', false, 5],
      ['b', true, null],
      ['c', true, null],
    ]);
    expect(rows[1]).toEqual({ key: 'b', label: 'b', spendPence: null, orders: null, people: null, suppressed: true });
  });

  it('take a second row with them when they stand alone, the smallest', () => {
    expect([...hiddenKeys([group('a', [...five, 6, 7]), group('b', [8]), group('c', five)])].sort()).toEqual([
      'b',
      'c',
    ]);
  });

  it('take another row with them when together they are still few, or the same people', () => {
    expect(hiddenKeys([group('a', five), group('b', [1, 2]), group('c', [1, 2])]).size).toBe(3);
    expect(hiddenKeys([group('a', five), group('b', [1, 2, 3]), group('c', [4, 6])])).toEqual(new Set(['b', 'c']));
  });

  it('hide the total too when nothing else could hide them', () => {
    expect(shownTotal({ ...total, people: 5 }, [group('a', [1])])).toEqual({
      totalSpendPence: null,
      totalOrders: null,
      totalPeople: null,
    });
    expect(shownTotal({ ...total, people: 4 }, [group('a', [1, 2, 3, 4])])).toMatchObject({ totalPeople: null });
    expect(shownTotal({ ...total, people: 6 }, [group('a', [1, 2, 3]), group('b', [4, 5, 6])])).toMatchObject({
      totalPeople: 6,
      totalSpendPence: 1000n,
    });
    expect(shownTotal({ spendPence: 0n, orders: 0, people: 0 }, [])).toEqual({
      totalSpendPence: 0n,
      totalOrders: 0,
      totalPeople: 0,
    });
  });

  it('are in an order that tells nothing about a hidden sum', () => {
    const rows = [group('b', five), group('a', [1]), group('c', [6, 7])];
    expect(shownRows(rows, 'label').map((row) => row.key)).toEqual(['a', 'b', 'c']);
    expect(shownRows([...rows].reverse(), 'label')).toEqual(shownRows(rows, 'label'));
  });

  it('never come out of total minus shown, whatever the groups', () => {
    const anyGroups = fc
      .array(fc.array(fc.nat(12), { minLength: 1, maxLength: 12 }), { maxLength: 8 })
      .map((all) => all.map((people, index) => ({ people, group: group(`g${index}`, people) })));
    fc.assert(
      fc.property(anyGroups, (made) => {
        const groups = made.map((one) => one.group);
        const everybody = new Set(made.flatMap((one) => one.people));
        const sum = groups.reduce((pence, one) => pence + one.spendPence, 0n);
        const hidden = hiddenKeys(groups);
        for (const one of groups) if (one.people < FEWEST_PEOPLE) expect(hidden.has(one.key)).toBe(true);
        const shown = shownTotal({ spendPence: sum, orders: 1, people: everybody.size }, groups);
        if (shown.totalSpendPence === null || hidden.size === 0) return;
        const behind = new Set(made.filter((one) => hidden.has(one.group.key)).flatMap((one) => one.people));
        expect(hidden.size).toBeGreaterThanOrEqual(2);
        expect(behind.size).toBeGreaterThanOrEqual(FEWEST_PEOPLE);
      }),
      { numRuns: 500 },
    );
  });
});
