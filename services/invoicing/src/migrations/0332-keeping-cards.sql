-- Cards that people keep, the pages they are led to, and where providers are paid.

create function invoicing.customer_of(p_person uuid) returns text language sql stable security definer set search_path = pg_catalog as $$
  select customer_id from invoicing.card_customer where person_id = p_person
$$;
create function invoicing.note_customer(p_person uuid, p_customer text, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  insert into invoicing.card_customer (person_id, customer_id, made_at) values (p_person, p_customer, p_at) on conflict do nothing
$$;

create function invoicing.begin_card_session(p_id uuid, p_person uuid, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  insert into invoicing.card_session (id, person_id, started_at) values (p_id, p_person, p_at) on conflict do nothing
$$;
create function invoicing.note_session(p_id uuid, p_outside text) returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.card_session set outside_id = coalesce(outside_id, p_outside) where id = p_id
$$;
-- By our own id or by the other side's.
create function invoicing.card_session_of(p_id uuid, p_outside text)
returns table (id uuid, person_id uuid, attempt_id uuid, outside_id text, state text) language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.person_id, s.attempt_id, s.outside_id, s.state from invoicing.card_session s where s.id = p_id or s.outside_id = p_outside
$$;
create function invoicing.end_card_session(p_id uuid, p_state text) returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.card_session set state = p_state where id = p_id and state = 'OPEN'
$$;

-- The card of a page that was finished, once, in place of the one before. What waits for a card is tried with it. A card that was
-- removed stays so. @returns the card that it took the place of
create function invoicing.keep_card(p_id uuid, p_person uuid, p_method text, p_brand text, p_last_four text, p_month int, p_year int, p_at timestamptz)
returns table (payment_method_id text) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  perform 1 from invoicing.card_customer c where c.person_id = p_person for update;
  if exists (select from invoicing.kept_card k where k.payment_method_id = p_method) then return; end if;
  return query update invoicing.kept_card k set removed_at = p_at where k.person_id = p_person and k.removed_at is null returning k.payment_method_id;
  insert into invoicing.kept_card (id, person_id, payment_method_id, brand, last_four, expiry_month, expiry_year, kept_at)
  values (p_id, p_person, p_method, p_brand, p_last_four, p_month, p_year, p_at);
  update invoicing.card_charge c set next_try_at = p_at, declined_count = 0 where c.person_id = p_person and c.state in ('DUE', 'DECLINED', 'NEEDS_PERSON');
end $$;
create function invoicing.remove_card(p_person uuid, p_at timestamptz) returns table (payment_method_id text) language sql security definer set search_path = pg_catalog as $$
  update invoicing.kept_card k set removed_at = p_at where k.person_id = p_person and k.removed_at is null returning k.payment_method_id
$$;
-- The other side says that it is gone.
create function invoicing.card_is_gone(p_method text, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.kept_card set removed_at = p_at where payment_method_id = p_method and removed_at is null
$$;

-- Before the account is made there, so that a stop half-way asks for the same one again.
create function invoicing.begin_card_account(p_provider uuid, p_at timestamptz) returns text language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into invoicing.card_account (provider_id, started_at) values (p_provider, p_at) on conflict do nothing;
  return (select a.account_id from invoicing.card_account a where a.provider_id = p_provider);
end $$;
create function invoicing.note_account(p_provider uuid, p_account text) returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.card_account set account_id = coalesce(account_id, p_account) where provider_id = p_provider
$$;
-- Whatever was asked for last is what stands: an answer that was asked for earlier changes nothing.
create function invoicing.see_account(p_account text, p_can_be_paid boolean, p_details_given boolean, p_asked_count int, p_asked_at timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.card_account set can_be_paid = p_can_be_paid, details_given = p_details_given, asked_count = p_asked_count, seen_at = p_asked_at
  where account_id = p_account and (seen_at is null or seen_at <= p_asked_at)
$$;

-- @returns false where it was told before
create function invoicing.note_card_event(p_id text, p_type text, p_object text, p_happened_at timestamptz, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into invoicing.card_event (id, type, object_id, happened_at, received_at) values (p_id, p_type, p_object, p_happened_at, p_at) on conflict do nothing;
  return (select e.state = 'NEW' from invoicing.card_event e where e.id = p_id);
end $$;
create function invoicing.handled_card_event(p_id text, p_state text, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.card_event set state = p_state, handled_at = p_at where id = p_id and state = 'NEW'
$$;
create function invoicing.card_events_waiting(p_before timestamptz, p_most int) returns table (id text, type text, object_id text, happened_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select e.id, e.type, e.object_id, e.happened_at from invoicing.card_event e where e.state = 'NEW' and e.received_at <= p_before order by e.received_at limit p_most
$$;

-- For a finance officer: sums by provider, without anybody's name. @param p_council whose people's visits
create function invoicing.card_sums(p_from date, p_to date)
returns table (provider_id uuid, charge_count int, owed_pence bigint, paid_pence bigint, back_pence bigint) language sql stable security definer set search_path = pg_catalog as $$
  select c.provider_id, count(*)::int, sum(c.owed_pence)::bigint, sum(c.paid_pence)::bigint, sum(c.back_pence)::bigint
  from invoicing.card_charge c where c.council_id = kernel.scope_wide_council() and c.for_on between p_from and p_to group by 1 order by 4 desc, 1
$$;

-- Whether the reader's provider can be paid by card, for orders of somebody who pays themselves.
create function invoicing.takes_cards(p_provider uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from invoicing.card_account a where a.provider_id = p_provider and a.can_be_paid)
$$;

grant execute on function invoicing.customer_of, invoicing.note_customer, invoicing.begin_card_session, invoicing.note_session, invoicing.card_session_of,
  invoicing.end_card_session, invoicing.keep_card, invoicing.remove_card, invoicing.card_is_gone, invoicing.begin_card_account, invoicing.note_account,
  invoicing.see_account, invoicing.note_card_event, invoicing.handled_card_event, invoicing.card_events_waiting, invoicing.card_sums, invoicing.takes_cards
  to owncourse_app;
