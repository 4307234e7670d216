-- Money that comes back after a visit was confirmed: it was questioned, and settled for less (model.md "Money", credit note).

-- What a provider gives back of what was paid comes in through settlement; a budget's net flow of "paid" counts it.
create or replace function ledger.post_all(p_transfers ledger.transfer[]) returns void language plpgsql set search_path = pg_catalog as $$
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
      sum(case when g.to_kind in ('paid', 'settlement') then g.amount_pence when g.from_kind in ('paid', 'settlement') then -g.amount_pence else 0 end) as paid,
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

-- What each funder has borne of what was delivered, less what came back of it; a credit belongs to the days of its visit.
create or replace function ledger.count_funder_totals(p_budget uuid) returns table (council_id uuid, shares_from date, funding_kind text, amount_pence bigint)
language sql stable set search_path = pg_catalog as $$
  select s.council_id, lower(d.stands), s.funding_kind, sum(case t.kind when 'CREDITED' then -s.amount_pence else s.amount_pence end)::bigint
  from ledger.accrual_share s
  join ledger.transfer t on t.council_id = s.council_id and t.id = s.transfer_id
  left join ledger.transfer a on t.kind = 'CREDITED' and a.council_id = t.council_id and a.id = ledger.caused_id(t.posting_group, 'ACCRUED')
  join ledger.share_stands(p_budget) d on d.stands @> coalesce(a.effective_on, t.effective_on)
  where s.budget_id = p_budget and d.sources > 1
  group by s.council_id, d.stands, s.funding_kind
$$;

create or replace function ledger.funder_accounts(p_council uuid, p_budgets uuid[], p_from date, p_to date)
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
    select case when p_budgets is not null then t.budget_id end, s.funding_kind, 0, case t.kind when 'CREDITED' then -s.amount_pence else s.amount_pence end, 0
    from moved t join ledger.accrual_share s on s.council_id = t.council_id and s.transfer_id = t.id
    union all
    -- What was written down wrongly and put back was bought by nobody.
    select case when p_budgets is not null then t.budget_id end, s.funding_kind, 0, -s.amount_pence, 0
    from moved t join ledger.accrual_share s on s.council_id = t.council_id and s.transfer_id = t.posting_group
    where t.kind = 'EXPENSE_REVERSED'
  ) moves where kind <> '' group by budget_id, kind order by budget_id, kind
$$;

create or replace function ledger.funds_held(p_today date)
returns table (budget_id uuid, person_id uuid, council_id uuid, from_on date, until_on date, came_in_pence bigint, bought_pence bigint, left_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select h.budget_id, b.person_id, h.council_id, lower(h.covers), upper(h.covers),
    coalesce(sum(t.amount_pence) filter (where t.to_kind = 'available' and t.from_kind in ('funder', 'person')), 0)::bigint,
    (coalesce(sum(t.amount_pence) filter (where t.to_kind = 'accrued'), 0) - coalesce(sum(t.amount_pence) filter (where t.kind = 'CREDITED'), 0))::bigint,
    case when h.covers @> p_today then v.available_pence end
  from ledger.holding h
  join ledger.budget b on b.id = h.budget_id
  join ledger.budget_balance v on v.budget_id = h.budget_id
  left join ledger.transfer t on t.budget_id = h.budget_id and h.covers @> t.effective_on
  where h.route = 'INDIVIDUAL_SERVICE_FUND' and h.payer_id = kernel.scope_organisation() and lower(h.covers) <= p_today
  group by h.budget_id, b.person_id, h.council_id, h.covers, v.available_pence
  order by lower(h.covers) desc, h.budget_id
$$;

-- What was taken off a payment, or paid back, is a movement of the account too.
create or replace function ledger.bank_entries(p_budgets uuid[], p_from date, p_to date)
returns table (budget_id uuid, kind text, entry_id uuid, on_day date, amount_pence bigint, payee text)
language sql stable set search_path = pg_catalog as $$
  select e.budget_id, 'EXPENSE', e.id, e.spent_on, -e.amount_pence, e.payee
  from ledger.expense e where e.budget_id = any (p_budgets) and e.reversed_at is null and e.spent_on between p_from and p_to
  union all
  select t.budget_id, 'INVOICE', t.id, t.effective_on, case t.kind when 'PAID' then -t.amount_pence else t.amount_pence end, null
  from ledger.transfer t where t.budget_id = any (p_budgets) and t.kind in ('PAID', 'SET_OFF', 'REFUNDED') and t.effective_on between p_from and p_to
  union all
  select m.budget_id, m.kind, ledger.caused_id(m.budget_id, m.kind || ':' || m.effective_on), m.effective_on, sum(m.amount)::bigint, null
  from (
    select t.budget_id, t.effective_on,
      case when t.to_kind <> 'available' then 'GIVEN_BACK' when t.from_kind = 'funder' then 'COUNCIL' else 'MY_PART' end as kind,
      case when t.to_kind = 'available' then t.amount_pence else -t.amount_pence end as amount
    from ledger.transfer t
    where t.budget_id = any (p_budgets) and t.effective_on between p_from and p_to
      and ((t.from_kind in ('funder', 'person') and t.to_kind = 'available') or (t.from_kind = 'available' and t.to_kind in ('funder', 'person', 'reclaimed')))
  ) m group by m.budget_id, m.kind, m.effective_on
$$;

-- How a credit is shared: as the delivery was, by largest remainder of its frozen parts, so that all of it gives back exactly
-- what each funder bore, and no funder ever gets more than it bore.
create function ledger.reverse_split(p_council uuid, p_accrual uuid, p_pence bigint) returns table (funding_kind text, amount_pence bigint)
language sql stable set search_path = pg_catalog as $$
  with part as (
    select s.funding_kind, p_pence::numeric * s.amount_pence as weighed, sum(s.amount_pence) over () as whole
    from ledger.accrual_share s where s.council_id = p_council and s.transfer_id = p_accrual
  ), fair as (
    select p.funding_kind, div(p.weighed, p.whole) as base, mod(p.weighed, p.whole) as rest from part p
  )
  select f.funding_kind,
    (f.base + case when row_number() over (order by f.rest desc, f.funding_kind) <= p_pence - sum(f.base) over () then 1 else 0 end)::bigint
  from fair f
$$;
grant execute on function ledger.reverse_split, ledger.caused_id to owncourse_auditor;

-- Gives back a part or all of what confirmed deliveries cost: to available, from accrued while no approved invoice has the money,
-- else from invoiced, which goes below zero when it was paid (the provider owes). Once for each delivery; the same again is
-- nothing. The funders' shares and own money above a cap go back in the same part. A budget that has closed is closing again.
-- Arrays run side by side. Refuses NO_BUDGET, WRONG_STATE where there is no such delivery or less of it.
create function ledger.credit(p_councils uuid[], p_deliveries uuid[], p_providers uuid[], p_amounts bigint[], p_from_invoiced boolean[],
  p_on date, p_at timestamptz, p_acting ledger.acting) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  credits ledger.transfer[];
  own record;
begin
  perform ledger.lock_budgets(array(
    select distinct a.budget_id from unnest(p_councils, p_deliveries) as g (council_id, delivery_id)
    join ledger.transfer a on a.council_id = g.council_id and a.id = ledger.caused_id(g.delivery_id, 'ACCRUED')), false);
  if exists (
    select 1 from unnest(p_councils, p_deliveries, p_amounts) as g (council_id, delivery_id, amount)
    left join ledger.transfer a on a.council_id = g.council_id and a.id = ledger.caused_id(g.delivery_id, 'ACCRUED') and a.kind = 'CONFIRMED'
    left join ledger.transfer c on c.council_id = g.council_id and c.id = ledger.caused_id(g.delivery_id, 'CREDITED')
    where a.id is null or g.amount < 1 or g.amount > a.amount_pence or c.amount_pence <> g.amount
  ) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  credits := array(
    select (g.council_id, ledger.caused_id(g.delivery_id, 'CREDITED'), null, g.delivery_id, 'CREDITED',
      case when g.from_invoiced then ledger.account_for(g.council_id, 'invoiced', a.budget_id, g.provider_id, null) else b.accrued_account end,
      case when g.from_invoiced then 'invoiced' else 'accrued' end,
      b.available_account, 'available', g.amount, a.budget_id, a.hold_id, a.order_id, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_deliveries, p_providers, p_amounts, p_from_invoiced) with ordinality as g (council_id, delivery_id, provider_id, amount, from_invoiced, turn)
    join ledger.transfer a on a.council_id = g.council_id and a.id = ledger.caused_id(g.delivery_id, 'ACCRUED')
    join ledger.budget_balance b on b.budget_id = a.budget_id
    where not exists (select 1 from ledger.transfer c where c.council_id = g.council_id and c.id = ledger.caused_id(g.delivery_id, 'CREDITED'))
    order by g.turn);
  if cardinality(credits) = 0 then return; end if;
  perform ledger.post_all(credits);
  with frozen as (
    insert into ledger.accrual_share (council_id, transfer_id, budget_id, funding_kind, amount_pence)
    select c.council_id, c.id, c.budget_id, r.funding_kind, r.amount_pence
    from unnest(credits) c cross join lateral ledger.reverse_split(c.council_id, ledger.caused_id(c.posting_group, 'ACCRUED'), c.amount_pence) r
    returning council_id, transfer_id, budget_id, funding_kind, amount_pence
  ), back as (
    select f.budget_id, lower(d.stands) as shares_from, f.funding_kind, sum(f.amount_pence)::bigint as pence
    from frozen f
    join unnest(credits) c on c.council_id = f.council_id and c.id = f.transfer_id
    join ledger.transfer a on a.council_id = c.council_id and a.id = ledger.caused_id(c.posting_group, 'ACCRUED')
    cross join lateral ledger.share_stands(f.budget_id) d
    where d.stands @> a.effective_on and d.sources > 1
    group by 1, 2, 3
  )
  update ledger.funder_total t set amount_pence = t.amount_pence - b.pence
  from back b where t.budget_id = b.budget_id and t.shares_from = b.shares_from and t.funding_kind = b.funding_kind;
  -- What is owed of own money is the part that stands, rounded once, as if no more had been confirmed.
  for own in
    update ledger.own_money m set owed_pence = s.stands, state = case when s.stands = 0 then 'GIVEN_BACK' else 'OWED' end
    from (
      select o.council_id, o.id, o.owed_pence - round(o.agreed_pence::numeric * (a.amount_pence - c.amount_pence) / h.planned_pence)::bigint as back,
        round(o.agreed_pence::numeric * (a.amount_pence - c.amount_pence) / h.planned_pence)::bigint as stands, c.posting_group
      from unnest(credits) c
      join ledger.transfer a on a.council_id = c.council_id and a.id = ledger.caused_id(c.posting_group, 'ACCRUED')
      join ledger.own_money o on o.council_id = c.council_id and o.id = c.hold_id and o.state = 'OWED'
      join ledger.hold h on h.council_id = o.council_id and h.id = o.id
    ) s
    where m.council_id = s.council_id and m.id = s.id and s.back > 0
    returning m.council_id, m.id as hold_id, m.provider_id, m.order_id, s.posting_group, s.back
  loop
    perform ledger.post((own.council_id, ledger.caused_id(own.hold_id, 'OWN_MONEY_CREDITED'), null, own.posting_group, 'OWN_MONEY_CREDITED',
      ledger.account_for(own.council_id, 'provider_payable', null, own.provider_id, null), 'provider_payable',
      ledger.account_for(own.council_id, 'card_clearing', null, own.provider_id, null), 'card_clearing',
      own.back, null, own.hold_id, own.order_id, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  end loop;
  -- What comes back to a budget that has closed goes to its funders when the last of it is settled.
  update ledger.budget_closing k set closed_at = null
  from ledger.budget b where b.id = k.budget_id and b.status = 'CLOSED' and b.id in (select c.budget_id from unnest(credits) c);
  update ledger.budget b set status = 'CLOSING' where b.status = 'CLOSED' and b.id in (select c.budget_id from unnest(credits) c);
end $$;

-- A provider gave back what it owed: it was taken off a payment (SET_OFF) or paid back (REFUNDED). Each cause once.
create function ledger.recover(p_councils uuid[], p_causes uuid[], p_kinds text[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[],
  p_on date, p_at timestamptz, p_acting ledger.acting) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.cause, g.kind), null, g.cause, g.kind,
      ledger.account_for(g.council_id, 'settlement', null, null, null), 'settlement',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null), 'invoiced', g.amount, g.budget_id, null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_causes, p_kinds, p_providers, p_budgets, p_amounts) with ordinality as g (council_id, cause, kind, provider_id, budget_id, amount, turn)
    where g.kind in ('SET_OFF', 'REFUNDED') order by g.turn));
end $$;

grant execute on function ledger.credit, ledger.recover to owncourse_app;
