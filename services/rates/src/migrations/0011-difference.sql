-- What a draft would change: against the card of its provider in force on its first day, and on the price rule.

-- Each price of the draft or of the card it follows, and what becomes of it: ADDED, CHANGED, ENDED or SAME. Rows as the reader may see them.
create function rates.draft_difference(p_council uuid, p_draft uuid)
returns table (change text, variant_id uuid, support_type_slug text, unit text, old_kind text, old_pence bigint, new_kind text, new_pence bigint)
language sql stable set search_path = pg_catalog as $$
  with draft as (
    select d.provider_id, lower(d.valid) as from_on from rates.card_draft d where d.council_id = p_council and d.id = p_draft
  ), coming as (
    select i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence from rates.draft_item i where i.council_id = p_council and i.draft_id = p_draft
  ), standing as (
    select i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence
    from draft d
    join rates.rate_card c on c.council_id = p_council and c.provider_id = d.provider_id and c.status = 'PUBLISHED' and c.valid @> d.from_on
    join rates.rate_item i on i.council_id = c.council_id and i.card_id = c.id
  )
  select case when s.kind is null then 'ADDED' when c.kind is null then 'ENDED'
      when s.kind = c.kind and s.unit_price_pence = c.unit_price_pence then 'SAME' else 'CHANGED' end,
    coalesce(c.variant_id, s.variant_id), coalesce(c.support_type_slug, s.support_type_slug), coalesce(c.unit, s.unit),
    s.kind, s.unit_price_pence, c.kind, c.unit_price_pence
  from coming c full join standing s on s.variant_id = c.variant_id and s.support_type_slug = c.support_type_slug and s.unit = c.unit
$$;

-- The price rule as it will be on a day once the draft is published: `day_prices` with the draft's prices in place of its provider's,
-- without ways of holding money. A test holds the two together.
create function rates.draft_prices(p_council uuid, p_draft uuid, p_variants uuid[], p_on date)
returns table (variant_id uuid, unit_price_pence bigint, orderable boolean) language sql stable security definer set search_path = pg_catalog as $$
  with draft as (
    select d.provider_id from rates.card_draft d where d.council_id = p_council and d.id = p_draft
  ), wanted as (
    select v.id, v.provider_id, v.support_type_slug, v.unit, v.public_unit_price_pence as public_pence from catalogue.variants(p_variants) v
  ), priced as (
    select i.provider_id, i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence
    from draft d
    join rates.rate_card c on c.council_id = p_council and c.status = 'PUBLISHED' and c.valid @> p_on and c.provider_id <> d.provider_id
    join rates.rate_item i on i.council_id = c.council_id and i.card_id = c.id
    -- Only what could be picked: a council's other cards may be large.
    where i.support_type_slug <> '' or i.variant_id = any (p_variants)
    union all
    select d.provider_id, i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence
    from rates.draft_item i, draft d where i.council_id = p_council and i.draft_id = p_draft
  ), fitting as (
    select w.id, w.provider_id as own_provider_id, p.provider_id, p.kind, p.unit_price_pence, true as for_variant
    from wanted w join priced p on p.variant_id = w.id
    union all
    select w.id, w.provider_id, p.provider_id, p.kind, p.unit_price_pence, false
    from wanted w join priced p on p.support_type_slug = w.support_type_slug and p.unit = w.unit and p.support_type_slug <> ''
  ), item as (
    select distinct on (f.id) f.id, f.kind, f.unit_price_pence from fitting f
    where f.provider_id in (f.own_provider_id, '00000000-0000-0000-0000-000000000000')
    order by f.id, f.for_variant desc, (f.provider_id = f.own_provider_id) desc
  )
  select w.id,
    case i.kind when 'FIXED' then i.unit_price_pence when 'CAPPED' then least(w.public_pence, i.unit_price_pence) else w.public_pence end,
    case when i.kind = 'FIXED' then true when i.kind = 'CAPPED' then w.public_pence <= i.unit_price_pence when i.kind = 'QUOTE' then false
      else coalesce(identity.policy(p_council, 'offCardRule', p_on) #>> '{}', 'refuse') <> 'refuse' end
  from wanted w left join item i on i.id = w.id
$$;

grant execute on function rates.draft_difference, rates.draft_prices to owncourse_app;
