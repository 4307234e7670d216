-- Who said the council's yes to an order, for telling them what becomes of it.
create function ordering.approvers_of(p_order uuid) returns uuid[] language sql stable security definer set search_path = pg_catalog as $$
  select array(select distinct e.actor_id from ordering.order_event e where e.order_id = p_order and e.code = 'APPROVED' order by e.actor_id)
$$;
grant execute on function ordering.approvers_of to owncourse_app;
