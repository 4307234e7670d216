-- By telephone: somebody rings, and an officer or whoever acts for them does in their name what they say (model.md
-- "People and what they may do"). A call is the right to do so, for as long as it is open.

create table ordering.telephone_call (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  taken_by uuid not null,
  -- A care manager's own right while the call is open, or the mandate that its holder has anyway: a call never widens it.
  authority text not null check (authority in ('OFFICE', 'MANDATE')),
  -- Who was on the line.
  caller text not null check (caller in ('PERSON', 'SPEAKER')),
  speaker_name text check (length(speaker_name) between 1 and 100),
  -- Which two facts were asked for, never what was answered; none where the voice was known.
  known_by_voice boolean not null,
  first_fact text check (first_fact in ('DATE_OF_BIRTH', 'LAST_VISIT', 'ORDER_NUMBER', 'POSTCODE')),
  second_fact text check (second_fact in ('DATE_OF_BIRTH', 'LAST_VISIT', 'ORDER_NUMBER', 'POSTCODE')),
  began_at timestamptz not null,
  open_until timestamptz not null check (open_until > began_at and open_until <= began_at + interval '2 hours'),
  ended_at timestamptz check (ended_at >= began_at and ended_at <= open_until),
  primary key (council_id, id),
  unique (id),
  check (taken_by <> person_id),
  check ((caller = 'SPEAKER') = (speaker_name is not null)),
  check (known_by_voice = (first_fact is null) and (first_fact is null) = (second_fact is null)),
  -- Two, and not the same twice.
  check (first_fact < second_fact)
);
create index telephone_call_open on ordering.telephone_call (taken_by, open_until) where ended_at is null;
create index telephone_call_left_open on ordering.telephone_call (open_until) where ended_at is null;
create index telephone_call_of_person on ordering.telephone_call (person_id, began_at desc);

-- What was done in a call: an order's event, or a confirmed note, with the words that were read out before.
create table ordering.telephone_act (
  council_id uuid not null,
  -- The order event's id; of a confirmed visit its note's.
  subject_id uuid not null,
  call_id uuid not null,
  kind text not null check (kind in ('ORDERED', 'CONFIRMED', 'QUESTIONED', 'CANCELLED')),
  order_id uuid not null,
  delivery_id uuid check ((delivery_id is not null) = (kind in ('CONFIRMED', 'QUESTIONED'))),
  words_read text not null check (length(words_read) between 1 and 4000),
  -- The price of one visit, what a visit cost, or the fee.
  pence bigint not null check (pence >= 0),
  at timestamptz not null,
  primary key (council_id, subject_id),
  foreign key (council_id, call_id) references ordering.telephone_call,
  foreign key (council_id, order_id) references ordering."order"
);
create index telephone_act_of_call on ordering.telephone_act (call_id, at, subject_id);
create index telephone_act_by_subject on ordering.telephone_act (subject_id);

-- The person, whoever took the call, and the council's auditing officers. Nobody else who acts for the person.
select kernel.protect_table('ordering.telephone_call', $$
  person_id = (select kernel.scope_person()) or taken_by = (select kernel.scope_person()) or council_id = (select kernel.scope_wide_council())$$);
select kernel.protect_table('ordering.telephone_act', 'exists (select 1 from ordering.telephone_call c where c.council_id = telephone_act.council_id and c.id = call_id)');

-- A letter carries a message, or tells what was done in one call.
alter table ordering.letter
  alter column message_id drop not null,
  add column call_id uuid unique,
  add check ((message_id is null) <> (call_id is null)),
  add foreign key (council_id, call_id) references ordering.telephone_call;

-- Opens a call. Whoever acts for the person anyway stays within that; a care manager without a mandate has the right of
-- their office, and looks at the person's affairs by taking the call. Refuses NO_MANDATE, NO_BUDGET (no council to answer for it), PERSON_HAS_DIED, NEEDS_CAPACITY,
-- OFFICER_CONFLICT.
create function ordering.start_call(p_call uuid, p_person uuid, p_actor uuid, p_caller text, p_speaker text, p_known boolean, p_facts text[], p_look uuid, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  today constant date := (p_at at time zone 'Europe/London')::date;
  own_right constant boolean := not identity.acts_for(p_actor, p_person, p_at);
  council uuid;
begin
  council := case when own_right then identity.looks_after(p_actor, p_person, p_at) else identity.funding_council(p_person, today) end;
  if council is null then perform kernel.refuse(case when own_right then 'NO_MANDATE' else 'NO_BUDGET' end); end if;
  if identity.has_died(p_person) then perform kernel.refuse('PERSON_HAS_DIED'); end if;
  if p_caller = 'PERSON' and not identity.has_capacity(p_person) then perform kernel.refuse('NEEDS_CAPACITY'); end if;
  if own_right and identity.has_own_interest(p_actor, p_person, null, p_at) then perform kernel.refuse('OFFICER_CONFLICT'); end if;
  insert into ordering.telephone_call (council_id, id, person_id, taken_by, authority, caller, speaker_name, known_by_voice, first_fact, second_fact, began_at, open_until)
  values (council, p_call, p_person, p_actor, case when own_right then 'OFFICE' else 'MANDATE' end, p_caller, p_speaker, p_known,
    (select min(f) from unnest(p_facts) f), (select max(f) from unnest(p_facts) f), p_at,
    p_at + make_interval(mins => least(coalesce((identity.policy(council, 'telephoneCallMinutes', today) #>> '{}')::int, 120), 120)));
  if own_right then perform identity.record_look_up(p_look, council, p_person, p_actor, 'CARE_MANAGER', 'TELEPHONE', p_at); end if;
end $$;

-- The one place that says whether somebody may do something in a person's name: a mandate, or an open telephone call of
-- theirs about this person. The mandate's row is locked first, then the call's, so that ending either waits for what is
-- being done. An officer has the right of their office only while they look after the person, have no interest of their
-- own in any of the providers, and the person lives. Gives the mandate, null without one. Refuses what use_mandate does,
-- NOT_FOUND, OTHER_PERSONS_CALL, CALL_OVER, PERSON_HAS_DIED and OFFICER_CONFLICT.
create function ordering.use_authority(p_actor uuid, p_person uuid, p_scope text, p_amount bigint, p_at timestamptz, p_call uuid, p_providers uuid[])
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  by_right text;
  mandate uuid;
  held ordering.telephone_call;
begin
  if p_call is null then return identity.use_mandate(p_actor, p_person, p_scope, p_amount, p_at); end if;
  select c.authority into by_right from ordering.telephone_call c where c.id = p_call and c.taken_by = p_actor;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if by_right = 'MANDATE' then mandate := identity.use_mandate(p_actor, p_person, p_scope, p_amount, p_at); end if;
  select * into held from ordering.telephone_call c where c.id = p_call for share;
  if held.person_id <> p_person then perform kernel.refuse('OTHER_PERSONS_CALL'); end if;
  if held.ended_at is not null or held.open_until <= p_at then perform kernel.refuse('CALL_OVER'); end if;
  if by_right = 'OFFICE' then
    if identity.looks_after(p_actor, p_person, p_at) is distinct from held.council_id then perform kernel.refuse('NO_MANDATE'); end if;
    if identity.has_died(p_person) then perform kernel.refuse('PERSON_HAS_DIED'); end if;
    if exists (select from unnest(p_providers) as p (id) where identity.has_own_interest(p_actor, p_person, p.id, p_at)) then
      perform kernel.refuse('OFFICER_CONFLICT');
    end if;
  end if;
  return mandate;
end $$;

-- Acts of one kind, in the transaction that does them: subjects, orders, notes and pence in the same order.
create function ordering.record_telephone_acts(p_call uuid, p_kind text, p_subjects uuid[], p_orders uuid[], p_deliveries uuid[], p_pence bigint[], p_words text, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into ordering.telephone_act (council_id, subject_id, call_id, kind, order_id, delivery_id, words_read, pence, at)
  select c.council_id, a.subject, c.id, p_kind, a.order_id, a.delivery, p_words, a.pence, p_at
  from ordering.telephone_call c, unnest(p_subjects, p_orders, p_deliveries, p_pence) as a (subject, order_id, delivery, pence)
  where c.id = p_call
$$;

-- Ends a call; waits for what is being done in it. A job (p_actor null) ends what was left open, at the instant it was
-- over by itself. Refuses NOT_FOUND for a call of somebody else's and CALL_OVER for one that has ended.
create function ordering.end_call(p_call uuid, p_actor uuid, p_at timestamptz)
returns table (council_id uuid, person_id uuid, taken_by uuid, caller text, speaker_name text, began_at timestamptz)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  held ordering.telephone_call;
begin
  select * into held from ordering.telephone_call c where c.id = p_call and (p_actor is null or c.taken_by = p_actor) for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if held.ended_at is not null or (p_actor is null and held.open_until > p_at) then perform kernel.refuse('CALL_OVER'); end if;
  update ordering.telephone_call c set ended_at = greatest(least(p_at, held.open_until), held.began_at) where c.id = p_call;
  return query select held.council_id, held.person_id, held.taken_by, held.caller, held.speaker_name, held.began_at;
end $$;

-- Job: calls that nobody ended in time, oldest first.
create function ordering.calls_left_open(p_at timestamptz) returns table (id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select c.id from ordering.telephone_call c where c.ended_at is null and c.open_until <= p_at order by c.open_until, c.id limit 1000
$$;

-- What was done in calls, as their letters and their pages tell it. For the room itself, after the call was seen.
create function ordering.acts_of_calls(p_calls uuid[])
returns table (call_id uuid, subject_id uuid, kind text, order_id uuid, at timestamptz, words_read text, pence bigint, service_name text, provider_name text,
  order_kind text, on_date date, last_on date, visits int, reason text)
language sql stable security definer set search_path = pg_catalog as $$
  select a.call_id, a.subject_id, a.kind, a.order_id, a.at, a.words_read, a.pence, s.service_name, s.provider_name, o.kind,
    coalesce(d.on_date, gone.first_on), coalesce(d.on_date, gone.last_on), coalesce(gone.visits, 1), case when a.kind = 'QUESTIONED' then d.dispute_reason end
  from ordering.telephone_act a
  join ordering."order" o on o.council_id = a.council_id and o.id = a.order_id
  left join ordering.delivery d on d.council_id = a.council_id and d.id = a.delivery_id
  left join lateral (select min(v.on_date) as first_on, max(v.on_date) as last_on, nullif(count(*), 0)::int as visits
    from ordering.occurrence v where a.kind = 'CANCELLED' and v.order_id = a.order_id and v.status = 'CANCELLED' and v.ended_at = a.at) gone on true
  left join catalogue.service_names(array[o.service_id]) s on true
  where a.call_id = any (p_calls)
  order by a.at, a.subject_id
$$;

create function ordering.insert_call_letter(p_council uuid, p_id uuid, p_person uuid, p_call uuid, p_content jsonb, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.letter (council_id, id, person_id, call_id, content, large_print, made_at) values (p_council, p_id, p_person, p_call, p_content, true, p_at)
$$;

grant execute on function ordering.start_call, ordering.use_authority, ordering.record_telephone_acts, ordering.end_call, ordering.calls_left_open,
  ordering.acts_of_calls, ordering.insert_call_letter to owncourse_app;
