-- How far a search server outside has been told of the catalogue. One row for each index; the server is never asked for it.
create table catalogue.search_follower (
  index_uid text primary key,
  -- Another for each full rebuild: every document that is sent carries it, so that nobody reads an index this row is not about.
  build uuid not null,
  -- A hash of the settings the index was built with.
  settings text not null,
  -- Everything up to this revision of the catalogue is in the index.
  revision bigint not null,
  moved_at timestamptz not null
);
select kernel.protect_table('catalogue.search_follower', 'true');

-- Where an index stands beside the catalogue. Counts no further than 10,001. `build` is null for an index that was never built.
create function catalogue.search_follower_state(p_index text)
returns table (revision bigint, build uuid, settings text, "position" bigint, changed int, terms_changed boolean)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select r.revision, f.build, f.settings, coalesce(f.revision, 0),
    (select count(*)::int from (
       select from catalogue.search_change c
       where c.revision > coalesce(f.revision, 0) and c.document_id <> '00000000-0000-0000-0000-000000000000' limit 10001) counted),
    exists (select from catalogue.search_change c
      where c.document_id = '00000000-0000-0000-0000-000000000000' and c.revision > coalesce(f.revision, 0))
  from catalogue.search_revision r left join catalogue.search_follower f on f.index_uid = p_index;
end;

-- The next changes after a revision, no later than another; all changes of the last revision are among them.
create function catalogue.search_changes(p_since bigint, p_until bigint, p_limit int) returns table (id uuid, revision bigint)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select c.document_id, c.revision from catalogue.search_change c
  where c.revision > p_since and c.revision <= p_until and c.document_id <> '00000000-0000-0000-0000-000000000000'
  order by c.revision fetch first p_limit rows with ties;
end;

-- The public texts of documents, as search_document weighs them. Nothing that is not published, and no price.
create function catalogue.documents_to_send(p_ids uuid[])
returns table (id uuid, revision bigint, name text, support_type text, summary text, provider text, description text, who_for text[],
  languages text[], access text[])
language sql stable security definer set search_path = pg_catalog
begin atomic
  select d.id, coalesce(c.revision, 0), coalesce(s.name, l.title), t.name, coalesce(s.summary, l.place_name), coalesce(p.name, l.organisation_name),
    coalesce(s.description, l.description), coalesce(s.who_for, '{}'), coalesce(s.languages, '{}'),
    coalesce(s.access_needs, array_remove(array[l.access_notes], null))
  from catalogue.search_document d join catalogue.support_type t on t.slug = d.support_type_slug
    left join catalogue.service s on s.id = d.id left join catalogue.provider p on p.id = s.provider_id
    left join catalogue.community_listing l on l.id = d.id left join catalogue.search_change c on c.document_id = d.id
  where d.id = any (p_ids);
end;

create function catalogue.document_count() returns bigint language sql stable security definer set search_path = pg_catalog
begin atomic
  select count(*) from catalogue.search_document;
end;

-- Plain words from the reviewed list, each with the names of the support types it stands for.
create function catalogue.synonyms_to_send() returns table (phrase text, names text[])
language sql stable security definer set search_path = pg_catalog
begin atomic
  select s.phrase, array_agg(t.name order by t.name)
  from catalogue.synonym s join catalogue.support_type t on t.slug = s.support_type_slug group by s.phrase order by s.phrase;
end;

-- Says that an index was built anew.
create function catalogue.start_search_follower(p_index text, p_build uuid, p_settings text, p_revision bigint, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  insert into catalogue.search_follower as f (index_uid, build, settings, revision, moved_at)
  values (p_index, p_build, p_settings, p_revision, p_at)
  on conflict (index_uid) do update set build = excluded.build, settings = excluded.settings, revision = excluded.revision, moved_at = excluded.moved_at;
end;

-- Moves an index on, unless somebody else has built it anew or moved it meanwhile. Returns whether it did.
create function catalogue.move_search_follower(p_index text, p_build uuid, p_from bigint, p_to bigint, p_at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog
begin atomic
  with moved as (
    update catalogue.search_follower f set revision = p_to, moved_at = p_at
    where f.index_uid = p_index and f.build = p_build and f.revision = p_from and p_to >= p_from
    returning 1)
  select exists (select from moved);
end;

grant execute on function catalogue.search_follower_state, catalogue.search_changes, catalogue.documents_to_send, catalogue.document_count,
  catalogue.synonyms_to_send, catalogue.start_search_follower, catalogue.move_search_follower to owncourse_app;
