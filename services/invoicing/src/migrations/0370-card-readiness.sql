-- Whether a card is kept with which somebody can pay at this moment, their own or that of who may pay for them, and whether a provider can be paid by card.
create function invoicing.card_readiness(p_person uuid, p_provider uuid, p_at timestamptz) returns table (has_card boolean, can_be_paid boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from invoicing.card_in_force(p_person, p_at)),
    exists (select 1 from invoicing.card_account a where a.provider_id = p_provider and a.can_be_paid)
$$;
grant execute on function invoicing.card_readiness to owncourse_app;
