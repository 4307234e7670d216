-- Purses: what lets people without a budget order like everybody else (docs/adr/0043). A purse is a budget in the house of
-- self-funders and holds no money. Its visits are held at once and post nothing; each visit's price is own money, agreed with the
-- hold, owed when it is delivered or its fee falls due, and paid from card clearing to the provider, past every budget.

-- Nobody's budget page shows a purse; who may see what is owed of it stands with the own money itself.
drop policy app_reads on ledger.budget;
create policy app_reads on ledger.budget for select to owncourse_app using (council_id <> identity.self_funders_house()
  and (person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())));

create function ledger.purse_of(p_person uuid) returns uuid language sql immutable parallel safe
  return ledger.caused_id(p_person, 'PURSE');

create function ledger.is_purse(p_budget uuid) returns boolean language sql stable set search_path = pg_catalog as $$
  select exists (select 1 from ledger.budget b where b.council_id = identity.self_funders_house() and b.id = p_budget)
$$;

-- Somebody's purse, made when it is first needed.
create function ledger.open_purse(p_person uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  house constant uuid := identity.self_funders_house();
  purse constant uuid := ledger.purse_of(p_person);
begin
  insert into ledger.budget (council_id, id, person_id, status, opened_at) values (house, purse, p_person, 'ACTIVE', p_at) on conflict do nothing;
  if not found then return; end if;
  -- It has accounts because every balance has; nothing moves through them. There is no window: each visit is held at once.
  insert into ledger.budget_balance (council_id, budget_id, available_account, committed_account, accrued_account, paid_account, reclaimed_account, person_account, funded_through)
  values (house, purse,
    ledger.account_for(house, 'available', purse, null, null), ledger.account_for(house, 'committed', purse, null, null),
    ledger.account_for(house, 'accrued', purse, null, null), ledger.account_for(house, 'paid', purse, null, null),
    ledger.account_for(house, 'reclaimed', purse, null, null), ledger.account_for(house, 'person', purse, null, null), 'infinity');
end $$;

-- A purse is only found by its id: whoever asks for somebody's budget on a day gets none.
create or replace function ledger.budget_for(p_person uuid, p_budget uuid, p_on date)
returns table (council_id uuid, budget_id uuid, ends_before date) language sql stable security definer set search_path = pg_catalog as $$
  (select b.council_id, b.id, upper(p.covers) from ledger.budget b join ledger.budget_period p on p.budget_id = b.id
  where b.person_id = p_person and (p_budget is null or b.id = p_budget) and p.covers @> p_on
  order by b.status = 'ACTIVE' desc, b.id limit 1)
  union all
  select b.council_id, b.id, null from ledger.budget b where b.person_id = p_person and b.id = p_budget and b.council_id = identity.self_funders_house()
$$;

-- The payer of a purse's visits is the person.
create or replace function ledger.payer_of(p_budget uuid, p_provider uuid, p_on date) returns table (part_id uuid, route text, payer_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select f.part_id, f.route, f.payer_id from ledger.part_for(p_budget, p_provider, p_on) f
  union all
  select null, null, b.person_id from ledger.budget b where b.council_id = identity.self_funders_house() and b.id = p_budget
$$;

-- Visits of a purse with the own money that each of them costs.
create function ledger.hold_in_purse(p_purse uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[], p_state text, p_at timestamptz, p_actor uuid, p_provider uuid)
returns void language plpgsql set search_path = pg_catalog as $$
declare
  house constant uuid := identity.self_funders_house();
  person uuid;
begin
  select b.person_id into person from ledger.budget b join ledger.budget_balance v on v.budget_id = b.id where b.council_id = house and b.id = p_purse for update of v;
  if not found then perform kernel.refuse('NO_BUDGET'); end if;
  insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, remaining_pence, effective_on, provider_id)
  select house, v.id, p_purse, p_order, p_state, v.amount, case p_state when 'HELD' then v.amount else 0 end, v.day, p_provider
  from unnest(p_holds, p_amounts, p_days) as v (id, amount, day);
  insert into ledger.own_money (council_id, id, order_id, person_id, provider_id, agreed_pence, effective_on, agreed_at, agreed_by)
  select house, v.id, p_order, person, p_provider, v.amount, v.day, p_at, p_actor from unnest(p_holds, p_amounts, p_days) as v (id, amount, day);
end $$;

alter function ledger.hold(uuid, uuid, uuid, uuid[], bigint[], date[], boolean, uuid, timestamptz, ledger.acting, uuid) rename to hold_of_budget;
revoke execute on function ledger.hold_of_budget from owncourse_app;
-- Sets money aside for each occurrence: of a budget as far as it is there, of a purse as own money that is owed later.
create function ledger.hold(p_council uuid, p_budget uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[],
  p_standing boolean, p_group uuid, p_at timestamptz, p_acting ledger.acting, p_provider uuid default null)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if p_council = identity.self_funders_house() then
    perform ledger.hold_in_purse(p_budget, p_order, p_holds, p_amounts, p_days, 'HELD', p_at, p_acting.actor_id, p_provider);
  else
    perform ledger.hold_of_budget(p_council, p_budget, p_order, p_holds, p_amounts, p_days, p_standing, p_group, p_at, p_acting, p_provider);
  end if;
end $$;

drop function ledger.plan_visits(uuid, uuid, uuid, uuid[], bigint[], date[], uuid);
-- Puts visits on the plan without setting money aside; entering the hold window does that, or says that there is not enough.
create function ledger.plan_visits(p_council uuid, p_budget uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[], p_provider uuid, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if p_council = identity.self_funders_house() then
    perform ledger.hold_in_purse(p_budget, p_order, p_holds, p_amounts, p_days, 'PLANNED', p_at, p_actor, p_provider);
    return;
  end if;
  insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, effective_on, provider_id)
  select p_council, v.id, p_budget, p_order, 'PLANNED', v.amount, v.day, p_provider from unnest(p_holds, p_amounts, p_days) as v (id, amount, day);
end $$;

alter function ledger.enter_hold_window(uuid, uuid, timestamptz, ledger.acting) rename to enter_window_of_budget;
revoke execute on function ledger.enter_window_of_budget from owncourse_app;
-- As before; a purse's planned visits are all held.
create function ledger.enter_hold_window(p_budget uuid, p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns table (hold_id uuid, order_id uuid, state text) language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not ledger.is_purse(p_budget) then
    return query select e.hold_id, e.order_id, e.state from ledger.enter_window_of_budget(p_budget, p_group, p_at, p_acting) e;
    return;
  end if;
  perform 1 from ledger.budget_balance b where b.budget_id = p_budget for update;
  return query
    with entered as (
      update ledger.hold h set state = 'HELD', remaining_pence = h.planned_pence where h.budget_id = p_budget and h.state in ('PLANNED', 'UNFUNDED')
      returning h.id, h.order_id, h.state, h.effective_on
    )
    select e.id, e.order_id, e.state from entered e order by e.effective_on, e.id;
end $$;

alter function ledger.amend_holds(uuid[], bigint[], date[], boolean, uuid, date, timestamptz, ledger.acting) rename to amend_holds_of_budgets;
revoke execute on function ledger.amend_holds_of_budgets from owncourse_app;
-- Another price or day of visits; of a purse the own money follows.
create function ledger.amend_holds(p_holds uuid[], p_amounts bigint[], p_days date[], p_or_unfunded boolean, p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  house constant uuid := identity.self_funders_house();
begin
  if not exists (select 1 from ledger.hold h where h.council_id = house and h.id = any (p_holds)) then
    perform ledger.amend_holds_of_budgets(p_holds, p_amounts, p_days, p_or_unfunded, p_group, p_on, p_at, p_acting);
    return;
  end if;
  perform ledger.lock_budgets(array(select distinct h.budget_id from ledger.hold h where h.id = any (p_holds)), false);
  if exists (select 1 from unnest(p_amounts) a where coalesce(a, 0) <= 0) then raise exception 'A visit has to cost something.'; end if;
  -- An order is of one house.
  if (select count(*) from ledger.hold h where h.council_id = house and h.id = any (p_holds) and h.state <> 'CLOSED') <> cardinality(p_holds) then perform kernel.refuse('WRONG_STATE'); end if;
  update ledger.hold h set planned_pence = c.amount, effective_on = c.day, remaining_pence = case h.state when 'HELD' then c.amount else 0 end
  from unnest(p_holds, p_amounts, p_days) as c (id, amount, day) where h.council_id = house and h.id = c.id;
  update ledger.own_money m set agreed_pence = c.amount, effective_on = c.day
  from unnest(p_holds, p_amounts, p_days) as c (id, amount, day) where m.council_id = house and m.id = c.id and m.state = 'AGREED';
end $$;

alter function ledger.check_projection(uuid, date, bigint) rename to check_projection_of_budget;
revoke execute on function ledger.check_projection_of_budget from owncourse_app;
-- A purse has no weeks to come that could fall short.
create function ledger.check_projection(p_budget uuid, p_today date, p_needed bigint) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not ledger.is_purse(p_budget) then perform ledger.check_projection_of_budget(p_budget, p_today, p_needed); end if;
end $$;

-- What was delivered of a purse's visits, or agreed as a fee, is owed by card. The transfers have the ids that a budget's would have, so
-- that a credit finds what it gives back.
create function ledger.owe_in_purse(p_holds uuid[], p_causes uuid[], p_amounts bigint[], p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql set search_path = pg_catalog as $$
declare
  house constant uuid := identity.self_funders_house();
begin
  update ledger.own_money m set state = 'OWED', owed_pence = g.amount
  from unnest(p_holds, p_amounts) as g (hold_id, amount) where m.council_id = house and m.id = g.hold_id and m.state = 'AGREED' and g.amount > 0;
  perform ledger.post_all(array(
    select (house, ledger.caused_id(g.cause, 'ACCRUED'), null, p_group, 'OWN_MONEY', ledger.account_for(house, 'card_clearing', null, m.provider_id, null), 'card_clearing',
      ledger.account_for(house, 'provider_payable', null, m.provider_id, null), 'provider_payable', g.amount, null, m.id, m.order_id, m.effective_on,
      p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_holds, p_causes, p_amounts) with ordinality as g (hold_id, cause, amount, turn)
    join ledger.own_money m on m.council_id = house and m.id = g.hold_id where g.amount > 0 order by g.turn));
end $$;

-- Delivered and confirmed: what was delivered becomes owed, what was not goes back. p_causes are the deliveries' ids;
-- a hold that is its own cause is a fee. Refuses WRONG_STATE, MORE_THAN_HELD {heldPence, amountPence}.
create or replace function ledger.accrue(p_holds uuid[], p_causes uuid[], p_amounts bigint[], p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
  house constant uuid := identity.self_funders_house();
  wrong record;
  accruals ledger.transfer[];
begin
  perform 1 from ledger.budget_balance b where b.budget_id in (select h.budget_id from ledger.hold h where h.id = any (p_holds)) order by b.budget_id for update;
  perform 1 from ledger.hold h where h.id = any (p_holds) order by h.id for update;
  select g.amount, h.state, h.remaining_pence into wrong
  from unnest(p_holds, p_amounts) with ordinality as g (hold_id, amount, turn) left join ledger.hold h on h.id = g.hold_id
  where h.state is distinct from 'HELD' or coalesce(g.amount, -1) < 0 or g.amount > h.remaining_pence
  order by g.turn limit 1;
  if found then
    if wrong.state is distinct from 'HELD' then perform kernel.refuse('WRONG_STATE'); end if;
    if coalesce(wrong.amount, -1) < 0 then raise exception 'A delivery or fee of % pence cannot be posted.', wrong.amount; end if;
    perform kernel.refuse('MORE_THAN_HELD', jsonb_build_object('heldPence', wrong.remaining_pence::text, 'amountPence', wrong.amount::text));
  end if;
  if cardinality(array(select distinct unnest(p_holds))) <> cardinality(p_holds) then perform kernel.refuse('WRONG_STATE'); end if;
  accruals := array(
    select (h.council_id, ledger.caused_id(g.cause, 'ACCRUED'), null, p_group, case when g.cause = h.id then 'FEE' else 'CONFIRMED' end, b.committed_account, 'committed',
      b.accrued_account, 'accrued', g.amount, h.budget_id, h.id, h.order_id, h.effective_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_holds, p_causes, p_amounts) with ordinality as g (hold_id, cause, amount, turn)
    join ledger.hold h on h.id = g.hold_id join ledger.budget_balance b on b.budget_id = h.budget_id
    where g.amount > 0 and h.council_id <> house order by g.turn);
  perform ledger.post_all(accruals || array(
    select (h.council_id, ledger.caused_id(g.cause, 'RELEASED'), null, p_group, 'RELEASED', b.committed_account, 'committed', b.available_account, 'available',
      h.remaining_pence - g.amount, h.budget_id, h.id, h.order_id, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_holds, p_causes, p_amounts) with ordinality as g (hold_id, cause, amount, turn)
    join ledger.hold h on h.id = g.hold_id join ledger.budget_balance b on b.budget_id = h.budget_id
    where h.remaining_pence > g.amount and h.council_id <> house order by g.turn));
  perform ledger.split_accruals(accruals);
  if exists (select 1 from ledger.hold h where h.council_id = house and h.id = any (p_holds)) then
    perform ledger.owe_in_purse(p_holds, p_causes, p_amounts, p_group, p_at, p_acting);
  end if;
  update ledger.hold h set state = 'CLOSED', remaining_pence = 0 where h.id = any (p_holds);
end $$;

alter function ledger.credit(uuid[], uuid[], uuid[], bigint[], boolean[], date, timestamptz, ledger.acting) rename to credit_of_budgets;
revoke execute on function ledger.credit_of_budgets from owncourse_app;
-- Gives back a part or all of what confirmed deliveries cost: to their budgets, or of purses less is owed, and what was paid above
-- that goes back the way it came. Once for each delivery; the same again is nothing. One call is of budgets or of purses.
-- Refuses NO_BUDGET, WRONG_STATE where there is no such delivery or less of it.
create function ledger.credit(p_councils uuid[], p_deliveries uuid[], p_providers uuid[], p_amounts bigint[], p_from_invoiced boolean[],
  p_on date, p_at timestamptz, p_acting ledger.acting) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  house constant uuid := identity.self_funders_house();
  credits ledger.transfer[];
begin
  if not house = any (p_councils) then
    perform ledger.credit_of_budgets(p_councils, p_deliveries, p_providers, p_amounts, p_from_invoiced, p_on, p_at, p_acting);
    return;
  end if;
  if not house = all (p_councils) then raise exception 'Credits of purses are not given together with those of budgets.'; end if;
  -- The purses' locks come first, as everywhere.
  perform ledger.lock_budgets(array(
    select distinct h.budget_id from unnest(p_deliveries) as g (id) join ledger.transfer a on a.council_id = house and a.id = ledger.caused_id(g.id, 'ACCRUED')
    join ledger.hold h on h.council_id = house and h.id = a.hold_id), false);
  if exists (
    select 1 from unnest(p_deliveries, p_amounts) as g (delivery_id, amount)
    left join ledger.transfer a on a.council_id = house and a.id = ledger.caused_id(g.delivery_id, 'ACCRUED') and a.kind = 'OWN_MONEY'
    left join ledger.transfer c on c.council_id = house and c.id = ledger.caused_id(g.delivery_id, 'CREDITED')
    where a.id is null or g.amount < 1 or g.amount > a.amount_pence or c.amount_pence <> g.amount
  ) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  credits := array(
    select (house, ledger.caused_id(g.delivery_id, 'CREDITED'), null, g.delivery_id, 'OWN_MONEY_CREDITED', a.to_account, a.to_kind, a.from_account, a.from_kind,
      g.amount, null, a.hold_id, a.order_id, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_deliveries, p_amounts) with ordinality as g (delivery_id, amount, turn)
    join ledger.transfer a on a.council_id = house and a.id = ledger.caused_id(g.delivery_id, 'ACCRUED')
    where not exists (select 1 from ledger.transfer c where c.council_id = house and c.id = ledger.caused_id(g.delivery_id, 'CREDITED'))
    order by g.turn);
  update ledger.own_money m set owed_pence = m.owed_pence - c.amount_pence, state = case when m.owed_pence = c.amount_pence then 'GIVEN_BACK' else 'OWED' end
  from unnest(credits) c where m.council_id = house and m.id = c.hold_id;
  perform ledger.post_all(credits);
end $$;

grant execute on function ledger.open_purse, ledger.purse_of, ledger.hold, ledger.plan_visits, ledger.enter_hold_window, ledger.amend_holds, ledger.check_projection, ledger.credit to owncourse_app;
