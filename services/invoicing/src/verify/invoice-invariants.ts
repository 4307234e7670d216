import type { Invariant } from '@owncourse/kernel/runtime';

/** Sums of an invoice and budget by its lines: what it owed when it was approved, and what was paid for it. */
const OWED = `owed as (
    select l.council_id, l.invoice_id, l.budget_id, i.status, i.number, sum(l.line_pence) as whole,
      sum(l.line_pence) - coalesce(sum(n.credit_pence) filter (where n.taken_from = 'ACCRUED'), 0) as approved
    from invoicing.invoice_line l
    join invoicing.invoice i on i.council_id = l.council_id and i.id = l.invoice_id
    left join invoicing.credit_note n on n.billable_id = l.billable_id
    group by l.council_id, l.invoice_id, l.budget_id, i.status, i.number
  ), posted as (
    select t.council_id, t.posting_group as invoice_id, t.budget_id, coalesce(sum(t.amount_pence) filter (where t.kind = 'INVOICED'), 0) as invoiced,
      coalesce(sum(case t.kind when 'PAID' then t.amount_pence when 'PAYMENT_REJECTED' then -t.amount_pence end), 0) as paid
    from ledger.transfers_of('{INVOICED,PAID,PAYMENT_REJECTED}') t group by t.council_id, t.posting_group, t.budget_id
  )`;

/** Invoices, payments and the ledger agree to the penny (model.md "Money", "Invoices and payments"). */
export const INVOICE_INVARIANTS: readonly Invariant[] = [
  {
    name: 'Each invoice is the sum of its lines, and so is its VAT',
    sql: `select format('invoice %s says %s pence with VAT of %s, its lines %s with %s', i.number, i.total_pence, i.vat_pence, l.total, l.vat) as breach
          from invoicing.invoice i
          left join (select council_id, invoice_id, sum(line_pence) as total, sum(vat_pence) as vat from invoicing.invoice_line group by council_id, invoice_id) l
            on l.council_id = i.council_id and l.invoice_id = i.id
          where i.total_pence is distinct from l.total or i.vat_pence is distinct from l.vat`,
  },
  {
    name: 'The numbers of each provider and year have no gap, and the next one follows',
    sql: `select format('provider %s in %s: %s %s, the highest is %s and the next %s', coalesce(g.provider_id, c.provider_id), coalesce(g.year, c.year), coalesce(g.held, 0), g.what,
              g.highest, c.next_number) as breach
          from (
            select concat(prefix, ' invoices') as what, provider_id, year, count(*) as held, max(number_in_year) as highest from invoicing.invoice group by provider_id, prefix, year
            union all select 'credit notes', provider_id, year, count(*), max(number_in_year) from invoicing.credit_note group by provider_id, year
          ) g
          left join (
            select 'OC invoices' as what, provider_id, year, next_number from invoicing.provider_counter
            union all select concat(prefix, ' invoices'), provider_id, year, next_number from invoicing.self_billing_counter
            union all select 'credit notes', provider_id, year, next_credit_number from invoicing.provider_counter
          ) c on c.provider_id = g.provider_id and c.year = g.year and c.what = g.what
          where g.held <> g.highest or c.next_number is distinct from g.highest + 1`,
  },
  {
    name: 'Each line, and each thing that waits for an invoice, is a visit or a fee of the ledger, for what it came to',
    sql: `select format('%s is billed at %s pence, the ledger says %s less %s', b.id, b.pence, coalesce(t.amount_pence, 0), coalesce(r.amount_pence, 0)) as breach
          from (
            select council_id, billable_id as id, budget_id, line_pence as pence, ledger.caused_id(billable_id, 'ACCRUED') as accrued_by,
              ledger.caused_id(billable_id, 'CREDITED') as credited_by from invoicing.invoice_line
            union all select council_id, id, budget_id, amount_pence, ledger.caused_id(id, 'ACCRUED'), ledger.caused_id(id, 'CREDITED') from invoicing.billable_item
          ) b
          left join ledger.transfers_of('{CONFIRMED,FEE}') t on t.council_id = b.council_id and t.id = b.accrued_by and t.budget_id = b.budget_id
          -- Given back before there was an invoice: the line was made for what was left.
          left join ledger.transfers_of('{CREDITED}') r on r.council_id = b.council_id and r.id = b.credited_by
            and not exists (select from invoicing.credit_note n where n.billable_id = b.id)
          where b.pence is distinct from t.amount_pence - coalesce(r.amount_pence, 0)`,
  },
  {
    name: 'What was approved is in the ledger as payable, once for each invoice and budget, and nothing else is',
    sql: `with ${OWED}
          select format('invoice %s, budget %s: %s pence are payable, the ledger says %s', coalesce(o.number, p.invoice_id::text), coalesce(o.budget_id, p.budget_id),
              case when o.status <> 'ISSUED' then o.approved else 0 end, coalesce(p.invoiced, 0)) as breach
          from owed o full join posted p on p.council_id = o.council_id and p.invoice_id = o.invoice_id and p.budget_id = o.budget_id
          where coalesce(case when o.status <> 'ISSUED' then o.approved end, 0) <> coalesce(p.invoiced, 0)`,
  },
  {
    name: 'What was paid is in the ledger as paid, once for each invoice and budget, and nothing else is',
    sql: `with ${OWED}
          select format('invoice %s, budget %s: %s pence are paid, the ledger says %s', coalesce(o.number, p.invoice_id::text), coalesce(o.budget_id, p.budget_id),
              case when o.status = 'PAID' then o.whole else 0 end, coalesce(p.paid, 0)) as breach
          from owed o full join posted p on p.council_id = o.council_id and p.invoice_id = o.invoice_id and p.budget_id = o.budget_id
          where coalesce(case when o.status = 'PAID' then o.whole end, 0) <> coalesce(p.paid, 0)`,
  },
  {
    name: 'Each invoice that is being paid or is paid has one payment of its whole sum, settled on its day, and no other has one',
    sql: `select format('invoice %s of %s pence is %s, its payment is %s pence, settled %s', i.number, i.total_pence, i.status, p.amount_pence, p.settled_on) as breach
          from invoicing.invoice i left join invoicing.payment p on p.council_id = i.council_id and p.invoice_id = i.id and p.rejected_on is null
          where (i.status in ('IN_PAYMENT_RUN', 'PAID')) <> (p.run_id is not null) or p.amount_pence <> i.total_pence or p.settled_on is distinct from i.paid_on`,
  },
  {
    name: 'Each payment run is its payments less what is taken off',
    sql: `select format('payment run %s of %s pence: its payments are %s, %s are taken off', r.reference, r.total_pence, p.pence, coalesce(t.pence, 0)) as breach
          from invoicing.payment_run r
          left join (select council_id, run_id, sum(amount_pence) as pence from invoicing.payment group by council_id, run_id) p on p.council_id = r.council_id and p.run_id = r.id
          left join (select council_id, run_id, sum(amount_pence) as pence from invoicing.recovery where run_id is not null group by council_id, run_id) t
            on t.council_id = r.council_id and t.run_id = r.id
          where r.total_pence is distinct from p.pence - coalesce(t.pence, 0)`,
  },
  {
    name: 'The bank was told to pay each provider of a run what the run pays it, less what is taken off, and to nobody else',
    sql: `select format('payment run %s, provider %s: the bank was told %s pence, the run pays %s', r.reference, coalesce(p.provider_id, b.provider_id), coalesce(b.amount_pence, 0),
              coalesce(p.pence, 0)) as breach
          from (
            select g.council_id, g.run_id, g.provider_id, sum(g.pence) as pence from (
              select p.council_id, p.run_id, i.provider_id, p.amount_pence as pence from invoicing.payment p join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id
              union all select c.council_id, c.run_id, n.provider_id, -c.amount_pence from invoicing.recovery c
                join invoicing.credit_note n on n.council_id = c.council_id and n.id = c.credit_note_id where c.run_id is not null
            ) g join invoicing.payment_run x on x.council_id = g.council_id and x.id = g.run_id and x.processing_on is not null
            group by 1, 2, 3 having sum(g.pence) <> 0
          ) p
          full join invoicing.bank_payment b on b.council_id = p.council_id and b.run_id = p.run_id and b.provider_id = p.provider_id
          join invoicing.payment_run r on r.council_id = coalesce(p.council_id, b.council_id) and r.id = coalesce(p.run_id, b.run_id)
          where p.pence is distinct from b.amount_pence`,
  },
  {
    name: 'What the bank sent back is what came back in the ledger, and its invoices are not paid by it',
    sql: `select format('invoice %s: payments of %s pence came back, the ledger says %s', coalesce(p.invoice_id, t.posting_group), coalesce(p.pence, 0), coalesce(t.pence, 0)) as breach
          from (select council_id, invoice_id, sum(amount_pence) as pence from invoicing.payment where rejected_on is not null group by 1, 2) p
          full join (select council_id, posting_group, sum(amount_pence) as pence from ledger.transfers_of('{PAYMENT_REJECTED}') group by 1, 2) t
            on t.council_id = p.council_id and t.posting_group = p.invoice_id
          where p.pence is distinct from t.pence
          union all
          select format('bank payment %s is %s, but its payments %s', b.reference, b.status, case when b.status = 'REJECTED' then 'stand' else 'came back' end)
          from invoicing.bank_payment b
          join invoicing.payment p on p.council_id = b.council_id and p.run_id = b.run_id
          join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id and i.provider_id = b.provider_id
          where (b.status = 'REJECTED') <> (p.rejected_on is not null)`,
  },
  {
    name: 'What people said that they paid is a run of theirs, for what it paid, and stands while it was not taken back',
    sql: `select format('bill payment %s of %s pence: its run is %s pence, its payment %s', h.id, h.amount_pence, r.total_pence, case when p.rejected_on is null then 'stands' else 'came back' end) as breach
          from invoicing.holder_payment h
          full join (select * from invoicing.payment_run x where x.holder_id is not null) r on r.council_id = h.council_id and r.id = h.id
          left join invoicing.payment p on p.council_id = r.council_id and p.run_id = r.id
          where h.id is null or r.id is null or h.amount_pence <> r.total_pence or (h.taken_back_at is null) <> (p.rejected_on is null) or h.invoice_id is distinct from p.invoice_id`,
  },
  {
    name: 'Each invoice that a provider sent and that was taken in is one of the series IN, for the sum that was sent',
    sql: `select format('incoming invoice %s of %s pence is %s, ours %s of %s', n.id, n.total_pence, n.status, i.number, i.total_pence) as breach
          from (select * from invoicing.incoming_invoice where invoice_id is not null and kind = 'INVOICE') n
          full join (select * from invoicing.invoice where prefix = 'IN') i on i.council_id = n.council_id and i.id = n.invoice_id
          where n.id is null or i.id is null or n.total_pence <> i.total_pence or i.external_number is distinct from n.number`,
  },
  {
    name: 'Each credit note that a provider sent and that was taken in gives back what ours on the same invoice do',
    sql: `select format('incoming credit note %s of %s pence, ours %s', n.id, n.total_pence, c.pence) as breach
          from (select * from invoicing.incoming_invoice where kind = 'CREDIT_NOTE') n
          left join (select x.council_id, x.incoming_id, sum(o.credit_pence) as pence, min(o.invoice_id::text) as invoice_id, count(distinct o.invoice_id) as invoices
            from invoicing.incoming_credit x join invoicing.credit_note o on o.council_id = x.council_id and o.id = x.credit_note_id group by 1, 2) c
            on c.council_id = n.council_id and c.incoming_id = n.id
          where (n.status = 'ACCEPTED') <> (c.pence is not null) or c.pence <> n.total_pence or c.invoices <> 1 or c.invoice_id <> n.invoice_id::text`,
  },
  {
    name: 'A difference on an invoice was agreed to by somebody else than who explained it',
    sql: `select format('invoice %s, line %s, %s', a.invoice_id, a.line_number, a.problem) as breach
          from invoicing.difference_answer a join invoicing.difference_answer e on e.council_id = a.council_id and e.invoice_id = a.invoice_id and e.line_number = a.line_number
            and e.problem = a.problem and e.kind = 'EXPLAINED' and e.said_by = a.said_by
          where a.kind = 'ACCEPTED'`,
  },
];

/** What is invoiced, payable and paid by the invoices, and by the ledger; whole sums in pence. */
export const INVOICE_TOTALS = `
  select
    (select count(*) from invoicing.invoice)::int as invoices,
    (select count(*) from invoicing.payment where settled_on is not null)::int as payments,
    (select coalesce(sum(l.line_pence), 0) - coalesce((select sum(credit_pence) from invoicing.credit_note n join invoicing.invoice i
       on i.council_id = n.council_id and i.id = n.invoice_id and i.status <> 'ISSUED' where n.taken_from = 'ACCRUED'), 0)
     from invoicing.invoice_line l join invoicing.invoice i on i.council_id = l.council_id and i.id = l.invoice_id and i.status <> 'ISSUED')::text as "approvedPence",
    (select coalesce(sum(amount_pence), 0) from ledger.transfers_of('{INVOICED}'))::text as "ledgerApprovedPence",
    (select coalesce(sum(amount_pence), 0) from invoicing.payment where settled_on is not null and rejected_on is null)::text as "paidPence",
    (select coalesce(sum(case kind when 'PAID' then amount_pence else -amount_pence end), 0) from ledger.transfers_of('{PAID,PAYMENT_REJECTED}'))::text as "ledgerPaidPence"`;
