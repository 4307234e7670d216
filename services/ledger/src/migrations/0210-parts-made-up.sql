-- Weekly sums that a payment could not cover are made up by the next weekly money, before the rest gets anything. What a payment
-- and a new division do to the parts is told in two functions of the parts' states, by which the jobs post and the look ahead
-- counts, so that one cannot say what the other does not do.

alter table ledger.part_balance
  -- What its weekly sum came to for the days counted so far and it has not got. From here on: what was short before stays so.
  add column behind_pence bigint not null default 0 check (behind_pence >= 0),
  -- The last day that its weekly sum was counted for. A payment that reaches into the next division counts to the day before it.
  add column counted_through date;
update ledger.part_balance p set counted_through = b.funded_through from ledger.budget_balance b where b.budget_id = p.budget_id;

create type ledger.part_state as (part_id uuid, place int, available_pence bigint, behind_pence bigint, counted_through date);

-- In the order in which sums are filled.
create function ledger.part_states(p_budget uuid) returns ledger.part_state[] language sql stable set search_path = pg_catalog as $$
  select array_agg((p.part_id, p.place, p.available_pence, p.behind_pence, p.counted_through)::ledger.part_state order by p.place, p.part_id)
  from ledger.part_balance p where p.budget_id = p_budget
$$;

-- A weekly sum for so many days, to the nearest penny.
create function ledger.days_due(p_weekly bigint, p_days bigint) returns bigint language sql immutable as $$
  select case when p_days <= 0 then 0 else (p_weekly * p_days * 2 + 7) / 14 end
$$;

-- The parts after weekly money came for the days from p_on up to p_through (null: for none, and it only makes up): each weekly sum
-- with what it is behind, in order, then the rest. Several funders who pay for the same days fill the sums one after the other.
-- p_on is never before the last division that was followed: that one stands.
create function ledger.with_payment(p_budget uuid, p_parts ledger.part_state[], p_pence bigint, p_on date, p_through date) returns ledger.part_state[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  parts ledger.part_state[] := p_parts;
  one ledger.part_state;
  way record;
  still bigint := p_pence;
  gets bigint;
  rest uuid;
begin
  -- One statement for all parts: a look ahead does this for each payment of half a year.
  for way in
    select s.turn, h.part_id, h.weekly_pence, r.before, r.through,
      ledger.days_due(h.weekly_pence, r.through + 1 - lower(h.covers) - u.through) - ledger.days_due(h.weekly_pence, r.before + 1 - lower(h.covers) - u.before) as more
    from ledger.holding h
    join unnest(p_parts) with ordinality as s (part_id, place, available_pence, behind_pence, counted_through, turn) on s.part_id = h.part_id
    cross join lateral (select greatest(s.counted_through, p_on - 1) as before, least(p_through, upper(h.covers) - 1) as through) r
    cross join lateral (
      select coalesce(sum(greatest(least(upper(c.covers), r.through + 1) - greatest(lower(c.covers), lower(h.covers)), 0)), 0) as through,
        coalesce(sum(greatest(least(upper(c.covers), r.before + 1) - greatest(lower(c.covers), lower(h.covers)), 0)), 0) as before
      from ledger.budget_pause c where c.budget_id = p_budget
    ) u
    where h.budget_id = p_budget and h.covers @> p_on order by s.turn
  loop
    if way.weekly_pence is null then
      rest := way.part_id;
      continue;
    end if;
    one := parts[way.turn];
    if p_through is not null then
      one.behind_pence := one.behind_pence + greatest(way.more, 0);
      one.counted_through := greatest(way.before, way.through);
    end if;
    gets := least(one.behind_pence, still);
    still := still - gets;
    one.behind_pence := one.behind_pence - gets;
    one.available_pence := one.available_pence + gets;
    parts[way.turn] := one;
  end loop;
  rest := coalesce(rest, ledger.rest_part(p_budget, p_on));
  for turn in 1 .. cardinality(parts) loop
    one := parts[turn];
    if one.part_id = rest then
      one.available_pence := one.available_pence + still;
      parts[turn] := one;
    end if;
  end loop;
  return parts;
end $$;

-- The parts after a new division, of what has been paid for up to p_funded_through. A part with a weekly sum gets it for the days
-- from then on that were paid for, and gives back what it had for them before; whoever had the rest and now has a sum keeps so
-- much; whoever holds nothing any more gives all; the new rest has what is left. Sums are filled in their order; what is not
-- there for one is made up later, and what a sum was behind before stays with it.
create function ledger.with_division(p_budget uuid, p_parts ledger.part_state[], p_from date, p_was jsonb, p_funded_through date) returns ledger.part_state[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  parts ledger.part_state[] := p_parts;
  one ledger.part_state;
  way record;
  -- Nothing is paid for before the first day of the division.
  through constant date := greatest(p_funded_through, p_from - 1);
  rest constant uuid := ledger.rest_part(p_budget, p_from);
  -- What each should have, below zero where it has spent more than that; null for whoever has no weekly sum.
  wants bigint[] := array_fill(null::bigint, array[cardinality(p_parts)]);
  pot bigint := 0;
  gets bigint;
begin
  for turn in 1 .. cardinality(parts) loop
    one := parts[turn];
    select n.weekly_pence, w.part_id is not null as was_held, w.weekly_pence as weekly_before, w.from_on as from_before into way
    from (select h.weekly_pence from ledger.holding h where h.budget_id = p_budget and h.part_id = one.part_id and h.covers @> p_from and h.weekly_pence is not null) n
    left join (
      select h.part_id, h.weekly_pence, lower(h.covers) as from_on from ledger.holding h where p_was is null and h.budget_id = p_budget and h.covers @> p_from - 1 and h.part_id = one.part_id
      union all select r.part, r.weekly, r."from" from jsonb_to_recordset(p_was) as r (part uuid, weekly bigint, "from" date) where r.part = one.part_id
    ) w on true;
    if found then
      wants[turn] := ledger.part_due(p_budget, way.weekly_pence, p_from, through);
      if not (way.was_held and way.weekly_before is null) then wants[turn] := wants[turn] + one.available_pence; end if;
      if way.weekly_before is not null and one.counted_through >= p_from then
        wants[turn] := wants[turn] - ledger.part_due(p_budget, way.weekly_before, way.from_before, one.counted_through)
          + ledger.part_due(p_budget, way.weekly_before, way.from_before, p_from - 1);
      end if;
      if way.weekly_before is null then one.behind_pence := 0; end if;
      one.counted_through := through;
    else
      one.behind_pence := 0;
      one.counted_through := null;
    end if;
    pot := pot + greatest(one.available_pence - greatest(coalesce(wants[turn], 0), 0), 0);
    parts[turn] := one;
  end loop;
  for turn in 1 .. cardinality(parts) loop
    one := parts[turn];
    if wants[turn] is null then
      one.available_pence := 0;
    else
      gets := least(greatest(wants[turn] - one.available_pence, 0), pot);
      pot := pot - gets;
      one.available_pence := least(one.available_pence, greatest(wants[turn], 0)) + gets;
      one.behind_pence := greatest(one.behind_pence + wants[turn] - one.available_pence, 0);
    end if;
    parts[turn] := one;
  end loop;
  for turn in 1 .. cardinality(parts) loop
    one := parts[turn];
    if one.part_id = rest then
      one.available_pence := pot;
      parts[turn] := one;
    end if;
  end loop;
  return parts;
end $$;

-- What each sum is behind, and how far it is counted; what each has follows from the transfers.
create function ledger.keep_sums(p_budget uuid, p_parts ledger.part_state[]) returns void language sql set search_path = pg_catalog as $$
  update ledger.part_balance p set behind_pence = s.behind_pence, counted_through = s.counted_through
  from unnest(p_parts) s
  where p.budget_id = p_budget and p.part_id = s.part_id and (p.behind_pence, p.counted_through) is distinct from (s.behind_pence, s.counted_through)
$$;

-- As before; an instalment, a contribution and what is put in for days that were paid for make up what sums are behind. Sums for
-- something of their own (one-off, yearly, contingency, emergency) do not.
create or replace function ledger.in_parts(p_transfers ledger.transfer[]) returns ledger.transfer[] language plpgsql set search_path = pg_catalog as $$
declare
  one ledger.transfer;
  made ledger.transfer[] := '{}';
  piece record;
  named ledger.transfer;
  part uuid;
  whole uuid;
  parts ledger.part_state[];
  paid ledger.part_state[];
  shared_on date;
begin
  foreach one in array p_transfers loop
    -- These name their part, which may be the budget's own.
    if one.budget_id is null or one.kind in ('PART_MOVED', 'EMERGENCY') or not exists (select 1 from ledger.budget_balance b where b.is_split and b.budget_id = one.budget_id)
      or exists (select 1 from ledger.account a where a.council_id = one.council_id and a.id in (one.from_account, one.to_account) and a.part_id <> '00000000-0000-0000-0000-000000000000') then
      made := array_append(made, one);
      continue;
    end if;
    part := null;
    if one.hold_id is not null then
      part := coalesce((select h.part_id from ledger.hold h where h.council_id = one.council_id and h.id = one.hold_id), one.budget_id);
    elsif one.kind = 'EXPENSE' then
      part := ledger.expense_part(one.budget_id, (one.recorded_at at time zone 'Europe/London')::date, one.effective_on);
    elsif one.kind = 'EXPENSE_REVERSED' then
      part := ledger.part_of_account(one.council_id, (select t.from_account from ledger.transfer t where t.council_id = one.council_id and t.id = one.posting_group));
    elsif one.to_kind = 'available' and one.kind not in ('INSTALMENT', 'CONTRIBUTION', 'DIFFERENCE') then
      part := ledger.rest_part(one.budget_id, one.effective_on);
    end if;
    if part is not null then
      named := ledger.of_part(one, part);
      if one.to_kind = 'available' and one.from_kind <> 'available'
        and not exists (select 1 from ledger.holding h where h.budget_id = one.budget_id and h.part_id = part and h.covers @> one.effective_on) then
        named.to_account := ledger.part_account(one.council_id, one.budget_id, 'available', one.to_account, ledger.rest_part(one.budget_id, one.effective_on));
      end if;
      made := array_append(made, named);
      continue;
    end if;
    if 'available' not in (one.from_kind, one.to_kind) then
      made := array_append(made, one);
      continue;
    end if;
    whole := one.id;
    parts := null;
    paid := null;
    if one.to_kind = 'available' then
      parts := ledger.part_states(one.budget_id);
      shared_on := greatest(one.effective_on, (select max(c.from_on) from ledger.split_change c where c.budget_id = one.budget_id and c.applied_at is not null));
      paid := ledger.with_payment(one.budget_id, parts, one.amount_pence, shared_on,
        (select i.covers_through from ledger.instalment i where i.council_id = one.council_id and i.id = whole and i.kind = 'INSTALMENT'));
      perform ledger.keep_sums(one.budget_id, paid);
    end if;
    for piece in
      select s.part_id, s.pence, row_number() over () as turn from (
        select q.part_id, q.pence from (
          select n.part_id, n.available_pence - b.available_pence as pence from unnest(paid) n join unnest(parts) b on b.part_id = n.part_id
          order by n.part_id = ledger.rest_part(one.budget_id, shared_on), n.place, n.part_id
        ) q where q.pence > 0
        union all select f.* from ledger.taken_from(one.budget_id, one.amount_pence, one.effective_on, case one.kind when 'EMERGENCY_RETURNED' then ledger.part_of_order(one.budget_id, one.order_id) end) f where one.from_kind = 'available'
      ) s
    loop
      named := ledger.of_part(one, piece.part_id);
      named.amount_pence := piece.pence;
      if piece.turn > 1 then named.id := ledger.caused_id(whole, 'PART:' || piece.part_id); end if;
      made := array_append(made, named);
    end loop;
  end loop;
  return made;
end $$;

drop function ledger.shared_out(uuid, bigint, date, date, date);
drop function ledger.divided(uuid, date, jsonb);
drop function ledger.divided_each(uuid, date, jsonb, date);
drop index ledger.instalment_posted;

-- What a division that has not been followed yet would do with what is there now, part by part; those that are over last.
create or replace function ledger.split_effect(p_budget uuid, p_decision uuid) returns table (part_id uuid, route text, payer_id uuid, weekly_pence bigint, is_over boolean, has_pence bigint, gets_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select d.part_id, coalesce(h.route, p.route), coalesce(h.payer_id, p.payer_id), h.weekly_pence, not coalesce(h.covers @> c.from_on, false), p.available_pence, d.available_pence
  from ledger.split_change c
  join ledger.budget_balance b on b.budget_id = c.budget_id
  cross join lateral unnest(ledger.with_division(p_budget, ledger.part_states(p_budget), c.from_on, c.was, b.funded_through)) d
  join ledger.part_balance p on p.budget_id = p_budget and p.part_id = d.part_id
  left join lateral (
    select h.* from ledger.holding h where h.budget_id = p_budget and h.part_id = d.part_id order by h.covers @> c.from_on desc, lower(h.covers) desc limit 1
  ) h on true
  where c.budget_id = p_budget and c.decision_id = p_decision and (h.covers @> c.from_on or p.available_pence > 0)
  order by coalesce(h.covers @> c.from_on, false) desc, p.place, d.part_id
$$;

create or replace function ledger.follow_split(p_change ledger.split_change, p_at timestamptz, p_acting ledger.acting) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  divided constant ledger.part_state[] := ledger.with_division(p_change.budget_id, ledger.part_states(p_change.budget_id), p_change.from_on, p_change.was,
    (select b.funded_through from ledger.budget_balance b where b.budget_id = p_change.budget_id));
begin
  perform ledger.keep_sums(p_change.budget_id, divided);
  -- Two parts meet in one transfer: givers and takers laid side by side, penny upon penny.
  perform ledger.post_all(array(
    with moved as (
      select d.part_id, d.available_pence - p.available_pence as pence, p.available_account, p.place
      from unnest(divided) d
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
