-- What is sent twice is done once: saying the same again of a conflict of interest, or of a person's capacity, writes nothing.

-- As before, and: true where it says something new, false where the mandate says so already, null where no such mandate runs.
create or replace function identity.declare_conflict(p_mandate uuid, p_declaration text, p_at timestamptz, p_by uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  said text;
begin
  select m.declared_conflict into said from identity.mandate m where m.id = p_mandate and m.ended_at is null for update;
  if not found then return null; end if;
  if said is not distinct from p_declaration then return false; end if;
  update identity.mandate set declared_conflict = p_declaration, conflict_declared_by = p_by, conflict_declared_at = p_at where id = p_mandate;
  return true;
end $$;

-- As before, and: when the council's last word on the person's capacity is this very one, gives the mandates that ended
-- with it again, none of them new.
drop function identity.record_life(uuid, uuid, uuid, text, date, text, text[], timestamptz, uuid);
create function identity.record_life(p_council uuid, p_id uuid, p_person uuid, p_kind text, p_on date, p_evidence text, p_ends_types text[], p_at timestamptz, p_by uuid)
returns table (mandate_id uuid, council_id uuid, is_new boolean) language plpgsql security definer set search_path = pg_catalog as $$
declare
  last_word identity.life_record;
begin
  perform from identity.person where id = p_person for no key update;
  select l.* into last_word from identity.life_record l
  where l.person_id = p_person and l.kind in ('CAPACITY_LOST', 'CAPACITY_REGAINED') order by l.recorded_at desc, l.id desc limit 1;
  if last_word.council_id = p_council and last_word.kind = p_kind and last_word.on_date = p_on and last_word.evidence = p_evidence then
    return query select m.id, m.council_id, false from identity.mandate m
      where m.person_id = p_person and m.ended_at = last_word.recorded_at and m.end_reason = p_kind;
    return;
  end if;
  insert into identity.life_record values (p_council, p_id, p_person, p_kind, p_on, p_evidence, p_at, p_by);
  if p_kind = 'CAPACITY_REGAINED' then return; end if;
  perform from identity.mandate m where m.person_id = p_person and m.ended_at is null order by m.id for update;
  return query
    update identity.mandate m set ended_at = p_at, ended_by = p_by, end_reason = p_kind
    where m.person_id = p_person and m.ended_at is null and (p_ends_types is null or m.type = any (p_ends_types))
    returning m.id, m.council_id, true;
end $$;
grant execute on function identity.record_life to owncourse_app;
