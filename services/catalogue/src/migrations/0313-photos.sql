-- Pictures of a service. What is kept was made anew from what was sent: two sizes, nothing of the camera, the place or the time.
create table catalogue.service_photo (
  id uuid primary key,
  provider_id uuid not null,
  service_id uuid not null,
  -- What is to be seen, for who does not see it.
  alt text not null check (alt <> ''),
  -- WebP, at most 1200 and 400 pixels wide.
  wide bytea not null,
  small bytea not null,
  width int not null check (width between 1 and 1200),
  height int not null check (height > 0),
  number int not null check (number > 0),
  added_at timestamptz not null,
  added_by uuid not null,
  unique (service_id, number),
  foreign key (provider_id, service_id) references catalogue.service (provider_id, id)
);
-- Seen as long as its service is on show, and by its own people.
select kernel.protect_table('catalogue.service_photo',
  'provider_id = (select kernel.scope_organisation()) or exists (select from catalogue.search_document d where d.id = service_id)');

-- Refuses NOT_FOUND, and INVALID_INPUT where there are six already; two at once come one after the other.
create function catalogue.add_photo(p_own uuid, p_id uuid, p_service uuid, p_alt text, p_wide bytea, p_small bytea, p_width int, p_height int,
  p_at timestamptz, p_by uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.service s where s.id = p_service and s.provider_id = p_own for no key update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if (select count(*) from catalogue.service_photo f where f.service_id = p_service) >= 6 then
    perform catalogue.refuse_unknown('photo', 'There are 6 photos already. Take one away first.');
  end if;
  insert into catalogue.service_photo (id, provider_id, service_id, alt, wide, small, width, height, number, added_at, added_by)
  values (p_id, p_own, p_service, p_alt, p_wide, p_small, p_width, p_height,
    (select coalesce(max(f.number), 0) + 1 from catalogue.service_photo f where f.service_id = p_service), p_at, p_by);
end $$;

-- Gives its service; NOT_FOUND for somebody else's, and for one that is gone.
create function catalogue.remove_photo(p_own uuid, p_id uuid) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  service uuid;
begin
  delete from catalogue.service_photo f where f.id = p_id and f.provider_id = p_own returning f.service_id into service;
  if service is null then perform kernel.refuse('NOT_FOUND'); end if;
  return service;
end $$;

grant execute on function catalogue.add_photo, catalogue.remove_photo to owncourse_app;
