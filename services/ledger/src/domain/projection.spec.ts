import { expect, it } from '@jest/globals';
import { projectWeeks } from './projection.js';

it('gathers days into 26 weeks and names the week that runs short', () => {
  const weeks = projectWeeks(
    '2026-03-04',
    10_000n,
    [
      { day: '2026-03-04', comingInPence: 0n, plannedPence: 4000n, regularPence: 0n },
      { day: '2026-03-10', comingInPence: 0n, plannedPence: 7000n, regularPence: 1500n },
      { day: '2026-03-11', comingInPence: 5000n, plannedPence: 0n, regularPence: 0n },
    ],
    null,
  );
  expect(weeks).toHaveLength(26);
  expect(weeks[0]).toEqual({
    weekStarting: '2026-03-02',
    comingInPence: 0n,
    plannedPence: 4000n,
    regularPence: 0n,
    leftPence: 6000n,
    short: false,
  });
  expect(weeks[1]).toEqual({
    weekStarting: '2026-03-09',
    comingInPence: 5000n,
    plannedPence: 7000n,
    regularPence: 1500n,
    leftPence: 4000n,
    short: true,
  });
  expect(weeks[25]).toEqual({
    weekStarting: '2026-08-24',
    comingInPence: 0n,
    plannedPence: 0n,
    regularPence: 0n,
    leftPence: 4000n,
    short: false,
  });
});

it('ends with the week of the budget’s last day', () => {
  const weeks = (endsOn: string): string[] =>
    projectWeeks('2026-03-04', 10_000n, [], endsOn).map((week) => week.weekStarting);
  expect(weeks('2026-03-15')).toEqual(['2026-03-02', '2026-03-09']);
  expect(weeks('2026-03-16')).toEqual(['2026-03-02', '2026-03-09', '2026-03-16']);
  expect(weeks('2026-03-04')).toEqual(['2026-03-02']);
  expect(weeks('2025-12-31')).toEqual(['2026-03-02']);
  expect(weeks('2027-01-01')).toHaveLength(26);
});
