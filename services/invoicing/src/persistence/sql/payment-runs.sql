-- The council's own payment runs, not what people paid themselves (row-level security decides), by id or the newest.
-- $1 ids or null, $2 how many
select r.id, r.council_id, r.reference, r.status, r.total_pence, r.prepared_by, r.prepared_at, r.released_by, r.released_at, r.processing_on, p.payment_count
from (
  select * from invoicing.payment_run where holder_id is null and ($1::uuid[] is null or id = any ($1::uuid[])) order by prepared_at desc, id desc limit $2
) r
cross join lateral (select count(*)::int as payment_count from invoicing.payment p where p.council_id = r.council_id and p.run_id = r.id) p
order by r.prepared_at desc, r.id desc
