-- History that shows when it was changed: one chain of HMACs for each council over every column of its transfers
-- (docs/adr/0020-hash-chain.md). The key is never in the database: a worker reads what waits, computes, and appends.

-- Transfers that have no link yet. Their transaction is kept because positions are handed out before commit: read by
-- position alone, a late commit would be passed over. A table of its own, so that ledger.transfer keeps its shape.
create table ledger.unsealed (
  council_id uuid not null,
  transfer_id uuid not null,
  position bigint not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  primary key (transaction_id, position)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- Link by link. The code binds the council, the number, the code before and every column of the transfer.
create table ledger.seal (
  council_id uuid not null,
  sequence bigint not null check (sequence > 0),
  transfer_id uuid not null,
  code bytea not null check (octet_length(code) = 32),
  primary key (council_id, sequence),
  unique (council_id, transfer_id)
);

-- The last link of each chain, and what tells the right key from another without telling the key.
create table ledger.chain (
  council_id uuid not null primary key,
  sequence bigint not null,
  code bytea not null,
  key_check bytea not null,
  sealed_at timestamptz not null
);

select kernel.protect_table(t::regclass, 'false') from unnest(array['ledger.unsealed', 'ledger.seal', 'ledger.chain']) t;

create trigger append_only before update or delete on ledger.seal for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.seal execute function ledger.refuse_change();

create function ledger.await_seal() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ledger.unsealed (council_id, transfer_id, position) values (new.council_id, new.id, new.position);
  return null;
end $$;

insert into ledger.unsealed (council_id, transfer_id, position) select council_id, id, position from ledger.transfer;
create trigger await_seal after insert on ledger.transfer for each row execute function ledger.await_seal();

-- What waits, oldest transaction first, only below the oldest that still runs: nothing can come in between later.
-- One sealer at a time; the others get nothing. Every column as text that no setting changes.
create function ledger.read_unsealed(p_limit int) returns table (transaction_id text, council_id uuid, transfer_id uuid, fields text[])
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not pg_try_advisory_xact_lock(427003) then return; end if;
  return query
    select waiting.transaction_id::text, t.council_id, t.id, array[t.council_id::text, t.id::text, t.position::text, t.posting_group::text, t.kind, t.from_account::text, t.from_kind,
      t.to_account::text, t.to_kind, t.amount_pence::text, t.budget_id::text, t.hold_id::text, t.order_id::text, to_char(t.effective_on, 'YYYY-MM-DD'),
      (extract(epoch from t.recorded_at) * 1000000)::bigint::text, t.actor_id::text, t.on_behalf_of::text, t.mandate_id::text, t.available_after_pence::text]
    from (
      select u.* from ledger.unsealed u where u.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      order by u.transaction_id, u.position limit p_limit
    ) waiting
    join ledger.transfer t on t.council_id = waiting.council_id and t.id = waiting.transfer_id
    order by waiting.transaction_id, waiting.position;
end $$;

create function ledger.chains() returns table (council_id uuid, sequence bigint, code bytea, key_check bytea)
language sql security definer set search_path = pg_catalog as $$
  select c.council_id, c.sequence, c.code, c.key_check from ledger.chain c order by 1
$$;

-- Links in their order. A chain only grows from where it ends, and only with the key that it began with.
create function ledger.append_seals(p_councils uuid[], p_sequences bigint[], p_transfers uuid[], p_codes bytea[], p_transactions text[], p_positions bigint[],
  p_key_check bytea, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  added int;
begin
  if exists (
    select 1 from (select council, min(sequence) as first, max(sequence) as last, count(*) as links
      from unnest(p_councils, p_sequences) as l (council, sequence) group by council) new
    left join ledger.chain c on c.council_id = new.council
    where new.first <> coalesce(c.sequence, 0) + 1 or new.last - new.first + 1 <> new.links or c.key_check <> p_key_check
  ) then
    raise exception 'These links do not continue their chain, or are made with another key.';
  end if;
  insert into ledger.seal (council_id, sequence, transfer_id, code) select * from unnest(p_councils, p_sequences, p_transfers, p_codes);
  insert into ledger.chain as c (council_id, sequence, code, key_check, sealed_at)
  select distinct on (l.council) l.council, l.sequence, l.code, p_key_check, p_at
  from unnest(p_councils, p_sequences, p_codes) as l (council, sequence, code) order by l.council, l.sequence desc
  on conflict (council_id) do update set sequence = excluded.sequence, code = excluded.code, sealed_at = excluded.sealed_at;
  delete from ledger.unsealed u using unnest(p_councils, p_transfers, p_transactions, p_positions) as l (council, transfer, transaction, at_position)
  where u.transaction_id = l.transaction::xid8 and u.position = l.at_position and u.council_id = l.council and u.transfer_id = l.transfer;
  get diagnostics added = row_count;
  if added <> cardinality(p_transfers) then raise exception 'Something was sealed that did not wait for it.'; end if;
end $$;

grant execute on function ledger.read_unsealed, ledger.chains, ledger.append_seals to owncourse_app;
