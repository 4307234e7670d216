-- As before; a notice can name those of its readers whom it is for.
create or replace function messages.write(p_notices jsonb, p_mail_after timestamptz, p_at timestamptz)
returns table (message_id uuid, person_id uuid, council_id uuid, kind text, communication_needs text[])
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  return query
    with notice as materialized (
      select n.* from jsonb_to_recordset(p_notices) as n ("eventId" uuid, at timestamptz, kind text, topic text, "needsYou" boolean, letter boolean, "councilId" uuid,
        side text, thing text, merges boolean, "personId" uuid, scope text, "organisationId" uuid, roles text[], "exceptId" uuid, "onlyIds" uuid[], facts jsonb, subjects uuid[])
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
      from reader r where r.reader is distinct from r."exceptId" and (r."onlyIds" is null or r.reader = any (r."onlyIds"))
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
