-- What the bank says became of payments. What it sends back is payable again, and the next run pays it once more (docs/adr/0040).

-- One row a file; the same file again is the same row.
create table invoicing.bank_result (
  council_id uuid not null,
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  accepted_count int not null default 0,
  rejected_count int not null default 0,
  unchanged_count int not null default 0,
  imported_at timestamptz not null,
  imported_by uuid not null,
  primary key (council_id, id),
  unique (id),
  unique (council_id, sha256)
);
select kernel.protect_table('invoicing.bank_result', 'council_id = (select kernel.scope_wide_council())');

-- A payment that came back stays as it was, with its day; an invoice has one that did not.
alter table invoicing.payment add column rejected_on date check (rejected_on >= settled_on);
alter table invoicing.payment drop constraint payment_council_id_invoice_id_key;
create unique index payment_once on invoicing.payment (council_id, invoice_id) where rejected_on is null;
create index payment_of_invoice on invoicing.payment (council_id, invoice_id);
alter table invoicing.recovery add column rejected_on date check (rejected_on >= settled_on);
alter table invoicing.bank_payment add column result_id uuid;

create or replace function invoicing.refuse_credit_change() returns trigger language plpgsql as $$
declare
  free text[] := array['returned_on', 'reserved_pence', 'recovered_pence', 'settled_on', 'rejected_on'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - free = to_jsonb(old) - free then return new; end if;
  if tg_op = 'DELETE' and tg_table_name = 'recovery' and to_jsonb(old) ->> 'settled_on' is null then return old; end if;
  raise exception 'An issued credit note never changes.';
end $$;

-- How often each invoice was paid and sent back: its next try is one more.
create function invoicing.rejected_tries(p_invoices uuid[]) returns table (invoice_id uuid, tries int)
language sql stable security definer set search_path = pg_catalog as $$
  select p.invoice_id, count(*)::int from invoicing.payment p where p.invoice_id = any (p_invoices) and p.rejected_on is not null group by 1
$$;

-- Payments of the council by what stands in the file; references that it does not know give no row.
create function invoicing.payments_by_reference(p_council uuid, p_references text[])
returns table (id uuid, run_id uuid, provider_id uuid, reference text, amount_pence bigint, status text)
language sql stable security definer set search_path = pg_catalog as $$
  select b.id, b.run_id, b.provider_id, b.reference, b.amount_pence, b.status from invoicing.bank_payment b
  where b.council_id = p_council and b.reference = any (p_references) order by b.id
$$;

-- The invoices of a bank's payments, and what they had taken off.
create function invoicing.invoices_of_payments(p_payments uuid[]) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select p.invoice_id from invoicing.bank_payment b
  join invoicing.payment p on p.council_id = b.council_id and p.run_id = b.run_id
  join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id and i.provider_id = b.provider_id
  where b.id = any (p_payments) order by 1
$$;
create function invoicing.recoveries_of_payments(p_payments uuid[])
returns table (council_id uuid, id uuid, credit_note_id uuid, provider_id uuid, budget_id uuid, delivery_id uuid, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select r.council_id, r.id, n.id, n.provider_id, n.budget_id, n.billable_id, r.amount_pence
  from invoicing.bank_payment b
  join invoicing.recovery r on r.council_id = b.council_id and r.run_id = b.run_id
  join invoicing.credit_note n on n.council_id = r.council_id and n.id = r.credit_note_id and n.provider_id = b.provider_id
  where b.id = any (p_payments) order by 2
$$;

-- Writes a file down, with the budgets locked. Rows {id, result, reason}. Gives the payments that are sent back now, each once; a file
-- that was written down before gives none. Refuses CONTRADICTS where a payment that came back is said to be accepted.
create function invoicing.take_bank_result(p_council uuid, p_id uuid, p_sha256 text, p_rows jsonb, p_closed text[], p_on date, p_at timestamptz, p_by uuid)
returns table (payment_id uuid, provider_id uuid, amount_pence bigint, reason_code text) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  sent_back uuid[];
begin
  insert into invoicing.bank_result (council_id, id, sha256, imported_at, imported_by) values (p_council, p_id, p_sha256, p_at, p_by);
  perform 1 from invoicing.bank_payment b where b.council_id = p_council
    and b.id in (select (r ->> 'id')::uuid from jsonb_array_elements(p_rows) r) order by b.id for update;
  if exists (select from jsonb_to_recordset(p_rows) as r (id uuid, result text)
    join invoicing.bank_payment b on b.council_id = p_council and b.id = r.id where b.status = 'REJECTED' and r.result = 'ACCEPTED') then
    perform kernel.refuse('CONTRADICTS');
  end if;
  select array_agg(b.id) into sent_back from jsonb_to_recordset(p_rows) as r (id uuid, result text)
  join invoicing.bank_payment b on b.council_id = p_council and b.id = r.id where r.result = 'REJECTED' and b.status <> 'REJECTED';
  update invoicing.bank_result x set
    accepted_count = (select count(*) from jsonb_to_recordset(p_rows) as r (id uuid, result text) join invoicing.bank_payment b on b.id = r.id where r.result = 'ACCEPTED' and b.status = 'SENT'),
    rejected_count = coalesce(cardinality(sent_back), 0),
    unchanged_count = (select count(*) from jsonb_to_recordset(p_rows) as r (id uuid, result text) join invoicing.bank_payment b on b.id = r.id where r.result = b.status)
  where x.council_id = p_council and x.id = p_id;
  update invoicing.bank_payment b set status = r.result, answered_on = p_on, reason_code = case r.result when 'REJECTED' then r.reason end, result_id = p_id
  from jsonb_to_recordset(p_rows) as r (id uuid, result text, reason text)
  where b.council_id = p_council and b.id = r.id and b.status <> r.result;
  if sent_back is null then return; end if;
  perform 1 from invoicing.bank_version v where v.provider_id in (select b.provider_id from invoicing.bank_payment b where b.id = any (sent_back)) order by v.provider_id for update;
  insert into invoicing.bank_account_closed (details_id, closed_on, reason)
  select b.details_id, p_on, b.reason_code from invoicing.bank_payment b where b.id = any (sent_back) and b.reason_code = any (p_closed) on conflict do nothing;
  perform 1 from invoicing.invoice i where i.id in (select invoicing.invoices_of_payments(sent_back)) order by i.id for update;
  update invoicing.invoice i set status = 'APPROVED', paid_on = null where i.council_id = p_council and i.id in (select invoicing.invoices_of_payments(sent_back)) and i.status = 'PAID';
  update invoicing.payment p set rejected_on = p_on from invoicing.bank_payment b join invoicing.invoice i on i.council_id = b.council_id and i.provider_id = b.provider_id
  where b.id = any (sent_back) and p.council_id = b.council_id and p.run_id = b.run_id and p.invoice_id = i.id and p.rejected_on is null;
  perform 1 from invoicing.credit_note n where n.id in (select r.credit_note_id from invoicing.recoveries_of_payments(sent_back) r) order by n.id for update;
  update invoicing.credit_note n set recovered_pence = n.recovered_pence - r.amount_pence from invoicing.recoveries_of_payments(sent_back) r where n.council_id = p_council and n.id = r.credit_note_id;
  update invoicing.recovery x set rejected_on = p_on from invoicing.recoveries_of_payments(sent_back) r where x.council_id = p_council and x.id = r.id;
  return query select b.id, b.provider_id, b.amount_pence, b.reason_code from invoicing.bank_payment b where b.id = any (sent_back) order by b.id;
end $$;

-- For whoever proves the ledger: what was taken off and stayed so, and what a bank sent back.
grant execute on function invoicing.rejected_tries, invoicing.payments_by_reference, invoicing.invoices_of_payments, invoicing.recoveries_of_payments,
  invoicing.take_bank_result to owncourse_app;
