import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

const AGREE = statement(
  'ledger.agree-own-money',
  'select ledger.agree_own_money($1::uuid[], $2::bigint[], $3, $4, $5, $6)',
);

/**
 * A person's own money for visits, beside their holds on the budget; send it after the holds were made or changed. Confirming
 * a visit owes the provider the same part of it as of the hold, anything else that ends the hold gives it back. Refuses
 * WRONG_STATE when a hold is closed.
 */
export function agreeOwnMoney(
  queries: Queries,
  agreed: {
    readonly personId: string;
    readonly providerId: string;
    /** For the whole of each visit; zero takes back what was agreed before. */
    readonly visits: readonly { readonly holdId: string; readonly pence: Pence }[];
    readonly at: Date;
    readonly actorId: string;
  },
): Promise<unknown> {
  const { personId, providerId, visits, at, actorId } = agreed;
  return queries.query(AGREE, [
    visits.map((visit) => visit.holdId),
    visits.map((visit) => visit.pence.toString()),
    personId,
    providerId,
    at,
    actorId,
  ]);
}
