-- People's open budgets as whoever acts for them needs them at a glance: what is left, and the first week that will run
-- short, as the nightly look noted it.
create function ledger.needs_of(p_people uuid[]) returns table (person_id uuid, available_pence bigint, short_week date, missing_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select b.person_id, sum(v.available_pence)::bigint, min(s.week_starting), (array_agg(s.missing_pence order by s.week_starting))[1]
  from ledger.budget b
  join ledger.budget_balance v on v.budget_id = b.id
  left join ledger.short_week s on s.council_id = b.council_id and s.budget_id = b.id and s.cleared_at is null
  where b.person_id = any (p_people) and b.status = 'ACTIVE'
  group by b.person_id
$$;
grant execute on function ledger.needs_of to owncourse_app;
