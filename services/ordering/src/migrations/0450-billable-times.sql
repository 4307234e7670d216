-- What can be invoiced says by itself which visits are one of several on their day and which share they are, so that a month of them is read once.
drop function ordering.billable(uuid[]);
-- share: "1/3" of an order that several share. several_at: when a visit begins whose order has another one for the same person that day; null where it is the only one.
-- Not a definer of its own, so that it melts into the query that calls it.
create function ordering.billable_of(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int, multiplier numeric,
  share text, several_at timestamptz)
language sql stable as $$
  select b.id, b.kind, b.council_id, b.order_id, b.person_id, b.budget_id, b.provider_id, b.service_id, b.variant_id, b.on_date, b.confirmed_at, b.quantity,
    b.unit_price_pence, b.amount_pence, b.ordered_pence, b.rate_card_version, b.multiplier,
    case when b.shares is not null then b.shares[b.share_place + 1] || '/' || (select sum(w) from unnest(b.shares) w) end,
    case when exists (
      select from ordering.occurrence o
      where o.person_id = b.person_id and o.on_date = b.on_date and o.order_id = b.order_id and o.id <> b.visit_id
        and not (o.status = 'CANCELLED' and o.replaced and o.fee_pence = 0)
    ) then b.starts_at end
  from (
    select d.id, 'DELIVERY' as kind, d.council_id, d.order_id, d.person_id, d.budget_id, d.provider_id, o.service_id, l.variant_id, d.on_date, d.confirmed_at,
      case when o.shares is null then coalesce(x.settled_quantity, d.quantity) else 1 end as quantity,
      case when o.shares is null then c.unit_price_pence
        -- As when it was noted: never more than was held.
        else least(ordering.share_pence(round(coalesce(x.settled_quantity, d.quantity) * c.unit_price_pence * c.multiplier)::bigint, o.shares, o.share_place), c.amount_pence) end as unit_price_pence,
      coalesce(x.settled_pence, d.amount_pence) as amount_pence, c.amount_pence as ordered_pence, coalesce(c.rate_card_version, l.rate_card_version) as rate_card_version,
      case when o.shares is null then c.multiplier else 1 end as multiplier, o.shares, o.share_place, c.id as visit_id, c.starts_at
    from ordering.delivery d
    join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id
    join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
    join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
    left join ordering.dispute x on x.delivery_id = d.id and x.after_accrual and x.credit_owed_pence > 0
    where d.id = any (p_ids) and d.status = 'CONFIRMED' and coalesce(x.settled_pence, d.amount_pence) > 0 and d.council_id <> identity.self_funders_house()
    union all
    select c.id, 'FEE', c.council_id, c.order_id, c.person_id, c.budget_id, c.provider_id, o.service_id, l.variant_id, c.on_date,
      c.ended_at, 1, c.fee_pence, c.fee_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version), 1, o.shares, o.share_place, c.id, c.starts_at
    from ordering.occurrence c
    join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
    join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
    where c.id = any (p_ids) and c.status = 'CANCELLED' and c.fee_pence > 0 and c.council_id <> identity.self_funders_house()
  ) b
$$;

create function ordering.billable(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int, multiplier numeric,
  share text, several_at timestamptz)
language sql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan set random_page_cost = 1.1 set max_parallel_workers_per_gather = 0 as $$
  select b.* from ordering.billable_of(p_ids) b
$$;
grant execute on function ordering.billable to owncourse_app;
