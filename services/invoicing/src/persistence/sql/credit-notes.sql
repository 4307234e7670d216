-- Credit notes the reader may see (row-level security decides), newest first.
-- $1 ids or null, $2 ids of invoices or null, $3 whether something of it is still to come back, or null, $4 how many
select n.id, n.council_id, n.provider_id, n.number, n.payer_id, n.payer_kind, n.invoice_id, i.number as invoice_number, i.status = 'PAID' as invoice_paid,
  n.order_id, n.person_id, n.budget_id, n.billable_id as delivery_id, n.description, n.on_date, n.issued_on, n.credit_pence, n.vat_pence, n.vat_category, n.returned_on,
  n.reserved_pence, n.recovered_pence
from invoicing.credit_note n join invoicing.invoice i on i.council_id = n.council_id and i.id = n.invoice_id
where ($1::uuid[] is null or n.id = any ($1::uuid[])) and ($2::uuid[] is null or n.invoice_id = any ($2::uuid[]))
  and ($3::boolean is null or (n.recovered_pence < n.credit_pence) = $3::boolean)
order by n.issued_on desc, n.id desc limit $4
