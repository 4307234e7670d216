-- Who holds a direct payment pays providers from their own account, where their council's dated policy says so, and writes down
-- what they paid (docs/adr/0045). What they pay is a payment run of its own, of one invoice, so that paying has one set of rules.

alter table invoicing.payment_run add column holder_id uuid;
do $$
declare
  two_officers text;
begin
  select conname into strict two_officers from pg_constraint
  where conrelid = 'invoicing.payment_run'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%released_by <> prepared_by%';
  execute format('alter table invoicing.payment_run drop constraint %I', two_officers);
end $$;
-- Public money needs two people; somebody's own account needs them alone, and the bank gets no file from us.
alter table invoicing.payment_run add check (released_by <> prepared_by or holder_id is not null), add check (holder_id is null or status = 'RELEASED' and processing_on is null);

create table invoicing.holder_payment (
  council_id uuid not null,
  -- Of the run.
  id uuid not null,
  invoice_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  -- What left the account: the invoice less what the provider owed.
  amount_pence bigint not null check (amount_pence >= 0),
  paid_on date not null,
  how text not null check (how in ('BANK_TRANSFER', 'CARD', 'CHEQUE', 'CASH')),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  taken_back_at timestamptz,
  taken_back_by uuid,
  taken_back_reason text check (taken_back_reason <> ''),
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, id) references invoicing.payment_run,
  foreign key (council_id, invoice_id) references invoicing.invoice,
  check ((taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null))
);
create index holder_payment_of_invoice on invoicing.holder_payment (invoice_id, recorded_at desc);

create table invoicing.payment_receipt (
  council_id uuid not null,
  id uuid not null primary key,
  payment_id uuid not null,
  person_id uuid not null,
  content_type text not null check (content_type in ('image/jpeg', 'application/pdf')),
  byte_size int not null check (byte_size between 1 and 10485760),
  content bytea not null,
  added_at timestamptz not null,
  added_by uuid not null,
  foreign key (council_id, payment_id) references invoicing.holder_payment
);
create index payment_receipt_of_payment on invoicing.payment_receipt (payment_id, added_at);
alter table invoicing.payment_receipt alter column content set storage external;

select kernel.protect_table('invoicing.holder_payment',
  'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
-- A receipt is the person's and their council's; a provider has no use for it.
select kernel.protect_table('invoicing.payment_receipt', 'person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())');

-- Whether direct payments of a council are paid out by who holds them on a day; where it says nothing, its own runs pay.
create function invoicing.holders_pay(p_council uuid, p_on date) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(identity.policy(p_council, 'directPaymentsPaidBy', p_on) #>> '{}', 'COUNCIL') = 'HOLDER'
$$;

-- Of these invoices, those that who holds the money pays.
create function invoicing.paid_by_holder(p_invoices uuid[], p_on date) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select i.id from invoicing.invoice i where i.id = any (p_invoices) and i.payer_kind = 'PERSON' and (
    exists (select from invoicing.payment p join invoicing.payment_run r on r.council_id = p.council_id and r.id = p.run_id
      where p.council_id = i.council_id and p.invoice_id = i.id and p.rejected_on is null and r.holder_id is not null)
    or i.status in ('ISSUED', 'APPROVED') and invoicing.holders_pay(i.council_id, p_on))
$$;

-- Bills of one person that they, or who acts for them, pay: open ones by due day, then the newest that were paid.
create function invoicing.bills_of(p_person uuid, p_on date, p_most int) returns setof uuid language sql stable set search_path = pg_catalog as $$
  select i.id from invoicing.invoice i
  where i.person_ids @> array[p_person] and i.payer_kind = 'PERSON'
  order by i.status = 'PAID', case when i.status <> 'PAID' then i.due_on end, i.paid_on desc nulls last, i.id limit p_most
$$;

-- Where, how much and under what reference to pay an approved invoice. Empty accounts: its provider's details are not agreed by the council.
create function invoicing.payment_instruction(p_invoice uuid, p_on date)
returns table (standing text, account_name text, sort_code text, account_number text, reference text, amount_pence bigint, taken_off_pence bigint, due_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select s.standing, d.account_name, a.sort_code, a.account_number, i.number, (i.total_pence - o.pence)::bigint, o.pence, i.due_on
  from invoicing.invoice i
  cross join lateral invoicing.bank_standing(i.council_id, array[i.provider_id]) s
  cross join lateral (select coalesce(sum(w.pence), 0)::bigint as pence from invoicing.to_take_off(i.council_id, array[i.id]) w) o
  left join invoicing.bank_details d on d.id = s.details_id and s.standing = 'AGREED'
  left join invoicing.bank_account a on a.details_id = d.id
  where i.id = p_invoice and i.status = 'APPROVED' and i.payer_kind = 'PERSON' and i.person_ids[1] = any (kernel.scope_people()::uuid[])
    and invoicing.holders_pay(i.council_id, p_on)
$$;

-- Writes down that an approved invoice was paid. Lock the budgets first. Refuses NOT_FOUND, WRONG_STATE, COUNCIL_PAYS.
create function invoicing.pay_by_holder(p_invoice uuid, p_run uuid, p_reference text, p_paid_on date, p_how text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  bill invoicing.invoice;
  taken_off bigint;
begin
  select * into bill from invoicing.invoice where id = p_invoice for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if bill.payer_kind <> 'PERSON' or bill.status = 'APPROVED' and not invoicing.holders_pay(bill.council_id, p_today) then perform kernel.refuse('COUNCIL_PAYS'); end if;
  if bill.status <> 'APPROVED' then perform kernel.refuse('WRONG_STATE'); end if;
  perform 1 from invoicing.credit_note n where n.council_id = bill.council_id and n.recovered_pence < n.credit_pence and n.provider_id = bill.provider_id order by n.id for update;
  insert into invoicing.payment_run (council_id, id, reference, status, total_pence, prepared_by, prepared_at, released_by, released_at, holder_id)
  values (bill.council_id, p_run, p_reference, 'RELEASED', bill.total_pence, p_actor, p_at, p_actor, p_at, bill.person_ids[1]);
  with taken as (
    insert into invoicing.recovery (council_id, id, credit_note_id, kind, run_id, amount_pence, settled_on)
    select bill.council_id, md5(concat_ws(':', p_run, w.credit_note_id))::uuid, w.credit_note_id, 'SET_OFF', p_run, w.pence, p_paid_on
    from invoicing.to_take_off(bill.council_id, array[bill.id]) w
    returning credit_note_id, amount_pence
  ), recovered as (
    update invoicing.credit_note n set recovered_pence = n.recovered_pence + t.amount_pence from taken t where n.council_id = bill.council_id and n.id = t.credit_note_id
  )
  select coalesce(sum(t.amount_pence), 0) into taken_off from taken t;
  update invoicing.payment_run set total_pence = bill.total_pence - taken_off where council_id = bill.council_id and id = p_run;
  insert into invoicing.payment (council_id, run_id, invoice_id, amount_pence, settled_on) values (bill.council_id, p_run, bill.id, bill.total_pence, p_paid_on);
  insert into invoicing.holder_payment (council_id, id, invoice_id, person_id, provider_id, amount_pence, paid_on, how, recorded_at, recorded_by)
  values (bill.council_id, p_run, bill.id, bill.person_ids[1], bill.provider_id, bill.total_pence - taken_off, p_paid_on, p_how, p_at, p_actor);
  update invoicing.invoice set status = 'PAID', paid_on = p_paid_on where council_id = bill.council_id and id = bill.id;
end $$;

-- It was written down wrongly: the invoice is to be paid again. Lock the budgets first. Refuses NOT_FOUND, WRONG_STATE.
create function invoicing.take_back_holder_payment(p_payment uuid, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  paid invoicing.holder_payment;
begin
  select * into paid from invoicing.holder_payment where id = p_payment for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if paid.taken_back_at is not null then perform kernel.refuse('WRONG_STATE'); end if;
  perform 1 from invoicing.invoice i where i.council_id = paid.council_id and i.id = paid.invoice_id for update;
  update invoicing.holder_payment set taken_back_at = p_at, taken_back_by = p_actor, taken_back_reason = p_reason where council_id = paid.council_id and id = paid.id;
  update invoicing.payment set rejected_on = p_today where council_id = paid.council_id and run_id = paid.id;
  update invoicing.invoice set status = 'APPROVED', paid_on = null where council_id = paid.council_id and id = paid.invoice_id;
  perform 1 from invoicing.credit_note n where n.council_id = paid.council_id
    and n.id in (select r.credit_note_id from invoicing.recovery r where r.council_id = paid.council_id and r.run_id = paid.id) order by n.id for update;
  update invoicing.credit_note n set recovered_pence = n.recovered_pence - r.amount_pence
  from invoicing.recovery r where r.council_id = paid.council_id and r.run_id = paid.id and n.council_id = r.council_id and n.id = r.credit_note_id;
  update invoicing.recovery set rejected_on = p_today where council_id = paid.council_id and run_id = paid.id;
end $$;

-- Refuses NOT_FOUND, WRONG_STATE for one that was taken back, TOO_MANY_RECEIPTS after ten.
create function invoicing.add_payment_receipt(p_payment uuid, p_id uuid, p_content_type text, p_content bytea, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  paid invoicing.holder_payment;
begin
  select * into paid from invoicing.holder_payment where id = p_payment for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if paid.taken_back_at is not null then perform kernel.refuse('WRONG_STATE'); end if;
  if (select count(*) from invoicing.payment_receipt r where r.payment_id = p_payment) >= 10 then perform kernel.refuse('TOO_MANY_RECEIPTS'); end if;
  insert into invoicing.payment_receipt values (paid.council_id, p_id, p_payment, paid.person_id, p_content_type, octet_length(p_content), p_content, p_at, p_actor);
end $$;

-- As in 0311, without what people pay themselves; a named one of them is refused.
create or replace function invoicing.prepare_payment_run(p_council uuid, p_run uuid, p_reference text, p_due_by date, p_invoices uuid[], p_payer_kinds text[], p_at timestamptz,
  p_actor uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  chosen uuid[];
  total bigint;
  taken_off bigint;
  holders_pay constant boolean := invoicing.holders_pay(p_council, (p_at at time zone 'Europe/London')::date);
begin
  if p_invoices is not null and exists (
    select 1 from unnest(p_invoices) w where not exists (select 1 from invoicing.invoice i where i.council_id = p_council and i.id = w)
  ) then
    perform kernel.refuse('NOT_FOUND');
  end if;
  if holders_pay and exists (select from invoicing.invoice i where i.council_id = p_council and i.id = any (p_invoices) and i.payer_kind = 'PERSON') then
    perform kernel.refuse('HOLDER_PAYS');
  end if;
  select array_agg(i.id) into chosen from (
    select id from invoicing.invoice
    where council_id = p_council and status = 'APPROVED' and (p_due_by is null or due_on <= p_due_by) and (p_invoices is null or id = any (p_invoices))
      and (p_payer_kinds is null or payer_kind = any (p_payer_kinds)) and (payer_kind <> 'PERSON' or not holders_pay)
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

drop function invoicing.to_pay(uuid, date, text[]);
-- As in 0311, without what people pay themselves.
create function invoicing.to_pay(p_council uuid, p_due_by date, p_payer_kinds text[], p_on date)
returns table (invoice_id uuid, provider_id uuid, number text, total_pence bigint, standing text)
language sql stable security definer set search_path = pg_catalog as $$
  with due as materialized (
    select i.* from invoicing.invoice i where i.council_id = p_council and i.status = 'APPROVED' and (p_due_by is null or i.due_on <= p_due_by)
      and (p_payer_kinds is null or i.payer_kind = any (p_payer_kinds)) and (i.payer_kind <> 'PERSON' or not invoicing.holders_pay(p_council, p_on))
  )
  select d.id, d.provider_id, d.number, d.total_pence, s.standing
  from due d join invoicing.bank_standing(p_council, array(select x.provider_id from due x)) s on s.provider_id = d.provider_id
  order by d.provider_id, d.number
$$;

drop function invoicing.not_ready(uuid, date, text[]);
-- As in 0311, without what people pay themselves.
create function invoicing.not_ready(p_council uuid, p_due_by date, p_payer_kinds text[], p_on date)
returns table (kind text, invoice_id uuid, provider_id uuid, number text, total_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with waiting as materialized (
    select i.* from invoicing.invoice i
    where i.council_id = p_council and i.status = 'ISSUED' and (p_due_by is null or i.due_on <= p_due_by) and (p_payer_kinds is null or i.payer_kind = any (p_payer_kinds))
      and (i.payer_kind <> 'PERSON' or not invoicing.holders_pay(p_council, p_on))
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

drop function invoicing.payment_outlook(uuid[]);
-- As in 0313, and whether who holds the money pays.
create function invoicing.payment_outlook(p_invoices uuid[], p_on date)
returns table (invoice_id uuid, status text, due_on date, standing text, due_pay_on date, pay_on date, reference text, sent_back text, has_problems boolean, holder_pays boolean,
  holder_paid_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select i.id, i.status, i.due_on, s.standing, (select min(d) from invoicing.banking_days(i.due_on, 1) d), b.pay_on, b.reference, x.reason_code,
    exists (select from invoicing.invoice_line l where l.council_id = i.council_id and l.invoice_id = i.id and l.match_problems <> '{}'),
    exists (select from invoicing.paid_by_holder(array[i.id], p_on)), h.paid_on
  from invoicing.invoice i
  cross join lateral invoicing.bank_standing(i.council_id, array[i.provider_id]) s
  left join invoicing.payment p on p.council_id = i.council_id and p.invoice_id = i.id and p.rejected_on is null
  left join invoicing.bank_payment b on b.council_id = p.council_id and b.run_id = p.run_id and b.provider_id = i.provider_id
  left join invoicing.holder_payment h on h.council_id = p.council_id and h.id = p.run_id
  left join lateral (
    select y.reason_code from invoicing.payment q join invoicing.bank_payment y on y.council_id = q.council_id and y.run_id = q.run_id and y.provider_id = i.provider_id
    where q.council_id = i.council_id and q.invoice_id = i.id and q.rejected_on is not null order by q.rejected_on desc limit 1
  ) x on true
  where i.id = any (p_invoices) and (i.provider_id = kernel.scope_organisation() or i.council_id = kernel.scope_wide_council())
$$;

grant execute on function invoicing.holders_pay, invoicing.paid_by_holder, invoicing.bills_of, invoicing.payment_instruction, invoicing.pay_by_holder,
  invoicing.take_back_holder_payment, invoicing.add_payment_receipt, invoicing.to_pay,
  invoicing.not_ready, invoicing.payment_outlook to owncourse_app;
