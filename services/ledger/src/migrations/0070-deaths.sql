-- The budgets that end with somebody's death, and the first day each no longer covers: the day after it, so that what was
-- done on the day itself is paid for; no earlier than the council's policy lets a decision reach back, and no earlier
-- than the budget. None that is ending already, or that was over by then. Where one death is told twice, the first day.
create function ledger.budgets_after_death(p_people uuid[], p_days date[], p_today date)
returns table (council_id uuid, budget_id uuid, from_on date) language sql stable security definer set search_path = pg_catalog as $$
  select e.council_id, e.id, e.from_on from (
    select b.council_id, b.id, p.covers,
      greatest(died.day + 1, p_today - ledger.policy_number(b.council_id, 'backdateDays', p_today, 84), lower(p.covers)) as from_on
    from (select person_id, min(day) as day from unnest(p_people, p_days) as d (person_id, day) group by person_id) died
    join ledger.budget b on b.person_id = died.person_id
    join lateral (select q.covers from ledger.budget_period q where q.budget_id = b.id order by lower(q.covers) desc limit 1) p on true
    where b.status not in ('CLOSING', 'CLOSED') and not exists (select 1 from ledger.budget_closing c where c.budget_id = b.id)
  ) e
  where e.covers @> e.from_on
  order by e.id
$$;

grant execute on function ledger.budgets_after_death to owncourse_app;
