-- Budgets and the double-entry ledger (model.md "Money"). Rules live here so that no program can break them.
create schema ledger;
grant usage on schema ledger to owncourse_app, owncourse_auditor;

create table ledger.budget (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  status text not null check (status in ('ACTIVE', 'PAUSED', 'CLOSED')),
  opened_at timestamptz not null,
  primary key (council_id, id),
  unique (id)
);
create index budget_of_person on ledger.budget (person_id);

create table ledger.budget_period (
  council_id uuid not null,
  budget_id uuid not null,
  id uuid not null,
  covers daterange not null check (not isempty(covers) and not lower_inf(covers)),
  payment_interval_weeks int not null check (payment_interval_weeks in (1, 4)),
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget,
  exclude using gist (budget_id with =, covers with &&)
);

-- The weekly amount from a day on, until the next step.
create table ledger.budget_step (
  council_id uuid not null,
  budget_id uuid not null,
  from_on date not null,
  weekly_pence bigint not null check (weekly_pence >= 0),
  primary key (council_id, budget_id, from_on),
  foreign key (council_id, budget_id) references ledger.budget
);

-- How the money is held and who pays providers; mixes are several routes at once.
create table ledger.holding (
  council_id uuid not null,
  budget_id uuid not null,
  route text not null check (route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER', 'INDIVIDUAL_SERVICE_FUND', 'COUNCIL_MANAGED')),
  -- Who pays the provider: the council's own id, the person, or the organisation that holds the money.
  payer_id uuid not null,
  covers daterange not null check (not isempty(covers)),
  primary key (council_id, budget_id, route, covers),
  foreign key (council_id, budget_id) references ledger.budget,
  exclude using gist (budget_id with =, route with =, covers with &&)
);

-- Shares are weights: 3 and 1 are three quarters and one quarter.
create table ledger.funding_source (
  council_id uuid not null,
  budget_id uuid not null,
  kind text not null check (kind in ('SOCIAL_CARE', 'NHS', 'CHILDREN', 'OTHER')),
  weight int not null check (weight > 0),
  covers daterange not null check (not isempty(covers)),
  primary key (council_id, budget_id, kind, covers),
  foreign key (council_id, budget_id) references ledger.budget,
  exclude using gist (budget_id with =, kind with =, covers with &&)
);

-- The person's weekly contribution: a dated assessment result, never part of what is bought.
create table ledger.contribution_assessment (
  council_id uuid not null,
  budget_id uuid not null,
  covers daterange not null check (not isempty(covers)),
  weekly_pence bigint not null check (weekly_pence >= 0),
  netting text not null check (netting in ('NET', 'GROSS')),
  primary key (council_id, budget_id, covers),
  foreign key (council_id, budget_id) references ledger.budget,
  exclude using gist (budget_id with =, covers with &&)
);

-- What is to come in, and when; posted once. The id is also the id of its transfer.
create table ledger.instalment (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  kind text not null check (kind in ('INSTALMENT', 'CONTRIBUTION', 'ONE_OFF')),
  funding_kind text not null default 'SOCIAL_CARE',
  due_on date not null,
  covers_through date not null,
  amount_pence bigint not null check (amount_pence > 0),
  posted_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index instalment_to_come on ledger.instalment (budget_id, due_on) where posted_at is null;
create index instalment_due on ledger.instalment (due_on) where posted_at is null;

create table ledger.account (
  council_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('funder', 'person', 'available', 'committed', 'accrued', 'invoiced', 'paid', 'reclaimed',
    'recoverable', 'settlement', 'card_clearing', 'provider_payable')),
  budget_id uuid not null default '00000000-0000-0000-0000-000000000000',
  provider_id uuid not null default '00000000-0000-0000-0000-000000000000',
  funding_kind text not null default '',
  primary key (council_id, id),
  unique (council_id, id, kind),
  unique (council_id, kind, budget_id, provider_id, funding_kind)
);

-- The only balances kept in line: a budget's own. Row lock = the budget's lock.
create table ledger.budget_balance (
  council_id uuid not null,
  budget_id uuid not null primary key,
  available_pence bigint not null default 0 check (available_pence >= 0),
  committed_pence bigint not null default 0 check (committed_pence >= 0),
  accrued_pence bigint not null default 0 check (accrued_pence >= 0),
  invoiced_pence bigint not null default 0,
  paid_pence bigint not null default 0,
  reclaimed_pence bigint not null default 0,
  available_account uuid not null,
  committed_account uuid not null,
  accrued_account uuid not null,
  paid_account uuid not null,
  reclaimed_account uuid not null,
  person_account uuid not null,
  -- The last day that posted instalments are meant for; the hold window ends here.
  funded_through date,
  foreign key (council_id, budget_id) references ledger.budget
) with (fillfactor = 70);

-- Money set aside for one occurrence of an order, for one participant. The id is the occurrence's.
create table ledger.hold (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  order_id uuid not null,
  state text not null check (state in ('PLANNED', 'HELD', 'UNFUNDED', 'CLOSED')),
  planned_pence bigint not null check (planned_pence > 0),
  remaining_pence bigint not null default 0 check (remaining_pence >= 0),
  effective_on date not null,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, budget_id) references ledger.budget,
  check (state = 'HELD' or remaining_pence = 0)
) with (fillfactor = 80);
create index hold_planned on ledger.hold (budget_id, effective_on) where state in ('PLANNED', 'UNFUNDED');
create index hold_of_order on ledger.hold (order_id) where state <> 'CLOSED';

-- Append-only. No names, no free text: erasing a person never breaks history.
create table ledger.transfer (
  council_id uuid not null,
  id uuid not null,
  position bigint generated always as identity,
  posting_group uuid not null,
  kind text not null,
  from_account uuid not null,
  from_kind text not null,
  to_account uuid not null,
  to_kind text not null,
  amount_pence bigint not null check (amount_pence > 0),
  budget_id uuid,
  hold_id uuid,
  order_id uuid,
  effective_on date not null,
  recorded_at timestamptz not null,
  actor_id uuid not null,
  on_behalf_of uuid,
  mandate_id uuid,
  -- What was left in the budget after this transfer.
  available_after_pence bigint,
  primary key (council_id, id),
  check (from_account <> to_account),
  foreign key (council_id, from_account, from_kind) references ledger.account (council_id, id, kind),
  foreign key (council_id, to_account, to_kind) references ledger.account (council_id, id, kind)
);
create index transfer_of_budget on ledger.transfer (budget_id, position desc);

-- Each funder's part of what was delivered, frozen at accrual.
create table ledger.accrual_share (
  council_id uuid not null,
  transfer_id uuid not null,
  budget_id uuid not null,
  funding_kind text not null,
  amount_pence bigint not null check (amount_pence >= 0),
  primary key (council_id, transfer_id, funding_kind),
  foreign key (council_id, transfer_id) references ledger.transfer
);
create index accrual_share_of_budget on ledger.accrual_share (budget_id, funding_kind);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is append-only.';
end $$;
create trigger append_only before update or delete on ledger.transfer for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.transfer execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.accrual_share for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.accrual_share execute function ledger.refuse_change();

select kernel.protect_table('ledger.budget', 'person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())');
select kernel.protect_table(t::regclass, 'exists (select 1 from ledger.budget b where b.id = budget_id)')
from unnest(array['ledger.budget_period', 'ledger.budget_step', 'ledger.holding', 'ledger.funding_source', 'ledger.contribution_assessment',
  'ledger.instalment', 'ledger.budget_balance', 'ledger.hold', 'ledger.transfer', 'ledger.accrual_share', 'ledger.account']) t;
