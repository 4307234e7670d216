-- What others did for the reader, newest first.
-- $1 a mandate whose holders are meant, or null; $2 the system's actor; $3 and $4 time and id of the last row before or null; $5 how many
with act as (
  select e.id, e.at, e.actor_id, e.code, e.order_id, o.kind,
    case when e.code in ('PLACED', 'PLACED_FOR_APPROVAL') then (
      select (sum(l.line_pence) + coalesce((select sum(t.line_pence) from ordering.order_time t where t.order_id = o.id and t.version = 1 and t.on_date is null), 0))::bigint from ordering.order_line l where l.order_id = o.id and l.version = 1 and l.person_id = kernel.scope_person())
    when e.code in ('CANCELLED', 'VISIT_CANCELLED', 'BREAK', 'ENDS') then (
      select nullif(sum(c.fee_pence), 0)::bigint from ordering.occurrence c where c.order_id = o.id and c.person_id = kernel.scope_person() and c.ended_at = e.at)
    end as pence
  from ordering."order" o
  join ordering.order_event e on e.council_id = o.council_id and e.order_id = o.id
  where o.participant_ids @> array[kernel.scope_person()] and e.actor_id not in (kernel.scope_person(), $2)
    and e.code in ('PLACED', 'PLACED_FOR_APPROVAL', 'AMENDED', 'VISIT_CANCELLED', 'BREAK', 'RESUMED', 'ENDS', 'PRICE_RISE_AGREED', 'CANCELLED', 'DISPUTED')
  union all
  select d.id, d.confirmed_at, d.confirmed_by, 'CONFIRMED', d.order_id, 'ONE_OFF', d.amount_pence
  from ordering.delivery d
  where d.person_id = kernel.scope_person() and d.confirmed_by not in (kernel.scope_person(), $2)
)
select a.id, a.at, a.actor_id, a.code, a.order_id, a.kind, a.pence, t.call_id, t.words_read, c.caller, c.speaker_name
from act a
left join ordering.telephone_act t on t.subject_id = a.id
left join ordering.telephone_call c on c.council_id = t.council_id and c.id = t.call_id
where ($1::uuid is null or a.actor_id in (select m.person_id from identity.mandate_actors(array[$1::uuid]) m))
  and ($3::timestamptz is null or (a.at, a.id) < ($3::timestamptz, $4::uuid))
order by a.at desc, a.id desc limit $5
