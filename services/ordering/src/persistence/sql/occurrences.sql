-- Visits the reader may see, in time order, without those whose place others took, with what their cancellation fee needs.
-- $1 person or null, $2 from day, $3 through day, $4 how many, $5 ids or null
select c.id, c.order_id, c.council_id, c.person_id, c.budget_id, c.provider_id, c.on_date, c.starts_at, c.ends_at, trim_scale(c.quantity)::text as quantity, c.unit_price_pence, (c.multiplier * 10000)::bigint as multiplier_ten_thousandths, c.amount_pence, c.status,
  ordering.price_is_asked(c.order_id, c.on_date) as price_is_asked, o.status as order_status, o.service_id, o.shared_order_id, o.shares, o.share_place, v.place, v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint as cancellation_percent_hundredths
from ordering.occurrence c
join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
join ordering.order_version v on v.council_id = l.council_id and v.order_id = l.order_id and v.version = l.version
where ($5::uuid[] is null or c.id = any ($5::uuid[]))
  and (not c.replaced or $5::uuid[] is not null)
  and ($1::uuid is null or c.person_id = $1::uuid)
  and ($2::date is null or c.on_date between $2::date and $3::date)
order by c.starts_at, c.id limit $4
