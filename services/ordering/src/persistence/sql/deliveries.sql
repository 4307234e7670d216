-- Delivery notes the reader may see, newest first.
-- $1 ids or null, $2 person or null, $3 statuses or null, $4 order ids or null, $5 occurrence ids or null, $6 how many for each order (or in all)
-- Not `any ($1)`: the planner would count a short array, and plan anew for each.
select d.id, d.council_id, d.occurrence_id, d.order_id, d.person_id,
  (select n.name from identity.person_names(array[d.person_id]) n) as person_name, d.budget_id, d.provider_id, d.on_date, d.place, d.worker_name, d.started_at, d.ended_at,
  trim_scale(d.quantity)::text as quantity, d.amount_pence, d.status, d.confirmed_at, d.dispute_reason, d.confirms_itself_on, o.service_id,
  d.council_id = identity.self_funders_house() as pays_self
from (
  select *, row_number() over (partition by case when $4::uuid[] is null then null else order_id end order by on_date desc, id desc) as place_in_order
  from ordering.delivery
  where ($1::uuid[] is null or id = any (array(select unnest($1::uuid[]))))
    and ($2::uuid is null or person_id = $2::uuid)
    and ($3::text[] is null or status = any ($3::text[]))
    and ($4::uuid[] is null or order_id = any (array(select unnest($4::uuid[]))))
    and ($5::uuid[] is null or occurrence_id = any (array(select unnest($5::uuid[]))))
) d
join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
where d.place_in_order <= $6
order by d.on_date desc, d.id desc
