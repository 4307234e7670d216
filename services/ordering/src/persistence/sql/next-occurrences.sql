-- The next visits of each order from a day on, without those whose place others took; all of them for a one-off.
-- $1 order ids, $2 day, $3 how many for each order
select n.*
from unnest($1::uuid[]) as wanted (order_id)
cross join lateral (
  select c.id, c.order_id, c.council_id, c.person_id, c.budget_id, c.provider_id, c.on_date, c.starts_at, c.ends_at, trim_scale(c.quantity)::text as quantity, c.unit_price_pence, (c.multiplier * 10000)::bigint as multiplier_ten_thousandths, c.amount_pence, c.status,
    ordering.price_is_asked(c.order_id, c.on_date) as price_is_asked, o.status as order_status, o.service_id, o.shared_order_id, o.shares, o.share_place, v.place, v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint as cancellation_percent_hundredths
  from ordering.occurrence c
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering.order_version v on v.council_id = l.council_id and v.order_id = l.order_id and v.version = l.version
  where c.order_id = wanted.order_id and not c.replaced and (c.on_date >= $2::date or o.kind = 'ONE_OFF')
  order by c.starts_at limit $3
) n
