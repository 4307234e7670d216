-- Messages to people: what happened, whom it concerns, and whether it needs them. Words are made when they are read.
create schema messages;
grant usage on schema messages to owncourse_app, owncourse_auditor;

create table messages.message (
  -- The nil id where no council is concerned.
  council_id uuid not null,
  id uuid not null unique,
  -- Who reads it.
  person_id uuid not null,
  -- Why they may: for themselves, for somebody under a mandate, for an organisation, for a council.
  standing text not null check (standing in ('SELF', 'MANDATE', 'STAFF', 'OFFICER', 'WIDE_OFFICER')),
  about_person_id uuid check (standing <> 'MANDATE' or about_person_id is not null),
  organisation_id uuid check (standing <> 'STAFF' or organisation_id is not null),
  roles text[] not null,
  kind text not null,
  topic text not null,
  needs_you boolean not null,
  -- Names, days and ids that the words are made of.
  facts jsonb not null,
  -- What still waits for somebody; the message is done when nothing does.
  open_subjects uuid[] not null,
  event_id uuid not null,
  at timestamptz not null,
  read_at timestamptz,
  settled_at timestamptz,
  primary key (council_id, id)
) with (fillfactor = 80);
create index message_of_person on messages.message (person_id, at desc, id desc);
create index message_unread on messages.message (person_id) where read_at is null and settled_at is null;
create index message_open on messages.message using gin (open_subjects) where settled_at is null;

-- A person's choice of mail for a topic; without a row only what needs them.
create table messages.preference (
  person_id uuid not null,
  topic text not null,
  mail text not null check (mail in ('NEVER', 'NEEDS_ME', 'EVERYTHING')),
  changed_at timestamptz not null,
  primary key (person_id, topic)
);

-- One mail for a message at the most. The address is looked up when it is sent, never kept.
create table messages.mail (
  message_id uuid primary key references messages.message (id),
  person_id uuid not null,
  state text not null check (state in ('WAITING', 'SENT', 'KEPT', 'DEAD', 'DROPPED', 'LATE')),
  attempts int not null default 0 check (attempts >= 0),
  created_at timestamptz not null,
  next_try_at timestamptz not null,
  ended_at timestamptz,
  last_error text,
  check ((state = 'WAITING') = (ended_at is null))
) with (fillfactor = 80);
create index mail_waiting on messages.mail (next_try_at) where state = 'WAITING';
create index mail_of_person on messages.mail (person_id, created_at desc);
create index mail_dead on messages.mail (ended_at desc) where state = 'DEAD';

-- Reading asks again what writing asked: a mandate that ended meanwhile shows nothing.
select kernel.protect_table('messages.message', $$
  person_id = (select kernel.scope_person()) and (
    standing = 'SELF'
    or standing = 'MANDATE' and about_person_id = any ((select kernel.scope_people())::uuid[])
    or standing = 'STAFF' and organisation_id = (select kernel.scope_organisation())
    or standing = 'OFFICER' and council_id = (select kernel.scope_council())
    or standing = 'WIDE_OFFICER' and council_id = (select kernel.scope_wide_council()))$$);
select kernel.protect_table('messages.preference', 'person_id = (select kernel.scope_person())');
select kernel.protect_table('messages.mail', 'person_id = (select kernel.scope_person())');

-- The same reader, event, kind and thing always give the same id, so that nothing is told twice.
create function messages.message_id(p_event uuid, p_person uuid, p_kind text, p_thing text) returns uuid language sql immutable parallel safe
  return md5(p_event::text || p_person::text || p_kind || p_thing)::uuid;

-- Tells each notice to everybody concerned, once: the person and those who act for them, an organisation's staff, a
-- council's officers, or one person. A notice that merges adds to a message of its kind that its reader has not read yet.
-- Mails follow the reader's choice while the event is news. Gives the messages that need a letter, because the person has
-- no e-mail.
create function messages.write(p_notices jsonb, p_mail_after timestamptz, p_at timestamptz)
returns table (message_id uuid, person_id uuid, council_id uuid, kind text, communication_needs text[])
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  return query
    with notice as materialized (
      select n.* from jsonb_to_recordset(p_notices) as n ("eventId" uuid, at timestamptz, kind text, topic text, "needsYou" boolean, letter boolean, "councilId" uuid,
        side text, thing text, merges boolean, "personId" uuid, scope text, "organisationId" uuid, roles text[], "exceptId" uuid, facts jsonb, subjects uuid[])
    ), reader as materialized (
      select n.*, n."personId" as reader, 'SELF' as standing from notice n where n.side in ('PERSON', 'ONE')
      union all
      select n.*, a.actor_id, 'MANDATE' from notice n
      join identity.people_acting_for(array(select n."personId" from notice n where n.side = 'PERSON'), (p_at at time zone 'Europe/London')::date) a
        on a.person_id = n."personId" and n.scope = any (a.scopes) where n.side = 'PERSON'
      union all
      select n.*, s.person_id, 'STAFF' from notice n
      join identity.staff_of(array(select n."organisationId" from notice n where n.side = 'STAFF')) s
        on s.organisation_id = n."organisationId" and s.role = any (n.roles) where n.side = 'STAFF'
      union all
      select n.*, o.person_id, n.side from notice n
      join identity.officers_of(array(select n."councilId" from notice n where n.side in ('OFFICER', 'WIDE_OFFICER'))) o
        on o.council_id = n."councilId" and o.role = any (n.roles) where n.side in ('OFFICER', 'WIDE_OFFICER')
    ), unread as materialized (
      select distinct on (r."eventId", r.kind, r.reader, r.thing) r."eventId", r.kind, r.reader, r.thing, r.at, r.facts, r.subjects, m.id
      from reader r join messages.message m on m.person_id = r.reader and m.kind = r.kind and m.organisation_id is not distinct from r."organisationId"
        and m.council_id = r."councilId" and m.read_at is null and m.settled_at is null
      where r.merges order by r."eventId", r.kind, r.reader, r.thing, m.at desc
    ), merged as (
      update messages.message m set at = u.at, open_subjects = m.open_subjects || coalesce(u.subjects, '{}'),
        facts = m.facts || jsonb_build_object('count', (m.facts ->> 'count')::int + (u.facts ->> 'count')::int)
      from unread u where m.id = u.id
    ), written as (
      insert into messages.message as m (council_id, id, person_id, standing, about_person_id, organisation_id, roles, kind, topic, needs_you, facts, open_subjects, event_id, at)
      select r."councilId", messages.message_id(r."eventId", r.reader, r.kind, r.thing), r.reader, r.standing, r."personId", r."organisationId", coalesce(r.roles, '{}'),
        r.kind, r.topic, r."needsYou", r.facts, coalesce(r.subjects, '{}'), r."eventId", r.at
      from reader r where r.reader is distinct from r."exceptId"
        and not exists (select from unread u where u."eventId" = r."eventId" and u.kind = r.kind and u.reader = r.reader and u.thing = r.thing)
      on conflict (id) do nothing
      returning m.*
    ), reachable as materialized (
      select w.*, a.email, a.communication_needs, coalesce(p.mail, 'NEEDS_ME') as wish,
        (select bool_or(n.letter) from notice n where n."eventId" = w.event_id and n.kind = w.kind) as letter
      from written w
      join identity.mail_addresses(array(select w.person_id from written w)) a on a.person_id = w.person_id
      left join messages.preference p on p.person_id = w.person_id and p.topic = w.topic
      where w.at > p_mail_after
    ), mailed as (
      insert into messages.mail (message_id, person_id, state, created_at, next_try_at)
      select r.id, r.person_id, 'WAITING', p_at, p_at from reachable r
      where r.email is not null and (r.wish = 'EVERYTHING' or r.wish = 'NEEDS_ME' and r.needs_you)
    )
    select r.id, r.person_id, r.council_id, r.kind, r.communication_needs from reachable r where r.email is null and r.letter and r.standing = 'SELF';
end $$;

-- What was waited for has come: {kinds, subject, at}. Messages written later stay open.
create function messages.settle(p_settled jsonb, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  with done as materialized (
    select s.kinds, s.subject, s.at from jsonb_to_recordset(p_settled) as s (kinds text[], subject uuid, at timestamptz)
  ), met as materialized (
    select m.id, array_agg(d.subject) as subjects
    from messages.message m join done d on m.open_subjects @> array[d.subject] and m.kind = any (d.kinds) and m.at <= d.at
    where m.settled_at is null group by m.id
  )
  update messages.message m set settled_at = case when m.open_subjects <@ met.subjects then p_at end,
    open_subjects = array(select o from unnest(m.open_subjects) o where o <> all (met.subjects))
  from met
  where m.id = met.id
$$;

-- One message of the reader's, or all of them (null). Gives how many were new.
create function messages.mark_read(p_reader uuid, p_message uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  marked int;
begin
  update messages.message set read_at = p_at where person_id = p_reader and (p_message is null or id = p_message) and read_at is null;
  get diagnostics marked = row_count;
  return marked;
end $$;

create function messages.prefer(p_reader uuid, p_choices jsonb, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  insert into messages.preference (person_id, topic, mail, changed_at)
  select p_reader, c.topic, c.mail, p_at from jsonb_to_recordset(p_choices) as c (topic text, mail text)
  on conflict (person_id, topic) do update set mail = excluded.mail, changed_at = excluded.changed_at
$$;

-- Mails that are due, each to one worker until p_until. Drops what is too old, and what its reader may no longer read.
create function messages.lease_mail(p_limit int, p_too_old timestamptz, p_until timestamptz, p_at timestamptz)
returns table (message_id uuid, attempts int, name text, email text, kind text, standing text, facts jsonb, council_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  due uuid[];
begin
  due := array(select l.message_id from messages.mail l where l.state = 'WAITING' and l.next_try_at <= p_at
    order by l.next_try_at, l.message_id limit p_limit for update skip locked);
  update messages.mail l set state = 'LATE', ended_at = p_at where l.message_id = any (due) and l.created_at < p_too_old;
  update messages.mail l set state = 'DROPPED', ended_at = p_at
  from messages.message m where l.message_id = any (due) and l.state = 'WAITING' and m.id = l.message_id
    and (m.settled_at is not null or not identity.still_stands(m.person_id, m.standing, m.about_person_id, m.organisation_id, m.council_id, m.roles, (p_at at time zone 'Europe/London')::date)
      or not exists (select from identity.mail_addresses(array[m.person_id]) a where a.email is not null));
  return query
    with leased as (
      update messages.mail l set attempts = l.attempts + 1, next_try_at = p_until where l.message_id = any (due) and l.state = 'WAITING'
      returning l.message_id, l.attempts
    )
    select l.message_id, l.attempts, a.name, a.email, m.kind, m.standing, m.facts, m.council_id
    from leased l join messages.message m on m.id = l.message_id
    join identity.mail_addresses(array(select m.person_id from leased l join messages.message m on m.id = l.message_id)) a on a.person_id = m.person_id
    order by l.message_id;
end $$;

-- What became of a leased mail. A worker whose lease another has taken over meanwhile changes nothing.
create function messages.end_try(p_message uuid, p_attempt int, p_state text, p_error text, p_next timestamptz, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update messages.mail set state = p_state, last_error = p_error, next_try_at = coalesce(p_next, next_try_at), ended_at = case when p_state <> 'WAITING' then p_at end
  where message_id = p_message and attempts = p_attempt and state = 'WAITING'
$$;

-- Without a mail server mails stay here, for the outbox to show.
create function messages.keep_mail(p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update messages.mail set state = 'KEPT', ended_at = p_at where state = 'WAITING' and next_try_at <= p_at
$$;

create function messages.mail_health(p_at timestamptz) returns table (waiting int, sent_in_a_day int, dead int, oldest_waiting_seconds int)
language sql stable security definer set search_path = pg_catalog as $$
  select count(*) filter (where state = 'WAITING')::int, count(*) filter (where state = 'SENT' and ended_at > p_at - interval '1 day')::int,
    count(*) filter (where state = 'DEAD')::int, coalesce(extract(epoch from p_at - min(created_at) filter (where state = 'WAITING')), 0)::int
  from messages.mail where state in ('WAITING', 'DEAD') or ended_at > p_at - interval '1 day'
$$;

-- Mails that never went out, newest first: no names and no addresses.
create function messages.dead_mails(p_limit int) returns table (message_id uuid, kind text, attempts int, ended_at timestamptz, last_error text)
language sql stable security definer set search_path = pg_catalog as $$
  select l.message_id, m.kind, l.attempts, l.ended_at, l.last_error from messages.mail l join messages.message m on m.id = l.message_id
  where l.state = 'DEAD' order by l.ended_at desc, l.message_id limit p_limit
$$;

-- Tries dead mails again, those that are still news. Gives how many.
create function messages.revive_mails(p_too_old timestamptz, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  revived int;
begin
  update messages.mail set state = 'WAITING', attempts = 0, ended_at = null, next_try_at = p_at where state = 'DEAD' and created_at >= p_too_old;
  get diagnostics revived = row_count;
  return revived;
end $$;

-- A message about its reader's own affairs, for a letter.
create function messages.facts_of(p_message uuid) returns table (person_id uuid, kind text, facts jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select m.person_id, m.kind, m.facts from messages.message m where m.id = p_message and m.standing = 'SELF'
$$;

grant execute on function messages.facts_of, messages.write, messages.settle, messages.mark_read, messages.prefer, messages.lease_mail, messages.end_try, messages.keep_mail,
  messages.mail_health, messages.dead_mails, messages.revive_mails to owncourse_app;
