-- A contribution is charged for the days that a budget covers: not for paused days, not after its end, and never more than the
-- weekly amount of the day. What was charged for days that a later decision leaves out is charged no more.

-- What is due for the days from p_from until before p_before: the days of each part added up in sevenths of a week, and
-- rounded once, as the plan does.
create or replace function ledger.contribution_due(p_budget uuid, p_from date, p_before date, p_netting text) returns bigint
language sql stable set search_path = pg_catalog as $$
  with paused as (
    select coalesce(range_agg(u.covers), '{}'::datemultirange) as days from ledger.budget_pause u where u.budget_id = p_budget
  ), step as (
    select s.weekly_pence, daterange(s.from_on, lead(s.from_on) over (order by s.from_on)) as days from ledger.budget_step s where s.budget_id = p_budget
  )
  select coalesce(div(sum(least(a.weekly_pence, s.weekly_pence) * (upper(part.days) - lower(part.days))) * 2 + 7, 14), 0)::bigint
  from ledger.contribution_assessment a
  join step s on s.days && a.covers
  join ledger.budget_period p on p.budget_id = a.budget_id and p.covers && a.covers
  cross join paused
  cross join lateral unnest(datemultirange(a.covers * s.days * p.covers * daterange(p_from, p_before)) - paused.days) as part (days)
  where a.budget_id = p_budget and a.netting = p_netting
$$;

-- Days that are past and for which the person would pay more than before keep what was charged for them: nobody is charged more
-- for days that are past. p_parts: {fromOn, beforeOn, weeklyPence as text, netting}.
create function ledger.keep_charges(p_budget uuid, p_parts jsonb) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  council constant uuid := (select b.council_id from ledger.budget b where b.id = p_budget);
  part record;
  old record;
  whole ledger.contribution_assessment[];
begin
  for part in
    select daterange(k."fromOn", k."beforeOn") as days, k."weeklyPence" as pence, k.netting
    from jsonb_to_recordset(p_parts) as k ("fromOn" date, "beforeOn" date, "weeklyPence" bigint, netting text)
  loop
    whole := array(select a from ledger.contribution_assessment a where a.budget_id = p_budget and a.covers && part.days);
    delete from ledger.contribution_assessment a where a.budget_id = p_budget and a.covers && part.days;
    for old in select * from unnest(whole) loop
      insert into ledger.contribution_assessment (council_id, budget_id, covers, weekly_pence, netting)
      select council, p_budget, rest.days, old.weekly_pence, old.netting from unnest(datemultirange(old.covers) - datemultirange(part.days)) as rest (days);
    end loop;
    insert into ledger.contribution_assessment (council_id, budget_id, covers, weekly_pence, netting)
    values (council, p_budget, part.days, part.pence, part.netting);
  end loop;
end $$;

-- As before, for every decision that changes what the person pays for stretches that have begun; of a paused budget too. p_result:
-- the result or the decision. p_charges also say which days a stretch has by the calendar ("from", "before"), so that a stretch
-- that was cut short knows what came in of it.
create or replace function ledger.follow_contribution(p_budget uuid, p_result uuid, p_from date, p_charges jsonb, p_council_adds bigint, p_funding_kind text,
  p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  council constant uuid := (select b.council_id from ledger.budget b where b.id = p_budget);
  given_back bigint;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  delete from ledger.instalment i where i.budget_id = p_budget and i.kind = 'CONTRIBUTION' and i.posted_at is null and i.due_on <= p_today
    and (i.covers_through >= greatest(i.due_on, p_from) or i.covers_through < i.due_on);
  insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
  select council, ledger.caused_id(p_result, 'CONTRIBUTION:' || c."dueOn"), p_budget, 'CONTRIBUTION', c."dueOn", c."coversThrough", c."amountPence" - r.pence
  from jsonb_to_recordset(p_charges) as c ("from" date, "before" date, "dueOn" date, "coversThrough" date, "amountPence" bigint)
  cross join lateral (select coalesce(sum(i.amount_pence), 0)::bigint as pence from ledger.instalment i where i.budget_id = p_budget
    and i.kind = 'CONTRIBUTION' and i.posted_at is not null and i.covers_through >= c."from" and i.covers_through < c."before" and i.covers_through >= i.due_on) r
  where c."amountPence" > r.pence;
  -- What came in, was too much, and was given back is due again when the person pays more after all. It belongs to no days.
  select least(s.reimbursed_pence, s.charged_pence - s.collected_pence + s.reimbursed_pence - (select coalesce(sum(i.amount_pence), 0) from ledger.instalment i
    where i.budget_id = p_budget and i.kind = 'CONTRIBUTION' and i.posted_at is null and i.due_on <= p_today))
  into given_back from ledger.contribution_sums(p_budget, p_today) s where s.netting = 'NET';
  if given_back > 0 then
    insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
    values (council, ledger.caused_id(p_result, 'GIVEN_BACK'), p_budget, 'CONTRIBUTION', p_today, p_today - 1, given_back);
  end if;
  if p_council_adds > 0 then
    insert into ledger.instalment (council_id, id, budget_id, kind, funding_kind, due_on, covers_through, amount_pence)
    values (council, ledger.caused_id(p_result, 'COUNCIL_OWES'), p_budget, 'ONE_OFF', p_funding_kind, p_today, p_today, p_council_adds);
    perform ledger.post_due_instalments(p_budget, p_today, array['ONE_OFF'], p_at, row(p_actor, null, null)::ledger.acting);
  end if;
end $$;

-- Budgets whose contributions were charged, or whose instalments were planned, by older rules. The job plans each once more.
alter table ledger.budget add column plan_is_old boolean not null default false;
create index budget_plan_is_old on ledger.budget (id) where plan_is_old;
update ledger.budget b set plan_is_old = true
where b.status <> 'CLOSED' and exists (select 1 from ledger.contribution_assessment a where a.budget_id = b.id);

create function ledger.old_plans() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select b.id from ledger.budget b where b.plan_is_old order by b.id
$$;

-- False for a plan that somebody else has made new in between; lock the budget first.
create function ledger.plan_was_old(p_budget uuid) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ledger.budget b set plan_is_old = false where b.id = p_budget and b.plan_is_old;
  return found;
end $$;

grant execute on function ledger.keep_charges, ledger.old_plans, ledger.plan_was_old to owncourse_app;
