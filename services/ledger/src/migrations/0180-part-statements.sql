-- An account of each part of a divided budget for any time, and of a fund for the provider that holds it (docs/ledger.md "Statements").

-- What one part had before and at the end of some days, and each line of them. Spent counts from p_since on. What moved between parts
-- stands apart from what came in from outside: opening + came in − went back + moved here − moved away = closing, to the penny.
create function ledger.part_period(p_budget uuid, p_part uuid, p_from date, p_to date, p_since date, p_by_recorded boolean)
returns table (opening_left bigint, opening_promised bigint, opening_spent bigint, closing_left bigint, closing_promised bigint, closing_spent bigint,
  came_in bigint, went_back bigint, moved_here bigint, moved_away bigint, lines jsonb)
language sql stable set search_path = pg_catalog as $$
  with side as (
    -- A transfer's two ends; what lies outside of parts, such as "paid", goes with the part at the other end.
    select t.id, t.position, t.posting_group, t.council_id, t.kind, t.amount_pence, t.order_id, t.actor_id, t.effective_on, t.recorded_at, t.from_kind, t.to_kind,
      case when p_by_recorded then (t.recorded_at at time zone 'Europe/London')::date else t.effective_on end as day,
      case when t.from_kind in ('available', 'committed', 'accrued', 'invoiced') then coalesce(nullif(f.part_id, '00000000-0000-0000-0000-000000000000'), p_budget) end as from_part,
      case when t.to_kind in ('available', 'committed', 'accrued', 'invoiced') then coalesce(nullif(o.part_id, '00000000-0000-0000-0000-000000000000'), p_budget) end as to_part,
      case 'invoiced' when t.from_kind then f.provider_id when t.to_kind then o.provider_id end as provider_id
    from ledger.transfer t
    -- A council's own accounts are not the reader's to see; no part is in them.
    left join ledger.account f on f.council_id = t.council_id and f.id = t.from_account
    left join ledger.account o on o.council_id = t.council_id and o.id = t.to_account
    where t.budget_id = p_budget
  ), own as (
    select s.*, coalesce(s.from_part = p_part, true) as from_here, coalesce(s.to_part = p_part, true) as to_here
    from side s where p_part in (s.from_part, s.to_part)
  ), moved as (
    select o.*,
      (case when o.to_here and o.to_kind = 'available' then o.amount_pence else 0 end - case when o.from_here and o.from_kind = 'available' then o.amount_pence else 0 end) as left_moved,
      (case when o.to_here and o.to_kind = 'committed' then o.amount_pence else 0 end - case when o.from_here and o.from_kind = 'committed' then o.amount_pence else 0 end) as promised_moved,
      case when o.day < p_since then 0 else case when o.to_here and o.to_kind in ('accrued', 'invoiced', 'paid', 'settlement') then o.amount_pence else 0 end
        - case when o.from_here and o.from_kind in ('accrued', 'invoiced', 'paid', 'settlement') then o.amount_pence else 0 end end as spent_moved
    from own o
  ), figures as (
    select
      coalesce(sum(left_moved) filter (where day < p_from), 0)::bigint as opening_left, coalesce(sum(promised_moved) filter (where day < p_from), 0)::bigint as opening_promised,
      coalesce(sum(spent_moved) filter (where day < p_from), 0)::bigint as opening_spent,
      coalesce(sum(left_moved) filter (where day <= p_to), 0)::bigint as closing_left, coalesce(sum(promised_moved) filter (where day <= p_to), 0)::bigint as closing_promised,
      coalesce(sum(spent_moved) filter (where day <= p_to), 0)::bigint as closing_spent,
      coalesce(sum(amount_pence) filter (where day between p_from and p_to and from_kind not in ('available', 'committed', 'accrued', 'invoiced', 'paid', 'settlement')), 0)::bigint as came_in,
      coalesce(sum(amount_pence) filter (where day between p_from and p_to and to_kind not in ('available', 'committed', 'accrued', 'invoiced', 'paid', 'settlement')), 0)::bigint as went_back,
      coalesce(sum(amount_pence) filter (where day between p_from and p_to and not from_here), 0)::bigint as moved_here,
      coalesce(sum(amount_pence) filter (where day between p_from and p_to and not to_here), 0)::bigint as moved_away
    from moved
  ), line as (
    select m.*, f.opening_left + sum(m.left_moved) over (order by m.day, m.position) as left_after from moved m, figures f where m.day between p_from and p_to
  )
  select f.*, coalesce((
    select jsonb_agg(jsonb_build_object('id', l.id || case when l.to_here then '' else ':away' end, 'day', l.day, 'effectiveOn', l.effective_on, 'recordedAt', l.recorded_at,
        -- The part that is left behind reads where it went; the other reads what it came for.
        'kind', case when not l.to_here then 'MOVED_AWAY' when l.kind = 'PART_MOVED' then 'MOVED_HERE' else l.kind end,
        'amountPence', l.amount_pence::text, 'leftPence', l.left_after::text, 'orderId', l.order_id, 'providerId', l.provider_id, 'expenseId', e.id, 'payee', e.payee,
        'actorId', l.actor_id) order by l.day, l.position)
    from line l left join ledger.expense e on e.council_id = l.council_id and e.id = l.posting_group
  ), '[]') as lines
  from figures f
$$;

-- Each part of a divided budget that had something, was held, or moved in those days, with whoever held it last by then: of one
-- whose days were decided anew only its balance remembers who that was. As the reader.
create function ledger.part_periods(p_budget uuid, p_from date, p_to date, p_by_recorded boolean)
returns table (part_id uuid, route text, payer_id uuid, opening_left bigint, opening_promised bigint, opening_spent bigint, closing_left bigint, closing_promised bigint, closing_spent bigint,
  came_in bigint, went_back bigint, moved_here bigint, moved_away bigint, lines jsonb)
language sql stable set search_path = pg_catalog as $$
  select p.part_id, case when h.is_last then p.route else coalesce(h.route, p.route) end, case when h.is_last then p.payer_id else coalesce(h.payer_id, p.payer_id) end, s.*
  from ledger.part_balance p
  left join lateral (
    select h.route, h.payer_id, h.covers,
      not h.covers @> p_to and not exists (select 1 from ledger.holding n where n.budget_id = p_budget and n.part_id = p.part_id and lower(n.covers) > p_to) as is_last
    from ledger.holding h where h.budget_id = p_budget and h.part_id = p.part_id and lower(h.covers) <= p_to order by lower(h.covers) desc limit 1
  ) h on true
  cross join lateral ledger.part_period(p_budget, p.part_id, p_from, p_to, '-infinity', p_by_recorded) s
  where p.budget_id = p_budget
    and (s.lines <> '[]' or h.covers && daterange(p_from, p_to, '[]') or (s.opening_left, s.opening_promised, s.opening_spent, s.closing_left, s.closing_promised, s.closing_spent) <> (0, 0, 0, 0, 0, 0))
  order by p.place, p.part_id
$$;

-- The reader's organisation's own account of funds that it holds or held: of its own part, in its own days, by the day a line was for.
-- What was left and promised when it took a fund over stands at its beginning; what was spent before is not its own. Who did what is
-- left out. A fund is named by its budget and the day from which it was held.
create function ledger.fund_periods(p_budgets uuid[], p_starts date[], p_from date, p_to date, p_today date)
returns table (budget_id uuid, from_on date, opening_left bigint, opening_promised bigint, opening_spent bigint, closing_left bigint, closing_promised bigint, closing_spent bigint,
  came_in bigint, went_back bigint, moved_here bigint, moved_away bigint, lines jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select h.budget_id, lower(h.covers), s.opening_left, s.opening_promised, s.opening_spent, s.closing_left, s.closing_promised, s.closing_spent,
    s.came_in, s.went_back, s.moved_here, s.moved_away,
    (select coalesce(jsonb_agg(l.line - 'actorId' - 'expenseId' - 'payee' order by l.turn), '[]') from jsonb_array_elements(s.lines) with ordinality as l (line, turn))
  from unnest(p_budgets, p_starts) as g (budget_id, from_on)
  join ledger.holding h on h.budget_id = g.budget_id and lower(h.covers) = g.from_on and h.route = 'INDIVIDUAL_SERVICE_FUND' and h.payer_id = kernel.scope_organisation()
    and lower(h.covers) <= p_today
  -- Days outside of its own say nothing of anybody else's: they end where its own begin and end.
  cross join lateral ledger.part_period(h.budget_id, coalesce(h.part_id, h.budget_id), least(greatest(p_from, lower(h.covers)), upper(h.covers)),
    greatest(least(p_to, upper(h.covers) - 1), lower(h.covers) - 1), lower(h.covers), false) s
$$;

grant execute on function ledger.part_period, ledger.part_periods, ledger.fund_periods to owncourse_app;
