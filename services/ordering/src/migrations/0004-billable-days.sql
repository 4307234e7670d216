-- What can be invoiced, with what its day multiplied it by: quantity × unit price × multiplier, rounded once, is the amount.
drop function ordering.billable(uuid[]);
create function ordering.billable(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int, multiplier numeric)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, 'DELIVERY', d.council_id, d.order_id, d.person_id, d.budget_id, d.provider_id, o.service_id, l.variant_id, d.on_date,
    d.confirmed_at, d.quantity, c.unit_price_pence, d.amount_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version), c.multiplier
  from ordering.delivery d
  join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  where d.id = any (p_ids) and d.status = 'CONFIRMED' and d.amount_pence > 0
  union all
  select c.id, 'FEE', c.council_id, c.order_id, c.person_id, c.budget_id, c.provider_id, o.service_id, l.variant_id, c.on_date,
    c.ended_at, 1, c.fee_pence, c.fee_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version), 1
  from ordering.occurrence c
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = any (p_ids) and c.status = 'CANCELLED' and c.fee_pence > 0
$$;
grant execute on function ordering.billable to owncourse_app;
