-- Whoever may pay for somebody may keep a card for them (docs/adr/0042). A card is seen by whoever keeps it, and charged only while
-- they may still pay: an ended right to act ends it at once.
alter table invoicing.kept_card add kept_by uuid;
update invoicing.kept_card set kept_by = person_id;
alter table invoicing.kept_card alter kept_by set not null;
drop policy app_reads on invoicing.kept_card;
create policy app_reads on invoicing.kept_card for select to owncourse_app using (kept_by = (select kernel.scope_person()));

-- Who was led to the page; only they come back from it.
alter table invoicing.card_session add started_by uuid;
update invoicing.card_session set started_by = person_id;
alter table invoicing.card_session alter started_by set not null;

create function invoicing.may_pay_for(p_actor uuid, p_person uuid, p_at timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select p_actor = p_person or exists (select from identity.mandates_in_force(p_actor, (p_at at time zone 'Europe/London')::date) m
    where m.person_id = p_person and 'PAY' = any (m.scopes) and not m.joint)
$$;

-- The card that pays for a person now, and who keeps it; what is not theirs to see of it is not here.
create function invoicing.card_in_force(p_person uuid, p_at timestamptz) returns table (payment_method_id text, kept_by uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select k.payment_method_id, k.kept_by from invoicing.kept_card k
  where k.person_id = p_person and k.removed_at is null and invoicing.may_pay_for(k.kept_by, k.person_id, p_at)
$$;
create function invoicing.card_keeper(p_person uuid, p_at timestamptz) returns uuid language sql stable security definer set search_path = pg_catalog as $$
  select c.kept_by from invoicing.card_in_force(p_person, p_at) c
$$;

drop function invoicing.begin_card_session(uuid, uuid, timestamptz);
create function invoicing.begin_card_session(p_id uuid, p_person uuid, p_by uuid, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  insert into invoicing.card_session (id, person_id, started_by, started_at) values (p_id, p_person, p_by, p_at) on conflict do nothing
$$;
drop function invoicing.card_session_of(uuid, text);
create function invoicing.card_session_of(p_id uuid, p_outside text)
returns table (id uuid, person_id uuid, started_by uuid, attempt_id uuid, outside_id text, state text) language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.person_id, s.started_by, s.attempt_id, s.outside_id, s.state from invoicing.card_session s where s.id = p_id or s.outside_id = p_outside
$$;

-- As in 0332; a person's own card gives way to no card of somebody else. @returns the card that is kept no more, or never was
drop function invoicing.keep_card(uuid, uuid, text, text, text, int, int, timestamptz);
create function invoicing.keep_card(p_id uuid, p_person uuid, p_by uuid, p_method text, p_brand text, p_last_four text, p_month int, p_year int, p_at timestamptz)
returns table (payment_method_id text) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  perform 1 from invoicing.card_customer c where c.person_id = p_person for update;
  if exists (select from invoicing.kept_card k where k.payment_method_id = p_method) then return; end if;
  if not invoicing.may_pay_for(p_by, p_person, p_at)
    or (p_by <> p_person and exists (select from invoicing.kept_card k where k.person_id = p_person and k.kept_by = p_person and k.removed_at is null)) then
    return query select p_method;
    return;
  end if;
  return query update invoicing.kept_card k set removed_at = p_at where k.person_id = p_person and k.removed_at is null returning k.payment_method_id;
  insert into invoicing.kept_card (id, person_id, kept_by, payment_method_id, brand, last_four, expiry_month, expiry_year, kept_at)
  values (p_id, p_person, p_by, p_method, p_brand, p_last_four, p_month, p_year, p_at);
  update invoicing.card_charge c set next_try_at = p_at, declined_count = 0 where c.person_id = p_person and c.state in ('DUE', 'DECLINED', 'NEEDS_PERSON');
end $$;
-- The person takes away whatever is kept for them, whoever else their own.
drop function invoicing.remove_card(uuid, timestamptz);
create function invoicing.remove_card(p_person uuid, p_by uuid, p_at timestamptz) returns table (payment_method_id text) language sql security definer set search_path = pg_catalog as $$
  update invoicing.kept_card k set removed_at = p_at
  where k.person_id = p_person and k.removed_at is null and (p_by = p_person or k.kept_by = p_by) returning k.payment_method_id
$$;

-- As in 0331, with the cards that are in force.
create or replace function invoicing.charges_to_take(p_at timestamptz, p_most int) returns table (charge_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id from invoicing.card_charge c
  join invoicing.kept_card k on k.person_id = c.person_id and k.removed_at is null
  join invoicing.card_account a on a.provider_id = c.provider_id and a.can_be_paid
  where c.state in ('DUE', 'DECLINED', 'NEEDS_PERSON') and c.next_try_at <= p_at and c.owed_pence > 0 and invoicing.may_pay_for(k.kept_by, k.person_id, p_at)
  order by c.next_try_at, c.id limit p_most
$$;
drop function invoicing.begin_card_attempt(uuid, uuid, timestamptz, uuid);
create function invoicing.begin_card_attempt(p_charge uuid, p_attempt uuid, p_at timestamptz, p_session uuid default null, p_by uuid default null)
returns table (attempt_id uuid, charge_id uuid, pence bigint, customer_id text, account_id text, payment_method_id text, provider_id uuid, for_on date)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  charge invoicing.card_charge;
  customer text;
  account text;
  card text;
  turn int;
begin
  select * into charge from invoicing.card_charge c where c.id = p_charge for update;
  if exists (select from invoicing.card_attempt a where a.id = p_attempt) then
    return query select a.id, a.charge_id, a.pence, a.customer_id, a.account_id, a.payment_method_id, charge.provider_id, charge.for_on from invoicing.card_attempt a where a.id = p_attempt;
    return;
  end if;
  if charge.id is null or charge.state not in ('DUE', 'DECLINED', 'NEEDS_PERSON') or charge.owed_pence = 0 then return; end if;
  if p_session is null and (charge.next_try_at is null or charge.next_try_at > p_at) then return; end if;
  select x.account_id into account from invoicing.card_account x where x.provider_id = charge.provider_id and x.can_be_paid;
  select x.customer_id into customer from invoicing.card_customer x where x.person_id = charge.person_id;
  select x.payment_method_id into card from invoicing.card_in_force(charge.person_id, p_at) x;
  if account is null or customer is null or (p_session is null and card is null) then return; end if;
  select coalesce(max(a.number), 0) + 1 into turn from invoicing.card_attempt a where a.charge_id = p_charge;
  insert into invoicing.card_attempt (id, charge_id, number, pence, customer_id, account_id, payment_method_id, asked_at, looked_at)
  values (p_attempt, p_charge, turn, charge.owed_pence - charge.paid_pence, customer, account, case when p_session is null then card end, p_at, p_at);
  if p_session is not null then
    insert into invoicing.card_session (id, person_id, started_by, attempt_id, started_at) values (p_session, charge.person_id, coalesce(p_by, charge.person_id), p_attempt, p_at);
  end if;
  perform invoicing.follow_card_charge(p_charge, p_at);
  return query select a.id, a.charge_id, a.pence, a.customer_id, a.account_id, a.payment_method_id, charge.provider_id, charge.for_on from invoicing.card_attempt a where a.id = p_attempt;
end $$;

-- Charges of people for whom the reader may pay, who does not see them as a person's or a provider's; the caller has asked whether they may.
create function invoicing.card_charges_to_pay(p_people uuid[], p_charge uuid, p_most int) returns setof invoicing.card_charge
language sql stable security definer set search_path = pg_catalog as $$
  select c.* from invoicing.card_charge c
  where c.person_id = any (p_people) and (p_charge is null or c.id = p_charge) and (p_charge is not null or c.state <> 'NOT_OWED' or c.paid_pence > 0)
  order by c.for_on desc, c.id desc limit p_most
$$;
drop function invoicing.card_sellers(uuid[]);
create function invoicing.card_sellers(p_charges uuid[], p_people uuid[]) returns table (id uuid, name text, party jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select c.id, n.name, invoicing.billing_party_on(c.provider_id, c.for_on)
  from invoicing.card_charge c join catalogue.provider_names(array(select distinct x.provider_id from invoicing.card_charge x where x.id = any (p_charges))) n on n.id = c.provider_id
  where c.id = any (p_charges) and (c.person_id = any (p_people) or c.provider_id = (select kernel.scope_organisation()))
$$;

grant execute on function invoicing.card_keeper, invoicing.begin_card_session, invoicing.card_session_of, invoicing.keep_card, invoicing.remove_card,
  invoicing.begin_card_attempt, invoicing.card_charges_to_pay, invoicing.card_sellers to owncourse_app;

-- Cards whose keeper may not pay for the person any more: they are taken away on the other side too.
create function invoicing.cards_out_of_force(p_at timestamptz, p_most int) returns table (payment_method_id text)
language sql stable security definer set search_path = pg_catalog as $$
  select k.payment_method_id from invoicing.kept_card k
  where k.removed_at is null and k.kept_by <> k.person_id and not invoicing.may_pay_for(k.kept_by, k.person_id, p_at) order by k.id limit p_most
$$;
create index kept_card_for_others on invoicing.kept_card (id) where removed_at is null and kept_by <> person_id;
grant execute on function invoicing.cards_out_of_force to owncourse_app;
