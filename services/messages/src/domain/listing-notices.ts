import type { Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts, Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A listing's title is on show; it says which of a group's listings is meant. */
function factsOf(payload: Payload): MessageFacts {
  const [listingId, service, reason, day] = [
    payload['listingId'],
    payload['title'],
    payload['reason'],
    payload['staleOn'],
  ].map(text);
  return {
    ...(listingId === undefined ? {} : { listingId }),
    ...(service === undefined ? {} : { service }),
    ...(reason === undefined ? {} : { reason }),
    ...(day === undefined ? {} : { day }),
  };
}

function toGroup(kind: MessageKind, payload: Payload): Notice[] {
  const organisationId = text(payload['organisationId']);
  if (organisationId === undefined) return [];
  const listingId = text(payload['listingId']);
  return [
    {
      kind,
      to: { side: 'STAFF', organisationId, roles: ['COMMUNITY_GROUP'] },
      facts: factsOf(payload),
      ...(listingId === undefined ? {} : { subjects: [listingId] }),
    },
  ];
}

function toModerators(kind: MessageKind, payload: Payload): Notice[] {
  const facts = { listingId: String(payload['listingId']) };
  return [{ kind, to: { side: 'OFFICER', roles: ['MODERATOR'] }, facts, subjects: [facts.listingId] }];
}

export function listingSaved(payload: Payload, _known: Known): Notice[] {
  return toModerators('LISTING_TO_CHECK', payload);
}

export function listingModerated(payload: Payload, _known: Known): Notice[] {
  return toGroup(payload['published'] === true ? 'LISTING_SHOWN' : 'LISTING_REFUSED', payload);
}

export function listingReported(payload: Payload, _known: Known): Notice[] {
  return toModerators('LISTING_REPORTED', payload);
}

/** Where it stays as it was, its group has nothing to do. */
export function listingReportsSettled(payload: Payload, _known: Known): Notice[] {
  return payload['takenDown'] === true ? toGroup('LISTING_TAKEN_DOWN', payload) : [];
}

export function listingCheckDue(payload: Payload, _known: Known): Notice[] {
  return toGroup(payload['kind'] === 'NOW' ? 'LISTING_CHECK_NOW' : 'LISTING_CHECK_SOON', payload);
}
