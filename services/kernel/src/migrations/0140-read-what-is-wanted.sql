-- A reader of the outbox gets the events that it wants, and not the others only to pass them over. Of each batch the last
-- event comes as well, wanted or not: it says how far the reader has read. With p_before (a transaction id) only what
-- was committed before that is read.
drop function kernel.read_outbox(text, int);

create function kernel.read_outbox(p_consumer text, p_types text[], p_limit int, p_before xid8)
returns table (event_position bigint, event_id uuid, type text, version int, council_id uuid, payload jsonb, occurred_at timestamptz, batch_size bigint)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  reached kernel.consumer;
begin
  insert into kernel.consumer (name) values (p_consumer) on conflict do nothing;
  select * into reached from kernel.consumer c where c.name = p_consumer for update;
  return query
    select b.position, b.event_id, b.type, b.version, b.council_id, b.payload, b.occurred_at, b.size
    from (
      select e.*, row_number() over (order by e.transaction_id, e.position) as turn, count(*) over () as size
      from (
        select * from kernel.outbox o
        where (o.transaction_id, o.position) > (reached.transaction_id, reached.position)
          and o.transaction_id < least(p_before, pg_snapshot_xmin(pg_current_snapshot()))
        order by o.transaction_id, o.position limit p_limit
      ) e
    ) b
    where b.type = any (p_types) or b.turn = b.size
    order by b.turn;
end $$;
grant execute on function kernel.read_outbox to owncourse_app;

-- True when something was written down in a transaction that began with this one or later.
create function kernel.outbox_grew(p_since xid8) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from kernel.outbox o where o.transaction_id >= p_since)
$$;
grant execute on function kernel.outbox_grew to owncourse_app;
