-- Who pays for what each budget buys on the day beside it; council-managed money is the council's to pay. No row where nobody holds it.
create function ledger.day_payers(p_budgets uuid[], p_days date[]) returns table (budget_id uuid, day date, council_id uuid, route text, payer_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct on (h.budget_id, w.day) h.budget_id, w.day, h.council_id, h.route, h.payer_id
  from unnest(p_budgets, p_days) as w (budget_id, day) join ledger.holding h on h.budget_id = w.budget_id and h.covers @> w.day
  order by h.budget_id, w.day, case h.route when 'COUNCIL_MANAGED' then 0 else 1 end, h.route
$$;

-- The same for one day. Not a definer of its own, so that it melts into the query that calls it.
drop function ledger.payers(uuid[], date);
create function ledger.payers(p_budgets uuid[], p_on date) returns table (budget_id uuid, council_id uuid, route text, payer_id uuid)
language sql stable as $$
  select p.budget_id, p.council_id, p.route, p.payer_id from ledger.day_payers(p_budgets, array_fill(p_on, array[cardinality(p_budgets)])) p
$$;
grant execute on function ledger.day_payers, ledger.payers to owncourse_app;
