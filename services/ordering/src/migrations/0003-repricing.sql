-- A new rate card's price for what is already planned (model.md "Rate cards": occurrences that start after a new card's date are
-- priced by the new card; a rise beyond the council's policy asks the person first).

create table ordering.price_rise (
  council_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- First visit that would cost more.
  from_on date not null,
  unit_price_before_pence bigint not null,
  unit_price_pence bigint not null check (unit_price_pence > unit_price_before_pence),
  visits int not null check (visits > 0),
  asked_at timestamptz not null,
  -- London day from which silence lets the help go on at the new price.
  answer_by date not null,
  answer text not null default 'ASKED' check (answer in ('ASKED', 'AGREED', 'SILENT', 'STOPPED', 'REPLACED')),
  answered_at timestamptz,
  answered_by uuid,
  primary key (council_id, id),
  foreign key (council_id, order_id) references ordering."order"
);
create unique index price_rise_asked on ordering.price_rise (order_id) where answer = 'ASKED';
create index price_rise_of_order on ordering.price_rise (order_id);
select kernel.protect_table('ordering.price_rise', 'exists (select 1 from ordering."order" o where o.id = order_id)');

-- Open standing orders with visits from a day on that a new card may price: one provider's, or anybody's for the nil id.
create function ordering.orders_to_reprice(p_council uuid, p_provider uuid, p_from date, p_at timestamptz) returns table (order_id uuid, budget_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct o.id, c.budget_id from ordering."order" o join ordering.occurrence c on c.council_id = o.council_id and c.order_id = o.id
  where o.council_id = p_council and o.kind = 'STANDING' and o.status in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE')
    and (p_provider = '00000000-0000-0000-0000-000000000000' or o.provider_id = p_provider)
    and c.status in ('PLANNED', 'HELD', 'UNFUNDED') and c.on_date >= p_from and c.starts_at > p_at
  order by 1
$$;

-- A question to the person, in place of an earlier one that nobody answered. The order is locked.
create function ordering.ask_price_rise(p_order uuid, p_rise uuid, p_from date, p_before bigint, p_after bigint, p_visits int, p_answer_by date, p_at timestamptz, p_event uuid, p_actor uuid)
returns void language sql security definer set search_path = pg_catalog as $$
  update ordering.price_rise set answer = 'REPLACED', answered_at = p_at where order_id = p_order and answer = 'ASKED';
  insert into ordering.price_rise (council_id, id, order_id, from_on, unit_price_before_pence, unit_price_pence, visits, asked_at, answer_by)
  select o.council_id, p_rise, o.id, p_from, p_before, p_after, p_visits, p_at, p_answer_by from ordering."order" o where o.id = p_order;
  insert into ordering.order_event select o.council_id, o.id, p_event, p_at, 'PRICE_RISE_ASKED', p_actor from ordering."order" o where o.id = p_order
$$;

-- The answer, or silence. Refuses WRONG_STATE when it was answered before.
create function ordering.answer_price_rise(p_order uuid, p_rise uuid, p_answer text, p_at timestamptz, p_actor uuid, p_event uuid, p_event_code text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.price_rise set answer = p_answer, answered_at = p_at, answered_by = p_actor where id = p_rise and order_id = p_order and answer = 'ASKED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  insert into ordering.order_event select o.council_id, o.id, p_event, p_at, p_event_code, p_actor from ordering."order" o where o.id = p_order;
end $$;

-- Stopping from the day of a rise, or earlier, is the answer to it.
create function ordering.stop_price_rises(p_order uuid, p_from date, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  update ordering.price_rise set answer = 'STOPPED', answered_at = p_at, answered_by = p_actor where order_id = p_order and answer = 'ASKED' and from_on >= p_from
$$;

-- Questions that silence has answered.
create function ordering.silent_price_rises(p_today date) returns table (id uuid, order_id uuid, council_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select r.id, r.order_id, r.council_id from ordering.price_rise r where r.answer = 'ASKED' and r.answer_by < p_today order by r.order_id
$$;

grant execute on function ordering.orders_to_reprice, ordering.ask_price_rise, ordering.answer_price_rise, ordering.stop_price_rises, ordering.silent_price_rises
  to owncourse_app;
