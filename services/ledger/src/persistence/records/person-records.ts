import { because, type PersonRecords } from '@owncourse/kernel/contract';
import { BUDGET_PARTS } from './budget-records.js';
import { MONEY_PARTS } from './money-records.js';
import { OWN_PART_PARTS } from './own-part-records.js';
import { SPENDING_PARTS } from './spending-records.js';

export const ledgerRecords: PersonRecords = {
  title: 'Your money',
  parts: [...BUDGET_PARTS, ...MONEY_PARTS, ...OWN_PART_PARTS, ...SPENDING_PARTS],
  leftOut: {
    ...because(
      'Which funder carries which part of a sum: between the funders. The person has one budget, and all its lines.',
      ['ledger.accrual_share', 'ledger.funder_total', 'ledger.split_change'],
    ),
    ...because('Seals that show whether history was changed: numbers made of lines that are in the download.', [
      'ledger.chain',
      'ledger.seal',
      'ledger.unsealed',
    ]),
    'ledger.account': 'Numbers by which the ledger adds up; every line and balance is in the download.',
    'ledger.expense_kind': 'Says nothing about one person.',
    'ledger.month_close': 'A council’s month in sums of all its budgets.',
  },
};
