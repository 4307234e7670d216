-- A contribution that changes again: what the council adds or takes off is measured against all that it has put in for the days
-- so far, as a plan does. Before, it was measured against what had come in of the person's, so that lowering a contribution below
-- that and raising it part of the way let the council pay the same days twice.

-- A dated result, and nothing of money: what follows from it is planned by the caller (`follow_contribution`, `replace_plan`) in
-- the same transaction. Nobody is charged more for days that are past.
create or replace function ledger.record_contribution(p_budget uuid, p_id uuid, p_from date, p_weekly bigint, p_netting text, p_basis text,
  p_reasons jsonb, p_certain boolean, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  council uuid;
  ends_before date;
  most bigint;
begin
  perform ledger.lock_budgets(array[p_budget]);
  select b.council_id into council from ledger.budget b where b.id = p_budget;
  if not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> p_from) then
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_from));
  end if;
  select upper(p.covers) into ends_before from ledger.budget_period p where p.budget_id = p_budget order by lower(p.covers) desc limit 1;
  select s.weekly_pence into most from ledger.budget_step s where s.budget_id = p_budget and s.from_on <= p_from order by s.from_on desc limit 1;
  if p_weekly > coalesce(most, 0) then raise exception 'A contribution of % pence is more than the budget of % pence.', p_weekly, most; end if;
  if p_from < p_today and p_weekly * (p_today - p_from) > (
    select coalesce(sum(a.weekly_pence * (upper(a.covers * daterange(p_from, p_today)) - lower(a.covers * daterange(p_from, p_today)))), 0)
    from ledger.contribution_assessment a where a.budget_id = p_budget and a.covers && daterange(p_from, p_today)) then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object(
      'field', 'fromOn', 'message', 'Nobody pays more for days that are past. Choose today or a later day.'))));
  end if;
  insert into ledger.contribution_result values (council, p_id, p_budget, p_from, p_weekly, p_netting, p_basis, p_reasons, p_certain, p_at, p_actor);
  delete from ledger.contribution_assessment a where a.budget_id = p_budget and lower(a.covers) >= p_from;
  update ledger.contribution_assessment a set covers = daterange(lower(a.covers), p_from) where a.budget_id = p_budget and a.covers @> p_from;
  insert into ledger.contribution_assessment (council_id, budget_id, covers, weekly_pence, netting)
  values (council, p_budget, daterange(p_from, ends_before), p_weekly, p_netting);
end $$;

-- What a result does to stretches that have begun. p_charges: all that the person pays for each of them, {dueOn, coversThrough,
-- amountPence as text}; what came in of a stretch is not due again. p_council_adds: what the council owes the days that it has
-- paid for, more than it has put in; pence, zero or more.
create function ledger.follow_contribution(p_budget uuid, p_result uuid, p_from date, p_charges jsonb, p_council_adds bigint, p_funding_kind text,
  p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  council constant uuid := (select b.council_id from ledger.budget b where b.id = p_budget);
  given_back bigint;
begin
  perform ledger.lock_budgets(array[p_budget]);
  delete from ledger.instalment i where i.budget_id = p_budget and i.kind = 'CONTRIBUTION' and i.posted_at is null and i.due_on <= p_today
    and (i.covers_through >= greatest(i.due_on, p_from) or i.covers_through < i.due_on);
  insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
  select council, ledger.caused_id(p_result, 'CONTRIBUTION:' || c."dueOn"), p_budget, 'CONTRIBUTION', c."dueOn", c."coversThrough", c."amountPence" - r.pence
  from jsonb_to_recordset(p_charges) as c ("dueOn" date, "coversThrough" date, "amountPence" bigint)
  cross join lateral (select coalesce(sum(i.amount_pence), 0)::bigint as pence from ledger.instalment i where i.budget_id = p_budget
    and i.kind = 'CONTRIBUTION' and i.posted_at is not null and i.covers_through = c."coversThrough" and i.covers_through >= i.due_on) r
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

grant execute on function ledger.follow_contribution to owncourse_app;
