-- Orders that wait for an approver, those whose time runs out first at the top.
-- $1 and $2 time limit and id of the last row before or null, $3 how many
select o.id, w.until::text as until
from ordering."order" o
cross join lateral (
  select coalesce(ordering.ends_unanswered_at(o.id, o.answer_by, o.urgent), 'infinity') as until
) w
where o.status = 'AWAITING_APPROVAL' and o.council_id = (select kernel.scope_wide_council())
  and ($1::timestamptz is null or (w.until, o.id) > ($1::timestamptz, $2::uuid))
order by w.until, o.id limit $3
