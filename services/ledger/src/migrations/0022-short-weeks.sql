-- Weeks in which the money will not reach, named before they come.

-- What is to come and to go, one row a move, for active budgets only: while a budget is paused nothing comes in and nobody
-- visits, and the same is so for the days of a pause or after an end that are to come. Planned visits count on their day (overdue ones today), unfunded ones while their day is still to come. A person's
-- contribution counts on its day; one that did not come by then is not counted on.
-- p_budgets null: every budget.
create function ledger.coming_moves(p_budgets uuid[], p_today date, p_through date)
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
  ) moves on moves.budget_id = b.id
  where b.status = 'ACTIVE'
$$;

-- What the nightly look found. A row stays when its week is mended or over, so that nobody is told of it twice.
create table ledger.short_week (
  council_id uuid not null,
  budget_id uuid not null,
  -- Monday.
  week_starting date not null,
  -- The first day on which the money does not reach.
  on_date date not null,
  -- On the worst day of that week, and of all the weeks looked at.
  missing_pence bigint not null check (missing_pence > 0),
  missing_in_all_pence bigint not null check (missing_in_all_pence >= missing_pence),
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  cleared_at timestamptz,
  primary key (council_id, budget_id, week_starting),
  foreign key (council_id, budget_id) references ledger.budget
);
create index short_week_to_come on ledger.short_week (council_id, week_starting, budget_id) where cleared_at is null;
select kernel.protect_table('ledger.short_week', 'exists (select 1 from ledger.budget b where b.id = budget_id)');

-- The nightly look at every budget in one pass: the first week that runs short is noted, what no longer does is cleared, and
-- each budget and week is announced once. One at a time; a copy beside it does nothing. Gives how many are short, how many new.
create function ledger.note_short_weeks(p_today date, p_at timestamptz) returns table (short int, announced int)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  through constant date := date_trunc('week', p_today::timestamp)::date + 181;
begin
  short := 0; announced := 0;
  if not pg_try_advisory_xact_lock(427004) then return next; return; end if;
  with days as (
    select m.council_id, m.budget_id, m.on_day, sum(m.coming_in_pence - m.visit_pence) as moved
    from ledger.coming_moves(null, p_today, through) m group by m.council_id, m.budget_id, m.on_day
  ), running as (
    select d.council_id, d.budget_id, d.on_day, v.available_pence + sum(d.moved) over (partition by d.budget_id order by d.on_day) as left_pence
    from days d join ledger.budget_balance v on v.budget_id = d.budget_id
  ), below as (
    select r.council_id, r.budget_id, r.on_day, date_trunc('week', r.on_day::timestamp)::date as week_starting, -r.left_pence as missing,
      max(-r.left_pence) over (partition by r.budget_id) as missing_in_all
    from running r where r.left_pence < 0
  ), weeks as (
    select b.council_id, b.budget_id, b.week_starting, min(b.on_day) as on_date, max(b.missing)::bigint as missing, max(b.missing_in_all)::bigint as missing_in_all,
      row_number() over (partition by b.budget_id order by b.week_starting) as place
    from below b group by b.council_id, b.budget_id, b.week_starting
  ), noted as (
    insert into ledger.short_week as s (council_id, budget_id, week_starting, on_date, missing_pence, missing_in_all_pence, first_seen_at, seen_at)
    select w.council_id, w.budget_id, w.week_starting, w.on_date, w.missing, w.missing_in_all, p_at, p_at from weeks w where w.place = 1 order by w.budget_id
    on conflict (council_id, budget_id, week_starting) do update set on_date = excluded.on_date, missing_pence = excluded.missing_pence,
      missing_in_all_pence = excluded.missing_in_all_pence, seen_at = excluded.seen_at, cleared_at = null
    returning s.council_id, s.budget_id, s.week_starting, s.on_date, s.missing_pence, s.missing_in_all_pence, s.xmax = 0 as is_new
  ), cleared as (
    update ledger.short_week s set cleared_at = p_at
    where s.cleared_at is null and not exists (
      select 1 from weeks w where w.place = 1 and w.budget_id = s.budget_id and w.council_id = s.council_id and w.week_starting = s.week_starting)
  ), told as (
    select n.is_new, case when n.is_new then kernel.append_event(ledger.caused_id(n.budget_id, 'SHORT_WEEK:' || n.week_starting), 'ledger.short-week-ahead', 1,
      n.council_id, jsonb_build_object('budgetId', n.budget_id, 'personId', b.person_id, 'weekStarting', n.week_starting, 'onDate', n.on_date,
        'missingPence', n.missing_pence::text, 'missingInAllPence', n.missing_in_all_pence::text), p_at) end as done
    from noted n join ledger.budget b on b.id = n.budget_id
  )
  select count(*)::int, (count(*) filter (where t.is_new))::int into short, announced from told t;
  return next;
end $$;

grant execute on function ledger.coming_moves, ledger.note_short_weeks to owncourse_app;
