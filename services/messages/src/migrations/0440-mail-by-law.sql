-- Some messages have to reach the person on paper or by mail, whatever they chose (a contract's confirmation, Consumer Contracts
-- Regulations 2013, regulation 16). p_notices as `messages.write` takes them; it has written their messages before.
create function messages.mail_by_law(p_notices jsonb, p_mail_after timestamptz, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into messages.mail (message_id, person_id, state, created_at, next_try_at)
  select m.id, m.person_id, 'WAITING', p_at, p_at
  from jsonb_to_recordset(p_notices) as n ("eventId" uuid, kind text, thing text, "personId" uuid)
  join messages.message m on m.id = messages.message_id(n."eventId", n."personId", n.kind, n.thing)
  join identity.mail_addresses(array(select p."personId" from jsonb_to_recordset(p_notices) as p ("personId" uuid))) a on a.person_id = m.person_id and a.email is not null
  where m.at > p_mail_after
  on conflict do nothing
$$;
grant execute on function messages.mail_by_law to owncourse_app;
