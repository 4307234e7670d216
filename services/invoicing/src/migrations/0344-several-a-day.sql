-- As in 0323. An order may have several visits a day: only those at the same time seem to charge one visit twice, and those of which no time is known.
create or replace function invoicing.make_invoices(p_providers uuid[], p_through date, p_today date)
returns table (invoice_id uuid, council_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  this_year constant int := extract(year from p_today);
begin
  insert into invoicing.provider_counter (provider_id, year)
  select distinct p, this_year from unnest(p_providers) p order by p on conflict do nothing;
  -- Locked for every series of the provider's numbers.
  perform 1 from invoicing.provider_counter where provider_id = any (p_providers) and year = this_year order by provider_id for update;
  insert into invoicing.self_billing_counter (provider_id, prefix, year)
  select distinct a.provider_id, a.prefix, this_year from invoicing.self_billing_agreement a where a.provider_id = any (p_providers) and a.covers @> p_today on conflict do nothing;
  return query
  with policy as materialized (
    select w.council_id, coalesce(identity.policy(w.council_id, 'invoicePeriod', p_today) #>> '{}', 'on-confirmation') as rule,
      coalesce((identity.policy(w.council_id, 'paymentTermsDays', p_today) #>> '{}')::int, 30) as terms_days
    from (select distinct i.council_id from invoicing.billable_item i where i.provider_id = any (p_providers)) w
  ), own as materialized (
    select o.provider_id, o.council_id from invoicing.own_invoices o where o.provider_id = any (p_providers) and o.covers @> p_today
  ), taken as (
    delete from invoicing.billable_item i using policy p
    where i.provider_id = any (p_providers) and p.council_id = i.council_id and i.on_date <= p_through
      and not (i.payer_kind = 'COUNCIL' and (i.provider_id, i.council_id) in (select o.provider_id, o.council_id from own o))
      and coalesce(upper(invoicing.period_of(p.rule, i.on_date)) <= p_today, true)
    returning i.*, p.terms_days, invoicing.period_of(p.rule, i.on_date) as period,
      case i.payer_kind when 'COUNCIL' then '00000000-0000-0000-0000-000000000000' else i.person_id end as payer_for, i.vat_category = 'O' as outside_vat
  ), same_day as materialized (
    select t.id, count(*) over (partition by t.order_id, t.person_id, t.on_date) > 1 as is_one_of_several, array(
      select l.billable_id from invoicing.invoice_line l where l.order_id = t.order_id and l.person_id = t.person_id and l.on_date = t.on_date) as invoiced
    from taken t
  ), visit_time as materialized (
    select v.id, v.starts_at from ordering.one_of_several(array(
      select d.id from same_day d where d.is_one_of_several or d.invoiced <> '{}' union select i from same_day d, unnest(d.invoiced) i)) v
  ), checked as (
    select t.*, invoicing.vat_in(t.amount_pence, r.percent) as vat_pence, array_remove(array[
      case when t.kind = 'DELIVERY' and t.amount_pence > t.ordered_pence then 'QUANTITY_OVER_ORDERED' end,
      case when t.amount_pence <> round(t.quantity * t.unit_price_pence * t.multiplier) then 'PRICE_DIFFERS' end,
      case when d.is_one_of_several and count(*) over (partition by t.order_id, t.person_id, t.on_date, w.starts_at) > 1
        or d.invoiced <> '{}' and exists (select 1 from unnest(d.invoiced) l left join visit_time o on o.id = l where o.starts_at is not distinct from w.starts_at)
      then 'DUPLICATE_VISIT' end], null) as problems
    from taken t join invoicing.vat_rate r on r.category = t.vat_category and r.covers @> t.on_date
    join same_day d on d.id = t.id left join visit_time w on w.id = t.id
  ), head as (
    select provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period, invoicing.number_prefix(provider_id, council_id, payer_kind, p_today) as prefix, max(terms_days) as terms_days,
      array_agg(distinct person_id) as person_ids, coalesce(lower(period), min(on_date)) as first_day, coalesce(upper(period) - 1, max(on_date)) as last_day,
      sum(amount_pence)::bigint as total_pence, sum(vat_pence)::bigint as vat_pence
    from checked group by provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period
  ), numbered as (
    select h.*, coalesce(s.next_number, c.next_number) - 1
      + (row_number() over (partition by h.provider_id, h.prefix order by h.first_day, h.council_id, h.payer_id, h.payer_for, h.outside_vat))::int as number_in_year
    from head h join invoicing.provider_counter c on c.provider_id = h.provider_id and c.year = this_year
    left join invoicing.self_billing_counter s on s.provider_id = h.provider_id and s.prefix = h.prefix and s.year = this_year
  ), named as materialized (
    select n.*, md5(concat_ws(':', 'invoice', n.provider_id, nullif(n.prefix, 'OC'), this_year, n.number_in_year))::uuid as id,
      concat(n.prefix, '-', this_year, '-', lpad(n.number_in_year::text, greatest(5, length(n.number_in_year::text)), '0')) as number
    from numbered n
  ), counted as (
    update invoicing.provider_counter c set next_number = m.last + 1
    from (select provider_id, max(number_in_year) as last from named where prefix = 'OC' group by provider_id) m
    where c.provider_id = m.provider_id and c.year = this_year
  ), counted_apart as (
    update invoicing.self_billing_counter c set next_number = m.last + 1
    from (select provider_id, prefix, max(number_in_year) as last from named where prefix <> 'OC' group by provider_id, prefix) m
    where c.provider_id = m.provider_id and c.prefix = m.prefix and c.year = this_year
  ), issued as (
    insert into invoicing.invoice (council_id, id, provider_id, prefix, year, number_in_year, number, payer_id, payer_kind, person_ids, period_start, period_end,
      issued_on, due_on, status, total_pence, vat_pence)
    select council_id, id, provider_id, prefix, this_year, number_in_year, number, payer_id, payer_kind, person_ids, first_day, last_day,
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
alter function invoicing.make_invoices set enable_nestloop = off;
alter function invoicing.make_invoices set work_mem = '64MB';
