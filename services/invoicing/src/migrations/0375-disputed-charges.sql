-- Whoever may pay for a person reads of a charge whether the bank was asked about it, as the person and the provider do. Only asked of charges
-- that the reader was given; whose dispute it is and why stays behind.
create function invoicing.is_card_disputed(p_charge uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from invoicing.card_dispute d where d.charge_id = p_charge and d.state = 'OPEN')
$$;
grant execute on function invoicing.is_card_disputed to owncourse_app;
