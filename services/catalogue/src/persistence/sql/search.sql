-- One search: total, page and facets from one set of candidates, at the price the reader pays.
-- $1 words · $2 support types · $3 wards · $4 unit bit · $5 $6 lowest and highest price · $7 outcode · $8 miles · $9 kinds · $10 council key
-- $11 sort · $12 council whose agreed prices apply, or the nil id · $13 day · $14 rows · $15 $16 $17 last row seen · $18 facets wanted
-- $19 languages · $20 worker · $21 access needs · $22 days until it can start · $23 lowest score · $24 ratings of the Care Quality Commission
-- $25 keys of councils that have accepted it · $26 the person whose way of holding money counts
-- A document has one bit for each filter that it fails: 1 support type, 2 ward, 4 kind, 8 unit and price (on one variant), 16 language,
-- 32 worker, 64 access, 128 start, 256 score, 512 Care Quality Commission, 1024 acceptance. A facet counts what fails nothing but its own filter.
with said as materialized (
  select u.* from catalogue.understand($1::text) u where $1::text is not null
), place as materialized (
  select d.latitude, d.longitude, $8::double precision / 69.0 as degrees from catalogue.postcode_district d where d.outcode = $7::text
), found as (
  select d.id, d.kind, d.owner_id, d.support_type_slug, d.latitude, d.longitude, d.ward_ids, d.council_ids, d.last_checked_on, d.lot, d.unit_bits, d.band_bits, d.from_pence,
    d.languages, d.worker, d.access_needs, d.next_available_on, d.cqc_rating, 0::double precision as rank
  from catalogue.search_document d
  where $1::text is null or (select s.says_nothing from said s)
  union all
  select d.id, d.kind, d.owner_id, d.support_type_slug, d.latitude, d.longitude, d.ward_ids, d.council_ids, d.last_checked_on, d.lot, d.unit_bits, d.band_bits, d.from_pence,
    d.languages, d.worker, d.access_needs, d.next_available_on, d.cqc_rating,
    ts_rank('{0.1, 0.3, 0.6, 1}', d.document, s.rank_query) + case when d.support_type_slug = any (s.slugs) then s.slug_weight else 0 end
  from said s join catalogue.search_document d on d.document @@ s.query or d.support_type_slug = any (s.slugs)
), candidate as materialized (
  select f.*, case when p.latitude is not null then catalogue.miles_between(p.latitude, p.longitude, f.latitude, f.longitude) end as miles
  from found f left join place p on true
  where ($10::text is null or f.council_ids && array(select w.council_id from catalogue.ward w where w.council_key = $10::text limit 1))
    -- The box is a little wider than the circle: a degree of latitude is never under 68.7 miles.
    and ($8::double precision is null or p.latitude is null or (
      f.latitude between p.latitude - p.degrees * 1.01 and p.latitude + p.degrees * 1.01
      and f.longitude between p.longitude - p.degrees * 1.01 / cos(radians(least(abs(p.latitude) + p.degrees * 1.01, 89)))
        and p.longitude + p.degrees * 1.01 / cos(radians(least(abs(p.latitude) + p.degrees * 1.01, 89)))
      and catalogue.miles_between(p.latitude, p.longitude, f.latitude, f.longitude) <= $8::double precision))
), price as (
  -- Without a filter that looks at prices, a reader of public prices needs none of these rows: the document knows.
  select c.id, p.unit_bit, p.public_unit_price_pence as pence
  from candidate c join catalogue.search_price p on p.document_id = c.id
  where ($12::uuid = '00000000-0000-0000-0000-000000000000' or c.kind = 'COMMUNITY') and num_nonnulls($4::int, $5::bigint, $6::bigint) > 0
  union all
  -- The one price rule, asked once for the whole set.
  select p.document_id, p.unit_bit, r.unit_price_pence
  from rates.prices_for($12::uuid, $26::uuid, array(select p.variant_id from candidate c join catalogue.search_price p on p.document_id = c.id where c.kind = 'PAID'), $13::date) r
  join catalogue.search_price p on p.variant_id = r.variant_id
  where $12::uuid <> '00000000-0000-0000-0000-000000000000'
), offer as (
  select p.id,
    bool_or(p.right_unit and p.right_price) as offered,
    min(p.pence) filter (where p.right_unit and p.right_price) as from_pence,
    bit_or(p.unit_bit) filter (where p.right_price) as unit_bits,
    bit_or(catalogue.band_bit(p.pence)) filter (where p.right_unit) as band_bits
  from (
    select price.*, $4::int is null or unit_bit = $4::int as right_unit,
      pence >= coalesce($5::bigint, pence) and pence <= coalesce($6::bigint, pence) as right_price
    from price
  ) p
  group by p.id
), rated as materialized (
  select r.subject_id, r.score from ratings.summaries(array(select distinct c.owner_id from candidate c where c.kind = 'PAID'), '{}') r
  where $11::text = 'RATING' or $23::int is not null or $18::boolean
), accepted as materialized (
  -- Whoever is on show is looked at by a council's moderators: a listing is accepted by its own.
  select a.provider_id, array_agg(a.council_id) as council_ids
  from catalogue.accepted_by(array(select distinct c.owner_id from candidate c where c.kind = 'PAID'), $13::date) a
  where $25::text[] is not null or $18::boolean group by a.provider_id
), accepting as materialized (
  select array(select distinct w.council_id from catalogue.ward w where w.council_key = any ($25::text[])) as council_ids where $25::text[] is not null
), judged as materialized (
  select c.id, c.kind, c.owner_id, c.support_type_slug, c.ward_ids, c.council_ids[1] as council_id, c.last_checked_on, c.lot, c.rank, c.miles,
    c.languages, c.worker, c.access_needs, c.cqc_rating, case when c.kind = 'PAID' then r.score end as service_score,
    case when c.kind = 'COMMUNITY' then c.council_ids else coalesce(a.council_ids, '{}') end as accepted_by,
    case when c.kind = 'COMMUNITY' then 0 else c.next_available_on - $13::date end as days_to_start,
    case when $2::text[] is null or c.support_type_slug = any ($2::text[]) then 0 else 1 end
      + case when $3::uuid[] is null or c.ward_ids && $3::uuid[] then 0 else 2 end
      + case when $9::text[] is null or c.kind = any ($9::text[]) then 0 else 4 end
      + case when case when o.id is null then num_nonnulls($4::int, $5::bigint, $6::bigint) = 0 else o.offered end then 0 else 8 end
      + case when $19::text[] is null or c.languages && $19::text[] then 0 else 16 end
      + case when $20::text is null or c.worker = $20::text then 0 else 32 end
      + case when $21::text[] is null or c.access_needs @> $21::text[] then 0 else 64 end
      + case when $22::int is null or c.kind = 'COMMUNITY' or c.next_available_on <= $13::date + $22::int then 0 else 128 end
      + case when $23::int is null or c.kind = 'PAID' and r.score >= $23::int then 0 else 256 end
      + case when $24::text[] is null or c.cqc_rating = any ($24::text[]) then 0 else 512 end
      + case when $25::text[] is null or case when c.kind = 'COMMUNITY' then c.council_ids else a.council_ids end && (select g.council_ids from accepting g) then 0 else 1024 end as failed,
    case when o.id is null then c.from_pence else o.from_pence end as from_pence,
    -- A filter on prices that no price of it was asked about leaves nothing to count.
    case when o.id is not null then o.unit_bits when num_nonnulls($4::int, $5::bigint, $6::bigint) = 0 then c.unit_bits end as unit_bits,
    case when o.id is not null then o.band_bits when num_nonnulls($4::int, $5::bigint, $6::bigint) = 0 then c.band_bits end as band_bits
  from candidate c left join offer o on o.id = c.id left join rated r on r.subject_id = c.owner_id left join accepted a on a.provider_id = c.owner_id
), stale as materialized (
  select k.council_id, catalogue.stale_before(k.council_id, $13::date) as day
  from (select distinct j.council_id from judged j where j.last_checked_on is not null) k
), placed as (
  select j.id, j.kind, j.miles, j.lot,
    case $11::text
      -- Not finer than every engine can say alike.
      when 'NEAREST' then coalesce(round(j.miles::numeric, 6)::double precision, 1e9)
      when 'PRICE_LOW_TO_HIGH' then coalesce(j.from_pence::double precision, 1e18)
      when 'RATING' then coalesce(-j.service_score::double precision, 1)
      -- What nobody has checked for long sinks below everything that was.
      else case when j.last_checked_on < s.day then 10 else 0 end - j.rank
    end as sort_key
  from judged j left join stale s on s.council_id = j.council_id and j.last_checked_on is not null
  where j.failed = 0
), tally as (
  select count(*) filter (where failed = 0)::int as total,
    array[count(*) filter (where failed & ~4 = 0 and kind = 'PAID'), count(*) filter (where failed & ~4 = 0 and kind = 'COMMUNITY')] as kinds,
    array[
      count(*) filter (where but_for_price and unit_bits & 1 <> 0), count(*) filter (where but_for_price and unit_bits & 2 <> 0),
      count(*) filter (where but_for_price and unit_bits & 4 <> 0), count(*) filter (where but_for_price and unit_bits & 8 <> 0),
      count(*) filter (where but_for_price and unit_bits & 16 <> 0), count(*) filter (where but_for_price and unit_bits & 32 <> 0),
      count(*) filter (where but_for_price and unit_bits & 64 <> 0), count(*) filter (where but_for_price and unit_bits & 128 <> 0),
      count(*) filter (where but_for_price and unit_bits & 256 <> 0), count(*) filter (where but_for_price and unit_bits & 512 <> 0),
      count(*) filter (where but_for_price and unit_bits & 1024 <> 0), count(*) filter (where but_for_price and unit_bits & 2048 <> 0),
      count(*) filter (where but_for_price and unit_bits & 4096 <> 0), count(*) filter (where but_for_price and unit_bits & 8192 <> 0)] as units,
    array[
      count(*) filter (where but_for_price and band_bits & 1 <> 0), count(*) filter (where but_for_price and band_bits & 2 <> 0),
      count(*) filter (where but_for_price and band_bits & 4 <> 0), count(*) filter (where but_for_price and band_bits & 8 <> 0),
      count(*) filter (where but_for_price and band_bits & 16 <> 0), count(*) filter (where but_for_price and band_bits & 32 <> 0),
      count(*) filter (where but_for_price and band_bits & 64 <> 0)] as bands,
    array[count(*) filter (where failed & ~32 = 0 and worker = 'women-available'), count(*) filter (where failed & ~32 = 0 and worker = 'men-available')] as workers,
    array[
      count(*) filter (where failed & ~128 = 0 and days_to_start <= 0), count(*) filter (where failed & ~128 = 0 and days_to_start <= 14),
      count(*) filter (where failed & ~128 = 0 and days_to_start <= 28)] as starts,
    array[count(*) filter (where failed & ~256 = 0 and service_score >= 4), count(*) filter (where failed & ~256 = 0 and service_score >= 3)] as scores
  from (select *, failed & ~8 = 0 as but_for_price from judged) j
), page as (
  select * from placed
  where $15::double precision is null or (sort_key, lot, id) > ($15::double precision, $16::bigint, $17::uuid)
  order by sort_key, lot, id limit $14::int
)
select
  (select s.searched_for from said s) as searched_for,
  ($7::text is not null and not exists (select from place)) as postcode_not_found,
  t.total,
  (select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'miles', round(p.miles::numeric, 1), 'sortKey', p.sort_key::text, 'lot', p.lot::text)
     order by p.sort_key, p.lot, p.id) from page p) as hits,
  case when $18::boolean then json_build_object(
    'supportTypes', (select json_agg(json_build_array(g.value, t.name, g.count)) from (
      select support_type_slug as value, count(*) as count from judged where failed & ~1 = 0 group by 1) g join catalogue.support_type t on t.slug = g.value),
    'wards', (select json_agg(json_build_array(g.value, w.name, g.count)) from (
      select unnest(ward_ids) as value, count(*) as count from judged where failed & ~2 = 0 group by 1) g
      join catalogue.ward w on w.id = g.value where $10::text is null or w.council_key = $10::text),
    -- Whoever wrote a language twice is counted once.
    'languages', (select json_agg(json_build_array(g.value, g.count)) from (
      select l.value, count(*) as count from judged j cross join lateral (select distinct unnest(j.languages) as value) l where j.failed & ~16 = 0 group by 1) g),
    -- All that are chosen must be met, so that each other one is counted among what is left.
    'accessNeeds', (select json_agg(json_build_array(g.value, g.count)) from (
      select a.value, count(*) as count from judged j cross join lateral (select distinct unnest(j.access_needs) as value) a where j.failed = 0 group by 1) g),
    'cqcRatings', (select json_agg(json_build_array(g.value, g.count)) from (
      select cqc_rating as value, count(*) as count from judged where failed & ~512 = 0 and cqc_rating is not null group by 1) g),
    'acceptedBy', (select json_agg(json_build_array(k.key, k.name, g.count)) from (
      select l.council_id, count(*) as count from judged j cross join lateral (select distinct unnest(j.accepted_by) as council_id) l
      where j.failed & ~1024 = 0 group by 1) g join identity.council_names(array(select distinct w.council_id from catalogue.ward w)) k on k.id = g.council_id),
    'kinds', t.kinds, 'units', t.units, 'priceBands', t.bands, 'workers', t.workers, 'starts', t.starts, 'ratings', t.scores
  ) end as facets
from tally t
