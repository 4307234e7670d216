import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountEnding, readBankDay, readBankPence, readBankWords } from './bank-cells.js';
import { bankColumns } from './bank-columns.js';
import { reconcile, sharedWords } from './bank-sums.js';

describe('a cell', () => {
  it.each([
    ['04/03/2026', '2026-03-04'],
    ['4/3/26', '2026-03-04'],
    ['04-03-2026', '2026-03-04'],
    ['2026-03-04', '2026-03-04'],
    ['2026-03-04 12:30:11', '2026-03-04'],
    ['04 Mar 2026', '2026-03-04'],
    ['4-March-26', '2026-03-04'],
    ['31/02/2026', null],
    ['03/13/2026', null],
    ['yesterday', null],
    ['', null],
  ])('day %j is %j', (text, day) => expect(readBankDay(text)).toBe(day));

  it.each([
    ['12.50', 1250n],
    ['£1,234.56', 123_456n],
    ['-£1,234.56', -123_456n],
    ['£-12', -1200n],
    ['−12.5', -1250n],
    ['(12.50)', -1250n],
    ['12.50-', -1250n],
    ['12.50 DR', -1250n],
    ['12.50 CR', 1250n],
    ['+7', 700n],
    ['0.00', 0n],
    ['1.234,56', null],
    ['1,23.00', null],
    ['12.505', null],
    ['twelve', null],
    ['', null],
  ])('sum %j is %s pence', (text, pence) => expect(readBankPence(text)).toBe(pence));

  it('keeps no whole account, card or sort code', () => {
    expect(readBankWords('FPS  20-45-77 12345678 \u202EAnn Baker\nRef 4929 1234 5678 9012')).toBe(
      'FPS ••-••-•• ••••5678 Ann Baker Ref ••••9012',
    );
    expect(readBankWords('x'.repeat(400))).toHaveLength(200);
    expect([accountEnding('Account: 12-34 5678'), accountEnding('***123'), accountEnding('Current')]).toEqual([
      '5678',
      '',
      '',
    ]);
  });
});

it('knows a heading by its names, and no other row', () => {
  expect(bankColumns(['Posting Date', 'Narrative', 'Credit', 'Debit'])).toMatchObject({
    day: 0,
    paidIn: 2,
    paidOut: 3,
  });
  expect(bankColumns(['Date', 'Narrative', 'Credit'])).toBeNull();
  expect(bankColumns(['04/03/2026', 'ANN BAKER', '12.00'])).toBeNull();
});

it('counts the words that a bank’s line shares with a payee', () => {
  expect(sharedWords('FPS ANN BAKER WAGES', 'Ann Baker')).toBe(2);
  expect(sharedWords('CARD 1234 SAINSBUR', 'Sainsbury’s')).toBe(1);
  expect(sharedWords('DD OF AA', 'Of Aa')).toBe(0);
});

it('why bank and books differ adds up to the difference', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), { minLength: 5, maxLength: 5 }), (sums) => {
      const [explained = 0n, open = 0n, aside = 0n, unseen = 0n, matched = 0n] = sums;
      const moved = explained + open + aside;
      const found = reconcile({
        openingPence: 500n,
        closingPence: 700n,
        inPence: moved > 0n ? moved : 0n,
        outPence: moved < 0n ? -moved : 0n,
        explainedPence: explained,
        openPence: open,
        asidePence: aside,
        booksPence: unseen + matched,
        unseenPence: unseen,
        matchedBooksPence: matched,
      });
      expect(open + aside - unseen + found.otherDaysPence).toBe(found.differencePence);
      expect(found.missingPence).toBe(200n - moved);
    }),
  );
});
