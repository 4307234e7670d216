-- What somebody would order under a joint mandate, until all who hold one have said yes (ADR 25). Nothing is held, and no
-- provider hears of it, before an ordinary order comes of it.
create table ordering.joint_order (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  status text not null check (status in ('ASKED', 'PLACED', 'DECLINED', 'LAPSED', 'WITHDRAWN', 'NOT_PLACED')),
  asked_by uuid not null,
  -- Under which the first of them asked.
  mandate_id uuid not null,
  budget_id uuid not null,
  provider_id uuid not null,
  service_id uuid not null,
  variant_id uuid not null,
  quantity numeric(14, 4) not null check (quantity > 0),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  start_time time not null,
  recurrence text,
  place text not null,
  note text,
  is_trial boolean not null,
  -- As shown: of one unit, the budget's part of one visit, and the person's own money for one (null for none).
  unit_price_pence bigint not null check (unit_price_pence >= 0),
  line_pence bigint not null check (line_pence > 0),
  own_money_pence bigint check (own_money_pence >= 0),
  -- Of all visits that would be planned at once, and how many.
  total_pence bigint not null check (total_pence >= line_pence),
  visits int not null check (visits > 0),
  -- What was sent, without its key: it is placed as it was asked.
  input jsonb not null,
  asked_at timestamptz not null,
  -- An answer counts to this instant.
  answer_by timestamptz not null,
  ended_at timestamptz,
  -- Null where nobody did.
  ended_by uuid,
  -- Why it could not be ordered.
  failure text check (failure in ('MONEY', 'PRICE', 'LIMIT', 'MANDATE', 'OTHER')),
  order_id uuid,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, order_id) references ordering."order",
  check ((status = 'ASKED') = (ended_at is null)),
  check ((status = 'NOT_PLACED') = (failure is not null)),
  check ((status = 'PLACED') = (order_id is not null))
) with (fillfactor = 80);
create index joint_order_of_person on ordering.joint_order (person_id, asked_at desc);
create index joint_order_to_lapse on ordering.joint_order (answer_by) where status = 'ASKED';
create unique index joint_order_of_order on ordering.joint_order (order_id) where order_id is not null;

create table ordering.joint_answer (
  council_id uuid not null,
  joint_order_id uuid not null,
  mandate_id uuid not null,
  -- What waits for whoever holds the mandate: the subject of a message.
  id uuid not null unique,
  answer text not null check (answer in ('ASKED', 'YES', 'NO')),
  answered_by uuid,
  answered_at timestamptz,
  primary key (council_id, joint_order_id, mandate_id),
  foreign key (council_id, joint_order_id) references ordering.joint_order,
  check ((answer = 'ASKED') = (answered_at is null) and (answer = 'ASKED') = (answered_by is null))
) with (fillfactor = 80);
-- Two yeses are two people's.
create unique index joint_answer_by on ordering.joint_answer (joint_order_id, answered_by) where answered_by is not null;
create index joint_answer_under on ordering.joint_answer (mandate_id) where answer = 'ASKED' or answer = 'YES';

-- The person, and whoever may look at their affairs.
select kernel.protect_table('ordering.joint_order', $$person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())$$);
select kernel.protect_table('ordering.joint_answer',
  'exists (select 1 from ordering.joint_order j where j.council_id = joint_answer.council_id and j.id = joint_order_id)');

-- p_order: the columns by their names in camel case; p_answers: {mandateId, id}, that of the one who asks among them.
create function ordering.ask_joint_order(p_order jsonb, p_answers jsonb, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.joint_order (council_id, id, person_id, status, asked_by, mandate_id, budget_id, provider_id, service_id, variant_id, quantity, starts_on, ends_on,
    start_time, recurrence, place, note, is_trial, unit_price_pence, line_pence, own_money_pence, total_pence, visits, input, asked_at, answer_by)
  select o."councilId", o.id, o."personId", 'ASKED', p_actor, o."mandateId", o."budgetId", o."providerId", o."serviceId", o."variantId", o.quantity, o."startsOn", o."endsOn",
    o."startTime", o.recurrence, o.place, o.note, o."isTrial", o."unitPricePence", o."linePence", o."ownMoneyPence", o."totalPence", o.visits, o.input, p_at, o."answerBy"
  from jsonb_to_record(p_order) as o ("councilId" uuid, id uuid, "personId" uuid, "mandateId" uuid, "budgetId" uuid, "providerId" uuid, "serviceId" uuid, "variantId" uuid,
    quantity numeric, "startsOn" date, "endsOn" date, "startTime" time, recurrence text, place text, note text, "isTrial" boolean, "unitPricePence" bigint,
    "linePence" bigint, "ownMoneyPence" bigint, "totalPence" bigint, visits int, input jsonb, "answerBy" timestamptz);
  insert into ordering.joint_answer (council_id, joint_order_id, mandate_id, id, answer, answered_by, answered_at)
  select (p_order ->> 'councilId')::uuid, (p_order ->> 'id')::uuid, a."mandateId", a.id, case when m.mine then 'YES' else 'ASKED' end,
    case when m.mine then p_actor end, case when m.mine then p_at end
  from jsonb_to_recordset(p_answers) as a ("mandateId" uuid, id uuid)
  cross join lateral (select a."mandateId" = (p_order ->> 'mandateId')::uuid as mine) m;
$$;

-- Somebody's yes or no, with the order locked. One no ends it, also after a yes, and so does the person's own. Gives what
-- waited and how many have not said yes. Refuses WRONG_STATE, TOO_LATE, NO_MANDATE.
create function ordering.answer_joint_order(p_joint uuid, p_yes boolean, p_at timestamptz, p_actor uuid) returns table (answer_id uuid, missing int)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked ordering.joint_order;
  mine ordering.joint_answer;
begin
  select * into asked from ordering.joint_order where id = p_joint for update;
  if not found or asked.status <> 'ASKED' then perform kernel.refuse('WRONG_STATE'); end if;
  if asked.answer_by < p_at then perform kernel.refuse('TOO_LATE'); end if;
  if p_actor <> asked.person_id then
    select a.* into mine from ordering.joint_answer a
    where a.joint_order_id = p_joint and a.mandate_id = any (identity.joint_mandates_of(p_actor,
      array(select x.mandate_id from ordering.joint_answer x where x.joint_order_id = p_joint), (p_at at time zone 'Europe/London')::date))
    -- Whoever has said yes under one mandate does not say a second under another.
    order by a.answered_by is distinct from p_actor, a.answered_by is not null, a.mandate_id limit 1;
    if not found then perform kernel.refuse('NO_MANDATE'); end if;
  end if;
  if p_yes then
    if mine.answer is distinct from 'ASKED' then perform kernel.refuse('WRONG_STATE'); end if;
    update ordering.joint_answer a set answer = 'YES', answered_by = p_actor, answered_at = p_at where a.id = mine.id;
  else
    update ordering.joint_answer a set answer = 'NO', answered_by = p_actor, answered_at = p_at where a.id = mine.id;
    update ordering.joint_order j set status = case when p_actor = j.asked_by then 'WITHDRAWN' else 'DECLINED' end, ended_at = p_at, ended_by = p_actor where j.id = p_joint;
  end if;
  return query select mine.id, (select count(*)::int from ordering.joint_answer a where a.joint_order_id = p_joint and a.answer <> 'YES');
end $$;

-- Ends it with an order or with nothing. Refuses WRONG_STATE when it is over.
create function ordering.end_joint_order(p_joint uuid, p_order uuid, p_failure text, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.joint_order set status = case when p_order is null then 'NOT_PLACED' else 'PLACED' end, order_id = p_order, failure = p_failure, ended_at = p_at, ended_by = p_actor
  where id = p_joint and status = 'ASKED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- For placing; readers get joint_people.
create function ordering.joint_answers(p_joint uuid) returns table (mandate_id uuid, id uuid, answer text, answered_by uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select a.mandate_id, a.id, a.answer, a.answered_by from ordering.joint_answer a where a.joint_order_id = p_joint order by a.mandate_id
$$;

-- Who has to say yes, by the name of whoever answered or holds the mandate, as the reader may see it.
create function ordering.joint_people(p_joint uuid[], p_on date)
returns table (joint_order_id uuid, mandate_id uuid, name text, answer text, answered_by uuid, is_readers boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select j.id, a.mandate_id, coalesce((select n.name from identity.person_names(array[a.answered_by]) n), h.name), a.answer, a.answered_by,
    a.mandate_id = any (identity.joint_mandates_of((select kernel.scope_person()), array[a.mandate_id], p_on))
  from ordering.joint_order j join ordering.joint_answer a on a.council_id = j.council_id and a.joint_order_id = j.id
  left join lateral (select coalesce((select n.name from identity.person_names(array[f.actor_person_id]) n), (select n.name from identity.organisation_names(array[f.actor_organisation_id]) n)) as name
    from identity.mandate_facts(array[a.mandate_id]) f) h on true
  where j.id = any (p_joint) and (j.person_id = any ((select kernel.scope_people())::uuid[]) or j.council_id = (select kernel.scope_wide_council()))
  order by j.id, a.answer <> 'YES', a.answered_at, a.mandate_id
$$;

-- Job: nobody's yes counts any more.
create function ordering.lapse_joint_orders(p_at timestamptz)
returns table (id uuid, council_id uuid, person_id uuid, provider_id uuid, service_id uuid, answer_ids uuid[], mandate_ids uuid[])
language sql security definer set search_path = pg_catalog as $$
  update ordering.joint_order j set status = 'LAPSED', ended_at = p_at where j.status = 'ASKED' and j.answer_by < p_at
  returning j.id, j.council_id, j.person_id, j.provider_id, j.service_id,
    array(select a.id from ordering.joint_answer a where a.joint_order_id = j.id order by a.mandate_id),
    array(select a.mandate_id from ordering.joint_answer a where a.joint_order_id = j.id order by a.mandate_id)
$$;

-- A mandate that is over takes what was asked under it along.
create function ordering.follow_ended_mandates(p_mandates uuid[], p_at timestamptz)
returns table (id uuid, council_id uuid, person_id uuid, provider_id uuid, service_id uuid, answer_ids uuid[], mandate_ids uuid[])
language sql security definer set search_path = pg_catalog as $$
  with over as materialized (
    select j.id from ordering.joint_order j
    where j.status = 'ASKED' and j.id in (select a.joint_order_id from ordering.joint_answer a where a.mandate_id = any (p_mandates)) order by j.id for update
  )
  update ordering.joint_order j set status = 'NOT_PLACED', failure = 'MANDATE', ended_at = p_at from over o where j.id = o.id and j.status = 'ASKED'
  returning j.id, j.council_id, j.person_id, j.provider_id, j.service_id,
    array(select a.id from ordering.joint_answer a where a.joint_order_id = j.id order by a.mandate_id),
    array(select a.mandate_id from ordering.joint_answer a where a.joint_order_id = j.id order by a.mandate_id)
$$;

grant execute on function ordering.ask_joint_order, ordering.answer_joint_order, ordering.end_joint_order, ordering.joint_answers, ordering.joint_people,
  ordering.lapse_joint_orders, ordering.follow_ended_mandates to owncourse_app;
