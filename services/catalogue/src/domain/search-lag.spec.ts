import { describe, expect, it } from '@jest/globals';
import { SearchLag } from './search-lag.js';

describe('how late a follower is', () => {
  it('is the age of the oldest change that was not passed on, by when it was first seen', () => {
    const lag = new SearchLag();
    const saw = (revision: bigint, position: bigint, at: number): void =>
      lag.saw({ revision, position, settled: revision === position }, at);
    expect(lag.seconds(0)).toBe(0);
    saw(5n, 5n, 0);
    expect(lag.seconds(9000)).toBe(0);
    saw(6n, 5n, 10_000);
    saw(8n, 5n, 12_000);
    expect(lag.seconds(13_500)).toBe(3.5);
    // Part of it was passed on.
    saw(9n, 6n, 14_000);
    expect(lag.seconds(14_000)).toBe(2);
    saw(9n, 9n, 15_000);
    expect(lag.seconds(99_000)).toBe(0);
  });

  it('stays that of the oldest, however long it lasts', () => {
    const lag = new SearchLag();
    for (let at = 1; at <= 5000; at += 1) lag.saw({ revision: BigInt(at), position: 0n, settled: false }, at * 1000);
    expect(lag.seconds(5_000_000)).toBe(4999);
  });
});
