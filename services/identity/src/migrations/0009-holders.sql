-- Who may hold a person's money besides the person and the council: people who act for them on a day, and organisations of
-- the kinds that hold money. For officers; who asks is checked by the caller.
create function identity.possible_holders(p_person uuid, p_on date) returns table (id uuid, kind text, name text)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct p.id, 'PERSON', p.name from identity.mandate m join identity.person p on p.id = m.actor_person_id
  where m.person_id = p_person and m.ended_at is null and m.starts_on <= p_on and (m.ends_on is null or m.ends_on >= p_on)
  union all
  select o.id, o.kind, o.name from identity.organisation o where o.kind in ('TRUST', 'BROKERAGE', 'PROVIDER')
  order by 2, 3, 1
$$;

grant execute on function identity.possible_holders to owncourse_app;
