-- As in ordering 0201 and 0140, for a month at once: who paid from which part is asked for divided budgets only, payers of all days together.
create or replace function invoicing.take_billables(p_ids uuid[]) returns setof uuid language sql security definer set search_path = pg_catalog as $$
  with billable as materialized (
    select b.* from ordering.billable(p_ids) b left join (select l.billable_id from invoicing.invoice_line l where l.billable_id = any (p_ids)) l on l.billable_id = b.id
    where b.council_id <> '00000000-0000-0000-0000-000000000000' and l.billable_id is null
  ), payer as (
    select p.* from ledger.day_payers(array(select budget_id from billable order by id), array(select on_date from billable order by id)) p
  ), divided as materialized (
    select b.council_id, b.id, b.budget_id, b.on_date
    from ledger.divided_budgets(array(select distinct budget_id from billable)) d join billable b on b.budget_id = d
  ), part as (
    select a.* from ledger.accrual_payers(array(select council_id from divided order by id), array(select id from divided order by id),
      array(select budget_id from divided order by id), array(select on_date from divided order by id)) a
  ), variant as (
    select v.* from catalogue.variants(array(select distinct variant_id from billable)) v
  ), service as (
    select s.* from catalogue.services(array(select distinct service_id from billable)) s
  ), provider as (
    select p.* from catalogue.providers(array(select distinct provider_id from billable)) p
  ), taken as (
    insert into invoicing.billable_item (council_id, id, kind, provider_id, payer_id, payer_kind, order_id, person_id, budget_id, service_id, variant_id,
      description, unit, on_date, confirmed_on, quantity, unit_price_pence, multiplier, amount_pence, ordered_pence, rate_card_version, vat_category, vat_reason)
    select b.council_id, b.id, b.kind, b.provider_id,
      case when w.route is null or w.route = 'COUNCIL_MANAGED' then b.council_id else w.payer_id end,
      case when w.route is null or w.route = 'COUNCIL_MANAGED' then 'COUNCIL' when w.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE') then 'PERSON' else 'ORGANISATION' end,
      b.order_id, b.person_id, b.budget_id, b.service_id, b.variant_id,
      case b.kind when 'FEE' then 'Cancelled late: ' else '' end || concat_ws(', ', coalesce(v.service_name, s.name, 'Support'), v.name,
        case when b.multiplier <> 1 then 'bank holiday × ' || trim_scale(b.multiplier) end, 'share ' || h.share, 'at ' || to_char(m.starts_at at time zone 'Europe/London', 'HH24:MI')),
      case when b.kind = 'FEE' or h.share is not null then 'ITEM' else coalesce(v.unit, 'ITEM') end,
      b.on_date, (b.confirmed_at at time zone 'Europe/London')::date, b.quantity, b.unit_price_pence, b.multiplier, b.amount_pence, b.ordered_pence, b.rate_card_version,
      t.category, t.reason
    from billable b
    left join ordering.order_shares(array(select distinct order_id from billable)) h on h.order_id = b.order_id
    left join ordering.one_of_several(array(select id from billable)) m on m.id = b.id
    -- What is not on sale any more was delivered all the same; without its treatment the standard rate is the careful reading.
    left join variant v on v.id = b.variant_id
    left join service s on s.id = b.service_id
    left join provider r on r.id = b.provider_id
    left join payer p on p.day = b.on_date and p.budget_id = b.budget_id
    left join part q on q.cause_id = b.id
    cross join lateral (select coalesce(q.route, p.route) as route, case when q.route is null then p.payer_id else q.payer_id end as payer_id) w
    cross join lateral invoicing.vat_of(coalesce(v.vat_treatment, 'STANDARD'), coalesce(v.vat_status, r.vat_status, 'NOT_REGISTERED')) t
    on conflict (id) do nothing
    returning provider_id
  )
  select distinct provider_id from taken
$$;

-- How many rows there are is not known where functions are joined, so that ways which only suit a handful are shut.
alter function invoicing.take_billables set enable_mergejoin = off;
alter function invoicing.take_billables set work_mem = '64MB';
alter function invoicing.make_invoices set enable_nestloop = off;
alter function invoicing.make_invoices set work_mem = '64MB';
