-- The posting function, for many transfers at once: a week that is confirmed, an order of years that is cancelled or a
-- run of invoices costs a few statements, not a few for each visit. Rules and results are those of one after the other.

-- Posts transfers in their order: balances move by their sums, and each transfer keeps what was left after it.
-- No budget may end below zero. Refuses NO_BUDGET.
create function ledger.post_all(p_transfers ledger.transfer[]) returns void language plpgsql set search_path = pg_catalog as $$
declare
  posted int;
begin
  with given as materialized (
    select t.*, case 'available' when t.to_kind then t.amount_pence when t.from_kind then -t.amount_pence else 0 end as into_available
    from unnest(p_transfers) with ordinality as t (council_id, id, position, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id,
      hold_id, order_id, effective_on, recorded_at, actor_id, on_behalf_of, mandate_id, available_after_pence, turn)
  ), moved as (
    select g.council_id, g.budget_id, sum(g.into_available) as available,
      sum(case 'committed' when g.to_kind then g.amount_pence when g.from_kind then -g.amount_pence else 0 end) as committed,
      sum(case 'accrued' when g.to_kind then g.amount_pence when g.from_kind then -g.amount_pence else 0 end) as accrued,
      sum(case 'invoiced' when g.to_kind then g.amount_pence when g.from_kind then -g.amount_pence else 0 end) as invoiced,
      sum(case 'paid' when g.to_kind then g.amount_pence when g.from_kind then -g.amount_pence else 0 end) as paid,
      sum(case 'reclaimed' when g.to_kind then g.amount_pence when g.from_kind then -g.amount_pence else 0 end) as reclaimed,
      sum(case 'recoverable' when g.from_kind then g.amount_pence when g.to_kind then -g.amount_pence else 0 end) as recoverable
    from given g where g.budget_id is not null group by g.council_id, g.budget_id
  ), kept as (
    update ledger.budget_balance b set available_pence = b.available_pence + m.available, committed_pence = b.committed_pence + m.committed,
      accrued_pence = b.accrued_pence + m.accrued, invoiced_pence = b.invoiced_pence + m.invoiced, paid_pence = b.paid_pence + m.paid,
      reclaimed_pence = b.reclaimed_pence + m.reclaimed, recoverable_pence = b.recoverable_pence + m.recoverable
    from moved m where b.budget_id = m.budget_id and b.council_id = m.council_id
    returning b.budget_id, b.available_pence
  )
  insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id,
    hold_id, order_id, effective_on, recorded_at, actor_id, on_behalf_of, mandate_id, available_after_pence)
  select g.council_id, g.id, g.posting_group, g.kind, g.from_account, g.from_kind, g.to_account, g.to_kind, g.amount_pence, g.budget_id,
    g.hold_id, g.order_id, g.effective_on, g.recorded_at, g.actor_id, g.on_behalf_of, g.mandate_id,
    k.available_pence - coalesce(sum(g.into_available) over (partition by g.budget_id order by g.turn rows between 1 following and unbounded following), 0)
  from given g left join kept k on k.budget_id = g.budget_id
  where g.budget_id is null or k.budget_id is not null
  order by g.turn;
  get diagnostics posted = row_count;
  if posted <> cardinality(p_transfers) then perform kernel.refuse('NO_BUDGET'); end if;
end $$;

-- One transfer. Gives what is left in its budget; null for none.
create or replace function ledger.post(p_transfer ledger.transfer) returns bigint language plpgsql set search_path = pg_catalog as $$
begin
  perform ledger.post_all(array[p_transfer]);
  return (select b.available_pence from ledger.budget_balance b where b.budget_id = p_transfer.budget_id);
end $$;

create or replace function ledger.await_seal() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ledger.unsealed (council_id, transfer_id, position) select p.council_id, p.id, p.position from posted p;
  return null;
end $$;
drop trigger await_seal on ledger.transfer;
create trigger await_seal after insert on ledger.transfer referencing new table as posted for each statement execute function ledger.await_seal();

-- Shares of accruals that have one funder on their day are written together; the others one after the other, as each
-- follows from those before it.
create function ledger.split_accruals(p_accruals ledger.transfer[]) returns void language plpgsql set search_path = pg_catalog as $$
declare
  one ledger.transfer;
begin
  insert into ledger.accrual_share (council_id, transfer_id, budget_id, funding_kind, amount_pence)
  select a.council_id, a.id, a.budget_id, coalesce(f.kind, 'SOCIAL_CARE'), a.amount_pence
  from unnest(p_accruals) a
  cross join lateral (select count(*) as sources, min(f.kind) as kind from ledger.funding_source f where f.budget_id = a.budget_id and f.covers @> a.effective_on) f
  where f.sources <= 1;
  foreach one in array p_accruals loop
    if not exists (select 1 from ledger.accrual_share s where s.council_id = one.council_id and s.transfer_id = one.id) then
      perform ledger.split_accrual(one.council_id, one.budget_id, one.id, one.amount_pence, one.effective_on);
    end if;
  end loop;
end $$;

-- Sets money aside for each occurrence. A one-off is held at once; a standing order's occurrence is held
-- when it is inside the funded weeks and planned otherwise. Refuses BUDGET_SHORTFALL {neededPence, availablePence}.
create or replace function ledger.hold(p_council uuid, p_budget uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[],
  p_standing boolean, p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  outside date;
  held_through date;
  needed bigint;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget and council_id = p_council for update;
  if not found then perform kernel.refuse('NO_BUDGET'); end if;
  select d.day into outside from unnest(p_days) with ordinality as d (day, turn)
  where not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> d.day)
  order by d.turn limit 1;
  if found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', outside)); end if;
  held_through := case when p_standing then coalesce(balance.funded_through, '-infinity'::date) else 'infinity'::date end;
  select coalesce(sum(v.amount), 0) into needed from unnest(p_amounts, p_days) as v (amount, day) where v.day <= held_through;
  if needed > balance.available_pence then
    perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', needed::text, 'availablePence', balance.available_pence::text));
  end if;
  insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, remaining_pence, effective_on)
  select p_council, v.id, p_budget, p_order, case when v.day <= held_through then 'HELD' else 'PLANNED' end, v.amount, case when v.day <= held_through then v.amount else 0 end, v.day
  from unnest(p_holds, p_amounts, p_days) as v (id, amount, day);
  perform ledger.post_all(array(
    select (p_council, v.id, null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account, 'committed', v.amount, p_budget, v.id, p_order, v.day, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_holds, p_amounts, p_days) with ordinality as v (id, amount, day, turn) where v.day <= held_through order by v.turn));
end $$;

-- Days on which nothing of the council's can be promised: pauses, and all days from a closing on.
create view ledger.closed_days as
  select p.budget_id, p.covers from ledger.budget_pause p
  union all select c.budget_id, daterange(c.from_on, null) from ledger.budget_closing c;
revoke all on ledger.closed_days from public;

drop function ledger.takes_money(uuid, date);

create or replace function ledger.projected(p_budget uuid, p_from date, p_to date)
returns table (on_day date, coming_in_pence bigint, planned_pence bigint, left_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select day, coming, planned,
    (b.available_pence + sum(coming - planned) over (order by day))::bigint
  from (
    select day, sum(coming)::bigint as coming, sum(planned)::bigint as planned from (
      select greatest(due_on, p_from) as day, amount_pence as coming, 0::bigint as planned from ledger.instalment
      where budget_id = p_budget and posted_at is null and due_on <= p_to
      union all
      select greatest(h.effective_on, p_from), 0, h.planned_pence from ledger.hold h
      where h.budget_id = p_budget and h.state = 'PLANNED' and h.effective_on <= p_to
        and not exists (select 1 from ledger.closed_days c where c.budget_id = p_budget and c.covers @> h.effective_on)
    ) moves group by day
  ) days, ledger.budget_balance b where b.budget_id = p_budget
  order by day
$$;

create or replace function ledger.budgets_to_enter() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select distinct h.budget_id from ledger.hold h join ledger.budget_balance b on b.budget_id = h.budget_id
  where h.effective_on <= b.funded_through and (h.state = 'PLANNED' or (h.state = 'UNFUNDED' and h.planned_pence <= b.available_pence))
    and not exists (select 1 from ledger.closed_days c where c.budget_id = h.budget_id and c.covers @> h.effective_on)
  order by 1
$$;

-- Moves planned visits that entered the hold window from planned to held, oldest first, or to unfunded. A visit that was
-- promised, became unfunded when its price rose and can be paid for again is a new transfer.
create or replace function ledger.enter_hold_window(p_budget uuid, p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns table (hold_id uuid, order_id uuid, state text) language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  one ledger.hold;
  held ledger.hold[] := '{}';
  short ledger.hold[] := '{}';
begin
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget for update;
  for one in
    select h.* from ledger.hold h where h.budget_id = p_budget and h.state in ('PLANNED', 'UNFUNDED') and h.effective_on <= balance.funded_through
      and not exists (select 1 from ledger.closed_days c where c.budget_id = p_budget and c.covers @> h.effective_on)
    order by h.effective_on, h.id for update of h
  loop
    if one.planned_pence <= balance.available_pence then
      balance.available_pence := balance.available_pence - one.planned_pence;
      held := array_append(held, one);
    elsif one.state = 'PLANNED' then
      short := array_append(short, one);
    end if;
  end loop;
  perform ledger.post_all(array(
    select (h.council_id,
      case when exists (select 1 from ledger.transfer t where t.council_id = h.council_id and t.id = h.id) then ledger.caused_id(p_group, 'HELD:' || h.id) else h.id end,
      null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account, 'committed', h.planned_pence, p_budget, h.id, h.order_id, h.effective_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(held) h order by h.effective_on, h.id));
  update ledger.hold h set state = 'HELD', remaining_pence = h.planned_pence from unnest(held) n where h.council_id = n.council_id and h.id = n.id;
  update ledger.hold h set state = 'UNFUNDED' from unnest(short) n where h.council_id = n.council_id and h.id = n.id;
  return query
    select n.id, n.order_id, case when n.id in (select h.id from unnest(held) h) then 'HELD' else 'UNFUNDED' end
    from unnest(held || short) n order by n.effective_on, n.id;
end $$;

-- Delivered and confirmed: what was delivered becomes owed, what was not goes back. p_causes are the deliveries' ids;
-- a hold that is its own cause is a fee. Refuses WRONG_STATE, MORE_THAN_HELD {heldPence, amountPence}.
create or replace function ledger.accrue(p_holds uuid[], p_causes uuid[], p_amounts bigint[], p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
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
    where g.amount > 0 order by g.turn);
  perform ledger.post_all(accruals || array(
    select (h.council_id, ledger.caused_id(g.cause, 'RELEASED'), null, p_group, 'RELEASED', b.committed_account, 'committed', b.available_account, 'available',
      h.remaining_pence - g.amount, h.budget_id, h.id, h.order_id, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_holds, p_causes, p_amounts) with ordinality as g (hold_id, cause, amount, turn)
    join ledger.hold h on h.id = g.hold_id join ledger.budget_balance b on b.budget_id = h.budget_id
    where h.remaining_pence > g.amount order by g.turn));
  perform ledger.split_accruals(accruals);
  update ledger.hold h set state = 'CLOSED', remaining_pence = 0 where h.id = any (p_holds);
end $$;

-- Cancelled, declined or expired: everything goes back but the agreed fees (0 for most).
create or replace function ledger.release(p_holds uuid[], p_fees bigint[], p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  held uuid[];
  fees bigint[];
begin
  perform 1 from ledger.budget_balance b where b.budget_id in (select h.budget_id from ledger.hold h where h.id = any (p_holds)) order by b.budget_id for update;
  perform 1 from ledger.hold h where h.id = any (p_holds) order by h.id for update;
  if exists (
    select 1 from unnest(p_holds, p_fees) as g (hold_id, fee) left join ledger.hold h on h.id = g.hold_id
    where h.state is null or h.state = 'CLOSED' or (h.state <> 'HELD' and g.fee > 0)
  ) or cardinality(array(select distinct unnest(p_holds))) <> cardinality(p_holds) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  select array_agg(g.hold_id order by g.turn), array_agg(g.fee order by g.turn) into held, fees
  from unnest(p_holds, p_fees) with ordinality as g (hold_id, fee, turn) join ledger.hold h on h.id = g.hold_id where h.state = 'HELD';
  update ledger.hold h set state = 'CLOSED' where h.id = any (p_holds) and h.state <> 'HELD';
  if held is not null then perform ledger.accrue(held, held, fees, p_group, p_on, p_at, p_acting); end if;
end $$;

-- An approved invoice: what was owed becomes payable to that provider, one transfer for each budget.
create or replace function ledger.invoice(p_council uuid, p_invoice uuid, p_provider uuid, p_budgets uuid[], p_amounts bigint[], p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(p_budgets, false);
  perform ledger.post_all(array(
    select (p_council, ledger.caused_id(p_invoice, 'INVOICED:' || g.budget_id), null, p_invoice, 'INVOICED', b.accrued_account, 'accrued',
      ledger.account_for(p_council, 'invoiced', g.budget_id, p_provider, null), 'invoiced', g.amount, g.budget_id, null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_budgets, p_amounts) with ordinality as g (budget_id, amount, turn) join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
end $$;

-- A settled payment: one transfer for each invoice and budget.
create or replace function ledger.settle(p_council uuid, p_invoice uuid, p_provider uuid, p_budgets uuid[], p_amounts bigint[], p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(p_budgets, false);
  perform ledger.post_all(array(
    select (p_council, ledger.caused_id(p_invoice, 'PAID:' || g.budget_id), null, p_invoice, 'PAID',
      ledger.account_for(p_council, 'invoiced', g.budget_id, p_provider, null), 'invoiced', b.paid_account, 'paid', g.amount, g.budget_id, null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_budgets, p_amounts) with ordinality as g (budget_id, amount, turn) join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
end $$;

-- These run many times a second on few rows found by key: a plan made once serves all of them, and planning anew for each
-- call would cost more than the work.
alter function ledger.hold set plan_cache_mode = force_generic_plan;
alter function ledger.accrue set plan_cache_mode = force_generic_plan;
alter function ledger.release set plan_cache_mode = force_generic_plan;
alter function ledger.enter_hold_window set plan_cache_mode = force_generic_plan;
alter function ledger.post_due_instalments set plan_cache_mode = force_generic_plan;
alter function ledger.invoice set plan_cache_mode = force_generic_plan;
alter function ledger.settle set plan_cache_mode = force_generic_plan;
