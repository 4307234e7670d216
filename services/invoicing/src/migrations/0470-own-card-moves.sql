-- Each try to take a person's own money by card, and each giving back of it: for the person alone, without what the card company knows them by.
create function invoicing.own_card_moves()
returns table (id uuid, charge_id uuid, kind text, pence bigint, state text, asked_at timestamptz, settled_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select a.id, a.charge_id, 'PAYMENT', a.pence, a.state, a.asked_at, a.settled_at
  from invoicing.card_charge c join invoicing.card_attempt a on a.charge_id = c.id where c.person_id = kernel.scope_person()
  union all
  select r.id, r.charge_id, 'REFUND', r.pence, r.state, r.asked_at, r.settled_at
  from invoicing.card_charge c join invoicing.card_refund r on r.charge_id = c.id where c.person_id = kernel.scope_person()
$$;
grant execute on function invoicing.own_card_moves to owncourse_app;
