-- What each order waits for, why the council looks at it and what was decided.
-- $1 ids
select o.id, o.council_id, o.provider_id, o.status, o.refusal_reason, o.decided_by, o.decided_at, r.reasons,
  (select n.name from identity.person_names(array[o.decided_by]) n) as decided_by_name,
  case when o.status in ('SUBMITTED', 'AWAITING_APPROVAL')
    then ordering.ends_unanswered_at(o.id, o.answer_by, o.urgent) end as answer_by
from ordering."order" o
cross join lateral (
  select coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'details', a.details) order by a.code), '[]') as reasons
  from ordering.approval_reason a where a.order_id = o.id and a.version = o.current_version
) r
where o.id = any ($1::uuid[])
