import type { RoleName } from '@owncourse/kernel/contract';
import { READS_MONEY } from './invoice-notices.js';
import type { Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts, Notice } from './notice.js';
import { toPerson } from './person-notices.js';

type Payload = Readonly<Record<string, unknown>>;

function factsOf({ fromOn, pence, weeklyPence }: Payload): MessageFacts {
  const total = pence ?? weeklyPence;
  return {
    ...(typeof fromOn === 'string' ? { day: fromOn } : {}),
    ...(typeof total === 'string' ? { totalPence: total } : {}),
  };
}

/** What was decided about a budget, to its person and to those who may look at their affairs. */
export const budgetDecided =
  (kind: MessageKind) =>
  (payload: Payload, known: Known): Notice[] =>
    toPerson(kind, payload, known, factsOf(payload));

/** Nobody is written to because of a death. */
export const budgetEnds =
  (kind: MessageKind) =>
  (payload: Payload, known: Known): Notice[] =>
    payload['cause'] === 'DEATH' ? [] : toPerson(kind, payload, known, factsOf(payload));

/** The day is the one to pay by. */
export function contributionAsked(payload: Payload, known: Known): Notice[] {
  return toPerson('CONTRIBUTION_ASKED', payload, known, factsOf({ ...payload, fromOn: payload['payBy'] }));
}

/** An officer may also leave the money where it is. */
export function reclaimDecided(payload: Payload, known: Known): Notice[] {
  return toPerson(payload['pence'] === '0' ? 'MONEY_STAYS' : 'MONEY_GOES_BACK', payload, known, factsOf(payload));
}

/** To the person, and to both providers, each only about its own part. */
export function fundMoved(payload: Payload, known: Known): Notice[] {
  const { personId, fromProviderId, toProviderIds } = payload;
  const person = typeof personId === 'string' ? known.names.get(personId) : undefined;
  const facts = { ...factsOf(payload), ...(person === undefined ? {} : { person }) };
  const staff = (kind: MessageKind, organisationId: string, roles: readonly RoleName[]): Notice => ({
    kind,
    to: { side: 'STAFF', organisationId, roles },
    facts,
  });
  const comesTo = Array.isArray(toProviderIds) ? toProviderIds.filter((id) => typeof id === 'string') : [];
  return [
    ...toPerson('FUND_MOVES', payload, known, factsOf(payload)),
    ...(typeof fromProviderId === 'string' ? [staff('FUND_LEAVES', fromProviderId, READS_MONEY)] : []),
    ...comesTo.map((id) => staff('FUND_COMES', id, READS_MONEY)),
  ];
}
