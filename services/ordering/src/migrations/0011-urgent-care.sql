-- Urgent care: an officer starts it when it cannot wait. It goes straight to the provider (model.md "Money").
alter table ordering."order" add column urgent boolean not null default false;

-- Why it could not wait, for the person and the council; not for the provider.
create table ordering.urgent_care (
  council_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  reason text not null,
  started_by uuid not null,
  started_at timestamptz not null,
  primary key (council_id, order_id),
  foreign key (council_id, order_id) references ordering."order"
);
create index urgent_care_newest on ordering.urgent_care (council_id, started_at desc, order_id);
select kernel.protect_table('ordering.urgent_care', 'person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())');

-- Orders that wait from before reasons were kept: what policy says about them now. Who decided earlier ones is in their history.
insert into ordering.approval_reason (council_id, order_id, version, code, details, at)
select o.council_id, o.id, v.version, r.code, r.details, o.placed_at
from ordering."order" o
join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = v.version
cross join lateral ordering.approval_reasons(o.council_id, case when l.price_kind = 'OFF_CARD' then array['NEEDS_APPROVAL'] else '{}' end, l.line_pence, v.recurrence, v.starts_on) r
where o.status in ('AWAITING_APPROVAL', 'REFUSED')
on conflict do nothing;
update ordering."order" o set decided_by = e.actor_id, decided_at = e.at
from ordering.order_event e
where e.council_id = o.council_id and e.order_id = o.id and e.code in ('APPROVED', 'REFUSED') and o.decided_by is null;

-- Right after ordering.insert_order, in its transaction: no approver is asked, because the officer who starts it has decided.
create function ordering.mark_urgent(p_order uuid, p_reason text, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  marked ordering."order";
begin
  update ordering."order" o set urgent = true, status = 'SUBMITTED',
    answer_by = coalesce(ordering.time_limit(o.council_id, 'urgentAnswerHours', p_at), ordering.time_limit(o.council_id, 'answerHours', p_at)),
    decided_by = case when o.status = 'AWAITING_APPROVAL' then p_actor end,
    decided_at = case when o.status = 'AWAITING_APPROVAL' then p_at end
  where o.id = p_order and o.placed_at = p_at and o.status in ('SUBMITTED', 'AWAITING_APPROVAL') returning * into marked;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  insert into ordering.urgent_care values (marked.council_id, p_order, marked.participant_ids[1], p_reason, p_actor, p_at);
  update ordering.order_event set code = 'URGENT_CARE' where council_id = marked.council_id and order_id = p_order and code in ('PLACED', 'PLACED_FOR_APPROVAL');
end $$;

-- When an unanswered order ends by itself: at its time limit, or when its first visit begins. Care that is to begin now
-- waits to the end of that visit: a provider who says yes a little late is better than none.
create function ordering.ends_unanswered_at(p_order uuid, p_answer_by timestamptz, p_urgent boolean) returns timestamptz
language sql stable set search_path = pg_catalog as $$
  select least(p_answer_by, (
    select case when p_urgent then c.ends_at else c.starts_at end from ordering.occurrence c where c.order_id = p_order and c.status <> 'CANCELLED' order by c.starts_at limit 1))
$$;

-- Monthly patterns too: "the first and the last Friday" is twelve twenty-sixths of a visit a week.
create or replace function ordering.visits_a_week(p_recurrence text) returns numeric language sql immutable set search_path = pg_catalog as $$
  select coalesce(cardinality(string_to_array(substring(p_recurrence from 'BYDAY=([A-Z0-9,-]+)'), ',')), 1)::numeric
    / coalesce(nullif(substring(p_recurrence from 'INTERVAL=([0-9]+)'), '0'), '1')::numeric
    * case when p_recurrence like 'FREQ=MONTHLY%' then 12.0 / 52 else 1 end
$$;

grant execute on function ordering.mark_urgent, ordering.ends_unanswered_at to owncourse_app;
