-- Invoices the reader may see (row-level security decides), by id or a page of them, newest first. Sums are of the lines the
-- reader may see, so that nobody learns from a total what others bought.
-- $1 ids or null, $2 statuses or null, $3 issued_on and $4 id of the last one of the page before or null, $5 how many
with page as materialized (
  select * from invoicing.invoice i
  where ($1::uuid[] is null or i.id = any ($1::uuid[])) and ($2::text[] is null or i.status = any ($2::text[]))
    and ($3::date is null or (i.issued_on, i.id) < ($3::date, $4::uuid))
  order by i.issued_on desc, i.id desc limit $5
)
select p.id, p.council_id, p.provider_id, p.number, p.payer_id, p.payer_kind, p.person_ids, p.period_start, p.period_end, p.issued_on, p.due_on, p.status,
  p.approved_by, p.approved_at, p.paid_on, p.external_number, visible.total_pence, visible.line_count,
  array(
    select distinct problem from invoicing.invoice_line l, unnest(invoicing.open_problems(l.council_id, l.invoice_id, l.line_number, l.match_problems)) problem
    where l.council_id = p.council_id and l.invoice_id = p.id and l.match_problems <> '{}' order by problem
  ) as match_problems
from page p
cross join lateral (
  select coalesce(sum(l.line_pence), 0)::bigint as total_pence, count(*)::int as line_count
  from invoicing.invoice_line l where l.council_id = p.council_id and l.invoice_id = p.id
) visible
order by p.issued_on desc, p.id desc
