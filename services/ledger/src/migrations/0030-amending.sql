-- Amending what is set aside: the difference is held or given back, either way (model.md "Money").

-- A new sum and day for each hold; the holds' budgets are locked. What costs less is given back first, so that it can pay for
-- what costs more. Refuses BUDGET_SHORTFALL {neededPence, availablePence}; with p_or_unfunded, what cannot be paid for is
-- UNFUNDED instead, because nobody is there to choose less. A visit in the plan changes its plan; nothing moves.
create function ledger.amend_holds(p_holds uuid[], p_amounts bigint[], p_days date[], p_or_unfunded boolean, p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one record;
  balance ledger.budget_balance;
  net record;
begin
  perform ledger.lock_budgets(array(select distinct h.budget_id from ledger.hold h where h.id = any (p_holds)), false);
  if exists (select 1 from unnest(p_amounts) a where coalesce(a, 0) <= 0) then raise exception 'A visit has to cost something.'; end if;
  if (select count(*) from ledger.hold h where h.id = any (p_holds) and h.state <> 'CLOSED') <> cardinality(p_holds) then perform kernel.refuse('WRONG_STATE'); end if;
  for one in
    select c.day, h.budget_id from unnest(p_holds, p_days) as c (id, day) join ledger.hold h on h.id = c.id
    where c.day <> h.effective_on and not exists (select 1 from ledger.budget_period p where p.budget_id = h.budget_id and p.covers @> c.day)
  loop
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', one.day));
  end loop;
  if not p_or_unfunded then
    for net in
      select h.budget_id, sum(c.amount - h.remaining_pence)::bigint as needed, b.available_pence
      from unnest(p_holds, p_amounts) as c (id, amount) join ledger.hold h on h.id = c.id and h.state = 'HELD'
      join ledger.budget_balance b on b.budget_id = h.budget_id group by h.budget_id, b.available_pence
    loop
      if net.needed > net.available_pence then
        perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', net.needed::text, 'availablePence', net.available_pence::text));
      end if;
    end loop;
  end if;
  for one in
    select c.amount, c.day, h.*, c.amount - h.remaining_pence as more from unnest(p_holds, p_amounts, p_days) as c (id, amount, day) join ledger.hold h on h.id = c.id
    order by (h.state = 'HELD' and c.amount > h.remaining_pence), c.day, c.id
  loop
    if one.state <> 'HELD' then
      update ledger.hold h set planned_pence = one.amount, effective_on = one.day where h.council_id = one.council_id and h.id = one.id;
      continue;
    end if;
    select b.* into balance from ledger.budget_balance b where b.budget_id = one.budget_id;
    if one.more > balance.available_pence then
      perform ledger.post((one.council_id, ledger.caused_id(p_group, 'UNFUNDED:' || one.id), null, p_group, 'RELEASED', balance.committed_account, 'committed',
        balance.available_account, 'available', one.remaining_pence, one.budget_id, one.id, one.order_id, p_on, p_at,
        p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
      update ledger.hold h set state = 'UNFUNDED', planned_pence = one.amount, remaining_pence = 0, effective_on = one.day
      where h.council_id = one.council_id and h.id = one.id;
      continue;
    end if;
    if one.more > 0 then
      perform ledger.post((one.council_id, ledger.caused_id(p_group, 'AMENDED:' || one.id), null, p_group, 'AMENDED_UP', balance.available_account, 'available',
        balance.committed_account, 'committed', one.more, one.budget_id, one.id, one.order_id, one.day, p_at,
        p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    elsif one.more < 0 then
      perform ledger.post((one.council_id, ledger.caused_id(p_group, 'AMENDED:' || one.id), null, p_group, 'AMENDED_DOWN', balance.committed_account, 'committed',
        balance.available_account, 'available', -one.more, one.budget_id, one.id, one.order_id, p_on, p_at,
        p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
    update ledger.hold h set planned_pence = one.amount, remaining_pence = one.amount, effective_on = one.day where h.council_id = one.council_id and h.id = one.id;
  end loop;
end $$;

-- Many holds' states at once, for visits that follow them.
create function ledger.hold_states(p_holds uuid[]) returns table (hold_id uuid, state text) language sql stable security definer set search_path = pg_catalog as $$
  select h.id, h.state from ledger.hold h where h.id = any (p_holds)
$$;

grant execute on function ledger.amend_holds, ledger.hold_states to owncourse_app;

-- As before, but a visit that was promised, became unfunded when its price rose and can be paid for again is a new transfer.
create or replace function ledger.enter_hold_window(p_budget uuid, p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns table (hold_id uuid, order_id uuid, state text) language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  one ledger.hold;
begin
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget for update;
  for one in
    select h.* from ledger.hold h where h.budget_id = p_budget and h.state in ('PLANNED', 'UNFUNDED') and h.effective_on <= balance.funded_through
      and ledger.takes_money(p_budget, h.effective_on)
    order by h.effective_on, h.id for update
  loop
    if one.planned_pence <= balance.available_pence then
      balance.available_pence := ledger.post((one.council_id,
        case when exists (select 1 from ledger.transfer t where t.council_id = one.council_id and t.id = one.id) then ledger.caused_id(p_group, 'HELD:' || one.id) else one.id end,
        null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account,
        'committed', one.planned_pence, p_budget, one.id, one.order_id, one.effective_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
      update ledger.hold h set state = 'HELD', remaining_pence = one.planned_pence where h.council_id = one.council_id and h.id = one.id;
      hold_id := one.id; order_id := one.order_id; state := 'HELD';
      return next;
    elsif one.state = 'PLANNED' then
      update ledger.hold h set state = 'UNFUNDED' where h.council_id = one.council_id and h.id = one.id;
      hold_id := one.id; order_id := one.order_id; state := 'UNFUNDED';
      return next;
    end if;
  end loop;
end $$;

-- What is left of a budget at this moment, inside the caller's transaction.
create function ledger.available(p_budget uuid) returns bigint language sql stable security definer set search_path = pg_catalog as $$
  select b.available_pence from ledger.budget_balance b where b.budget_id = p_budget
$$;
grant execute on function ledger.available to owncourse_app;

-- Puts visits on the plan without setting money aside; entering the hold window does that, or says that there is not enough.
create function ledger.plan_visits(p_council uuid, p_budget uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[]) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, effective_on)
  select p_council, v.id, p_budget, p_order, 'PLANNED', v.amount, v.day from unnest(p_holds, p_amounts, p_days) as v (id, amount, day)
$$;
grant execute on function ledger.plan_visits to owncourse_app;
