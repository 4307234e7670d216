-- As in 0430. A visit that was called off and came back is no other visit of its day, unless something is charged for it: then fee and visit are for the same
-- time, which whoever makes invoices has to know.
create or replace function ordering.one_of_several(p_ids uuid[]) returns table (id uuid, starts_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  with visit as (
    select d.id, c.id as occurrence_id, c.order_id, c.on_date, c.starts_at
    from ordering.delivery d join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id where d.id = any (p_ids)
    union all
    select c.id, c.id, c.order_id, c.on_date, c.starts_at from ordering.occurrence c where c.id = any (p_ids) and c.status = 'CANCELLED'
  )
  select v.id, v.starts_at from visit v
  where exists (
    select 1 from ordering.occurrence o
    where o.order_id = v.order_id and o.starts_at between v.starts_at - interval '25 hours' and v.starts_at + interval '25 hours'
      and o.on_date = v.on_date and o.id <> v.occurrence_id and not (o.status = 'CANCELLED' and o.replaced and o.fee_pence = 0)
  )
$$;
alter function ordering.one_of_several set plan_cache_mode = force_custom_plan;
alter function ordering.one_of_several set random_page_cost = 1.1;
alter function ordering.one_of_several set max_parallel_workers_per_gather = 0;
