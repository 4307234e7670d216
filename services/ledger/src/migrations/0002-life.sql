-- The life of a budget: dated amounts, pauses, closing, sums kept apart, reserve and reclaim (model.md "Money").

-- What the budget owes a funder because it was spent before the funding was taken back. It is a debt, never a part of
-- what was put in; its account stands below zero by as much.
alter table ledger.budget_balance add column recoverable_pence bigint not null default 0 check (recoverable_pence >= 0);

alter table ledger.budget drop constraint budget_status_check;
alter table ledger.budget add constraint budget_status_check check (status in ('ACTIVE', 'PAUSED', 'CLOSING', 'CLOSED'));

alter table ledger.instalment drop constraint instalment_kind_check;
alter table ledger.instalment add constraint instalment_kind_check check (kind ~ '^[A-Z_]+$');
alter table ledger.instalment add column yearly_sum_id uuid;

-- Who decided what about a budget, from which day and why; the person reads it. Its id is the posting group of what it
-- moved. Free text lives here and never in a transfer.
create table ledger.budget_decision (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  kind text not null check (kind ~ '^[A-Z_]+$'),
  from_on date not null,
  amount_pence bigint check (amount_pence >= 0),
  before_pence bigint check (before_pence >= 0),
  put_in_pence bigint not null default 0 check (put_in_pence >= 0),
  taken_back_pence bigint not null default 0 check (taken_back_pence >= 0),
  owed_pence bigint not null default 0 check (owed_pence >= 0),
  reason text not null check (reason <> ''),
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index budget_decision_of_budget on ledger.budget_decision (budget_id, decided_at desc);

create table ledger.budget_pause (
  council_id uuid not null,
  budget_id uuid not null,
  covers daterange not null check (not isempty(covers) and not lower_inf(covers)),
  primary key (council_id, budget_id, covers),
  foreign key (council_id, budget_id) references ledger.budget,
  exclude using gist (budget_id with =, covers with &&)
);

create table ledger.budget_closing (
  council_id uuid not null,
  budget_id uuid not null,
  from_on date not null,
  cause text not null check (cause in ('DEATH', 'MOVED', 'DECLINED', 'OTHER')),
  decided_by uuid not null,
  closed_at timestamptz,
  primary key (council_id, budget_id),
  foreign key (council_id, budget_id) references ledger.budget
);

-- The same sum each year on the day of the first.
create table ledger.yearly_sum (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  first_on date not null,
  last_on date check (last_on >= first_on),
  amount_pence bigint not null check (amount_pence > 0),
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index yearly_sum_of_budget on ledger.yearly_sum (budget_id);

-- CONTINGENCY: only an approver opens it, a part or all. EMPLOYER: kept inside the budget for what is owed to employed
-- assistants, and so never reclaimed.
create table ledger.sum_apart (
  council_id uuid not null,
  budget_id uuid not null,
  kind text not null check (kind in ('CONTINGENCY', 'EMPLOYER')),
  amount_pence bigint not null check (amount_pence >= 0),
  opened_pence bigint not null default 0 check (opened_pence between 0 and amount_pence),
  primary key (council_id, budget_id, kind),
  foreign key (council_id, budget_id) references ledger.budget
);

create table ledger.reclaim (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  status text not null check (status in ('PROPOSED', 'TAKEN', 'LEFT')),
  proposed_pence bigint not null check (proposed_pence > 0),
  reserve_pence bigint not null check (reserve_pence >= 0),
  reserve_weeks int not null,
  proposed_on date not null,
  -- Nobody decides before this day, so that the person hears first.
  decide_from date not null,
  disagreement text,
  disagreed_by uuid,
  disagreed_at timestamptz,
  taken_pence bigint not null default 0 check (taken_pence >= 0),
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget,
  check ((status = 'PROPOSED') = (decided_at is null)),
  check ((status = 'TAKEN') = (taken_pence > 0))
);
create index reclaim_of_budget on ledger.reclaim (budget_id, proposed_on desc);
create unique index reclaim_one_at_a_time on ledger.reclaim (budget_id) where status = 'PROPOSED';
create index reclaim_queue on ledger.reclaim (council_id, decide_from, id) where status = 'PROPOSED';

select kernel.protect_table(t::regclass, 'exists (select 1 from ledger.budget b where b.id = budget_id)')
from unnest(array['ledger.budget_decision', 'ledger.budget_pause', 'ledger.budget_closing', 'ledger.yearly_sum', 'ledger.sum_apart', 'ledger.reclaim']) t;
