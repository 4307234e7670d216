-- Questions about a visit: a thread between the person, the provider and, in the end, the council's officer, and an
-- outcome that the ledger follows (model.md "Orders": silence releases payment, never the right to dispute).
create table ordering.dispute (
  council_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  occurrence_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  budget_id uuid not null,
  provider_id uuid not null,
  status text not null check (status in ('OPEN', 'ANSWERED', 'SETTLED')),
  opened_at timestamptz not null,
  opened_by uuid not null,
  -- True when the visit was confirmed already: its money has been accrued, and a lower outcome is owed as a credit.
  after_accrual boolean not null,
  -- What the provider had entered when it was questioned first.
  noted_quantity numeric(14, 4) not null,
  noted_pence bigint not null,
  -- What the provider says now was delivered.
  offered_quantity numeric(14, 4) check (offered_quantity >= 0),
  offered_pence bigint check (offered_pence >= 0),
  -- London day from which the council decides by itself, and when it was asked or that day came.
  to_council_on date not null,
  with_council_at timestamptz,
  outcome text check (outcome in ('AGREED', 'WITHDRAWN', 'PAY_FULL', 'PAY_PART', 'PAY_NOTHING')),
  settled_quantity numeric(14, 4) check (settled_quantity >= 0),
  settled_pence bigint check (settled_pence >= 0),
  settled_at timestamptz,
  settled_by uuid,
  settled_reason text,
  credit_owed_pence bigint not null default 0 check (credit_owed_pence >= 0),
  primary key (council_id, id),
  unique (id),
  foreign key (delivery_id) references ordering.delivery (id),
  check ((status = 'SETTLED') = (outcome is not null) and (status = 'SETTLED') = (settled_pence is not null)),
  check ((status = 'ANSWERED') <= (offered_pence is not null)),
  check (after_accrual or credit_owed_pence = 0)
) with (fillfactor = 80);
create unique index dispute_unsettled on ordering.dispute (delivery_id) where status <> 'SETTLED';
create index dispute_of_delivery on ordering.dispute (delivery_id, opened_at desc);
create index dispute_of_person on ordering.dispute (person_id, opened_at desc);
create index dispute_of_provider on ordering.dispute (provider_id, opened_at desc);
create index dispute_for_council on ordering.dispute (council_id, with_council_at) where status <> 'SETTLED';

create table ordering.dispute_message (
  council_id uuid not null,
  id uuid not null,
  dispute_id uuid not null,
  side text not null check (side in ('PERSON', 'PROVIDER', 'COUNCIL')),
  author_id uuid not null,
  body text not null,
  at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, dispute_id) references ordering.dispute
);
create index dispute_message_of_dispute on ordering.dispute_message (dispute_id, at);

select kernel.protect_table('ordering.dispute', 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
select kernel.protect_table('ordering.dispute_message', 'exists (select 1 from ordering.dispute d where d.id = dispute_id)');

create function ordering.add_dispute_message(p_id uuid, p_dispute uuid, p_side text, p_body text, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ordering.dispute_message (council_id, id, dispute_id, side, author_id, body, at)
  select d.council_id, p_id, d.id, p_side, p_actor, p_body, p_at from ordering.dispute d where d.id = p_dispute and d.status <> 'SETTLED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- The person questions a note: one that waits (its money stays promised), or one that was confirmed not more than
-- p_days ago (its money is accrued already). Questioning the provider's answer goes on in the same thread.
create function ordering.open_dispute(p_dispute uuid, p_delivery uuid, p_reason text, p_message uuid, p_to_council_on date, p_days int, p_at timestamptz, p_event uuid, p_actor uuid)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  note ordering.delivery;
  last_day date;
  thread uuid;
begin
  select * into note from ordering.delivery where id = p_delivery for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if note.status = 'RECORDED' then
    perform ordering.dispute_delivery(p_delivery, p_reason, p_at, p_event, p_actor);
    update ordering.dispute set status = 'OPEN', offered_quantity = null, offered_pence = null
    where delivery_id = p_delivery and status <> 'SETTLED' returning id into thread;
  elsif note.status = 'CONFIRMED' then
    last_day := (note.confirmed_at at time zone 'Europe/London')::date + p_days;
    if (p_at at time zone 'Europe/London')::date > last_day then
      perform kernel.refuse('TOO_LATE_TO_QUESTION', jsonb_build_object('lastDay', last_day));
    end if;
    if exists (select 1 from ordering.dispute d where d.delivery_id = p_delivery and d.outcome like 'PAY_%') then
      perform kernel.refuse('DECIDED_ALREADY');
    end if;
    if exists (select 1 from ordering.dispute d where d.delivery_id = p_delivery and (d.status <> 'SETTLED' or d.after_accrual)) then
      perform kernel.refuse('WRONG_STATE');
    end if;
    update ordering.delivery set dispute_reason = p_reason where id = p_delivery;
    insert into ordering.order_event values (note.council_id, note.order_id, p_event, p_at, 'DISPUTED', p_actor);
  else
    perform kernel.refuse('WRONG_STATE');
  end if;
  if thread is null then
    insert into ordering.dispute (council_id, id, delivery_id, occurrence_id, order_id, person_id, budget_id, provider_id, status, opened_at, opened_by, after_accrual,
      noted_quantity, noted_pence, to_council_on)
    values (note.council_id, p_dispute, note.id, note.occurrence_id, note.order_id, note.person_id, note.budget_id, note.provider_id, 'OPEN', p_at, p_actor,
      note.status = 'CONFIRMED', note.quantity, note.amount_pence, p_to_council_on);
    thread := p_dispute;
  end if;
  perform ordering.add_dispute_message(p_message, thread, 'PERSON', p_reason, p_at, p_actor);
  return thread;
end $$;

-- The provider's answer. A note that waits is put right and its days of silence begin anew; of a confirmed one only the
-- thread changes.
create function ordering.answer_dispute(p_delivery uuid, p_provider uuid, p_quantity numeric, p_amount bigint, p_silence_ends date, p_at timestamptz, p_event uuid, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  thread ordering.dispute;
begin
  select * into thread from ordering.dispute where delivery_id = p_delivery and provider_id = p_provider and status <> 'SETTLED' for update;
  if found and thread.after_accrual then
    if p_amount > thread.noted_pence then
      perform kernel.refuse('MORE_THAN_HELD', jsonb_build_object('heldPence', thread.noted_pence::text, 'amountPence', p_amount::text));
    end if;
    insert into ordering.order_event values (thread.council_id, thread.order_id, p_event, p_at, 'DISPUTE_ANSWERED', p_actor);
  else
    perform ordering.settle_dispute(p_delivery, p_provider, p_quantity, p_amount, p_at, p_event, p_actor);
    update ordering.delivery set confirms_itself_on = p_silence_ends where id = p_delivery and confirms_itself_on is not null;
  end if;
  update ordering.dispute set status = 'ANSWERED', offered_quantity = p_quantity, offered_pence = p_amount where id = thread.id;
end $$;

create function ordering.ask_council(p_dispute uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.dispute set with_council_at = p_at where id = p_dispute and status <> 'SETTLED' and with_council_at is null;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- Job: questions that were not settled by their day go to the council by themselves.
create function ordering.disputes_to_council(p_today date, p_at timestamptz)
returns table (id uuid, council_id uuid, delivery_id uuid, order_id uuid, person_id uuid, provider_id uuid) language sql security definer set search_path = pg_catalog as $$
  update ordering.dispute d set with_council_at = p_at
  where d.status <> 'SETTLED' and d.with_council_at is null and d.to_council_on <= p_today
  returning d.id, d.council_id, d.delivery_id, d.order_id, d.person_id, d.provider_id
$$;

-- Ends a question. A note that waits is confirmed with what is to be paid, and the caller accrues it in the same
-- transaction; for a confirmed one the difference is owed as a credit. Never more than was ordered, or was confirmed.
create function ordering.end_dispute(p_dispute uuid, p_outcome text, p_quantity numeric, p_amount bigint, p_reason text, p_at timestamptz, p_event uuid, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  thread ordering.dispute;
  note ordering.delivery;
  most bigint;
begin
  perform 1 from ordering."order" o where o.id = (select d.order_id from ordering.dispute d where d.id = p_dispute) for update;
  select * into thread from ordering.dispute where id = p_dispute for update;
  select * into note from ordering.delivery where id = thread.delivery_id for update;
  if thread.status = 'SETTLED' or note.status = 'CONFIRMED' and not thread.after_accrual then perform kernel.refuse('WRONG_STATE'); end if;
  select case when thread.after_accrual then note.amount_pence else c.amount_pence end into most from ordering.occurrence c where c.id = note.occurrence_id;
  if p_amount > most then
    perform kernel.refuse('MORE_THAN_HELD', jsonb_build_object('heldPence', most::text, 'amountPence', p_amount::text));
  end if;
  update ordering.dispute set status = 'SETTLED', outcome = p_outcome, settled_quantity = p_quantity, settled_pence = p_amount, settled_at = p_at, settled_by = p_actor,
    settled_reason = p_reason, credit_owed_pence = case when after_accrual then note.amount_pence - p_amount else 0 end
  where id = p_dispute;
  insert into ordering.order_event values (thread.council_id, thread.order_id, p_event, p_at, 'DISPUTE_SETTLED', p_actor);
  if not thread.after_accrual then
    update ordering.delivery set status = 'CONFIRMED', quantity = p_quantity, amount_pence = p_amount, confirmed_at = p_at, confirmed_by = p_actor where id = note.id;
    update ordering.occurrence set status = 'CONFIRMED', ended_at = p_at where id = note.occurrence_id;
    perform ordering.end_orders(array[note.order_id]);
  end if;
end $$;

-- Whoever confirms what the provider put right has agreed, however it was confirmed.
create function ordering.agree_by_confirming() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.dispute set status = 'SETTLED', outcome = 'AGREED', settled_quantity = new.quantity, settled_pence = new.amount_pence,
    settled_at = new.confirmed_at, settled_by = new.confirmed_by
  where delivery_id = new.id and status <> 'SETTLED';
  return null;
end $$;
create trigger agree_by_confirming after update of status on ordering.delivery
  for each row when (new.status = 'CONFIRMED' and old.status <> 'CONFIRMED') execute function ordering.agree_by_confirming();

-- What providers owe back because a confirmed visit was questioned, for invoicing to credit.
create function ordering.credits_owed(p_council uuid)
returns table (dispute_id uuid, delivery_id uuid, provider_id uuid, budget_id uuid, person_id uuid, credit_pence bigint, settled_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, d.delivery_id, d.provider_id, d.budget_id, d.person_id, d.credit_owed_pence, d.settled_at
  from ordering.dispute d where d.council_id = p_council and d.credit_owed_pence > 0 order by d.settled_at, d.id
$$;

-- Questions that were open before there were threads.
insert into ordering.dispute (council_id, id, delivery_id, occurrence_id, order_id, person_id, budget_id, provider_id, status, opened_at, opened_by, after_accrual,
  noted_quantity, noted_pence, to_council_on)
select d.council_id, d.id, d.id, d.occurrence_id, d.order_id, d.person_id, d.budget_id, d.provider_id, 'OPEN', e.at, e.actor_id, false,
  d.quantity, d.amount_pence, (e.at at time zone 'Europe/London')::date + 7
from ordering.delivery d
join lateral (select e.at, e.actor_id from ordering.order_event e where e.order_id = d.order_id and e.code = 'DISPUTED' order by e.at desc limit 1) e on true
where d.status = 'DISPUTED';
insert into ordering.dispute_message (council_id, id, dispute_id, side, author_id, body, at)
select d.council_id, d.id, d.id, 'PERSON', d.opened_by, coalesce(n.dispute_reason, '…'), d.opened_at
from ordering.dispute d join ordering.delivery n on n.id = d.delivery_id;

grant execute on function ordering.add_dispute_message, ordering.open_dispute, ordering.answer_dispute, ordering.ask_council, ordering.disputes_to_council,
  ordering.end_dispute, ordering.credits_owed to owncourse_app;
