import type { RouterContextProvider } from 'react-router';
import { AskCouncilDocument, DisputeByIdDocument, WriteInDisputeDocument } from '../generated/graphql.js';
import { callGraphql, notFound } from '../graphql/call.js';
import type { Thread } from './dispute-thread.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from './refusal.js';

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}

export async function threadOf(asked: Asked, id: string): Promise<Thread> {
  const { dispute } = await callGraphql(asked, DisputeByIdDocument, { id });
  return dispute ?? notFound();
}

/** Writing a message and asking the council, the same for every side. Null when it was done; the form’s answer otherwise. */
export async function writeOrAsk(asked: Asked, form: FormData, disputeId: string) {
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  if (textOf(form, 'act') === 'ask') {
    const { askCouncil } = await callGraphql(asked, AskCouncilDocument, { disputeId, idempotencyKey });
    return isRefused(askCouncil) ? notDone(askCouncil, values) : null;
  }
  const body = textOf(form, 'body');
  if (body === '') return putRight([{ field: 'body', message: 'Write something first' }], values);
  const { writeInDispute } = await callGraphql(asked, WriteInDisputeDocument, { disputeId, idempotencyKey, body });
  return isRefused(writeInDispute) ? notDone(writeInDispute, values) : null;
}
