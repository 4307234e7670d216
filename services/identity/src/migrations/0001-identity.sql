-- People, organisations, sign-in, mandates, council policy (model.md "People and what they may do").
create schema identity;
grant usage on schema identity to owncourse_app, owncourse_auditor;

create table identity.council (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9-]*$'),
  name text not null,
  safeguarding_phone text not null,
  contact_phone text not null
);

create table identity.organisation (
  id uuid primary key,
  kind text not null check (kind in ('COUNCIL', 'PROVIDER', 'BROKERAGE', 'COMMUNITY', 'TRUST')),
  name text not null
);

-- Global: a person is not a council's. What a council knows of them is its own row, client_record.
create table identity.person (
  id uuid primary key,
  name text not null,
  communication_needs text[] not null default '{}',
  postcode_district text,
  erased_at timestamptz
);

create table identity.user_account (
  person_id uuid primary key references identity.person,
  email text not null check (email = lower(email)),
  password_hash text not null,
  disabled_at timestamptz,
  unique (email)
);

-- Roles. Nil ids stand for "no organisation" and "no council", so that the key has no holes. A role says where it is
-- held: an officer's in a council, staff's in an organisation, everybody else's nowhere.
create table identity.membership (
  person_id uuid not null references identity.person,
  role text not null,
  organisation_id uuid not null default '00000000-0000-0000-0000-000000000000',
  council_id uuid not null default '00000000-0000-0000-0000-000000000000',
  ended_at timestamptz,
  primary key (person_id, role, organisation_id, council_id),
  constraint role_held_where_it_belongs check (case
    when role in ('CARE_MANAGER', 'APPROVER', 'FINANCE_OFFICER', 'COMMISSIONER', 'MODERATOR')
      then council_id <> '00000000-0000-0000-0000-000000000000' and organisation_id = '00000000-0000-0000-0000-000000000000'
    when role in ('BROKER', 'PROVIDER_OWNER', 'PROVIDER_CATALOGUE', 'PROVIDER_ORDERS', 'PROVIDER_FINANCE', 'COMMUNITY_GROUP')
      then organisation_id <> '00000000-0000-0000-0000-000000000000' and council_id = '00000000-0000-0000-0000-000000000000'
    when role in ('BUDGET_HOLDER', 'REPRESENTATIVE', 'CARER', 'SELF_FUNDER', 'OPERATOR')
      then organisation_id = '00000000-0000-0000-0000-000000000000' and council_id = '00000000-0000-0000-0000-000000000000'
    else false end)
);
create index membership_of_organisation on identity.membership (organisation_id);

create table identity.client_record (
  council_id uuid not null references identity.council,
  person_id uuid not null references identity.person,
  ward_id uuid not null,
  care_group text not null,
  age_band text not null,
  care_manager_id uuid,
  covers daterange not null,
  primary key (council_id, person_id)
);
create index client_record_of_person on identity.client_record (person_id);
create index client_record_of_care_manager on identity.client_record (care_manager_id);

create table identity.mandate (
  council_id uuid not null,
  id uuid not null unique,
  person_id uuid not null references identity.person,
  -- A person, or a brokerage whose brokers may act; the nil id for the other.
  actor_person_id uuid not null default '00000000-0000-0000-0000-000000000000',
  actor_organisation_id uuid not null default '00000000-0000-0000-0000-000000000000',
  type text not null check (type in ('NOMINEE', 'AUTHORISED_PERSON', 'ATTORNEY', 'DEPUTY', 'TRUSTEE', 'BROKER')),
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['VIEW', 'ORDER', 'CONFIRM', 'PAY']),
  joint boolean not null default false,
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  ended_at timestamptz,
  ended_by uuid,
  evidence text,
  per_order_limit_pence bigint check (per_order_limit_pence > 0),
  per_month_limit_pence bigint check (per_month_limit_pence > 0),
  declared_conflict text,
  granted_at timestamptz not null,
  granted_by uuid not null,
  primary key (council_id, id),
  check ((actor_person_id = '00000000-0000-0000-0000-000000000000') <> (actor_organisation_id = '00000000-0000-0000-0000-000000000000'))
);
create index mandate_of_person on identity.mandate (person_id);
create index mandate_of_actor on identity.mandate (actor_person_id) where ended_at is null;
create index mandate_of_organisation on identity.mandate (actor_organisation_id) where ended_at is null;

-- What was ordered under a mandate in a London month.
create table identity.mandate_use (
  council_id uuid not null,
  mandate_id uuid not null,
  month date not null,
  used_pence bigint not null check (used_pence >= 0),
  primary key (council_id, mandate_id, month),
  foreign key (council_id, mandate_id) references identity.mandate
);

create table identity.council_policy (
  council_id uuid not null references identity.council,
  key text not null,
  covers daterange not null check (not isempty(covers)),
  value jsonb not null,
  primary key (council_id, key, covers),
  exclude using gist (council_id with =, key with =, covers with &&)
);

-- Only the token's SHA-256 is kept.
create table identity.session (
  token_hash bytea primary key,
  person_id uuid not null references identity.person,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_of_person on identity.session (person_id);

-- Failed sign-ins, counted in the database so that every process counts the same.
create table identity.sign_in_failure (
  id bigint generated always as identity primary key,
  subject text not null,
  at timestamptz not null
);
create index sign_in_failure_of_subject on identity.sign_in_failure (subject, at);

-- Every officer's look at one person's spending; shown to that person unless an exemption is in force.
create table identity.look_up (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  officer_id uuid not null,
  officer_role text not null,
  what text not null,
  at timestamptz not null,
  exempt_until timestamptz,
  exempted_by uuid,
  primary key (council_id, id)
);
create index look_up_of_person on identity.look_up (person_id, at desc);

-- "I don't feel safe". Nobody who acts for the person, and no provider, can see that it was used.
create table identity.safety_report (
  council_id uuid not null,
  id uuid not null,
  person_id uuid,
  message text not null,
  safe_way_to_reach text,
  at timestamptz not null,
  primary key (council_id, id)
);

-- Councils and organisations are public. Passwords, sessions, failed tries and safety reports are for functions only.
select kernel.protect_table('identity.council', 'true');
select kernel.protect_table('identity.organisation', 'true');
select kernel.protect_table('identity.council_policy', 'council_id = (select kernel.scope_council())');
select kernel.protect_table('identity.user_account', 'false');
select kernel.protect_table('identity.session', 'false');
select kernel.protect_table('identity.sign_in_failure', 'false');
select kernel.protect_table('identity.safety_report', 'false');
select kernel.protect_table('identity.membership', 'person_id = (select kernel.scope_person())');
select kernel.protect_table('identity.client_record', $$
  person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())$$);
select kernel.protect_table('identity.person', $$
  person.id = any ((select kernel.scope_people())::uuid[])
  or exists (select from identity.client_record c where c.person_id = person.id and c.council_id = (select kernel.scope_wide_council()))$$);
-- Whoever gave it, whoever holds it, the care manager who looks after the person, and finance of the council. Not the
-- other people who act for the same person.
select kernel.protect_table('identity.mandate', $$
  person_id = (select kernel.scope_person())
  or actor_person_id = (select kernel.scope_person())
  or actor_organisation_id = (select kernel.scope_organisation())
  or council_id = (select kernel.scope_wide_council())
  or exists (select from identity.client_record c where c.person_id = mandate.person_id and c.care_manager_id = (select kernel.scope_person()))$$);
select kernel.protect_table('identity.mandate_use', 'exists (select from identity.mandate m where m.council_id = mandate_use.council_id and m.id = mandate_id)');
-- Only the person it is about: never somebody who acts for them. Exempt looks come through identity.look_ups_of_reader.
select kernel.protect_table('identity.look_up', 'person_id = (select kernel.scope_person()) and exempt_until is null');
