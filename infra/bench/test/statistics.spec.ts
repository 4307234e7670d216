import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { measure, median, report } from '../src/statistics.js';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a run', () => {
  it('does each operation once, with so many under way and no more', async () => {
    const done: number[] = [];
    let [under, most] = [0, 0];
    const run = await measure('placeOrder', 3, 20, async (number) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise(setImmediate);
      done.push(number);
      under -= 1;
    });
    expect(done.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(most).toBe(3);
    expect(run).toMatchObject({ name: 'placeOrder', concurrency: 3, size: 20 });
    expect(run.perSecond).toBeGreaterThan(0);
    expect(run.p99Ms).toBeGreaterThanOrEqual(run.p50Ms);
  });

  it('fails with what failed', async () => {
    await expect(measure('raw', 2, 4, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });
});

it.each([
  [[0.6], 0.6],
  [[0.9, 0.1, 0.5], 0.5],
  [[0.2, 0.4], 0.4],
])('of %j the one in the middle is %d', (rounds, middle) => {
  expect(median(rounds)).toBe(middle);
});

it('a report is one line of JSON with its runs and its ratios to three places', () => {
  const written: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const run = { name: 'placeOrder', concurrency: 16, size: 1000, perSecond: 203.2, p50Ms: 71.5, p99Ms: 156 };
  report('orders', [run], { toRaw: 0.59049, p99Growth: 0.9184 });
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(written[0] ?? '')).toEqual({
    bench: 'orders',
    runs: [run],
    ratios: { toRaw: 0.59, p99Growth: 0.918 },
    loadAtStart: expect.any(Number) as unknown,
  });
});
