-- A week in which one part of a divided budget does not reach is named as one of the whole is, though the whole would reach.

-- The way of the part that runs short first; null: the whole does.
alter table ledger.short_week add column part_route text;

-- As before, and each part of the divided budgets. In a week in which the whole runs short it is the whole that is named.
create or replace function ledger.note_short_weeks(p_today date, p_at timestamptz) returns table (short int, announced int)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  over_now int;
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
      max(-r.left_pence) over (partition by r.budget_id) as missing_in_all, null::text as part_route
    from running r where r.left_pence < 0
    union all
    select b.council_id, b.id, q.on_day, date_trunc('week', q.on_day::timestamp)::date, -q.left_pence, max(-q.left_pence) over (partition by b.id, q.part_id), p.route
    from ledger.budget_balance v
    join ledger.budget b on b.id = v.budget_id and b.status = 'ACTIVE'
    cross join lateral ledger.projected_parts(b.id, p_today, through) q
    join ledger.part_balance p on p.budget_id = b.id and p.part_id = q.part_id
    where v.is_split and q.left_pence < 0
  ), weeks as (
    select f.*, row_number() over (partition by f.budget_id order by f.week_starting, f.part_route is not null, f.on_date, f.part_route) as place from (
      select b.council_id, b.budget_id, b.week_starting, b.part_route, min(b.on_day) as on_date, max(b.missing)::bigint as missing, max(b.missing_in_all)::bigint as missing_in_all
      from below b group by b.council_id, b.budget_id, b.week_starting, b.part_route
    ) f
  ), back as (
    select s.budget_id, s.week_starting from ledger.short_week s join weeks w on w.place = 1 and w.council_id = s.council_id and w.budget_id = s.budget_id and w.week_starting = s.week_starting
    where s.cleared_at is not null
  ), noted as (
    insert into ledger.short_week as s (council_id, budget_id, week_starting, on_date, missing_pence, missing_in_all_pence, first_seen_at, seen_at, part_route)
    select w.council_id, w.budget_id, w.week_starting, w.on_date, w.missing, w.missing_in_all, p_at, p_at, w.part_route from weeks w where w.place = 1 order by w.budget_id
    on conflict (council_id, budget_id, week_starting) do update set on_date = excluded.on_date, missing_pence = excluded.missing_pence,
      missing_in_all_pence = excluded.missing_in_all_pence, seen_at = excluded.seen_at, part_route = excluded.part_route, cleared_at = null,
      said = s.said + case when s.cleared_at is null then 0 else 1 end
    returning s.council_id, s.budget_id, s.week_starting, s.on_date, s.missing_pence, s.missing_in_all_pence, s.part_route, s.said,
      s.xmax = 0 or exists (select 1 from back k where k.budget_id = s.budget_id and k.week_starting = s.week_starting) as is_new
  ), cleared as (
    update ledger.short_week s set cleared_at = p_at
    where s.cleared_at is null and not exists (
      select 1 from weeks w where w.place = 1 and w.budget_id = s.budget_id and w.council_id = s.council_id and w.week_starting = s.week_starting)
    returning s.council_id, s.budget_id, s.week_starting, s.said
  ), ended as (
    select kernel.append_event(ledger.caused_id(c.budget_id, 'SHORT_WEEK_OVER:' || c.week_starting || ':' || c.said), 'ledger.short-week-over', 1, c.council_id,
      jsonb_build_object('budgetId', c.budget_id, 'personId', b.person_id, 'weekStarting', c.week_starting,
        'warningId', ledger.short_week_warning(c.budget_id, c.week_starting, c.said)), p_at) as done
    from cleared c join ledger.budget b on b.id = c.budget_id
  ), told as (
    select n.is_new, case when n.is_new then kernel.append_event(ledger.short_week_warning(n.budget_id, n.week_starting, n.said), 'ledger.short-week-ahead', 1,
      n.council_id, jsonb_build_object('budgetId', n.budget_id, 'personId', b.person_id, 'weekStarting', n.week_starting, 'onDate', n.on_date,
        'missingPence', n.missing_pence::text, 'missingInAllPence', n.missing_in_all_pence::text,
        'warningId', ledger.short_week_warning(n.budget_id, n.week_starting, n.said))
        || case when n.part_route is null then '{}' else jsonb_build_object('partRoute', n.part_route) end, p_at) end as done
    from noted n join ledger.budget b on b.id = n.budget_id
  )
  -- What is over is told where it is counted: a select that nobody reads is not run.
  select count(*)::int, (count(*) filter (where t.is_new))::int, (select count(*)::int from ended) into short, announced, over_now from told t;
  return next;
end $$;
