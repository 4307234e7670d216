-- After the approval's rules, which this follows: visits that a change took out do not make an order expire early.
create or replace function ordering.orders_to_expire(p_at timestamptz) returns table (id uuid, council_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id from ordering."order" o
  where o.status in ('SUBMITTED', 'AWAITING_APPROVAL')
    and least(o.answer_by, (select min(c.starts_at) from ordering.occurrence c where c.order_id = o.id and c.status <> 'CANCELLED')) < p_at
  order by o.id limit 1000
$$;
