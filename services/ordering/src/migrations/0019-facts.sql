-- What messages say about orders and visits, by their ids. No prices.

create function ordering.order_facts(p_ids uuid[])
returns table (id uuid, council_id uuid, person_ids uuid[], provider_id uuid, service_id uuid, status text, first_on date, placed_by uuid, reason text)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id, o.participant_ids, o.provider_id, o.service_id, o.status, v.starts_on, o.placed_by, coalesce(o.refusal_reason, o.decline_reason)
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  where o.id = any (p_ids)
$$;

create function ordering.visit_facts(p_ids uuid[]) returns table (id uuid, order_id uuid, on_date date)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id, c.order_id, c.on_date from ordering.occurrence c where c.id = any (p_ids)
$$;

create function ordering.delivery_facts(p_ids uuid[])
returns table (id uuid, council_id uuid, order_id uuid, person_id uuid, provider_id uuid, service_id uuid, on_date date, confirmed_by uuid, dispute_reason text)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, d.council_id, d.order_id, d.person_id, d.provider_id, o.service_id, d.on_date, d.confirmed_by, d.dispute_reason
  from ordering.delivery d join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  where d.id = any (p_ids)
$$;

grant execute on function ordering.order_facts, ordering.visit_facts, ordering.delivery_facts to owncourse_app;
