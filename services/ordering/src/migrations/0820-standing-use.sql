-- For rates: what a council's standing orders plan over some days, so that an officer reads what new prices would come to.
create function ordering.standing_use(p_council uuid, p_from date, p_days int)
returns table (order_id uuid, person_id uuid, variant_id uuid, quantity numeric, visits int)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, c.person_id, l.variant_id, c.quantity, count(*)::int
  from ordering."order" o
  join ordering.occurrence c on c.council_id = o.council_id and c.order_id = o.id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  where o.council_id = p_council and o.kind = 'STANDING' and o.status in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE')
    and c.status in ('PLANNED', 'HELD', 'UNFUNDED') and c.on_date >= p_from and c.on_date < p_from + p_days
  group by 1, 2, 3, 4
$$;
grant execute on function ordering.standing_use to owncourse_app;
