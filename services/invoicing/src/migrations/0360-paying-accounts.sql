-- A council's officers say themselves from which account it pays: one enters it, another agrees (docs/adr/0050).

-- What people may see of an account that is asked for: never its whole number.
create table invoicing.paying_account_entry (
  council_id uuid not null,
  id uuid not null,
  from_on date not null,
  service_user_number text not null check (service_user_number ~ '^[0-9]{6}$'),
  account_name text not null check (account_name <> ''),
  account_ending text not null check (account_ending ~ '^[0-9]{4}$'),
  status text not null check (status in ('WAITING', 'AGREED', 'TURNED_DOWN', 'REPLACED')),
  entered_by uuid not null,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  primary key (council_id, id),
  unique (id),
  check ((status = 'WAITING') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check (status = 'REPLACED' or decided_by <> entered_by),
  check (status <> 'TURNED_DOWN' or reason is not null)
);
create unique index paying_account_waits_once on invoicing.paying_account_entry (council_id) where status = 'WAITING';

-- The account itself; only the agreement reads it.
create table invoicing.paying_account_number (
  entry_id uuid not null primary key references invoicing.paying_account_entry (id),
  sort_code text not null check (sort_code ~ '^[0-9]{6}$'),
  account_number text not null check (account_number ~ '^[0-9]{8}$')
);
create trigger details_stand before update or delete on invoicing.paying_account_number for each row execute function invoicing.refuse_bank_change();

select kernel.protect_table('invoicing.paying_account_entry', 'council_id = (select kernel.scope_wide_council())');
select kernel.protect_table('invoicing.paying_account_number', 'false');
revoke select on invoicing.paying_account_number from owncourse_auditor, owncourse_app;

-- A file that is taken twice has to be the same twice: no account begins on a day on which another one was paid from.
create function invoicing.refuse_paying_day(p_council uuid, p_from date, p_today date) returns void language plpgsql set search_path = pg_catalog as $$
declare
  newest date;
begin
  select max(lower(a.covers)) into newest from invoicing.paying_account a where a.council_id = p_council;
  if newest >= p_from then perform kernel.refuse('BILLING_PARTY_EARLIER'); end if;
  if newest is not null and p_from <= p_today then perform kernel.refuse('PAYING_ACCOUNT_DAY'); end if;
end $$;

-- Refuses BILLING_PARTY_EARLIER, PAYING_ACCOUNT_DAY, SAME_BANK_DETAILS. @returns the entry that waited until now and is replaced, or null
create function invoicing.enter_paying_account(p_council uuid, p_id uuid, p_from date, p_service_user_number text, p_sort_code text, p_account_number text,
  p_account_name text, p_today date, p_at timestamptz, p_by uuid) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  replaced uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('invoicing.paying_account', 0));
  perform invoicing.refuse_paying_day(p_council, p_from, p_today);
  if exists (select from invoicing.paying_account a where a.council_id = p_council and upper_inf(a.covers) and a.service_user_number = p_service_user_number
    and a.sort_code = p_sort_code and a.account_number = p_account_number and a.account_name = p_account_name) then
    perform kernel.refuse('SAME_BANK_DETAILS');
  end if;
  update invoicing.paying_account_entry e set status = 'REPLACED', decided_by = p_by, decided_at = p_at
  where e.council_id = p_council and e.status = 'WAITING' returning e.id into replaced;
  insert into invoicing.paying_account_entry (council_id, id, from_on, service_user_number, account_name, account_ending, status, entered_by, entered_at)
  values (p_council, p_id, p_from, p_service_user_number, p_account_name, right(p_account_number, 4), 'WAITING', p_by, p_at);
  insert into invoicing.paying_account_number (entry_id, sort_code, account_number) values (p_id, p_sort_code, p_account_number);
  return replaced;
end $$;

-- The other officer's yes or no. Refuses NOT_FOUND, WRONG_STATE, SAME_OFFICER, BILLING_PARTY_EARLIER, PAYING_ACCOUNT_DAY.
create function invoicing.decide_paying_account(p_council uuid, p_id uuid, p_agree boolean, p_reason text, p_today date, p_at timestamptz, p_by uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  entry invoicing.paying_account_entry;
begin
  perform pg_advisory_xact_lock(hashtextextended('invoicing.paying_account', 0));
  select * into entry from invoicing.paying_account_entry e where e.council_id = p_council and e.id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if entry.status <> 'WAITING' then perform kernel.refuse('WRONG_STATE'); end if;
  if entry.entered_by = p_by then perform kernel.refuse('SAME_OFFICER'); end if;
  if p_agree then
    perform invoicing.refuse_paying_day(p_council, entry.from_on, p_today);
    update invoicing.paying_account a set covers = daterange(lower(a.covers), entry.from_on) where a.council_id = p_council and upper_inf(a.covers);
    insert into invoicing.paying_account (council_id, covers, service_user_number, sort_code, account_number, account_name, recorded_at, recorded_by)
    select p_council, daterange(entry.from_on, null), entry.service_user_number, n.sort_code, n.account_number, entry.account_name, p_at, p_by
    from invoicing.paying_account_number n where n.entry_id = p_id;
  end if;
  update invoicing.paying_account_entry e set status = case when p_agree then 'AGREED' else 'TURNED_DOWN' end, decided_by = p_by, decided_at = p_at, reason = p_reason
  where e.council_id = p_council and e.id = p_id;
end $$;

-- From which accounts the reader's council pays, newest first, without their numbers. Nobody entered those that the operator brought in.
create function invoicing.our_paying_accounts() returns table (account_name text, account_ending text, service_user_number text, from_on date, until_on date,
  entered_by uuid, agreed_by uuid) language sql stable security definer set search_path = pg_catalog as $$
  select a.account_name, right(a.account_number, 4), a.service_user_number, lower(a.covers), upper(a.covers) - 1, e.entered_by, e.decided_by
  from invoicing.paying_account a
  left join invoicing.paying_account_entry e on e.council_id = a.council_id and e.from_on = lower(a.covers) and e.status = 'AGREED'
  where a.council_id = (select kernel.scope_wide_council()) order by lower(a.covers) desc limit 50
$$;

-- True where the council pays from some account on that day.
create function invoicing.can_pay_on(p_council uuid, p_day date) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from invoicing.paying_account a where a.council_id = p_council and a.covers @> p_day)
$$;

grant execute on function invoicing.can_pay_on, invoicing.enter_paying_account, invoicing.decide_paying_account, invoicing.our_paying_accounts to owncourse_app;
