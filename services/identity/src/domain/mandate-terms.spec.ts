import { describe, expect, it } from '@jest/globals';
import { needsEvidence, termsProblems } from './mandate-terms.js';

const TODAY = '2026-03-20';
const good = { scopes: ['VIEW', 'ORDER'], startsOn: TODAY } as const;

function fieldsWrong(changes: Partial<Parameters<typeof termsProblems>[0]>): string[] {
  return termsProblems({ ...good, ...changes }, TODAY).map((problem) => problem.field);
}

describe('the terms of a mandate', () => {
  it('are right with a scope and a day from today on', () => {
    expect(fieldsWrong({})).toEqual([]);
    expect(fieldsWrong({ endsOn: TODAY, perOrderLimitPence: 1n, perMonthLimitPence: 1n, evidence: 'Seen' })).toEqual(
      [],
    );
    expect(fieldsWrong({ endsOn: null, perOrderLimitPence: null, evidence: null })).toEqual([]);
  });

  it('name each field that is wrong', () => {
    expect(fieldsWrong({ scopes: [] })).toEqual(['scopes']);
    expect(fieldsWrong({ startsOn: '2026-03-19' })).toEqual(['startsOn']);
    expect(fieldsWrong({ startsOn: '2026-02-30' })).toEqual(['startsOn']);
    expect(fieldsWrong({ endsOn: '2026-03-19' })).toEqual(['endsOn']);
    expect(fieldsWrong({ perOrderLimitPence: 0n, perMonthLimitPence: -5n })).toEqual([
      'perOrderLimitPence',
      'perMonthLimitPence',
    ]);
    for (const field of ['evidence', 'declaredConflict'] as const) {
      expect(fieldsWrong({ [field]: 'x'.repeat(1000) })).toEqual([]);
      expect(fieldsWrong({ [field]: 'x'.repeat(1001) })).toEqual([field]);
      expect(fieldsWrong({ [field]: 'seen\u0000' })).toEqual([field]);
    }
  });

  it('a nominee and a broker are named by word alone; the law asks for papers for the rest', () => {
    const types = ['NOMINEE', 'BROKER', 'AUTHORISED_PERSON', 'ATTORNEY', 'DEPUTY', 'TRUSTEE'] as const;
    expect(types.filter(needsEvidence)).toEqual(['AUTHORISED_PERSON', 'ATTORNEY', 'DEPUTY', 'TRUSTEE']);
  });
});
