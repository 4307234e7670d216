import type { Invariant } from '@owncourse/kernel/runtime';

/** Recomputes everything from the transfers alone (model.md "Money"). Each query gives `breach` texts, worst first. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'Every transfer moves more than nothing, between two accounts of its own council',
    sql: `select format('transfer %s moves %s pence', t.id, t.amount_pence) as breach
          from ledger.transfer t
          left join ledger.account f on f.council_id = t.council_id and f.id = t.from_account and f.kind = t.from_kind
          left join ledger.account o on o.council_id = t.council_id and o.id = t.to_account and o.kind = t.to_kind
          where t.amount_pence <= 0 or t.from_account = t.to_account or f.id is null or o.id is null`,
  },
  {
    name: 'The balances of a budget equal its transfers',
    sql: `with moved as (
            -- What a provider gave back through settlement is less paid.
            select budget_id, case kind when 'settlement' then 'paid' else kind end as kind, sum(pence) as pence from (
              select budget_id, to_kind as kind, amount_pence as pence from ledger.transfer where budget_id is not null
              union all select budget_id, from_kind, -amount_pence from ledger.transfer where budget_id is not null
            ) entries group by 1, 2
          )
          select format('budget %s: %s is %s pence, its transfers say %s', b.budget_id, k.kind, k.pence, coalesce(m.pence, 0)) as breach
          from ledger.budget_balance b
          cross join lateral (values ('available', b.available_pence), ('committed', b.committed_pence), ('accrued', b.accrued_pence),
            ('invoiced', b.invoiced_pence), ('paid', b.paid_pence), ('reclaimed', b.reclaimed_pence),
            ('recoverable', -b.recoverable_pence)) as k (kind, pence)
          left join moved m on m.budget_id = b.budget_id and m.kind = k.kind
          where k.pence <> coalesce(m.pence, 0)`,
  },
  {
    name: 'Nothing available, promised or owed is below zero',
    sql: `select format('budget %s has %s pence available, %s promised, %s owed', budget_id, available_pence, committed_pence, accrued_pence) as breach
          from ledger.budget_balance where available_pence < 0 or committed_pence < 0 or accrued_pence < 0`,
  },
  {
    name: 'What each transfer says was left adds up from the one before',
    sql: `select format('transfer %s says %s pence were left, adding up gives %s', id, available_after_pence, adds_up) as breach from (
            select id, available_after_pence,
              sum(case when from_kind = to_kind then 0 when to_kind = 'available' then amount_pence when from_kind = 'available' then -amount_pence else 0 end)
                over (partition by budget_id order by position) as adds_up
            from ledger.transfer where budget_id is not null
          ) told where available_after_pence is distinct from adds_up`,
  },
  {
    name: 'What is promised is the sum of the holds',
    sql: `select format('budget %s has %s pence promised, its holds come to %s', b.budget_id, b.committed_pence, coalesce(h.pence, 0)) as breach
          from ledger.budget_balance b
          left join (select budget_id, sum(remaining_pence) as pence from ledger.hold where council_id <> identity.self_funders_house() group by budget_id) h on h.budget_id = b.budget_id
          where b.committed_pence <> coalesce(h.pence, 0)`,
  },
  {
    name: 'Each hold is what its transfers left of it',
    sql: `select format('hold %s has %s pence left, its transfers say %s', h.id, h.remaining_pence, coalesce(t.pence, 0)) as breach
          from ledger.hold h
          left join (
            select hold_id, sum(case 'committed' when to_kind then amount_pence when from_kind then -amount_pence else 0 end) as pence
            from ledger.transfer where hold_id is not null group by hold_id
          ) t on t.hold_id = h.id
          where h.remaining_pence <> coalesce(t.pence, 0) and h.council_id <> identity.self_funders_house()`,
  },
  {
    name: 'Each open visit of an order has its hold, in the same state',
    sql: `select format('visit %s is %s, its hold is %s', v.id, v.status, coalesce(h.state, 'missing')) as breach
          from ordering.visit_states() v left join ledger.hold h on h.id = v.id
          where coalesce(h.state, 'missing') <> case v.status when 'PLANNED' then 'PLANNED' when 'UNFUNDED' then 'UNFUNDED'
            when 'CONFIRMED' then 'CLOSED' when 'CANCELLED' then 'CLOSED' else 'HELD' end`,
  },
  {
    name: 'Each hold belongs to a visit',
    sql: `select format('hold %s belongs to no visit', h.id) as breach
          from ledger.hold h left join ordering.visit_states() v on v.id = h.id where v.id is null`,
  },
  {
    name: 'Each accrual is shared among its funders to the penny',
    sql: `select format('transfer %s moved %s pence, its funders bear %s', t.id, t.amount_pence, coalesce(s.pence, 0)) as breach
          from ledger.transfer t left join (select transfer_id, sum(amount_pence) as pence from ledger.accrual_share group by transfer_id) s on s.transfer_id = t.id
          where t.to_kind = 'accrued' and t.amount_pence <> coalesce(s.pence, 0)`,
  },
  {
    name: 'What each funder has borne is the sum of its parts',
    sql: `select format('budget %s from %s: %s has borne %s pence, its parts are %s', coalesce(t.budget_id, c.budget_id), coalesce(t.shares_from, c.shares_from),
              coalesce(t.funding_kind, c.funding_kind), coalesce(t.amount_pence, 0), coalesce(c.amount_pence, 0)) as breach
          from ledger.funder_total t
          full join (select b.id as budget_id, s.* from ledger.budget b cross join lateral ledger.count_funder_totals(b.id) s) c
            on c.budget_id = t.budget_id and c.shares_from = t.shares_from and c.funding_kind = t.funding_kind
          where coalesce(t.amount_pence, 0) <> coalesce(c.amount_pence, 0)`,
  },
  {
    name: 'Each posted instalment has its transfer, and no other has one',
    sql: `select format('instalment %s is %s but its transfer is %s', i.id, case when i.posted_at is null then 'to come' else 'posted' end,
              case when t.id is null then 'missing' else 'there' end) as breach
          from ledger.instalment i left join ledger.transfer t on t.council_id = i.council_id and t.id = i.id
            -- Of a divided budget, in pieces: one for each part that gets something of it.
            and t.amount_pence + coalesce((select sum(o.amount_pence) from ledger.part_balance p
              join ledger.transfer o on o.council_id = i.council_id and o.id = ledger.caused_id(i.id, 'PART:' || p.part_id) where p.budget_id = i.budget_id), 0) = i.amount_pence
          where (i.posted_at is null) <> (t.id is null)`,
  },
  {
    name: 'Each transfer is in its chain or waits for it',
    sql: `select format('transfer %s at position %s was put in past the ledger', t.id, t.position) as breach
          from ledger.transfer t
          left join ledger.seal s on s.council_id = t.council_id and s.transfer_id = t.id
          left join ledger.unsealed u on u.council_id = t.council_id and u.transfer_id = t.id
          where s.code is null and u.position is null`,
  },
  {
    name: 'What waits for the chain is there, and is not in it yet',
    sql: `select format('transfer %s at position %s %s', u.transfer_id, u.position, case when t.id is null then 'was removed before it was sealed'
              when t.position <> u.position then 'was moved before it was sealed' else 'waits for a link that it has' end) as breach
          from ledger.unsealed u
          left join ledger.transfer t on t.council_id = u.council_id and t.id = u.transfer_id
          left join ledger.seal s on s.council_id = u.council_id and s.transfer_id = u.transfer_id
          where t.id is null or t.position <> u.position or s.code is not null`,
  },
  {
    name: 'Each chain ends where its last link is',
    sql: `select format('the chain of council %s ends at link %s, it should be %s', council_id, coalesce(l.sequence, 0), coalesce(c.sequence, 0)) as breach
          from ledger.chain c
          full join (select distinct on (s.council_id) s.council_id, s.sequence, s.code from ledger.seal s order by s.council_id, s.sequence desc) l using (council_id)
          where c.sequence is distinct from l.sequence or c.code is distinct from l.code`,
  },
  {
    name: 'Each decision moved what it says',
    sql: `select format('decision %s says %s pence put in, %s taken back, %s owed; its transfers say %s, %s and %s', d.id, d.put_in_pence, d.taken_back_pence, d.owed_pence,
              coalesce(t.put_in, 0), coalesce(t.taken_back, 0), coalesce(t.owed, 0)) as breach
          from ledger.budget_decision d
          left join (
            select posting_group, sum(case when from_kind = 'funder' then amount_pence else 0 end) as put_in,
              sum(case when kind = 'TAKEN_BACK' then amount_pence else 0 end) as taken_back, sum(case when kind = 'OWED' then amount_pence else 0 end) as owed
            from ledger.transfer where kind in ('DIFFERENCE', 'DIFFERENCE_OWED', 'TAKEN_BACK', 'OWED', 'CONTINGENCY') group by posting_group
          ) t on t.posting_group = d.id
          where (d.put_in_pence, d.taken_back_pence, d.owed_pence) <> (coalesce(t.put_in, 0), coalesce(t.taken_back, 0), coalesce(t.owed, 0))`,
  },
  {
    name: 'What was opened of a contingency came in',
    sql: `select format('budget %s: %s pence of the contingency are opened, %s came in', s.budget_id, s.opened_pence, coalesce(t.pence, 0)) as breach
          from ledger.sum_apart s
          left join (select budget_id, sum(amount_pence) as pence from ledger.transfer where kind = 'CONTINGENCY' group by budget_id) t on t.budget_id = s.budget_id
          where s.kind = 'CONTINGENCY' and s.opened_pence <> coalesce(t.pence, 0)`,
  },
  {
    name: 'What was reclaimed went back to its funders, each to its own account',
    sql: `select format('reclaim %s took %s pence, its funders got %s', r.id, r.taken_pence, coalesce(t.pence, 0)) as breach
          from ledger.reclaim r
          left join (select posting_group, sum(amount_pence) as pence from ledger.transfer where kind = 'RECLAIMED' group by posting_group) t on t.posting_group = r.id
          where r.taken_pence <> coalesce(t.pence, 0)
          union all
          select format('transfer %s gave %s pence back to nobody', t.id, t.amount_pence) from ledger.transfer t
          join ledger.account a on a.council_id = t.council_id and a.id = t.to_account where t.to_kind = 'reclaimed' and a.funding_kind = ''`,
  },
  {
    name: 'A closed budget has nothing promised, owed or to come',
    sql: `select format('budget %s is closed with %s pence promised, %s owed, %s to pay, %s sums to come', b.id, v.committed_pence, v.accrued_pence, v.invoiced_pence, i.waiting) as breach
          from ledger.budget b join ledger.budget_balance v on v.budget_id = b.id
          cross join lateral (select count(*) as waiting from ledger.instalment i where i.budget_id = b.id and i.posted_at is null) i
          where b.status = 'CLOSED' and (v.committed_pence <> 0 or v.accrued_pence <> 0 or v.invoiced_pence <> 0 or i.waiting > 0)`,
  },
];

/** The balances of all accounts together are zero, always; recomputed in one pass over the transfers. */
export const TOTALS = `
  select (select count(*)::int from ledger.account) as accounts, (select count(*)::int from ledger.transfer) as transfers, coalesce(sum(pence), 0)::text as "sumPence"
  from ledger.account a
  join (
    select council_id, to_account as id, amount_pence as pence from ledger.transfer
    union all select council_id, from_account, -amount_pence from ledger.transfer
  ) entries on entries.council_id = a.council_id and entries.id = a.id`;
