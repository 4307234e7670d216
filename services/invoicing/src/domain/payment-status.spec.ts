import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BlockSaid, decideReport, spreadRuns, type StatusReport } from './payment-status.js';

const payment = (reference: string | null, status: string | null, reason: string | null = null) => ({
  reference,
  status,
  reason,
  pence: null,
});
function report(changes: Partial<StatusReport>, ...blocks: Partial<BlockSaid>[]): StatusReport {
  return {
    reference: 'PR-1',
    answers: 'pain.001.001.09',
    status: null,
    reason: null,
    ...changes,
    blocks: blocks.map((block) => ({ reference: 'PR-1', status: null, reason: null, payments: [], ...block })),
  };
}
const row = (number: number, reference: string, reason: string | null = null) => ({
  row: number,
  reference,
  result: reason === null ? 'ACCEPTED' : 'REJECTED',
  reason,
  pence: null,
});

describe('a status report', () => {
  it.each(['ACCC', 'ACCP', 'ACSC', 'ACSP', 'ACWC', 'ACWP'])('%s is accepted', (status) => {
    expect(decideReport(report({}, { payments: [payment('a', status)] })).rows).toEqual([row(1, 'A')]);
  });

  it.each(['PDNG', 'RCVD', 'ACTC', 'ACFC', 'PATC'])(
    '%s is not decided yet, and leaves the others as they are',
    (status) => {
      const payments = [payment('A', status), payment('B', 'RJCT', 'AC01')];
      expect(decideReport(report({ status: 'PART' }, { payments }))).toEqual({
        rows: [row(2, 'B', 'AC01')],
        wholeRuns: [],
        problems: [],
      });
    },
  );

  it('what a payment does not say its block says, and what that does not say the message', () => {
    const found = decideReport(
      report({ status: 'RJCT', reason: 'DT01' }, { payments: [payment('A', null), payment('B', 'RJCT', 'AC04')] }),
    );
    expect(found.rows).toEqual([row(1, 'A', 'DT01'), row(2, 'B', 'AC04')]);
    expect(found.wholeRuns).toEqual([{ reference: 'PR-1', result: 'REJECTED', reason: 'DT01' }]);
    expect(spreadRuns(found, new Map([['PR-1', ['A', 'B', 'C']]]))).toEqual({
      rows: [row(1, 'A', 'DT01'), row(2, 'B', 'AC04'), row(3, 'C', 'DT01')],
      problems: [],
    });
  });

  it.each([
    ['a payment without a status', report({ status: 'PART' }, { payments: [payment('A', null)] }), 'no status'],
    ['a payment twice', report({}, { payments: [payment('A', 'ACSC'), payment('a', 'ACSC')] }), 'is payment 1 too'],
    ['a payment without a name', report({}, { payments: [payment(null, 'ACSC')] }), 'no reference'],
    ['a run rejected without a reason', report({ status: 'RJCT' }), 'needs the bank’s reason'],
    ['an unknown status of the message', report({ status: 'HUH' }), 'do not know the status HUH'],
    ['a word that every object has', report({ status: 'constructor' }), 'do not know the status constructor'],
    [
      'a payment against its run',
      report({}, { status: 'ACSC', payments: [payment('A', 'RJCT', 'AC04')] }),
      'not that of',
    ],
    ['nothing decided', report({ status: 'RCVD' }), 'not decided'],
  ])('%s is wrong as a whole', (_name, said, words) => {
    const { problems } = decideReport(said);
    expect(problems.map((one) => one.message).join()).toContain(words);
  });

  it('gives each payment one decision, whatever the bank sends', () => {
    const status = fc.constantFrom('ACSC', 'RJCT', 'PDNG', 'PART', 'HUH', null);
    const said = fc.record({
      reference: fc.constantFrom('A', 'B', 'C', null),
      status,
      reason: fc.constantFrom('AC04', null, '<>'),
      pence: fc.constant(null),
    });
    const blocks = fc.array(
      fc.record({
        reference: fc.constantFrom('PR-1', 'PR-2', null),
        status,
        reason: fc.constant(null),
        payments: fc.array(said),
      }),
    );
    fc.assert(
      fc.property(status, blocks, (group, some) => {
        const found = decideReport({ ...report({ status: group }), blocks: some });
        const { rows } = spreadRuns(found, new Map([['PR-1', ['A', 'B', 'C']]]));
        expect(new Set(rows.map((one) => one.reference)).size).toBe(rows.length);
        for (const one of rows) expect(one.result === 'REJECTED').toBe(one.reason !== null);
        expect(found.problems.length + found.rows.length + found.wholeRuns.length).toBeGreaterThan(0);
      }),
    );
  });
});
