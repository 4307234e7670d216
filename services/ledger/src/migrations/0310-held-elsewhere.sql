-- Of some budgets, those whose money somebody else than the council ever held: only of these can somebody else pay for a visit.
create function ledger.held_elsewhere(p_budgets uuid[]) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select distinct h.budget_id from ledger.holding h where h.budget_id = any (p_budgets) and h.route <> 'COUNCIL_MANAGED'
$$;
grant execute on function ledger.held_elsewhere to owncourse_app;
