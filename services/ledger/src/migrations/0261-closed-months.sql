-- A month is closed by two officers with a signed trial balance (docs/adr/0047). It is a month of the books: what was written down
-- in it, by London days, whatever day it was for. What is written down later is of a later month, so that a closed one never changes.
create table ledger.month_close (
  council_id uuid not null,
  id uuid not null,
  month date not null check (extract(day from month) = 1),
  -- First moment after it.
  ends_at timestamptz not null,
  status text not null check (status in ('PREPARED', 'SIGNED')),
  prepared_by uuid not null,
  prepared_at timestamptz not null,
  -- Of the balance that was prepared: the second officer signs what the first one saw.
  prepared_sha256 text not null check (prepared_sha256 ~ '^[0-9a-f]{64}$'),
  signed_by uuid check (signed_by <> prepared_by),
  signed_at timestamptz,
  -- What is signed, as text; its Ed25519 signature and the public key that proves it, in base64.
  document text,
  signature text,
  public_key text,
  chain_sequence bigint,
  primary key (council_id, id),
  unique (id),
  unique (council_id, month),
  check ((status = 'SIGNED') = (signed_by is not null) and num_nulls(signed_by, signed_at, document, signature, public_key, chain_sequence) in (0, 6))
);
select kernel.protect_table('ledger.month_close', 'council_id = (select kernel.scope_wide_council())');

create function ledger.refuse_close_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.status = 'PREPARED' then return new; end if;
  if tg_op = 'DELETE' and old.status = 'PREPARED' then return old; end if;
  raise exception 'A closed month never changes.';
end $$;
create trigger closed_stands before update or delete on ledger.month_close for each row execute function ledger.refuse_close_change();
create trigger closed_stands_all before truncate on ledger.month_close execute function ledger.refuse_change();

create function ledger.month_ends_at(p_month date) returns timestamptz language sql stable parallel safe
  return (p_month + interval '1 month') at time zone 'Europe/London';

-- Every kind of account of a council, with what it held before the month, what went in and out, and what it holds after it: pence, in is
-- above zero. All opening sums together are zero, so are all closing ones, and what went in is what went out.
create function ledger.trial_balance(p_council uuid, p_month date)
returns table (kind text, funding_kind text, opening_pence bigint, in_pence bigint, out_pence bigint, closing_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with side as (
    select t.to_account as account, t.amount_pence as pence, t.recorded_at from ledger.transfer t where t.council_id = p_council and t.recorded_at < ledger.month_ends_at(p_month)
    union all
    select t.from_account, -t.amount_pence, t.recorded_at from ledger.transfer t where t.council_id = p_council and t.recorded_at < ledger.month_ends_at(p_month)
  ), by_account as (
    select s.account, coalesce(sum(s.pence) filter (where s.recorded_at < p_month::timestamp at time zone 'Europe/London'), 0) as opening,
      coalesce(sum(s.pence) filter (where s.recorded_at >= p_month::timestamp at time zone 'Europe/London' and s.pence > 0), 0) as came,
      coalesce(-sum(s.pence) filter (where s.recorded_at >= p_month::timestamp at time zone 'Europe/London' and s.pence < 0), 0) as went
    from side s group by s.account
  )
  select a.kind, a.funding_kind, sum(b.opening)::bigint, sum(b.came)::bigint, sum(b.went)::bigint, sum(b.opening + b.came - b.went)::bigint
  from by_account b join ledger.account a on a.council_id = p_council and a.id = b.account
  group by a.kind, a.funding_kind order by a.kind, a.funding_kind
$$;

-- Refuses MONTH_NOT_OVER, WRONG_STATE where it is closed or prepared already, EARLIER_MONTH_OPEN where one before it has entries and is open.
create function ledger.prepare_month(p_council uuid, p_id uuid, p_month date, p_sha256 text, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if ledger.month_ends_at(p_month) > p_at then perform kernel.refuse('MONTH_NOT_OVER'); end if;
  perform pg_advisory_xact_lock(hashtextextended('ledger.month_close:' || p_council, 0));
  if exists (select from ledger.month_close c where c.council_id = p_council and (c.month = p_month or c.month > p_month and c.status = 'SIGNED')) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  if exists (
    select from ledger.transfer t where t.council_id = p_council and t.recorded_at < p_month::timestamp at time zone 'Europe/London'
      and t.recorded_at >= coalesce((select max(c.ends_at) from ledger.month_close c where c.council_id = p_council and c.status = 'SIGNED'), '-infinity')
      and exists (select from ledger.month_close c where c.council_id = p_council and c.status = 'SIGNED')
  ) then
    perform kernel.refuse('EARLIER_MONTH_OPEN');
  end if;
  insert into ledger.month_close (council_id, id, month, ends_at, status, prepared_by, prepared_at, prepared_sha256)
  values (p_council, p_id, p_month, ledger.month_ends_at(p_month), 'PREPARED', p_actor, p_at, p_sha256);
end $$;

-- Stops all postings until the caller's transaction ends, so that none that began before can still come in. Refuses NOT_FOUND,
-- WRONG_STATE, SAME_OFFICER, and NOT_SEALED_YET where a transfer of the month has no link in the chain yet.
-- @returns the month, and the chain's newest link of it
create function ledger.lock_month(p_council uuid, p_id uuid, p_actor uuid)
returns table (month date, prepared_by uuid, prepared_at timestamptz, prepared_sha256 text, chain_sequence bigint, chain_code text)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  closing ledger.month_close;
begin
  select * into closing from ledger.month_close c where c.council_id = p_council and c.id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if closing.status <> 'PREPARED' then perform kernel.refuse('WRONG_STATE'); end if;
  if closing.prepared_by = p_actor then perform kernel.refuse('SAME_OFFICER'); end if;
  lock table ledger.transfer in share mode;
  if exists (select from ledger.unsealed u join ledger.transfer t on t.council_id = u.council_id and t.id = u.transfer_id
    where u.council_id = p_council and t.recorded_at < closing.ends_at) then
    perform kernel.refuse('NOT_SEALED_YET');
  end if;
  return query
    select closing.month, closing.prepared_by, closing.prepared_at, closing.prepared_sha256, coalesce(s.sequence, 0), coalesce(encode(s.code, 'hex'), '')
    from (select 1) one
    left join lateral (select x.sequence, x.code from ledger.seal x join ledger.transfer t on t.council_id = x.council_id and t.id = x.transfer_id
      where x.council_id = p_council and t.recorded_at < closing.ends_at order by x.sequence desc limit 1) s on true;
end $$;

create function ledger.sign_month(p_council uuid, p_id uuid, p_document text, p_signature text, p_public_key text, p_sequence bigint, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  update ledger.month_close set status = 'SIGNED', signed_by = p_actor, signed_at = p_at, document = p_document, signature = p_signature, public_key = p_public_key,
    chain_sequence = p_sequence
  where council_id = p_council and id = p_id and status = 'PREPARED'
$$;

-- The first officer takes it back, to look again. Refuses NOT_FOUND, WRONG_STATE.
create function ledger.unprepare_month(p_council uuid, p_id uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform 1 from ledger.month_close c where c.council_id = p_council and c.id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  delete from ledger.month_close c where c.council_id = p_council and c.id = p_id and c.status = 'PREPARED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- Months of a council in which something was written down and that are over, newest first.
create function ledger.months_over(p_council uuid, p_at timestamptz, p_most int) returns setof date language sql stable security definer set search_path = pg_catalog as $$
  select m.month::date from (select min(t.recorded_at) as first_at from ledger.transfer t where t.council_id = p_council) f
  cross join lateral generate_series(date_trunc('month', f.first_at at time zone 'Europe/London'), date_trunc('month', p_at at time zone 'Europe/London') - interval '1 month', '1 month') m (month)
  order by m.month desc limit p_most
$$;

-- As in 0073; nothing is written down in a month that is closed.
create or replace function ledger.await_seal() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from posted p join ledger.month_close c on c.council_id = p.council_id and c.status = 'SIGNED' and p.recorded_at < c.ends_at) then
    perform kernel.refuse('MONTH_CLOSED');
  end if;
  insert into ledger.unsealed (council_id, transfer_id, position) select p.council_id, p.id, p.position from posted p;
  return null;
end $$;

create index transfer_of_council_recorded on ledger.transfer (council_id, recorded_at);
grant execute on function ledger.trial_balance to owncourse_app, owncourse_auditor;
grant execute on function ledger.prepare_month, ledger.lock_month, ledger.sign_month, ledger.unprepare_month, ledger.months_over to owncourse_app;
