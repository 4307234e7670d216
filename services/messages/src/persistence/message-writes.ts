import { NIL_ID, type Queries, statement } from '@owncourse/kernel/contract';
import { KINDS } from '../domain/message-kinds.js';
import type { Notice, Settled } from '../domain/notice.js';

/** A notice with the event that it comes from. */
export interface NoticeOfEvent {
  readonly notice: Notice;
  readonly eventId: string;
  readonly councilId: string | null;
  readonly at: Date;
}

/** A message to somebody who has no e-mail and should hear of it all the same. */
export interface LetterRow {
  readonly message_id: string;
  readonly person_id: string;
  readonly council_id: string;
  readonly communication_needs: readonly string[];
}

const WRITE = statement('messages.write', 'select * from messages.write($1::jsonb, $2, $3)');
const MAIL_BY_LAW = statement('messages.mail-by-law', 'select messages.mail_by_law($1::jsonb, $2, $3)');
const SETTLE = statement('messages.settle', 'select messages.settle($1::jsonb, $2)');

function asRow({ notice, eventId, councilId, at }: NoticeOfEvent): Record<string, unknown> {
  const { kind, to, onlyIds, exceptId, facts, subjects } = notice;
  const { topic, needsYou, ...more } = KINDS[kind] as {
    topic: string;
    needsYou: boolean;
    letter?: true;
    merges?: true;
  };
  const personId = 'personId' in to ? to.personId : null;
  const organisationId = 'organisationId' in to ? to.organisationId : null;
  return {
    eventId,
    at,
    kind,
    topic,
    needsYou,
    letter: more.letter ?? false,
    merges: more.merges ?? false,
    councilId: councilId ?? NIL_ID,
    side: to.side,
    thing: [personId, organisationId, facts.invoiceId, facts.orderId, facts.deliveryId].join('/'),
    personId,
    scope: 'scope' in to ? to.scope : null,
    organisationId,
    roles: 'roles' in to ? to.roles : null,
    onlyIds: onlyIds ?? null,
    exceptId: exceptId ?? null,
    facts,
    subjects: subjects ?? [],
  };
}

/** @param mailAfter older events are told on screen only */
export function writeMessages(
  queries: Queries,
  notices: readonly NoticeOfEvent[],
  mailAfter: Date,
  at: Date,
): Promise<LetterRow[]> {
  if (notices.length === 0) return Promise.resolve([]);
  const letters = queries.query<LetterRow>(WRITE, [JSON.stringify(notices.map(asRow)), mailAfter, at]);
  const byLaw = notices.filter(({ notice }) => 'byLaw' in KINDS[notice.kind]);
  if (byLaw.length > 0) void queries.query(MAIL_BY_LAW, [JSON.stringify(byLaw.map(asRow)), mailAfter, at]);
  return letters;
}

export function settleMessages(
  queries: Queries,
  settled: readonly (Settled & { readonly eventId: string; readonly at: Date })[],
  at: Date,
): Promise<unknown> {
  return settled.length > 0 ? queries.query(SETTLE, [JSON.stringify(settled), at]) : Promise.resolve();
}
