-- What was paid, given back and is still to take, from the rows themselves; the only place that says a charge's state.
create function invoicing.follow_card_charge(p_charge uuid, p_at timestamptz) returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  charge invoicing.card_charge;
  last_try invoicing.card_attempt;
  sums record;
  next_state text;
begin
  select * into charge from invoicing.card_charge where id = p_charge for update;
  select coalesce(sum(a.pence) filter (where a.state = 'PAID'), 0)::bigint as paid,
    (select coalesce(sum(r.pence) filter (where r.state <> 'FAILED'), 0)::bigint from invoicing.card_refund r where r.charge_id = p_charge) as back
  into sums from invoicing.card_attempt a where a.charge_id = p_charge;
  select * into last_try from invoicing.card_attempt a where a.charge_id = p_charge order by a.number desc limit 1;
  next_state := case
    when charge.owed_pence = 0 and sums.paid = 0 and coalesce(last_try.state, 'CANCELLED') not in ('ASKING', 'WAITING') then 'NOT_OWED'
    when sums.paid > 0 and sums.paid >= charge.owed_pence then 'PAID'
    -- On the card company's page it is the person who has to go on.
    when last_try.state in ('ASKING', 'WAITING') then case when last_try.payment_method_id is null then 'NEEDS_PERSON' else 'ASKING' end
    when last_try.state in ('NEEDS_PERSON', 'DECLINED') then last_try.state
    else 'DUE' end;
  update invoicing.card_charge set paid_pence = sums.paid, back_pence = sums.back, state = next_state,
    paid_at = case when next_state = 'PAID' then coalesce(paid_at, p_at) end
  where id = p_charge;
  return next_state;
end $$;

-- Reads what the ledger has of these visits into our rows. Safe again and in any order: it is always what the ledger has now.
create function invoicing.note_own_money(p_visits uuid[], p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  noted uuid;
begin
  for noted in
    insert into invoicing.card_charge (id, council_id, person_id, provider_id, order_id, for_on, owed_pence, next_try_at, noted_at)
    select m.id, m.council_id, m.person_id, m.provider_id, m.order_id, m.effective_on, m.owed_pence, p_at, p_at
    from ledger.own_money_of_visits(p_visits) m where m.state in ('OWED', 'GIVEN_BACK') order by m.id
    on conflict (id) do update set owed_pence = excluded.owed_pence
    returning id
  loop
    perform invoicing.follow_card_charge(noted, p_at);
  end loop;
end $$;

-- Charges that can be taken now: a card is kept, the provider's account can be paid, and nothing else of them is under way.
create function invoicing.charges_to_take(p_at timestamptz, p_most int) returns table (charge_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id from invoicing.card_charge c
  join invoicing.kept_card k on k.person_id = c.person_id and k.removed_at is null
  join invoicing.card_account a on a.provider_id = c.provider_id and a.can_be_paid
  where c.state in ('DUE', 'DECLINED', 'NEEDS_PERSON') and c.next_try_at <= p_at and c.owed_pence > 0
  order by c.next_try_at, c.id limit p_most
$$;

-- A try that begins now, or nothing where there is nothing to take any more. With a page, the person chooses the card there.
create function invoicing.begin_card_attempt(p_charge uuid, p_attempt uuid, p_at timestamptz, p_session uuid default null)
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
  select x.payment_method_id into card from invoicing.kept_card x where x.person_id = charge.person_id and x.removed_at is null;
  if account is null or customer is null or (p_session is null and card is null) then return; end if;
  select coalesce(max(a.number), 0) + 1 into turn from invoicing.card_attempt a where a.charge_id = p_charge;
  insert into invoicing.card_attempt (id, charge_id, number, pence, customer_id, account_id, payment_method_id, asked_at, looked_at)
  values (p_attempt, p_charge, turn, charge.owed_pence - charge.paid_pence, customer, account, case when p_session is null then card end, p_at, p_at);
  if p_session is not null then
    insert into invoicing.card_session (id, person_id, attempt_id, started_at) values (p_session, charge.person_id, p_attempt, p_at);
  end if;
  perform invoicing.follow_card_charge(p_charge, p_at);
  return query select a.id, a.charge_id, a.pence, a.customer_id, a.account_id, a.payment_method_id, charge.provider_id, charge.for_on from invoicing.card_attempt a where a.id = p_attempt;
end $$;

create function invoicing.attempt_rank(p_state text) returns int language sql immutable parallel safe
  return case p_state when 'ASKING' then 0 when 'WAITING' then 1 when 'NEEDS_PERSON' then 2 when 'DECLINED' then 2 when 'CANCELLED' then 3 when 'NOT_MADE' then 3 else 4 end;

-- What the other side says of a try. No state goes back, so that late and double news change nothing. @returns one row where the
-- charge's state became another
create function invoicing.settle_card_attempt(p_attempt uuid, p_state text, p_intent text, p_pence bigint, p_code text, p_next_try timestamptz[], p_at timestamptz)
returns table (charge_id uuid, council_id uuid, person_id uuid, provider_id uuid, order_id uuid, state text, pence bigint)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  charge invoicing.card_charge;
  attempt invoicing.card_attempt;
  became text;
begin
  select c.* into charge from invoicing.card_charge c join invoicing.card_attempt a on a.charge_id = c.id where a.id = p_attempt for update of c;
  if not found then return; end if;
  select * into attempt from invoicing.card_attempt a where a.id = p_attempt for update;
  if invoicing.attempt_rank(p_state) < invoicing.attempt_rank(attempt.state)
    or (attempt.state = p_state and attempt.intent_id is not distinct from coalesce(p_intent, attempt.intent_id)) then
    update invoicing.card_attempt a set looked_at = p_at, intent_id = coalesce(a.intent_id, p_intent) where a.id = p_attempt;
    return;
  end if;
  update invoicing.card_attempt a set state = p_state, intent_id = coalesce(a.intent_id, p_intent), pence = coalesce(p_pence, a.pence), looked_at = p_at,
    settled_at = case when p_state in ('ASKING', 'WAITING') then null else p_at end
  where a.id = p_attempt;
  -- How often the card was refused says when it is tried again; a card that has to be confirmed waits for the person.
  if p_state = 'DECLINED' and attempt.state <> 'DECLINED' then
    update invoicing.card_charge c set declined_count = c.declined_count + 1, declined_code = p_code, next_try_at = p_next_try[c.declined_count + 1] where c.id = charge.id;
  elsif p_state = 'NEEDS_PERSON' then
    update invoicing.card_charge c set next_try_at = null where c.id = charge.id;
  elsif p_state = 'NOT_MADE' and attempt.payment_method_id is not null then
    update invoicing.card_charge c set next_try_at = p_at where c.id = charge.id;
  end if;
  became := invoicing.follow_card_charge(charge.id, p_at);
  if became is distinct from charge.state then
    return query select charge.id, charge.council_id, charge.person_id, charge.provider_id, charge.order_id, became, coalesce(p_pence, attempt.pence);
  end if;
end $$;

-- Tries and refunds without an answer that nobody has looked at for a while.
create function invoicing.card_unknowns(p_before timestamptz, p_most int)
returns table (kind text, id uuid, charge_id uuid, pence bigint, customer_id text, account_id text, payment_method_id text, intent_id text, asked_at timestamptz, session_id text)
language sql stable security definer set search_path = pg_catalog as $$
  (select 'ATTEMPT', a.id, a.charge_id, a.pence, a.customer_id, a.account_id, a.payment_method_id, a.intent_id, a.asked_at, s.outside_id
   from invoicing.card_attempt a left join invoicing.card_session s on s.attempt_id = a.id
   where a.state in ('ASKING', 'WAITING') and a.looked_at <= p_before order by a.looked_at limit p_most)
  union all
  (select 'REFUND', r.id, r.charge_id, r.pence, a.customer_id, a.account_id, null, a.intent_id, r.asked_at, null
   from invoicing.card_refund r join invoicing.card_attempt a on a.id = r.attempt_id
   where r.state in ('ASKING', 'WAITING') and r.looked_at <= p_before order by r.looked_at limit p_most)
$$;

create function invoicing.card_looked_at(p_id uuid, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.card_attempt set looked_at = p_at where id = p_id;
  update invoicing.card_refund set looked_at = p_at where id = p_id;
$$;

create function invoicing.charges_to_give_back(p_most int) returns table (charge_id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select c.id from invoicing.card_charge c where c.paid_pence - c.back_pence > c.owed_pence order by c.id limit p_most
$$;

-- More was paid than is owed: the rest goes back, of the newest payment that has enough left. A refund that failed rests for a day.
create function invoicing.begin_card_refund(p_charge uuid, p_refund uuid, p_at timestamptz)
returns table (refund_id uuid, intent_id text, pence bigint) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  charge invoicing.card_charge;
  source record;
begin
  select * into charge from invoicing.card_charge c where c.id = p_charge for update;
  if not found or charge.paid_pence - charge.back_pence <= charge.owed_pence then return; end if;
  if exists (select from invoicing.card_refund r where r.charge_id = p_charge and r.state = 'FAILED' and r.settled_at > p_at - interval '1 day') then return; end if;
  select a.id, a.intent_id, a.pence - coalesce((select sum(r.pence) from invoicing.card_refund r where r.attempt_id = a.id and r.state <> 'FAILED'), 0)::bigint as remaining
  into source from invoicing.card_attempt a where a.charge_id = p_charge and a.state = 'PAID' order by 3 desc, a.number desc limit 1;
  if not found or source.remaining <= 0 then return; end if;
  insert into invoicing.card_refund (id, charge_id, attempt_id, pence, asked_at, looked_at)
  values (p_refund, p_charge, source.id, least(source.remaining, charge.paid_pence - charge.back_pence - charge.owed_pence), p_at, p_at);
  perform invoicing.follow_card_charge(p_charge, p_at);
  return query select r.id, source.intent_id, r.pence from invoicing.card_refund r where r.id = p_refund;
end $$;

-- What the other side says of a refund; one that was made there without us is written down too. @returns one row where it became GIVEN or FAILED
create function invoicing.settle_card_refund(p_refund uuid, p_outside text, p_intent text, p_pence bigint, p_state text, p_at timestamptz)
returns table (charge_id uuid, council_id uuid, person_id uuid, provider_id uuid, order_id uuid, state text, pence bigint)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  charge invoicing.card_charge;
  refund invoicing.card_refund;
  before_state text;
begin
  select c.* into charge from invoicing.card_charge c
  where c.id = coalesce((select r.charge_id from invoicing.card_refund r where r.id = p_refund), (select a.charge_id from invoicing.card_attempt a where a.intent_id = p_intent)) for update;
  if not found then return; end if;
  select * into refund from invoicing.card_refund r where r.id = p_refund or r.outside_id = p_outside for update;
  before_state := refund.state;
  if not found then
    insert into invoicing.card_refund (id, charge_id, attempt_id, pence, state, outside_id, asked_at, looked_at, settled_at)
    select p_refund, charge.id, a.id, p_pence, p_state, p_outside, p_at, p_at, case when p_state in ('GIVEN', 'FAILED') then p_at end
    from invoicing.card_attempt a where a.intent_id = p_intent;
  elsif array_position(array['ASKING', 'WAITING', 'GIVEN', 'FAILED'], p_state) > array_position(array['ASKING', 'WAITING', 'GIVEN', 'FAILED'], refund.state) then
    update invoicing.card_refund r set state = p_state, outside_id = coalesce(r.outside_id, p_outside), looked_at = p_at,
      settled_at = case when p_state in ('GIVEN', 'FAILED') then p_at end
    where r.id = refund.id;
  else
    update invoicing.card_refund r set outside_id = coalesce(r.outside_id, p_outside), looked_at = p_at where r.id = refund.id;
    return;
  end if;
  perform invoicing.follow_card_charge(charge.id, p_at);
  if p_state in ('GIVEN', 'FAILED') and p_state is distinct from before_state then
    return query select charge.id, charge.council_id, charge.person_id, charge.provider_id, charge.order_id, p_state, coalesce(refund.pence, p_pence);
  end if;
end $$;

-- OPEN, then WON or LOST, which stay. @returns one row where it became another
create function invoicing.settle_card_dispute(p_outside text, p_intent text, p_pence bigint, p_reason text, p_state text, p_at timestamptz)
returns table (charge_id uuid, council_id uuid, person_id uuid, provider_id uuid, order_id uuid, state text, pence bigint)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  return query
  with told as (
    insert into invoicing.card_dispute (outside_id, charge_id, person_id, provider_id, pence, reason, state, seen_at)
    select p_outside, c.id, c.person_id, c.provider_id, p_pence, p_reason, p_state, p_at
    from invoicing.card_attempt a join invoicing.card_charge c on c.id = a.charge_id where a.intent_id = p_intent
    on conflict (outside_id) do update set state = excluded.state, seen_at = excluded.seen_at where card_dispute.state = 'OPEN' and excluded.state <> 'OPEN'
    returning *
  )
  select c.id, c.council_id, c.person_id, c.provider_id, c.order_id, t.state, t.pence from told t join invoicing.card_charge c on c.id = t.charge_id;
end $$;

create function invoicing.attempt_of_intent(p_intent text) returns uuid language sql stable security definer set search_path = pg_catalog as $$
  select a.id from invoicing.card_attempt a where a.intent_id = p_intent
$$;

create function invoicing.charge_of_attempt(p_attempt uuid) returns uuid language sql stable security definer set search_path = pg_catalog as $$
  select a.charge_id from invoicing.card_attempt a where a.id = p_attempt
$$;

-- The tries of a charge whose payment on the other side could still be made by the person.
create function invoicing.open_intents(p_charge uuid) returns table (attempt_id uuid, intent_id text, session_id text)
language sql stable security definer set search_path = pg_catalog as $$
  select a.id, a.intent_id, s.outside_id from invoicing.card_attempt a left join invoicing.card_session s on s.attempt_id = a.id and s.state = 'OPEN'
  where a.charge_id = p_charge and a.state in ('ASKING', 'WAITING', 'NEEDS_PERSON', 'DECLINED') and a.state <> all (case when a.payment_method_id is null then '{}' else '{ASKING,WAITING}' end::text[]) and (a.intent_id is not null or s.outside_id is not null)
$$;

grant execute on function invoicing.note_own_money, invoicing.charges_to_take, invoicing.begin_card_attempt, invoicing.settle_card_attempt, invoicing.card_unknowns,
  invoicing.card_looked_at, invoicing.charges_to_give_back, invoicing.begin_card_refund, invoicing.settle_card_refund, invoicing.settle_card_dispute,
  invoicing.attempt_of_intent, invoicing.charge_of_attempt, invoicing.open_intents to owncourse_app;
