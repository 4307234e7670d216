-- Emergency funding: when care cannot wait and the budget is short, the council puts in exactly what is missing, in the
-- transaction that sets the money aside (model.md "Money"). What the care did not cost goes back to it.
create table ledger.emergency_funding (
  council_id uuid not null,
  order_id uuid not null,
  budget_id uuid not null,
  amount_pence bigint not null check (amount_pence > 0),
  returned_pence bigint not null default 0 check (returned_pence between 0 and amount_pence),
  given_at timestamptz not null,
  -- Nothing of it can come back any more: the order has ended and been settled.
  settled_at timestamptz,
  primary key (council_id, order_id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index emergency_funding_of_budget on ledger.emergency_funding (budget_id);
create index emergency_funding_open on ledger.emergency_funding (order_id) where settled_at is null;
select kernel.protect_table('ledger.emergency_funding', 'exists (select 1 from ledger.budget b where b.id = budget_id)');

-- What an order of so many pence leaves short, now or in the next 26 weeks, comes from the council's emergency money.
-- Never more than the order itself costs. Send it with the budget locked, before ledger.hold. Gives the pence put in.
create function ledger.fund_emergency(p_council uuid, p_budget uuid, p_order uuid, p_needed bigint, p_group uuid, p_today date, p_at timestamptz, p_acting ledger.acting)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  free bigint;
  short bigint;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget and council_id = p_council for update;
  if not found then perform kernel.refuse('NO_BUDGET'); end if;
  select least(balance.available_pence, min(p.left_pence)) into free from ledger.projected(p_budget, p_today, p_today + 182) p;
  short := p_needed - least(greatest(coalesce(free, balance.available_pence), 0), p_needed);
  if short = 0 then return 0; end if;
  perform ledger.post((p_council, ledger.caused_id(p_order, 'EMERGENCY'), null, p_group, 'EMERGENCY',
    ledger.account_for(p_council, 'funder', null, null, 'EMERGENCY'), 'funder', balance.available_account, 'available',
    short, p_budget, null, p_order, p_today, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  insert into ledger.emergency_funding (council_id, order_id, budget_id, amount_pence, given_at) values (p_council, p_order, p_budget, short, p_at);
  return short;
end $$;

-- Once nothing is held for the order any more: what it did not cost goes back to the council, the council's money last
-- in and first out, and at most what is left in the budget. Gives the pence that went back.
create function ledger.return_emergency(p_order uuid, p_group uuid, p_today date, p_at timestamptz, p_acting ledger.acting)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  given ledger.emergency_funding;
  balance ledger.budget_balance;
  held bigint;
  cost bigint;
  back bigint;
begin
  -- The budget's lock first, as everywhere.
  select b.* into balance from ledger.emergency_funding e join ledger.budget_balance b on b.budget_id = e.budget_id where e.order_id = p_order for update of b;
  if not found then return 0; end if;
  select * into given from ledger.emergency_funding where order_id = p_order and settled_at is null for update;
  if not found or exists (select 1 from ledger.hold h where h.order_id = p_order and h.state <> 'CLOSED') then return 0; end if;
  select coalesce(sum(t.amount_pence) filter (where t.to_kind = 'committed'), 0), coalesce(sum(t.amount_pence) filter (where t.to_kind = 'accrued'), 0)
  into held, cost from ledger.transfer t where t.budget_id = given.budget_id and t.order_id = p_order;
  back := least(given.amount_pence, greatest(held - cost, 0), balance.available_pence);
  if back > 0 then
    perform ledger.post((given.council_id, ledger.caused_id(p_order, 'EMERGENCY_RETURNED'), null, p_group, 'EMERGENCY_RETURNED', balance.available_account, 'available',
      ledger.account_for(given.council_id, 'funder', null, null, 'EMERGENCY'), 'funder', back, given.budget_id, null, p_order, p_today, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  end if;
  update ledger.emergency_funding set returned_pence = back, settled_at = p_at where council_id = given.council_id and order_id = p_order;
  return back;
end $$;

-- Orders with emergency money of which nothing is held any more, for the job.
create function ledger.emergencies_to_settle() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select e.order_id from ledger.emergency_funding e
  where e.settled_at is null and not exists (select 1 from ledger.hold h where h.order_id = e.order_id and h.state <> 'CLOSED')
  order by e.order_id limit 1000
$$;

-- What the council put in for each order the reader may see.
create function ledger.emergency_of(p_orders uuid[]) returns table (order_id uuid, amount_pence bigint, returned_pence bigint)
language sql stable set search_path = pg_catalog as $$
  select e.order_id, e.amount_pence, e.returned_pence from ledger.emergency_funding e where e.order_id = any (p_orders)
$$;

grant execute on function ledger.fund_emergency, ledger.return_emergency, ledger.emergencies_to_settle, ledger.emergency_of to owncourse_app;
