-- Orders the reader may see (row-level security decides), with the current version and its lines.
-- $1 ids
select o.id, o.council_id, o.kind, o.status, o.participant_ids, o.provider_id, o.service_id, o.current_version, o.placed_at, o.placed_by,
  (select n.name from identity.person_names(array[o.placed_by]) n) as placed_by_name, o.mandate_id,
  o.decline_reason, o.refusal_reason, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.recurrence, v.place, v.note,
  v.effective_on, v.answer, v.answer_reason, v.own_money_pence, ordering.times_of(o.council_id, o.id, o.current_version) as more_times, o.shared_order_id, o.shares, o.share_place, l.lines,
  p.rights_read_at, p.asks_to_start_early, p.agreed_at
from ordering."order" o
join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
join lateral (
  select jsonb_agg(jsonb_build_object('id', l.id, 'personId', l.person_id, 'budgetId', l.budget_id, 'variantId', l.variant_id, 'quantity', trim_scale(l.quantity)::text,
    'unitPricePence', l.unit_price_pence::text, 'linePence', l.line_pence::text, 'priceKind', l.price_kind, 'rateCardVersion', l.rate_card_version) order by l.id) as lines
  from ordering.order_line l where l.order_id = o.id and l.version = o.current_version
) l on true
left join ordering.own_purchase p on p.order_id = o.id
-- Not `any ($1)`: the planner would count a short array, and plan anew for each.
where o.id = any (array(select unnest($1::uuid[])))
