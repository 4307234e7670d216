-- Several workers: there is room while fewer visits than were said go on at any one moment of it, not while few touch it. What several
-- people share is one visit. Visits of p_besides are left out.
drop function ordering.has_room(uuid, timestamptz, timestamptz);
create function ordering.has_room(p_provider uuid, p_starts_at timestamptz, p_ends_at timestamptz, p_besides uuid default null) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  with others as (
    select distinct coalesce(o.shared_order_id, c.id) as visit, c.starts_at, c.ends_at
    from ordering.occurrence c join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
    where c.provider_id = p_provider and c.status in ('PLANNED', 'HELD') and c.starts_at < p_ends_at and c.ends_at > p_starts_at and o.id is distinct from p_besides
      -- The days are what the index knows; no stay is longer than a month.
      and c.on_date between (p_starts_at at time zone 'Europe/London')::date - 31 and (p_ends_at at time zone 'Europe/London')::date
  ), moments as (
    -- One that ends when another begins is over by then.
    select sum(m.step) over (order by m.at, m.step) as at_once
    from others o cross join lateral (values (greatest(o.starts_at, p_starts_at), 1), (o.ends_at, -1)) as m (at, step)
  )
  select not exists (select 1 from catalogue.visits_at_once(array[p_provider]) v
    where v.visits_at_once is not null and v.visits_at_once <= (select coalesce(max(m.at_once), 0) from moments m))
$$;

-- A yes to one visit, in the transaction that writes its order and after it: whoever has no room by now is refused (NO_ROOM). Takes the
-- request again, which another send of the same yes may have put back. The provider's visits are the last lock of all, so that two
-- yeses of one provider wait for each other, and the second sees the first.
create function ordering.keep_room(p_request uuid, p_provider uuid, p_order uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ordering.take_cover(p_request, p_provider, p_at);
  perform pg_advisory_xact_lock(hashtextextended('ordering.visits-of/' || p_provider, 0));
  perform from ordering.occurrence c where c.order_id = p_order and not ordering.has_room(p_provider, c.starts_at, c.ends_at, p_order);
  if found then perform kernel.refuse('NO_ROOM'); end if;
end $$;

-- A yes without room: as if it had not been said. The provider may still say no, or yes once it has room.
create function ordering.put_back_cover(p_request uuid, p_provider uuid) returns void language sql security definer set search_path = pg_catalog as $$
  update ordering.cover_request set status = 'OPEN', provider_id = null where id = p_request and status = 'FILLING' and provider_id = p_provider
$$;

-- As in 0151; also where another send of the same yes has made the order meanwhile.
create or replace function ordering.take_cover(p_request uuid, p_provider uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  request ordering.cover_request;
begin
  select * into request from ordering.cover_request where id = p_request for update;
  if request.status in ('FILLING', 'FILLED') and request.provider_id = p_provider then return; end if;
  if not found or request.status <> 'OPEN' or request.answer_until <= p_at
    or not exists (select 1 from ordering.cover_ask a where a.request_id = p_request and a.provider_id = p_provider and a.status = 'ASKED') then
    perform kernel.refuse('WRONG_STATE');
  end if;
  update ordering.cover_request set status = 'FILLING', provider_id = p_provider where id = p_request;
end $$;

-- As in 0025; also where another send of the same yes put the request back, and true where this one filled it, false where that did.
drop function ordering.fill_cover(uuid, uuid, uuid, timestamptz);
create function ordering.fill_cover(p_request uuid, p_provider uuid, p_order uuid, p_at timestamptz) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare
  request ordering.cover_request;
begin
  select * into request from ordering.cover_request where id = p_request for update;
  if request.status = 'FILLED' and request.order_id = p_order then return false; end if;
  if not found or request.status not in ('OPEN', 'FILLING') or coalesce(request.provider_id, p_provider) <> p_provider then
    perform kernel.refuse('WRONG_STATE');
  end if;
  update ordering.cover_request set status = 'FILLED', provider_id = p_provider, order_id = p_order, ended_at = p_at where id = p_request;
  update ordering.cover_ask set status = case when provider_id = p_provider then 'ACCEPTED' else 'LAPSED' end, answered_at = p_at
  where request_id = p_request and status = 'ASKED';
  return true;
end $$;

grant execute on function ordering.has_room, ordering.keep_room, ordering.put_back_cover, ordering.fill_cover to owncourse_app;
