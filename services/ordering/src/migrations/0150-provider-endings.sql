-- A provider stops a whole order: why, from which day, and the last day that it would have had. What was delivered stays.
create table ordering.provider_ending (
  council_id uuid not null,
  order_id uuid not null,
  provider_id uuid not null,
  from_on date not null,
  -- As it was before; null for none.
  ends_on date,
  reason text not null check (reason <> ''),
  ended_at timestamptz not null,
  ended_by uuid not null,
  primary key (council_id, order_id),
  unique (order_id),
  foreign key (council_id, order_id) references ordering."order"
);
select kernel.protect_table('ordering.provider_ending', 'exists (select 1 from ordering."order" o where o.id = order_id)');

-- Once an order, under its lock: whoever stops it again has nothing left to stop. Refuses WRONG_STATE.
create function ordering.note_provider_ending(p_order uuid, p_from date, p_reason text, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ordering.provider_ending
  select o.council_id, o.id, o.provider_id, p_from,
    (select v.ends_on from ordering.order_version v where v.order_id = p_order and v.ends_on is distinct from p_from - 1 order by v.version desc limit 1),
    p_reason, p_at, p_actor
  from ordering."order" o where o.id = p_order
  on conflict (order_id) do nothing;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- As in 0019, with why a provider stopped it.
create or replace function ordering.order_facts(p_ids uuid[])
returns table (id uuid, council_id uuid, person_ids uuid[], provider_id uuid, service_id uuid, status text, first_on date, placed_by uuid, reason text)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id, o.participant_ids, o.provider_id, o.service_id, o.status, v.starts_on, o.placed_by, coalesce(e.reason, o.refusal_reason, o.decline_reason)
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  left join ordering.provider_ending e on e.order_id = o.id
  where o.id = any (p_ids)
$$;

grant execute on function ordering.note_provider_ending to owncourse_app;
