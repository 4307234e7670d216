import { expect, it } from '@jest/globals';
import { answerableProblem, type FoundDifference, ownDifference } from './match-problem.js';

const FOUND: FoundDifference = {
  problem: 'QUANTITY_OVER_ORDERED',
  line_number: 2,
  on_date: '2026-03-02',
  quantity: '2.0000',
  unit_price_pence: 2410n,
  line_pence: 4820n,
  ordered_pence: 2410n,
  delivered_on: '2026-03-02',
  delivered_quantity: '2.0000',
  delivered_unit_pence: 2410n,
  delivered_pence: 4820n,
  may_accept: true,
  explained: null,
};

it.each([
  [{}, 'OVER_BUDGET', 'FINANCE', 'The line asks £48.20. Only £24.10 was set aside for this visit.'],
  [
    { problem: 'QUANTITY_DIFFERS', delivered_quantity: '1.5', delivered_pence: 3615n, may_accept: false },
    'QUANTITY',
    'PERSON',
    'The invoice says 2 for £48.20. What was confirmed is 1.5 for £36.15.',
  ],
  [
    { problem: 'PRICE_DIFFERS', unit_price_pence: 2500n },
    'PRICE',
    'FINANCE',
    'The invoice asks £25.00 for one. The price of the order is £24.10.',
  ],
  [
    { problem: 'PRICE_DIFFERS', line_pence: 5000n },
    'PRICE',
    'FINANCE',
    'The line asks £50.00 for 2. The price of the order is £24.10 for one.',
  ],
  [
    { problem: 'DATE_DIFFERS', delivered_on: '2026-03-03', may_accept: false },
    'DATE',
    'PROVIDER',
    'The invoice says Monday 2 March 2026. The visit was on Tuesday 3 March 2026.',
  ],
  [{ problem: 'DUPLICATE_VISIT' }, 'DUPLICATE', 'PROVIDER', 'The same visit seems to be charged twice.'],
  [
    { problem: 'DUPLICATE_VISIT', explained: 'Two visits.' },
    'DUPLICATE',
    'FINANCE',
    'The same visit seems to be charged twice.',
  ],
  [
    {
      problem: 'NO_ORDER',
      ordered_pence: null,
      delivered_quantity: null,
      delivered_unit_pence: null,
      delivered_pence: null,
      may_accept: false,
    },
    'NO_ORDER',
    'PROVIDER',
    'There is no confirmed delivery for this line.',
  ],
] as const)('a difference %j is %s, and %s settles it', (changes, code, by, detail) => {
  expect(ownDifference({ ...FOUND, ...changes })).toMatchObject({ code, line: '2', settledBy: by, detail });
});

it('only what agrees with the delivery can be answered', () => {
  expect(['OVER_BUDGET', 'PRICE', 'DUPLICATE', 'QUANTITY', 'NO_ORDER', 'toString'].map(answerableProblem)).toEqual([
    'QUANTITY_OVER_ORDERED',
    'PRICE_DIFFERS',
    'DUPLICATE_VISIT',
    null,
    null,
    null,
  ]);
});
