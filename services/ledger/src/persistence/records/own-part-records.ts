import { nameInSql, type RecordPart } from '@owncourse/kernel/contract';
import { ofBudgets } from './budget-part.js';

const ASSESSMENTS = ofBudgets({
  name: 'my-part',
  title: 'Your part of the budget',
  about: 'What you pay towards your budget each week.',
  table: 'ledger.contribution_assessment',
  columns: { first_on: 'From', last_on: 'Until', weekly_pence: 'Each week', netting: 'How it is paid' },
  codes: ['netting'],
  select: 'lower(x.covers) as first_on, upper(x.covers) - 1 as last_on, x.weekly_pence, x.netting',
  order: 'b.id, lower(x.covers)',
});

const RESULTS = ofBudgets({
  name: 'my-part-decisions',
  title: 'How your part was worked out',
  about: 'Each time your part was worked out, from what, and by whom.',
  table: 'ledger.contribution_result',
  columns: {
    id: 'Number',
    from_on: 'From',
    weekly_pence: 'Each week',
    netting: 'How it is paid',
    basis: 'From what',
    reasons: 'How',
    certain: 'Certain',
    recorded_at: 'Written down at',
    recorded_by_name: 'Written down by',
  },
  codes: ['basis', 'netting'],
  select: `x.id, x.from_on, x.weekly_pence, x.netting, x.basis, x.reasons, x.certain, x.recorded_at, ${nameInSql('x.recorded_by')} as recorded_by_name`,
  order: 'x.recorded_at, x.id',
});

const REQUESTS = ofBudgets({
  name: 'my-part-asked-for',
  title: 'When you were asked for your part',
  about: 'Each time the council asked you to pay your part.',
  table: 'ledger.contribution_request',
  columns: {
    id: 'Number',
    amount_pence: 'Asked for',
    collected_before_pence: 'Paid before',
    asked_on: 'Asked on',
    pay_by: 'To pay by',
    asked_by_name: 'Asked by',
  },
  select: `x.id, x.amount_pence, x.collected_before_pence, x.asked_on, x.pay_by, ${nameInSql('x.asked_by')} as asked_by_name`,
  order: 'x.position, x.id',
});

const GROSS = ofBudgets({
  name: 'my-part-paid',
  title: 'What you paid to the council as your part',
  about: 'Payments of your part to the council, and what it gave back.',
  table: 'ledger.gross_contribution',
  columns: {
    id: 'Number',
    kind: 'What',
    amount_pence: 'Sum',
    on_day: 'Day',
    recorded_at: 'Written down at',
    recorded_by_name: 'Written down by',
  },
  codes: ['kind'],
  select: `x.id, x.kind, x.amount_pence, x.on_day, x.recorded_at, ${nameInSql('x.recorded_by')} as recorded_by_name`,
  order: 'x.on_day, x.id',
});

export const OWN_PART_PARTS: readonly RecordPart[] = [ASSESSMENTS, RESULTS, REQUESTS, GROSS];
