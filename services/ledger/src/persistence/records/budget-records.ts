import { nameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';
import { ofBudgets } from './budget-part.js';

const BUDGETS: RecordPart = {
  name: 'budgets',
  title: 'Your budgets',
  about: 'Each budget you have or had, and where its money is today.',
  tables: ['ledger.budget', 'ledger.budget_balance'],
  columns: {
    id: 'Number',
    council_name: 'Council',
    status: 'How it stands',
    opened_at: 'Opened at',
    available_pence: 'Left',
    committed_pence: 'Promised for visits',
    accrued_pence: 'Delivered, not on an invoice yet',
    invoiced_pence: 'On invoices, not paid yet',
    paid_pence: 'Paid',
    reclaimed_pence: 'Taken back by the council',
    recoverable_pence: 'Still to be given back',
    funded_through: 'Money is in until',
  },
  codes: ['status'],
  query: statement(
    'records.budgets',
    `select b.id, (select n.name from identity.council_names(array[b.council_id]) n) as council_name, b.status, b.opened_at, n.available_pence, n.committed_pence,
       n.accrued_pence, n.invoiced_pence, n.paid_pence, n.reclaimed_pence, n.recoverable_pence, n.funded_through
     from ledger.budget b left join ledger.budget_balance n on n.council_id = b.council_id and n.budget_id = b.id
     where b.person_id = kernel.scope_person() order by b.opened_at, b.id`,
  ),
};

const HOLDERS = ofBudgets({
  name: 'who-holds-your-budget',
  title: 'Who holds your money',
  about: 'Who holds each budget or part of it, and since when.',
  table: 'ledger.holding',
  columns: {
    route: 'How it is held',
    payer_name: 'By whom',
    weekly_pence: 'Each week',
    first_on: 'From',
    last_on: 'Until',
    part_id: 'Number of the part',
  },
  codes: ['route'],
  select: `x.route, coalesce((select o.name from identity.organisation_names(array[x.payer_id]) o), (select c.name from identity.council_names(array[x.payer_id]) c),
      ${nameInSql('x.payer_id')}) as payer_name,
    x.weekly_pence, lower(x.covers) as first_on, upper(x.covers) - 1 as last_on, x.part_id`,
  order: 'lower(x.covers), x.part_id',
});

const PARTS = ofBudgets({
  name: 'budget-parts',
  title: 'Parts of your budget',
  about: 'Where a budget is held in parts: what is in each.',
  table: 'ledger.part_balance',
  columns: {
    part_id: 'Number of the part',
    route: 'How it is held',
    available_pence: 'Left',
    committed_pence: 'Promised for visits',
    accrued_pence: 'Delivered, not on an invoice yet',
    invoiced_pence: 'On invoices, not paid yet',
    behind_pence: 'Behind',
  },
  codes: ['route'],
  select: 'x.part_id, x.route, x.available_pence, x.committed_pence, x.accrued_pence, x.invoiced_pence, x.behind_pence',
  order: 'b.id, x.place',
});

const AMOUNTS = ofBudgets({
  name: 'budget-amounts',
  title: 'How much you get each week',
  about: 'Your weekly amount, and each change of it.',
  table: 'ledger.budget_step',
  columns: { from_on: 'From', weekly_pence: 'Each week' },
  select: 'x.from_on, x.weekly_pence',
  order: 'b.id, x.from_on',
});

const PERIODS = ofBudgets({
  name: 'budget-periods',
  title: 'Times of your budget',
  about: 'From when until when a budget runs, and how often money comes in.',
  table: 'ledger.budget_period',
  columns: { id: 'Number', first_on: 'From', last_on: 'Until', payment_interval_weeks: 'Weeks between payments' },
  select: 'x.id, lower(x.covers) as first_on, upper(x.covers) - 1 as last_on, x.payment_interval_weeks',
  order: 'b.id, lower(x.covers)',
});

const FUNDERS = ofBudgets({
  name: 'budget-funders',
  title: 'Who pays into your budget',
  about: 'Where your money comes from, and in what shares.',
  table: 'ledger.funding_source',
  columns: { kind: 'From', weight: 'Share', first_on: 'From the day', last_on: 'Until' },
  codes: ['kind'],
  select: 'x.kind, x.weight, lower(x.covers) as first_on, upper(x.covers) - 1 as last_on',
  order: 'b.id, lower(x.covers), x.kind',
});

const SUMS_APART = ofBudgets({
  name: 'budget-sums-apart',
  title: 'Money kept apart for you',
  about: 'Such as money for what nobody can foresee.',
  table: 'ledger.sum_apart',
  columns: { kind: 'What for', amount_pence: 'There now', opened_pence: 'At the start' },
  codes: ['kind'],
  select: 'x.kind, x.amount_pence, x.opened_pence',
  order: 'b.id, x.kind',
});

const YEARLY = ofBudgets({
  name: 'budget-yearly-sums',
  title: 'Money that comes once a year',
  about: 'Yearly sums in your budget.',
  table: 'ledger.yearly_sum',
  columns: {
    id: 'Number',
    amount_pence: 'Each year',
    first_on: 'First on',
    last_on: 'Last on',
    ended_from: 'Ended from',
  },
  select: 'x.id, x.amount_pence, x.first_on, x.last_on, x.ended_from',
  order: 'x.first_on, x.id',
});

const DECISIONS = ofBudgets({
  name: 'budget-decisions',
  title: 'What was decided about your budget',
  about: 'Each change of a budget: what it was, who decided it, when and why.',
  table: 'ledger.budget_decision',
  columns: {
    id: 'Number',
    kind: 'What',
    from_on: 'From',
    amount_pence: 'New amount',
    before_pence: 'Amount before',
    put_in_pence: 'Put in',
    taken_back_pence: 'Taken back',
    owed_pence: 'Still owed',
    reason: 'Why',
    decided_at: 'Decided at',
    decided_by_name: 'Decided by',
  },
  codes: ['kind'],
  select: `x.id, x.kind, x.from_on, x.amount_pence, x.before_pence, x.put_in_pence, x.taken_back_pence, x.owed_pence, x.reason, x.decided_at,
    ${nameInSql('x.decided_by')} as decided_by_name`,
  order: 'x.decided_at, x.id',
});

const PAUSES = ofBudgets({
  name: 'budget-pauses',
  title: 'Breaks of your budget',
  about: 'Days on which a budget was paused.',
  table: 'ledger.budget_pause',
  columns: { first_on: 'From', last_on: 'Until' },
  select: 'lower(x.covers) as first_on, upper(x.covers) - 1 as last_on',
  order: 'b.id, lower(x.covers)',
});

const CLOSINGS = ofBudgets({
  name: 'budget-endings',
  title: 'Budgets that ended',
  about: 'When and why a budget was ended, and by whom.',
  table: 'ledger.budget_closing',
  columns: { from_on: 'From', cause: 'Why', decided_by_name: 'Decided by', closed_at: 'Closed at' },
  codes: ['cause'],
  select: `x.from_on, x.cause, ${nameInSql('x.decided_by')} as decided_by_name, x.closed_at`,
  order: 'x.from_on, b.id',
});

export const BUDGET_PARTS: readonly RecordPart[] = [
  BUDGETS,
  HOLDERS,
  PARTS,
  AMOUNTS,
  PERIODS,
  FUNDERS,
  SUMS_APART,
  YEARLY,
  DECISIONS,
  PAUSES,
  CLOSINGS,
];
