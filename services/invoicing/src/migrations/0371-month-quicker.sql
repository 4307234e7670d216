-- As in 0320, but which visits are one of several on their day is told with the visits (ordering 0450).
create or replace function invoicing.take_billables(p_ids uuid[]) returns setof uuid language sql security definer set search_path = pg_catalog as $$
  with billable as materialized (
    select b.* from ordering.billable_of(p_ids) b
    left join (
      select l.billable_id as id from invoicing.invoice_line l where l.billable_id = any (p_ids)
      union all
      select i.id from invoicing.billable_item i where i.id = any (p_ids)
    ) t on t.id = b.id
    where b.council_id <> '00000000-0000-0000-0000-000000000000' and t.id is null
  ), budget as materialized (
    select array(select distinct budget_id from billable) as ids
  ), held as materialized (
    select b.budget_id, b.on_date from ledger.held_elsewhere((select ids from budget)) h join billable b on b.budget_id = h
  ), payer as (
    select p.* from (select array_agg(h.budget_id) as budgets, array_agg(h.on_date) as days from held h) w cross join lateral ledger.day_payers(w.budgets, w.days) p
  ), divided as materialized (
    select b.council_id, b.id, b.budget_id, b.on_date
    from ledger.divided_budgets((select ids from budget)) d join billable b on b.budget_id = d
  ), part as (
    select a.* from (select array_agg(d.council_id) as councils, array_agg(d.id) as ids, array_agg(d.budget_id) as budgets, array_agg(d.on_date) as days from divided d) w
    cross join lateral ledger.accrual_payers(w.councils, w.ids, w.budgets, w.days) a
  ), variant as (
    select v.* from catalogue.variants(array(select distinct variant_id from billable)) v
  ), unsold as materialized (
    select b.service_id, b.provider_id from billable b where not exists (select from variant v where v.id = b.variant_id)
  ), service as (
    select s.* from catalogue.services(array(select distinct service_id from unsold)) s
  ), provider as (
    select p.* from catalogue.providers(array(select distinct provider_id from unsold)) p
  ), taken as (
    insert into invoicing.billable_item (council_id, id, kind, provider_id, payer_id, payer_kind, order_id, person_id, budget_id, service_id, variant_id,
      description, unit, on_date, confirmed_on, quantity, unit_price_pence, multiplier, amount_pence, ordered_pence, rate_card_version, vat_category, vat_reason)
    select b.council_id, b.id, b.kind, b.provider_id,
      case when w.route is null or w.route = 'COUNCIL_MANAGED' then b.council_id else w.payer_id end,
      case when w.route is null or w.route = 'COUNCIL_MANAGED' then 'COUNCIL' when w.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE') then 'PERSON' else 'ORGANISATION' end,
      b.order_id, b.person_id, b.budget_id, b.service_id, b.variant_id,
      case b.kind when 'FEE' then 'Cancelled late: ' else '' end || concat_ws(', ', coalesce(v.service_name, s.name, 'Support'), v.name,
        case when b.multiplier <> 1 then 'bank holiday × ' || trim_scale(b.multiplier) end, 'share ' || b.share, 'at ' || to_char(b.several_at at time zone 'Europe/London', 'HH24:MI')),
      case when b.kind = 'FEE' or b.share is not null then 'ITEM' else coalesce(v.unit, 'ITEM') end,
      b.on_date, (b.confirmed_at at time zone 'Europe/London')::date, b.quantity, b.unit_price_pence, b.multiplier, b.amount_pence, b.ordered_pence, b.rate_card_version,
      t.category, t.reason
    from billable b
    -- What is not on sale any more was delivered all the same; without its treatment the standard rate is the careful reading.
    left join variant v on v.id = b.variant_id
    left join service s on s.id = b.service_id
    left join provider r on r.id = b.provider_id
    left join payer p on p.day = b.on_date and p.budget_id = b.budget_id
    left join part q on q.cause_id = b.id
    cross join lateral (select coalesce(q.route, p.route) as route, case when q.route is null then p.payer_id else q.payer_id end as payer_id) w
    cross join lateral invoicing.vat_of(coalesce(v.vat_treatment, 'STANDARD'), coalesce(v.vat_status, r.vat_status, 'NOT_REGISTERED')) t
    returning provider_id
  )
  select distinct provider_id from taken
$$;

alter function invoicing.take_billables set enable_mergejoin = off;
alter function invoicing.take_billables set work_mem = '64MB';
alter function invoicing.take_billables set plan_cache_mode = force_custom_plan;
alter function invoicing.take_billables set random_page_cost = 1.1;
alter function invoicing.take_billables set max_parallel_workers_per_gather = 0;

-- Every line has its invoice: asked of all new lines together. A foreign key asks for each line, which took as long as writing it; invoices are never
-- taken away and never change their number, so that nothing else can part them.
create function invoicing.refuse_orphans() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from (select distinct l.council_id, l.invoice_id from written l) l
    where not exists (select from invoicing.invoice i where i.council_id = l.council_id and i.id = l.invoice_id)
  ) then
    raise exception 'A line needs its invoice.' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger with_its_invoice after insert on invoicing.invoice_line referencing new table as written for each statement execute function invoicing.refuse_orphans();
alter table invoicing.invoice_line drop constraint invoice_line_council_id_invoice_id_fkey;

-- Each provider that has something on the pile until that day, a step from one to the next: most have thousands of visits there.
create or replace function invoicing.waiting_providers(p_through date, p_after uuid, p_limit int) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  with recursive step as (
    select n.id, n.waits, n.waits::int as found from (
      select i.provider_id as id, (select min(w.on_date) from invoicing.billable_item w where w.provider_id = i.provider_id) <= p_through as waits
      from invoicing.billable_item i where i.provider_id > p_after order by i.provider_id limit 1
    ) n
    union all
    select n.id, n.waits, s.found + n.waits::int from step s cross join lateral (
      select i.provider_id as id, (select min(w.on_date) from invoicing.billable_item w where w.provider_id = i.provider_id) <= p_through as waits
      from invoicing.billable_item i where i.provider_id > s.id order by i.provider_id limit 1
    ) n
    where s.found < p_limit
  )
  select id from step where waits order by id
$$;

-- As in 0344; visits of one day are held against each other only where there are several.
-- charged_twice: something on it seems to be, and its provider can say how it was.
drop function invoicing.make_invoices(uuid[], date, date);
drop function invoicing.explainable(uuid[]);
create function invoicing.make_invoices(p_providers uuid[], p_through date, p_today date)
returns table (invoice_id uuid, council_id uuid, provider_id uuid, charged_twice boolean) language plpgsql security definer set search_path = pg_catalog as $$
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
  ), invoiced as materialized (
    select l.order_id, l.person_id, l.on_date, array_agg(l.billable_id) as ids from invoicing.invoice_line l
    where l.order_id = any (array(select distinct order_id from taken)) and l.on_date between (select min(on_date) from taken) and (select max(on_date) from taken)
    group by l.order_id, l.person_id, l.on_date
  ), together as (
    select t.order_id, t.person_id, t.on_date from taken t group by t.order_id, t.person_id, t.on_date having count(*) > 1
  ), several as materialized (
    select t.id, t.order_id, t.person_id, t.on_date, coalesce(i.ids, '{}') as invoiced from taken t
    left join together g on g.order_id = t.order_id and g.person_id = t.person_id and g.on_date = t.on_date
    left join invoiced i on i.order_id = t.order_id and i.person_id = t.person_id and i.on_date = t.on_date
    where g.order_id is not null or i.order_id is not null
  ), visit_time as materialized (
    select v.id, v.starts_at from ordering.one_of_several(array(select s.id from several s union select i from several s, unnest(s.invoiced) i)) v
  ), at_same_time as (
    select s.id from (
      select s.id, s.invoiced, w.starts_at, count(*) over (partition by s.order_id, s.person_id, s.on_date, w.starts_at) as at_once
      from several s left join visit_time w on w.id = s.id
    ) s
    where s.at_once > 1 or exists (select from unnest(s.invoiced) l left join visit_time o on o.id = l where o.starts_at is not distinct from s.starts_at)
  ), checked as materialized (
    select t.*, invoicing.vat_in(t.amount_pence, r.percent) as vat_pence,
      case when w.quantity_over or w.price_differs or d.id is not null then array_remove(array[
        case when w.quantity_over then 'QUANTITY_OVER_ORDERED' end,
        case when w.price_differs then 'PRICE_DIFFERS' end,
        case when d.id is not null then 'DUPLICATE_VISIT' end], null) else '{}' end as problems
    from taken t join invoicing.vat_rate r on r.category = t.vat_category and r.covers @> t.on_date
    left join at_same_time d on d.id = t.id
    cross join lateral (
      select t.kind = 'DELIVERY' and t.amount_pence > t.ordered_pence as quantity_over,
        t.amount_pence <> round(t.quantity * t.unit_price_pence * t.multiplier) as price_differs
    ) w
  ), person as (
    select provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period, person_id, max(terms_days) as terms_days, min(on_date) as first_day,
      max(on_date) as last_day, sum(amount_pence) as total_pence, sum(vat_pence) as vat_pence, bool_or('DUPLICATE_VISIT' = any (problems)) as charged_twice
    from checked group by provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period, person_id
  ), head as (
    select provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period, invoicing.number_prefix(provider_id, council_id, payer_kind, p_today) as prefix, max(terms_days) as terms_days,
      array_agg(person_id order by person_id) as person_ids, coalesce(lower(period), min(first_day)) as first_day, coalesce(upper(period) - 1, max(last_day)) as last_day,
      sum(total_pence)::bigint as total_pence, sum(vat_pence)::bigint as vat_pence, bool_or(charged_twice) as charged_twice
    from person group by provider_id, council_id, payer_id, payer_kind, payer_for, outside_vat, period
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
  select n.id, n.council_id, n.provider_id, n.charged_twice from named n;
end $$;
alter function invoicing.make_invoices set enable_nestloop = off;
alter function invoicing.make_invoices set work_mem = '64MB';
grant execute on function invoicing.make_invoices to owncourse_app;
