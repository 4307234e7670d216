-- Money spent off the platform: wages, HMRC, insurance, petrol … (model.md "Money": recorded expense, available → paid).

create table ledger.expense_kind (
  code text primary key,
  words text not null,
  position int not null unique,
  -- Old expenses keep their kind; new ones cannot have it.
  retired_at timestamptz
);
insert into ledger.expense_kind (code, words, position) values
  ('WAGES', 'Wages of somebody you employ', 10),
  ('HMRC', 'Tax and National Insurance (HMRC)', 20),
  ('PAYROLL', 'Somebody who does the wages for you', 30),
  ('INSURANCE', 'Insurance', 40),
  ('PETROL', 'Petrol and fares', 50),
  ('MEMBERSHIP', 'Membership, classes or tickets', 60),
  ('HOLIDAY', 'A holiday or short break', 70),
  ('EQUIPMENT', 'Things you need', 80),
  ('SUBSCRIPTION', 'Television, phone or internet', 90),
  ('OTHER', 'Something else', 100);
select kernel.protect_table('ledger.expense_kind', 'true');

-- The id is also the id of its transfer. Who was paid stands here and not in the transfer, so that erasing it breaks no history.
create table ledger.expense (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  kind text not null references ledger.expense_kind,
  payee text not null,
  spent_on date not null,
  amount_pence bigint not null check (amount_pence > 0),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  reversed_at timestamptz,
  reversed_by uuid,
  reversal_reason text,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, budget_id) references ledger.budget,
  check ((reversed_at is null) = (reversed_by is null))
);
create index expense_of_budget on ledger.expense (budget_id, spent_on desc, id desc);

-- A photo or PDF, already without its place and time of taking.
create table ledger.receipt (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  expense_id uuid not null,
  content_type text not null check (content_type in ('image/jpeg', 'application/pdf')),
  byte_size int not null check (byte_size between 1 and 10485760),
  content bytea not null check (octet_length(content) = byte_size),
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, budget_id) references ledger.budget,
  foreign key (council_id, expense_id) references ledger.expense
);
create index receipt_of_expense on ledger.receipt (expense_id, added_at);
-- Photos are packed already; packing them again only costs time.
alter table ledger.receipt alter column content set storage external;

select kernel.protect_table(t::regclass, 'exists (select 1 from ledger.budget b where b.id = budget_id)')
from unnest(array['ledger.expense', 'ledger.receipt']) t;

-- The person whose budget it is; the budget's person never changes. Null when there is no such budget.
create function ledger.person_of_budget(p_budget uuid) returns uuid language sql stable security definer set search_path = pg_catalog as $$
  select person_id from ledger.budget where id = p_budget
$$;

-- Who acts for the person of a budget with the scope PAY, as a transfer records it.
create function ledger.paying_for(p_budget uuid, p_actor uuid, p_at timestamptz) returns ledger.acting
language plpgsql security definer set search_path = pg_catalog as $$
declare
  person constant uuid := ledger.person_of_budget(p_budget);
begin
  if person is null then perform kernel.refuse('NOT_FOUND'); end if;
  return (p_actor, nullif(person, p_actor), identity.use_mandate(p_actor, person, 'PAY', 0, p_at))::ledger.acting;
end $$;

-- Money that was paid by whoever holds it. Refuses BUDGET_CLOSED, OUTSIDE_BUDGET_PERIOD, NOT_HELD_BY_PERSON and BUDGET_SHORTFALL.
create function ledger.record_expense(p_budget uuid, p_id uuid, p_kind text, p_payee text, p_spent_on date, p_amount bigint, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  acting ledger.acting := ledger.paying_for(p_budget, p_actor, p_at);
  balance ledger.budget_balance;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget;
  -- A paused budget still owes the wages of the month before.
  if exists (select 1 from ledger.budget b where b.id = p_budget and b.status = 'CLOSED') then perform kernel.refuse('BUDGET_CLOSED'); end if;
  if not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> p_spent_on) then
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_spent_on));
  end if;
  if not exists (select 1 from ledger.holding h where h.budget_id = p_budget and h.covers @> p_spent_on
    and h.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER')) then
    perform kernel.refuse('NOT_HELD_BY_PERSON');
  end if;
  if not exists (select 1 from ledger.expense_kind k where k.code = p_kind and k.retired_at is null) then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'kind', 'message', 'Choose what it was for.'))));
  end if;
  if p_amount > balance.available_pence then
    perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', p_amount::text, 'availablePence', balance.available_pence::text));
  end if;
  perform ledger.post((balance.council_id, p_id, null, p_id, 'EXPENSE', balance.available_account, 'available', balance.paid_account, 'paid', p_amount,
    p_budget, null, null, p_spent_on, p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id, null)::ledger.transfer);
  perform ledger.split_accrual(balance.council_id, p_budget, p_id, p_amount, p_spent_on);
  insert into ledger.expense (council_id, id, budget_id, kind, payee, spent_on, amount_pence, recorded_at, recorded_by)
  values (balance.council_id, p_id, p_budget, p_kind, p_payee, p_spent_on, p_amount, p_at, p_actor);
end $$;

-- Puts back what was written down wrongly: a transfer of its own, once. What was written stays readable. Refuses WRONG_STATE.
create function ledger.reverse_expense(p_expense uuid, p_reason text, p_on date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one ledger.expense;
  acting ledger.acting;
  balance ledger.budget_balance;
begin
  select * into one from ledger.expense e where e.id = p_expense;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  acting := ledger.paying_for(one.budget_id, p_actor, p_at);
  perform ledger.lock_budgets(array[one.budget_id], false);
  if exists (select 1 from ledger.budget b where b.id = one.budget_id and b.status = 'CLOSED') then perform kernel.refuse('BUDGET_CLOSED'); end if;
  update ledger.expense e set reversed_at = p_at, reversed_by = p_actor, reversal_reason = p_reason where e.id = p_expense and e.reversed_at is null;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  select * into balance from ledger.budget_balance b where b.budget_id = one.budget_id;
  perform ledger.post((one.council_id, ledger.caused_id(one.id, 'REVERSED'), null, one.id, 'EXPENSE_REVERSED', balance.paid_account, 'paid',
    balance.available_account, 'available', one.amount_pence, one.budget_id, null, null, p_on, p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id, null)::ledger.transfer);
end $$;

create function ledger.add_receipt(p_expense uuid, p_id uuid, p_content_type text, p_content bytea, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one ledger.expense;
begin
  select * into one from ledger.expense e where e.id = p_expense;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform ledger.paying_for(one.budget_id, p_actor, p_at);
  -- Locked, so that two who add at once count each other's.
  perform from ledger.expense e where e.id = p_expense for update;
  if (select count(*) from ledger.receipt r where r.expense_id = p_expense) >= 10 then perform kernel.refuse('TOO_MANY_RECEIPTS'); end if;
  insert into ledger.receipt values (one.council_id, p_id, one.budget_id, p_expense, p_content_type, octet_length(p_content), p_content, p_at, p_actor);
end $$;

grant execute on function ledger.person_of_budget, ledger.paying_for, ledger.record_expense, ledger.reverse_expense, ledger.add_receipt to owncourse_app;
