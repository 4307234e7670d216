-- For whoever writes a paper about one visit: what was sold.
create function ordering.visits_sold(p_visits uuid[]) returns table (id uuid, order_id uuid, service_id uuid, variant_id uuid, provider_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id, c.order_id, o.service_id, l.variant_id, c.provider_id
  from ordering.occurrence c
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = any (p_visits)
$$;
grant execute on function ordering.visits_sold to owncourse_app;
