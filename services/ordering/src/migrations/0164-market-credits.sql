-- Market reports count what was paid for in the end: a visit that was confirmed and then settled for less counts as what was agreed,
-- and one that in the end cost nothing does not count.
create or replace function ordering.market_facts(p_council uuid, p_from date, p_to date)
returns table (order_id uuid, person_id uuid, service_id uuid, provider_id uuid, on_date date, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select d.order_id, d.person_id, o.service_id, d.provider_id, d.on_date, coalesce(x.settled_pence, d.amount_pence)
  from ordering.delivery d join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  left join ordering.dispute x on x.delivery_id = d.id and x.after_accrual and x.credit_owed_pence > 0
  where d.council_id = p_council and d.on_date between p_from and p_to and d.status = 'CONFIRMED' and coalesce(x.settled_pence, d.amount_pence) > 0
  union all
  select c.order_id, c.person_id, o.service_id, c.provider_id, c.on_date, c.fee_pence
  from ordering.occurrence c join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.council_id = p_council and c.on_date between p_from and p_to and c.status = 'CANCELLED' and c.fee_pence > 0
$$;
