-- Orders that somebody pays for with their own money alone (docs/adr/0043). What the law on contracts at a distance asks for stands with the order:
-- that they were told their rights before they ordered, whether they asked for it to begin within the fourteen days, and when it was agreed.
create table ordering.own_purchase (
  council_id uuid not null,
  order_id uuid not null primary key,
  person_id uuid not null,
  rights_read_at timestamptz not null,
  asks_to_start_early boolean not null,
  -- The provider's yes; the fourteen days begin on the day after it.
  agreed_at timestamptz,
  foreign key (council_id, order_id) references ordering."order" (council_id, id)
);
select kernel.protect_table('ordering.own_purchase', 'exists (select 1 from ordering."order" o where o.id = order_id)');

create function ordering.note_own_purchase(p_order uuid, p_person uuid, p_early boolean, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.own_purchase (council_id, order_id, person_id, rights_read_at, asks_to_start_early)
  values (identity.self_funders_house(), p_order, p_person, p_at, p_early)
$$;

-- The provider said yes. @returns whose purchases these orders are; no row for orders of budgets.
create function ordering.agree_own_purchases(p_orders uuid[], p_at timestamptz) returns table (order_id uuid, person_id uuid)
language sql security definer set search_path = pg_catalog as $$
  update ordering.own_purchase p set agreed_at = p_at where p.order_id = any (p_orders) and p.agreed_at is null returning p.order_id, p.person_id
$$;
grant execute on function ordering.note_own_purchase, ordering.agree_own_purchases to owncourse_app;

-- What is paid by card has no invoice to a council or to whoever holds a budget: the card's receipt is its paper.
create or replace function ordering.billable(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int, multiplier numeric)
language sql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan set random_page_cost = 1.1 set max_parallel_workers_per_gather = 0 as $$
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
  where d.id = any (p_ids) and d.status = 'CONFIRMED' and coalesce(x.settled_pence, d.amount_pence) > 0 and d.council_id <> identity.self_funders_house()
  union all
  select c.id, 'FEE', c.council_id, c.order_id, c.person_id, c.budget_id, c.provider_id, o.service_id, l.variant_id, c.on_date,
    c.ended_at, 1, c.fee_pence, c.fee_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version), 1
  from ordering.occurrence c
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = any (p_ids) and c.status = 'CANCELLED' and c.fee_pence > 0 and c.council_id <> identity.self_funders_house()
$$;

-- No council decides about what somebody pays themselves: such a question stays between the two.
create or replace function ordering.disputes_to_council(p_today date, p_at timestamptz)
returns table (id uuid, council_id uuid, delivery_id uuid, order_id uuid, person_id uuid, provider_id uuid) language sql security definer set search_path = pg_catalog as $$
  update ordering.dispute d set with_council_at = p_at
  where d.status <> 'SETTLED' and d.with_council_at is null and d.to_council_on <= p_today and d.council_id <> identity.self_funders_house()
  returning d.id, d.council_id, d.delivery_id, d.order_id, d.person_id, d.provider_id
$$;

-- What somebody paid themselves is of no council (the nil id): any council's moderator looks at what they say of it.
create or replace function ordering.ratable_order(p_order uuid, p_person uuid) returns table (council_id uuid, provider_id uuid, service_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select case when o.council_id = identity.self_funders_house() then '00000000-0000-0000-0000-000000000000' else o.council_id end, o.provider_id, o.service_id from ordering."order" o
  where o.id = p_order and p_person = any (o.participant_ids)
    and exists (select 1 from ordering.delivery d where d.order_id = o.id and d.person_id = p_person and d.status = 'CONFIRMED')
$$;
