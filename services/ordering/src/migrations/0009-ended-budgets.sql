-- Orders follow a budget that ends, or one whose money leaves a provider (then only the orders with p_provider). Visits from
-- that day on which have not begun are cancelled without a fee and their money goes back; an order with nothing left to come
-- ends, and one with something left plans no more. Gives what was cancelled, an order a row. Doing it again does nothing.
create function ordering.follow_ended_budget(p_budget uuid, p_provider uuid, p_from date, p_at timestamptz, p_today date, p_actor uuid)
returns table (council_id uuid, order_id uuid, visit_ids uuid[]) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  one ordering."order";
  visits uuid[];
begin
  perform ledger.lock_budgets(array[p_budget], false);
  for one in
    select o.* from ordering."order" o
    where (p_provider is null or o.provider_id = p_provider) and o.status in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE')
      and exists (select 1 from ordering.order_line l where l.order_id = o.id and l.version = o.current_version and l.budget_id = p_budget)
    order by o.id for update
  loop
    visits := array(select c.id from ordering.occurrence c
      where c.order_id = one.id and c.budget_id = p_budget and c.on_date >= p_from and c.starts_at > p_at and c.status in ('PLANNED', 'HELD', 'UNFUNDED') order by c.starts_at, c.id);
    if cardinality(visits) > 0 then
      update ordering.occurrence c set status = 'CANCELLED', ended_at = p_at where c.id = any (visits);
      perform ledger.release(visits, array_fill(0::bigint, array[cardinality(visits)]), one.id, p_today, p_at, row(p_actor, null::uuid, null::uuid));
      return query select one.council_id, one.id, visits;
    end if;
    if not exists (select 1 from ordering.occurrence c where c.order_id = one.id and c.status not in ('CONFIRMED', 'CANCELLED')) then
      update ordering."order" o set status = case when exists (select 1 from ordering.occurrence c where c.order_id = one.id and c.status = 'CONFIRMED') then 'COMPLETED' else 'CANCELLED' end
      where o.council_id = one.council_id and o.id = one.id;
      insert into ordering.order_event (council_id, order_id, id, at, code, actor_id)
      values (one.council_id, one.id, md5(one.id::text || ':ENDED_WITH_BUDGET')::uuid, p_at, 'ENDED_WITH_BUDGET', p_actor);
    elsif one.kind = 'STANDING' then
      insert into ordering.order_break (council_id, order_id, id, covers, made_at, made_by)
      values (one.council_id, one.id, md5(one.id::text || ':ENDED_WITH_BUDGET')::uuid, daterange(greatest(p_from, p_today), date '9999-12-31'), p_at, p_actor)
      on conflict do nothing;
    end if;
  end loop;
end $$;

grant execute on function ordering.follow_ended_budget to owncourse_app;
