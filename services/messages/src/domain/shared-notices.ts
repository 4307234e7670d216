import type { Known } from './known.js';
import type { MessageFacts, Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

function ids(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function factsOf(payload: Payload, personId: string, known: Known): MessageFacts {
  const [provider, service, person] = [
    known.names.get(String(payload['providerId'])),
    known.services.get(String(payload['serviceId'])),
    known.names.get(personId),
  ];
  return {
    personId,
    sharedOrderId: String(payload['sharedOrderId']),
    ...(provider === undefined ? {} : { provider }),
    ...(service === undefined ? {} : { service }),
    ...(person === undefined ? {} : { person }),
  };
}

/** Each of those asked, and whoever may order for them. They learn the first name of the one who asks, who agreed to that. */
export function sharedOrderAsked(payload: Payload, known: Known): Notice[] {
  const actor = known.names.get(String(payload['personId']))?.split(' ')[0];
  const parts = ids(payload['askedPartIds']);
  return ids(payload['askedIds']).map((personId, place) => ({
    kind: 'SHARED_ORDER_TO_ANSWER',
    to: { side: 'PERSON', personId, scope: 'ORDER' },
    facts: { ...factsOf(payload, personId, known), ...(actor === undefined ? {} : { actor }) },
    subjects: parts.slice(place, place + 1),
  }));
}

/** Everybody, whatever they had answered; nobody's name, because nobody but the provider need know whose affair it was. */
export function sharedOrderEnded(payload: Payload, known: Known): Notice[] {
  const outcome = String(payload['failure'] ?? payload['outcome']);
  return ids(payload['participantIds']).map((personId) => ({
    kind: payload['outcome'] === 'PLACED' ? 'SHARED_ORDER_PLACED' : 'SHARED_ORDER_NOT_ORDERED',
    to: { side: 'PERSON', personId, scope: 'ORDER' },
    facts: { ...factsOf(payload, personId, known), outcome },
  }));
}
