-- What was read before the lock decides nothing: whatever a caller says it moves from, an order that has ended stays ended,
-- and none expires whose time has not run out under its lock. Otherwise as in 0010. Refuses WRONG_STATE, TOO_LATE.
create or replace function ordering.move_order(p_order uuid, p_from text[], p_to text, p_reason text, p_event uuid, p_event_code text, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  standing ordering."order";
  by_council boolean;
begin
  select * into standing from ordering."order" where id = p_order for update;
  if not found or standing.status <> all (p_from) or standing.status not in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE') then
    perform kernel.refuse('WRONG_STATE');
  end if;
  if p_to = 'EXPIRED' and (ordering.ends_unanswered_at(standing.id, standing.answer_by, standing.urgent) < p_at) is not true then
    perform kernel.refuse('WRONG_STATE');
  end if;
  if standing.answer_by < p_at and p_to in ('SUBMITTED', 'REFUSED', 'ACCEPTED', 'DECLINED') then perform kernel.refuse('TOO_LATE'); end if;
  by_council := standing.status = 'AWAITING_APPROVAL' and p_to in ('SUBMITTED', 'REFUSED');
  update ordering."order" o set status = p_to,
    decline_reason = case when p_to = 'DECLINED' then p_reason else o.decline_reason end,
    refusal_reason = case when p_to = 'REFUSED' then p_reason else o.refusal_reason end,
    answer_by = case when p_to = 'SUBMITTED' then ordering.time_limit(o.council_id, 'answerHours', p_at) end,
    decided_by = case when by_council then p_actor else o.decided_by end,
    decided_at = case when by_council then p_at else o.decided_at end
  where o.id = p_order;
  insert into ordering.order_event values (standing.council_id, standing.id, p_event, p_at, p_event_code, p_actor);
end $$;
