-- Runs pay providers whose bank details the council has agreed, one bank payment each, into two files (docs/adr/0040).

-- From which account a council pays, by days. The name is what the bank knows it by.
create table invoicing.paying_account (
  council_id uuid not null,
  covers daterange not null check (not isempty(covers)),
  service_user_number text not null check (service_user_number ~ '^[0-9]{6}$'),
  sort_code text not null check (sort_code ~ '^[0-9]{6}$'),
  account_number text not null check (account_number ~ '^[0-9]{8}$'),
  account_name text not null check (account_name <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (council_id, covers),
  exclude using gist (council_id with =, covers with &&)
);

-- What the bank is told to pay: for one provider all that a run pays it, less what is taken off.
create table invoicing.bank_payment (
  council_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  provider_id uuid not null,
  details_id uuid not null references invoicing.bank_details,
  number int not null check (number > 0),
  reference text not null,
  amount_pence bigint not null check (amount_pence > 0),
  pay_on date not null,
  status text not null default 'SENT' check (status in ('SENT', 'ACCEPTED', 'REJECTED')),
  answered_on date,
  reason_code text,
  primary key (council_id, id),
  unique (id),
  unique (council_id, reference),
  unique (council_id, run_id, provider_id),
  foreign key (council_id, run_id) references invoicing.payment_run,
  check ((status = 'SENT') = (answered_on is null) and (status = 'REJECTED') = (reason_code is not null))
);
create index bank_payment_of_provider on invoicing.bank_payment (provider_id, pay_on desc, id desc);

-- Invoices that were in a run and left it when it was released: their provider's bank details were not agreed then.
create table invoicing.left_out (
  council_id uuid not null,
  run_id uuid not null,
  invoice_id uuid not null,
  standing text not null,
  amount_pence bigint not null,
  primary key (council_id, run_id, invoice_id),
  foreign key (council_id, run_id) references invoicing.payment_run,
  foreign key (council_id, invoice_id) references invoicing.invoice
);

-- The day on which the bank pays; runs released before this have none.
alter table invoicing.payment_run add column processing_on date;

-- Each time the file of a run was taken.
create table invoicing.run_file_taken (
  council_id uuid not null,
  run_id uuid not null,
  format text not null check (format in ('BACS', 'PAIN001')),
  taken_by uuid not null,
  taken_at timestamptz not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  foreign key (council_id, run_id) references invoicing.payment_run
);
create index run_file_taken_of_run on invoicing.run_file_taken (council_id, run_id, taken_at);

select kernel.protect_table('invoicing.paying_account', 'false');
select kernel.protect_table('invoicing.bank_payment', 'provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
select kernel.protect_table(t::regclass, 'council_id = (select kernel.scope_wide_council())') from unnest(array['invoicing.left_out', 'invoicing.run_file_taken']) t;

-- The account from a day on. The same again changes nothing; a day before the newest is refused.
create function invoicing.import_paying_accounts(p_rows jsonb, p_from date, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  given invoicing.paying_account;
  known invoicing.paying_account;
begin
  perform pg_advisory_xact_lock(hashtextextended('invoicing.paying_account', 0));
  for given in
    select r."councilId", daterange(p_from, null), r."serviceUserNumber", r."sortCode", r."accountNumber", r."accountName", p_at, p_by
    from jsonb_to_recordset(p_rows) as r ("councilId" uuid, "serviceUserNumber" text, "sortCode" text, "accountNumber" text, "accountName" text)
  loop
    select * into known from invoicing.paying_account p where p.council_id = given.council_id and upper_inf(p.covers);
    continue when to_jsonb(known) - array['covers', 'recorded_at', 'recorded_by'] = to_jsonb(given) - array['covers', 'recorded_at', 'recorded_by'];
    if lower(known.covers) >= p_from then perform kernel.refuse('BILLING_PARTY_EARLIER'); end if;
    update invoicing.paying_account p set covers = daterange(lower(p.covers), p_from) where p.council_id = given.council_id and upper_inf(p.covers);
    insert into invoicing.paying_account select given.*;
  end loop;
end $$;

-- What a run would pay, and what would be left. Council, due day or null, kinds of payer or null.
create function invoicing.to_pay(p_council uuid, p_due_by date, p_payer_kinds text[])
returns table (invoice_id uuid, provider_id uuid, number text, total_pence bigint, standing text)
language sql stable security definer set search_path = pg_catalog as $$
  with due as materialized (
    select i.* from invoicing.invoice i where i.council_id = p_council and i.status = 'APPROVED' and (p_due_by is null or i.due_on <= p_due_by)
      and (p_payer_kinds is null or i.payer_kind = any (p_payer_kinds))
  )
  select d.id, d.provider_id, d.number, d.total_pence, s.standing
  from due d join invoicing.bank_standing(p_council, array(select x.provider_id from due x)) s on s.provider_id = d.provider_id
  order by d.provider_id, d.number
$$;

-- Invoices of the choice that nobody can pay yet: a visit on it is questioned, it does not agree with its order, or nobody approved it.
create function invoicing.not_ready(p_council uuid, p_due_by date, p_payer_kinds text[])
returns table (kind text, invoice_id uuid, provider_id uuid, number text, total_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with waiting as materialized (
    select i.* from invoicing.invoice i
    where i.council_id = p_council and i.status = 'ISSUED' and (p_due_by is null or i.due_on <= p_due_by) and (p_payer_kinds is null or i.payer_kind = any (p_payer_kinds))
  ), line as materialized (
    select l.invoice_id, l.billable_id, l.match_problems from waiting w join invoicing.invoice_line l on l.council_id = w.council_id and l.invoice_id = w.id
  ), questioned as materialized (
    select d.id from ordering.delivery_facts(array(select x.billable_id from line x)) d where d.dispute_reason is not null
  ), looked_at as (
    select l.invoice_id, bool_or(q.id is not null) as is_questioned, bool_or('QUANTITY_OVER_ORDERED' = any (l.match_problems)) as is_over, bool_or(l.match_problems <> '{}') as differs
    from line l left join questioned q on q.id = l.billable_id group by 1
  )
  select case when x.is_questioned then 'DISPUTED' when x.is_over then 'OVER_ORDERED' when x.differs then 'DOES_NOT_AGREE' else 'NOT_APPROVED' end,
    w.id, w.provider_id, w.number, w.total_pence
  from waiting w join looked_at x on x.invoice_id = w.id order by w.due_on, w.id
$$;

create function invoicing.can_pay_from(p_council uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from invoicing.paying_account a where a.council_id = p_council and upper_inf(a.covers))
$$;

-- What providers owe that a payment of these invoices would take off, oldest first; never more than a payer's invoices to them.
create function invoicing.to_take_off(p_council uuid, p_invoices uuid[]) returns table (credit_note_id uuid, provider_id uuid, pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with payable as (
    select i.provider_id, i.payer_kind, i.payer_id, case i.payer_kind when 'COUNCIL' then null else i.person_ids[1] end as payer_for, sum(i.total_pence) as pence
    from invoicing.invoice i where i.council_id = p_council and i.id = any (p_invoices) group by 1, 2, 3, 4
  ), owing as (
    select n.id, n.provider_id, n.credit_pence - n.recovered_pence - n.reserved_pence as pence, p.pence as payable_pence,
      sum(n.credit_pence - n.recovered_pence - n.reserved_pence) over (partition by n.provider_id, n.payer_kind, n.payer_id, p.payer_for order by n.issued_on, n.id) as through
    from invoicing.credit_note n
    join invoicing.invoice o on o.council_id = n.council_id and o.id = n.invoice_id and o.status <> 'ISSUED'
    join payable p on p.provider_id = n.provider_id and p.payer_kind = n.payer_kind and p.payer_id = n.payer_id
      and p.payer_for is not distinct from case n.payer_kind when 'COUNCIL' then null else n.person_id end
    where n.council_id = p_council and n.credit_pence > n.recovered_pence + n.reserved_pence
  )
  select w.id, w.provider_id, least(w.pence, w.payable_pence - (w.through - w.pence))::bigint from owing w where w.through - w.pence < w.payable_pence
$$;

drop function invoicing.prepare_payment_run(uuid, uuid, text, date, uuid[], timestamptz, uuid);
-- As in 0110; invoices of providers whose bank details are not agreed stay approved, and a run can be for some kinds of payer.
create function invoicing.prepare_payment_run(p_council uuid, p_run uuid, p_reference text, p_due_by date, p_invoices uuid[], p_payer_kinds text[], p_at timestamptz,
  p_actor uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  chosen uuid[];
  total bigint;
  taken_off bigint;
begin
  if p_invoices is not null and exists (
    select 1 from unnest(p_invoices) w where not exists (select 1 from invoicing.invoice i where i.council_id = p_council and i.id = w)
  ) then
    perform kernel.refuse('NOT_FOUND');
  end if;
  select array_agg(i.id) into chosen from (
    select id from invoicing.invoice
    where council_id = p_council and status = 'APPROVED' and (p_due_by is null or due_on <= p_due_by) and (p_invoices is null or id = any (p_invoices))
      and (p_payer_kinds is null or payer_kind = any (p_payer_kinds))
    order by id for update
  ) i;
  if chosen is null then perform kernel.refuse('NOTHING_TO_PAY'); end if;
  if p_invoices is not null and cardinality(chosen) <> cardinality(p_invoices) then perform kernel.refuse('WRONG_STATE'); end if;
  select array_agg(i.id), sum(i.total_pence) into chosen, total
  from invoicing.invoice i
  join invoicing.bank_standing(p_council, array(select x.provider_id from invoicing.invoice x where x.council_id = p_council and x.id = any (chosen))) s
    on s.provider_id = i.provider_id and s.standing = 'AGREED'
  where i.council_id = p_council and i.id = any (chosen);
  if chosen is null then perform kernel.refuse('PAYMENTS_WAIT_FOR_BANK_DETAILS'); end if;
  -- Locked first and read afterwards, so that of two runs the second sees what the first has taken.
  perform 1 from invoicing.credit_note n
  where n.council_id = p_council and n.recovered_pence < n.credit_pence
    and n.provider_id in (select i.provider_id from invoicing.invoice i where i.council_id = p_council and i.id = any (chosen))
  order by n.id for update;
  insert into invoicing.payment_run (council_id, id, reference, status, total_pence, prepared_by, prepared_at)
  values (p_council, p_run, p_reference, 'PREPARED', total, p_actor, p_at);
  insert into invoicing.payment (council_id, run_id, invoice_id, amount_pence)
  select p_council, p_run, i.id, i.total_pence from invoicing.invoice i where i.council_id = p_council and i.id = any (chosen);
  update invoicing.invoice set status = 'IN_PAYMENT_RUN' where council_id = p_council and id = any (chosen);
  with taken as (
    insert into invoicing.recovery (council_id, id, credit_note_id, kind, run_id, amount_pence)
    select p_council, md5(concat_ws(':', p_run, w.credit_note_id))::uuid, w.credit_note_id, 'SET_OFF', p_run, w.pence
    from invoicing.to_take_off(p_council, chosen) w
    returning credit_note_id, amount_pence
  ), reserved as (
    update invoicing.credit_note n set reserved_pence = n.reserved_pence + t.amount_pence
    from taken t where n.council_id = p_council and n.id = t.credit_note_id
  )
  select coalesce(sum(t.amount_pence), 0) into taken_off from taken t;
  update invoicing.payment_run set total_pence = total - taken_off where council_id = p_council and id = p_run and taken_off > 0;
end $$;

-- What a run would have taken off waits again when its provider leaves the run; nothing that was settled ever goes.
create or replace function invoicing.refuse_credit_change() returns trigger language plpgsql as $$
declare
  free text[] := array['returned_on', 'reserved_pence', 'recovered_pence', 'settled_on'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - free = to_jsonb(old) - free then return new; end if;
  if tg_op = 'DELETE' and tg_table_name = 'recovery' and to_jsonb(old) ->> 'settled_on' is null then return old; end if;
  raise exception 'An issued credit note never changes.';
end $$;

-- The invoices that a run pays.
create function invoicing.invoices_of_run(p_run uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select p.invoice_id from invoicing.payment p where p.run_id = p_run order by p.invoice_id
$$;

-- Providers whose bank details are not agreed leave the run: their invoices are approved again, and what was taken off waits again.
create function invoicing.leave_out_unagreed(p_council uuid, p_run uuid) returns void language plpgsql set search_path = pg_catalog as $$
declare
  gone uuid[];
begin
  perform 1 from invoicing.bank_version v where v.provider_id in (
    select i.provider_id from invoicing.payment p join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id
    where p.council_id = p_council and p.run_id = p_run) order by v.provider_id for share;
  select array_agg(s.provider_id) into gone from invoicing.bank_standing(p_council, array(
    select i.provider_id from invoicing.payment p join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id
    where p.council_id = p_council and p.run_id = p_run)) s where s.standing <> 'AGREED';
  if gone is null then return; end if;
  insert into invoicing.left_out (council_id, run_id, invoice_id, standing, amount_pence)
  select p_council, p_run, i.id, s.standing, p.amount_pence
  from invoicing.payment p join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id
  join invoicing.bank_standing(p_council, gone) s on s.provider_id = i.provider_id
  where p.council_id = p_council and p.run_id = p_run;
  delete from invoicing.payment p using invoicing.left_out o
  where o.council_id = p_council and o.run_id = p_run and p.council_id = o.council_id and p.run_id = o.run_id and p.invoice_id = o.invoice_id;
  update invoicing.invoice i set status = 'APPROVED' from invoicing.left_out o
  where o.council_id = p_council and o.run_id = p_run and i.council_id = o.council_id and i.id = o.invoice_id and i.status = 'IN_PAYMENT_RUN';
  perform 1 from invoicing.credit_note n where n.council_id = p_council and n.provider_id = any (gone) order by n.id for update;
  with dropped as (
    delete from invoicing.recovery r using invoicing.credit_note n
    where r.council_id = p_council and r.run_id = p_run and n.council_id = r.council_id and n.id = r.credit_note_id and n.provider_id = any (gone)
    returning r.credit_note_id, r.amount_pence
  )
  update invoicing.credit_note n set reserved_pence = n.reserved_pence - d.amount_pence from dropped d where n.council_id = p_council and n.id = d.credit_note_id;
  update invoicing.payment_run r set total_pence =
    (select coalesce(sum(p.amount_pence), 0) from invoicing.payment p where p.council_id = p_council and p.run_id = p_run)
    - (select coalesce(sum(c.amount_pence), 0) from invoicing.recovery c where c.council_id = p_council and c.run_id = p_run)
  where r.council_id = p_council and r.id = p_run;
end $$;

drop function invoicing.release_payment_run(uuid, uuid, date, timestamptz, uuid);
-- As in 0110; who is not to be paid any more leaves first, and each provider gets one payment by the bank on a banking day.
create function invoicing.release_payment_run(p_council uuid, p_run uuid, p_on date, p_processing_on date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  run invoicing.payment_run;
  payments int;
  changed int;
begin
  select * into run from invoicing.payment_run where council_id = p_council and id = p_run for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if run.status <> 'PREPARED' then perform kernel.refuse('WRONG_STATE'); end if;
  if run.prepared_by = p_actor then perform kernel.refuse('SAME_OFFICER'); end if;
  perform invoicing.leave_out_unagreed(p_council, p_run);
  update invoicing.payment_run set status = 'RELEASED', released_by = p_actor, released_at = p_at, processing_on = p_processing_on where council_id = p_council and id = p_run;
  update invoicing.payment set settled_on = p_on where council_id = p_council and run_id = p_run and settled_on is null;
  get diagnostics payments = row_count;
  if payments = 0 then perform kernel.refuse('PAYMENTS_WAIT_FOR_BANK_DETAILS'); end if;
  update invoicing.invoice i set status = 'PAID', paid_on = p_on
  from invoicing.payment p where p.council_id = p_council and p.run_id = p_run and i.council_id = p.council_id and i.id = p.invoice_id and i.status = 'IN_PAYMENT_RUN';
  get diagnostics changed = row_count;
  if changed <> payments then perform kernel.refuse('WRONG_STATE'); end if;
  perform 1 from invoicing.credit_note n where n.council_id = p_council
    and n.id in (select r.credit_note_id from invoicing.recovery r where r.council_id = p_council and r.run_id = p_run) order by n.id for update;
  update invoicing.credit_note n set reserved_pence = n.reserved_pence - r.amount_pence, recovered_pence = n.recovered_pence + r.amount_pence
  from invoicing.recovery r where r.council_id = p_council and r.run_id = p_run and n.council_id = r.council_id and n.id = r.credit_note_id;
  update invoicing.recovery set settled_on = p_on where council_id = p_council and run_id = p_run;
  with paid as (
    select i.provider_id, sum(p.amount_pence) as pence from invoicing.payment p join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id
    where p.council_id = p_council and p.run_id = p_run group by 1
  ), off as (
    select n.provider_id, sum(r.amount_pence) as pence from invoicing.recovery r join invoicing.credit_note n on n.council_id = r.council_id and n.id = r.credit_note_id
    where r.council_id = p_council and r.run_id = p_run group by 1
  ), net as (
    select p.provider_id, (p.pence - coalesce(o.pence, 0))::bigint as pence, row_number() over (order by p.provider_id)::int as number
    from paid p left join off o on o.provider_id = p.provider_id where p.pence > coalesce(o.pence, 0)
  )
  insert into invoicing.bank_payment (council_id, id, run_id, provider_id, details_id, number, reference, amount_pence, pay_on)
  select p_council, md5(concat_ws(':', 'bank-payment', p_run, n.provider_id))::uuid, p_run, n.provider_id, s.details_id, n.number, concat(run.reference, '-', n.number), n.pence, p_processing_on
  from net n join invoicing.bank_standing(p_council, array(select provider_id from net)) s on s.provider_id = n.provider_id;
end $$;

-- All that a run's files say, for the officer who released it: whole accounts are in it. Null for anybody else, and before.
create function invoicing.run_file_facts(p_council uuid, p_run uuid, p_by uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object('runId', r.id, 'reference', r.reference, 'releasedAt', to_char(r.released_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'releasedOn', (r.released_at at time zone 'Europe/London')::date, 'processingOn', r.processing_on,
    'from', (select jsonb_build_object('serviceUserNumber', a.service_user_number, 'sortCode', a.sort_code, 'accountNumber', a.account_number, 'accountName', a.account_name)
      from invoicing.paying_account a where a.council_id = r.council_id and a.covers @> (r.released_at at time zone 'Europe/London')::date),
    'payments', coalesce((select jsonb_agg(jsonb_build_object('reference', b.reference, 'amountPence', b.amount_pence::text, 'accountName', d.account_name,
        'sortCode', a.sort_code, 'accountNumber', a.account_number) order by b.number)
      from invoicing.bank_payment b join invoicing.bank_details d on d.id = b.details_id join invoicing.bank_account a on a.details_id = d.id
      where b.council_id = r.council_id and b.run_id = r.id), '[]'))
  from invoicing.payment_run r where r.council_id = p_council and r.id = p_run and r.status = 'RELEASED' and r.released_by = p_by and r.processing_on is not null
$$;

create function invoicing.note_file_taken(p_council uuid, p_run uuid, p_format text, p_by uuid, p_at timestamptz, p_sha256 text) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into invoicing.run_file_taken (council_id, run_id, format, taken_by, taken_at, sha256) values (p_council, p_run, p_format, p_by, p_at, p_sha256)
$$;

-- London days from one on that are no bank holidays and no weekend; the bank works on them.
create function invoicing.banking_days(p_from date, p_count int) returns setof date language sql stable security definer set search_path = pg_catalog as $$
  select d.day from (select p_from + n as day from generate_series(0, p_count * 3 + 10) n) d
  where extract(isodow from d.day) < 6 and not rates.is_bank_holiday(d.day) order by d.day limit p_count
$$;

grant execute on function invoicing.import_paying_accounts, invoicing.to_pay, invoicing.not_ready, invoicing.can_pay_from, invoicing.to_take_off, invoicing.prepare_payment_run, invoicing.invoices_of_run,
  invoicing.release_payment_run, invoicing.run_file_facts, invoicing.note_file_taken, invoicing.banking_days to owncourse_app;
