-- Letters: what people without an e-mail are told goes by post, and is kept as it was said.
create table ordering.letter (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- The message it carries; one letter for each.
  message_id uuid not null,
  order_id uuid,
  -- {title, lines: [text], facts: [[name, value]]}. A later change of the order never changes a letter.
  content jsonb not null,
  large_print boolean not null,
  made_at timestamptz not null,
  posted_at timestamptz,
  posted_by uuid,
  primary key (council_id, id),
  unique (id),
  unique (message_id)
);
create index letter_of_person on ordering.letter (person_id, made_at desc);
create index letter_by_state on ordering.letter (council_id, (posted_at is null), made_at, id);
select kernel.protect_table('ordering.letter', 'person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())');

create function ordering.insert_letter(p_council uuid, p_id uuid, p_person uuid, p_message uuid, p_order uuid, p_content jsonb, p_large_print boolean, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.letter (council_id, id, person_id, message_id, order_id, content, large_print, made_at)
  values (p_council, p_id, p_person, p_message, p_order, p_content, p_large_print, p_at) on conflict (message_id) do nothing
$$;

-- What a letter says about an order, as it stands at this moment. Only for the person's own order.
create function ordering.order_for_letter(p_order uuid, p_person uuid)
returns table (service_name text, provider_name text, recurrence text, starts_on date, ends_on date, start_time time, duration_minutes int, place text,
  line_pence bigint, notice_hours int, percent_hundredths bigint, status text)
language sql stable security definer set search_path = pg_catalog as $$
  select s.service_name, s.provider_name, v.recurrence, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.place, l.line_pence,
    v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint, o.status
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version and l.person_id = p_person
  left join catalogue.service_names(array[o.service_id]) s on true
  where o.id = p_order
$$;

-- Refuses WRONG_STATE when somebody posted it before.
create function ordering.mark_posted(p_letter uuid, p_at timestamptz, p_actor uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.letter set posted_at = p_at, posted_by = p_actor where id = p_letter and posted_at is null;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

grant execute on function ordering.insert_letter, ordering.order_for_letter, ordering.mark_posted to owncourse_app;
