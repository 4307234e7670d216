-- The life of budgets the reader may see (row-level security decides). Sums inside JSON are text: its numbers are no money.
-- $1 ids, $2 London day
select b.id as budget_id, v.recoverable_pence, v.reclaimed_pence,
  coalesce((select amount_pence - opened_pence from ledger.sum_apart where budget_id = b.id and kind = 'CONTINGENCY'), 0) as contingency_pence,
  coalesce((select opened_pence from ledger.sum_apart where budget_id = b.id and kind = 'CONTINGENCY'), 0) as contingency_opened_pence,
  coalesce((select amount_pence from ledger.sum_apart where budget_id = b.id and kind = 'EMPLOYER'), 0) as employer_pence,
  coalesce((select jsonb_agg(jsonb_build_object('fromDate', from_on, 'weeklyPence', weekly_pence::text) order by from_on) from ledger.budget_step where budget_id = b.id), '[]') as steps,
  coalesce((select jsonb_agg(jsonb_build_object('id', id, 'firstOn', first_on, 'lastOn', last_on, 'endedFrom', ended_from, 'amountPence', amount_pence::text) order by first_on, id)
    from ledger.yearly_sum where budget_id = b.id), '[]') as yearly_sums,
  (select jsonb_build_object('fromDate', lower(covers), 'untilDate', upper(covers)) from ledger.budget_pause
    where budget_id = b.id and (upper_inf(covers) or upper(covers) > $2::date) order by lower(covers) limit 1) as pause,
  (select jsonb_build_object('fromDate', from_on, 'cause', cause, 'closedAt', closed_at) from ledger.budget_closing where budget_id = b.id) as closing,
  coalesce((select jsonb_agg(jsonb_build_object('fromDate', f.from_on, 'untilDate', f.until_on, 'shares', f.shares) order by f.from_on)
    from (select lower(covers) as from_on, upper(covers) as until_on, jsonb_agg(jsonb_build_object('kind', kind, 'weight', weight) order by weight desc, kind) as shares
      from ledger.funding_source where budget_id = b.id group by covers) f), '[]') as funders,
  coalesce((select jsonb_agg(jsonb_build_object('fromDate', lower(h.covers), 'untilDate', upper(h.covers), 'route', h.route, 'holderId', h.payer_id,
      'weeklyPence', h.weekly_pence::text,
      'holderName', coalesce(o.name, n.name, '')) order by lower(h.covers), p.place, h.route)
    from ledger.holding h left join ledger.part_balance p on p.budget_id = h.budget_id and p.part_id = h.part_id left join lateral identity.organisation_names(array[h.payer_id]) o on true left join lateral identity.person_names(array[h.payer_id]) n on true
    where h.budget_id = b.id), '[]') as holding,
  coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'fromDate', d.from_on, 'amountPence', d.amount_pence::text, 'beforePence', d.before_pence::text,
      'putInPence', d.put_in_pence::text, 'takenBackPence', d.taken_back_pence::text, 'owedPence', d.owed_pence::text, 'reason', d.reason,
      'decidedByName', case when d.decided_by = '00000000-0000-0000-0000-000000000001' then 'Owncourse' else coalesce(n.name, '') end, 'decidedAt', d.decided_at) order by d.decided_at desc, d.id desc)
    from (select * from ledger.budget_decision where budget_id = b.id order by decided_at desc, id desc limit 50) d
    left join lateral identity.person_names(array[d.decided_by]) n on true), '[]') as decisions
from ledger.budget b join ledger.budget_balance v on v.budget_id = b.id
where b.id = any ($1::uuid[])
