import { nameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';
import { ofBudgets } from './budget-part.js';

const EXPENSES = ofBudgets({
  name: 'spending',
  title: 'What you wrote down as spent',
  about: 'Each thing you or somebody for you wrote down as spent, and what was undone and why.',
  table: 'ledger.expense',
  columns: {
    id: 'Number',
    kind: 'What',
    payee: 'Paid to',
    spent_on: 'Day',
    amount_pence: 'Sum',
    recorded_at: 'Written down at',
    recorded_by_name: 'Written down by',
    reversed_at: 'Undone at',
    reversed_by_name: 'Undone by',
    reversal_reason: 'Why undone',
  },
  codes: ['kind'],
  select: `x.id, x.kind, x.payee, x.spent_on, x.amount_pence, x.recorded_at, ${nameInSql('x.recorded_by')} as recorded_by_name, x.reversed_at,
    ${nameInSql('x.reversed_by')} as reversed_by_name, x.reversal_reason`,
  order: 'x.spent_on, x.id',
});

/** Larger downloads leave the last photos where they are; the table then names the page that has them. */
const MOST_BYTES = 100_000_000;
const MOST_FILES = 5_000;

const RECEIPTS = ofBudgets({
  name: 'receipts',
  title: 'Receipts you sent',
  about:
    'Photos and papers of what you spent. If there are very many, the last are listed with the page that shows them.',
  table: 'ledger.receipt',
  columns: {
    id: 'Number',
    expense_id: 'Number of what was spent',
    added_at: 'Sent at',
    added_by_name: 'Sent by',
    byte_size: 'Size in bytes',
    file: 'File in this download',
    page: 'Page that shows it',
  },
  select: `x.id, x.expense_id, x.added_at, ${nameInSql('x.added_by')} as added_by_name, x.byte_size,
    case when sum(x.byte_size) over (order by x.added_at, x.id) <= ${MOST_BYTES} and row_number() over (order by x.added_at, x.id) <= ${MOST_FILES}
      then concat('receipts/', x.id, case x.content_type when 'image/jpeg' then '.jpg' else '.pdf' end) end as file,
    concat('/files/receipts/', x.id) as page`,
  order: 'x.added_at, x.id',
  files: {
    column: 'file',
    content: statement('records.receipt-content', 'select x.content from ledger.receipt x where x.id = $1'),
  },
});

const REGULAR = ofBudgets({
  name: 'regular-payments',
  title: 'Payments that you make again and again',
  about: 'Each regular payment you planned, with its changes.',
  table: 'ledger.regular_expense',
  columns: {
    id: 'Number',
    thread_id: 'Number of the payment',
    kind: 'What',
    payee: 'Paid to',
    amount_pence: 'Sum',
    every: 'How often',
    first_on: 'First on',
    from_on: 'As it is here from',
    last_on: 'Until',
    recorded_at: 'Written down at',
    recorded_by_name: 'Written down by',
  },
  codes: ['kind', 'every'],
  select: `x.id, x.thread_id, x.kind, x.payee, x.amount_pence, x.every, x.first_on, lower(x.covers) as from_on, upper(x.covers) - 1 as last_on, x.recorded_at,
    ${nameInSql('x.recorded_by')} as recorded_by_name`,
  order: 'x.recorded_at, x.id',
});

const REGULAR_DONE = ofBudgets({
  name: 'regular-payments-made',
  title: 'Regular payments that were made',
  about: 'Each time a regular payment was written down.',
  table: 'ledger.regular_payment',
  columns: {
    thread_id: 'Number of the payment',
    due_on: 'Due on',
    expense_id: 'Number of what was spent',
    undone_at: 'Undone at',
  },
  select: 'x.thread_id, x.due_on, x.expense_id, x.undone_at',
  order: 'x.due_on, x.thread_id',
});

const RETURNS = ofBudgets({
  name: 'returns',
  title: 'Returns you sent to the council',
  about: 'Each return you sent, the days it is for, and what you declared.',
  table: 'ledger.return_pack',
  columns: {
    id: 'Number',
    first_on: 'From',
    last_on: 'Until',
    declaration: 'What was declared',
    sent_at: 'Sent at',
    sent_by_name: 'Sent by',
  },
  select: `x.id, lower(x.covers) as first_on, upper(x.covers) - 1 as last_on, x.declaration, x.sent_at, ${nameInSql('x.sent_by')} as sent_by_name`,
  order: 'x.sent_at, x.id',
});

const STATEMENTS = ofBudgets({
  name: 'bank-statements',
  title: 'Bank statements you sent',
  about: 'Each statement of the account your money is in.',
  table: 'ledger.bank_statement',
  columns: {
    id: 'Number',
    account_ending: 'Account ends in',
    first_on: 'From',
    last_on: 'Until',
    opening_pence: 'At the start',
    closing_pence: 'At the end',
    line_count: 'Lines',
    imported_at: 'Sent at',
    imported_by_name: 'Sent by',
  },
  select: `x.id, x.account_ending, lower(x.covers) as first_on, upper(x.covers) - 1 as last_on, x.opening_pence, x.closing_pence, x.line_count, x.imported_at,
    ${nameInSql('x.imported_by')} as imported_by_name`,
  order: 'x.imported_at, x.id',
});

const BANK_LINES = ofBudgets({
  name: 'bank-lines',
  title: 'Lines of your bank statements',
  about: 'Each line as the bank wrote it.',
  table: 'ledger.bank_line',
  columns: {
    id: 'Number',
    statement_id: 'Number of the statement',
    account_ending: 'Account ends in',
    on_day: 'Day',
    words: 'The bank’s words',
    amount_pence: 'Sum',
  },
  select: 'x.id, x.statement_id, x.account_ending, x.on_day, x.words, x.amount_pence',
  order: 'x.on_day, x.id',
});

const EXPLANATIONS = ofBudgets({
  name: 'bank-lines-explained',
  title: 'What you said a bank line is',
  about: 'Each time a line of a statement was explained.',
  table: 'ledger.bank_explanation',
  columns: {
    id: 'Number',
    line_id: 'Number of the line',
    kind: 'What it is',
    expense_id: 'Number of what was spent',
    entry_id: 'Number of the line of your budget',
    made_at: 'Said at',
    made_by_name: 'Said by',
    undone_at: 'Undone at',
    undone_by_name: 'Undone by',
  },
  codes: ['kind'],
  select: `x.id, x.line_id, x.kind, x.expense_id, x.entry_id, x.made_at, ${nameInSql('x.made_by')} as made_by_name, x.undone_at,
    ${nameInSql('x.undone_by')} as undone_by_name`,
  order: 'x.made_at, x.id',
});

export const SPENDING_PARTS: readonly RecordPart[] = [
  EXPENSES,
  RECEIPTS,
  REGULAR,
  REGULAR_DONE,
  RETURNS,
  STATEMENTS,
  BANK_LINES,
  EXPLANATIONS,
];
