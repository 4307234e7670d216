-- Who pays for a budget and who holds its money, from a day on; and what each funder's share bought (model.md "Money").

-- The shares from a day on, in place of all that were known for that day and later. What was split before stays as it was.
create function ledger.set_funders(p_council uuid, p_budget uuid, p_id uuid, p_from date, p_sources jsonb, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  ends_before constant date := (select upper(p.covers) from ledger.budget_period p where p.budget_id = p_budget order by lower(p.covers) desc limit 1);
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_from, p_today, 'fromDate');
  delete from ledger.funding_source f where f.budget_id = p_budget and lower(f.covers) >= p_from;
  update ledger.funding_source f set covers = daterange(lower(f.covers), p_from) where f.budget_id = p_budget and f.covers @> p_from;
  insert into ledger.funding_source (council_id, budget_id, kind, weight, covers)
  select p_council, p_budget, s.kind, s.weight, daterange(p_from, ends_before) from jsonb_to_recordset(p_sources) as s (kind text, weight int);
  perform ledger.add_decision(p_council, p_id, p_budget, 'FUNDERS', p_from, null, null, p_reason, p_actor, p_at);
end $$;

-- Who holds the money from a day on: one way or a mix. Nothing moves; an Individual Service Fund goes with the person.
create function ledger.set_holding(p_council uuid, p_budget uuid, p_id uuid, p_from date, p_routes jsonb, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  ends_before constant date := (select upper(p.covers) from ledger.budget_period p where p.budget_id = p_budget order by lower(p.covers) desc limit 1);
begin
  perform ledger.refuse_ended(p_budget);
  perform ledger.check_from_day(p_budget, p_from, p_today, 'fromDate');
  delete from ledger.holding h where h.budget_id = p_budget and lower(h.covers) >= p_from;
  update ledger.holding h set covers = daterange(lower(h.covers), p_from) where h.budget_id = p_budget and h.covers @> p_from;
  insert into ledger.holding (council_id, budget_id, route, payer_id, covers)
  select p_council, p_budget, r.route, r."payerId", daterange(p_from, ends_before) from jsonb_to_recordset(p_routes) as r (route text, "payerId" uuid);
  perform ledger.add_decision(p_council, p_id, p_budget, 'HOLDING', p_from, null, null, p_reason, p_actor, p_at);
end $$;

-- Providers that hold the person's money as an Individual Service Fund on a day.
create function ledger.fund_providers(p_budget uuid, p_on date) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select h.payer_id from ledger.holding h where h.budget_id = p_budget and h.route = 'INDIVIDUAL_SERVICE_FUND' and h.covers @> p_on order by 1
$$;

-- Each funder's account for the days from p_from to p_to: budget by budget for those named, or of all the council's together
-- (then budget_id is null). Put in is net of what was taken back; bought is its frozen share of everything delivered or paid;
-- given back is what was over. Whether the reader may know is for the caller to ask.
create function ledger.funder_accounts(p_council uuid, p_budgets uuid[], p_from date, p_to date)
returns table (budget_id uuid, kind text, put_in_pence bigint, bought_pence bigint, given_back_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with moved as (
    select * from ledger.transfer t
    where (p_budgets is null or t.budget_id = any (p_budgets)) and (p_council is null or t.council_id = p_council) and t.effective_on between p_from and p_to
  )
  select budget_id, kind, sum(put_in)::bigint, sum(bought)::bigint, sum(given_back)::bigint from (
    select case when p_budgets is not null then t.budget_id end as budget_id, a.funding_kind as kind,
      case when t.from_kind = 'funder' then t.amount_pence else -t.amount_pence end as put_in, 0::bigint as bought, 0::bigint as given_back
    from moved t join ledger.account a on a.council_id = t.council_id and a.id = case 'funder' when t.from_kind then t.from_account else t.to_account end
    where 'funder' in (t.from_kind, t.to_kind)
    union all
    select case when p_budgets is not null then t.budget_id end, a.funding_kind, 0, 0, case when t.to_kind = 'reclaimed' then t.amount_pence else -t.amount_pence end
    from moved t join ledger.account a on a.council_id = t.council_id and a.id = case 'reclaimed' when t.from_kind then t.from_account else t.to_account end
    where 'reclaimed' in (t.from_kind, t.to_kind)
    union all
    select case when p_budgets is not null then t.budget_id end, s.funding_kind, 0, s.amount_pence, 0
    from moved t join ledger.accrual_share s on s.council_id = t.council_id and s.transfer_id = t.id
    union all
    -- What was written down wrongly and put back was bought by nobody.
    select case when p_budgets is not null then t.budget_id end, s.funding_kind, 0, -s.amount_pence, 0
    from moved t join ledger.accrual_share s on s.council_id = t.council_id and s.transfer_id = t.posting_group
    where t.kind = 'EXPENSE_REVERSED'
  ) moves where kind <> '' group by budget_id, kind order by budget_id, kind
$$;

-- A provider sees that it holds somebody's money, and in which days; nothing of who held it before or after.
create policy holder_reads on ledger.holding for select to owncourse_app
  using (route = 'INDIVIDUAL_SERVICE_FUND' and payer_id = (select kernel.scope_organisation()));

-- The funds that the reader's organisation holds or held, each with what happened in its own days; what is left only while it
-- holds the money alone to tell. Nothing for readers who work for nobody.
create function ledger.funds_held(p_today date)
returns table (budget_id uuid, person_id uuid, council_id uuid, from_on date, until_on date, came_in_pence bigint, bought_pence bigint, left_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select h.budget_id, b.person_id, h.council_id, lower(h.covers), upper(h.covers),
    coalesce(sum(t.amount_pence) filter (where t.to_kind = 'available' and t.from_kind in ('funder', 'person')), 0)::bigint,
    coalesce(sum(t.amount_pence) filter (where t.to_kind = 'accrued'), 0)::bigint,
    case when h.covers @> p_today then v.available_pence end
  from ledger.holding h
  join ledger.budget b on b.id = h.budget_id
  join ledger.budget_balance v on v.budget_id = h.budget_id
  left join ledger.transfer t on t.budget_id = h.budget_id and h.covers @> t.effective_on
  where h.route = 'INDIVIDUAL_SERVICE_FUND' and h.payer_id = kernel.scope_organisation() and lower(h.covers) <= p_today
  group by h.budget_id, b.person_id, h.council_id, h.covers, v.available_pence
  order by lower(h.covers) desc, h.budget_id
$$;

grant execute on function ledger.set_funders, ledger.set_holding, ledger.fund_providers, ledger.funder_accounts, ledger.funds_held to owncourse_app;
