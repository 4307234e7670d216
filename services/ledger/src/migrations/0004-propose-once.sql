-- As before, but what is over is worked out only for budgets that may have a new proposal: a night's work follows from what
-- is new, not from how many proposals wait.
create or replace function ledger.propose_reclaims(p_today date, p_at timestamptz) returns table (council_id uuid, reclaim_id uuid, budget_id uuid, person_id uuid, proposed_pence bigint)
language sql security definer set search_path = pg_catalog as $$
  with candidate as materialized (
    select b.council_id, b.id, r.weeks, r.pence
    from ledger.budget b
    join ledger.budget_balance v on v.budget_id = b.id
    cross join lateral ledger.reserve_of(b.council_id, b.id, p_today) r
    where b.status = 'ACTIVE' and v.available_pence > r.pence
      and not exists (select 1 from ledger.reclaim e where e.budget_id = b.id
        and (e.status = 'PROPOSED' or (e.decided_at at time zone 'Europe/London')::date + 7 * r.weeks > p_today))
  ), over as materialized (
    select c.*, ledger.surplus(c.id, p_today, c.pence) as surplus from candidate c
  ), made as (
    insert into ledger.reclaim (council_id, id, budget_id, status, proposed_pence, reserve_pence, reserve_weeks, proposed_on, decide_from)
    select o.council_id, ledger.caused_id(o.id, 'RECLAIM:' || p_today), o.id, 'PROPOSED', o.surplus, o.pence, o.weeks, p_today,
      p_today + ledger.policy_number(o.council_id, 'reclaimNoticeDays', p_today, 28)
    from over o where o.surplus > 0
    on conflict do nothing
    returning *
  )
  select m.council_id, m.id, m.budget_id, b.person_id, m.proposed_pence from made m join ledger.budget b on b.id = m.budget_id
$$;
