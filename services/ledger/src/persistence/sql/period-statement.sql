-- Figures of budgets before and at the end of a period, and each line of it, in one pass over each budget's transfers.
-- $1 budget ids, $2 first day, $3 last day, $4 true: by the day it was written down, false: by the day it was for
select wanted.budget_id, s.*,
  exists (select 1 from ledger.budget_closing c where c.budget_id = wanted.budget_id and (c.closed_at at time zone 'Europe/London')::date <= $3) as is_final
from unnest($1::uuid[]) as wanted (budget_id) cross join lateral (
  with moved as (
    select t.id, t.position, t.effective_on, t.recorded_at, t.kind, t.amount_pence, t.order_id, t.actor_id, t.posting_group, t.council_id,
      t.from_kind, t.to_kind, t.from_account, t.to_account,
      case when $4 then (t.recorded_at at time zone 'Europe/London')::date else t.effective_on end as day,
      case 'available' when t.to_kind then t.amount_pence when t.from_kind then -t.amount_pence else 0 end as left_moved
    -- What moves between parts of a budget leaves it as it is.
    from ledger.transfer t where t.budget_id = wanted.budget_id and t.kind <> 'PART_MOVED'
  ), figures as (
    select
      coalesce(sum(left_moved) filter (where day < $2), 0)::bigint as opening_left,
      coalesce(sum(case 'committed' when to_kind then amount_pence when from_kind then -amount_pence else 0 end) filter (where day < $2), 0)::bigint as opening_promised,
      coalesce(sum(case when to_kind in ('accrued', 'invoiced', 'paid', 'settlement') and from_kind not in ('accrued', 'invoiced', 'paid', 'settlement') then amount_pence
        when from_kind in ('accrued', 'invoiced', 'paid', 'settlement') and to_kind not in ('accrued', 'invoiced', 'paid', 'settlement') then -amount_pence else 0 end) filter (where day < $2), 0)::bigint as opening_spent,
      coalesce(sum(left_moved) filter (where day <= $3), 0)::bigint as closing_left,
      coalesce(sum(case 'committed' when to_kind then amount_pence when from_kind then -amount_pence else 0 end) filter (where day <= $3), 0)::bigint as closing_promised,
      coalesce(sum(case when to_kind in ('accrued', 'invoiced', 'paid', 'settlement') and from_kind not in ('accrued', 'invoiced', 'paid', 'settlement') then amount_pence
        when from_kind in ('accrued', 'invoiced', 'paid', 'settlement') and to_kind not in ('accrued', 'invoiced', 'paid', 'settlement') then -amount_pence else 0 end) filter (where day <= $3), 0)::bigint as closing_spent,
      coalesce(sum(amount_pence) filter (where day between $2 and $3 and from_kind not in ('available', 'committed', 'accrued', 'invoiced', 'paid', 'settlement')), 0)::bigint as came_in,
      coalesce(sum(amount_pence) filter (where day between $2 and $3 and to_kind not in ('available', 'committed', 'accrued', 'invoiced', 'paid', 'settlement')), 0)::bigint as went_back
    from moved
  ), line as (
    select m.*, f.opening_left + sum(m.left_moved) over (order by m.day, m.position) as left_after
    from moved m, figures f where m.day between $2 and $3
  )
  select f.*, coalesce((
    select jsonb_agg(jsonb_build_object('id', l.id, 'day', l.day, 'effectiveOn', l.effective_on, 'recordedAt', l.recorded_at, 'kind', l.kind,
        'amountPence', l.amount_pence::text, 'leftPence', l.left_after::text, 'orderId', l.order_id, 'providerId', a.provider_id, 'expenseId', e.id, 'payee', e.payee,
        'actorId', l.actor_id) order by l.day, l.position)
    from line l
    left join ledger.account a on a.council_id = l.council_id and a.kind = 'invoiced' and a.id = case 'invoiced' when l.from_kind then l.from_account when l.to_kind then l.to_account end
    left join ledger.expense e on e.council_id = l.council_id and e.id = l.posting_group
  ), '[]') as lines
  from figures f
) s
