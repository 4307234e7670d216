import { describe, expect, it } from '@jest/globals';
import { atOnce, groupBy } from './at-once.js';

describe('work at once', () => {
  it('answers in the order of the items, and never does more than the most at once', async () => {
    let under = 0;
    let highest = 0;
    const answers = await atOnce(
      [5, 1, 4, 2, 3],
      async (turns) => {
        under += 1;
        highest = Math.max(highest, under);
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        under -= 1;
        return turns * 10;
      },
      2,
    );
    expect(answers).toEqual([50, 10, 40, 20, 30]);
    expect(highest).toBe(2);
  });

  it('begins nothing new after a failure, and waits for what is under way', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const all = atOnce(
      [1, 2, 3, 4],
      async (item) => {
        begun.push(item);
        if (item === 1) throw new Error('The first one fails.');
        await new Promise((resolve) => setImmediate(resolve));
        ended.push(item);
      },
      2,
    );
    await expect(all).rejects.toThrow('The first one fails.');
    expect(begun).toEqual([1, 2]);
    expect(ended).toEqual([2]);
  });

  it('does nothing for nothing', async () => {
    expect(await atOnce([], () => Promise.reject(new Error('Nothing was asked for.')))).toEqual([]);
  });
});

describe('items under their keys', () => {
  it('keep their order, and so do the keys', () => {
    const groups = groupBy(['pear', 'plum', 'apple', 'peach'], (word) => word.slice(0, 1));
    expect([...groups]).toEqual([
      ['p', ['pear', 'plum', 'peach']],
      ['a', ['apple']],
    ]);
  });
});
