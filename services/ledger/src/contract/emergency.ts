import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { Acting, Move } from './published.js';

const FUND = statement(
  'ledger.fund-emergency',
  'select ledger.fund_emergency($1, $2, $3, $4, $5, $6, $7, row($8::uuid, $9::uuid, $10::uuid)::ledger.acting, $11) as pence',
);
const RETURN = statement(
  'ledger.return-emergency',
  'select ledger.return_emergency($1, $2, $3, $4, row($5::uuid, $6::uuid, $7::uuid)::ledger.acting) as pence',
);

export interface FundEmergency {
  readonly councilId: string;
  readonly budgetId: string;
  readonly orderId: string;
  readonly providerId: string;
  /** What the whole order will take from the budget. */
  readonly neededPence: Pence;
  /** London day. */
  readonly today: string;
  readonly at: Date;
  readonly acting: Acting;
}

/**
 * Puts in what the order would leave short, now or in the next 26 weeks; send it before `holdMoney`, with the budget
 * locked. @returns pence put in, 0 when there is enough
 */
export async function fundEmergency(queries: Queries, funding: FundEmergency): Promise<Pence> {
  const { acting } = funding;
  const rows = await queries.query<{ pence: Pence }>(FUND, [
    funding.councilId,
    funding.budgetId,
    funding.orderId,
    funding.neededPence.toString(),
    funding.orderId,
    funding.today,
    funding.at,
    acting.actorId,
    acting.onBehalfOf,
    acting.mandateId,
    funding.providerId,
  ]);
  return rows[0]?.pence ?? 0n;
}

/** Gives back what an ended order's emergency money did not buy; nothing while some of it is still held. */
export async function returnEmergency(queries: Queries, orderId: string, move: Move): Promise<Pence> {
  const { acting } = move;
  const rows = await queries.query<{ pence: Pence }>(RETURN, [
    orderId,
    move.groupId,
    move.day,
    move.at,
    acting.actorId,
    acting.onBehalfOf,
    acting.mandateId,
  ]);
  return rows[0]?.pence ?? 0n;
}
