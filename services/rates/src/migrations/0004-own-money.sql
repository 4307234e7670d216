-- Above the council's highest price the rest is the person's own money, agreed apart: then the budget's part can be ordered.
drop function rates.check_price(uuid, uuid, date, text, bigint);

-- Refuses when the price is not the one the person was shown, or when this cannot be bought from the budget; p_own_money says that
-- the person pays what is above a cap themselves, which the caller checks.
create function rates.check_price(p_council uuid, p_variant uuid, p_on date, p_route text, p_shown_pence bigint, p_own_money boolean default false)
returns table (unit_price_pence bigint, kind text, reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric,
  multiplier numeric, public_unit_price_pence bigint)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  price record;
begin
  select * into price from rates.prices(p_council, array[p_variant], p_on, p_route);
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if not price.orderable and not (p_own_money and 'ABOVE_CAP' = any (price.reasons)) then
    perform kernel.refuse('NOT_ORDERABLE', jsonb_build_object('reasons', price.reasons));
  end if;
  if price.unit_price_pence <> p_shown_pence then
    perform kernel.refuse('PRICE_CHANGED', jsonb_build_object('shownUnitPricePence', p_shown_pence::text, 'unitPricePence', price.unit_price_pence::text));
  end if;
  return query select price.unit_price_pence, price.kind, price.reasons, price.rate_card_version, price.rate_card_id,
    price.cancellation_notice_hours, price.cancellation_percent, price.multiplier, price.public_unit_price_pence;
end $$;

grant execute on function rates.check_price to owncourse_app;
