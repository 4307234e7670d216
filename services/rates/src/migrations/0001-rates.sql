-- Rate cards and the one price rule (model.md "Rate cards and the price a person pays").
create schema rates;
grant usage on schema rates to owncourse_app, owncourse_auditor;

-- provider_id is the nil id for a card that holds for any provider.
create table rates.rate_card (
  council_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  version int not null check (version > 0),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  status text not null check (status in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  -- Ways of holding a budget that the card covers; empty means all.
  holding_routes text[] not null default '{}',
  bank_holiday_multiplier numeric(6, 4) not null default 1 check (bank_holiday_multiplier >= 1),
  cancellation_notice_hours int not null check (cancellation_notice_hours >= 0),
  cancellation_percent numeric(5, 2) not null check (cancellation_percent between 0 and 100),
  published_at timestamptz,
  published_by uuid,
  primary key (council_id, id),
  unique (council_id, provider_id, version),
  exclude using gist (council_id with =, provider_id with =, valid with &&) where (status = 'PUBLISHED')
);

-- variant_id is the nil id, or support_type_slug is empty, for the half that does not apply.
create table rates.rate_item (
  council_id uuid not null,
  id uuid not null,
  card_id uuid not null,
  provider_id uuid not null,
  variant_id uuid not null,
  support_type_slug text not null,
  unit text not null,
  kind text not null check (kind in ('FIXED', 'CAPPED', 'QUOTE')),
  unit_price_pence bigint not null check (unit_price_pence >= 0),
  valid daterange not null check (not isempty(valid)),
  published boolean not null default false,
  primary key (council_id, id),
  foreign key (council_id, card_id) references rates.rate_card,
  check ((variant_id = '00000000-0000-0000-0000-000000000000') <> (support_type_slug = '')),
  exclude using gist (council_id with =, provider_id with =, variant_id with =, support_type_slug with =, unit with =, valid with &&) where (published)
);
create index rate_item_by_variant on rates.rate_item (council_id, variant_id) where published;
create index rate_item_by_support_type on rates.rate_item (council_id, support_type_slug) where published and support_type_slug <> '';

create function rates.refuse_price_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.unit_price_pence <> new.unit_price_pence or old.kind <> new.kind or old.unit <> new.unit or old.variant_id <> new.variant_id
    or old.support_type_slug <> new.support_type_slug or old.provider_id <> new.provider_id or lower(new.valid) <> lower(old.valid)
    or coalesce(upper(new.valid), 'infinity') > coalesce(upper(old.valid), 'infinity') or not new.published then
    raise exception 'A published price never changes; publish a new version.';
  end if;
  return new;
end $$;
create trigger published_price_stands before update or delete on rates.rate_item for each row when (old.published) execute function rates.refuse_price_change();

-- A provider sees its own agreed rates, finance officers and approvers those of their council; nobody else a row.
select kernel.protect_table(t::regclass,
  'council_id = (select kernel.scope_wide_council()) or (provider_id = (select kernel.scope_organisation()) and provider_id <> ''00000000-0000-0000-0000-000000000000'')')
from unnest(array['rates.rate_card', 'rates.rate_item']) t;

-- The one price rule, set based: what one unit of each variant costs somebody this council funds, on the delivery day.
-- The nil council asks for public prices. Picks (variant, provider), (variant, any), (support type, provider), (support type, any), in that order.
create function rates.prices(p_council uuid, p_variants uuid[], p_on date, p_route text default null)
returns table (variant_id uuid, unit_price_pence bigint, public_unit_price_pence bigint, own_money_pence bigint, kind text, orderable boolean,
  reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric)
language sql stable security definer set search_path = pg_catalog as $$
  with wanted as (
    select v.id, v.provider_id, v.support_type_slug, v.unit, v.public_unit_price_pence as public_pence from catalogue.variants(p_variants) v
  ), fitting as (
    -- Two joins on equality in place of one with "or", which would try every item for every variant.
    select w.id, w.provider_id as own_provider_id, i.council_id, i.card_id, i.provider_id, i.kind, i.unit_price_pence, true as for_variant
    from wanted w join rates.rate_item i on i.variant_id = w.id
    where i.council_id = p_council and i.published and i.valid @> p_on
    union all
    select w.id, w.provider_id, i.council_id, i.card_id, i.provider_id, i.kind, i.unit_price_pence, false
    from wanted w join rates.rate_item i on i.support_type_slug = w.support_type_slug and i.unit = w.unit
    where i.council_id = p_council and i.published and i.valid @> p_on and i.variant_id = '00000000-0000-0000-0000-000000000000' and i.support_type_slug <> ''
  ), item as (
    select distinct on (f.id) f.id, f.kind, f.unit_price_pence, f.for_variant, c.version, c.id as card_id, c.cancellation_notice_hours, c.cancellation_percent
    from fitting f join rates.rate_card c on c.council_id = f.council_id and c.id = f.card_id
    where p_council <> '00000000-0000-0000-0000-000000000000' and f.provider_id in (f.own_provider_id, '00000000-0000-0000-0000-000000000000')
      and (p_route is null or c.holding_routes = '{}' or p_route = any (c.holding_routes))
    order by f.id, f.for_variant desc, (f.provider_id = f.own_provider_id) desc
  ), off_card as (
    select coalesce(identity.policy(p_council, 'offCardRule', p_on) #>> '{}', 'refuse') as rule
    where p_council <> '00000000-0000-0000-0000-000000000000'
  )
  select w.id,
    case i.kind when 'FIXED' then i.unit_price_pence when 'CAPPED' then least(w.public_pence, i.unit_price_pence) else w.public_pence end,
    w.public_pence,
    case when i.kind = 'CAPPED' then greatest(w.public_pence - i.unit_price_pence, 0) else 0 end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then 'PUBLIC' else coalesce(i.kind, 'OFF_CARD') end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then false
      when i.kind = 'FIXED' then true
      when i.kind = 'CAPPED' then w.public_pence <= i.unit_price_pence
      when i.kind = 'QUOTE' then false
      else o.rule <> 'refuse' end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then array['PUBLIC_PRICE']
      when i.kind = 'FIXED' then array['AGREED_PRICE', case when i.for_variant then 'AGREED_FOR_THIS' else 'AGREED_FOR_SUPPORT_TYPE' end]
      when i.kind = 'CAPPED' and w.public_pence > i.unit_price_pence then array['ABOVE_CAP']
      when i.kind = 'CAPPED' then array['WITHIN_CAP']
      when i.kind = 'QUOTE' then array['QUOTE_FIRST']
      when o.rule = 'refuse' then array['NOT_ON_CARD']
      when o.rule = 'allow-with-approval' then array['OFF_CARD', 'NEEDS_APPROVAL']
      else array['OFF_CARD'] end,
    i.version, i.card_id, i.cancellation_notice_hours, i.cancellation_percent
  from wanted w left join item i on i.id = w.id left join off_card o on true
$$;

-- Refuses when the price is not the one the person was shown, or when this cannot be bought from the budget.
create function rates.check_price(p_council uuid, p_variant uuid, p_on date, p_route text, p_shown_pence bigint)
returns table (unit_price_pence bigint, kind text, reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  price record;
begin
  select * into price from rates.prices(p_council, array[p_variant], p_on, p_route);
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if not price.orderable then perform kernel.refuse('NOT_ORDERABLE', jsonb_build_object('reasons', price.reasons)); end if;
  if price.unit_price_pence <> p_shown_pence then
    perform kernel.refuse('PRICE_CHANGED', jsonb_build_object('shownUnitPricePence', p_shown_pence::text, 'unitPricePence', price.unit_price_pence::text));
  end if;
  return query select price.unit_price_pence, price.kind, price.reasons, price.rate_card_version, price.rate_card_id,
    price.cancellation_notice_hours, price.cancellation_percent;
end $$;

-- Publishes a whole card at once. Publishing a successor may only shorten the predecessor's end.
-- p_items: {id, variantId, supportTypeSlug, unit, kind, unitPricePence}.
create function rates.publish_card(p_card rates.rate_card, p_items jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update rates.rate_item i set valid = daterange(lower(i.valid), lower(p_card.valid))
  from rates.rate_card c
  where c.council_id = p_card.council_id and c.provider_id = p_card.provider_id and c.status = 'PUBLISHED' and c.valid @> lower(p_card.valid)
    and lower(c.valid) < lower(p_card.valid) and i.council_id = c.council_id and i.card_id = c.id and i.published;
  update rates.rate_card c set valid = daterange(lower(c.valid), lower(p_card.valid))
  where c.council_id = p_card.council_id and c.provider_id = p_card.provider_id and c.status = 'PUBLISHED' and c.valid @> lower(p_card.valid)
    and lower(c.valid) < lower(p_card.valid);
  insert into rates.rate_card select (p_card).*;
  insert into rates.rate_item (council_id, id, card_id, provider_id, variant_id, support_type_slug, unit, kind, unit_price_pence, valid, published)
  select p_card.council_id, i.id, p_card.id, p_card.provider_id, coalesce(i."variantId", '00000000-0000-0000-0000-000000000000'), coalesce(i."supportTypeSlug", ''),
    i.unit, i.kind, i."unitPricePence", p_card.valid, true
  from jsonb_to_recordset(p_items) as i (id uuid, "variantId" uuid, "supportTypeSlug" text, unit text, kind text, "unitPricePence" bigint);
exception when exclusion_violation or unique_violation then
  perform kernel.refuse('RATE_CARD_OVERLAP');
end $$;

grant execute on function rates.prices, rates.check_price, rates.publish_card to owncourse_app;
