-- "Something like this is missing" as a community listing of its own. Whose wish it is stands apart, where its writer alone reads it.

alter table catalogue.community_listing
  add column kind text not null default 'OFFER' check (kind in ('OFFER', 'WANTED')),
  -- The last London day on which a wish is on show.
  add column shown_until date,
  add check ((kind = 'WANTED') = (shown_until is not null)),
  -- No organisation's: the sentinel, never null.
  add check ((kind = 'WANTED') = (organisation_id = '00000000-0000-0000-0000-000000000000')),
  add check (kind = 'OFFER' or (num_nonnulls(start_time, contact_phone, contact_email, access_notes) = 0 and cost_pence = 0
    and title !~ '[0-9@]' and description !~ '[0-9@]'));
create index community_listing_wanted on catalogue.community_listing (shown_until) where kind = 'WANTED' and status in ('WAITING', 'PUBLISHED');

create table catalogue.wanted_writer (
  council_id uuid not null,
  listing_id uuid not null,
  person_id uuid not null,
  primary key (council_id, listing_id),
  foreign key (council_id, listing_id) references catalogue.community_listing (council_id, id)
);
create index wanted_writer_by_person on catalogue.wanted_writer (person_id);
select kernel.protect_table('catalogue.wanted_writer', 'person_id = (select kernel.scope_person())');
-- The auditor checks money; who wishes for what is not theirs to read.
drop policy auditor_reads on catalogue.wanted_writer;

alter policy app_reads on catalogue.community_listing using (
  status = 'PUBLISHED' or organisation_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_council())
  or (kind = 'WANTED' and exists (select from catalogue.wanted_writer w where w.council_id = community_listing.council_id and w.listing_id = community_listing.id)));

-- What a provider or a group says to a wish: a thing of its own on show, or words only ("I could start this").
create table catalogue.wanted_answer (
  council_id uuid not null,
  id uuid not null unique,
  listing_id uuid not null,
  organisation_id uuid not null,
  organisation_name text not null,
  service_id uuid references catalogue.service,
  offered_listing_id uuid references catalogue.community_listing (id),
  words text check (length(words) between 1 and 500),
  status text not null check (status in ('WAITING', 'PUBLISHED', 'REJECTED')),
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  saved_at timestamptz not null,
  primary key (council_id, id),
  unique (council_id, listing_id, organisation_id),
  foreign key (council_id, listing_id) references catalogue.community_listing (council_id, id),
  check (num_nonnulls(service_id, offered_listing_id) <= 1),
  check (num_nonnulls(service_id, offered_listing_id, words) > 0),
  check (status <> 'REJECTED' or reason is not null)
);
create index wanted_answer_waiting on catalogue.wanted_answer (council_id, saved_at) where status = 'WAITING';
-- The writer reads every answer that was checked; everybody else those that lead to something, while the wish is on show.
select kernel.protect_table('catalogue.wanted_answer',
  'organisation_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_council()) or (status = ''PUBLISHED'' and ('
  'exists (select from catalogue.wanted_writer w where w.council_id = wanted_answer.council_id and w.listing_id = wanted_answer.listing_id) or '
  '(num_nonnulls(service_id, offered_listing_id) = 1 and exists (select from catalogue.community_listing l '
  'where l.council_id = wanted_answer.council_id and l.id = wanted_answer.listing_id and l.status = ''PUBLISHED''))))');

-- A wish is not a service: the feed has no entry for it. What was there of others keeps the hash that it has.
do $$
declare
  old text := pg_get_functiondef('catalogue.refresh_feed'::regproc);
  new text;
begin
  new := replace(old, 'join catalogue.community_listing l on l.id = d.id', 'join catalogue.community_listing l on l.id = d.id and l.kind = ''OFFER''');
  if new = old then raise exception 'refresh_feed is not as it was'; end if;
  old := new;
  new := replace(old, '''moderated_at'', ''moderation_reason'']', '''moderated_at'', ''moderation_reason'', ''kind'', ''shown_until'']');
  if new = old then raise exception 'refresh_feed is not as it was'; end if;
  execute new;
end $$;

-- As before, but nobody is reminded of a wish: it ends by itself.
do $$
declare
  old text := pg_get_functiondef('catalogue.remind_of_listings'::regproc);
  new text;
begin
  new := replace(old, 'l.status = ''PUBLISHED''::text', 'l.status = ''PUBLISHED''::text AND l.kind = ''OFFER''::text');
  if new = old then raise exception 'remind_of_listings is not as it was'; end if;
  execute new;
end $$;

-- For messages to the writer alone; null for what a group posted.
create function catalogue.writer_of(p_listing uuid) returns uuid language sql stable security definer set search_path = pg_catalog
return (select w.person_id from catalogue.wanted_writer w where w.listing_id = p_listing);

-- p_row: title, description, supportTypeSlug, wardId. It stands in its ward, never nearer to anybody's home.
create function catalogue.save_wanted(p_id uuid, p_person uuid, p_row jsonb, p_most int, p_on date, p_until date, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  ward catalogue.ward;
  district text;
begin
  perform from catalogue.feed_change c for update;
  select * into ward from catalogue.ward w where w.id = (p_row ->> 'wardId')::uuid;
  if not found then perform catalogue.refuse_unknown('wardId', 'Choose an area from the list.'); end if;
  select d.outcode into district from catalogue.postcode_district d where d.council_id = ward.council_id
  order by d.ward_id = ward.id desc, catalogue.miles_between(d.latitude, d.longitude, ward.latitude, ward.longitude), d.outcode limit 1;
  if not found then perform catalogue.refuse_unknown('wardId', 'Choose another area from the list.'); end if;
  if not exists (select from catalogue.support_type t where t.slug = p_row ->> 'supportTypeSlug') then
    perform catalogue.refuse_unknown('supportTypeSlug', 'Choose a kind of support from the list.');
  end if;
  if (select count(*) from catalogue.wanted_writer w join catalogue.community_listing l on l.council_id = w.council_id and l.id = w.listing_id
      where w.person_id = p_person and l.status in ('WAITING', 'PUBLISHED')) >= p_most
  then perform kernel.refuse('TOO_MANY_WANTED'); end if;
  insert into catalogue.community_listing (council_id, id, organisation_id, organisation_name, title, description, support_type_slug, ward_id, place_name,
    postcode_district, latitude, longitude, cost_pence, last_checked_on, status, saved_at, kind, shown_until)
  values (ward.council_id, p_id, '00000000-0000-0000-0000-000000000000', 'Somebody near here', p_row ->> 'title', p_row ->> 'description',
    p_row ->> 'supportTypeSlug', ward.id, ward.name, district, ward.latitude, ward.longitude, 0, p_on, 'WAITING', p_at, 'WANTED', p_until);
  insert into catalogue.wanted_writer (council_id, listing_id, person_id) values (ward.council_id, p_id, p_person);
  return ward.council_id;
exception
  when unique_violation then perform kernel.refuse('NOT_FOUND');
end $$;

-- Its writer still looks for it, or does not any more. Closing what is closed changes nothing.
create function catalogue.settle_wanted(p_id uuid, p_person uuid, p_close boolean, p_on date, p_until date, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  listing catalogue.community_listing;
begin
  perform from catalogue.feed_change c for update;
  select l.* into listing from catalogue.community_listing l join catalogue.wanted_writer w on w.council_id = l.council_id and w.listing_id = l.id
  where l.id = p_id and w.person_id = p_person for update of l;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if p_close and listing.status = 'RETIRED' then return; end if;
  if not p_close and listing.status <> 'PUBLISHED' then perform kernel.refuse('WRONG_STATE'); end if;
  update catalogue.community_listing l set status = case when p_close then 'RETIRED' else l.status end,
    shown_until = case when p_close then l.shown_until else p_until end, last_checked_on = case when p_close then l.last_checked_on else p_on end
  where l.council_id = listing.council_id and l.id = p_id;
  perform catalogue.refresh_listings(array[p_id]);
  perform catalogue.refresh_feed(array[p_id], p_at);
end $$;

-- Wishes whose last day is over, each once.
create function catalogue.end_wanted(p_on date, p_at timestamptz) returns table (listing_id uuid, council_id uuid, title text, writer_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  over uuid[];
begin
  perform from catalogue.feed_change c for update;
  over := array(select l.id from catalogue.community_listing l where l.kind = 'WANTED' and l.status in ('WAITING', 'PUBLISHED') and l.shown_until < p_on order by l.id);
  update catalogue.community_listing l set status = 'RETIRED' where l.id = any (over);
  perform catalogue.refresh_listings(over);
  perform catalogue.refresh_feed(over, p_at);
  return query select l.id, l.council_id, l.title, catalogue.writer_of(l.id) from catalogue.community_listing l where l.id = any (over) order by l.id;
end $$;

-- One answer for each organisation; what it writes again waits again. Only what is its own and on show can be offered.
create function catalogue.answer_wanted(p_id uuid, p_listing uuid, p_organisation uuid, p_organisation_name text, p_service uuid, p_offered uuid, p_words text,
  p_at timestamptz)
returns table (answer_id uuid, council_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  wanted catalogue.community_listing;
begin
  select * into wanted from catalogue.community_listing l where l.id = p_listing and l.kind = 'WANTED' and l.status = 'PUBLISHED' for share;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if p_service is not null and not exists (select from catalogue.service s where s.id = p_service and s.provider_id = p_organisation and s.status = 'PUBLISHED')
  then perform catalogue.refuse_unknown('serviceId', 'Choose a service of yours that is on show.'); end if;
  if p_offered is not null and not exists (
    select from catalogue.community_listing l where l.id = p_offered and l.organisation_id = p_organisation and l.status = 'PUBLISHED')
  then perform catalogue.refuse_unknown('listingId', 'Choose a listing of yours that is on show.'); end if;
  return query
    insert into catalogue.wanted_answer as a (council_id, id, listing_id, organisation_id, organisation_name, service_id, offered_listing_id, words, status, saved_at)
    values (wanted.council_id, p_id, p_listing, p_organisation, p_organisation_name, p_service, p_offered, p_words, 'WAITING', p_at)
    on conflict (council_id, listing_id, organisation_id) do update set organisation_name = excluded.organisation_name, service_id = excluded.service_id,
      offered_listing_id = excluded.offered_listing_id, words = excluded.words, status = 'WAITING', saved_at = excluded.saved_at,
      reason = null, decided_by = null, decided_at = null
    returning a.id, a.council_id;
end $$;

-- p_seen as in moderate_listing.
create function catalogue.moderate_wanted_answer(p_id uuid, p_council uuid, p_publish boolean, p_reason text, p_by uuid, p_at timestamptz, p_seen timestamptz)
returns table (listing_id uuid, organisation_id uuid, title text, writer_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  answer catalogue.wanted_answer;
begin
  select * into answer from catalogue.wanted_answer a where a.council_id = p_council and a.id = p_id for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if answer.status <> 'WAITING' then perform kernel.refuse('WRONG_STATE'); end if;
  if answer.saved_at <> p_seen then perform kernel.refuse('LISTING_CHANGED'); end if;
  update catalogue.wanted_answer a set status = case when p_publish then 'PUBLISHED' else 'REJECTED' end, reason = p_reason, decided_by = p_by, decided_at = p_at
  where a.council_id = p_council and a.id = p_id;
  return query select l.id, answer.organisation_id, l.title, catalogue.writer_of(l.id) from catalogue.community_listing l
    where l.council_id = p_council and l.id = answer.listing_id;
end $$;

grant execute on function catalogue.writer_of, catalogue.save_wanted, catalogue.settle_wanted, catalogue.end_wanted, catalogue.answer_wanted,
  catalogue.moderate_wanted_answer to owncourse_app;
