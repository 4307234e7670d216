-- Bank holidays of England, and the price of a day that is one (model.md "Rate cards and the price a person pays").
create table rates.bank_holiday (
  on_date date primary key,
  name text not null
);
-- The calendar is everybody's.
select kernel.protect_table('rates.bank_holiday', 'true');

-- The calendar of whole years, as the library that is kept up knows it: adds what was proclaimed, takes out what was moved.
create function rates.keep_bank_holidays(p_from date, p_before date, p_days date[], p_names text[]) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from rates.bank_holiday where on_date >= p_from and on_date < p_before and on_date <> all (p_days);
  insert into rates.bank_holiday select * from unnest(p_days, p_names)
  on conflict (on_date) do update set name = excluded.name where bank_holiday.name <> excluded.name
$$;

drop function rates.check_price(uuid, uuid, date, text, bigint);
drop function rates.prices(uuid, uuid[], date, text);

-- The one price rule, set based: what one unit of each variant costs somebody this council funds, on the delivery day, and what
-- that day multiplies a line by. A line is round(quantity × unit price × multiplier), rounded once. The nil council asks for
-- public prices. Picks (variant, provider), (variant, any), (support type, provider), (support type, any), in that order.
-- A variant that is itself sold for bank holidays has its own price and no multiplier.
create function rates.prices(p_council uuid, p_variants uuid[], p_on date, p_route text default null)
returns table (variant_id uuid, unit_price_pence bigint, public_unit_price_pence bigint, own_money_pence bigint, kind text, orderable boolean,
  reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric, multiplier numeric, bank_holiday text)
language sql stable security definer set search_path = pg_catalog as $$
  with wanted as (
    select v.id, v.provider_id, v.support_type_slug, v.unit, v.day_type, v.public_unit_price_pence as public_pence from catalogue.variants(p_variants) v
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
    select distinct on (f.id) f.id, f.kind, f.unit_price_pence, f.for_variant, c.version, c.id as card_id, c.cancellation_notice_hours, c.cancellation_percent,
      c.bank_holiday_multiplier
    from fitting f join rates.rate_card c on c.council_id = f.council_id and c.id = f.card_id
    where p_council <> '00000000-0000-0000-0000-000000000000' and f.provider_id in (f.own_provider_id, '00000000-0000-0000-0000-000000000000')
      and (p_route is null or c.holding_routes = '{}' or p_route = any (c.holding_routes))
    order by f.id, f.for_variant desc, (f.provider_id = f.own_provider_id) desc
  ), off_card as (
    select coalesce(identity.policy(p_council, 'offCardRule', p_on) #>> '{}', 'refuse') as rule
    where p_council <> '00000000-0000-0000-0000-000000000000'
  ), holiday as (
    select b.name from rates.bank_holiday b where b.on_date = p_on
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
      else array['OFF_CARD'] end || case when d.multiplier <> 1 then array['BANK_HOLIDAY'] else '{}' end,
    i.version, i.card_id, i.cancellation_notice_hours, i.cancellation_percent, d.multiplier, case when d.multiplier <> 1 then h.name end
  from wanted w left join item i on i.id = w.id left join off_card o on true left join holiday h on true
  cross join lateral (
    select case when i.kind in ('FIXED', 'CAPPED') and h.name is not null and w.day_type <> 'BANK_HOLIDAY' then i.bank_holiday_multiplier else 1 end as multiplier
  ) d
$$;

-- Refuses when the price is not the one the person was shown, or when this cannot be bought from the budget.
create function rates.check_price(p_council uuid, p_variant uuid, p_on date, p_route text, p_shown_pence bigint)
returns table (unit_price_pence bigint, kind text, reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric,
  multiplier numeric)
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
    price.cancellation_notice_hours, price.cancellation_percent, price.multiplier;
end $$;

-- Cards published since an instant, and the first day each counts for: what is priced ahead has to be priced anew from there.
create function rates.cards_published_since(p_since timestamptz) returns table (council_id uuid, provider_id uuid, from_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select c.council_id, c.provider_id, lower(c.valid) from rates.rate_card c
  where c.status = 'PUBLISHED' and c.published_at >= p_since order by 3, 1, 2
$$;

grant execute on function rates.prices, rates.check_price, rates.keep_bank_holidays, rates.cards_published_since to owncourse_app;

create function rates.is_bank_holiday(p_on date) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from rates.bank_holiday b where b.on_date = p_on)
$$;
grant execute on function rates.is_bank_holiday to owncourse_app;
