-- Looking ahead by part: what comes on one day comes before anything is promised of it, as the jobs do it.

-- A divided budget part by part, for as long as the whole is looked at. It does in memory what the jobs will do: on its day money
-- that nothing is promised of follows a new division, payments are shared out, and visits that enter the funded weeks are
-- promised by the part that pays by then. Each visit takes from its part on its own day, as for the whole, so that the parts
-- come to the whole on every day. Visits that nobody holds the money for are the rest's.
create or replace function ledger.projected_parts(p_budget uuid, p_from date, p_to date) returns table (part_id uuid, on_day date, left_pence bigint)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  parts ledger.part_state[] := ledger.part_states(p_budget);
  part_ids constant uuid[] := array(select p.part_id from unnest(parts) with ordinality p order by p.ordinality);
  before ledger.part_state[];
  one ledger.part_state;
  funded date := (select b.funded_through from ledger.budget_balance b where b.budget_id = p_budget);
  divided date := (select max(c.from_on) from ledger.split_change c where c.budget_id = p_budget and c.applied_at is not null);
  -- Moves to look at: of which part, on which day, how much.
  move_parts uuid[] := '{}';
  move_days date[] := '{}';
  move_pence bigint[] := '{}';
  visit_days date[];
  visit_pence bigint[];
  visit_payees uuid[];
  -- The part that a visit was taken from; null while its day is still to come and nothing is promised.
  visit_parts uuid[];
  visit_held boolean[];
  payees uuid[];
  payers uuid[];
  payer uuid;
  place int;
  -- The visits before this one are promised, or their day is over.
  next_visit int := 1;
  next_held int := 1;
  count int;
  event record;
begin
  if parts is null then return; end if;
  select array_agg(h.effective_on order by h.effective_on, h.id), array_agg(h.planned_pence order by h.effective_on, h.id),
    array_agg(coalesce(h.provider_id, '00000000-0000-0000-0000-000000000000') order by h.effective_on, h.id), coalesce(count(*), 0)
  into visit_days, visit_pence, visit_payees, count
  from ledger.hold h where h.budget_id = p_budget and h.state = 'PLANNED' and h.effective_on <= p_to
    and not exists (select 1 from ledger.closed_days c where c.budget_id = p_budget and c.covers @> h.effective_on);
  visit_parts := array_fill(null::uuid, array[count]);
  visit_held := array_fill(false, array[count]);
  payees := array(select distinct unnest(visit_payees));
  for event in
    select e.*, lead(e.on_day) over (order by e.kind = 'END', e.kind <> 'START' and e.day >= p_from, e.day, e.turn, e.id) is distinct from e.on_day as is_last
    from (
      select 'START' as kind, p_from as day, p_from as on_day, 0 as turn, null::uuid as id, null::jsonb as was, 0::bigint as pence, null::date as through
      union all select 'DIVISION', c.from_on, greatest(c.from_on, p_from), 1, c.decision_id, c.was, 0, null
      from ledger.split_change c where c.budget_id = p_budget and c.applied_at is null and c.from_on <= p_to
      union all select i.kind, i.due_on, greatest(i.due_on, p_from), 2, i.id, null, i.amount_pence, case i.kind when 'INSTALMENT' then i.covers_through end
      from ledger.instalment i where i.budget_id = p_budget and i.posted_at is null and i.due_on <= p_to
      union all select 'END', p_to + 1, p_to + 1, 3, null, null, 0, null
    ) e order by e.kind = 'END', e.kind <> 'START' and e.day >= p_from, e.day, e.turn, e.id
  loop
    -- Visits of the days before, which nothing was promised for.
    while next_visit <= count and greatest(visit_days[next_visit], p_from) < event.on_day loop
      if visit_parts[next_visit] is null then
        visit_parts[next_visit] := coalesce(payers[array_position(payees, visit_payees[next_visit])], ledger.rest_part(p_budget, visit_days[next_visit]));
        move_parts := array_append(move_parts, visit_parts[next_visit]);
        move_days := array_append(move_days, greatest(visit_days[next_visit], p_from));
        move_pence := array_append(move_pence, -visit_pence[next_visit]);
      end if;
      next_visit := next_visit + 1;
    end loop;
    exit when event.kind = 'END';
    before := parts;
    if event.kind = 'DIVISION' then
      parts := ledger.with_division(p_budget, parts, event.day, event.was, funded);
      divided := event.day;
    elsif event.kind in ('INSTALMENT', 'CONTRIBUTION') then
      parts := ledger.with_payment(p_budget, parts, event.pence, greatest(event.day, divided), event.through);
      funded := greatest(funded, event.through);
    elsif event.kind <> 'START' then
      place := array_position(part_ids, ledger.rest_part(p_budget, event.day));
      one := parts[place];
      one.available_pence := one.available_pence + event.pence;
      parts[place] := one;
    end if;
    for turn in 1 .. cardinality(parts) loop
      if (parts[turn]).available_pence <> (before[turn]).available_pence then
        move_parts := array_append(move_parts, (parts[turn]).part_id);
        move_days := array_append(move_days, event.on_day);
        move_pence := array_append(move_pence, (parts[turn]).available_pence - (before[turn]).available_pence);
      end if;
    end loop;
    if payers is null or event.kind = 'DIVISION' then
      payers := array(select (select f.part_id from ledger.part_for(p_budget, nullif(w.payee, '00000000-0000-0000-0000-000000000000'), event.on_day) f) from unnest(payees) with ordinality w (payee, turn) order by w.turn);
    end if;
    -- Visits that are inside the funded weeks by now, oldest first; those that do not fit wait for the next money. They are
    -- promised once a day, of all that came on it: between two payments a small visit would take the place of an older one.
    continue when not event.is_last;
    for visit in next_held .. count loop
      exit when funded is null or visit_days[visit] > funded;
      if visit_held[visit] then continue; end if;
      payer := payers[array_position(payees, visit_payees[visit])];
      continue when payer is null;
      place := array_position(part_ids, payer);
      one := parts[place];
      continue when one.available_pence < visit_pence[visit];
      one.available_pence := one.available_pence - visit_pence[visit];
      parts[place] := one;
      visit_held[visit] := true;
      if visit_parts[visit] is distinct from payer then
        if visit_parts[visit] is not null then
          move_parts := array_append(move_parts, visit_parts[visit]);
          move_days := array_append(move_days, event.on_day);
          move_pence := array_append(move_pence, visit_pence[visit]);
        end if;
        move_parts := array_append(move_parts, payer);
        move_days := array_append(move_days, greatest(visit_days[visit], event.on_day));
        move_pence := array_append(move_pence, -visit_pence[visit]);
        visit_parts[visit] := payer;
      end if;
    end loop;
    while next_held <= count and visit_held[next_held] loop next_held := next_held + 1; end loop;
  end loop;
  return query
    with days as (
      select m.part_id, m.day, sum(m.pence) as pence from unnest(move_parts, move_days, move_pence) as m (part_id, day, pence) group by m.part_id, m.day
    )
    select d.part_id, d.day, (p.available_pence + sum(d.pence) over (partition by d.part_id order by d.day))::bigint
    from days d join ledger.part_balance p on p.budget_id = p_budget and p.part_id = d.part_id;
end $$;
