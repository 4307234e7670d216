-- Budgets the reader may see (row-level security decides), by id or a page of them.
-- $1 ids or null, $2 London day, $3 last id of the page before or null, $4 how many
select b.id, b.council_id, b.person_id, b.status, lower(p.covers) as starts_on, upper(p.covers) - 1 as ends_on,
  coalesce(h.route, 'COUNCIL_MANAGED') as holding_route, coalesce(s.weekly_pence, 0) as weekly_pence,
  v.available_pence, v.committed_pence, v.accrued_pence, v.invoiced_pence, v.paid_pence, v.reclaimed_pence, v.funded_through,
  n.due_on as next_on, n.amount_pence as next_pence, f.sources
from ledger.budget b
join ledger.budget_balance v on v.budget_id = b.id
join lateral (
  select covers from ledger.budget_period where budget_id = b.id order by (covers @> $2::date) desc, lower(covers) desc limit 1
) p on true
left join lateral (
  select route from ledger.holding where budget_id = b.id and covers @> greatest($2::date, lower(p.covers)) order by (route = 'COUNCIL_MANAGED') desc, route limit 1
) h on true
left join lateral (
  select weekly_pence from ledger.budget_step where budget_id = b.id and from_on <= greatest($2::date, lower(p.covers)) order by from_on desc limit 1
) s on true
left join lateral (
  select due_on, sum(amount_pence)::bigint as amount_pence from ledger.instalment where budget_id = b.id and posted_at is null and kind <> 'CONTRIBUTION'
  group by due_on order by due_on limit 1
) n on true
left join lateral (
  select jsonb_agg(jsonb_build_object('kind', kind, 'weight', weight) order by kind) as sources from ledger.funding_source
  where budget_id = b.id and covers @> greatest($2::date, lower(p.covers))
) f on true
where ($1::uuid[] is null or b.id = any ($1::uuid[])) and ($3::uuid is null or b.id > $3::uuid)
order by b.id limit $4
