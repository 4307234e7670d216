import type { Invariant } from '@owncourse/kernel/runtime';

/** The rules of money that comes back after a visit was confirmed. */
export const CREDIT_INVARIANTS: readonly Invariant[] = [
  {
    name: 'Each credit is of a confirmed visit of its budget, once, and never more than that cost',
    sql: `select format('credit %s gives back %s pence of a visit of %s', t.id, t.amount_pence, coalesce(a.amount_pence, 0)) as breach
          from ledger.transfer t
          left join ledger.transfer a on a.council_id = t.council_id and a.id = ledger.caused_id(t.posting_group, 'ACCRUED') and a.kind = 'CONFIRMED'
          where t.kind = 'CREDITED' and (a.id is null or t.id <> ledger.caused_id(t.posting_group, 'CREDITED') or a.budget_id <> t.budget_id or a.hold_id <> t.hold_id
            or t.amount_pence > a.amount_pence or t.to_kind <> 'available' or t.from_kind not in ('accrued', 'invoiced'))`,
  },
  {
    name: 'Each credit goes back to its funders as its visit was shared, to the penny',
    sql: `select format('credit %s: %s gets %s pence back, its part is %s', coalesce(r.id, s.id), coalesce(r.funding_kind, s.funding_kind),
              coalesce(s.amount_pence, 0), coalesce(r.amount_pence, 0)) as breach
          from (
            select t.id, p.* from ledger.transfer t
            cross join lateral ledger.reverse_split(t.council_id, ledger.caused_id(t.posting_group, 'ACCRUED'), t.amount_pence) p where t.kind = 'CREDITED'
          ) r
          full join (
            select t.id, s.funding_kind, s.amount_pence from ledger.transfer t
            join ledger.accrual_share s on s.council_id = t.council_id and s.transfer_id = t.id where t.kind = 'CREDITED'
          ) s on s.id = r.id and s.funding_kind = r.funding_kind
          where s.amount_pence is distinct from r.amount_pence`,
  },
  {
    name: 'Each credit is what its question was settled for less',
    sql: `select format('credit %s gives back %s pence, %s are owed', t.id, t.amount_pence, coalesce(o.credit_pence, 0)) as breach
          from ledger.transfer t left join ordering.credits_owed(null) o on o.delivery_id = t.posting_group
          where t.kind = 'CREDITED' and t.amount_pence is distinct from o.credit_pence`,
  },
  {
    name: 'Each credit note gave its money back when it says so, and not before',
    sql: `select format('credit note %s %s, its credit is %s', n.number, case when n.returned_on is null then 'waits' else 'gave its money back' end,
              case when t.id is null then 'missing' else 'there' end) as breach
          from invoicing.credit_note_facts() n
          left join ledger.transfer t on t.council_id = n.council_id and t.id = ledger.caused_id(n.billable_id, 'CREDITED') and t.amount_pence = n.credit_pence
          where (n.returned_on is null) <> (t.id is null)`,
  },
  {
    name: 'What providers gave back is what was taken off their payments or paid back',
    sql: `select format('recovery %s of %s pence, its transfer says %s', coalesce(r.id, t.posting_group), coalesce(r.amount_pence, 0), coalesce(t.amount_pence, 0)) as breach
          from (select * from invoicing.recovery_facts() where settled_on is not null) r
          full join (select * from ledger.transfer where kind in ('SET_OFF', 'REFUNDED') or 'settlement' in (from_kind, to_kind) and kind <> 'SET_OFF_REJECTED') t
            on t.council_id = r.council_id and t.posting_group = r.id and t.kind = r.kind and t.budget_id = r.budget_id and t.from_kind = 'settlement' and t.to_kind = 'invoiced'
          where r.amount_pence is distinct from t.amount_pence`,
  },
  {
    name: 'What a rejected payment had taken off was taken off before, and is owed again once and whole',
    sql: `select format('transfer %s takes back %s pence of a set-off of %s', r.id, r.amount_pence, coalesce(t.amount_pence, 0)) as breach
          from ledger.transfer r
          left join ledger.transfer t on t.council_id = r.council_id and t.id = ledger.caused_id(r.posting_group, 'SET_OFF') and t.budget_id = r.budget_id
          where r.kind = 'SET_OFF_REJECTED' and (t.amount_pence is distinct from r.amount_pence or r.id <> ledger.caused_id(r.posting_group, 'SET_OFF_REJECTED')
            or r.from_account <> t.to_account or r.to_account <> t.from_account)`,
  },
  {
    name: 'What a bank sent back was paid before, and never more than that',
    sql: `select format('invoice %s in budget %s: %s pence were paid, %s came back', posting_group, budget_id, paid, back) as breach
          from (
            select council_id, posting_group, budget_id, coalesce(sum(amount_pence) filter (where kind = 'PAID'), 0) as paid,
              coalesce(sum(amount_pence) filter (where kind = 'PAYMENT_REJECTED'), 0) as back
            from ledger.transfer where kind in ('PAID', 'PAYMENT_REJECTED') group by council_id, posting_group, budget_id
          ) g where back > paid`,
  },
];
