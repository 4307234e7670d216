-- Of what can be invoiced, that whose order has other visits on the same London day, and when it was to begin.
create function ordering.one_of_several(p_ids uuid[]) returns table (id uuid, starts_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  with visit as (
    select d.id, c.id as occurrence_id, c.order_id, c.on_date, c.starts_at
    from ordering.delivery d join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id where d.id = any (p_ids)
    union all
    select c.id, c.id, c.order_id, c.on_date, c.starts_at from ordering.occurrence c where c.id = any (p_ids)
  )
  select v.id, v.starts_at from visit v
  where exists (
    select 1 from ordering.occurrence o
    where o.order_id = v.order_id and o.on_date = v.on_date and o.id <> v.occurrence_id and not (o.status = 'CANCELLED' and o.replaced)
  )
$$;
grant execute on function ordering.one_of_several to owncourse_app;
