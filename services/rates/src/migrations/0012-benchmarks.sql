-- What others say an hour of care must at least cost to be lawful and to last: dated, with its source. A price below it is a warning, never a refusal.
create table rates.price_benchmark (
  code text not null,
  name text not null,
  support_type_slugs text[] not null,
  hourly_pence bigint not null check (hourly_pence > 0),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  source text not null,
  primary key (code, valid),
  exclude using gist (code with =, valid with &&)
);
-- Published figures are everybody's.
select kernel.protect_table('rates.price_benchmark', 'true');

insert into rates.price_benchmark values ('homecare-association-england', 'Homecare Association minimum price for England',
  '{personal-care,help-at-home,medicines-help,dementia-support}', 3214, '[2025-04-01,2026-04-01)',
  'Homecare Association, Minimum Price for Homecare in England 2025-26, £32.14 an hour, published December 2024');

-- The operator's import. p_rows: {code, name, supportTypes, hourlyPence, validFrom, validBefore, source}.
create function rates.import_benchmarks(p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into rates.price_benchmark
  select r.code, r.name, r."supportTypes", r."hourlyPence", daterange(r."validFrom", r."validBefore"), r.source
  from jsonb_to_recordset(p_rows) as r (code text, name text, "supportTypes" text[], "hourlyPence" bigint, "validFrom" date, "validBefore" date, source text)
  on conflict (code, valid) do update set name = excluded.name, support_type_slugs = excluded.support_type_slugs, hourly_pence = excluded.hourly_pence,
    source = excluded.source;
exception when exclusion_violation then
  perform kernel.refuse('BENCHMARK_OVERLAP');
end $$;

-- The newest figure that had begun on the day, and what it comes to for a unit that is a part of an hour. No row where none is known.
create function rates.benchmark_of(p_slug text, p_unit text, p_on date)
returns table (name text, hourly_pence bigint, least_pence bigint, valid_from date, valid_to date) language sql stable as $$
  select b.name, b.hourly_pence, ceil(b.hourly_pence * m.minutes / 60.0)::bigint, lower(b.valid), upper(b.valid) - 1
  from (values ('HOUR', 60), ('VISIT60', 60), ('VISIT45', 45), ('VISIT30', 30), ('VISIT15', 15)) as m (unit, minutes)
  join rates.price_benchmark b on p_slug = any (b.support_type_slugs) and lower(b.valid) <= p_on
  where m.unit = p_unit
  order by lower(b.valid) desc, b.hourly_pence desc limit 1
$$;

-- Prices of a draft that lie below the figure of its first day. Rows as the reader may see them.
create function rates.draft_below_benchmark(p_council uuid, p_draft uuid)
returns table (variant_id uuid, support_type_slug text, unit text, name text, hourly_pence bigint, valid_from date, valid_to date)
language sql stable set search_path = pg_catalog as $$
  with draft as (
    select lower(d.valid) as from_on from rates.card_draft d where d.council_id = p_council and d.id = p_draft
  ), item as materialized (
    select i.variant_id, i.support_type_slug, i.unit, i.unit_price_pence, coalesce(v.support_type_slug, i.support_type_slug) as slug
    from rates.draft_item i
    left join catalogue.variants(array(select o.variant_id from rates.draft_item o where o.council_id = p_council and o.draft_id = p_draft)) v on v.id = i.variant_id
    where i.council_id = p_council and i.draft_id = p_draft and i.kind <> 'QUOTE'
  ), kind as materialized (
    -- One question for each kind of support and unit, not for each price.
    select k.slug, k.unit, b.* from (select distinct i.slug, i.unit from item i) k, draft d, rates.benchmark_of(k.slug, k.unit, d.from_on) b
  )
  select i.variant_id, i.support_type_slug, i.unit, k.name, k.hourly_pence, k.valid_from, k.valid_to
  from item i join kind k on k.slug = i.slug and k.unit = i.unit where i.unit_price_pence < k.least_pence
$$;

grant execute on function rates.import_benchmarks, rates.benchmark_of, rates.draft_below_benchmark to owncourse_app;
