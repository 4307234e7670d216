import type { Invariant } from '@owncourse/kernel/runtime';

/** The rules of money off the platform and of contributions. */
export const SPENDING_INVARIANTS: readonly Invariant[] = [
  {
    name: 'Each expense was paid once, of the same sum, and put back once if it was put back',
    sql: `select format('expense %s of %s pence has %s pence paid and %s pence put back', e.id, e.amount_pence, coalesce(t.paid, 0), coalesce(t.back, 0)) as breach
          from ledger.expense e
          left join (
            select council_id, posting_group, sum(amount_pence) filter (where kind = 'EXPENSE' and id = posting_group) as paid,
              sum(amount_pence) filter (where kind = 'EXPENSE_REVERSED') as back
            from ledger.transfer where kind in ('EXPENSE', 'EXPENSE_REVERSED') group by council_id, posting_group
          ) t on t.council_id = e.council_id and t.posting_group = e.id
          where coalesce(t.paid, 0) <> e.amount_pence or coalesce(t.back, 0) <> case when e.reversed_at is null then 0 else e.amount_pence end`,
  },
  {
    name: 'No expense is paid or put back without its record',
    sql: `select format('transfer %s of %s pence belongs to no expense', t.id, t.amount_pence) as breach
          from ledger.transfer t left join ledger.expense e on e.council_id = t.council_id and e.id = t.posting_group and e.budget_id = t.budget_id
          where t.kind in ('EXPENSE', 'EXPENSE_REVERSED') and e.id is null`,
  },
  {
    name: 'Each expense is shared among its funders to the penny',
    sql: `select format('expense %s of %s pence, its funders bear %s', t.id, t.amount_pence, coalesce(s.pence, 0)) as breach
          from ledger.transfer t left join (select transfer_id, sum(amount_pence) as pence from ledger.accrual_share group by transfer_id) s on s.transfer_id = t.id
          where t.kind = 'EXPENSE' and t.amount_pence <> coalesce(s.pence, 0)`,
  },
  {
    name: 'A line of a bank statement and the expense that it is are of one budget and one sum',
    sql: `select format('line %s of %s pence is said to be expense %s of %s pence', l.id, l.amount_pence, e.id, e.amount_pence) as breach
          from ledger.bank_explanation x join ledger.bank_line l on l.id = x.line_id join ledger.expense e on e.id = x.expense_id
          where x.undone_at is null and (l.budget_id <> e.budget_id or l.amount_pence <> -e.amount_pence or e.reversed_at is not null)`,
  },
  {
    name: 'Nobody was given back more of their contributions than they had paid',
    sql: `select format('budget %s: %s pence paid in, %s given back', budget_id, paid, back) as breach from (
            select budget_id, coalesce(sum(amount_pence) filter (where kind = 'CONTRIBUTION'), 0) as paid,
              coalesce(sum(amount_pence) filter (where kind = 'CONTRIBUTION_REIMBURSED'), 0) as back
            from ledger.transfer where kind in ('CONTRIBUTION', 'CONTRIBUTION_REIMBURSED') group by budget_id
          ) sums where back > paid`,
  },
];
