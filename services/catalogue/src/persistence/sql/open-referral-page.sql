-- One page of the feed: how much there is, since when, and which entries, in the order in which they came.
-- $1 words · $2 ids of terms · $3 taxonomy · $4 $5 lowest and highest age · $6 $7 not before, not after, by the clock · $8 days of the week
-- $9 outcode · $10 metres · $11 changed since · $12 place of the last entry seen · $13 rows to leave out · $14 rows
with said as materialized (
  select u.query, u.slugs, u.says_nothing from catalogue.understand($1::text) u where $1::text is not null
), place as materialized (
  select d.latitude, d.longitude, d.ward_id, d.council_id from catalogue.postcode_district d where d.outcode = $9::text
), matching as materialized (
  select e.id, e.place
  from catalogue.feed_entry e
  join catalogue.search_document d on d.id = e.id
  left join catalogue.service s on s.id = e.id
  where e.published
    and ($1::text is null or exists (select from said u where u.says_nothing or d.document @@ u.query or d.support_type_slug = any (u.slugs)))
    and ($2::uuid[] is null or e.terms && array(
      select t.key from catalogue.feed_term t left join catalogue.feed_term p on p.key = t.parent_key where t.id = any ($2::uuid[]) or p.id = any ($2::uuid[])))
    and ($3::text is null or e.terms && array(select t.key from catalogue.feed_term t where t.taxonomy = $3::text))
    and ($4::numeric is null or s.minimum_age >= $4::numeric)
    and ($5::numeric is null or s.maximum_age <= $5::numeric)
    and (num_nonnulls($6::time, $7::time, $8::text[]) = 0 or exists (
      select from catalogue.feed_schedule h
      where h.entry_id = e.id
        and ($6::time is null or h.opens_at >= $6::time)
        and ($7::time is null or (h.closes_at <= $7::time and not h.overnight))
        and ($8::text[] is null or h.weekdays && $8::text[])))
    -- A listing is for its council's area, and for everybody who comes near it.
    and ($9::text is null or exists (
      select from place p
      where case
        when d.kind = 'COMMUNITY' then $10::bigint is not null or p.council_id = any (d.council_ids)
        else cardinality(d.ward_ids) = 0 or p.ward_id = any (d.ward_ids)
          or catalogue.miles_between(p.latitude, p.longitude, d.latitude, d.longitude) <= s.radius_miles
        end
        and ($10::bigint is null or catalogue.miles_between(p.latitude, p.longitude, d.latitude, d.longitude) * 1609.344 <= $10::bigint)))
    and ($11::timestamptz is null or e.changed_at >= $11::timestamptz)
)
select
  (select count(*)::int from matching) as total,
  (select c.changed_at from catalogue.feed_change c) as "changedAt",
  array(
    select m.id from matching m where $12::bigint is null or m.place > $12::bigint
    order by m.place offset $13::bigint limit $14::int
  ) as ids
