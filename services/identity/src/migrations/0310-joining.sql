-- A provider joins by itself. Nothing of it is in the house until whoever reads the e-mail has said so with the password they chose:
-- no person, no account, no organisation, so that nobody can take an address that is not theirs or learn who is known.
create table identity.joining (
  id uuid primary key,
  person_id uuid not null unique,
  organisation_id uuid not null unique,
  person_name text not null,
  email text not null check (email = lower(email)),
  organisation_name text not null,
  password_hash text not null,
  -- Only the token's SHA-256 is kept here.
  token_hash bytea not null unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz
);
create index joining_that_waits on identity.joining (expires_at) where confirmed_at is null;
select kernel.protect_table('identity.joining', 'false');

-- Keeps what was asked, or finds who has that address already; the answer to the asker is the same. Gives the seconds to wait where
-- an address or a computer asked too often, and nothing is kept then. What nobody confirmed goes a week after its end.
create function identity.ask_to_join(p_row jsonb, p_token_hash bytea, p_subjects text[], p_limits int[], p_at timestamptz, p_expires_at timestamptz)
returns table (seconds int, person_id uuid, is_known boolean) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  for i in 1 .. cardinality(p_subjects) loop
    perform pg_advisory_xact_lock(hashtextextended(p_subjects[i], i));
  end loop;
  seconds := identity.sign_in_wait(p_subjects, p_limits, p_at);
  if seconds is not null then return next; return; end if;
  insert into identity.sign_in_failure (subject, at) select unnest(p_subjects), p_at;
  delete from identity.joining j where j.confirmed_at is null and j.expires_at < p_at - interval '7 days';
  person_id := (select a.person_id from identity.user_account a where a.email = p_row ->> 'email');
  is_known := person_id is not null;
  if not is_known then
    person_id := (p_row ->> 'personId')::uuid;
    insert into identity.joining (id, person_id, organisation_id, person_name, email, organisation_name, password_hash, token_hash, asked_at, expires_at)
    values ((p_row ->> 'id')::uuid, person_id, (p_row ->> 'organisationId')::uuid, p_row ->> 'personName', p_row ->> 'email', p_row ->> 'organisationName',
      p_row ->> 'passwordHash', p_token_hash, p_at, p_expires_at);
  end if;
  return next;
end $$;

-- What a link stands for, to compare the password with; no row when it is over.
create function identity.joining_of(p_token_hash bytea, p_at timestamptz) returns table (id uuid, email text, password_hash text)
language sql stable security definer set search_path = pg_catalog as $$
  select j.id, j.email, j.password_hash from identity.joining j where j.token_hash = p_token_hash and j.expires_at > p_at
$$;

-- Makes the person, their account and their organisation, of which they are the owner. Gives the person; null when that was done before.
-- Refuses LINK_OVER where the address is somebody's by now.
create function identity.confirm_joining(p_id uuid, p_at timestamptz) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked identity.joining;
begin
  select * into asked from identity.joining j where j.id = p_id for update;
  if not found then perform kernel.refuse('LINK_OVER'); end if;
  if asked.confirmed_at is not null then return null; end if;
  -- Two links for one address: the first one counts.
  perform pg_advisory_xact_lock(hashtextextended('join:' || asked.email, 1));
  if exists (select from identity.user_account a where a.email = asked.email) then perform kernel.refuse('LINK_OVER'); end if;
  perform identity.add_organisations(jsonb_build_array(jsonb_build_object('id', asked.organisation_id, 'kind', 'PROVIDER', 'name', asked.organisation_name)));
  perform identity.register_people(jsonb_build_array(jsonb_build_object('id', asked.person_id, 'name', asked.person_name, 'email', asked.email,
    'passwordHash', asked.password_hash,
    'roles', jsonb_build_array(jsonb_build_object('role', 'PROVIDER_OWNER', 'organisationId', asked.organisation_id)))));
  -- The account has its own copy now.
  update identity.joining set confirmed_at = p_at, password_hash = '' where id = p_id;
  return asked.person_id;
end $$;

-- As in 0003, and whoever waits for their link can be written to.
create or replace function identity.mail_addresses(p_people uuid[]) returns table (person_id uuid, name text, email text, communication_needs text[])
language sql stable security definer set search_path = pg_catalog as $$
  select p.id, p.name, a.email, p.communication_needs
  from identity.person p left join identity.user_account a on a.person_id = p.id and a.disabled_at is null
  where p.id = any (p_people) and p.erased_at is null and not identity.has_died(p.id)
  union all
  select j.person_id, j.person_name, j.email, '{}'::text[] from identity.joining j where j.person_id = any (p_people) and j.confirmed_at is null
$$;

grant execute on function identity.ask_to_join, identity.joining_of, identity.confirm_joining to owncourse_app;
