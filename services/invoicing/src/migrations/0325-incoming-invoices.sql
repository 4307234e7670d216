-- Invoices that providers send as UBL (docs/adr/0044): kept as they came, matched line by line with what was delivered, or turned down with
-- reasons. One that agrees is an invoice like any other, with the provider's own number beside ours.
create table invoicing.incoming_invoice (
  council_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  -- The provider's own.
  number text not null check (number <> '' and length(number) <= 80),
  issued_on date not null,
  due_on date,
  total_pence bigint not null,
  status text not null check (status in ('ACCEPTED', 'DIFFERS', 'REJECTED')),
  -- [{code, line or null, detail}]; none where it was accepted.
  differences jsonb not null,
  -- What the lines say: [{line, description, netPence, quantity, onDate, visitId or null, orderReference or null}].
  lines jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  document bytea not null,
  received_at timestamptz not null,
  received_by uuid not null,
  -- Which of ours it became.
  invoice_id uuid,
  -- Why an officer turned it down, where one did.
  reason text,
  settled_at timestamptz,
  settled_by uuid,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, invoice_id) references invoicing.invoice,
  check ((status = 'ACCEPTED') = (invoice_id is not null)),
  check (status <> 'DIFFERS' or differences <> '[]')
);
create unique index incoming_number_once on invoicing.incoming_invoice (provider_id, council_id, upper(number)) where status <> 'REJECTED';
create index incoming_of_council on invoicing.incoming_invoice (council_id, received_at desc);
create index incoming_of_provider on invoicing.incoming_invoice (provider_id, received_at desc);
alter table invoicing.incoming_invoice alter column document set storage external;
select kernel.protect_table('invoicing.incoming_invoice', 'provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');

alter table invoicing.invoice add column external_number text check (external_number <> '');

-- Whether a provider sends its own invoices to a council on a day.
create function invoicing.sends_own(p_provider uuid, p_council uuid, p_on date) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and o.covers @> p_on)
$$;

-- From today on, or from tomorrow not any more. Refuses NOT_FOUND, SELF_BILLING_OVERLAPS. The same again changes nothing.
create function invoicing.set_own_invoices(p_provider uuid, p_council uuid, p_sends boolean, p_on date, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from invoicing.dealing_with(p_council, p_provider)) then perform kernel.refuse('NOT_FOUND'); end if;
  perform pg_advisory_xact_lock(hashtextextended('invoicing.self_billing:' || p_provider, 0));
  if p_sends then
    if exists (select from invoicing.self_billing_agreement a where a.provider_id = p_provider and a.council_id = p_council and upper(a.covers) > p_on) then
      perform kernel.refuse('SELF_BILLING_OVERLAPS');
    end if;
    delete from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and upper(o.covers) = p_on + 1 and lower(o.covers) = p_on;
    insert into invoicing.own_invoices select p_provider, p_council, daterange(greatest(p_on, (select max(upper(o.covers)) from invoicing.own_invoices o
      where o.provider_id = p_provider and o.council_id = p_council)), null), p_by, p_at
    where not exists (select from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and upper_inf(o.covers));
  else
    delete from invoicing.own_invoices o where o.provider_id = p_provider and o.council_id = p_council and upper_inf(o.covers) and lower(o.covers) > p_on;
    update invoicing.own_invoices o set covers = daterange(lower(o.covers), p_on + 1) where o.provider_id = p_provider and o.council_id = p_council and upper_inf(o.covers);
  end if;
end $$;

-- What a provider delivered for a council on some days: on the pile (free), or on an invoice already. Sums in pence; the net sum is without the VAT in it.
create function invoicing.matchable(p_provider uuid, p_council uuid, p_from date, p_to date)
returns table (visit_id uuid, order_id uuid, on_date date, quantity numeric, amount_pence bigint, net_pence bigint, ordered_pence bigint, vat_category text, is_free boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select i.id, i.order_id, i.on_date, i.quantity, i.amount_pence, i.amount_pence - invoicing.vat_in(i.amount_pence, r.percent), i.ordered_pence, i.vat_category, true
  from invoicing.billable_item i join invoicing.vat_rate r on r.category = i.vat_category and r.covers @> i.on_date
  where i.provider_id = p_provider and i.council_id = p_council and i.payer_kind = 'COUNCIL' and i.on_date between p_from and p_to
  union all
  select l.billable_id, l.order_id, l.on_date, l.quantity, l.line_pence, l.line_pence - l.vat_pence, l.line_pence, l.vat_category, false
  from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
  where i.provider_id = p_provider and i.council_id = p_council and i.payer_kind = 'COUNCIL' and i.period_end >= p_from and i.period_start <= p_to and l.on_date between p_from and p_to
$$;

-- The visits that an incoming invoice names become ours: numbered in the series IN, off the pile. Refuses TAKEN_MEANWHILE where one of them is not on the
-- pile any more. The counter is locked first, as in make_invoices.
create function invoicing.take_incoming(p_council uuid, p_provider uuid, p_visits uuid[], p_number text, p_due date, p_today date) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  this_year constant int := extract(year from p_today);
  turn int;
  made constant uuid := gen_random_uuid();
  lines int;
begin
  insert into invoicing.provider_counter (provider_id, year) values (p_provider, this_year) on conflict do nothing;
  perform 1 from invoicing.provider_counter c where c.provider_id = p_provider and c.year = this_year for update;
  insert into invoicing.self_billing_counter (provider_id, prefix, year) values (p_provider, 'IN', this_year) on conflict do nothing;
  update invoicing.self_billing_counter c set next_number = c.next_number + 1 where c.provider_id = p_provider and c.prefix = 'IN' and c.year = this_year returning next_number - 1 into turn;
  with taken as (
    delete from invoicing.billable_item i where i.provider_id = p_provider and i.council_id = p_council and i.payer_kind = 'COUNCIL' and i.id = any (p_visits) returning i.*
  ), taxed as (
    select t.*, invoicing.vat_in(t.amount_pence, r.percent) as vat_pence from taken t join invoicing.vat_rate r on r.category = t.vat_category and r.covers @> t.on_date
  ), issued as (
    insert into invoicing.invoice (council_id, id, provider_id, prefix, year, number_in_year, number, external_number, payer_id, payer_kind, person_ids, period_start, period_end,
      issued_on, due_on, status, total_pence, vat_pence)
    select p_council, made, p_provider, 'IN', this_year, turn, concat('IN-', this_year, '-', lpad(turn::text, greatest(5, length(turn::text)), '0')), p_number, p_council, 'COUNCIL',
      array_agg(distinct t.person_id), min(t.on_date), max(t.on_date), p_today,
      greatest(p_today, coalesce(p_due, p_today + coalesce((identity.policy(p_council, 'paymentTermsDays', p_today) #>> '{}')::int, 30))), 'ISSUED',
      sum(t.amount_pence)::bigint, sum(t.vat_pence)::bigint
    from taxed t having count(*) = cardinality(p_visits)
    returning id
  )
  insert into invoicing.invoice_line (council_id, invoice_id, line_number, billable_id, kind, provider_id, order_id, person_id, budget_id, service_id, variant_id,
    description, unit, on_date, quantity, unit_price_pence, line_pence, rate_card_version, vat_category, vat_reason, vat_pence, match_problems)
  select t.council_id, i.id, row_number() over (order by t.on_date, t.id), t.id, t.kind, t.provider_id, t.order_id, t.person_id, t.budget_id, t.service_id, t.variant_id,
    t.description, t.unit, t.on_date, t.quantity, t.unit_price_pence, t.amount_pence, t.rate_card_version, t.vat_category, t.vat_reason, t.vat_pence, '{}'
  from issued i cross join taxed t;
  get diagnostics lines = row_count;
  if lines <> cardinality(p_visits) then perform kernel.refuse('TAKEN_MEANWHILE'); end if;
  return made;
end $$;

create function invoicing.keep_incoming(p_council uuid, p_id uuid, p_provider uuid, p_facts jsonb, p_status text, p_differences jsonb, p_lines jsonb, p_sha256 text,
  p_document bytea, p_invoice uuid, p_at timestamptz, p_by uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into invoicing.incoming_invoice (council_id, id, provider_id, number, issued_on, due_on, total_pence, status, differences, lines, sha256, document, received_at, received_by, invoice_id)
  values (p_council, p_id, p_provider, p_facts ->> 'number', (p_facts ->> 'issuedOn')::date, (p_facts ->> 'dueOn')::date, (p_facts ->> 'totalPence')::bigint, p_status,
    p_differences, p_lines, p_sha256, p_document, p_at, p_by, p_invoice);
exception when unique_violation then
  perform kernel.refuse('INVOICE_NUMBER_USED');
end $$;

-- One that differs is looked at again, or an officer turns it down. Lock first; refuses NOT_FOUND, WRONG_STATE.
create function invoicing.lock_incoming(p_id uuid) returns setof invoicing.incoming_invoice language plpgsql security definer set search_path = pg_catalog as $$
declare
  one invoicing.incoming_invoice;
begin
  select * into one from invoicing.incoming_invoice where id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if one.status <> 'DIFFERS' then perform kernel.refuse('WRONG_STATE'); end if;
  return next one;
end $$;
create function invoicing.settle_incoming(p_id uuid, p_status text, p_differences jsonb, p_invoice uuid, p_reason text, p_at timestamptz, p_by uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  update invoicing.incoming_invoice set status = p_status, differences = p_differences, invoice_id = p_invoice, reason = p_reason,
    settled_at = case when p_status <> 'DIFFERS' then p_at end, settled_by = case when p_status <> 'DIFFERS' then p_by end
  where id = p_id and status = 'DIFFERS'
$$;

grant execute on function invoicing.sends_own, invoicing.set_own_invoices, invoicing.matchable, invoicing.take_incoming, invoicing.keep_incoming, invoicing.lock_incoming,
  invoicing.settle_incoming to owncourse_app;
