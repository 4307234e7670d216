-- As in 0001; an event may put an end to what earlier ones of its kind told about the same thing, never to what it tells itself.
create or replace function messages.settle(p_settled jsonb, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  with done as materialized (
    select s.kinds, s.subject, s.at, s."eventId" from jsonb_to_recordset(p_settled) as s (kinds text[], subject uuid, at timestamptz, "eventId" uuid)
  ), met as materialized (
    select m.id, array_agg(d.subject) as subjects
    from messages.message m join done d on m.open_subjects @> array[d.subject] and m.kind = any (d.kinds) and m.at <= d.at and m.event_id is distinct from d."eventId"
    where m.settled_at is null group by m.id
  )
  update messages.message m set settled_at = case when m.open_subjects <@ met.subjects then p_at end,
    open_subjects = array(select o from unnest(m.open_subjects) o where o <> all (met.subjects))
  from met
  where m.id = met.id
$$;

-- Councils' noes from before are done as those from now on: when the council decides about the provider's details again.
update messages.message set open_subjects = array[invoicing.bank_hold(council_id, organisation_id)]
where kind = 'BANK_DETAILS_NOT_AGREED' and settled_at is null and open_subjects = '{}';
