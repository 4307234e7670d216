import type { Invariant } from '@owncourse/kernel/runtime';

/** The rules of people's own money by card; whether the other side agrees is shown by `npm run reconcile:stripe`. */
export const CARD_INVARIANTS: readonly Invariant[] = [
  {
    name: 'What a card charge has as paid and given back is what its tries and refunds say',
    sql: `select format('card charge %s has %s pence paid and %s back, its rows say %s and %s', c.id, c.paid_pence, c.back_pence, s.paid, s.back) as breach
          from invoicing.card_charge c
          cross join lateral (
            select coalesce((select sum(a.pence) from invoicing.card_attempt a where a.charge_id = c.id and a.state = 'PAID'), 0) as paid,
              coalesce((select sum(r.pence) from invoicing.card_refund r where r.charge_id = c.id and r.state <> 'FAILED'), 0) as back
          ) s
          where (c.paid_pence, c.back_pence) is distinct from (s.paid, s.back)`,
  },
  {
    name: 'No more is given back of a payment by card than was paid',
    sql: `select format('card payment %s of %s pence has %s pence given back', a.id, a.pence, sum(r.pence)) as breach
          from invoicing.card_attempt a join invoicing.card_refund r on r.attempt_id = a.id and r.state <> 'FAILED'
          group by a.id, a.pence having sum(r.pence) > a.pence`,
  },
  {
    name: 'A payment by card that was made has its number on the other side',
    sql: `select format('card payment %s is %s without a number', a.id, a.state) as breach
          from invoicing.card_attempt a where a.state = 'PAID' and a.intent_id is null`,
  },
];
