import { expect, it } from '@jest/globals';
import { projectWeeks } from './projection.js';

it('gathers days into 26 weeks and names the week that runs short', () => {
  const weeks = projectWeeks('2026-03-04', 10_000n, [
    { day: '2026-03-04', comingInPence: 0n, plannedPence: 4000n },
    { day: '2026-03-10', comingInPence: 0n, plannedPence: 7000n },
    { day: '2026-03-11', comingInPence: 5000n, plannedPence: 0n },
  ]);
  expect(weeks).toHaveLength(26);
  expect(weeks[0]).toEqual({
    weekStarting: '2026-03-02',
    comingInPence: 0n,
    plannedPence: 4000n,
    leftPence: 6000n,
    short: false,
  });
  expect(weeks[1]).toEqual({
    weekStarting: '2026-03-09',
    comingInPence: 5000n,
    plannedPence: 7000n,
    leftPence: 4000n,
    short: true,
  });
  expect(weeks[25]).toEqual({
    weekStarting: '2026-08-24',
    comingInPence: 0n,
    plannedPence: 0n,
    leftPence: 4000n,
    short: false,
  });
});
