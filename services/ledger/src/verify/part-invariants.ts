import type { Invariant } from '@owncourse/kernel/runtime';

const PART = `case a.part_id when '00000000-0000-0000-0000-000000000000' then a.budget_id else a.part_id end`;

/** The rules of money that is held in several ways at once: parts of one budget, each with accounts of its own. */
export const PART_INVARIANTS: readonly Invariant[] = [
  {
    name: 'The parts of a divided budget add up to it, and no other budget has parts',
    sql: `select format('budget %s: its parts have %s pence available, %s promised, %s owed, %s invoiced; it has %s, %s, %s and %s', b.budget_id,
              p.available, p.committed, p.accrued, p.invoiced, b.available_pence, b.committed_pence, b.accrued_pence, b.invoiced_pence) as breach
          from ledger.budget_balance b
          left join (
            select budget_id, sum(available_pence) as available, sum(committed_pence) as committed, sum(accrued_pence) as accrued, sum(invoiced_pence) as invoiced
            from ledger.part_balance group by budget_id
          ) p on p.budget_id = b.budget_id
          where (b.is_split or p.budget_id is not null)
            and (not b.is_split or (p.available, p.committed, p.accrued, p.invoiced) is distinct from (b.available_pence::numeric, b.committed_pence::numeric, b.accrued_pence::numeric, b.invoiced_pence::numeric))`,
  },
  {
    name: 'Nothing available, promised or owed in a part is below zero',
    sql: `select format('part %s has %s pence available, %s promised, %s owed', part_id, available_pence, committed_pence, accrued_pence) as breach
          from ledger.part_balance where available_pence < 0 or committed_pence < 0 or accrued_pence < 0`,
  },
  {
    name: 'The balances of a part equal the transfers of its accounts',
    sql: `with moved as (
            select a.budget_id, ${PART} as part_id, a.kind, sum(e.pence) as pence
            from (
              select council_id, to_account as account_id, amount_pence as pence from ledger.transfer where budget_id is not null
              union all select council_id, from_account, -amount_pence from ledger.transfer where budget_id is not null
            ) e join ledger.account a on a.council_id = e.council_id and a.id = e.account_id and a.kind in ('available', 'committed', 'accrued', 'invoiced')
            where exists (select 1 from ledger.budget_balance b where b.budget_id = a.budget_id and b.is_split)
            group by 1, 2, 3
          ), told as (
            select p.budget_id, p.part_id, k.kind, k.pence from ledger.part_balance p
            cross join lateral (values ('available', p.available_pence), ('committed', p.committed_pence), ('accrued', p.accrued_pence), ('invoiced', p.invoiced_pence)) as k (kind, pence)
          )
          select format('part %s: %s is %s pence, its transfers say %s', coalesce(t.part_id, m.part_id), coalesce(t.kind, m.kind), coalesce(t.pence, 0), coalesce(m.pence, 0)) as breach
          from told t full join moved m on m.budget_id = t.budget_id and m.part_id = t.part_id and m.kind = t.kind
          where coalesce(t.pence, 0) <> coalesce(m.pence, 0)`,
  },
  {
    name: 'Only a part with a weekly sum is behind with it',
    sql: `select format('part %s is behind by %s pence and has no weekly sum', p.part_id, p.behind_pence) as breach
          from ledger.part_balance p where p.behind_pence <> 0 and (p.behind_pence < 0 or not exists (
            select 1 from ledger.holding h where h.budget_id = p.budget_id and h.part_id = p.part_id and h.weekly_pence is not null))`,
  },
  {
    name: 'What is promised of a part is the sum of its holds',
    sql: `select format('part %s has %s pence promised, its holds come to %s', p.part_id, p.committed_pence, coalesce(h.pence, 0)) as breach
          from ledger.part_balance p
          left join (select budget_id, coalesce(part_id, budget_id) as part_id, sum(remaining_pence) as pence from ledger.hold group by 1, 2) h
            on h.budget_id = p.budget_id and h.part_id = p.part_id
          where p.committed_pence <> coalesce(h.pence, 0)`,
  },
  {
    name: 'A visit is of one part',
    sql: `select format('visit %s was held from %s parts', t.hold_id, count(distinct ${PART})) as breach
          from ledger.transfer t
          join ledger.budget_balance b on b.budget_id = t.budget_id and b.is_split
          join ledger.hold h on h.council_id = t.council_id and h.id = t.hold_id and h.state = 'HELD'
          join ledger.account a on a.council_id = t.council_id and a.id = t.to_account and a.kind = 'committed'
          where t.position > coalesce((select max(g.position) from ledger.transfer g where g.council_id = t.council_id and g.hold_id = t.hold_id
            and g.from_kind = 'committed' and g.kind = 'RELEASED'), 0)
          group by t.hold_id, h.part_id, h.budget_id having count(distinct ${PART}) > 1 or min((${PART})::text) <> coalesce(h.part_id, h.budget_id)::text`,
  },
  {
    name: 'Each part that somebody holds has its balance',
    sql: `select format('part %s of budget %s is held and has no balance', h.part_id, h.budget_id) as breach
          from ledger.holding h left join ledger.part_balance p on p.budget_id = h.budget_id and p.part_id = h.part_id
          where h.part_id is not null and p.part_id is null`,
  },
  {
    name: 'A divided budget has one part with the rest on each day of its division',
    sql: `select format('budget %s has %s parts with the rest from %s', d.budget_id, d.rests, d.from_on) as breach
          from (
            select h.budget_id, lower(h.covers) as from_on,
              (select count(*) from ledger.holding r where r.budget_id = h.budget_id and r.covers @> lower(h.covers) and r.part_id is not null and r.weekly_pence is null) as rests
            from ledger.holding h where h.part_id is not null group by h.budget_id, h.covers
          ) d where d.rests <> 1`,
  },
];
