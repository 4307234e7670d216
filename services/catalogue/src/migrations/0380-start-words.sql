-- When somebody new can start is a word of its day: it is shown with when it was said, and once it is old it no longer counts in
-- search until the provider says it again.
create table catalogue.start_word (
  service_id uuid primary key references catalogue.service deferrable initially deferred,
  -- London day.
  said_on date not null,
  is_old boolean not null default false
);
select kernel.protect_table('catalogue.start_word', 'true');
create index start_word_by_day on catalogue.start_word (said_on) where not is_old;

-- Nothing says when the words that are there were said: they count from today on.
insert into catalogue.start_word (service_id, said_on)
select s.id, (now() at time zone 'Europe/London')::date from catalogue.service s where s.next_available_on is not null;

-- As in 0300; what is said about the start is said today, the same day again too. Only an operator says that it was said on another day.
create or replace function catalogue.import_services(p_own uuid, p_rows jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  delete from catalogue.start_word w using jsonb_to_recordset(p_rows) as r (id uuid, "nextAvailableOn" date) where w.service_id = r.id and r."nextAvailableOn" is null;
  insert into catalogue.start_word (service_id, said_on)
  select r.id, coalesce(case when p_own is null then r."startSaidOn" end, (p_at at time zone 'Europe/London')::date)
  from jsonb_to_recordset(p_rows) as r (id uuid, "nextAvailableOn" date, "startSaidOn" date) where r."nextAvailableOn" is not null
  on conflict (service_id) do update set said_on = excluded.said_on, is_old = false;
  perform catalogue.import_services(p_own, p_rows);
  begin
    update catalogue.service s set minimum_age = r."minimumAge", maximum_age = r."maximumAge"
    from jsonb_to_recordset(p_rows) as r (id uuid, "minimumAge" int, "maximumAge" int)
    where s.id = r.id and (s.minimum_age, s.maximum_age) is distinct from (r."minimumAge", r."maximumAge");
  exception
    when check_violation then perform catalogue.refuse_unknown('minimumAge', 'Ages are 0 to 120, the lowest first.');
  end;
  perform catalogue.refresh_feed(array(select r.id from jsonb_to_recordset(p_rows) as r (id uuid)), p_at);
end $$;

-- As in 0370; an old word about the start is none.
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
    case when s.languages = '{}' then p.languages else s.languages end, s.gender_of_worker, s.access_needs,
    case when k.is_old then null else s.next_available_on end, p.cqc_rating
  from catalogue.service s join catalogue.provider p on p.id = s.provider_id join catalogue.support_type t on t.slug = s.support_type_slug
  left join catalogue.start_word k on k.service_id = s.id
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

-- Job. Words older than the policy of the council where their provider stands (six weeks where it has none) count no longer. @returns how many
create function catalogue.age_start_words(p_on date) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  aged uuid[];
begin
  perform from catalogue.feed_change c for update;
  with kept as materialized (
    select k.council_id, p_on - coalesce((identity.policy(k.council_id, 'startStaleDays', p_on) #>> '{}')::int, 42) as day
    from (select distinct d.council_id from catalogue.postcode_district d) k
  ), old as (
    update catalogue.start_word w set is_old = true
    from catalogue.service s join catalogue.provider p on p.id = s.provider_id join catalogue.postcode_district d on d.outcode = p.postcode_district
      join kept k on k.council_id = d.council_id
    where s.id = w.service_id and not w.is_old and w.said_on < k.day
    returning w.service_id
  )
  select coalesce(array_agg(o.service_id), '{}') into aged from old o;
  if cardinality(aged) > 0 then perform catalogue.refresh_services(aged); end if;
  return cardinality(aged);
end $$;

grant execute on function catalogue.age_start_words to owncourse_app;
