-- What a confirmed visit really costs: what was agreed when it was questioned afterwards, if it was (model.md "Money", credit note).

-- What can be invoiced: before there is an invoice it simply carries what was agreed. A visit that in the end costs nothing is
-- not on one.
create or replace function ordering.billable(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int, multiplier numeric)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, 'DELIVERY', d.council_id, d.order_id, d.person_id, d.budget_id, d.provider_id, o.service_id, l.variant_id, d.on_date, d.confirmed_at,
    case when o.shares is null then coalesce(x.settled_quantity, d.quantity) else 1 end,
    case when o.shares is null then c.unit_price_pence
      -- As when it was noted: never more than was held.
      else least(ordering.share_pence(round(coalesce(x.settled_quantity, d.quantity) * c.unit_price_pence * c.multiplier)::bigint, o.shares, o.share_place), c.amount_pence) end,
    coalesce(x.settled_pence, d.amount_pence), c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version),
    case when o.shares is null then c.multiplier else 1 end
  from ordering.delivery d
  join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  left join ordering.dispute x on x.delivery_id = d.id and x.after_accrual and x.credit_owed_pence > 0
  where d.id = any (p_ids) and d.status = 'CONFIRMED' and coalesce(x.settled_pence, d.amount_pence) > 0
  union all
  select c.id, 'FEE', c.council_id, c.order_id, c.person_id, c.budget_id, c.provider_id, o.service_id, l.variant_id, c.on_date,
    c.ended_at, 1, c.fee_pence, c.fee_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version), 1
  from ordering.occurrence c
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = any (p_ids) and c.status = 'CANCELLED' and c.fee_pence > 0
$$;

-- What is owed back because a confirmed visit was questioned and settled for less: of these questions, or of all.
drop function ordering.credits_owed(uuid);
create function ordering.credits_owed(p_disputes uuid[])
returns table (dispute_id uuid, council_id uuid, delivery_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, settled_quantity numeric,
  settled_pence bigint, credit_pence bigint, settled_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, d.council_id, d.delivery_id, d.order_id, d.person_id, d.budget_id, d.provider_id, d.settled_quantity, d.settled_pence, d.credit_owed_pence, d.settled_at
  from ordering.dispute d where d.credit_owed_pence > 0 and (p_disputes is null or d.id = any (p_disputes)) order by d.settled_at, d.id
$$;
create index dispute_owing on ordering.dispute (settled_at, id) where credit_owed_pence > 0;
-- A visit is questioned once after it was confirmed.
create unique index dispute_after_accrual on ordering.dispute (delivery_id) where after_accrual;
grant execute on function ordering.credits_owed to owncourse_app, owncourse_auditor;
