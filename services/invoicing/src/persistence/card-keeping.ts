import { type Queries, statement } from '@owncourse/kernel/contract';
import type { SeenAccount, SeenCard, ToldEvent } from '../stripe/card-gateway.js';

const CUSTOMER_OF = statement('invoicing.customer-of', 'select invoicing.customer_of($1) as id');
const NOTE_CUSTOMER = statement('invoicing.note-customer', 'select invoicing.note_customer($1, $2, $3)');
const BEGIN_SESSION = statement('invoicing.begin-card-session', 'select invoicing.begin_card_session($1, $2, $3, $4)');
const NOTE_SESSION = statement('invoicing.note-session', 'select invoicing.note_session($1, $2)');
const SESSION_OF = statement('invoicing.card-session-of', 'select * from invoicing.card_session_of($1, $2)');
const END_SESSION = statement('invoicing.end-card-session', 'select invoicing.end_card_session($1, $2)');
const KEEP = statement('invoicing.keep-card', 'select * from invoicing.keep_card($1, $2, $3, $4, $5, $6, $7, $8, $9)');
const REMOVE = statement('invoicing.remove-card', 'select * from invoicing.remove_card($1, $2, $3)');
const KEEPER = statement('invoicing.card-keeper', 'select invoicing.card_keeper($1, $2) as id');
const TO_GIVE_UP = statement('invoicing.cards-to-give-up', 'select * from invoicing.cards_to_give_up($1, $2)');
const GONE = statement('invoicing.card-is-gone', 'select invoicing.card_is_gone($1, $2)');
const BEGIN_ACCOUNT = statement('invoicing.begin-card-account', 'select invoicing.begin_card_account($1, $2) as id');
const NOTE_ACCOUNT = statement('invoicing.note-account', 'select invoicing.note_account($1, $2)');
const SEE_ACCOUNT = statement('invoicing.see-account', 'select invoicing.see_account($1, $2, $3, $4, $5)');
const NOTE_EVENT = statement(
  'invoicing.note-card-event',
  'select invoicing.note_card_event($1, $2, $3, $4, $5) as isnew',
);
const HANDLED = statement('invoicing.handled-card-event', 'select invoicing.handled_card_event($1, $2, $3)');
const WAITING = statement('invoicing.card-events-waiting', 'select * from invoicing.card_events_waiting($1, $2)');

export interface CardSessionRow {
  readonly id: string;
  readonly person_id: string;
  /** Who was led there: the person, or whoever may pay for them. */
  readonly started_by: string;
  /** Null: to keep a card. */
  readonly attempt_id: string | null;
  readonly outside_id: string | null;
  readonly state: 'OPEN' | 'DONE' | 'EXPIRED';
}

export async function customerOf(queries: Queries, personId: string): Promise<string | null> {
  return (await queries.query<{ id: string | null }>(CUSTOMER_OF, [personId]))[0]?.id ?? null;
}

export const noteCustomer = (queries: Queries, personId: string, customerId: string, at: Date): Promise<unknown> =>
  queries.query(NOTE_CUSTOMER, [personId, customerId, at]);

export const beginSession = (
  queries: Queries,
  { id, personId, actorId, at }: { id: string; personId: string; actorId: string; at: Date },
): Promise<unknown> => queries.query(BEGIN_SESSION, [id, personId, actorId, at]);

export const noteSession = (queries: Queries, id: string, outsideId: string): Promise<unknown> =>
  queries.query(NOTE_SESSION, [id, outsideId]);

export async function sessionOf(
  queries: Queries,
  by: { readonly id?: string; readonly outsideId?: string },
): Promise<CardSessionRow | null> {
  return (await queries.query<CardSessionRow>(SESSION_OF, [by.id ?? null, by.outsideId ?? null]))[0] ?? null;
}

export const endSession = (queries: Queries, id: string, state: 'DONE' | 'EXPIRED'): Promise<unknown> =>
  queries.query(END_SESSION, [id, state]);

/** @returns the card that is kept no more, or this one where it may not be kept: to be removed on the other side */
export async function keepCard(
  queries: Queries,
  kept: {
    readonly id: string;
    readonly personId: string;
    readonly actorId: string;
    readonly card: SeenCard;
    readonly at: Date;
  },
): Promise<string | null> {
  const { id, personId, actorId, card, at } = kept;
  const { paymentMethodId, brand, lastFour, expiryMonth, expiryYear } = card;
  const values = [id, personId, actorId, paymentMethodId, brand, lastFour, expiryMonth, expiryYear, at];
  return (await queries.query<{ payment_method_id: string }>(KEEP, values))[0]?.payment_method_id ?? null;
}

/** The person's, where the actor may take it away: the person always, whoever else their own. */
export async function removeKeptCard(
  queries: Queries,
  { personId, actorId, at }: { personId: string; actorId: string; at: Date },
): Promise<string | null> {
  const rows = await queries.query<{ payment_method_id: string }>(REMOVE, [personId, actorId, at]);
  return rows[0]?.payment_method_id ?? null;
}

/** Who keeps the card that pays for the person now; null where none does. */
export async function cardKeeper(queries: Queries, personId: string, at: Date): Promise<string | null> {
  return (await queries.query<{ id: string | null }>(KEEPER, [personId, at]))[0]?.id ?? null;
}

/** Cards that are not kept any more, or whose keeper may not pay for the person any more. */
export async function cardsToGiveUp(queries: Queries, at: Date, most: number): Promise<string[]> {
  return (await queries.query<{ payment_method_id: string }>(TO_GIVE_UP, [at, most])).map(
    (row) => row.payment_method_id,
  );
}

export const cardIsGone = (queries: Queries, paymentMethodId: string, at: Date): Promise<unknown> =>
  queries.query(GONE, [paymentMethodId, at]);

/** @returns the account, where there is one already */
export async function beginAccount(queries: Queries, providerId: string, at: Date): Promise<string | null> {
  return (await queries.query<{ id: string | null }>(BEGIN_ACCOUNT, [providerId, at]))[0]?.id ?? null;
}

export const noteAccount = (queries: Queries, providerId: string, accountId: string): Promise<unknown> =>
  queries.query(NOTE_ACCOUNT, [providerId, accountId]);

/** @param askedAt when the question was sent: an answer to an earlier one changes nothing */
export const seeAccount = (queries: Queries, seen: SeenAccount, askedAt: Date): Promise<unknown> =>
  queries.query(SEE_ACCOUNT, [seen.accountId, seen.canBePaid, seen.detailsGiven, seen.askedCount, askedAt]);

/** @returns whether it still has to be handled */
export async function noteEvent(queries: Queries, event: ToldEvent, at: Date): Promise<boolean> {
  const values = [event.id, event.type, event.objectId, event.happenedAt, at];
  return (await queries.query<{ isnew: boolean }>(NOTE_EVENT, values))[0]?.isnew ?? false;
}

export const handledEvent = (queries: Queries, id: string, state: 'HANDLED' | 'KEPT', at: Date): Promise<unknown> =>
  queries.query(HANDLED, [id, state, at]);

export async function waitingEvents(queries: Queries, before: Date, most: number): Promise<ToldEvent[]> {
  const rows = await queries.query<{ id: string; type: string; object_id: string; happened_at: Date }>(WAITING, [
    before,
    most,
  ]);
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    objectId: row.object_id,
    happenedAt: row.happened_at,
  }));
}
