import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

const AGREE = statement('ledger.agree-own-money', 'select ledger.agree_own_money($1, $2, $3, $4, $5, $6)');

/**
 * A person's own money for one visit, beside the hold on the budget; send it after `holdMoney`. Confirming the visit owes
 * the provider the same part of it as of the hold, anything else that ends the hold gives it back. Refuses WRONG_STATE.
 */
export function agreeOwnMoney(
  queries: Queries,
  agreed: {
    readonly holdId: string;
    readonly personId: string;
    readonly providerId: string;
    /** More than zero, for the whole visit. */
    readonly pence: Pence;
    readonly at: Date;
    readonly actorId: string;
  },
): Promise<unknown> {
  const { holdId, personId, providerId, pence, at, actorId } = agreed;
  return queries.query(AGREE, [holdId, personId, providerId, pence.toString(), at, actorId]);
}
