-- Shared orders (model.md "Shared orders"; why so: ADR 21). What several people agree on stands here; the line of each is an
-- order of their own, with its price, visits, holds, notes and questions, which nobody else of them can see.
create table ordering.shared_order (
  council_id uuid not null,
  id uuid not null,
  status text not null check (status in ('ASKED', 'PLACED', 'DECLINED', 'LAPSED', 'WITHDRAWN', 'NOT_PLACED')),
  -- By id, lowest first: who pays the odd pence. One share for each.
  participant_ids uuid[] not null check (cardinality(participant_ids) between 2 and 6),
  shares int[] not null check (cardinality(shares) = cardinality(participant_ids) and 1 <= all (shares) and 100 >= all (shares)),
  -- What waits for each, by the same places: the subjects of messages.
  part_ids uuid[] not null check (cardinality(part_ids) = cardinality(participant_ids)),
  -- The participant who asked the others, and who asked for them.
  asked_for uuid not null check (asked_for = any (participant_ids)),
  asked_by uuid not null,
  provider_id uuid not null,
  service_id uuid not null,
  variant_id uuid not null,
  -- Of the whole visit.
  quantity numeric(14, 4) not null check (quantity > 0),
  starts_on date not null,
  -- Null for a single visit: what is agreed together always has a last day.
  ends_on date check (ends_on >= starts_on),
  start_time time not null,
  recurrence text,
  place text not null,
  note text,
  asked_at timestamptz not null,
  -- An answer counts to this instant.
  answer_by timestamptz not null,
  ended_at timestamptz,
  -- Why it could not be placed: the code of the refusal, without anybody's sums.
  failure text,
  primary key (council_id, id),
  unique (id),
  check ((recurrence is null) = (ends_on is null)),
  check ((status = 'ASKED') = (ended_at is null)),
  check ((status = 'NOT_PLACED') = (failure is not null))
) with (fillfactor = 80);
create index shared_order_of_person on ordering.shared_order using gin (participant_ids);
create index shared_order_to_lapse on ordering.shared_order (answer_by) where status = 'ASKED';

-- What each said, with the budget and the price for one unit that they agreed to; nobody else's business.
create table ordering.shared_part (
  council_id uuid not null,
  shared_order_id uuid not null,
  person_id uuid not null,
  answer text not null check (answer in ('ASKED', 'YES', 'NO')),
  budget_id uuid,
  shown_unit_price_pence bigint check (shown_unit_price_pence >= 0),
  answered_by uuid,
  mandate_id uuid,
  answered_at timestamptz,
  order_id uuid,
  primary key (council_id, shared_order_id, person_id),
  foreign key (council_id, shared_order_id) references ordering.shared_order,
  foreign key (council_id, order_id) references ordering."order",
  check ((answer = 'ASKED') = (answered_at is null) and (answer = 'ASKED') = (answered_by is null)),
  check ((answer = 'YES') = (budget_id is not null) and (answer = 'YES') = (shown_unit_price_pence is not null)),
  check (order_id is null or answer = 'YES')
) with (fillfactor = 80);
create unique index shared_part_of_order on ordering.shared_part (order_id) where order_id is not null;

-- The provider learns of it when everybody has said yes.
select kernel.protect_table('ordering.shared_order', $$participant_ids && (select kernel.scope_people())::uuid[]
  or (status = 'PLACED' and provider_id = (select kernel.scope_organisation())) or council_id = (select kernel.scope_wide_council())$$);
-- An officer of the whole council looks at a person's order instead, and is seen to do so.
select kernel.protect_table('ordering.shared_part', 'person_id = any ((select kernel.scope_people())::uuid[])');

alter table ordering."order"
  add column shared_order_id uuid,
  -- Everybody's shares by participant id, and which of them is this order's (0 for the first).
  add column shares int[],
  add column share_place int,
  add foreign key (council_id, shared_order_id) references ordering.shared_order,
  add check ((shared_order_id is null) = (shares is null) and (shares is null) = (share_place is null)),
  add check (share_place between 0 and cardinality(shares) - 1),
  add check (shared_order_id is null or cardinality(participant_ids) = 1);
create unique index order_of_shared_order on ordering."order" (shared_order_id, share_place) where shared_order_id is not null;

-- One share of a whole price: rounded down, and the odd pence one by one to the first. Null shares: all of it.
create function ordering.share_pence(p_whole bigint, p_shares int[], p_place int) returns bigint
language sql immutable set search_path = pg_catalog as $$
  with part as (
    select s.place, p_whole * s.weight / (select sum(w)::bigint from unnest(p_shares) w) as pence
    from unnest(p_shares) with ordinality s (weight, place)
  )
  select case when p_shares is null then p_whole else (
    select p.pence + case when p.place <= p_whole - (select sum(a.pence) from part a) then 1 else 0 end from part p where p.place = p_place + 1
  ) end
$$;

-- p_order: the columns by their names in camel case; p_people: {personId, share, partId}.
create function ordering.ask_shared_order(p_order jsonb, p_people jsonb, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.shared_order (council_id, id, status, participant_ids, shares, part_ids, asked_for, asked_by, provider_id, service_id, variant_id, quantity,
    starts_on, ends_on, start_time, recurrence, place, note, asked_at, answer_by)
  select o."councilId", o.id, 'ASKED', w.people, w.shares, w.parts, o."askedFor", p_actor, o."providerId", o."serviceId", o."variantId", o.quantity,
    o."startsOn", o."endsOn", o."startTime", o.recurrence, o.place, o.note, p_at, o."answerBy"
  from jsonb_to_record(p_order) as o (id uuid, "councilId" uuid, "askedFor" uuid, "providerId" uuid, "serviceId" uuid, "variantId" uuid, quantity numeric,
    "startsOn" date, "endsOn" date, "startTime" time, recurrence text, place text, note text, "answerBy" timestamptz),
    (select array_agg(p."personId" order by p."personId") as people, array_agg(p.share order by p."personId") as shares,
       array_agg(p."partId" order by p."personId") as parts
     from jsonb_to_recordset(p_people) as p ("personId" uuid, share int, "partId" uuid)) w;
  insert into ordering.shared_part (council_id, shared_order_id, person_id, answer)
  select (p_order ->> 'councilId')::uuid, (p_order ->> 'id')::uuid, p."personId", 'ASKED' from jsonb_to_recordset(p_people) as p ("personId" uuid);
$$;

-- Somebody's yes or no. One no ends it for all, also after a yes. Gives how many have not said yes. Refuses WRONG_STATE, TOO_LATE.
create function ordering.answer_shared_order(p_shared uuid, p_person uuid, p_yes boolean, p_budget uuid, p_shown_pence bigint, p_at timestamptz, p_actor uuid, p_mandate uuid)
returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked ordering.shared_order;
begin
  select * into asked from ordering.shared_order where id = p_shared for update;
  if not found or asked.status <> 'ASKED' then perform kernel.refuse('WRONG_STATE'); end if;
  if asked.answer_by < p_at then perform kernel.refuse('TOO_LATE'); end if;
  update ordering.shared_part p set answer = case when p_yes then 'YES' else 'NO' end, answered_at = p_at, answered_by = p_actor, mandate_id = p_mandate,
    budget_id = case when p_yes then p_budget end, shown_unit_price_pence = case when p_yes then p_shown_pence end
  where p.shared_order_id = p_shared and p.person_id = p_person and (p.answer = 'ASKED' or (p.answer = 'YES' and not p_yes));
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  if not p_yes then
    update ordering.shared_order set status = case when p_person = asked_for then 'WITHDRAWN' else 'DECLINED' end, ended_at = p_at where id = p_shared;
  end if;
  return (select count(*) from ordering.shared_part p where p.shared_order_id = p_shared and p.answer <> 'YES');
end $$;

-- Ends it without or with orders. Refuses WRONG_STATE when it is over.
create function ordering.end_shared_order(p_shared uuid, p_status text, p_failure text, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.shared_order set status = p_status, failure = p_failure, ended_at = p_at where id = p_shared and status = 'ASKED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- Joins the order that was just placed for one of them.
create function ordering.join_shared_order(p_shared uuid, p_order uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  joined ordering."order";
begin
  update ordering."order" o set shared_order_id = s.id, shares = s.shares, share_place = array_position(s.participant_ids, o.participant_ids[1]) - 1
  from ordering.shared_order s where s.id = p_shared and o.id = p_order and o.council_id = s.council_id returning o.* into joined;
  if not found then perform kernel.refuse('ONE_COUNCIL_ONLY'); end if;
  update ordering.shared_part p set order_id = p_order where p.shared_order_id = p_shared and p.person_id = joined.participant_ids[1];
end $$;

-- Everybody's answers, for placing; readers get shared_people.
create function ordering.shared_parts(p_shared uuid)
returns table (person_id uuid, answer text, budget_id uuid, shown_unit_price_pence bigint, answered_by uuid, mandate_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select p.person_id, p.answer, p.budget_id, p.shown_unit_price_pence, p.answered_by, p.mandate_id
  from ordering.shared_part p where p.shared_order_id = p_shared order by p.person_id
$$;

-- Who shares, as the reader may know it: first names, and only of those who said yes or asked; no sums. Nothing of what is not
-- the reader's.
create function ordering.shared_people(p_shared uuid[])
returns table (shared_order_id uuid, place int, is_readers boolean, first_name text, share int, answer text)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, array_position(s.participant_ids, p.person_id) - 1, p.person_id = any ((select kernel.scope_people())::uuid[]),
    case when p.answer = 'YES' or p.person_id = s.asked_for or p.person_id = any ((select kernel.scope_people())::uuid[])
      then (select split_part(n.name, ' ', 1) from identity.person_names(array[p.person_id]) n) end,
    s.shares[array_position(s.participant_ids, p.person_id)], p.answer
  from ordering.shared_order s join ordering.shared_part p on p.council_id = s.council_id and p.shared_order_id = s.id
  where s.id = any (p_shared) and (s.participant_ids && (select kernel.scope_people())::uuid[]
    or (s.status = 'PLACED' and s.provider_id = (select kernel.scope_organisation())) or s.council_id = (select kernel.scope_wide_council()))
  order by s.id, 2
$$;

-- Job: nobody's yes counts any more.
create function ordering.lapse_shared_orders(p_at timestamptz)
returns table (id uuid, council_id uuid, participant_ids uuid[], part_ids uuid[], provider_id uuid, service_id uuid)
language sql security definer set search_path = pg_catalog as $$
  update ordering.shared_order s set status = 'LAPSED', ended_at = p_at where s.status = 'ASKED' and s.answer_by < p_at
  returning s.id, s.council_id, s.participant_ids, s.part_ids, s.provider_id, s.service_id
$$;

-- A shared visit is for all of them or for nobody: what one of them has no more is cancelled for the others too, without a
-- fee, and its money goes back. Gives what was cancelled, an order a row. Doing it again does nothing.
create function ordering.follow_shared_orders(p_orders uuid[], p_at timestamptz, p_today date, p_actor uuid)
returns table (council_id uuid, order_id uuid, visit_ids uuid[]) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  together constant uuid[] := array(select o.id from ordering."order" o
    where o.shared_order_id in (select x.shared_order_id from ordering."order" x where x.id = any (p_orders)) order by o.id);
  one ordering."order";
  visits uuid[];
begin
  if cardinality(together) = 0 then return; end if;
  perform ledger.lock_budgets(array(select distinct l.budget_id from ordering.order_line l where l.order_id = any (together)), false);
  perform 1 from ordering."order" o where o.id = any (together) order by o.id for update;
  for one in select o.* from ordering."order" o where o.id = any (together) order by o.id loop
    visits := array(select c.id from ordering.occurrence c
      where c.order_id = one.id and c.status in ('PLANNED', 'HELD', 'UNFUNDED') and exists (
        select 1 from ordering.occurrence t join ordering."order" x on x.id = t.order_id
        where x.shared_order_id = one.shared_order_id and x.id <> one.id and t.starts_at = c.starts_at and t.status = 'CANCELLED')
      order by c.starts_at, c.id);
    continue when cardinality(visits) = 0;
    update ordering.occurrence c set status = 'CANCELLED', ended_at = p_at where c.id = any (visits);
    perform ledger.release(visits, array_fill(0::bigint, array[cardinality(visits)]), one.id, p_today, p_at, row(p_actor, null::uuid, null::uuid));
    insert into ordering.order_event (council_id, order_id, id, at, code, actor_id)
    values (one.council_id, one.id, md5(visits[1]::text || ':SHARED')::uuid, p_at, 'SHARED_VISITS_ENDED', p_actor);
    perform ordering.end_orders(array[one.id]);
    return query select one.council_id, one.id, visits;
  end loop;
end $$;

-- What can be invoiced. A share is one item: its price is worked out anew from the whole visit's, so that the match means something.
create or replace function ordering.billable(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int, multiplier numeric)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, 'DELIVERY', d.council_id, d.order_id, d.person_id, d.budget_id, d.provider_id, o.service_id, l.variant_id, d.on_date, d.confirmed_at,
    case when o.shares is null then d.quantity else 1 end,
    case when o.shares is null then c.unit_price_pence
      -- As when it was noted: never more than was held.
      else least(ordering.share_pence(round(d.quantity * c.unit_price_pence * c.multiplier)::bigint, o.shares, o.share_place), c.amount_pence) end,
    d.amount_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version),
    case when o.shares is null then c.multiplier else 1 end
  from ordering.delivery d
  join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  where d.id = any (p_ids) and d.status = 'CONFIRMED' and d.amount_pence > 0
  union all
  select c.id, 'FEE', c.council_id, c.order_id, c.person_id, c.budget_id, c.provider_id, o.service_id, l.variant_id, c.on_date,
    c.ended_at, 1, c.fee_pence, c.fee_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version), 1
  from ordering.occurrence c
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = any (p_ids) and c.status = 'CANCELLED' and c.fee_pence > 0
$$;

-- Which of the orders are shared, and their shares in numbers ("1/3"), for the rooms that say so.
create function ordering.order_shares(p_orders uuid[]) returns table (order_id uuid, share text)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.shares[o.share_place + 1] || '/' || (select sum(w) from unnest(o.shares) w)
  from ordering."order" o where o.id = any (p_orders) and o.shares is not null
$$;

grant execute on function ordering.share_pence, ordering.ask_shared_order, ordering.answer_shared_order, ordering.end_shared_order, ordering.join_shared_order,
  ordering.shared_parts, ordering.shared_people, ordering.lapse_shared_orders, ordering.follow_shared_orders, ordering.order_shares to owncourse_app;
