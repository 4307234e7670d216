-- What is in force from a day: the council's own policy, or the figure that model.md gives where it has none.
create function ledger.policy_number(p_council uuid, p_key text, p_on date, p_otherwise int) returns int
language sql stable set search_path = pg_catalog as $$
  select coalesce((identity.policy(p_council, p_key, p_on) #>> '{}')::int, p_otherwise)
$$;

create or replace function ledger.post(p_transfer ledger.transfer) returns bigint language plpgsql set search_path = pg_catalog as $$
declare
  left_pence bigint;
begin
  if p_transfer.budget_id is not null then
    update ledger.budget_balance b set
      available_pence = b.available_pence + case 'available' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      committed_pence = b.committed_pence + case 'committed' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      accrued_pence = b.accrued_pence + case 'accrued' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      invoiced_pence = b.invoiced_pence + case 'invoiced' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      paid_pence = b.paid_pence + case 'paid' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      reclaimed_pence = b.reclaimed_pence + case 'reclaimed' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      recoverable_pence = b.recoverable_pence + case 'recoverable' when p_transfer.from_kind then p_transfer.amount_pence when p_transfer.to_kind then -p_transfer.amount_pence else 0 end
    where b.budget_id = p_transfer.budget_id and b.council_id = p_transfer.council_id
    returning b.available_pence into left_pence;
    if not found then perform kernel.refuse('NO_BUDGET'); end if;
  end if;
  insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id,
    hold_id, order_id, effective_on, recorded_at, actor_id, on_behalf_of, mandate_id, available_after_pence)
  values (p_transfer.council_id, p_transfer.id, p_transfer.posting_group, p_transfer.kind, p_transfer.from_account, p_transfer.from_kind,
    p_transfer.to_account, p_transfer.to_kind, p_transfer.amount_pence, p_transfer.budget_id, p_transfer.hold_id, p_transfer.order_id,
    p_transfer.effective_on, p_transfer.recorded_at, p_transfer.actor_id, p_transfer.on_behalf_of, p_transfer.mandate_id, left_pence);
  return left_pence;
end $$;

-- Locks budgets in the order of their ids and refuses closed or paused ones. The status is read after the lock: a row
-- joined to the locked one would still show what was there before the wait.
create or replace function ledger.lock_budgets(p_budgets uuid[], p_open_only boolean default true) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  locked int;
begin
  perform 1 from ledger.budget_balance v where v.budget_id = any (p_budgets) order by v.budget_id for update;
  get diagnostics locked = row_count;
  if locked <> cardinality(array(select distinct unnest(p_budgets))) then perform kernel.refuse('NO_BUDGET'); end if;
  if p_open_only and exists (select 1 from ledger.budget b where b.id = any (p_budgets) and b.status <> 'ACTIVE') then
    perform kernel.refuse('BUDGET_CLOSED');
  end if;
end $$;

-- As before, and nothing of the council's comes in while a budget is paused or ends; what a person pays still counts.
create or replace function ledger.post_due_instalments(p_budget uuid, p_on date, p_kinds text[], p_at timestamptz, p_acting ledger.acting) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  due ledger.instalment;
  balance ledger.budget_balance;
  state text;
  posted int := 0;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget for update;
  select status into state from ledger.budget where id = p_budget;
  for due in select * from ledger.instalment where budget_id = p_budget and kind = any (p_kinds) and posted_at is null and due_on <= p_on
      and (state = 'ACTIVE' or kind = 'CONTRIBUTION')
    order by due_on, id for update loop
    perform ledger.post((due.council_id, due.id, null, due.id, due.kind,
      case due.kind when 'CONTRIBUTION' then balance.person_account else ledger.account_for(due.council_id, 'funder', null, null, due.funding_kind) end,
      case due.kind when 'CONTRIBUTION' then 'person' else 'funder' end,
      balance.available_account, 'available', due.amount_pence, p_budget, null, null, due.due_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    update ledger.instalment set posted_at = p_at where council_id = due.council_id and id = due.id;
    update ledger.budget_balance set funded_through = greatest(funded_through, due.covers_through) where budget_id = p_budget and due.kind = 'INSTALMENT';
    posted := posted + 1;
  end loop;
  return posted;
end $$;

-- Planned visits inside a pause, or after a budget's end, wait for nobody's money.
create function ledger.takes_money(p_budget uuid, p_on date) returns boolean language sql stable set search_path = pg_catalog as $$
  select not exists (select 1 from ledger.budget_pause p where p.budget_id = p_budget and p.covers @> p_on)
    and not exists (select 1 from ledger.budget_closing c where c.budget_id = p_budget and c.from_on <= p_on)
$$;

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
      select greatest(effective_on, p_from), 0, planned_pence from ledger.hold
      where budget_id = p_budget and state = 'PLANNED' and effective_on <= p_to and ledger.takes_money(p_budget, effective_on)
    ) moves group by day
  ) days, ledger.budget_balance b where b.budget_id = p_budget
  order by day
$$;

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
      balance.available_pence := ledger.post((one.council_id, one.id, null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account,
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

create or replace function ledger.budgets_to_enter() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select distinct h.budget_id from ledger.hold h join ledger.budget_balance b on b.budget_id = h.budget_id
  where h.effective_on <= b.funded_through and (h.state = 'PLANNED' or (h.state = 'UNFUNDED' and h.planned_pence <= b.available_pence))
    and ledger.takes_money(h.budget_id, h.effective_on)
  order by 1
$$;

-- The plan -----------------------------------------------------------------------------------------------------------

-- Everything a budget's plan follows from, as JSON; sums in pence as text. Null for no budget.
create function ledger.plan_facts(p_budget uuid, p_today date) returns jsonb language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (select jsonb_build_object('councilId', b.council_id, 'personId', b.person_id, 'status', b.status,
    'startsOn', lower(p.covers), 'endsBefore', upper(p.covers), 'intervalWeeks', p.payment_interval_weeks,
    'fundingKind', coalesce((select i.funding_kind from ledger.instalment i where i.budget_id = b.id and i.kind = 'INSTALMENT' order by i.due_on desc limit 1),
      (select f.kind from ledger.funding_source f where f.budget_id = b.id order by lower(f.covers) desc, f.weight desc, f.kind limit 1), 'SOCIAL_CARE'),
    'councilThrough', (select max(i.covers_through) from ledger.instalment i where i.budget_id = b.id and i.kind = 'INSTALMENT' and i.posted_at is not null),
    'personThrough', (select max(i.covers_through) from ledger.instalment i where i.budget_id = b.id and i.kind = 'CONTRIBUTION' and i.due_on <= p_today and i.covers_through >= i.due_on),
    'putInPence', coalesce((select sum(case when t.from_kind = 'funder' then t.amount_pence else -t.amount_pence end) from ledger.transfer t
      where t.budget_id = b.id and (t.kind in ('INSTALMENT', 'DIFFERENCE', 'DIFFERENCE_OWED', 'TAKEN_BACK', 'OWED')
        -- What the council added when the person's part went down for days that it had paid for.
        or t.kind = 'ONE_OFF' and exists (select 1 from ledger.contribution_result r where r.budget_id = b.id and t.id = ledger.caused_id(r.id, 'COUNCIL_OWES')))), 0)::text,
    'steps', (select jsonb_agg(jsonb_build_object('from', s.from_on, 'weeklyPence', s.weekly_pence::text) order by s.from_on) from ledger.budget_step s where s.budget_id = b.id),
    'contributions', coalesce((select jsonb_agg(jsonb_build_object('from', lower(c.covers), 'before', upper(c.covers), 'weeklyPence', c.weekly_pence::text, 'netting', c.netting) order by lower(c.covers))
      from ledger.contribution_assessment c where c.budget_id = b.id), '[]'),
    'pauses', coalesce((select jsonb_agg(jsonb_build_object('from', lower(u.covers), 'before', upper(u.covers)) order by lower(u.covers)) from ledger.budget_pause u where u.budget_id = b.id), '[]'),
    'yearly', coalesce((select jsonb_agg(jsonb_build_object('firstOn', y.first_on, 'lastOn', y.last_on, 'amountPence', y.amount_pence::text, 'postedThrough',
        (select max(i.due_on) from ledger.instalment i where i.budget_id = b.id and i.kind = 'YEARLY' and i.posted_at is not null and i.yearly_sum_id = y.id), 'id', y.id) order by y.id)
      from ledger.yearly_sum y where y.budget_id = b.id), '[]'))
  from ledger.budget b
  join lateral (select * from ledger.budget_period bp where bp.budget_id = b.id order by lower(bp.covers) desc limit 1) p on true
  where b.id = p_budget);
end $$;

-- Takes the rest of the plan off and puts the new one on. What was posted, what the person owes already, and one-off sums
-- stay as they are.
create function ledger.replace_plan(p_council uuid, p_budget uuid, p_today date, p_instalments jsonb) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from ledger.instalment where budget_id = p_budget and posted_at is null
    and (kind in ('INSTALMENT', 'YEARLY') or (kind = 'CONTRIBUTION' and due_on > p_today));
  insert into ledger.instalment (council_id, id, budget_id, kind, funding_kind, due_on, covers_through, amount_pence, yearly_sum_id)
  select p_council, i.id, p_budget, i.kind, i."fundingKind", i."dueOn", i."coversThrough", i."amountPence", i."yearlySumId"
  from jsonb_to_recordset(p_instalments) as i (id uuid, kind text, "fundingKind" text, "dueOn" date, "coversThrough" date, "amountPence" bigint, "yearlySumId" uuid);
end $$;

-- Open-ended budgets whose plan ends before a day.
create function ledger.budgets_to_plan(p_through date) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select b.id from ledger.budget b join ledger.budget_period p on p.budget_id = b.id and upper_inf(p.covers)
  where b.status = 'ACTIVE' and not exists (select 1 from ledger.instalment i where i.budget_id = b.id and i.posted_at is null and i.covers_through >= p_through
    and i.kind in ('INSTALMENT', 'CONTRIBUTION'))
  order by b.id
$$;

-- Decisions ----------------------------------------------------------------------------------------------------------

-- A day as far back as the council allows, and inside the budget. p_field is what the form calls it.
create function ledger.check_from_day(p_budget uuid, p_from date, p_today date, p_field text) returns void
language plpgsql stable set search_path = pg_catalog as $$
declare
  the_period daterange;
  council uuid;
  days int;
begin
  select p.council_id, p.covers into council, the_period from ledger.budget_period p where p.budget_id = p_budget order by lower(p.covers) desc limit 1;
  days := ledger.policy_number(council, 'backdateDays', p_today, 84);
  if p_from < p_today - days then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', p_field,
      'message', format('Choose a day that is at most %s days ago. Your council allows no earlier one.', days)))));
  end if;
  if not the_period @> p_from then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', p_field,
      'message', 'Choose a day inside the time that this budget covers.'))));
  end if;
end $$;

create function ledger.add_decision(p_council uuid, p_id uuid, p_budget uuid, p_kind text, p_from date, p_amount bigint, p_before bigint, p_reason text, p_actor uuid, p_at timestamptz)
returns void language sql set search_path = pg_catalog as $$
  insert into ledger.budget_decision (council_id, id, budget_id, kind, from_on, amount_pence, before_pence, reason, decided_by, decided_at)
  values (p_council, p_id, p_budget, p_kind, p_from, p_amount, p_before, p_reason, p_actor, p_at)
$$;

-- Refuses WRONG_STATE when something was decided about a budget after the officer looked (null: nothing yet).
create function ledger.check_seen(p_budget uuid, p_seen uuid) returns void language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if p_seen is distinct from (select d.id from ledger.budget_decision d where d.budget_id = p_budget order by d.decided_at desc, d.id desc limit 1) then
    perform kernel.refuse('WRONG_STATE');
  end if;
end $$;

create function ledger.refuse_ended(p_budget uuid) returns void language plpgsql stable set search_path = pg_catalog as $$
begin
  if exists (select 1 from ledger.budget b where b.id = p_budget and b.status in ('CLOSING', 'CLOSED'))
    or exists (select 1 from ledger.budget_closing c where c.budget_id = p_budget) then
    perform kernel.refuse('BUDGET_CLOSED');
  end if;
end $$;

-- The weekly amount from a day on, until the next step. The budget is locked by the caller. Refuses BUDGET_CLOSED.
create function ledger.change_amount(p_council uuid, p_budget uuid, p_id uuid, p_from date, p_weekly bigint, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  before_pence bigint;
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_from, p_today, 'fromDate');
  select s.weekly_pence into before_pence from ledger.budget_step s where s.budget_id = p_budget and s.from_on <= p_from order by s.from_on desc limit 1;
  insert into ledger.budget_step (council_id, budget_id, from_on, weekly_pence) values (p_council, p_budget, p_from, p_weekly)
  on conflict (council_id, budget_id, from_on) do update set weekly_pence = excluded.weekly_pence;
  perform ledger.add_decision(p_council, p_id, p_budget, 'AMOUNT', p_from, p_weekly, before_pence, p_reason, p_actor, p_at);
end $$;

create function ledger.add_yearly_sum(p_council uuid, p_budget uuid, p_id uuid, p_first_on date, p_last_on date, p_amount bigint, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_first_on, p_today, 'firstOn');
  insert into ledger.yearly_sum values (p_council, p_id, p_budget, p_first_on, p_last_on, p_amount);
  perform ledger.add_decision(p_council, p_id, p_budget, 'YEARLY', p_first_on, p_amount, null, p_reason, p_actor, p_at);
end $$;

-- What the days already paid for come to more (or less) than was put in for them. A rise first clears what is owed back;
-- a cut takes at most what is available, and the rest is owed.
create function ledger.post_difference(p_council uuid, p_budget uuid, p_decision uuid, p_difference bigint, p_funding_kind text, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  funder constant uuid := ledger.account_for(p_council, 'funder', null, null, p_funding_kind);
  debt constant uuid := ledger.account_for(p_council, 'recoverable', p_budget, null, null);
  part bigint;
begin
  if p_difference = 0 then return; end if;
  select * into balance from ledger.budget_balance where budget_id = p_budget for update;
  if p_difference > 0 then
    part := least(p_difference, balance.recoverable_pence);
    if part > 0 then
      perform ledger.post((p_council, ledger.caused_id(p_decision, 'DIFFERENCE_OWED'), null, p_decision, 'DIFFERENCE_OWED', funder, 'funder', debt, 'recoverable', part, p_budget,
        null, null, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
    if p_difference > part then
      perform ledger.post((p_council, ledger.caused_id(p_decision, 'DIFFERENCE'), null, p_decision, 'DIFFERENCE', funder, 'funder', balance.available_account, 'available',
        p_difference - part, p_budget, null, null, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
    update ledger.budget_decision set put_in_pence = p_difference where council_id = p_council and id = p_decision;
  else
    part := least(-p_difference, balance.available_pence);
    if part > 0 then
      perform ledger.post((p_council, ledger.caused_id(p_decision, 'TAKEN_BACK'), null, p_decision, 'TAKEN_BACK', balance.available_account, 'available', funder, 'funder', part, p_budget,
        null, null, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
    if -p_difference > part then
      perform ledger.post((p_council, ledger.caused_id(p_decision, 'OWED'), null, p_decision, 'OWED', debt, 'recoverable', funder, 'funder', -p_difference - part, p_budget,
        null, null, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
    update ledger.budget_decision set taken_back_pence = part, owed_pence = -p_difference - part where council_id = p_council and id = p_decision;
  end if;
end $$;

-- Pauses from a day on, until somebody restarts it. What is held for visits stays held. Refuses WRONG_STATE for a budget
-- that has a pause which goes on or is to come.
create function ledger.pause_budget(p_council uuid, p_budget uuid, p_id uuid, p_from date, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_from, p_today, 'fromDate');
  if exists (select 1 from ledger.budget_pause where budget_id = p_budget and covers && daterange(p_from, null)) then perform kernel.refuse('WRONG_STATE'); end if;
  insert into ledger.budget_pause values (p_council, p_budget, daterange(p_from, null));
  perform ledger.add_decision(p_council, p_id, p_budget, 'PAUSED', p_from, null, null, p_reason, p_actor, p_at);
end $$;

create function ledger.restart_budget(p_council uuid, p_budget uuid, p_id uuid, p_from date, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  paused daterange;
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_from, p_today, 'fromDate');
  select covers into paused from ledger.budget_pause where budget_id = p_budget and upper_inf(covers);
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  if p_from <= lower(paused) then
    delete from ledger.budget_pause where budget_id = p_budget and covers = paused;
  else
    update ledger.budget_pause set covers = daterange(lower(paused), p_from) where budget_id = p_budget and covers = paused;
  end if;
  perform ledger.add_decision(p_council, p_id, p_budget, 'RESTARTED', p_from, null, null, p_reason, p_actor, p_at);
end $$;

-- Ends a budget from a day: the first day it no longer covers. A budget declined before it began keeps its first day only.
create function ledger.begin_closing(p_council uuid, p_budget uuid, p_id uuid, p_from date, p_cause text, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_period ledger.budget_period;
  day_after date;
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_from, p_today, 'fromDate');
  select * into the_period from ledger.budget_period where budget_id = p_budget order by lower(covers) desc limit 1;
  day_after := greatest(p_from, lower(the_period.covers) + 1);
  update ledger.budget_period set covers = daterange(lower(covers), day_after) where council_id = p_council and id = the_period.id;
  insert into ledger.budget_closing values (p_council, p_budget, p_from, p_cause, p_actor);
  perform ledger.add_decision(p_council, p_id, p_budget, 'CLOSING', p_from, null, null, p_reason, p_actor, p_at);
end $$;

-- Reserve and reclaim ------------------------------------------------------------------------------------------------

-- What may never be taken back: sums kept for employed assistants, and contributions that were paid over what was due.
create function ledger.never_reclaimed(p_budget uuid, p_today date) returns bigint language plpgsql stable set search_path = pg_catalog as $$
begin
  return coalesce((select amount_pence from ledger.sum_apart where budget_id = p_budget and kind = 'EMPLOYER'), 0)
    + coalesce((select greatest(c.collected_pence - c.reimbursed_pence - c.charged_pence, 0) from ledger.contribution_sums(p_budget, p_today) c where c.netting = 'NET'), 0);
end $$;

-- What is over: above the reserve, without what may never be taken, and only as far as every planned visit of the next
-- 26 weeks stays paid. Never below zero.
create function ledger.surplus(p_budget uuid, p_today date, p_reserve bigint) returns bigint language sql stable set search_path = pg_catalog as $$
  select greatest(least(b.available_pence, coalesce((select min(p.left_pence) from ledger.projected(p_budget, p_today, p_today + 182) p), b.available_pence))
    - p_reserve - ledger.never_reclaimed(p_budget, p_today), 0)
  from ledger.budget_balance b where b.budget_id = p_budget
$$;

create function ledger.reserve_of(p_council uuid, p_budget uuid, p_today date) returns table (weeks int, pence bigint)
language sql stable set search_path = pg_catalog as $$
  select w.weeks, w.weeks * coalesce((select s.weekly_pence from ledger.budget_step s where s.budget_id = p_budget and s.from_on <= p_today order by s.from_on desc limit 1), 0)
  from (select ledger.policy_number(p_council, 'reserveWeeks', p_today, 8) as weeks) w
$$;

-- Proposes what is over, once for each budget until an officer has decided and the reserve's weeks have passed since.
-- Moves nothing. Gives what is new.
create function ledger.propose_reclaims(p_today date, p_at timestamptz) returns table (council_id uuid, reclaim_id uuid, budget_id uuid, person_id uuid, proposed_pence bigint)
language sql security definer set search_path = pg_catalog as $$
  with made as (
    insert into ledger.reclaim (council_id, id, budget_id, status, proposed_pence, reserve_pence, reserve_weeks, proposed_on, decide_from)
    select b.council_id, ledger.caused_id(b.id, 'RECLAIM:' || p_today), b.id, 'PROPOSED', s.pence, r.pence, r.weeks, p_today,
      p_today + ledger.policy_number(b.council_id, 'reclaimNoticeDays', p_today, 28)
    from ledger.budget b
    join ledger.budget_balance v on v.budget_id = b.id
    cross join lateral ledger.reserve_of(b.council_id, b.id, p_today) r
    cross join lateral (select case when v.available_pence > r.pence then ledger.surplus(b.id, p_today, r.pence) else 0 end as pence) s
    where b.status = 'ACTIVE' and s.pence > 0
      and not exists (select 1 from ledger.reclaim e where e.budget_id = b.id
        and (e.status = 'PROPOSED' or (e.decided_at at time zone 'Europe/London')::date + 7 * r.weeks > p_today))
    on conflict do nothing
    returning *
  )
  select m.council_id, m.id, m.budget_id, b.person_id, m.proposed_pence from made m join ledger.budget b on b.id = m.budget_id
$$;

-- Gives money back to each funder by the shares in force on a day, to the penny by largest remainder: one transfer each,
-- into the funder's own reclaimed account.
create function ledger.give_back(p_council uuid, p_budget uuid, p_group uuid, p_pence bigint, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql set search_path = pg_catalog as $$
declare
  available constant uuid := (select available_account from ledger.budget_balance where budget_id = p_budget);
  part record;
begin
  for part in
    with standing as (
      -- The shares of the day; before the first of them, the first; after the last, the last.
      select coalesce(min(greatest(p_on, lower(f.covers))) filter (where upper(f.covers) is null or upper(f.covers) > p_on), max(upper(f.covers)) - 1) as day
      from ledger.funding_source f where f.budget_id = p_budget
    ), source as (
      select f.kind, f.weight from ledger.funding_source f, standing s where f.budget_id = p_budget and f.covers @> s.day
      union all select 'SOCIAL_CARE', 1 where not exists (select 1 from ledger.funding_source f where f.budget_id = p_budget)
    ), fair as (
      select kind, div(p_pence::numeric * weight, sum(weight) over ()) as low, mod(p_pence::numeric * weight, sum(weight) over ()) as rest from source
    )
    select kind, (low + case when row_number() over (order by rest desc, kind) <= p_pence - sum(low) over () then 1 else 0 end)::bigint as pence from fair order by kind
  loop
    if part.pence > 0 then
      perform ledger.post((p_council, ledger.caused_id(p_group, 'RECLAIMED:' || part.kind), null, p_group, 'RECLAIMED', available, 'available',
        ledger.account_for(p_council, 'reclaimed', p_budget, null, part.kind), 'reclaimed', part.pence, p_budget, null, null, p_on, p_at,
        p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
  end loop;
end $$;

-- An officer's word on a proposal: takes back so much, or leaves all of it (0). Refuses WRONG_STATE, NOTICE_NOT_OVER
-- {decideFrom} and RECLAIM_TOO_MUCH {mostPence}, when orders have used up what was over.
create function ledger.decide_reclaim(p_budget uuid, p_reclaim uuid, p_pence bigint, p_reason text, p_today date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one ledger.reclaim;
  most bigint;
begin
  select * into one from ledger.reclaim where id = p_reclaim and budget_id = p_budget for update;
  if not found or one.status <> 'PROPOSED' then perform kernel.refuse('WRONG_STATE'); end if;
  if p_pence > 0 then
    if p_today < one.decide_from then perform kernel.refuse('NOTICE_NOT_OVER', jsonb_build_object('decideFrom', one.decide_from)); end if;
    most := least(one.proposed_pence, ledger.surplus(p_budget, p_today, (select r.pence from ledger.reserve_of(one.council_id, p_budget, p_today) r)));
    if p_pence > most then perform kernel.refuse('RECLAIM_TOO_MUCH', jsonb_build_object('mostPence', most::text)); end if;
    perform ledger.give_back(one.council_id, p_budget, p_reclaim, p_pence, p_today, p_at, p_acting);
  end if;
  update ledger.reclaim set status = case when p_pence > 0 then 'TAKEN' else 'LEFT' end, taken_pence = p_pence, reason = p_reason, decided_by = p_acting.actor_id, decided_at = p_at
  where council_id = one.council_id and id = one.id;
  perform ledger.add_decision(one.council_id, one.id, p_budget, case when p_pence > 0 then 'RECLAIM_TAKEN' else 'RECLAIM_LEFT' end, p_today, p_pence, one.proposed_pence, p_reason, p_acting.actor_id, p_at);
end $$;

-- The person, or who acts for them, says that they do not agree. The officer reads it before deciding.
create function ledger.disagree_with_reclaim(p_reclaim uuid, p_words text, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ledger.reclaim set disagreement = p_words, disagreed_by = p_actor, disagreed_at = p_at where id = p_reclaim and status = 'PROPOSED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- What is owed to a funder is paid from what is available, as far as it goes.
create function ledger.pay_what_is_owed(p_council uuid, p_budget uuid, p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  part bigint;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget for update;
  part := least(balance.recoverable_pence, balance.available_pence);
  if part > 0 then
    perform ledger.post((p_council, ledger.caused_id(p_group, 'OWED_PAID'), null, p_group, 'OWED_PAID', balance.available_account, 'available',
      ledger.account_for(p_council, 'recoverable', p_budget, null, null), 'recoverable', part, p_budget, null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  end if;
  return part;
end $$;

-- Sums apart ---------------------------------------------------------------------------------------------------------

create function ledger.set_sum_apart(p_council uuid, p_budget uuid, p_id uuid, p_kind text, p_amount bigint, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_apart ledger.sum_apart;
begin
  select * into now_apart from ledger.sum_apart where budget_id = p_budget and kind = p_kind;
  if p_amount < coalesce(now_apart.opened_pence, 0) then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'amountPence',
      'message', 'Write at least as much as has been opened already.'))));
  end if;
  insert into ledger.sum_apart (council_id, budget_id, kind, amount_pence) values (p_council, p_budget, p_kind, p_amount)
  on conflict (council_id, budget_id, kind) do update set amount_pence = excluded.amount_pence;
  perform ledger.add_decision(p_council, p_id, p_budget, p_kind || '_SET', p_today, p_amount, coalesce(now_apart.amount_pence, 0), p_reason, p_actor, p_at);
end $$;

-- An approver opens a part of the contingency: funder → available. Refuses CONTINGENCY_SHORT {leftPence}.
create function ledger.open_contingency(p_council uuid, p_budget uuid, p_id uuid, p_pence bigint, p_funding_kind text, p_reason text, p_today date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  apart ledger.sum_apart;
begin
  select * into apart from ledger.sum_apart where budget_id = p_budget and kind = 'CONTINGENCY' for update;
  if p_pence > coalesce(apart.amount_pence - apart.opened_pence, 0) then
    perform kernel.refuse('CONTINGENCY_SHORT', jsonb_build_object('leftPence', coalesce(apart.amount_pence - apart.opened_pence, 0)::text));
  end if;
  update ledger.sum_apart set opened_pence = opened_pence + p_pence where budget_id = p_budget and kind = 'CONTINGENCY';
  perform ledger.post((p_council, p_id, null, p_id, 'CONTINGENCY', ledger.account_for(p_council, 'funder', null, null, p_funding_kind), 'funder',
    (select v.available_account from ledger.budget_balance v where v.budget_id = p_budget), 'available', p_pence, p_budget, null, null, p_today, p_at,
    p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  perform ledger.add_decision(p_council, p_id, p_budget, 'CONTINGENCY_OPENED', p_today, p_pence, null, p_reason, p_acting.actor_id, p_at);
  update ledger.budget_decision set put_in_pence = p_pence where council_id = p_council and id = p_id;
end $$;

-- States -------------------------------------------------------------------------------------------------------------

-- The state that a budget should have on a day; CLOSED only when nothing is promised, owed or waiting to be paid.
create function ledger.state_due(p_budget uuid, p_today date) returns text language sql stable set search_path = pg_catalog as $$
  select case
    when b.status = 'CLOSED' then 'CLOSED'
    when c.from_on <= p_today then case when v.committed_pence = 0 and v.accrued_pence = 0 and v.invoiced_pence = 0 then 'CLOSED' else 'CLOSING' end
    when exists (select 1 from ledger.budget_pause p where p.budget_id = b.id and p.covers @> p_today) then 'PAUSED'
    else 'ACTIVE' end
  from ledger.budget b join ledger.budget_balance v on v.budget_id = b.id left join ledger.budget_closing c on c.budget_id = b.id
  where b.id = p_budget
$$;

-- Budgets whose pause, restart or end has come, for the job.
create function ledger.budgets_to_turn(p_today date) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select b.id from ledger.budget b
  where (b.status = 'PAUSED' or exists (select 1 from ledger.budget_pause p where p.budget_id = b.id and p.covers @> p_today)
    or exists (select 1 from ledger.budget_closing c where c.budget_id = b.id and c.closed_at is null and c.from_on <= p_today))
    and b.status <> ledger.state_due(b.id, p_today)
  order by b.id
$$;

-- Turns a budget to the state of the day. One that ends pays what it owes and gives what is left back to its funders;
-- p_id is the posting group of that. Gives the state before and now.
create function ledger.turn_budget(p_budget uuid, p_id uuid, p_today date, p_at timestamptz, p_acting ledger.acting)
returns table (council_id uuid, person_id uuid, state_before text, state_now text, from_on date, cause text, owed_paid_pence bigint, reclaimed_pence bigint)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  the_budget ledger.budget;
  due text;
  owed bigint := 0;
  rest bigint := 0;
begin
  perform 1 from ledger.budget_balance v where v.budget_id = p_budget for update;
  select * into the_budget from ledger.budget b where b.id = p_budget;
  due := ledger.state_due(p_budget, p_today);
  if due is null then perform kernel.refuse('NO_BUDGET'); end if;
  if due = 'CLOSED' and the_budget.status <> 'CLOSED' then
    owed := ledger.pay_what_is_owed(the_budget.council_id, p_budget, p_id, p_today, p_at, p_acting);
    select greatest(v.available_pence - ledger.never_reclaimed(p_budget, p_today), 0) into rest from ledger.budget_balance v where v.budget_id = p_budget;
    if rest > 0 then perform ledger.give_back(the_budget.council_id, p_budget, p_id, rest, p_today, p_at, p_acting); end if;
    update ledger.reclaim r set status = 'LEFT', reason = 'The budget closed.', decided_by = p_acting.actor_id, decided_at = p_at where r.budget_id = p_budget and r.status = 'PROPOSED';
    update ledger.budget_closing c set closed_at = p_at where c.budget_id = p_budget;
    delete from ledger.instalment i where i.budget_id = p_budget and i.posted_at is null;
  end if;
  update ledger.budget b set status = due where b.id = p_budget and b.status <> due;
  return query select the_budget.council_id, the_budget.person_id, the_budget.status, due, c.from_on, c.cause, owed, rest
  from (select 1) always left join ledger.budget_closing c on c.budget_id = p_budget;
end $$;

grant execute on function ledger.check_seen, ledger.plan_facts, ledger.replace_plan, ledger.budgets_to_plan, ledger.change_amount, ledger.add_yearly_sum, ledger.post_difference,
  ledger.pause_budget, ledger.restart_budget, ledger.begin_closing, ledger.propose_reclaims, ledger.decide_reclaim, ledger.disagree_with_reclaim,
  ledger.pay_what_is_owed, ledger.set_sum_apart, ledger.open_contingency, ledger.budgets_to_turn, ledger.turn_budget to owncourse_app;
