import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { SeenAttempt, SeenDispute, SeenRefund } from '../stripe/card-gateway.js';

const NOTE_OWN_MONEY = statement('invoicing.note-own-money', 'select invoicing.note_own_money($1::uuid[], $2)');
const TO_TAKE = statement('invoicing.charges-to-take', 'select charge_id from invoicing.charges_to_take($1, $2)');
const BEGIN = statement(
  'invoicing.begin-card-attempt',
  'select * from invoicing.begin_card_attempt($1, $2, $3, $4, $5)',
);
const SETTLE = statement(
  'invoicing.settle-card-attempt',
  'select * from invoicing.settle_card_attempt($1, $2, $3, $4, $5, $6::timestamptz[], $7)',
);
const UNKNOWNS = statement('invoicing.card-unknowns', 'select * from invoicing.card_unknowns($1, $2)');
const LOOKED = statement('invoicing.card-looked-at', 'select invoicing.card_looked_at($1, $2)');
const TO_GIVE_BACK = statement(
  'invoicing.charges-to-give-back',
  'select charge_id from invoicing.charges_to_give_back($1)',
);
const BEGIN_REFUND = statement('invoicing.begin-card-refund', 'select * from invoicing.begin_card_refund($1, $2, $3)');
const SETTLE_REFUND = statement(
  'invoicing.settle-card-refund',
  'select * from invoicing.settle_card_refund($1, $2, $3, $4, $5, $6)',
);
const SETTLE_DISPUTE = statement(
  'invoicing.settle-card-dispute',
  'select * from invoicing.settle_card_dispute($1, $2, $3, $4, $5, $6)',
);
const ATTEMPT_OF = statement('invoicing.attempt-of-intent', 'select invoicing.attempt_of_intent($1) as id');
const OPEN_INTENTS = statement('invoicing.open-intents', 'select * from invoicing.open_intents($1)');

/** A try that has begun, as it is sent. */
export interface BegunAttempt {
  readonly attempt_id: string;
  readonly charge_id: string;
  readonly pence: Pence;
  readonly customer_id: string;
  readonly account_id: string;
  readonly payment_method_id: string | null;
  readonly provider_id: string;
  readonly for_on: string;
}

/** A charge, a refund of it or a dispute about it that became another state. */
export interface CardChange {
  readonly charge_id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly order_id: string;
  readonly state: string;
  readonly pence: Pence;
}

/** What is known of a try: as the other side says, or that it never came there. */
export type AttemptNews =
  | SeenAttempt
  | { readonly state: 'NOT_MADE' }
  | { readonly state: 'DECLINED'; readonly intentId: null; readonly code: string };

export interface UnknownRow {
  readonly kind: 'ATTEMPT' | 'REFUND';
  readonly id: string;
  readonly charge_id: string;
  readonly pence: Pence;
  readonly customer_id: string;
  readonly account_id: string;
  readonly payment_method_id: string | null;
  readonly intent_id: string | null;
  readonly asked_at: Date;
  /** Of a page of the card company: its id there. */
  readonly session_id: string | null;
}

export const noteOwnMoney = (queries: Queries, visitIds: readonly string[], at: Date): Promise<unknown> =>
  queries.query(NOTE_OWN_MONEY, [visitIds, at]);

export async function chargesToTake(queries: Queries, at: Date, most: number): Promise<string[]> {
  return (await queries.query<{ charge_id: string }>(TO_TAKE, [at, most])).map((row) => row.charge_id);
}

export async function chargesToGiveBack(queries: Queries, most: number): Promise<string[]> {
  return (await queries.query<{ charge_id: string }>(TO_GIVE_BACK, [most])).map((row) => row.charge_id);
}

/** Null where there is nothing to take any more, or it cannot be taken now. */
export async function beginAttempt(
  queries: Queries,
  begin: { chargeId: string; attemptId: string; at: Date; sessionId?: string; actorId?: string },
): Promise<BegunAttempt | null> {
  const { chargeId, attemptId, at, sessionId = null, actorId = null } = begin;
  return (await queries.query<BegunAttempt>(BEGIN, [chargeId, attemptId, at, sessionId, actorId]))[0] ?? null;
}

/** @param tries when a refused card is tried again, after each refusal. @returns null where nothing changed */
export async function settleAttempt(
  queries: Queries,
  attemptId: string,
  seen: AttemptNews,
  tries: readonly Date[],
  at: Date,
): Promise<CardChange | null> {
  const [changed] = await queries.query<CardChange>(SETTLE, [
    attemptId,
    seen.state,
    'intentId' in seen ? seen.intentId : null,
    seen.state === 'PAID' ? seen.pence.toString() : null,
    seen.state === 'DECLINED' ? seen.code : null,
    tries,
    at,
  ]);
  return changed ?? null;
}

export const cardUnknowns = (queries: Queries, before: Date, most: number): Promise<UnknownRow[]> =>
  queries.query<UnknownRow>(UNKNOWNS, [before, most]);

export const lookedAt = (queries: Queries, id: string, at: Date): Promise<unknown> => queries.query(LOOKED, [id, at]);

export async function beginRefund(
  queries: Queries,
  begin: { chargeId: string; refundId: string; at: Date },
): Promise<{ refund_id: string; intent_id: string; pence: Pence } | null> {
  const { chargeId, refundId, at } = begin;
  const rows = await queries.query<{ refund_id: string; intent_id: string; pence: Pence }>(BEGIN_REFUND, [
    chargeId,
    refundId,
    at,
  ]);
  return rows[0] ?? null;
}

/** @param newId for a refund that was made on the other side alone */
export async function settleRefund(
  queries: Queries,
  seen: SeenRefund,
  about: { readonly newId: string; readonly intentId: string | null; readonly at: Date },
): Promise<CardChange | null> {
  const [changed] = await queries.query<CardChange>(SETTLE_REFUND, [
    seen.ownId ?? about.newId,
    seen.refundId,
    about.intentId,
    seen.pence.toString(),
    seen.state,
    about.at,
  ]);
  return changed ?? null;
}

export async function settleDispute(queries: Queries, seen: SeenDispute, at: Date): Promise<CardChange | null> {
  const { disputeId, intentId, pence, reason, state } = seen;
  const values = [disputeId, intentId, pence.toString(), reason, state, at];
  return (await queries.query<CardChange>(SETTLE_DISPUTE, values))[0] ?? null;
}

export async function attemptOfIntent(queries: Queries, intentId: string): Promise<string | null> {
  return (await queries.query<{ id: string | null }>(ATTEMPT_OF, [intentId]))[0]?.id ?? null;
}

export const openIntents = (
  queries: Queries,
  chargeId: string,
): Promise<{ attempt_id: string; intent_id: string | null; session_id: string | null }[]> =>
  queries.query(OPEN_INTENTS, [chargeId]);
