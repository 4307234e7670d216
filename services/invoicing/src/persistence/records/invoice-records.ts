import { nameInSql, providerNameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';

const INVOICES: RecordPart = {
  name: 'invoices',
  title: 'Invoices for your visits',
  about: 'Each invoice that has something of yours on it. Where it has other people’s too, your part is in the lines.',
  tables: ['invoicing.invoice'],
  columns: {
    id: 'Number with us',
    number: 'Number',
    external_number: 'The provider’s number',
    provider_name: 'From',
    payer_kind: 'Who pays',
    period_start: 'From the day',
    period_end: 'Until',
    issued_on: 'Written on',
    due_on: 'To pay by',
    status: 'How it stands',
    yours_pence: 'Your part',
    approved_at: 'Approved at',
    paid_on: 'Paid on',
  },
  codes: ['payer_kind', 'status'],
  query: statement(
    'records.invoices',
    `select i.id, i.number, i.external_number, ${providerNameInSql('i.provider_id')} as provider_name, i.payer_kind, i.period_start, i.period_end, i.issued_on, i.due_on,
       i.status, (select sum(l.line_pence)::bigint from invoicing.invoice_line l where l.council_id = i.council_id and l.invoice_id = i.id
         and l.person_id = kernel.scope_person()) as yours_pence, i.approved_at, i.paid_on
     from invoicing.invoice i where i.person_ids @> array[kernel.scope_person()] order by i.issued_on, i.id`,
  ),
};

const LINES: RecordPart = {
  name: 'invoice-lines',
  title: 'Lines of those invoices',
  about: 'Each line that is for you: the visit or fee, its price, and what did not agree.',
  tables: ['invoicing.invoice_line'],
  columns: {
    invoice_id: 'Number of the invoice',
    line_number: 'Line',
    kind: 'What',
    billable_id: 'Number of what was delivered',
    order_id: 'Number of the order',
    description: 'Words',
    unit: 'Unit',
    on_date: 'Day',
    quantity: 'How much',
    unit_price_pence: 'Price of one',
    line_pence: 'Price',
    vat_pence: 'Tax in it',
    vat_category: 'Kind of tax',
    vat_reason: 'Why that tax',
    match_problems: 'What did not agree',
    budget_id: 'Number of the budget',
  },
  codes: ['kind', 'unit', 'match_problems'],
  query: statement(
    'records.invoice-lines',
    `select l.invoice_id, l.line_number, l.kind, l.billable_id, l.order_id, l.description, l.unit, l.on_date, l.quantity, l.unit_price_pence, l.line_pence, l.vat_pence,
       l.vat_category, l.vat_reason, l.match_problems, l.budget_id
     from invoicing.invoice_line l where l.person_id = kernel.scope_person() order by l.on_date, l.invoice_id, l.line_number`,
  ),
};

const BILLABLE: RecordPart = {
  name: 'to-be-invoiced',
  title: 'What may be put on an invoice',
  about: 'Each visit or fee of yours that may be charged, as it was priced.',
  tables: ['invoicing.billable_item'],
  columns: {
    id: 'Number of what was delivered',
    kind: 'What',
    order_id: 'Number of the order',
    provider_name: 'From',
    description: 'Words',
    on_date: 'Day',
    confirmed_on: 'Agreed on',
    quantity: 'How much',
    unit_price_pence: 'Price of one',
    amount_pence: 'Price',
    ordered_pence: 'Price when ordered',
  },
  codes: ['kind'],
  query: statement(
    'records.to-be-invoiced',
    `select x.id, x.kind, x.order_id, ${providerNameInSql('x.provider_id')} as provider_name, x.description, x.on_date, x.confirmed_on, x.quantity, x.unit_price_pence,
       x.amount_pence, x.ordered_pence
     from invoicing.billable_item x where x.person_id = kernel.scope_person() order by x.on_date, x.id`,
  ),
};

const CREDITS: RecordPart = {
  name: 'credit-notes',
  title: 'Credit notes for you',
  about: 'Money a provider gave back or owes for a visit that was not right.',
  tables: ['invoicing.credit_note', 'invoicing.credited'],
  columns: {
    id: 'Number with us',
    number: 'Number',
    provider_name: 'From',
    invoice_id: 'Number of the invoice',
    dispute_id: 'Number of the question',
    description: 'Words',
    on_date: 'Day of the visit',
    issued_on: 'Written on',
    credit_pence: 'Sum',
    vat_pence: 'Tax in it',
    vat_category: 'Kind of tax',
    returned_on: 'Back in your budget on',
    recovered_pence: 'Come back so far',
  },
  query: statement(
    'records.credit-notes',
    `select n.id, n.number, ${providerNameInSql('n.provider_id')} as provider_name, n.invoice_id, c.dispute_id, n.description, n.on_date, n.issued_on, n.credit_pence, n.vat_pence, n.vat_category,
       n.returned_on, n.recovered_pence
     from invoicing.credited c left join invoicing.credit_note n on n.dispute_id = c.dispute_id and n.person_id = c.person_id
     where c.person_id = kernel.scope_person() order by c.at, c.dispute_id`,
  ),
};

const RECOVERED: RecordPart = {
  name: 'credit-notes-come-back',
  title: 'How the money of a credit note came back',
  about: 'Each part that came back.',
  tables: ['invoicing.recovery'],
  columns: {
    id: 'Number',
    credit_note_id: 'Number of the credit note',
    kind: 'How',
    amount_pence: 'Sum',
    settled_on: 'Day',
    rejected_on: 'Sent back on',
  },
  codes: ['kind'],
  query: statement(
    'records.credit-notes-come-back',
    `select r.id, r.credit_note_id, r.kind, r.amount_pence, r.settled_on, r.rejected_on
     from invoicing.credit_note n join invoicing.recovery r on r.council_id = n.council_id and r.credit_note_id = n.id
     where n.person_id = kernel.scope_person() order by r.recorded_at, r.id`,
  ),
};

const PAID: RecordPart = {
  name: 'bills-paid',
  title: 'Bills that you paid',
  about: 'Each bill that you or somebody for you paid, how, and what was taken back and why.',
  tables: ['invoicing.holder_payment'],
  columns: {
    id: 'Number',
    invoice_id: 'Number of the invoice',
    provider_name: 'To',
    amount_pence: 'Sum',
    paid_on: 'Day',
    how: 'How',
    recorded_at: 'Written down at',
    recorded_by_name: 'Written down by',
    taken_back_at: 'Taken back at',
    taken_back_by_name: 'Taken back by',
    taken_back_reason: 'Why',
  },
  codes: ['how'],
  query: statement(
    'records.bills-paid',
    `select x.id, x.invoice_id, ${providerNameInSql('x.provider_id')} as provider_name, x.amount_pence, x.paid_on, x.how, x.recorded_at, ${nameInSql('x.recorded_by')} as recorded_by_name,
       x.taken_back_at, ${nameInSql('x.taken_back_by')} as taken_back_by_name, x.taken_back_reason
     from invoicing.holder_payment x where x.person_id = kernel.scope_person() order by x.paid_on, x.id`,
  ),
};

const MOST_BYTES = 100_000_000;
const MOST_FILES = 5_000;

const RECEIPTS: RecordPart = {
  name: 'bill-receipts',
  title: 'Receipts of bills you paid',
  about: 'Photos and papers you sent. If there are very many, the last are listed with the page that shows them.',
  tables: ['invoicing.payment_receipt'],
  columns: {
    id: 'Number',
    payment_id: 'Number of the payment',
    added_at: 'Sent at',
    added_by_name: 'Sent by',
    byte_size: 'Size in bytes',
    file: 'File in this download',
    page: 'Page that shows it',
  },
  query: statement(
    'records.bill-receipts',
    `select x.id, x.payment_id, x.added_at, ${nameInSql('x.added_by')} as added_by_name, x.byte_size,
       case when sum(x.byte_size) over (order by x.added_at, x.id) <= ${MOST_BYTES} and row_number() over (order by x.added_at, x.id) <= ${MOST_FILES}
         then concat('bill-receipts/', x.id, case x.content_type when 'image/jpeg' then '.jpg' else '.pdf' end) end as file,
       concat('/files/payment-receipts/', x.id) as page
     from invoicing.payment_receipt x where x.person_id = kernel.scope_person() order by x.added_at, x.id`,
  ),
  files: {
    column: 'file',
    content: statement(
      'records.bill-receipt-content',
      'select x.content from invoicing.payment_receipt x where x.id = $1',
    ),
  },
};

export const INVOICE_PARTS: readonly RecordPart[] = [INVOICES, LINES, BILLABLE, CREDITS, RECOVERED, PAID, RECEIPTS];
