-- Setting money aside, changing the division and everything that asks what is left: by part where a budget is divided.

drop function ledger.hold(uuid, uuid, uuid, uuid[], bigint[], date[], boolean, uuid, timestamptz, ledger.acting);

-- Sets money aside for each occurrence, of one part: the one that pays this provider today. A one-off is held at once; a standing
-- order's occurrence is held when it is inside the funded weeks and planned otherwise; which part a planned one is of is seen
-- when it is held. Refuses BUDGET_SHORTFALL {neededPence, availablePence} and NO_PART_PAYS.
create function ledger.hold(p_council uuid, p_budget uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[],
  p_standing boolean, p_group uuid, p_at timestamptz, p_acting ledger.acting, p_provider uuid default null)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  outside date;
  held_through date;
  needed bigint;
  today constant date := (p_at at time zone 'Europe/London')::date;
  part uuid;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget and council_id = p_council for update;
  if not found then perform kernel.refuse('NO_BUDGET'); end if;
  select d.day into outside from unnest(p_days) with ordinality as d (day, turn)
  where not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> d.day)
  order by d.turn limit 1;
  if found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', outside)); end if;
  held_through := case when p_standing then coalesce(balance.funded_through, '-infinity'::date) else 'infinity'::date end;
  select coalesce(sum(v.amount), 0) into needed from unnest(p_amounts, p_days) as v (amount, day) where v.day <= held_through;
  if balance.is_split then
    perform ledger.follow_splits(p_budget, today, p_at, p_acting);
    part := ledger.paying_part(p_budget, p_provider, today, p_days);
    if needed > ledger.part_left(p_budget, part) then perform ledger.refuse_short(p_budget, part, needed, ledger.part_left(p_budget, part), today); end if;
  elsif needed > balance.available_pence then
    perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', needed::text, 'availablePence', balance.available_pence::text));
  end if;
  insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, remaining_pence, effective_on, provider_id, part_id)
  select p_council, v.id, p_budget, p_order, case when v.day <= held_through then 'HELD' else 'PLANNED' end, v.amount, case when v.day <= held_through then v.amount else 0 end, v.day,
    p_provider, case when v.day <= held_through then part end
  from unnest(p_holds, p_amounts, p_days) as v (id, amount, day);
  perform ledger.post_all(array(
    select (p_council, v.id, null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account, 'committed', v.amount, p_budget, v.id, p_order, v.day, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_holds, p_amounts, p_days) with ordinality as v (id, amount, day, turn) where v.day <= held_through order by v.turn));
end $$;

-- The part that pays now; the first of the given days counts where the money is held only from a later day on. Refuses NO_PART_PAYS
-- where all of it is held by other providers.
create function ledger.paying_part(p_budget uuid, p_provider uuid, p_today date, p_days date[]) returns uuid
language plpgsql stable set search_path = pg_catalog as $$
declare
  part uuid;
begin
  select f.part_id into part from ledger.part_for(p_budget, p_provider, p_today) f;
  if not found then select f.part_id into part from ledger.part_for(p_budget, p_provider, (select min(d) from unnest(p_days) d)) f; end if;
  if not found then perform kernel.refuse('NO_PART_PAYS'); end if;
  return part;
end $$;

create or replace function ledger.enter_hold_window(p_budget uuid, p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns table (hold_id uuid, order_id uuid, state text) language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  one ledger.hold;
  held ledger.hold[] := '{}';
  short ledger.hold[] := '{}';
  today constant date := (p_at at time zone 'Europe/London')::date;
  parts uuid[];
  lefts bigint[];
  turn int;
begin
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget for update;
  if balance.is_split then
    perform ledger.follow_splits(p_budget, today, p_at, p_acting);
    select array_agg(p.part_id order by p.part_id), array_agg(p.available_pence order by p.part_id) into parts, lefts from ledger.part_balance p where p.budget_id = p_budget;
  end if;
  for one in
    select h.* from ledger.hold h where h.budget_id = p_budget and h.state in ('PLANNED', 'UNFUNDED') and h.effective_on <= balance.funded_through
      and not exists (select 1 from ledger.closed_days c where c.budget_id = p_budget and c.covers @> h.effective_on)
    order by h.effective_on, h.id for update of h
  loop
    if balance.is_split then
      one.part_id := (select f.part_id from ledger.part_for(p_budget, one.provider_id, today) f);
      turn := array_position(parts, one.part_id);
      balance.available_pence := coalesce(lefts[turn], 0);
    end if;
    if one.planned_pence <= balance.available_pence then
      balance.available_pence := balance.available_pence - one.planned_pence;
      if balance.is_split then lefts[turn] := balance.available_pence; end if;
      held := array_append(held, one);
    elsif one.state = 'PLANNED' then
      short := array_append(short, one);
    end if;
  end loop;
  -- The part first: what is posted for a visit is its part's.
  update ledger.hold h set state = 'HELD', remaining_pence = h.planned_pence, part_id = n.part_id from unnest(held) n where h.council_id = n.council_id and h.id = n.id;
  perform ledger.post_all(array(
    select (h.council_id,
      case when exists (select 1 from ledger.transfer t where t.council_id = h.council_id and t.id = h.id) then ledger.caused_id(p_group, 'HELD:' || h.id) else h.id end,
      null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account, 'committed', h.planned_pence, p_budget, h.id, h.order_id, h.effective_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(held) h order by h.effective_on, h.id));
  update ledger.hold h set state = 'UNFUNDED' from unnest(short) n where h.council_id = n.council_id and h.id = n.id;
  return query
    select n.id, n.order_id, case when n.id in (select h.id from unnest(held) h) then 'HELD' else 'UNFUNDED' end
    from unnest(held || short) n order by n.effective_on, n.id;
end $$;

drop function ledger.plan_visits(uuid, uuid, uuid, uuid[], bigint[], date[]);
-- Puts visits on the plan without setting money aside; entering the hold window does that, or says that there is not enough.
create function ledger.plan_visits(p_council uuid, p_budget uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[], p_provider uuid default null) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, effective_on, provider_id)
  select p_council, v.id, p_budget, p_order, 'PLANNED', v.amount, v.day, p_provider from unnest(p_holds, p_amounts, p_days) as v (id, amount, day)
$$;

-- Who is paid for visits that were ordered before it was kept here.
create function ledger.name_payees(p_holds uuid[], p_providers uuid[]) returns void language sql security definer set search_path = pg_catalog as $$
  update ledger.hold h set provider_id = g.provider_id from unnest(p_holds, p_providers) as g (id, provider_id) where h.id = g.id and h.provider_id is null
$$;

-- As before; a visit's difference is of its own part.
create or replace function ledger.amend_holds(p_holds uuid[], p_amounts bigint[], p_days date[], p_or_unfunded boolean, p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one record;
  balance ledger.budget_balance;
  net record;
begin
  perform ledger.lock_budgets(array(select distinct h.budget_id from ledger.hold h where h.id = any (p_holds)), false);
  if exists (select 1 from unnest(p_amounts) a where coalesce(a, 0) <= 0) then raise exception 'A visit has to cost something.'; end if;
  if (select count(*) from ledger.hold h where h.id = any (p_holds) and h.state <> 'CLOSED') <> cardinality(p_holds) then perform kernel.refuse('WRONG_STATE'); end if;
  for one in
    select c.day, h.budget_id from unnest(p_holds, p_days) as c (id, day) join ledger.hold h on h.id = c.id
    where c.day <> h.effective_on and not exists (select 1 from ledger.budget_period p where p.budget_id = h.budget_id and p.covers @> c.day)
  loop
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', one.day));
  end loop;
  if not p_or_unfunded then
    for net in
      select n.*, ledger.part_left(n.budget_id, n.part_id) as left_pence from (
        select h.budget_id, h.part_id, sum(c.amount - h.remaining_pence)::bigint as needed
        from unnest(p_holds, p_amounts) as c (id, amount) join ledger.hold h on h.id = c.id and h.state = 'HELD' group by h.budget_id, h.part_id
      ) n
    loop
      if net.needed > net.left_pence then perform ledger.refuse_short(net.budget_id, net.part_id, net.needed, net.left_pence, p_on); end if;
    end loop;
  end if;
  for one in
    select c.amount, c.day, h.*, c.amount - h.remaining_pence as more from unnest(p_holds, p_amounts, p_days) as c (id, amount, day) join ledger.hold h on h.id = c.id
    order by (h.state = 'HELD' and c.amount > h.remaining_pence), c.day, c.id
  loop
    if one.state <> 'HELD' then
      update ledger.hold h set planned_pence = one.amount, effective_on = one.day where h.council_id = one.council_id and h.id = one.id;
      continue;
    end if;
    select b.* into balance from ledger.budget_balance b where b.budget_id = one.budget_id;
    if one.more > ledger.part_left(one.budget_id, one.part_id) then
      perform ledger.post((one.council_id, ledger.caused_id(p_group, 'UNFUNDED:' || one.id), null, p_group, 'RELEASED', balance.committed_account, 'committed',
        balance.available_account, 'available', one.remaining_pence, one.budget_id, one.id, one.order_id, p_on, p_at,
        p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
      update ledger.hold h set state = 'UNFUNDED', planned_pence = one.amount, remaining_pence = 0, effective_on = one.day, part_id = null
      where h.council_id = one.council_id and h.id = one.id;
      continue;
    end if;
    if one.more > 0 then
      perform ledger.post((one.council_id, ledger.caused_id(p_group, 'AMENDED:' || one.id), null, p_group, 'AMENDED_UP', balance.available_account, 'available',
        balance.committed_account, 'committed', one.more, one.budget_id, one.id, one.order_id, one.day, p_at,
        p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    elsif one.more < 0 then
      perform ledger.post((one.council_id, ledger.caused_id(p_group, 'AMENDED:' || one.id), null, p_group, 'AMENDED_DOWN', balance.committed_account, 'committed',
        balance.available_account, 'available', -one.more, one.budget_id, one.id, one.order_id, p_on, p_at,
        p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
    update ledger.hold h set planned_pence = one.amount, remaining_pence = one.amount, effective_on = one.day where h.council_id = one.council_id and h.id = one.id;
  end loop;
end $$;

-- As before; a division whose day has come is followed first, so that an instalment of that day is shared out by it once.
create or replace function ledger.post_due_instalments(p_budget uuid, p_on date, p_kinds text[], p_at timestamptz, p_acting ledger.acting) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  due ledger.instalment;
  balance ledger.budget_balance;
  state text;
  posted int := 0;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget for update;
  select status into state from ledger.budget where id = p_budget;
  for due in select * from ledger.instalment where budget_id = p_budget and kind = any (p_kinds) and posted_at is null and due_on <= p_on
      and (state = 'ACTIVE' or kind = 'CONTRIBUTION')
    order by due_on, id for update loop
    if balance.is_split then perform ledger.follow_splits(p_budget, due.due_on, p_at, p_acting); end if;
    perform ledger.post((due.council_id, due.id, null, due.id, due.kind,
      case due.kind when 'CONTRIBUTION' then balance.person_account else ledger.account_for(due.council_id, 'funder', null, null, due.funding_kind) end,
      case due.kind when 'CONTRIBUTION' then 'person' else 'funder' end,
      balance.available_account, 'available', due.amount_pence, p_budget, null, null, due.due_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    update ledger.instalment set posted_at = p_at where council_id = due.council_id and id = due.id;
    update ledger.budget_balance set funded_through = greatest(funded_through, due.covers_through) where budget_id = p_budget and due.kind = 'INSTALMENT';
    posted := posted + 1;
  end loop;
  return posted;
end $$;

-- Dividing -----------------------------------------------------------------------------------------------------------------

drop function ledger.set_holding(uuid, uuid, uuid, date, jsonb, text, date, timestamptz, uuid);
-- Who holds the money from a day on. p_routes: {route, payerId, weeklyPence as text or null} in the order in which sums are filled.
-- One way moves nothing; an Individual Service Fund goes with the person. Several are parts: exactly one is the rest, and what
-- nothing is promised of follows the new division on its day; what is promised keeps its part.
-- Without p_follow no money moves, for a look at what would (`split_effect`).
-- Refuses INVALID_INPUT on routes or fromDate.
create function ledger.set_holding(p_council uuid, p_budget uuid, p_id uuid, p_from date, p_routes jsonb, p_reason text, p_today date, p_at timestamptz, p_actor uuid,
  p_follow boolean default true)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  ends_before constant date := (select upper(p.covers) from ledger.budget_period p where p.budget_id = p_budget order by lower(p.covers) desc limit 1);
  balance ledger.budget_balance;
  divided date;
  before jsonb;
  held jsonb;
  taken uuid[] := '{}';
  way record;
  part uuid;
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_from, p_today, 'fromDate');
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget for update;
  if not balance.is_split and jsonb_array_length(p_routes) = 1 then
    delete from ledger.holding h where h.budget_id = p_budget and lower(h.covers) >= p_from;
    update ledger.holding h set covers = daterange(lower(h.covers), p_from) where h.budget_id = p_budget and h.covers @> p_from;
    insert into ledger.holding (council_id, budget_id, route, payer_id, covers)
    select p_council, p_budget, r.route, r."payerId", daterange(p_from, ends_before) from jsonb_to_recordset(p_routes) as r (route text, "payerId" uuid);
    perform ledger.add_decision(p_council, p_id, p_budget, 'HOLDING', p_from, null, null, p_reason, p_actor, p_at);
    return;
  end if;
  perform ledger.check_division(p_budget, p_from, p_routes);
  select max(c.from_on) into divided from ledger.split_change c where c.budget_id = p_budget and c.applied_at is not null;
  if p_from < divided then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'fromDate',
      'message', 'The money has been divided from ' || to_char(divided, 'FMDD FMMonth YYYY') || ' on. Choose that day or a later one.'))));
  end if;
  if not balance.is_split then perform ledger.begin_parts(p_budget); end if;
  if p_from <= p_today then
    select jsonb_agg(jsonb_build_object('part', h.part_id, 'weekly', h.weekly_pence::text, 'from', lower(h.covers))) into before
    from ledger.holding h where h.budget_id = p_budget and h.covers @> p_from and h.part_id is not null;
  end if;
  delete from ledger.split_change c where c.budget_id = p_budget and c.from_on >= p_from and c.applied_at is null;
  -- Who holds which part now, and who held one before.
  select coalesce(jsonb_agg(b), '[]') into held from (
    select distinct on (h.part_id, h.route, h.payer_id) h.part_id, h.route, h.payer_id, h.covers @> p_from as in_force from ledger.holding h
    where h.budget_id = p_budget and h.part_id is not null and lower(h.covers) <= p_from order by h.part_id, h.route, h.payer_id, lower(h.covers) desc
  ) b;
  -- Of a part whose days were all decided anew, or decided anew on the day, only its balance remembers who held it last.
  select held || coalesce(jsonb_agg(jsonb_build_object('part_id', p.part_id, 'route', p.route, 'payer_id', p.payer_id, 'in_force', false)), '[]') into held
  from ledger.part_balance p where p.budget_id = p_budget and not exists (
    select 1 from jsonb_to_recordset(held) as b (part_id uuid, route text, payer_id uuid) where b.part_id = p.part_id and b.route = p.route and b.payer_id = p.payer_id);
  delete from ledger.holding h where h.budget_id = p_budget and lower(h.covers) >= p_from;
  update ledger.holding h set covers = daterange(lower(h.covers), p_from) where h.budget_id = p_budget and h.covers @> p_from;
  update ledger.part_balance p set place = 1000 + p.place where p.budget_id = p_budget and p.place < 1000;
  for way in
    select r.route, r."payerId" as payer_id, r."weeklyPence" as weekly, r.turn::int as turn, k.part_id as same
    from rows from (jsonb_to_recordset(p_routes) as (route text, "payerId" uuid, "weeklyPence" bigint)) with ordinality as r (route, "payerId", "weeklyPence", turn)
    left join lateral (
      select b.part_id, b.in_force from jsonb_to_recordset(held) as b (part_id uuid, route text, payer_id uuid, in_force boolean)
      where b.route = r.route and b.payer_id = r."payerId"
        -- What somebody else holds by now is theirs, with all that is promised of it.
        and (b.in_force or not exists (select 1 from jsonb_to_recordset(held) as f (part_id uuid, in_force boolean) where f.part_id = b.part_id and f.in_force))
      order by b.in_force desc, b.part_id limit 1
    ) k on true
    -- Whoever holds it already keeps it, before whoever held it once, before a fund that moves takes over what another provider leaves.
    order by coalesce(k.in_force, false) desc, k.part_id is null, r.turn
  loop
    part := case when way.same = any (taken) then null else way.same end;
    if part is null and way.route = 'INDIVIDUAL_SERVICE_FUND' then
      select b.part_id into part from jsonb_to_recordset(held) as b (part_id uuid, route text, payer_id uuid, in_force boolean)
      where b.in_force and b.route = way.route and b.part_id <> all (taken)
        and not exists (select 1 from jsonb_to_recordset(p_routes) as r (route text, "payerId" uuid) where r.route = b.route and r."payerId" = b.payer_id)
      order by b.part_id limit 1;
    end if;
    part := coalesce(part, ledger.caused_id(p_id, 'PART:' || way.turn));
    taken := array_append(taken, part);
    insert into ledger.part_balance as p (council_id, budget_id, part_id, place, route, payer_id, available_account, committed_account, accrued_account)
    values (p_council, p_budget, part, way.turn, way.route, way.payer_id, ledger.account_for(p_council, 'available', p_budget, null, null, part),
      ledger.account_for(p_council, 'committed', p_budget, null, null, part), ledger.account_for(p_council, 'accrued', p_budget, null, null, part))
    on conflict (budget_id, part_id) do update set place = excluded.place, route = excluded.route, payer_id = excluded.payer_id;
    insert into ledger.holding (council_id, budget_id, route, payer_id, covers, part_id, weekly_pence)
    values (p_council, p_budget, way.route, way.payer_id, daterange(p_from, ends_before), part, way.weekly);
  end loop;
  insert into ledger.split_change values (p_council, p_budget, p_id, p_from, before, null);
  perform ledger.add_decision(p_council, p_id, p_budget, 'HOLDING', p_from, null, null, p_reason, p_actor, p_at);
  if p_follow then perform ledger.follow_splits(p_budget, p_today, p_at, (p_actor, null, null)::ledger.acting); end if;
end $$;

-- Whether a division can be: one rest, nobody twice, and no more in sums than the council pays in each week.
create function ledger.check_division(p_budget uuid, p_from date, p_routes jsonb) returns void language plpgsql stable set search_path = pg_catalog as $$
declare
  words text;
  rests int;
  sums bigint;
  least_weekly bigint;
begin
  select count(*) filter (where r."weeklyPence" is null), coalesce(sum(r."weeklyPence"), 0) into rests, sums
  from jsonb_to_recordset(p_routes) as r ("weeklyPence" bigint);
  select min(s.weekly_pence - coalesce((select a.weekly_pence from ledger.contribution_assessment a
    where a.budget_id = p_budget and a.netting = 'NET' and a.covers @> greatest(s.from_on, p_from)), 0)) into least_weekly
  from ledger.budget_step s where s.budget_id = p_budget
    and s.from_on >= (select max(t.from_on) from ledger.budget_step t where t.budget_id = p_budget and t.from_on <= p_from);
  words := case
    when rests <> 1 then 'Leave the weekly sum empty for one of them: it gets the rest. Give the others a sum.'
    when exists (select 1 from jsonb_to_recordset(p_routes) as r ("weeklyPence" bigint) where r."weeklyPence" <= 0) then 'Write weekly sums of more than zero.'
    when exists (select 1 from jsonb_to_recordset(p_routes) as r (route text, "payerId" uuid) group by r.route, r."payerId" having count(*) > 1) then 'Choose each way and holder once.'
    when sums > least_weekly then 'The weekly sums come to ' || ledger.pounds(sums) || ' and the council pays ' || ledger.pounds(greatest(least_weekly, 0)) || ' a week. Make them less.'
  end;
  if words is not null then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'routes', 'message', words))));
  end if;
end $$;

create function ledger.pounds(p_pence bigint) returns text language sql immutable set search_path = pg_catalog as $$
  select '£' || to_char(p_pence / 100, 'FM999,999,999,990') || case when p_pence % 100 = 0 then '' else '.' || lpad((p_pence % 100)::text, 2, '0') end
$$;

-- From here on the budget's own accounts are those of its first part: whoever holds it until the division.
create function ledger.begin_parts(p_budget uuid) returns void language plpgsql set search_path = pg_catalog as $$
begin
  update ledger.holding h set part_id = p_budget where h.budget_id = p_budget and h.part_id is null and not exists (
    select 1 from ledger.holding o where o.budget_id = p_budget and o.covers && h.covers and (o.route, o.payer_id) <> (h.route, h.payer_id)
      and (case o.route when 'COUNCIL_MANAGED' then 0 else 1 end, o.route, o.payer_id) < (case h.route when 'COUNCIL_MANAGED' then 0 else 1 end, h.route, h.payer_id));
  insert into ledger.part_balance (council_id, budget_id, part_id, place, route, payer_id, available_pence, committed_pence, accrued_pence, invoiced_pence,
    available_account, committed_account, accrued_account)
  select b.council_id, b.budget_id, b.budget_id, 0, coalesce(h.route, 'COUNCIL_MANAGED'), coalesce(h.payer_id, b.council_id), b.available_pence, b.committed_pence, b.accrued_pence, b.invoiced_pence, b.available_account, b.committed_account, b.accrued_account
  from ledger.budget_balance b
  left join lateral (select h.route, h.payer_id from ledger.holding h where h.budget_id = p_budget and h.part_id = p_budget order by lower(h.covers) desc limit 1) h on true
  where b.budget_id = p_budget;
  update ledger.budget_balance b set is_split = true where b.budget_id = p_budget;
end $$;

-- Divisions whose day has come: the money that nothing is promised of follows them, each once, in the order of their days.
create function ledger.follow_splits(p_budget uuid, p_on date, p_at timestamptz, p_acting ledger.acting) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  change ledger.split_change;
begin
  for change in select * from ledger.split_change c where c.budget_id = p_budget and c.applied_at is null and c.from_on <= p_on order by c.from_on, c.decision_id loop
    perform ledger.follow_split(change, p_at, p_acting);
    update ledger.split_change c set applied_at = p_at where c.budget_id = p_budget and c.decision_id = change.decision_id;
  end loop;
end $$;

-- What each part would have after a division, of what has been paid for already. A part with a weekly sum gets it for the days
-- from then on that were paid for, and gives back what it had for them before; whoever had the rest and now has a sum keeps so
-- much; whoever holds nothing any more gives all; the new rest has what is left. Sums are filled in their order.
create function ledger.divided(p_budget uuid, p_from date, p_was jsonb) returns table (part_id uuid, has_pence bigint, gets_pence bigint)
language plpgsql stable set search_path = pg_catalog as $$
declare
  -- Nothing is paid for before the first day of the division.
  through constant date := (select greatest(b.funded_through, p_from - 1) from ledger.budget_balance b where b.budget_id = p_budget);
  rest constant uuid := ledger.rest_part(p_budget, p_from);
  pot bigint;
  one record;
begin
  select coalesce(sum(greatest(d.has - d.keeps, 0)), 0) into pot from ledger.divided_each(p_budget, p_from, p_was, through) d;
  for one in select * from ledger.divided_each(p_budget, p_from, p_was, through) d where d.part_id <> rest order by d.place, d.part_id loop
    part_id := one.part_id;
    has_pence := one.has;
    gets_pence := least(one.has, one.keeps) + least(greatest(one.keeps - one.has, 0), pot);
    pot := pot - least(greatest(one.keeps - one.has, 0), pot);
    return next;
  end loop;
  part_id := rest;
  select p.available_pence into has_pence from ledger.part_balance p where p.budget_id = p_budget and p.part_id = rest;
  gets_pence := pot;
  return next;
end $$;

create function ledger.divided_each(p_budget uuid, p_from date, p_was jsonb, p_through date) returns table (part_id uuid, place int, has bigint, keeps bigint)
language sql stable set search_path = pg_catalog as $$
  select p.part_id, p.place, p.available_pence,
    case
      when n.part_id is null or n.weekly_pence is null then 0
      when w.part_id is not null and w.weekly_pence is null then ledger.part_due(p_budget, n.weekly_pence, p_from, p_through)
      else greatest(p.available_pence + ledger.part_due(p_budget, n.weekly_pence, p_from, p_through)
        - case when w.part_id is null then 0 else ledger.part_due(p_budget, w.weekly_pence, w.from_on, p_through) - ledger.part_due(p_budget, w.weekly_pence, w.from_on, p_from - 1) end, 0)
    end
  from ledger.part_balance p
  left join ledger.holding n on n.budget_id = p_budget and n.part_id = p.part_id and n.covers @> p_from
  left join (
    select h.part_id, h.weekly_pence, lower(h.covers) as from_on from ledger.holding h where p_was is null and h.budget_id = p_budget and h.covers @> p_from - 1 and h.part_id is not null
    union all select r.part, r.weekly, r."from" from jsonb_to_recordset(p_was) as r (part uuid, weekly bigint, "from" date)
  ) w on w.part_id = p.part_id
  where p.budget_id = p_budget
$$;

-- What a division that has not been followed yet would do with what is there now, part by part; those that are over last.
create function ledger.split_effect(p_budget uuid, p_decision uuid) returns table (part_id uuid, route text, payer_id uuid, weekly_pence bigint, is_over boolean, has_pence bigint, gets_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select d.part_id, coalesce(h.route, p.route), coalesce(h.payer_id, p.payer_id), h.weekly_pence, not coalesce(h.covers @> c.from_on, false), d.has_pence, d.gets_pence
  from ledger.split_change c
  cross join lateral ledger.divided(p_budget, c.from_on, c.was) d
  join ledger.part_balance p on p.budget_id = p_budget and p.part_id = d.part_id
  left join lateral (
    select h.* from ledger.holding h where h.budget_id = p_budget and h.part_id = d.part_id order by h.covers @> c.from_on desc, lower(h.covers) desc limit 1
  ) h on true
  where c.budget_id = p_budget and c.decision_id = p_decision and (h.covers @> c.from_on or d.has_pence > 0)
  order by coalesce(h.covers @> c.from_on, false) desc, p.place, d.part_id
$$;

create function ledger.follow_split(p_change ledger.split_change, p_at timestamptz, p_acting ledger.acting) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  -- Two parts meet in one transfer: givers and takers laid side by side, penny upon penny.
  perform ledger.post_all(array(
    with moved as (
      select d.part_id, d.gets_pence - d.has_pence as pence, p.available_account, p.place
      from ledger.divided(p_change.budget_id, p_change.from_on, p_change.was) d
      join ledger.part_balance p on p.budget_id = p_change.budget_id and p.part_id = d.part_id
    ), giver as (
      select m.available_account, sum(-m.pence) over w + m.pence as low, sum(-m.pence) over w as high from moved m where m.pence < 0 window w as (order by m.place, m.part_id)
    ), taker as (
      select m.available_account, sum(m.pence) over w - m.pence as low, sum(m.pence) over w as high from moved m where m.pence > 0 window w as (order by m.place, m.part_id)
    )
    select (p_change.council_id, ledger.caused_id(p_change.decision_id, 'PART_MOVED:' || g.available_account || ':' || t.available_account), null, p_change.decision_id, 'PART_MOVED',
      g.available_account, 'available', t.available_account, 'available', least(g.high, t.high) - greatest(g.low, t.low), p_change.budget_id, null, null, p_change.from_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from giver g join taker t on g.low < t.high and t.low < g.high order by g.low, t.low));
end $$;

-- Divided budgets whose day of a new division has come, for the job.
create function ledger.splits_to_follow(p_today date) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select distinct c.budget_id from ledger.split_change c where c.applied_at is null and c.from_on <= p_today order by 1
$$;
