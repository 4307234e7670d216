import { describe, expect, it } from '@jest/globals';
import { cardVatWords } from './card-vat.js';

describe('what a receipt says of VAT', () => {
  it.each([
    ['S', 'REGISTERED', '20.00', 250n, '£2.50 of it is VAT at 20%.'],
    ['S', 'REGISTERED', '17.50', 100n, '£1 of it is VAT at 17.5%.'],
    ['Z', 'REGISTERED', '0.00', 0n, 'VAT at 0%: this is zero-rated (VAT Act 1994, Schedule 8).'],
    [
      'E',
      'EXEMPT_WELFARE',
      '0.00',
      0n,
      'No VAT: welfare services are exempt (VAT Act 1994, Schedule 9, Group 7, item 9).',
    ],
    ['O', 'NOT_REGISTERED', '0.00', 0n, 'No VAT: the provider is not registered for it.'],
    ['O', 'EXEMPT_WELFARE', '0.00', 0n, 'No VAT: this is outside VAT.'],
    ['O', 'REGISTERED', '0.00', 0n, 'No VAT: this is outside VAT.'],
  ] as const)('of %s and %s at %s', (category, status, percent, pence, words) => {
    expect(cardVatWords({ category, status, percent }, pence)).toBe(words);
  });
});
