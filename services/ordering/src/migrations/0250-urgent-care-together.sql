-- Urgent care over days that have prices of their own is an order for each price, all begun at once.
alter table ordering.urgent_care add column started_with uuid;
update ordering.urgent_care set started_with = order_id;
alter table ordering.urgent_care alter column started_with set not null,
  add foreign key (council_id, started_with) references ordering."order";
create index urgent_care_started_with on ordering.urgent_care (started_with);

drop function ordering.mark_urgent(uuid, text, timestamptz, uuid);
-- Right after ordering.insert_order, in its transaction: no approver is asked, because the officer who starts it has decided.
create function ordering.mark_urgent(p_order uuid, p_reason text, p_at timestamptz, p_actor uuid, p_started_with uuid) returns void
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
  insert into ordering.urgent_care (council_id, order_id, person_id, reason, started_by, started_at, started_with)
  values (marked.council_id, p_order, marked.participant_ids[1], p_reason, p_actor, p_at, p_started_with);
  update ordering.order_event set code = 'URGENT_CARE' where council_id = marked.council_id and order_id = p_order and code in ('PLACED', 'PLACED_FOR_APPROVAL');
end $$;
grant execute on function ordering.mark_urgent to owncourse_app;
