-- Search: one document for each published service and listing, kept in the transaction that changes what it describes.
-- Nothing private is in here: prices are the public ones, so that one index serves every reader.
create extension if not exists fuzzystrmatch;

create text search configuration catalogue.plain_english (copy = pg_catalog.english);
alter text search configuration catalogue.plain_english
  alter mapping for hword, hword_part, word with public.unaccent, pg_catalog.english_stem;

create table catalogue.search_document (
  id uuid primary key,
  kind text not null check (kind in ('PAID', 'COMMUNITY')),
  -- The provider, or the organisation of a listing.
  owner_id uuid not null,
  support_type_slug text not null references catalogue.support_type,
  document tsvector not null,
  latitude double precision not null,
  longitude double precision not null,
  ward_ids uuid[] not null,
  council_ids uuid[] not null,
  -- Day of the last check of a listing; null for services.
  last_checked_on date,
  -- Breaks ties by lot: not by age, size, name or money.
  lot bigint not null,
  -- What the public prices say: units and price bands as bits, and the lowest price. See catalogue.unit_bit and band_bit.
  unit_bits int not null default 0,
  band_bits int not null default 0,
  from_pence bigint
);
create index search_document_words on catalogue.search_document using gin (document);
create index search_document_of_owner on catalogue.search_document (owner_id);
create index search_document_by_support_type on catalogue.search_document (support_type_slug);

-- What a unit of it costs in public. A listing has one row without a unit.
create table catalogue.search_price (
  document_id uuid not null references catalogue.search_document on delete cascade,
  variant_id uuid primary key,
  -- One bit for each unit, in the order of catalogue.unit_bit; zero for a listing.
  unit_bit int not null,
  public_unit_price_pence bigint not null
);
-- One bit for each of: free, under £10, £20, £30, £50, £100, and the rest.
create function catalogue.band_bit(p_pence bigint) returns int language sql immutable parallel safe
return 1 << width_bucket(p_pence, '{1,1000,2000,3000,5000,10000}'::bigint[]);

create index search_price_of_document on catalogue.search_price (document_id) include (unit_bit, public_unit_price_pence);

create function catalogue.unit_bit(p_unit text) returns int language sql immutable parallel safe
return 1 << (array_position(array['HOUR', 'VISIT15', 'VISIT30', 'VISIT45', 'VISIT60', 'NIGHT_ASLEEP', 'NIGHT_AWAKE', 'DAY', 'SESSION', 'WEEK', 'MONTH',
  'YEAR', 'MILE', 'ITEM'], p_unit) - 1);

-- Words of the documents and synonyms, to mend spelling and to finish half words.
create table catalogue.word (
  word text primary key,
  lexeme text not null
);
create index word_alike on catalogue.word using gin (word public.gin_trgm_ops);
create index word_begins on catalogue.word (word text_pattern_ops);
create index word_lexeme on catalogue.word (lexeme);

-- Plain words people use for a support type. A reviewed list: only operators change it.
create table catalogue.synonym (
  phrase text not null,
  support_type_slug text not null references catalogue.support_type,
  query tsquery not null check (numnode(query) > 0),
  primary key (phrase, support_type_slug)
);

-- What was looked for and not found. Words without digits, the council of the page, never a person.
create table catalogue.search_miss (
  event_id uuid primary key,
  words text not null,
  council_id uuid not null,
  searched_at timestamptz not null
);
create index search_miss_of_council on catalogue.search_miss (council_id, searched_at);

select kernel.protect_table(t::regclass, 'true')
from unnest(array['catalogue.search_document', 'catalogue.search_price', 'catalogue.word', 'catalogue.synonym']) t;
select kernel.protect_table('catalogue.search_miss', 'false');

create function catalogue.plain_tokens(p_words text) returns text[] language sql immutable set search_path = pg_catalog
begin atomic
  select coalesce(array_agg(t.token order by t.place), '{}')
  from regexp_split_to_table(public.unaccent('public.unaccent', lower(coalesce(p_words, ''))), '[^a-z0-9]+') with ordinality as t (token, place)
  where t.token <> '';
end;

-- What the reader meant. A document is found by `query`, or by being of one of the support types `slugs`; `rank_query` puts
-- what was found in order, with `slug_weight` for the support types. `says_nothing`: no word in it that is worth looking for.
-- Every word must be there, or a synonym say all of it. Where nothing is found so, a synonym that says part of it will do,
-- and last any of the words. `searched_for` is set when a spelling was mended.
create function catalogue.understand(p_words text)
returns table (query tsquery, rank_query tsquery, slugs text[], slug_weight real, says_nothing boolean, searched_for text)
language plpgsql stable parallel safe security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  token text;
  stem text;
  mended text;
  mended_stem text;
  wrong_letters int;
  lexemes text[];
  said text[] := '{}';
  meant text[] := '{}';
  terms int := 0;
  one tsquery;
  every tsquery;
  any_of tsquery;
begin
  foreach token in array (catalogue.plain_tokens(p_words))[1:12] loop
    stem := (tsvector_to_array(to_tsvector('catalogue.plain_english', token)))[1];
    if stem is not null then
      lexemes := null;
      if exists (select from catalogue.word w where w.lexeme = stem) then
        lexemes := array[stem];
      elsif length(token) >= 2 then
        lexemes := (select array_agg(distinct w.lexeme) from (select lexeme from catalogue.word where word like token || '%' order by word limit 50) w);
      end if;
      if lexemes is null and length(token) >= 4 then
        wrong_letters := case when length(token) <= 4 then 1 when length(token) <= 6 then 2 else 3 end;
        select w.word, w.lexeme into mended, mended_stem
        from catalogue.word w
        where w.word operator(public.%) token and public.levenshtein_less_equal(w.word, token, wrong_letters) <= wrong_letters
        order by public.levenshtein(w.word, token), public.similarity(w.word, token) desc, w.word
        limit 1;
        if not found then
          -- Two letters changed over leave few trigrams of a short word; its first letter is seldom wrong.
          select w.word, w.lexeme into mended, mended_stem
          from catalogue.word w
          where w.word like left(token, 1) || '%' and length(w.word) between length(token) - 1 and length(token) + 1
            and public.levenshtein_less_equal(w.word, token, 2) <= least(wrong_letters, 2)
          order by public.levenshtein(w.word, token), w.word
          limit 1;
        end if;
        if found then
          token := mended;
          stem := mended_stem;
          searched_for := '';
        end if;
      end if;
      lexemes := coalesce(lexemes, array[stem]);
      one := array_to_string(array(select quote_literal(l) from unnest(lexemes) l), ' | ')::tsquery;
      every := case when every is null then one else every && one end;
      any_of := case when any_of is null then one else any_of || one end;
      terms := terms + 1;
      -- Half a word that could be many words says nothing about synonyms.
      meant := meant || case when cardinality(lexemes) = 1 then lexemes else array[stem] end;
    end if;
    said := said || token;
  end loop;
  says_nothing := terms = 0;
  rank_query := any_of;
  slugs := '{}';
  slug_weight := 1;
  if terms > 0 then
    slugs := array(select distinct s.support_type_slug from catalogue.synonym s
      where array_to_tsvector(meant) @@ s.query and (numnode(s.query) + 1) / 2 >= terms order by 1);
    query := every;
    if slugs = '{}' and not exists (select from catalogue.search_document d where d.document @@ every) then
      query := null;
      slug_weight := 0.5;
      slugs := array(select distinct s.support_type_slug from catalogue.synonym s where array_to_tsvector(meant) @@ s.query order by 1);
      if slugs = '{}' then query := any_of; end if;
    end if;
  end if;
  if searched_for is not null then searched_for := array_to_string(said, ' '); end if;
  return next;
end $$;

-- Miles between two points on the ground (haversine; the earth's mean radius is 3,958.8 miles).
create function catalogue.miles_between(lat_a double precision, lon_a double precision, lat_b double precision, lon_b double precision)
returns double precision language sql immutable parallel safe
return 2 * 3958.8 * asin(least(1, sqrt(
  sin(radians(lat_b - lat_a) / 2) ^ 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(radians(lon_b - lon_a) / 2) ^ 2)));

-- Days after which a listing that nobody has checked says so and sinks.
create function catalogue.stale_before(p_council uuid, p_on date) returns date
language sql stable security definer set search_path = pg_catalog
begin atomic
  select p_on - coalesce((identity.policy(p_council, 'listingStaleDays', p_on) #>> '{}')::int, 180);
end;

grant execute on function catalogue.unit_bit, catalogue.band_bit, catalogue.plain_tokens, catalogue.understand, catalogue.miles_between, catalogue.stale_before to owncourse_app, owncourse_auditor;

-- Lets the words of these documents be found and mended.
create function catalogue.learn_words(p_text text) returns void language sql security definer set search_path = pg_catalog
begin atomic
  insert into catalogue.word (word, lexeme)
  select t.token, (tsvector_to_array(to_tsvector('catalogue.plain_english', t.token)))[1]
  from (select distinct unnest(catalogue.plain_tokens(p_text)) as token) t
  where length(t.token) between 2 and 40 and t.token ~ '[a-z]' and to_tsvector('catalogue.plain_english', t.token) <> ''
  on conflict do nothing;
end;

create function catalogue.sum_up_prices(p_documents uuid[]) returns void language sql security definer set search_path = pg_catalog
begin atomic
  update catalogue.search_document d set unit_bits = p.unit_bits, band_bits = p.band_bits, from_pence = p.from_pence
  from (select document_id, bit_or(unit_bit) as unit_bits, bit_or(catalogue.band_bit(public_unit_price_pence)) as band_bits, min(public_unit_price_pence) as from_pence
        from catalogue.search_price where document_id = any (p_documents) group by document_id) p
  where d.id = p.document_id;
end;

-- Writes the documents of these services anew; those of drafts and retired ones go.
create function catalogue.refresh_services(p_services uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from catalogue.search_document d where d.id = any (p_services);
  insert into catalogue.search_document (id, kind, owner_id, support_type_slug, document, latitude, longitude, ward_ids, council_ids, lot)
  select s.id, 'PAID', s.provider_id, s.support_type_slug,
    setweight(to_tsvector('catalogue.plain_english', s.name), 'A')
      || setweight(to_tsvector('catalogue.plain_english', concat_ws(' ', t.name, s.summary, p.name)), 'B')
      || setweight(to_tsvector('catalogue.plain_english', concat_ws(' ', s.description, array_to_string(s.who_for, ' '))), 'C')
      || setweight(to_tsvector('catalogue.plain_english', concat_ws(' ', array_to_string(s.languages, ' '), array_to_string(s.access_needs, ' '))), 'D'),
    p.latitude, p.longitude, w.ward_ids, w.council_ids, hashtextextended(s.id::text, 0)
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

create function catalogue.refresh_listings(p_listings uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from catalogue.search_document d where d.id = any (p_listings);
  insert into catalogue.search_document (id, kind, owner_id, support_type_slug, document, latitude, longitude, ward_ids, council_ids, last_checked_on, lot)
  select l.id, 'COMMUNITY', l.organisation_id, l.support_type_slug,
    setweight(to_tsvector('catalogue.plain_english', l.title), 'A')
      || setweight(to_tsvector('catalogue.plain_english', concat_ws(' ', t.name, l.organisation_name, l.place_name)), 'B')
      || setweight(to_tsvector('catalogue.plain_english', l.description), 'C')
      || setweight(to_tsvector('catalogue.plain_english', coalesce(l.access_notes, '')), 'D'),
    l.latitude, l.longitude, array[l.ward_id], array[l.council_id], l.last_checked_on, hashtextextended(l.id::text, 0)
  from catalogue.community_listing l join catalogue.support_type t on t.slug = l.support_type_slug
  where l.id = any (p_listings) and l.status = 'PUBLISHED';
  insert into catalogue.search_price (document_id, variant_id, unit_bit, public_unit_price_pence)
  select l.id, l.id, 0, l.cost_pence from catalogue.community_listing l join catalogue.search_document d on d.id = l.id where l.id = any (p_listings);
  perform catalogue.sum_up_prices(p_listings);
  perform catalogue.learn_words(string_agg(concat_ws(' ', l.title, t.name, l.organisation_name, l.place_name, l.description, l.access_notes), ' '))
  from catalogue.search_document d join catalogue.community_listing l on l.id = d.id join catalogue.support_type t on t.slug = l.support_type_slug
  where d.id = any (p_listings);
end $$;

-- Keeps a search that found nothing; the same event twice is one row.
create function catalogue.record_search_miss(p_event_id uuid, p_words text, p_council uuid, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  insert into catalogue.search_miss values (p_event_id, p_words, p_council, p_at) on conflict do nothing;
end;

-- For reports: what a council's readers looked for in vain.
create function catalogue.search_misses(p_council uuid, p_from timestamptz, p_before timestamptz) returns table (words text, misses bigint)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select m.words, count(*) from catalogue.search_miss m
  where m.council_id = p_council and m.searched_at >= p_from and m.searched_at < p_before group by m.words;
end;

grant execute on function catalogue.record_search_miss, catalogue.search_misses to owncourse_app;
