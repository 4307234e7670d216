import { describe, expect, it } from '@jest/globals';
import { readQif } from './qif-file.js';

const read = (text: string) => readQif(text, '2026-03-02', '2026-04-08');
const bank = (...payments: readonly string[]): string =>
  ['!Type:Bank', ...payments.map((one) => `${one}\n^`)].join('\n');

describe('a statement in QIF', () => {
  it('tells days in each way of writing them, sums and words; the opening balance moves nothing', () => {
    const text = bank(
      "D01/04'26\nT-1,204.60\nPANN BAKER\nMWAGES\nLHousehold\nSWages\n$-1,204.60",
      'D30/03/2026\nT400.00\nPFIRST COUNCIL DP\nCX\nN100',
      "D 4/ 3'26\nU5.00\nT5.00\nPSHOP",
      'D01/04/2026\nT0.00\nPOpening Balance\nL[Current]',
    );
    expect(read(text)).toEqual({
      accountEnding: '',
      lines: [
        { onDay: '2026-03-04', words: 'SHOP', amountPence: 500n, bankId: null },
        { onDay: '2026-03-30', words: 'FIRST COUNCIL DP', amountPence: 40_000n, bankId: null },
        { onDay: '2026-04-01', words: 'ANN BAKER WAGES', amountPence: -120_460n, bankId: null },
      ],
      balances: null,
      leftOut: 0,
      problems: [],
    });
  });

  it('reads payments only: accounts, categories and investments stand beside them', () => {
    const text = `!Account\nNCurrent\nTBank\n^\n!Type:Cat\nNFood\nE\n^\n${bank('D01/04/2026\nT-1\nPSHOP')}\n!Type:Invst\nDnonsense\n^`;
    expect(read(text)).toMatchObject({ lines: [{ amountPence: -100n }], problems: [] });
  });

  it.each([
    ['a sum that is none', bank('D01/04/2026\nTlots\nPSHOP'), 2, 'T'],
    ['no sum', bank('D01/04/2026\nPSHOP'), 2, 'T'],
    ['the month before the day', bank('D04/30/2026\nT-1\nPSHOP'), 2, 'D'],
    ['a day to come', bank('D09/04/2026\nT-1\nPSHOP'), 2, 'D'],
    ['a payment that does not end', '!Type:Bank\nD01/04/2026\nT-1', 2, ''],
    ['a line of something else', bank('D01/04/2026\n<script>'), 3, ''],
    ['no payments', '!Type:Bank\n', 1, ''],
    ['no bank', '!Type:Invst\nD01/04/2026\nT-1\n^', 1, ''],
  ])('names %s, and keeps nothing', (_, text, row, column) => {
    expect(read(text).problems).toMatchObject([{ row, column }]);
  });

  it('stops at 5,000 payments and at 50 problems', () => {
    const many = bank(...Array.from({ length: 5001 }, () => 'D01/04/2026\nT-1\nPSHOP'));
    expect(read(many).problems).toMatchObject([{ remedy: expect.stringContaining('at most 5000') }]);
    expect(read(bank(...Array.from({ length: 60 }, () => 'Dx\nT-1'))).problems).toHaveLength(50);
    expect(read(`!Type:Bank\n${'D'.repeat(600_000)}`).problems).toHaveLength(1);
  });
});
