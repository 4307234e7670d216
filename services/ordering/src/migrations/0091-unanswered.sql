-- After the rule for changed orders: an urgent one waits a little longer, and the approver's list says the same moment.
create or replace function ordering.orders_to_expire(p_at timestamptz) returns table (id uuid, council_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id from ordering."order" o
  where o.status in ('SUBMITTED', 'AWAITING_APPROVAL') and ordering.ends_unanswered_at(o.id, o.answer_by, o.urgent) < p_at
  order by o.id limit 1000
$$;
