-- What more can be searched by, and a number that says when anything a search answers from has changed. With it a process that
-- keeps its own index knows before each answer whether the index is as old as the books.
alter table catalogue.search_document
  add column languages text[] not null default '{}',
  add column worker text,
  add column access_needs text[] not null default '{}',
  add column next_available_on date,
  add column cqc_rating text;

-- One row. Every change of the catalogue takes the lock of feed_change first, so that numbers are seen in their order.
create table catalogue.search_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into catalogue.search_revision (revision) values (1);

-- Documents that were written or went, each with the number of its last change. The nil id stands for words, terms and places.
create table catalogue.search_change (
  document_id uuid primary key,
  revision bigint not null
);
create index search_change_by_revision on catalogue.search_change (revision);
select kernel.protect_table(t::regclass, 'true') from unnest(array['catalogue.search_revision', 'catalogue.search_change']) t;

create function catalogue.note_search_change(p_ids uuid[]) returns void language sql security definer set search_path = pg_catalog
begin atomic
  with next as (update catalogue.search_revision r set revision = r.revision + 1 returning r.revision)
  insert into catalogue.search_change as c (document_id, revision) select distinct i.id, n.revision from unnest(p_ids) as i (id), next n
  on conflict (document_id) do update set revision = excluded.revision;
end;

create function catalogue.search_documents_changed() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from changed) then perform catalogue.note_search_change(array(select c.id from changed c)); end if;
  return null;
end $$;
create trigger document_written after insert on catalogue.search_document referencing new table as changed
  for each statement execute function catalogue.search_documents_changed();
create trigger document_changed after update on catalogue.search_document referencing new table as changed
  for each statement execute function catalogue.search_documents_changed();
create trigger document_gone after delete on catalogue.search_document referencing old table as changed
  for each statement execute function catalogue.search_documents_changed();

create function catalogue.search_documents_emptied() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform catalogue.note_search_change(array(select d.id from catalogue.search_document d));
  return null;
end $$;
create trigger documents_emptied before truncate on catalogue.search_document for each statement execute function catalogue.search_documents_emptied();

create function catalogue.search_terms_changed() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform catalogue.note_search_change(array['00000000-0000-0000-0000-000000000000'::uuid]);
  return null;
end $$;
create trigger terms_changed after insert or update or delete on catalogue.support_type for each statement execute function catalogue.search_terms_changed();
create trigger terms_changed after insert or update or delete on catalogue.ward for each statement execute function catalogue.search_terms_changed();
create trigger terms_changed after insert or update or delete on catalogue.postcode_district for each statement execute function catalogue.search_terms_changed();
create trigger terms_changed after insert or update or delete on catalogue.synonym for each statement execute function catalogue.search_terms_changed();

-- As before, with what more can be searched by. Whoever says nothing of languages speaks those of the provider.
create or replace function catalogue.refresh_services(p_services uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from catalogue.search_document d where d.id = any (p_services);
  insert into catalogue.search_document (id, kind, owner_id, support_type_slug, document, latitude, longitude, ward_ids, council_ids, lot,
    languages, worker, access_needs, next_available_on, cqc_rating)
  select s.id, 'PAID', s.provider_id, s.support_type_slug,
    setweight(to_tsvector('catalogue.plain_english', s.name), 'A')
      || setweight(to_tsvector('catalogue.plain_english', concat_ws(' ', t.name, s.summary, p.name)), 'B')
      || setweight(to_tsvector('catalogue.plain_english', concat_ws(' ', s.description, array_to_string(s.who_for, ' '))), 'C')
      || setweight(to_tsvector('catalogue.plain_english', concat_ws(' ', array_to_string(s.languages, ' '), array_to_string(s.access_needs, ' '))), 'D'),
    p.latitude, p.longitude, w.ward_ids, w.council_ids, hashtextextended(s.id::text, 0),
    case when s.languages = '{}' then p.languages else s.languages end, s.gender_of_worker, s.access_needs, s.next_available_on, p.cqc_rating
  from catalogue.service s join catalogue.provider p on p.id = s.provider_id join catalogue.support_type t on t.slug = s.support_type_slug
  cross join lateral (
    select coalesce(array_agg(w.id order by w.id), '{}') as ward_ids, coalesce(array_agg(distinct w.council_id), '{}') as council_ids
    from catalogue.service_ward sw join catalogue.ward w on w.id = sw.ward_id where sw.service_id = s.id
  ) w
  where s.id = any (p_services) and s.status = 'PUBLISHED' and p.status = 'PUBLISHED';
  insert into catalogue.search_price (document_id, variant_id, unit_bit, public_unit_price_pence)
  select v.service_id, v.id, catalogue.unit_bit(v.unit), v.public_unit_price_pence
  from catalogue.variant v join catalogue.search_document d on d.id = v.service_id
  where v.service_id = any (p_services) and v.status = 'PUBLISHED';
  perform catalogue.sum_up_prices(p_services);
  perform catalogue.learn_words(string_agg(
    concat_ws(' ', s.name, t.name, s.summary, p.name, s.description, array_to_string(s.who_for, ' '), array_to_string(s.languages, ' '),
      array_to_string(s.access_needs, ' ')), ' '))
  from catalogue.search_document d join catalogue.service s on s.id = d.id join catalogue.provider p on p.id = s.provider_id
    join catalogue.support_type t on t.slug = s.support_type_slug
  where d.id = any (p_services);
end $$;

update catalogue.search_document d
set languages = case when s.languages = '{}' then p.languages else s.languages end, worker = s.gender_of_worker, access_needs = s.access_needs,
  next_available_on = s.next_available_on, cqc_rating = p.cqc_rating
from catalogue.service s join catalogue.provider p on p.id = s.provider_id where s.id = d.id;
