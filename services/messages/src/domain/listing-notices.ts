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

/** To who wrote a wish, and to nobody who acts for them. */
function toWriter(kind: MessageKind, payload: Payload, writerId: string): Notice[] {
  return [{ kind, to: { side: 'ONE', personId: writerId }, facts: factsOf(payload) }];
}

export function listingModerated(payload: Payload, _known: Known): Notice[] {
  const writerId = text(payload['writerId']);
  if (writerId !== undefined)
    return toWriter(payload['published'] === true ? 'WANTED_SHOWN' : 'WANTED_NOT_SHOWN', payload, writerId);
  return toGroup(payload['published'] === true ? 'LISTING_SHOWN' : 'LISTING_REFUSED', payload);
}

export function listingReported(payload: Payload, _known: Known): Notice[] {
  return toModerators('LISTING_REPORTED', payload);
}

/** Where it stays as it was, its group has nothing to do. */
export function listingReportsSettled(payload: Payload, _known: Known): Notice[] {
  const writerId = text(payload['writerId']);
  if (payload['takenDown'] !== true) return [];
  return writerId === undefined
    ? toGroup('LISTING_TAKEN_DOWN', payload)
    : toWriter('WANTED_NOT_SHOWN', payload, writerId);
}

export function listingCheckDue(payload: Payload, _known: Known): Notice[] {
  return toGroup(payload['kind'] === 'NOW' ? 'LISTING_CHECK_NOW' : 'LISTING_CHECK_SOON', payload);
}

export function wantedAnswered(payload: Payload, _known: Known): Notice[] {
  const facts = { listingId: String(payload['listingId']) };
  const to = { side: 'OFFICER', roles: ['MODERATOR'] } as const;
  return [{ kind: 'WANTED_ANSWER_TO_CHECK', to, facts, subjects: [String(payload['answerId'])] }];
}

/** Whoever answered reads what became of it; whoever looks reads only of answers that are shown. */
export function wantedAnswerModerated(payload: Payload, _known: Known): Notice[] {
  const [organisationId, writerId] = [text(payload['organisationId']), text(payload['writerId'])];
  if (organisationId === undefined || writerId === undefined) return [];
  const shown = payload['published'] === true;
  const answered: Notice = {
    kind: shown ? 'WANTED_ANSWER_SHOWN' : 'WANTED_ANSWER_NOT_SHOWN',
    to: { side: 'STAFF', organisationId, roles: ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE', 'COMMUNITY_GROUP'] },
    facts: factsOf(payload),
  };
  return shown ? [answered, ...toWriter('WANTED_ANSWERED', payload, writerId)] : [answered];
}

export function wantedEnded(payload: Payload, _known: Known): Notice[] {
  const writerId = text(payload['writerId']);
  return writerId === undefined ? [] : toWriter('WANTED_ENDED', payload, writerId);
}
