-- What waits for people or whoever acts for them: visits to confirm, and orders somebody said no to since an instant.
create function ordering.needs_of(p_people uuid[], p_since timestamptz)
returns table (person_id uuid, to_confirm int, said_no int, last_no_order uuid, last_no_service uuid, last_no_reason text)
language sql stable security definer set search_path = pg_catalog as $$
  select p.id, coalesce(d.waiting, 0), coalesce(n.said_no, 0), n.orders[1], n.services[1], n.reasons[1]
  from unnest(p_people) as p (id)
  left join (
    select d.person_id, count(*)::int as waiting from ordering.delivery d where d.person_id = any (p_people) and d.status = 'RECORDED' group by d.person_id
  ) d on d.person_id = p.id
  left join (
    select w.id as person_id, count(*)::int as said_no, array_agg(o.id order by e.at desc) as orders, array_agg(o.service_id order by e.at desc) as services,
      array_agg(coalesce(o.refusal_reason, o.decline_reason) order by e.at desc) as reasons
    from ordering."order" o
    join ordering.order_event e on e.council_id = o.council_id and e.order_id = o.id and e.code in ('DECLINED', 'REFUSED', 'EXPIRED', 'EXPIRED_UNDECIDED') and e.at > p_since
    cross join lateral unnest(o.participant_ids) as w (id)
    where o.participant_ids && p_people and o.status in ('DECLINED', 'REFUSED', 'EXPIRED')
    group by w.id
  ) n on n.person_id = p.id
$$;
grant execute on function ordering.needs_of to owncourse_app;
