import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import { agreeOwnMoney } from '@owncourse/ledger/contract';
import type { PricedVisit } from '../domain/plan-change.js';
import { authorise } from './order-writes.js';

const ASK = statement(
  'ordering.ask-own-part',
  'select ordering.ask_own_part($1, $2, $3, $4, $5, $6, $7, $8, $9) as asked',
);
const AGREE = statement('ordering.agree-own-part', 'select ordering.agree_own_part($1, $2, $3, $4, $5, $6)');

/**
 * A person's own money is not their budget's: whoever acts for them needs their word on paying, beside that on ordering.
 * Refuses as `authorise`.
 */
export function authoriseOwnPart(
  queries: Queries,
  who: { readonly actorId: string; readonly personId: string; readonly at: Date },
  pence: Pence,
): void {
  const { actorId, personId, at } = who;
  if (pence > 0n) authorise(queries, { actorId, personId, scope: 'PAY', pence, at });
}

/** Each visit's own part, once the budget's is planned, held or amended. Refuses WRONG_STATE. */
export function agreeOwnParts(
  queries: Queries,
  line: { readonly personId: string; readonly providerId: string },
  visits: readonly (PricedVisit & { readonly id: string })[],
  at: Date,
  actorId: string,
): void {
  if (visits.length === 0) return;
  void agreeOwnMoney(queries, {
    personId: line.personId,
    providerId: line.providerId,
    visits: visits.map((visit) => ({ holdId: visit.id, pence: visit.ownPence })),
    at,
    actorId,
  });
}

/** Puts a bigger own part to the person, in place of a question about less. @returns false where they were asked before */
export async function askOwnPart(
  queries: Queries,
  asked: {
    orderId: string;
    questionId: string;
    from: string;
    beforePence: Pence;
    ownPence: Pence;
    visits: number;
    at: Date;
    eventId: string;
    actorId: string;
  },
): Promise<boolean> {
  const [row] = await queries.query<{ asked: boolean }>(ASK, [
    asked.orderId,
    asked.questionId,
    asked.from,
    asked.beforePence.toString(),
    asked.ownPence.toString(),
    asked.visits,
    asked.at,
    asked.eventId,
    asked.actorId,
  ]);
  return row?.asked ?? false;
}

/** Refuses WRONG_STATE when it was answered before, OWN_MONEY_CHANGED, NOTHING_WITHIN_BUDGET. */
export function agreeToOwnPart(
  queries: Queries,
  yes: { orderId: string; questionId: string; agreedPence: Pence; at: Date; actorId: string; eventId: string },
): Promise<unknown> {
  return queries.query(AGREE, [
    yes.orderId,
    yes.questionId,
    yes.agreedPence.toString(),
    yes.at,
    yes.actorId,
    yes.eventId,
  ]);
}
