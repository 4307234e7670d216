-- As in 0201, looking only at visits about a day from each: an order's other visits of the same London day begin within 25 hours.
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
      and o.on_date = v.on_date and o.id <> v.occurrence_id and not (o.status = 'CANCELLED' and o.replaced)
  )
$$;

-- A handful of visits and a month of them need different plans; what they need is in memory, and other work needs the second processor.
alter function ordering.one_of_several set plan_cache_mode = force_custom_plan;
alter function ordering.one_of_several set random_page_cost = 1.1;
alter function ordering.one_of_several set max_parallel_workers_per_gather = 0;
alter function ordering.billable set plan_cache_mode = force_custom_plan;
alter function ordering.billable set random_page_cost = 1.1;
alter function ordering.billable set max_parallel_workers_per_gather = 0;
