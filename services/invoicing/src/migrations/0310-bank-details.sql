-- Where providers are paid, and how a council makes sure of it before money goes there (docs/adr/0040).

-- One row a provider, locked while its details change and while a run with it is released: one waits for the other.
create table invoicing.bank_version (
  provider_id uuid not null primary key,
  newest int not null default 0
);

-- What people may see of an account: never its whole number.
create table invoicing.bank_details (
  id uuid not null primary key,
  provider_id uuid not null,
  version int not null check (version > 0),
  account_name text not null check (account_name <> ''),
  account_ending text not null check (account_ending ~ '^[0-9]{4}$'),
  entered_on date not null,
  entered_at timestamptz not null,
  entered_by uuid not null,
  unique (provider_id, version)
);

-- The account itself; only the payment files read it.
create table invoicing.bank_account (
  details_id uuid not null primary key references invoicing.bank_details,
  sort_code text not null check (sort_code ~ '^[0-9]{6}$'),
  account_number text not null check (account_number ~ '^[0-9]{8}$')
);

-- A bank said that there is no such account any more.
create table invoicing.bank_account_closed (
  details_id uuid not null primary key references invoicing.bank_details,
  closed_on date not null,
  reason text not null
);

-- One officer calls the provider back, another agrees. Until then this council pays nothing to these details.
create table invoicing.bank_check (
  council_id uuid not null,
  id uuid not null,
  details_id uuid not null references invoicing.bank_details,
  provider_id uuid not null,
  status text not null check (status in ('CALLED', 'AGREED', 'TURNED_DOWN')),
  called_on date not null,
  called_number text not null,
  number_known_from text not null,
  spoken_to text not null,
  called_by uuid not null,
  recorded_at timestamptz not null,
  decided_by uuid check (decided_by <> called_by),
  decided_at timestamptz,
  reason text,
  primary key (council_id, id),
  unique (id),
  check ((status = 'CALLED') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check (status <> 'TURNED_DOWN' or reason is not null)
);
create unique index bank_check_once on invoicing.bank_check (council_id, details_id) where status <> 'TURNED_DOWN';
create index bank_check_of_details on invoicing.bank_check (details_id);

create function invoicing.refuse_bank_change() returns trigger language plpgsql as $$
begin
  raise exception 'Bank details never change; new ones are a new version.';
end $$;
create trigger details_stand before update or delete on invoicing.bank_details for each row execute function invoicing.refuse_bank_change();
create trigger details_stand before update or delete on invoicing.bank_account for each row execute function invoicing.refuse_bank_change();

select kernel.protect_table(t::regclass, 'false') from unnest(array['invoicing.bank_version', 'invoicing.bank_account', 'invoicing.bank_account_closed']) t;
-- The auditor proves sums; nobody needs an account's number for that.
revoke select on invoicing.bank_account from owncourse_auditor, owncourse_app;

-- A council deals with providers that it has agreed prices with, or has had invoices of.
create function invoicing.dealing_with(p_council uuid, p_provider uuid) returns table (council_id uuid, provider_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select i.council_id, i.provider_id from invoicing.invoice i where (p_council is null or i.council_id = p_council) and (p_provider is null or i.provider_id = p_provider)
  union select c.council_id, c.provider_id from rates.cards_published_since('-infinity') c
  where (p_council is null or c.council_id = p_council) and (p_provider is null or c.provider_id = p_provider)
$$;
grant execute on function invoicing.dealing_with to owncourse_app;

select kernel.protect_table('invoicing.bank_details', 'provider_id = (select kernel.scope_organisation())
  or (select kernel.scope_wide_council()) is not null and exists (select from invoicing.dealing_with((select kernel.scope_wide_council()), provider_id))');
select kernel.protect_table('invoicing.bank_check', 'council_id = (select kernel.scope_wide_council())');

-- How a council stands to the newest details of providers.
create function invoicing.bank_standing(p_council uuid, p_providers uuid[]) returns table (provider_id uuid, details_id uuid, standing text)
language sql stable security definer set search_path = pg_catalog as $$
  select w.provider_id, d.id, case
    when d.id is null then 'NO_DETAILS'
    when exists (select from invoicing.bank_account_closed x where x.details_id = d.id) then 'CLOSED'
    when c.status = 'AGREED' then 'AGREED'
    when c.status = 'CALLED' then 'TO_AGREE'
    when exists (select from invoicing.bank_check x where x.council_id = p_council and x.details_id = d.id) then 'TURNED_DOWN'
    else 'TO_CALL' end
  from (select distinct unnest(p_providers) as provider_id) w
  left join lateral (select b.id from invoicing.bank_details b where b.provider_id = w.provider_id order by b.version desc limit 1) d on true
  left join invoicing.bank_check c on c.council_id = p_council and c.details_id = d.id and c.status <> 'TURNED_DOWN'
$$;

-- What waits for a council's look at a provider's details, by name: messages about it are done when a second officer has decided.
create function invoicing.bank_hold(p_council uuid, p_provider uuid) returns uuid language sql immutable parallel safe
  return md5(concat(p_council, ':bank-hold:', p_provider))::uuid;

-- New details, a version of their own. @returns the councils that have to look at them, and who entered the ones before
create function invoicing.enter_bank_details(p_provider uuid, p_id uuid, p_sort_code text, p_account_number text, p_account_name text, p_on date, p_at timestamptz, p_by uuid)
returns table (council_id uuid, hold_id uuid, entered_before_by uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  number int;
  before_by uuid;
begin
  insert into invoicing.bank_version (provider_id) values (p_provider) on conflict do nothing;
  select newest into number from invoicing.bank_version where provider_id = p_provider for update;
  select d.entered_by into before_by from invoicing.bank_details d where d.provider_id = p_provider and d.version = number;
  if exists (
    select from invoicing.bank_details d join invoicing.bank_account a on a.details_id = d.id
    where d.provider_id = p_provider and d.version = number and d.account_name = p_account_name and a.sort_code = p_sort_code and a.account_number = p_account_number
      and not exists (select from invoicing.bank_account_closed x where x.details_id = d.id)
  ) then
    perform kernel.refuse('SAME_BANK_DETAILS');
  end if;
  insert into invoicing.bank_details (id, provider_id, version, account_name, account_ending, entered_on, entered_at, entered_by)
  values (p_id, p_provider, number + 1, p_account_name, right(p_account_number, 4), p_on, p_at, p_by);
  insert into invoicing.bank_account (details_id, sort_code, account_number) values (p_id, p_sort_code, p_account_number);
  update invoicing.bank_version set newest = number + 1 where provider_id = p_provider;
  return query select w.council_id, invoicing.bank_hold(w.council_id, p_provider), before_by from invoicing.dealing_with(null, p_provider) w order by 1;
end $$;

-- Locks the provider's details for a decision about them; refuses what is not the newest.
create function invoicing.lock_newest_details(p_details uuid) returns void language plpgsql set search_path = pg_catalog as $$
declare
  details invoicing.bank_details;
begin
  select * into details from invoicing.bank_details where id = p_details;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform 1 from invoicing.bank_version v where v.provider_id = details.provider_id for update;
  if exists (select from invoicing.bank_details d where d.provider_id = details.provider_id and d.version > details.version) then
    perform kernel.refuse('BANK_DETAILS_CHANGED');
  end if;
end $$;

-- Refuses NOT_FOUND, BANK_DETAILS_CHANGED, WRONG_STATE where a call is written down already or the account is closed.
create function invoicing.record_call_back(p_council uuid, p_id uuid, p_details uuid, p_called_on date, p_number text, p_known_from text, p_spoken_to text,
  p_at timestamptz, p_by uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from invoicing.bank_details d cross join lateral invoicing.dealing_with(p_council, d.provider_id) w where d.id = p_details) then
    perform kernel.refuse('NOT_FOUND');
  end if;
  perform invoicing.lock_newest_details(p_details);
  if exists (select from invoicing.bank_account_closed x where x.details_id = p_details)
    or exists (select from invoicing.bank_check c where c.council_id = p_council and c.details_id = p_details and c.status <> 'TURNED_DOWN') then
    perform kernel.refuse('WRONG_STATE');
  end if;
  insert into invoicing.bank_check (council_id, id, details_id, provider_id, status, called_on, called_number, number_known_from, spoken_to, called_by, recorded_at)
  select p_council, p_id, d.id, d.provider_id, 'CALLED', p_called_on, p_number, p_known_from, p_spoken_to, p_by, p_at from invoicing.bank_details d where d.id = p_details;
end $$;

-- The second officer's yes or no. Refuses NOT_FOUND, SAME_OFFICER, WRONG_STATE, BANK_DETAILS_CHANGED. @returns the provider, and what waited
create function invoicing.decide_bank_check(p_council uuid, p_check uuid, p_agree boolean, p_reason text, p_at timestamptz, p_by uuid)
returns table (provider_id uuid, hold_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  found_check invoicing.bank_check;
begin
  select * into found_check from invoicing.bank_check where council_id = p_council and id = p_check;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform invoicing.lock_newest_details(found_check.details_id);
  select * into found_check from invoicing.bank_check where council_id = p_council and id = p_check for update;
  if found_check.status <> 'CALLED' then perform kernel.refuse('WRONG_STATE'); end if;
  if found_check.called_by = p_by then perform kernel.refuse('SAME_OFFICER'); end if;
  update invoicing.bank_check set status = case when p_agree then 'AGREED' else 'TURNED_DOWN' end, decided_by = p_by, decided_at = p_at, reason = p_reason
  where council_id = p_council and id = p_check;
  return query select found_check.provider_id, invoicing.bank_hold(p_council, found_check.provider_id);
end $$;

-- Of the council's providers, those whose newest details are not agreed, or who have none, and what waits for it.
create function invoicing.bank_checks_open(p_council uuid)
returns table (provider_id uuid, details_id uuid, standing text, waiting_count int, waiting_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with ours as materialized (
    select w.provider_id, count(i.id)::int as waiting_count, coalesce(sum(i.total_pence), 0)::bigint as waiting_pence
    from invoicing.dealing_with(p_council, null) w
    left join invoicing.invoice i on i.council_id = p_council and i.provider_id = w.provider_id and i.status in ('APPROVED', 'IN_PAYMENT_RUN')
    group by 1
  )
  select o.provider_id, s.details_id, s.standing, o.waiting_count, o.waiting_pence
  from ours o join invoicing.bank_standing(p_council, array(select x.provider_id from ours x)) s on s.provider_id = o.provider_id
  where s.standing <> 'AGREED' and (s.standing <> 'NO_DETAILS' or o.waiting_count > 0)
  order by o.waiting_pence desc, o.provider_id
$$;

-- For the provider: how each council that has invoices of it stands to its newest details.
create function invoicing.bank_standings_of(p_provider uuid)
returns table (council_id uuid, standing text, called_on date, reason text, waiting_count int, waiting_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select w.council_id, s.standing, c.called_on, c.reason, i.waiting_count, i.waiting_pence
  from invoicing.dealing_with(null, p_provider) w
  cross join lateral invoicing.bank_standing(w.council_id, array[p_provider]) s
  cross join lateral (
    select count(*)::int as waiting_count, coalesce(sum(x.total_pence), 0)::bigint as waiting_pence from invoicing.invoice x
    where x.council_id = w.council_id and x.provider_id = p_provider and x.status in ('APPROVED', 'IN_PAYMENT_RUN')
  ) i
  left join lateral (select x.called_on, x.reason from invoicing.bank_check x where x.council_id = w.council_id and x.details_id = s.details_id order by x.recorded_at desc limit 1) c on true
  order by 1
$$;

grant execute on function invoicing.bank_standing, invoicing.enter_bank_details, invoicing.record_call_back, invoicing.decide_bank_check, invoicing.bank_checks_open,
  invoicing.bank_standings_of to owncourse_app;
