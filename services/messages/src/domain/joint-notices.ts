import type { Known } from './known.js';
import type { MessageFacts, Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

interface Ask {
  readonly answerId: string;
  /** Whoever may answer it. */
  readonly actorIds: readonly string[];
}

function factsOf(payload: Payload, known: Known): MessageFacts {
  const personId = String(payload['personId']);
  const [provider, service, person, actor] = [
    known.names.get(String(payload['providerId'])),
    known.services.get(String(payload['serviceId'])),
    known.names.get(personId),
    known.names.get(String(payload['askedBy'])),
  ];
  return {
    personId,
    jointOrderId: String(payload['jointOrderId']),
    ...(provider === undefined ? {} : { provider }),
    ...(service === undefined ? {} : { service }),
    ...(person === undefined ? {} : { person }),
    ...(actor === undefined ? {} : { actor }),
  };
}

/** Those whose yes is waited for, and the person. */
export function jointOrderAsked(payload: Payload, known: Known): Notice[] {
  const facts = factsOf(payload, known);
  const personId = String(payload['personId']);
  const asks = (payload['asks'] ?? []) as readonly Ask[];
  return [
    ...asks.map(({ answerId, actorIds }): Notice => ({
      kind: 'JOINT_ORDER_TO_ANSWER',
      to: { side: 'PERSON', personId, scope: 'ORDER' },
      onlyIds: actorIds,
      facts,
      subjects: [answerId],
    })),
    { kind: 'JOINT_ORDER_ASKED_FOR_YOU', to: { side: 'ONE', personId }, facts },
  ];
}

/** The person, and whoever may order for them. */
export function jointOrderEnded(payload: Payload, known: Known): Notice[] {
  const isPlaced = payload['outcome'] === 'PLACED';
  return [
    {
      kind: isPlaced ? 'JOINT_ORDER_PLACED' : 'JOINT_ORDER_NOT_ORDERED',
      to: { side: 'PERSON', personId: String(payload['personId']), scope: 'ORDER' },
      facts: {
        ...factsOf(payload, known),
        ...(isPlaced ? {} : { outcome: String(payload['failure'] ?? payload['outcome']) }),
      },
    },
  ];
}
