import { CardReadinessDocument, type CardReadiness } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import type { Subject } from './acting-for.js';

type Asked = Parameters<typeof callGraphql>[0];

/** Whether a card can pay this provider with the own money of whom the page is about; null for who may not pay for them. */
export async function ownCardOf(asked: Asked, subject: Subject, providerId: string): Promise<CardReadiness | null> {
  if (!subject.isSelf && (subject.byOffice || !subject.scopes.includes('PAY'))) return null;
  const forPersonId = subject.isSelf ? null : subject.personId;
  const { cardReadiness } = await callGraphql(asked, CardReadinessDocument, { providerId, forPersonId });
  return cardReadiness ?? null;
}
