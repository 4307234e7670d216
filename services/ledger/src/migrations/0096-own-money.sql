-- A person's own money above the council's highest price (model.md "Money": card clearing → provider payable, for that order
-- alone; it never enters a budget). Agreed apart for one visit, beside the hold on the budget, whose id it has.
create table ledger.own_money (
  council_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  -- For the whole visit; never more than that is owed.
  agreed_pence bigint not null check (agreed_pence > 0),
  owed_pence bigint not null default 0 check (owed_pence between 0 and agreed_pence),
  state text not null default 'AGREED' check (state in ('AGREED', 'OWED', 'GIVEN_BACK')),
  effective_on date not null,
  agreed_at timestamptz not null,
  agreed_by uuid not null,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, id) references ledger.hold,
  check ((state = 'OWED') = (owed_pence > 0))
);
create index own_money_of_person on ledger.own_money (person_id, effective_on desc);
create index own_money_of_provider on ledger.own_money (provider_id, effective_on desc);
create index own_money_of_order on ledger.own_money (order_id);
select kernel.protect_table('ledger.own_money', 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');

-- In the transaction that holds the budget's part. Refuses WRONG_STATE when nothing is held.
create function ledger.agree_own_money(p_hold uuid, p_person uuid, p_provider uuid, p_pence bigint, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ledger.own_money (council_id, id, order_id, person_id, provider_id, agreed_pence, effective_on, agreed_at, agreed_by)
  select h.council_id, h.id, h.order_id, p_person, p_provider, p_pence, h.effective_on, p_at, p_actor from ledger.hold h where h.id = p_hold and h.state = 'HELD';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- Whether own money is agreed for a visit that has not been confirmed or cancelled.
create function ledger.has_own_money(p_hold uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from ledger.own_money m where m.id = p_hold and m.state = 'AGREED')
$$;

-- Confirming a visit owes the provider the same part of the own money as of the budget's: all of it for a whole visit, rounded
-- once. It follows the transfer that confirms, whoever sends it, so that no way of confirming can forget it.
create function ledger.owe_own_money() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  part ledger.own_money;
  due bigint;
begin
  select * into part from ledger.own_money m where m.council_id = new.council_id and m.id = new.hold_id and m.state = 'AGREED' for update;
  if not found then return null; end if;
  select round(part.agreed_pence::numeric * new.amount_pence / h.planned_pence) into due from ledger.hold h where h.council_id = part.council_id and h.id = part.id;
  if due = 0 then return null; end if;
  update ledger.own_money set state = 'OWED', owed_pence = due where council_id = part.council_id and id = part.id;
  perform ledger.post((part.council_id, ledger.caused_id(part.id, 'OWN_MONEY'), null, new.posting_group, 'OWN_MONEY',
    ledger.account_for(part.council_id, 'card_clearing', null, part.provider_id, null), 'card_clearing',
    ledger.account_for(part.council_id, 'provider_payable', null, part.provider_id, null), 'provider_payable',
    due, null, part.id, part.order_id, new.effective_on, new.recorded_at, new.actor_id, new.on_behalf_of, new.mandate_id, null)::ledger.transfer);
  return null;
end $$;
create trigger own_money_is_owed after insert on ledger.transfer for each row when (new.kind = 'CONFIRMED' and new.hold_id is not null) execute function ledger.owe_own_money();

-- Whatever else ends the hold (cancelled, declined, expired, nothing delivered) gives the own money back: it was never taken.
create function ledger.give_own_money_back() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ledger.own_money set state = 'GIVEN_BACK' where council_id = new.council_id and id = new.id and state = 'AGREED';
  return null;
end $$;
create trigger own_money_ends after update of state on ledger.hold for each row when (new.state = 'CLOSED' and old.state <> 'CLOSED') execute function ledger.give_own_money_back();

grant execute on function ledger.agree_own_money, ledger.has_own_money to owncourse_app;

-- For ordering to show beside its orders; row-level security of the reader decides.
create function ledger.own_money_of_orders(p_orders uuid[]) returns setof ledger.own_money language sql stable set search_path = pg_catalog as $$
  select * from ledger.own_money m where m.order_id = any (p_orders)
$$;
create function ledger.own_money_between(p_person uuid, p_from date, p_to date, p_most int) returns setof ledger.own_money language sql stable set search_path = pg_catalog as $$
  select * from ledger.own_money m where (p_person is null or m.person_id = p_person) and m.effective_on between p_from and p_to
  order by m.effective_on desc, m.id desc limit p_most
$$;
grant execute on function ledger.own_money_of_orders, ledger.own_money_between to owncourse_app;
