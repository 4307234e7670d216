import { describe, expect, it } from '@jest/globals';
import type { PriceView } from '../contract/rates.port.js';
import { benchmarkWords } from './benchmark.js';
import { percentChange } from './price-change.js';
import { priceSteps } from './price-steps.js';

const PUBLIC = 2750n;
function price(changes: Partial<PriceView> & { readonly codes?: readonly string[] }): PriceView {
  const { codes = [], ...rest } = changes;
  return {
    unitPricePence: PUBLIC,
    publicUnitPricePence: PUBLIC,
    ownMoneyPence: 0n,
    kind: 'PUBLIC',
    orderable: false,
    reasons: codes.map((code) => ({ code, words: code })),
    rateCardVersion: null,
    multiplier: 10_000n,
    bankHoliday: null,
    ...rest,
  };
}
const told = (view: PriceView): unknown[] => priceSteps(view, 25_000n, 'HOUR').map(({ code, pence }) => [code, pence]);

describe('the steps of a price', () => {
  it.each<[string, PriceView, unknown[]]>([
    [
      'a public price',
      price({}),
      [
        ['QUANTITY', 6875n],
        ['TOTAL', 6875n],
      ],
    ],
    [
      'a fixed price',
      price({ kind: 'FIXED', unitPricePence: 2410n, codes: ['AGREED_PRICE', 'AGREED_FOR_THIS'] }),
      [
        ['AGREED_FOR_THIS', 2410n],
        ['QUANTITY', 6025n],
        ['TOTAL', 6025n],
      ],
    ],
    [
      'a fixed price on a bank holiday, rounded once',
      price({
        kind: 'FIXED',
        unitPricePence: 2411n,
        codes: ['AGREED_PRICE', 'AGREED_FOR_SUPPORT_TYPE', 'BANK_HOLIDAY'],
        multiplier: 15_000n,
        bankHoliday: 'Good Friday',
      }),
      [
        ['AGREED_FOR_SUPPORT_TYPE', 2411n],
        ['QUANTITY', 6028n],
        ['BANK_HOLIDAY', 9041n],
        ['TOTAL', 9041n],
      ],
    ],
    [
      'above a cap',
      price({ kind: 'CAPPED', unitPricePence: 2000n, ownMoneyPence: 750n, codes: ['ABOVE_CAP'] }),
      [
        ['ABOVE_CAP', 2000n],
        ['OWN_MONEY', 750n],
        ['QUANTITY', 5000n],
        ['TOTAL', 5000n],
      ],
    ],
    [
      'within a cap',
      price({ kind: 'CAPPED', codes: ['WITHIN_CAP'] }),
      [
        ['WITHIN_CAP', 2750n],
        ['QUANTITY', 6875n],
        ['TOTAL', 6875n],
      ],
    ],
    [
      'a quote',
      price({ kind: 'QUOTE', codes: ['QUOTE_FIRST'] }),
      [
        ['QUOTE_FIRST', null],
        ['QUANTITY', 6875n],
        ['TOTAL', 6875n],
      ],
    ],
    [
      'off the card',
      price({ kind: 'OFF_CARD', codes: ['OFF_CARD', 'NEEDS_APPROVAL'] }),
      [
        ['OFF_CARD', 2750n],
        ['NEEDS_APPROVAL', null],
        ['QUANTITY', 6875n],
        ['TOTAL', 6875n],
      ],
    ],
    [
      'not paid for',
      price({ kind: 'OFF_CARD', codes: ['NOT_ON_CARD'] }),
      [
        ['NOT_ON_CARD', null],
        ['QUANTITY', 6875n],
        ['TOTAL', 6875n],
      ],
    ],
  ])('of %s begin with the public price and end with the line', (_what, view, steps) => {
    expect(told(view)).toEqual([['PUBLIC_PRICE', PUBLIC], ...steps]);
  });

  it('are sentences', () => {
    const view = price({ kind: 'CAPPED', unitPricePence: 2000n, ownMoneyPence: 750n, codes: ['ABOVE_CAP'] });
    expect(priceSteps(view, 25_000n, 'VISIT30').map(({ words }) => words)).toEqual([
      'Everybody sees this price for one 30-minute visit.',
      'Your council pays at most this for one 30-minute visit.',
      'The rest of each 30-minute visit would be your own money.',
      'You want 2.5 times one 30-minute visit.',
      'This is what comes out of the budget.',
    ]);
  });
});

it.each([
  [2410n, 2531n, '+5.0'],
  [2000n, 1999n, '-0.1'],
  [2000n, 2000n, '+0.0'],
  [1n, 3n, '+200.0'],
  [3000n, 1000n, '-66.7'],
  [0n, 5n, null],
  [null, 5n, null],
])('from %s to %s is %s percent', (before, after, percent) => {
  expect(percentChange(before, after)).toBe(percent);
});

it('says which figure a price lies below, and for when that was published', () => {
  const figure = { name: 'least price', hourly_pence: 3214n, valid_from: '2025-04-01', valid_to: '2026-03-31' };
  expect(benchmarkWords(figure)).toBe('Below the least price: £32.14 an hour for 2025-26.');
  expect(benchmarkWords({ ...figure, valid_to: null })).toBe('Below the least price: £32.14 an hour from 2025-04-01.');
});
