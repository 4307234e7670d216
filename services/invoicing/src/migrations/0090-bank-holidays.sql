-- Lines of bank holidays: the rate card's multiplier is part of the match and of what the line says; the sum is rounded once.
alter table invoicing.billable_item add column multiplier numeric(6, 4) not null default 1 check (multiplier >= 1);

create or replace function invoicing.take_billables(p_ids uuid[]) returns setof uuid language sql security definer set search_path = pg_catalog as $$
  with billable as materialized (
    select * from ordering.billable(p_ids) b where b.council_id <> '00000000-0000-0000-0000-000000000000'
  ), payer as (
    select g.on_date, p.budget_id, p.route, p.payer_id
    from (select on_date, array_agg(distinct budget_id) as budgets from billable group by on_date) g, ledger.payers(g.budgets, g.on_date) p
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
      case when p.route is null or p.route = 'COUNCIL_MANAGED' then b.council_id else p.payer_id end,
      case when p.route is null or p.route = 'COUNCIL_MANAGED' then 'COUNCIL' when p.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE') then 'PERSON' else 'ORGANISATION' end,
      b.order_id, b.person_id, b.budget_id, b.service_id, b.variant_id,
      case b.kind when 'FEE' then 'Cancelled late: ' else '' end || concat_ws(', ', coalesce(v.service_name, s.name, 'Support'), v.name,
        case when b.multiplier <> 1 then 'bank holiday × ' || trim_scale(b.multiplier) end),
      case b.kind when 'FEE' then 'ITEM' else coalesce(v.unit, 'ITEM') end,
      b.on_date, (b.confirmed_at at time zone 'Europe/London')::date, b.quantity, b.unit_price_pence, b.multiplier, b.amount_pence, b.ordered_pence, b.rate_card_version,
      t.category, t.reason
    from billable b
    -- What is not on sale any more was delivered all the same; without its treatment the standard rate is the careful reading.
    left join variant v on v.id = b.variant_id
    left join service s on s.id = b.service_id
    left join provider r on r.id = b.provider_id
    left join payer p on p.on_date = b.on_date and p.budget_id = b.budget_id
    cross join lateral invoicing.vat_of(coalesce(v.vat_treatment, 'STANDARD'), coalesce(v.vat_status, r.vat_status, 'NOT_REGISTERED')) t
    where not exists (select 1 from invoicing.invoice_line l where l.billable_id = b.id)
    on conflict (id) do nothing
    returning provider_id
  )
  select distinct provider_id from taken
$$;

create or replace function invoicing.make_invoices(p_providers uuid[], p_through date, p_today date)
returns table (invoice_id uuid, council_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  this_year constant int := extract(year from p_today);
begin
  insert into invoicing.provider_counter (provider_id, year)
  select distinct p, this_year from unnest(p_providers) p order by p on conflict do nothing;
  perform 1 from invoicing.provider_counter where provider_id = any (p_providers) and year = this_year order by provider_id for update;
  return query
  with policy as materialized (
    select w.council_id, coalesce(identity.policy(w.council_id, 'invoicePeriod', p_today) #>> '{}', 'on-confirmation') as rule,
      coalesce((identity.policy(w.council_id, 'paymentTermsDays', p_today) #>> '{}')::int, 30) as terms_days
    from (select distinct i.council_id from invoicing.billable_item i where i.provider_id = any (p_providers)) w
  ), taken as (
    delete from invoicing.billable_item i using policy p
    where i.provider_id = any (p_providers) and p.council_id = i.council_id and i.on_date <= p_through
      and coalesce(upper(invoicing.period_of(p.rule, i.on_date)) <= p_today, true)
    returning i.*, p.terms_days, invoicing.period_of(p.rule, i.on_date) as period,
      case i.payer_kind when 'COUNCIL' then '00000000-0000-0000-0000-000000000000' else i.person_id end as payer_for, i.vat_category = 'O' as outside_vat
  ), checked as (
    select t.*, invoicing.vat_in(t.amount_pence, r.percent) as vat_pence, array_remove(array[
      case when t.kind = 'DELIVERY' and t.amount_pence > t.ordered_pence then 'QUANTITY_OVER_ORDERED' end,
      case when t.amount_pence <> round(t.quantity * t.unit_price_pence * t.multiplier) then 'PRICE_DIFFERS' end,
      case when count(*) over (partition by t.order_id, t.person_id, t.on_date) > 1 or exists (
        select 1 from invoicing.invoice_line l where l.order_id = t.order_id and l.person_id = t.person_id and l.on_date = t.on_date
      ) then 'DUPLICATE_VISIT' end], null) as problems
    from taken t join invoicing.vat_rate r on r.category = t.vat_category and r.covers @> t.on_date
  ), head as (
    select provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period, max(terms_days) as terms_days,
      array_agg(distinct person_id) as person_ids, coalesce(lower(period), min(on_date)) as first_day, coalesce(upper(period) - 1, max(on_date)) as last_day,
      sum(amount_pence)::bigint as total_pence, sum(vat_pence)::bigint as vat_pence
    from checked group by provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period
  ), numbered as (
    select h.*, c.next_number - 1 + (row_number() over (partition by h.provider_id order by h.first_day, h.council_id, h.payer_id, h.payer_for, h.outside_vat))::int as number_in_year
    from head h join invoicing.provider_counter c on c.provider_id = h.provider_id and c.year = this_year
  ), named as materialized (
    select n.*, md5(concat_ws(':', 'invoice', n.provider_id, this_year, n.number_in_year))::uuid as id,
      concat('OC-', this_year, '-', lpad(n.number_in_year::text, greatest(5, length(n.number_in_year::text)), '0')) as number
    from numbered n
  ), counted as (
    update invoicing.provider_counter c set next_number = m.last + 1
    from (select provider_id, max(number_in_year) as last from named group by provider_id) m
    where c.provider_id = m.provider_id and c.year = this_year
  ), issued as (
    insert into invoicing.invoice (council_id, id, provider_id, year, number_in_year, number, payer_id, payer_kind, person_ids, period_start, period_end,
      issued_on, due_on, status, total_pence, vat_pence)
    select council_id, id, provider_id, this_year, number_in_year, number, payer_id, payer_kind, person_ids, first_day, last_day,
      p_today, p_today + terms_days, 'ISSUED', total_pence, vat_pence
    from named
  ), lined as (
    insert into invoicing.invoice_line (council_id, invoice_id, line_number, billable_id, kind, provider_id, order_id, person_id, budget_id, service_id, variant_id,
      description, unit, on_date, quantity, unit_price_pence, line_pence, rate_card_version, vat_category, vat_reason, vat_pence, match_problems)
    select c.council_id, n.id, row_number() over (partition by n.id order by c.on_date, c.id), c.id, c.kind, c.provider_id, c.order_id, c.person_id, c.budget_id,
      c.service_id, c.variant_id, c.description, c.unit, c.on_date, c.quantity, c.unit_price_pence, c.amount_pence, c.rate_card_version, c.vat_category,
      c.vat_reason, c.vat_pence, c.problems
    from checked c join named n on n.provider_id = c.provider_id and n.council_id = c.council_id and n.payer_id = c.payer_id and n.payer_kind = c.payer_kind
      and n.payer_for = c.payer_for and n.outside_vat = c.outside_vat and n.period is not distinct from c.period
  )
  select n.id, n.council_id from named n;
end $$;
