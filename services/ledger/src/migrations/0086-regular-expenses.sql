-- What somebody pays again and again off the platform: wages each week, insurance each year. A plan: it holds no money.

-- One stretch of a plan: a change from a day ends the stretch before and begins another of the same thread.
create table ledger.regular_expense (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  thread_id uuid not null,
  kind text not null references ledger.expense_kind,
  payee text not null,
  amount_pence bigint not null check (amount_pence > 0),
  every text not null check (every in ('WEEK', 'TWO_WEEKS', 'FOUR_WEEKS', 'MONTH', 'QUARTER', 'YEAR')),
  -- The day of its first payment; the others follow from it.
  first_on date not null,
  -- From the first payment to the day after the last; empty where it was changed before it began.
  covers daterange not null check (isempty(covers) or not lower_inf(covers)),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  on_behalf_of uuid,
  mandate_id uuid,
  primary key (council_id, id),
  unique (id),
  constraint regular_expense_once exclude using gist (thread_id with =, covers with &&),
  foreign key (council_id, budget_id) references ledger.budget
);
create index regular_expense_of_budget on ledger.regular_expense (budget_id, thread_id);

-- The expense that was written down for one day of a plan, which takes its place.
create table ledger.regular_payment (
  council_id uuid not null,
  budget_id uuid not null,
  thread_id uuid not null,
  due_on date not null,
  expense_id uuid not null,
  -- When the expense was put back; then the day is to come again.
  undone_at timestamptz,
  primary key (council_id, expense_id),
  foreign key (council_id, budget_id) references ledger.budget,
  foreign key (council_id, expense_id) references ledger.expense
);
create unique index regular_payment_once on ledger.regular_payment (thread_id, due_on) where undone_at is null;

select kernel.protect_table(t::regclass, 'exists (select 1 from ledger.budget b where b.id = budget_id)')
from unnest(array['ledger.regular_expense', 'ledger.regular_payment']) t;

create function ledger.regular_step(p_every text, p_number int) returns interval language sql immutable set search_path = pg_catalog as $$
  select case p_every when 'WEEK' then make_interval(days => 7 * p_number) when 'TWO_WEEKS' then make_interval(days => 14 * p_number)
    when 'FOUR_WEEKS' then make_interval(days => 28 * p_number) when 'MONTH' then make_interval(months => p_number)
    when 'QUARTER' then make_interval(months => 3 * p_number) else make_interval(years => p_number) end
$$;

-- Each day of each plan within some days and within the budget, with the expense that was written down for it. Days after
-- the 28th fall on the last of shorter months. p_budgets null: every budget. As whoever asks.
create function ledger.regular_days(p_budgets uuid[], p_from date, p_to date)
returns table (council_id uuid, budget_id uuid, thread_id uuid, due_on date, amount_pence bigint, every text, kind text, payee text, expense_id uuid)
language sql stable set search_path = pg_catalog as $$
  select r.council_id, r.budget_id, r.thread_id, d.due_on, r.amount_pence, r.every, r.kind, r.payee, p.expense_id
  from ledger.regular_expense r
  join ledger.budget_period q on q.budget_id = r.budget_id
  cross join lateral generate_series(0, greatest(0, (p_to - r.first_on) / case r.every when 'WEEK' then 7 when 'TWO_WEEKS' then 14 else 28 end)) as n
  cross join lateral (select (r.first_on + ledger.regular_step(r.every, n))::date as due_on) d
  left join ledger.regular_payment p on p.thread_id = r.thread_id and p.due_on = d.due_on and p.undone_at is null
  where (p_budgets is null or r.budget_id = any (p_budgets)) and not isempty(r.covers)
    and d.due_on between p_from and p_to and r.covers @> d.due_on and q.covers @> d.due_on
    and not exists (select 1 from ledger.budget_closing c where c.budget_id = r.budget_id and c.from_on <= d.due_on)
$$;

-- What is still to be paid, on its day; what was not written down by then counts today, for as many days as policy says.
create function ledger.regular_moves(p_budgets uuid[], p_today date, p_through date)
returns table (council_id uuid, budget_id uuid, on_day date, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select d.council_id, d.budget_id, greatest(d.due_on, p_today), d.amount_pence
  from ledger.regular_days(p_budgets, p_today - 366, p_through) d
  where d.expense_id is null and d.due_on >= p_today - ledger.policy_number(d.council_id, 'regularOverdueDays', p_today, 28)
$$;

-- A new plan, from today on. Refuses BUDGET_CLOSED, OUTSIDE_BUDGET_PERIOD and NOT_HELD_BY_PERSON.
create function ledger.plan_regular_expense(p_budget uuid, p_id uuid, p_kind text, p_payee text, p_amount bigint, p_every text, p_first date, p_last date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  acting constant ledger.acting := ledger.paying_for(p_budget, p_actor, p_at);
  council uuid;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  select b.council_id into council from ledger.budget b where b.id = p_budget and b.status not in ('CLOSING', 'CLOSED');
  if not found then perform kernel.refuse('BUDGET_CLOSED'); end if;
  if not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> p_first) then
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_first));
  end if;
  if not exists (select 1 from ledger.holding h where h.budget_id = p_budget and h.covers @> p_first and h.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER')) then
    perform kernel.refuse('NOT_HELD_BY_PERSON');
  end if;
  if not exists (select 1 from ledger.expense_kind k where k.code = p_kind and k.retired_at is null) then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'kind', 'message', 'Choose what it is for.'))));
  end if;
  if (select count(distinct r.thread_id) from ledger.regular_expense r where r.budget_id = p_budget and not isempty(r.covers)) >= 50 then perform kernel.refuse('TOO_MANY_REGULAR'); end if;
  insert into ledger.regular_expense values (council, p_id, p_budget, p_id, p_kind, p_payee, p_amount, p_every, p_first, daterange(p_first, p_last, '[]'),
    p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id);
end $$;

-- Ends a plan after a day, and with p_amount goes on in another way from p_from. Days that an expense was written down for
-- stay. Refuses NOT_FOUND, and WRONG_STATE where the plan is over by then.
create function ledger.change_regular_expense(p_thread uuid, p_id uuid, p_from date, p_amount bigint, p_every text, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one ledger.regular_expense;
  acting ledger.acting;
  last_day date;
begin
  select * into one from ledger.regular_expense r where r.thread_id = p_thread limit 1;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  acting := ledger.paying_for(one.budget_id, p_actor, p_at);
  perform ledger.lock_budgets(array[one.budget_id], false);
  select * into one from ledger.regular_expense r where r.thread_id = p_thread and not isempty(r.covers) and (upper_inf(r.covers) or upper(r.covers) > p_from)
    order by lower(r.covers) desc limit 1;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  last_day := upper(one.covers) - 1;
  update ledger.regular_expense r set covers = case when lower(r.covers) >= p_from then 'empty'::daterange else daterange(lower(r.covers), p_from) end
  where r.thread_id = p_thread and not isempty(r.covers) and (upper_inf(r.covers) or upper(r.covers) > p_from);
  if p_amount is not null then
    if p_from > last_day then perform kernel.refuse('WRONG_STATE'); end if;
    insert into ledger.regular_expense values (one.council_id, p_id, one.budget_id, p_thread, one.kind, one.payee, p_amount, p_every, p_from,
      daterange(p_from, last_day, '[]'), p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id);
  end if;
end $$;

-- An expense takes the place of the nearest planned day of the same payee and kind that nothing was written down for: at most
-- half the way to the next one, a month at the most. The budget is locked by whoever writes it down.
create function ledger.meet_regular() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ledger.regular_payment (council_id, budget_id, thread_id, due_on, expense_id)
  select d.council_id, d.budget_id, d.thread_id, d.due_on, new.id
  from ledger.regular_days(array[new.budget_id], new.spent_on - 31, new.spent_on + 31) d
  where d.expense_id is null and d.kind = new.kind and lower(d.payee) = lower(new.payee)
    and abs(d.due_on - new.spent_on) <= case d.every when 'WEEK' then 3 when 'TWO_WEEKS' then 6 when 'FOUR_WEEKS' then 13 when 'MONTH' then 14 else 31 end
  order by abs(d.due_on - new.spent_on), d.due_on, d.thread_id limit 1;
  return null;
end $$;
create trigger meet_regular after insert on ledger.expense for each row execute function ledger.meet_regular();

create function ledger.leave_regular() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ledger.regular_payment p set undone_at = new.reversed_at where p.expense_id = new.id and p.undone_at is null;
  return null;
end $$;
create trigger leave_regular after update of reversed_at on ledger.expense for each row
  when (old.reversed_at is null and new.reversed_at is not null) execute function ledger.leave_regular();

-- What people read as to come counts regular payments too: the nightly look and the screen of weeks. Orders are still
-- checked against held and planned visits alone (ledger.projected): somebody's plan never refuses care.
create or replace function ledger.coming_moves(p_budgets uuid[], p_today date, p_through date)
returns table (council_id uuid, budget_id uuid, on_day date, order_id uuid, coming_in_pence bigint, visit_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select b.council_id, b.id, moves.on_day, moves.order_id, moves.coming_in_pence, moves.visit_pence
  from ledger.budget b
  join (
    select i.budget_id, greatest(i.due_on, p_today) as on_day, null::uuid as order_id, i.amount_pence as coming_in_pence, 0::bigint as visit_pence
    from ledger.instalment i
    where i.posted_at is null and i.due_on <= p_through and (i.kind <> 'CONTRIBUTION' or i.due_on >= p_today) and (p_budgets is null or i.budget_id = any (p_budgets))
    union all
    select h.budget_id, greatest(h.effective_on, p_today), h.order_id, 0, h.planned_pence
    from ledger.hold h
    left join ledger.budget_closing c on c.budget_id = h.budget_id and c.from_on <= h.effective_on
    where c.budget_id is null and not exists (select 1 from ledger.budget_pause u where u.budget_id = h.budget_id and u.covers @> h.effective_on) and h.state in ('PLANNED', 'UNFUNDED') and h.effective_on <= p_through and (h.state = 'PLANNED' or h.effective_on >= p_today)
      and (p_budgets is null or h.budget_id = any (p_budgets))
    union all
    select r.budget_id, r.on_day, null, 0, r.amount_pence from ledger.regular_moves(p_budgets, p_today, p_through) r
  ) moves on moves.budget_id = b.id
  where b.status = 'ACTIVE'
$$;

grant execute on function ledger.regular_step, ledger.regular_days, ledger.regular_moves, ledger.plan_regular_expense, ledger.change_regular_expense to owncourse_app;
