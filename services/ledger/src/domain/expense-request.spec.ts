import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@owncourse/kernel/contract';
import { readExpense, readReversalReason } from './expense-request.js';

const request = { kind: 'WAGES', payee: 'Ann', spentOn: '2026-03-10', amountPence: 1n };

function fieldsOf(work: () => unknown): unknown {
  try {
    work();
    return [];
  } catch (error) {
    return ((error as Refusal).details['problems'] as { field: string }[]).map(({ field }) => field);
  }
}

describe('money that was paid', () => {
  it('is tidied: no blanks around it, no signs that hide or turn words', () => {
    expect(readExpense({ ...request, payee: '  Ann\u202E \n Smith\u0000 ' }, '2026-03-10').payee).toBe('Ann Smith');
  });

  it.each<[string, object, string[]]>([
    ['nobody', { payee: ' \u200B ' }, ['payee']],
    ['too long a name', { payee: 'a'.repeat(121) }, ['payee']],
    ['tomorrow', { spentOn: '2026-03-11' }, ['spentOn']],
    ['no such day', { spentOn: '2026-02-30' }, ['spentOn']],
    ['nothing', { amountPence: 0n }, ['amountPence']],
    ['less than nothing', { amountPence: -5n }, ['amountPence']],
    ['more than there is', { amountPence: 2n ** 60n }, ['amountPence']],
    [
      'all of it at once',
      { kind: '', payee: '', spentOn: '', amountPence: 0n },
      ['kind', 'payee', 'amountPence', 'spentOn'],
    ],
  ])('names what is wrong: %s', (_name, change, fields) => {
    expect(fieldsOf(() => readExpense({ ...request, ...change }, '2026-03-10'))).toEqual(fields);
  });

  it('is put back with a reason', () => {
    expect(readReversalReason(' Twice ')).toBe('Twice');
    expect(fieldsOf(() => readReversalReason(' '))).toEqual(['reason']);
    expect(fieldsOf(() => readReversalReason('a'.repeat(501)))).toEqual(['reason']);
  });
});
