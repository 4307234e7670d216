import type { Invariant } from '@owncourse/kernel/runtime';

/** The rules of people's own money, above a cap or all of a price: apart from every budget, for one visit alone. */
export const OWN_MONEY_INVARIANTS: readonly Invariant[] = [
  {
    name: 'Own money that is owed was posted once, less what was credited, and no other was',
    sql: `select format('own money %s is %s with %s pence owed, its transfers say %s', m.id, m.state, m.owed_pence, coalesce(t.pence, 0)) as breach
          from ledger.own_money m
          left join (
            select council_id, hold_id, sum(case kind when 'OWN_MONEY' then amount_pence else -amount_pence end) as pence
            from ledger.transfer where kind in ('OWN_MONEY', 'OWN_MONEY_CREDITED') group by council_id, hold_id
          ) t on t.council_id = m.council_id and t.hold_id = m.id
          where m.owed_pence <> coalesce(t.pence, 0)`,
  },
  {
    name: 'Own money goes from card clearing to what its provider is owed, or back, for its own order, and never enters a budget',
    sql: `select format('transfer %s from %s to %s is no own money of its order', t.id, t.from_kind, t.to_kind) as breach
          from ledger.transfer t
          left join ledger.own_money m on m.council_id = t.council_id and m.id = t.hold_id and m.order_id = t.order_id
          left join ledger.account a on a.council_id = t.council_id and a.id = t.to_account and a.provider_id = m.provider_id
          where (t.kind in ('OWN_MONEY', 'OWN_MONEY_CREDITED') or t.from_kind in ('card_clearing', 'provider_payable') or t.to_kind in ('card_clearing', 'provider_payable'))
            and ((t.kind, t.from_kind, t.to_kind) not in (('OWN_MONEY', 'card_clearing', 'provider_payable'), ('OWN_MONEY_CREDITED', 'provider_payable', 'card_clearing'))
              or t.budget_id is not null or m.id is null or a.id is null)`,
  },
  {
    name: 'Own money is agreed while its visit is held, and never longer',
    sql: `select format('own money %s is %s, its hold is %s', m.id, m.state, coalesce(h.state, 'missing')) as breach
          from ledger.own_money m left join ledger.hold h on h.council_id = m.council_id and h.id = m.id
          where (m.state = 'AGREED') <> (coalesce(h.state, 'CLOSED') <> 'CLOSED')`,
  },
  {
    name: 'A purse holds no money: nothing moves in or out of it',
    sql: `select format('purse %s has %s pence available, %s promised, %s owed, %s to pay, %s paid', b.budget_id, b.available_pence, b.committed_pence, b.accrued_pence, b.invoiced_pence, b.paid_pence) as breach
          from ledger.budget_balance b
          where b.council_id = identity.self_funders_house() and (b.available_pence, b.committed_pence, b.accrued_pence, b.invoiced_pence, b.paid_pence) <> (0, 0, 0, 0, 0)
          union all
          select format('transfer %s moves money of the purse %s', t.id, t.budget_id) from ledger.transfer t
          where t.council_id = identity.self_funders_house() and (t.budget_id is not null or t.kind not in ('OWN_MONEY', 'OWN_MONEY_CREDITED'))`,
  },
  {
    name: 'Each visit of a purse costs its own money, all of it',
    sql: `select format('visit %s costs %s pence and is %s, its own money is %s of %s pence', h.id, h.planned_pence, h.state, coalesce(m.state, 'missing'), coalesce(m.agreed_pence, 0)) as breach
          from ledger.hold h left join ledger.own_money m on m.council_id = h.council_id and m.id = h.id
          where h.council_id = identity.self_funders_house()
            and (m.agreed_pence is distinct from h.planned_pence or h.remaining_pence <> case h.state when 'HELD' then h.planned_pence else 0 end)`,
  },
];
