-- Invoices made by the system from confirmed deliveries, and the runs that pay them (model.md "Invoices and payments").
create schema invoicing;
grant usage on schema invoicing to owncourse_app, owncourse_auditor;

-- One row a provider and year, locked while numbers are taken in the transaction that writes the invoices:
-- a sequence would leave a gap after every rollback.
create table invoicing.provider_counter (
  provider_id uuid not null,
  year int not null,
  next_number int not null default 1 check (next_number > 0),
  primary key (provider_id, year)
);

-- VAT law as dated data. Prices are gross, so the tax in a line is line × percent / (100 + percent).
create table invoicing.vat_rate (
  category text not null check (category in ('S', 'Z', 'E', 'O')),
  covers daterange not null check (not isempty(covers)),
  percent numeric(5, 2) not null check (percent >= 0),
  primary key (category, covers),
  exclude using gist (category with =, covers with &&)
);
insert into invoicing.vat_rate values ('S', '[2011-01-04,)', 20), ('Z', '(,)', 0), ('E', '(,)', 0), ('O', '(,)', 0);

-- What waits to be invoiced: confirmed deliveries and agreed fees, frozen as they were when they were confirmed.
-- A row leaves in the transaction that writes its invoice line, so that this table stays as small as the work.
create table invoicing.billable_item (
  council_id uuid not null,
  id uuid not null primary key,
  kind text not null check (kind in ('DELIVERY', 'FEE')),
  provider_id uuid not null,
  payer_id uuid not null,
  payer_kind text not null check (payer_kind in ('COUNCIL', 'PERSON', 'ORGANISATION')),
  order_id uuid not null,
  person_id uuid not null,
  budget_id uuid not null,
  service_id uuid not null,
  variant_id uuid not null,
  description text not null,
  unit text not null,
  on_date date not null,
  confirmed_on date not null,
  quantity numeric(14, 4) not null,
  unit_price_pence bigint not null,
  amount_pence bigint not null check (amount_pence > 0),
  ordered_pence bigint not null,
  rate_card_version int,
  vat_category text not null check (vat_category in ('S', 'Z', 'E', 'O')),
  vat_reason text
);
create index billable_item_of_provider on invoicing.billable_item (provider_id, on_date);

create table invoicing.invoice (
  council_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  year int not null,
  number_in_year int not null,
  number text not null,
  payer_id uuid not null,
  payer_kind text not null check (payer_kind in ('COUNCIL', 'PERSON', 'ORGANISATION')),
  -- Everybody whose support is on it. Exactly one person unless the council pays: nobody's money pays another's.
  person_ids uuid[] not null check (cardinality(person_ids) > 0 and (payer_kind = 'COUNCIL' or cardinality(person_ids) = 1)),
  period_start date not null,
  period_end date not null check (period_end >= period_start),
  issued_on date not null,
  due_on date not null check (due_on >= issued_on),
  status text not null check (status in ('ISSUED', 'APPROVED', 'IN_PAYMENT_RUN', 'PAID')),
  total_pence bigint not null check (total_pence > 0),
  vat_pence bigint not null check (vat_pence >= 0 and vat_pence < total_pence),
  approved_by uuid,
  approved_at timestamptz,
  paid_on date,
  primary key (council_id, id),
  unique (id),
  unique (provider_id, year, number_in_year),
  unique (provider_id, number),
  check ((status = 'ISSUED') = (approved_by is null) and (approved_by is null) = (approved_at is null)),
  check ((status = 'PAID') = (paid_on is not null))
) with (fillfactor = 80);
create index invoice_of_provider on invoicing.invoice (provider_id, issued_on desc, id desc);
create index invoice_of_council on invoicing.invoice (council_id, issued_on desc, id desc);
create index invoice_of_person on invoicing.invoice using gin (person_ids);
create index invoice_to_pay on invoicing.invoice (council_id, due_on) where status = 'APPROVED';
create index invoice_to_approve on invoicing.invoice (council_id, id) where status = 'ISSUED';

create table invoicing.invoice_line (
  council_id uuid not null,
  invoice_id uuid not null,
  line_number int not null,
  -- The delivery's or fee's id: once on an invoice, never on another.
  billable_id uuid not null unique,
  kind text not null,
  provider_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  budget_id uuid not null,
  service_id uuid not null,
  variant_id uuid not null,
  description text not null,
  unit text not null,
  on_date date not null,
  quantity numeric(14, 4) not null,
  unit_price_pence bigint not null,
  line_pence bigint not null check (line_pence > 0),
  rate_card_version int,
  vat_category text not null check (vat_category in ('S', 'Z', 'E', 'O')),
  vat_reason text check (vat_category not in ('E', 'O') or vat_reason is not null),
  vat_pence bigint not null check (vat_pence >= 0),
  -- Differences between order, delivery and invoice, found when it was made.
  match_problems text[] not null,
  primary key (council_id, invoice_id, line_number),
  foreign key (council_id, invoice_id) references invoicing.invoice
);
create index invoice_line_of_order on invoicing.invoice_line (order_id, on_date);

create table invoicing.payment_run (
  council_id uuid not null,
  id uuid not null,
  reference text not null,
  status text not null check (status in ('PREPARED', 'RELEASED')),
  total_pence bigint not null check (total_pence > 0),
  prepared_by uuid not null,
  prepared_at timestamptz not null,
  released_by uuid check (released_by <> prepared_by),
  released_at timestamptz,
  primary key (council_id, id),
  unique (id),
  unique (council_id, reference),
  check ((status = 'RELEASED') = (released_by is not null) and (released_by is null) = (released_at is null))
);
create index payment_run_newest on invoicing.payment_run (council_id, prepared_at desc);

create table invoicing.payment (
  council_id uuid not null,
  run_id uuid not null,
  invoice_id uuid not null,
  amount_pence bigint not null check (amount_pence > 0),
  settled_on date,
  primary key (council_id, run_id, invoice_id),
  -- An invoice is paid by one run.
  unique (council_id, invoice_id),
  foreign key (council_id, run_id) references invoicing.payment_run,
  foreign key (council_id, invoice_id) references invoicing.invoice
);

-- What was issued stands: only what happens to it afterwards may change.
create function invoicing.refuse_change() returns trigger language plpgsql as $$
declare
  free text[] := array['status', 'approved_by', 'approved_at', 'paid_on'];
begin
  if tg_op = 'UPDATE' and tg_table_name = 'invoice' and to_jsonb(new) - free = to_jsonb(old) - free then return new; end if;
  raise exception 'An issued invoice never changes.';
end $$;
create trigger issued_stands before update or delete on invoicing.invoice for each row execute function invoicing.refuse_change();
create trigger issued_stands before update or delete on invoicing.invoice_line for each row execute function invoicing.refuse_change();
create trigger issued_stands_all before truncate on invoicing.invoice execute function invoicing.refuse_change();
create trigger issued_stands_all before truncate on invoicing.invoice_line execute function invoicing.refuse_change();

select kernel.protect_table('invoicing.provider_counter', 'false');
select kernel.protect_table('invoicing.vat_rate', 'true');
select kernel.protect_table('invoicing.invoice', 'person_ids && (select kernel.scope_people())::uuid[] or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
-- A person sees only their own lines of an invoice that has other people's too.
select kernel.protect_table(t::regclass, 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())')
from unnest(array['invoicing.billable_item', 'invoicing.invoice_line']) t;
select kernel.protect_table(t::regclass, 'council_id = (select kernel.scope_wide_council())')
from unnest(array['invoicing.payment_run', 'invoicing.payment']) t;
