-- Self-billing: a council makes a provider's invoices in its own name only while the provider agrees, for at most a year, with numbers of a
-- series of their own (docs/adr/0048; VAT Regulations 1995, reg. 13(3), and HMRC's notice on self-billing).
create table invoicing.self_billing_agreement (
  id uuid not null primary key,
  council_id uuid not null,
  provider_id uuid not null,
  prefix text not null check (prefix ~ '^[A-Z][A-Z0-9]{1,5}$' and prefix not in ('OC', 'CN', 'IN')),
  covers daterange not null check (not isempty(covers) and not lower_inf(covers) and not upper_inf(covers) and upper(covers) <= (lower(covers) + interval '1 year')::date),
  -- What was agreed to, word for word.
  words text not null check (words <> ''),
  agreed_by uuid not null,
  agreed_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  -- When both sides were told that it ends.
  told_at timestamptz,
  check ((ended_by is null) = (ended_at is null)),
  exclude using gist (provider_id with =, council_id with =, covers with &&)
);
create index self_billing_of_council on invoicing.self_billing_agreement (council_id, provider_id);
select kernel.protect_table('invoicing.self_billing_agreement', 'provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');

create table invoicing.self_billing_counter (
  provider_id uuid not null,
  prefix text not null,
  year int not null,
  next_number int not null default 1 check (next_number > 0),
  primary key (provider_id, prefix, year)
);
select kernel.protect_table('invoicing.self_billing_counter', 'false');

alter table invoicing.invoice add column prefix text not null default 'OC';
alter table invoicing.invoice drop constraint invoice_provider_id_year_number_in_year_key;
alter table invoicing.invoice add unique (provider_id, prefix, year, number_in_year);

-- In which series a provider's next invoice to a payer is numbered: OC, or its own where the council may make it in its own name.
create function invoicing.number_prefix(p_provider uuid, p_council uuid, p_payer_kind text, p_on date) returns text language sql stable set search_path = pg_catalog as $$
  select coalesce((select a.prefix from invoicing.self_billing_agreement a
    where p_payer_kind = 'COUNCIL' and a.provider_id = p_provider and a.council_id = p_council and a.covers @> p_on), 'OC')
$$;

-- A provider that sends its own invoices to a council (docs/adr/0044): what it delivered waits on the pile until its invoice names it.
create table invoicing.own_invoices (
  provider_id uuid not null,
  council_id uuid not null,
  covers daterange not null check (not isempty(covers) and not lower_inf(covers)),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (provider_id, council_id, covers),
  exclude using gist (provider_id with =, council_id with =, covers with &&)
);
select kernel.protect_table('invoicing.own_invoices', 'provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');

-- As in 0090, each series of numbers without a gap.
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
  ), checked as (
    select t.*, invoicing.vat_in(t.amount_pence, r.percent) as vat_pence, array_remove(array[
      case when t.kind = 'DELIVERY' and t.amount_pence > t.ordered_pence then 'QUANTITY_OVER_ORDERED' end,
      case when t.amount_pence <> round(t.quantity * t.unit_price_pence * t.multiplier) then 'PRICE_DIFFERS' end,
      case when count(*) over (partition by t.order_id, t.person_id, t.on_date) > 1 or exists (
        select 1 from invoicing.invoice_line l where l.order_id = t.order_id and l.person_id = t.person_id and l.on_date = t.on_date
      ) then 'DUPLICATE_VISIT' end], null) as problems
    from taken t join invoicing.vat_rate r on r.category = t.vat_category and r.covers @> t.on_date
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

-- Refuses NOT_FOUND for a council that the provider has nothing to do with, SELF_BILLING_PREFIX_TAKEN, SELF_BILLING_OVERLAPS.
create function invoicing.agree_self_billing(p_id uuid, p_provider uuid, p_council uuid, p_prefix text, p_from date, p_to date, p_words text, p_at timestamptz, p_by uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from invoicing.dealing_with(p_council, p_provider)) then perform kernel.refuse('NOT_FOUND'); end if;
  if exists (select from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and o.covers && daterange(p_from, p_to, '[]')) then
    perform kernel.refuse('SENDS_OWN_INVOICES');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('invoicing.self_billing:' || p_provider, 0));
  if exists (select from invoicing.self_billing_agreement a where a.provider_id = p_provider and a.prefix = p_prefix and a.council_id <> p_council) then
    perform kernel.refuse('SELF_BILLING_PREFIX_TAKEN');
  end if;
  if exists (select from invoicing.self_billing_agreement a where a.provider_id = p_provider and a.council_id = p_council and a.covers && daterange(p_from, p_to, '[]')) then
    perform kernel.refuse('SELF_BILLING_OVERLAPS');
  end if;
  insert into invoicing.self_billing_agreement (id, council_id, provider_id, prefix, covers, words, agreed_by, agreed_at)
  values (p_id, p_council, p_provider, p_prefix, daterange(p_from, p_to, '[]'), p_words, p_by, p_at);
end $$;

-- Either side may; invoices that are made after today are the provider's own again. Refuses NOT_FOUND, WRONG_STATE.
create function invoicing.end_self_billing(p_id uuid, p_on date, p_at timestamptz, p_by uuid) returns table (council_id uuid, provider_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  agreed invoicing.self_billing_agreement;
begin
  select * into agreed from invoicing.self_billing_agreement where id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if agreed.ended_at is not null or upper(agreed.covers) <= p_on + 1 then perform kernel.refuse('WRONG_STATE'); end if;
  if lower(agreed.covers) > p_on then
    delete from invoicing.self_billing_agreement where id = p_id;
  else
    update invoicing.self_billing_agreement set covers = daterange(lower(covers), p_on + 1), ended_by = p_by, ended_at = p_at where id = p_id;
  end if;
  return query select agreed.council_id, agreed.provider_id;
end $$;

-- Agreements that end within some days and of which nobody was told; each once.
create function invoicing.tell_self_billing_ends(p_on date, p_days int, p_at timestamptz) returns table (id uuid, council_id uuid, provider_id uuid, ends_on date)
language sql security definer set search_path = pg_catalog as $$
  update invoicing.self_billing_agreement a set told_at = p_at
  where a.told_at is null and a.ended_at is null and upper(a.covers) - 1 between p_on and p_on + p_days
    and not exists (select from invoicing.self_billing_agreement n where n.provider_id = a.provider_id and n.council_id = a.council_id and lower(n.covers) >= upper(a.covers))
  returning a.id, a.council_id, a.provider_id, upper(a.covers) - 1
$$;

-- As in 0300, and whether the council made it in its own name.
create or replace function invoicing.invoice_document(i invoicing.invoice) returns jsonb language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('kind', 'INVOICE', 'isSelfBilled', (i).prefix <> 'OC', 'number', (i).number, 'issuedOn', (i).issued_on, 'dueOn', (i).due_on, 'periodStart', (i).period_start,
    'periodEnd', (i).period_end, 'credits', null,
    'lines', (select jsonb_agg(invoicing.document_line(l, l.line_pence, l.vat_pence, l.line_number) order by l.line_number)
      from invoicing.invoice_line l where l.council_id = (i).council_id and l.invoice_id = (i).id))
    || invoicing.document_parties((i).provider_id, (i).payer_id, (i).payer_kind, (i).issued_on)
$$;
create or replace function invoicing.credit_note_document(c invoicing.credit_note) returns jsonb language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('kind', 'CREDIT_NOTE', 'isSelfBilled', i.prefix <> 'OC', 'number', (c).number, 'issuedOn', (c).issued_on, 'dueOn', null, 'periodStart', (c).on_date,
    'periodEnd', (c).on_date, 'credits', jsonb_build_object('number', i.number, 'issuedOn', i.issued_on),
    'lines', jsonb_build_array(invoicing.document_line(l, (c).credit_pence, (c).vat_pence, 1)))
    || invoicing.document_parties((c).provider_id, (c).payer_id, (c).payer_kind, (c).issued_on)
  from invoicing.invoice i
  join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id and l.line_number = (c).line_number
  where i.council_id = (c).council_id and i.id = (c).invoice_id
$$;

-- A provider's own legal details, and those of providers for the councils that deal with them.
create function invoicing.billing_party_of(p_organisation uuid, p_on date) returns table (details jsonb, covers_from date)
language sql stable security definer set search_path = pg_catalog as $$
  select invoicing.billing_party_on(p_organisation, p_on), (select lower(p.covers) from invoicing.billing_party p where p.organisation_id = p_organisation
    order by p.covers @> p_on desc, lower(p.covers) limit 1)
  where p_organisation = kernel.scope_organisation()
    or kernel.scope_wide_council() is not null and exists (select from invoicing.dealing_with(kernel.scope_wide_council(), p_organisation))
$$;

grant execute on function invoicing.agree_self_billing, invoicing.end_self_billing, invoicing.tell_self_billing_ends, invoicing.billing_party_of to owncourse_app;
