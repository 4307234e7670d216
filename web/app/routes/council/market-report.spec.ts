import { describe, expect, it } from '@jest/globals';
import { reportCsv, reportQuery, type Report } from './market-report.js';

const report: Report = {
  from: '2026-01-01',
  to: '2026-03-31',
  groupBy: 'SUPPORT_TYPE',
  rows: [
    { key: 'a', label: 'Help, "at home"', spendPence: 120460, orders: 12, people: 9, suppressed: false },
    { key: 'b', label: '=Pets', spendPence: null, orders: null, people: null, suppressed: true },
    { key: 'c', label: 'Music', spendPence: 5, orders: 1, people: 5, suppressed: false },
  ],
  totalSpendPence: null,
  totalOrders: null,
  totalPeople: null,
  searchesWithoutResult: [],
};

describe('the market report as CSV', () => {
  it('writes pounds, keeps back small counts and never writes a formula', () => {
    expect(reportCsv(report, 'Kind of support')).toBe(
      [
        '\uFEFF"Kind of support","Spent (pounds)","Orders","People"',
        '"Help, ""at home""",1204.60,12,9',
        `"'=Pets","Fewer than 5 people","Fewer than 5 people","Fewer than 5 people"`,
        '"Music",0.05,1,5',
        '',
      ].join('\r\n'),
    );
  });

  it('names the report in an address', () => {
    expect(reportQuery({ from: '2026-01-01', to: '2026-03-31', groupBy: 'WARD' })).toBe(
      'from=2026-01-01&to=2026-03-31&groupBy=WARD',
    );
  });
});
