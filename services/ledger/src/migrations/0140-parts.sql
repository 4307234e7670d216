-- Mixes on one budget: money that is held in several ways at once has dated parts, each with what it gets in a week or with
-- "the rest" (model.md "Ways to hold a budget"). A part is accounts of its own inside its budget, so that each transfer says by
-- its accounts, which the chain seals, whose part it moved. A budget that is held in one way has no parts and no rows here.

-- The part whose account it is; the zero id: the budget's own, which is also its first part once it is divided.
alter table ledger.account add column part_id uuid not null default '00000000-0000-0000-0000-000000000000';
alter table ledger.account drop constraint account_council_id_kind_budget_id_provider_id_funding_kind_key;
alter table ledger.account add constraint account_of_part unique (council_id, kind, budget_id, provider_id, funding_kind, part_id);

alter table ledger.budget_balance add column is_split boolean not null default false;
create unique index budget_balance_split on ledger.budget_balance (budget_id) where is_split;

-- Who is paid for the visit, and the part that its money was set aside from; null: the budget's own. Set when it is held.
alter table ledger.hold add column provider_id uuid, add column part_id uuid;

-- Null part: held in one way. Null sum: the rest, exactly one at a time.
alter table ledger.holding add column part_id uuid, add column weekly_pence bigint check (weekly_pence > 0);
alter table ledger.holding drop constraint holding_pkey;
alter table ledger.holding add primary key (council_id, budget_id, route, payer_id, covers);
alter table ledger.holding drop constraint holding_budget_id_route_covers_excl;
alter table ledger.holding add constraint holding_once exclude using gist (budget_id with =, route with =, payer_id with =, covers with &&);
alter table ledger.holding add constraint holding_part_once exclude using gist (budget_id with =, part_id with =, covers with &&);
alter table ledger.holding add constraint holding_one_rest exclude using gist (budget_id with =, covers with &&) where (part_id is not null and weekly_pence is null);
alter table ledger.holding add constraint holding_sum_of_part check (weekly_pence is null or part_id is not null);

-- What each part has, kept in line under its budget's lock. The budget's own part has the budget's id. Parts that are over stay.
create table ledger.part_balance (
  council_id uuid not null,
  budget_id uuid not null,
  part_id uuid not null,
  -- In which order sums are filled when there is not enough for all.
  place int not null,
  -- Whoever was decided on last to hold it; for a part whose days were all decided anew, and that still owes.
  route text not null,
  payer_id uuid not null,
  available_pence bigint not null default 0 check (available_pence >= 0),
  committed_pence bigint not null default 0 check (committed_pence >= 0),
  accrued_pence bigint not null default 0 check (accrued_pence >= 0),
  invoiced_pence bigint not null default 0,
  available_account uuid not null,
  committed_account uuid not null,
  accrued_account uuid not null,
  primary key (budget_id, part_id),
  foreign key (council_id, budget_id) references ledger.budget
) with (fillfactor = 70);

-- A new division, and whether the money that nothing was promised of has followed it.
create table ledger.split_change (
  council_id uuid not null,
  budget_id uuid not null,
  decision_id uuid not null,
  from_on date not null,
  -- How it was divided before, for a day that has come: [{part, weekly, from}]; null: as it is on the day before.
  was jsonb,
  applied_at timestamptz,
  primary key (budget_id, decision_id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index split_change_to_come on ledger.split_change (from_on) where applied_at is null;

select kernel.protect_table(t::regclass, 'exists (select 1 from ledger.budget b where b.id = budget_id)')
from unnest(array['ledger.part_balance', 'ledger.split_change']) t;

drop function ledger.account_for(uuid, text, uuid, uuid, text);
create function ledger.account_for(p_council uuid, p_kind text, p_budget uuid, p_provider uuid, p_funding_kind text, p_part uuid default null)
returns uuid language plpgsql set search_path = pg_catalog as $$
declare
  found_id uuid;
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  wanted_budget uuid := coalesce(p_budget, nobody);
  wanted_provider uuid := coalesce(p_provider, nobody);
  wanted_part uuid := coalesce(nullif(p_part, p_budget), nobody);
begin
  select a.id into found_id from ledger.account a
  where a.council_id = p_council and a.kind = p_kind and a.budget_id = wanted_budget and a.provider_id = wanted_provider and a.funding_kind = coalesce(p_funding_kind, '') and a.part_id = wanted_part;
  if found then return found_id; end if;
  insert into ledger.account (council_id, id, kind, budget_id, provider_id, funding_kind, part_id)
  values (p_council, md5(concat_ws(':', p_council, p_kind, wanted_budget, wanted_provider, p_funding_kind, nullif(wanted_part, nobody)))::uuid, p_kind, wanted_budget, wanted_provider,
    coalesce(p_funding_kind, ''), wanted_part)
  on conflict do nothing;
  select a.id into found_id from ledger.account a
  where a.council_id = p_council and a.kind = p_kind and a.budget_id = wanted_budget and a.provider_id = wanted_provider and a.funding_kind = coalesce(p_funding_kind, '') and a.part_id = wanted_part;
  return found_id;
end $$;

-- Which part ------------------------------------------------------------------------------------------------------------

-- The part that pays a provider for what is promised on a day: the fund that it holds itself, else the first that is no fund.
-- No row where no part can. For a budget that is not divided: who holds it.
create function ledger.part_for(p_budget uuid, p_provider uuid, p_on date) returns table (part_id uuid, route text, payer_id uuid)
language sql stable set search_path = pg_catalog as $$
  select h.part_id, h.route, h.payer_id
  from ledger.holding h left join ledger.part_balance p on p.budget_id = h.budget_id and p.part_id = h.part_id
  where h.budget_id = p_budget and h.covers @> p_on
    and (h.part_id is null or h.route <> 'INDIVIDUAL_SERVICE_FUND' or h.payer_id = p_provider)
  order by h.part_id is null, h.route = 'INDIVIDUAL_SERVICE_FUND' desc, p.place, case h.route when 'COUNCIL_MANAGED' then 0 else 1 end, h.route limit 1
$$;

-- The part that gets what is not shared out by weekly sums; before the first division and after the last the nearest.
create function ledger.rest_part(p_budget uuid, p_on date) returns uuid language sql stable set search_path = pg_catalog as $$
  select coalesce((
    select h.part_id from ledger.holding h where h.budget_id = p_budget and h.part_id is not null and h.weekly_pence is null
    order by h.covers @> p_on desc, lower(h.covers) <= p_on desc, case when lower(h.covers) <= p_on then p_on - lower(h.covers) else lower(h.covers) - p_on end limit 1
  ), p_budget)
$$;

-- What a weekly sum comes to for the days of a division up to one, pauses left out: rounded once, however often it is paid.
create function ledger.part_due(p_budget uuid, p_weekly bigint, p_from date, p_through date) returns bigint
language sql stable set search_path = pg_catalog as $$
  select case when p_through < p_from then 0 else (p_weekly * (p_through + 1 - p_from - coalesce((
    select sum(upper(u.covers * daterange(p_from, p_through + 1)) - lower(u.covers * daterange(p_from, p_through + 1)))
    from ledger.budget_pause u where u.budget_id = p_budget and u.covers && daterange(p_from, p_through + 1)), 0)) * 2 + 7) / 14 end
$$;

-- How a payment of the council's for the days up to p_through is shared out: the weekly sums in their order, then the rest.
create function ledger.shared_out(p_budget uuid, p_pence bigint, p_due_on date, p_through date, p_funded_through date)
returns table (part_id uuid, pence bigint) language plpgsql stable set search_path = pg_catalog as $$
declare
  one record;
  paid_before constant date := greatest(coalesce(p_funded_through, p_due_on - 1), p_due_on - 1);
  still bigint := p_pence;
begin
  for one in
    select h.part_id, h.weekly_pence, lower(h.covers) as from_on, least(p_through, coalesce(upper(h.covers) - 1, p_through)) as through
    from ledger.holding h join ledger.part_balance p on p.budget_id = h.budget_id and p.part_id = h.part_id
    where h.budget_id = p_budget and h.covers @> p_due_on and h.weekly_pence is not null order by p.place, h.part_id
  loop
    part_id := one.part_id;
    pence := least(greatest(ledger.part_due(p_budget, one.weekly_pence, one.from_on, one.through) - ledger.part_due(p_budget, one.weekly_pence, one.from_on, paid_before), 0), still);
    still := still - pence;
    if pence > 0 then return next; end if;
  end loop;
  part_id := ledger.rest_part(p_budget, p_due_on);
  pence := still;
  if pence > 0 then return next; end if;
end $$;

-- From which parts a sum goes out that is nobody's in particular: the one that it came for, if any, then the rest, then those whose time is over, then the weekly
-- sums, the last of them first.
create function ledger.taken_from(p_budget uuid, p_pence bigint, p_on date, p_first uuid) returns table (part_id uuid, pence bigint)
language sql stable set search_path = pg_catalog as $$
  select t.part_id, t.pence from (
    select q.part_id, q.turn, least(q.available_pence, greatest(p_pence - (q.through - q.available_pence), 0))::bigint as pence
    from (
      select w.*, sum(w.available_pence) over (order by w.turn) as through from (
        select p.part_id, p.available_pence, row_number() over (order by p.part_id is not distinct from p_first desc, p.part_id = ledger.rest_part(p_budget, p_on) desc,
          exists (select 1 from ledger.holding h where h.budget_id = p_budget and h.part_id = p.part_id and h.covers @> p_on), p.place desc, p.part_id) as turn
        from ledger.part_balance p where p.budget_id = p_budget
      ) w
    ) q
  ) t where t.pence > 0 order by t.turn
$$;

-- Posting ---------------------------------------------------------------------------------------------------------------

-- The same transfer between the accounts of a part; what lies outside of parts stays.
create function ledger.of_part(p_transfer ledger.transfer, p_part uuid) returns ledger.transfer language plpgsql set search_path = pg_catalog as $$
declare
  moved ledger.transfer := p_transfer;
begin
  moved.from_account := ledger.part_account(p_transfer.council_id, p_transfer.budget_id, p_transfer.from_kind, p_transfer.from_account, p_part);
  moved.to_account := ledger.part_account(p_transfer.council_id, p_transfer.budget_id, p_transfer.to_kind, p_transfer.to_account, p_part);
  return moved;
end $$;

create function ledger.part_account(p_council uuid, p_budget uuid, p_kind text, p_account uuid, p_part uuid) returns uuid
language plpgsql set search_path = pg_catalog as $$
begin
  if p_kind in ('available', 'committed', 'accrued') then
    return (select case p_kind when 'available' then p.available_account when 'committed' then p.committed_account else p.accrued_account end
      from ledger.part_balance p where p.budget_id = p_budget and p.part_id = p_part);
  end if;
  if p_kind = 'invoiced' then
    return ledger.account_for(p_council, 'invoiced', p_budget, (select a.provider_id from ledger.account a where a.council_id = p_council and a.id = p_account), null, p_part);
  end if;
  return p_account;
end $$;

-- The part whose account it is; the budget's own where it says none.
create function ledger.part_of_account(p_council uuid, p_account uuid) returns uuid language sql stable set search_path = pg_catalog as $$
  select case a.part_id when '00000000-0000-0000-0000-000000000000' then a.budget_id else a.part_id end from ledger.account a where a.council_id = p_council and a.id = p_account
$$;

-- Transfers of divided budgets, each between accounts of parts: a visit's are its part's, what comes back to a part whose time is
-- over goes to the rest, and sums for the whole budget are shared out. The first piece keeps the transfer's id; a piece's id
-- follows from it and its part.
create function ledger.in_parts(p_transfers ledger.transfer[]) returns ledger.transfer[] language plpgsql set search_path = pg_catalog as $$
declare
  one ledger.transfer;
  made ledger.transfer[] := '{}';
  piece record;
  named ledger.transfer;
  part uuid;
  whole uuid;
begin
  foreach one in array p_transfers loop
    -- These name their part, which may be the budget's own.
    if one.budget_id is null or one.kind in ('PART_MOVED', 'EMERGENCY') or not exists (select 1 from ledger.budget_balance b where b.is_split and b.budget_id = one.budget_id)
      or exists (select 1 from ledger.account a where a.council_id = one.council_id and a.id in (one.from_account, one.to_account) and a.part_id <> '00000000-0000-0000-0000-000000000000') then
      made := array_append(made, one);
      continue;
    end if;
    part := null;
    if one.hold_id is not null then
      part := coalesce((select h.part_id from ledger.hold h where h.council_id = one.council_id and h.id = one.hold_id), one.budget_id);
    elsif one.kind = 'EXPENSE' then
      part := ledger.expense_part(one.budget_id, (one.recorded_at at time zone 'Europe/London')::date, one.effective_on);
    elsif one.kind = 'EXPENSE_REVERSED' then
      part := ledger.part_of_account(one.council_id, (select t.from_account from ledger.transfer t where t.council_id = one.council_id and t.id = one.posting_group));
    elsif one.to_kind = 'available' and one.kind <> 'INSTALMENT' then
      part := ledger.rest_part(one.budget_id, one.effective_on);
    end if;
    if part is not null then
      named := ledger.of_part(one, part);
      if one.to_kind = 'available' and one.from_kind <> 'available'
        and not exists (select 1 from ledger.holding h where h.budget_id = one.budget_id and h.part_id = part and h.covers @> one.effective_on) then
        named.to_account := ledger.part_account(one.council_id, one.budget_id, 'available', one.to_account, ledger.rest_part(one.budget_id, one.effective_on));
      end if;
      made := array_append(made, named);
      continue;
    end if;
    if 'available' not in (one.from_kind, one.to_kind) then
      made := array_append(made, one);
      continue;
    end if;
    whole := one.id;
    for piece in
      select s.part_id, s.pence, row_number() over () as turn from (
        select r.* from ledger.instalment i join ledger.budget_balance b on b.budget_id = i.budget_id
        cross join lateral ledger.shared_out(i.budget_id, one.amount_pence, i.due_on, i.covers_through, b.funded_through) r
        where one.to_kind = 'available' and i.council_id = one.council_id and i.id = whole
        union all select f.* from ledger.taken_from(one.budget_id, one.amount_pence, one.effective_on, case one.kind when 'EMERGENCY_RETURNED' then ledger.part_of_order(one.budget_id, one.order_id) end) f where one.from_kind = 'available'
      ) s
    loop
      named := ledger.of_part(one, piece.part_id);
      named.amount_pence := piece.pence;
      if piece.turn > 1 then named.id := ledger.caused_id(whole, 'PART:' || piece.part_id); end if;
      made := array_append(made, named);
    end loop;
  end loop;
  return made;
end $$;

-- The parts' balances follow what was posted.
create function ledger.keep_parts(p_transfers ledger.transfer[]) returns void language sql set search_path = pg_catalog as $$
  update ledger.part_balance p set available_pence = p.available_pence + m.available, committed_pence = p.committed_pence + m.committed,
    accrued_pence = p.accrued_pence + m.accrued, invoiced_pence = p.invoiced_pence + m.invoiced
  from (
    select a.budget_id, case a.part_id when '00000000-0000-0000-0000-000000000000' then a.budget_id else a.part_id end as part_id,
      sum(case a.kind when 'available' then e.pence else 0 end) as available, sum(case a.kind when 'committed' then e.pence else 0 end) as committed,
      sum(case a.kind when 'accrued' then e.pence else 0 end) as accrued, sum(case a.kind when 'invoiced' then e.pence else 0 end) as invoiced
    from unnest(p_transfers) t
    cross join lateral (values (t.to_account, t.amount_pence), (t.from_account, -t.amount_pence)) as e (account_id, pence)
    join ledger.account a on a.council_id = t.council_id and a.id = e.account_id and a.kind in ('available', 'committed', 'accrued', 'invoiced')
    group by 1, 2
  ) m where p.budget_id = m.budget_id and p.part_id = m.part_id
$$;

-- As before; and where a budget is divided each transfer is its parts'. What moves between parts leaves the budget's sum.
create or replace function ledger.post_all(p_transfers ledger.transfer[]) returns void language plpgsql set search_path = pg_catalog as $$
declare
  posted int;
  asked ledger.transfer[] := p_transfers;
  -- Looked for in an index of the divided ones alone.
  split constant boolean := exists (select 1 from ledger.budget_balance b where b.is_split and b.budget_id = any (array(select t.budget_id from unnest(p_transfers) t)));
begin
  if split then asked := ledger.in_parts(p_transfers); end if;
  with given as materialized (
    select t.*, case when 'available' not in (t.from_kind, t.to_kind) or t.from_kind = t.to_kind then 0 when t.to_kind = 'available' then t.amount_pence else -t.amount_pence end as into_available
    from unnest(asked) with ordinality as t (council_id, id, position, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id,
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
  if posted <> cardinality(asked) then perform kernel.refuse('NO_BUDGET'); end if;
  if split then perform ledger.keep_parts(asked); end if;
end $$;

-- The part that pays what is bought off the platform: the first that the person, or who acts for them, holds today, or held then.
-- Null where none is divided.
create function ledger.expense_part(p_budget uuid, p_today date, p_spent_on date) returns uuid language sql stable set search_path = pg_catalog as $$
  select h.part_id from ledger.holding h join ledger.part_balance p on p.budget_id = h.budget_id and p.part_id = h.part_id
  where h.budget_id = p_budget and (h.covers @> p_today or h.covers @> p_spent_on) and h.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER')
  order by h.covers @> p_today desc, p.place, h.part_id limit 1
$$;

-- The part that an order's money was set aside from last.
create function ledger.part_of_order(p_budget uuid, p_order uuid) returns uuid language sql stable set search_path = pg_catalog as $$
  select ledger.part_of_account(t.council_id, t.to_account) from ledger.transfer t
  where t.budget_id = p_budget and t.order_id = p_order and t.to_kind = 'committed' order by t.position desc limit 1
$$;

-- What a part has, or the whole budget where it is not divided.
create function ledger.part_left(p_budget uuid, p_part uuid) returns bigint language sql stable set search_path = pg_catalog as $$
  select coalesce((select p.available_pence from ledger.part_balance p where p.budget_id = p_budget and p.part_id = coalesce(p_part, p_budget)),
    (select b.available_pence from ledger.budget_balance b where b.budget_id = p_budget))
$$;

-- Refuses for want of money in a part: BUDGET_SHORTFALL {neededPence, availablePence} and, of a divided budget, how the part is
-- held and what the other parts have: {partRoute, partHolderId, elsewherePence}.
create function ledger.refuse_short(p_budget uuid, p_part uuid, p_needed bigint, p_left bigint, p_on date, p_week date default null) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  perform kernel.refuse('BUDGET_SHORTFALL', jsonb_strip_nulls(jsonb_build_object('neededPence', p_needed::text, 'availablePence', p_left::text, 'shortWeekStarting', p_week)
    || coalesce((
      select jsonb_build_object('partRoute', h.route, 'partHolderId', h.payer_id, 'elsewherePence', (b.available_pence - ledger.part_left(p_budget, p_part))::text)
      from ledger.holding h join ledger.budget_balance b on b.budget_id = h.budget_id and b.is_split
      where h.budget_id = p_budget and h.part_id = coalesce(p_part, p_budget) order by h.covers @> p_on desc, lower(h.covers) desc limit 1), '{}')));
end $$;
