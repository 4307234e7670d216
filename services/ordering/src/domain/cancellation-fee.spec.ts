import { expect, it } from '@jest/globals';
import { cancellationFee } from './cancellation-fee.js';

const start = new Date('2026-03-10T10:00:00Z');
const terms = { noticeHours: 24, percentHundredths: 5000n };

it.each([
  ['a day and a second before', '2026-03-09T09:59:59Z', 0n],
  ['exactly at the boundary', '2026-03-09T10:00:00Z', 0n],
  ['a millisecond inside', '2026-03-09T10:00:00.001Z', 2411n],
  ['after the start', '2026-03-10T11:00:00Z', 2411n],
])('%s', (_when, at, fee) => {
  expect(cancellationFee(4821n, start, new Date(at), terms)).toBe(fee);
});
