import { describe, expect, it } from '@jest/globals';
import { MarkedCache } from './marked-cache.js';

describe('answers kept under a mark', () => {
  function reader() {
    const asked: string[][] = [];
    const read = (ids: readonly string[]): Promise<string[]> => {
      asked.push([...ids]);
      return Promise.resolve(ids.map((id) => `${id}${asked.length}`));
    };
    return { asked, read };
  }

  it('are read once, and anew under another mark', async () => {
    const cache = new MarkedCache<string>();
    const { asked, read } = reader();
    expect(await cache.all('one', ['a', 'b'], read)).toEqual(['a1', 'b1']);
    expect(await cache.all('one', ['c', 'a'], read)).toEqual(['c2', 'a1']);
    expect(cache.known('one', 'b')).toBe('b1');
    expect(cache.known('two', 'b')).toBeUndefined();
    expect(await cache.all('two', ['a'], read)).toEqual(['a3']);
    expect(asked).toEqual([['a', 'b'], ['c'], ['a']]);
    expect(cache.known('one', 'b')).toBeUndefined();
  });

  it('do not come under a mark that was set while they were read', async () => {
    const cache = new MarkedCache<string>();
    let answer: (values: string[]) => void = () => undefined;
    const slow = cache.all('old', ['a'], () => new Promise((resolve) => (answer = resolve)));
    expect(await cache.all('new', ['b'], () => Promise.resolve(['new b']))).toEqual(['new b']);
    answer(['old a']);
    expect(await slow).toEqual(['old a']);
    expect(cache.known('new', 'a')).toBeUndefined();
  });

  it('are as many as are allowed', async () => {
    const cache = new MarkedCache<string>(2);
    const { read } = reader();
    await cache.all('one', ['a', 'b'], read);
    await cache.all('one', ['c'], read);
    expect(cache.known('one', 'a')).toBeUndefined();
    expect(cache.known('one', 'c')).toBe('c2');
  });
});
