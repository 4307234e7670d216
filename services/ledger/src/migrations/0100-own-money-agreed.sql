-- The own money that is agreed for orders, in pence, for what is read out or written about them; without what was given back.
create function ledger.own_money_agreed(p_orders uuid[]) returns table (order_id uuid, pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select m.order_id, sum(m.agreed_pence)::bigint from ledger.own_money m where m.order_id = any (p_orders) and m.state <> 'GIVEN_BACK' group by m.order_id
$$;
grant execute on function ledger.own_money_agreed to owncourse_app;
