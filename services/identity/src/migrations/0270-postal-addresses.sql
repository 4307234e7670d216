-- Where a council's letters to its client go. What one council knows is its own: another council has a row of its own.
create function identity.is_postal_address(p_lines text[], p_postcode text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog as $$
  select cardinality(p_lines) between 1 and 5
    and not exists (select from unnest(p_lines) l where l is null or l <> btrim(l) or length(l) not between 1 and 40 or l ~ '[[:cntrl:]]')
    and p_postcode ~ '^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$'
$$;

-- Never changed but for the day on which another took its place: who wrote what, and when.
create table identity.postal_address (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  lines text[] not null,
  postcode text not null,
  changed_at timestamptz not null,
  changed_by uuid not null references identity.person,
  replaced_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, person_id) references identity.client_record,
  constraint fits_on_an_envelope check (identity.is_postal_address(lines, postcode)),
  constraint replaced_afterwards check (replaced_at >= changed_at)
);
create unique index one_postal_address_of_a_client on identity.postal_address (council_id, person_id) where replaced_at is null;
create index postal_address_of_person on identity.postal_address (person_id, changed_at);
-- As the client's row. Somebody who works for a council sees what that council knows, and not what another does.
select kernel.protect_table('identity.postal_address', $$
  person_id = (select kernel.scope_person()) or council_id = (select kernel.scope_wide_council())
  or (person_id = any ((select kernel.scope_people())::uuid[]) and council_id = coalesce((select kernel.scope_council()), council_id))$$);

-- [{id, personId, lines, postcode}] of a council's clients, all or none; what is written there already is not written again.
-- Refuses NOT_FOUND where the council has no such client.
create function identity.write_postal_addresses(p_council uuid, p_addresses jsonb, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  known int;
begin
  perform from identity.client_record c
  where c.council_id = p_council and c.person_id in (select a."personId" from jsonb_to_recordset(p_addresses) as a ("personId" uuid))
  order by c.person_id for no key update;
  get diagnostics known = row_count;
  if known <> jsonb_array_length(p_addresses) then perform kernel.refuse('NOT_FOUND'); end if;
  update identity.postal_address p set replaced_at = greatest(p_at, p.changed_at)
  from jsonb_to_recordset(p_addresses) as a ("personId" uuid, lines text[], postcode text)
  where p.council_id = p_council and p.person_id = a."personId" and p.replaced_at is null and (p.lines, p.postcode) <> (a.lines, a.postcode);
  insert into identity.postal_address (council_id, id, person_id, lines, postcode, changed_at, changed_by)
  select p_council, a.id, a."personId", a.lines, a.postcode, p_at, p_by
  from jsonb_to_recordset(p_addresses) as a (id uuid, "personId" uuid, lines text[], postcode text)
  where not exists (select from identity.postal_address p where p.council_id = p_council and p.person_id = a."personId" and p.replaced_at is null);
exception
  when check_violation then perform identity.refuse_field('lines', 'Write the address as it stands on an envelope.');
end $$;

-- For letters: where they go now, or went at a moment that is over.
create function identity.postal_addresses(p_council uuid, p_people uuid[], p_at timestamptz) returns table (person_id uuid, lines text[], postcode text)
language sql stable security definer set search_path = pg_catalog as $$
  select p.person_id, p.lines, p.postcode from identity.postal_address p
  where p.council_id = p_council and p.person_id = any (p_people)
    and case when p_at is null then p.replaced_at is null
      else p.changed_at <= p_at and (p.replaced_at is null or p.replaced_at > p_at) end
$$;

grant execute on function identity.write_postal_addresses, identity.postal_addresses to owncourse_app;
