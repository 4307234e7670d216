-- Settings of a transaction (row-level security), refusals, idempotency, outbox and inbox.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

create schema kernel;
grant usage on schema kernel to owncourse_app, owncourse_auditor;

-- Functions are closed to everybody until they are published with grant execute.
alter default privileges revoke execute on functions from public;

-- An unset or empty setting gives null, and so no rows.
create function kernel.scope_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.person_id', true), '')::uuid;
create function kernel.scope_council() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.council_id', true), '')::uuid;
create function kernel.scope_organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organisation_id', true), '')::uuid;
create function kernel.scope_people() returns uuid[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.people', true), ''), '{}')::uuid[];
-- The council of an officer who may see personal rows of the whole council (finance, approver).
create function kernel.scope_wide_council() returns uuid language sql stable parallel safe
  return case when current_setting('app.council_wide', true) = 'on' then nullif(current_setting('app.council_id', true), '')::uuid end;

-- An expected "no". The message is the code, the detail is JSON.
create function kernel.refuse(code text, details jsonb default '{}') returns void language plpgsql as $$
begin
  raise exception using errcode = 'OC001', message = code, detail = details::text;
end $$;

-- Closes a table: forced row-level security, everything for the owner's own functions,
-- reading for the auditor, and for the app only what the predicate lets through.
create function kernel.protect_table(target regclass, read_predicate text, write_predicate text default null)
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner_functions on %s to owncourse_owner using (true) with check (true)', target);
  execute format('create policy auditor_reads on %s for select to owncourse_auditor using (true)', target);
  execute format('create policy app_reads on %s for select to owncourse_app using (%s)', target, read_predicate);
  execute format('grant select on %s to owncourse_app, owncourse_auditor', target);
  if write_predicate is not null then
    execute format('create policy app_inserts on %s for insert to owncourse_app with check (%s)', target, write_predicate);
    execute format('create policy app_updates on %s for update to owncourse_app using (%s) with check (%s)', target, write_predicate, write_predicate);
    execute format('grant insert, update on %s to owncourse_app', target);
  end if;
end $$;

grant execute on function kernel.scope_person(), kernel.scope_council(), kernel.scope_organisation(), kernel.scope_people(),
  kernel.scope_wide_council(), kernel.refuse(text, jsonb) to owncourse_app, owncourse_auditor;

-- Scope of a key: actor and operation. Only success is stored, because a refusal rolls back.
create table kernel.idempotency (
  actor_id uuid not null,
  operation text not null,
  key text not null,
  input_hash bytea not null,
  result jsonb not null,
  recorded_at timestamptz not null,
  primary key (actor_id, operation, key)
);
select kernel.protect_table('kernel.idempotency', 'actor_id = (select kernel.scope_person())');

-- Waits for a copy of itself that runs beside it; then the loser hears the winner's answer.
create function kernel.claim_key(p_actor uuid, p_operation text, p_key text, p_input_hash bytea, p_result jsonb, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  earlier kernel.idempotency;
begin
  insert into kernel.idempotency values (p_actor, p_operation, p_key, p_input_hash, p_result, p_at) on conflict do nothing;
  if found then return; end if;
  select * into earlier from kernel.idempotency where actor_id = p_actor and operation = p_operation and key = p_key;
  if earlier.input_hash = p_input_hash then
    perform kernel.refuse('IDEMPOTENT_REPLAY', earlier.result);
  end if;
  perform kernel.refuse('IDEMPOTENCY_CONFLICT');
end $$;
grant execute on function kernel.claim_key to owncourse_app;

-- Versioned envelopes. transaction_id lets the relay read only below the oldest running transaction.
create table kernel.outbox (
  position bigint generated always as identity primary key,
  event_id uuid not null unique,
  type text not null,
  version int not null,
  council_id uuid,
  payload jsonb not null,
  occurred_at timestamptz not null,
  transaction_id xid8 not null default pg_current_xact_id()
);
create index outbox_in_reading_order on kernel.outbox (transaction_id, position);
-- Only the worker reads the outbox, through kernel.read_outbox; no row is anybody's to see.
select kernel.protect_table('kernel.outbox', 'false');

create function kernel.append_event(p_event_id uuid, p_type text, p_version int, p_council uuid, p_payload jsonb, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog
begin atomic
  insert into kernel.outbox (event_id, type, version, council_id, payload, occurred_at)
  values (p_event_id, p_type, p_version, p_council, p_payload, p_at);
end;
grant execute on function kernel.append_event to owncourse_app;

-- One row a consumer: how far it has read. Locked while a batch is handled. Reading order is
-- (transaction, position): positions are handed out before commit, so position alone would skip a late commit.
create table kernel.consumer (
  name text primary key,
  transaction_id xid8 not null default '0',
  position bigint not null default 0
);
select kernel.protect_table('kernel.consumer', 'false');

-- Events a consumer has handled, so that a batch repeated after a crash does nothing twice.
create table kernel.inbox (
  consumer text not null,
  event_id uuid not null,
  handled_at timestamptz not null,
  primary key (consumer, event_id)
);
select kernel.protect_table('kernel.inbox', 'false');

create function kernel.read_outbox(p_consumer text, p_limit int)
returns table (event_position bigint, event_id uuid, type text, version int, council_id uuid, payload jsonb, occurred_at timestamptz)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  reached kernel.consumer;
begin
  insert into kernel.consumer (name) values (p_consumer) on conflict do nothing;
  select * into reached from kernel.consumer c where c.name = p_consumer for update;
  return query
    select o.position, o.event_id, o.type, o.version, o.council_id, o.payload, o.occurred_at
    from kernel.outbox o
    where (o.transaction_id, o.position) > (reached.transaction_id, reached.position)
      and o.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by o.transaction_id, o.position limit p_limit;
end $$;
grant execute on function kernel.read_outbox to owncourse_app;

-- Moves the reader on, in the transaction that did the work.
create function kernel.mark_handled(p_consumer text, p_event_ids uuid[], p_reached bigint, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into kernel.inbox select p_consumer, unnest(p_event_ids), p_at;
  update kernel.consumer c set transaction_id = o.transaction_id, position = o.position
  from kernel.outbox o where c.name = p_consumer and o.position = p_reached;
end $$;
grant execute on function kernel.mark_handled to owncourse_app;

-- True while committed events wait for an older transaction, in this or any other database of the server, to end.
create function kernel.outbox_held_back() returns boolean language sql security definer set search_path = pg_catalog as $$
  select exists (select 1 from kernel.outbox o where o.transaction_id >= pg_snapshot_xmin(pg_current_snapshot()))
$$;
grant execute on function kernel.outbox_held_back to owncourse_app;

-- What the slowest consumer has not read yet, and how old the oldest of it is.
create function kernel.outbox_lag(p_at timestamptz) returns table (waiting bigint, oldest_seconds double precision)
language sql stable security definer set search_path = pg_catalog as $$
  select count(*), coalesce(extract(epoch from p_at - min(o.occurred_at)), 0)::double precision
  from kernel.outbox o
  where exists (select 1 from kernel.consumer c where (o.transaction_id, o.position) > (c.transaction_id, c.position))
$$;
grant execute on function kernel.outbox_lag to owncourse_app, owncourse_auditor;
