-- People's own money by card (docs/adr/0042): one charge a visit, straight to the provider's account at the card company. The
-- other side's state is only ever read into these rows, and no state goes back: whatever comes twice or late settles to the same.

-- Our number for a person at the card company.
create table invoicing.card_customer (
  person_id uuid not null primary key,
  customer_id text not null unique,
  made_at timestamptz not null
);

-- What a person may see of the card they keep; the card itself is never here.
create table invoicing.kept_card (
  id uuid not null primary key,
  person_id uuid not null,
  payment_method_id text not null unique,
  brand text not null,
  last_four text not null check (last_four ~ '^[0-9]{4}$'),
  expiry_month int not null check (expiry_month between 1 and 12),
  expiry_year int not null check (expiry_year between 2000 and 2100),
  kept_at timestamptz not null,
  removed_at timestamptz
);
create unique index kept_card_of_person on invoicing.kept_card (person_id) where removed_at is null;

-- Where a provider's card money goes.
create table invoicing.card_account (
  provider_id uuid not null primary key,
  account_id text unique,
  can_be_paid boolean not null default false,
  details_given boolean not null default false,
  asked_count int not null default 0,
  started_at timestamptz not null,
  seen_at timestamptz
);

-- One a visit that owes own money, whose id it has.
create table invoicing.card_charge (
  id uuid not null primary key,
  council_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  order_id uuid not null,
  for_on date not null,
  -- As the ledger has it now; may become less.
  owed_pence bigint not null check (owed_pence >= 0),
  paid_pence bigint not null default 0 check (paid_pence >= 0),
  -- Given back or on its way.
  back_pence bigint not null default 0 check (back_pence >= 0),
  state text not null default 'DUE' check (state in ('DUE', 'ASKING', 'NEEDS_PERSON', 'DECLINED', 'PAID', 'NOT_OWED')),
  declined_code text,
  declined_count int not null default 0,
  -- Null: not by itself.
  next_try_at timestamptz,
  noted_at timestamptz not null,
  paid_at timestamptz,
  check (back_pence <= paid_pence)
);
create index card_charge_of_person on invoicing.card_charge (person_id, for_on desc);
create index card_charge_of_provider on invoicing.card_charge (provider_id, for_on desc);
create index card_charge_to_take on invoicing.card_charge (next_try_at) where state in ('DUE', 'DECLINED', 'NEEDS_PERSON') and next_try_at is not null;
create index card_charge_to_give_back on invoicing.card_charge (id) where paid_pence - back_pence > owed_pence;

-- One try of taking a charge; what was sent stays as it was sent, so that sending it again is the same request.
create table invoicing.card_attempt (
  id uuid not null primary key,
  charge_id uuid not null references invoicing.card_charge,
  number int not null check (number > 0),
  pence bigint not null check (pence > 0),
  customer_id text not null,
  account_id text not null,
  -- Null: the person chooses a card on the card company's page.
  payment_method_id text,
  state text not null default 'ASKING' check (state in ('ASKING', 'WAITING', 'NEEDS_PERSON', 'DECLINED', 'CANCELLED', 'NOT_MADE', 'PAID')),
  intent_id text unique,
  asked_at timestamptz not null,
  looked_at timestamptz not null,
  settled_at timestamptz,
  unique (charge_id, number)
);
create index card_attempt_to_look_at on invoicing.card_attempt (looked_at) where state in ('ASKING', 'WAITING');

create table invoicing.card_refund (
  id uuid not null primary key,
  charge_id uuid not null references invoicing.card_charge,
  attempt_id uuid not null references invoicing.card_attempt,
  pence bigint not null check (pence > 0),
  state text not null default 'ASKING' check (state in ('ASKING', 'WAITING', 'GIVEN', 'FAILED')),
  outside_id text unique,
  asked_at timestamptz not null,
  looked_at timestamptz not null,
  settled_at timestamptz
);
create index card_refund_of_charge on invoicing.card_refund (charge_id);
create index card_refund_to_look_at on invoicing.card_refund (looked_at) where state in ('ASKING', 'WAITING');

-- A page of the card company that a person was led to.
create table invoicing.card_session (
  id uuid not null primary key,
  person_id uuid not null,
  attempt_id uuid references invoicing.card_attempt,
  outside_id text unique,
  state text not null default 'OPEN' check (state in ('OPEN', 'DONE', 'EXPIRED')),
  started_at timestamptz not null
);
create index card_session_of_attempt on invoicing.card_session (attempt_id);

-- Somebody told their bank that they did not agree to a payment.
create table invoicing.card_dispute (
  outside_id text not null primary key,
  charge_id uuid not null references invoicing.card_charge,
  person_id uuid not null,
  provider_id uuid not null,
  pence bigint not null,
  reason text not null,
  state text not null check (state in ('OPEN', 'WON', 'LOST')),
  seen_at timestamptz not null
);
create index card_dispute_of_charge on invoicing.card_dispute (charge_id);

-- What the card company told, once each; types that mean nothing here are kept too. What it is about is asked for.
create table invoicing.card_event (
  id text not null primary key,
  type text not null,
  object_id text not null,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  state text not null default 'NEW' check (state in ('NEW', 'HANDLED', 'KEPT')),
  handled_at timestamptz
);
create index card_event_new on invoicing.card_event (received_at) where state = 'NEW';

select kernel.protect_table(t::regclass, 'false')
from unnest(array['invoicing.card_customer', 'invoicing.card_attempt', 'invoicing.card_refund', 'invoicing.card_session', 'invoicing.card_event']) t;
-- Nobody but the person sees which card it is, nobody but they and the provider what was paid: no officer, nor whoever acts for them.
select kernel.protect_table('invoicing.kept_card', 'person_id = (select kernel.scope_person())');
select kernel.protect_table('invoicing.card_account', 'provider_id = (select kernel.scope_organisation())');
select kernel.protect_table(t::regclass, 'person_id = (select kernel.scope_person()) or provider_id = (select kernel.scope_organisation())')
from unnest(array['invoicing.card_charge', 'invoicing.card_dispute']) t;
