import type { Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts, Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** To a person whom the event names itself, and to those who may look at their affairs. */
export function toPerson(kind: MessageKind, payload: Payload, known: Known, facts: MessageFacts): Notice[] {
  const personId = text(payload['personId']);
  if (personId === undefined) return [];
  const person = known.names.get(personId);
  return [
    {
      kind,
      to: { side: 'PERSON', personId, scope: 'VIEW' },
      facts: { personId, ...(person === undefined ? {} : { person }), ...facts },
    },
  ];
}

function days(from: unknown, until?: unknown): MessageFacts {
  const [day, last] = [text(from), text(until)];
  return { ...(day === undefined ? {} : { day }), ...(last === undefined ? {} : { until: last }) };
}

export function shortWeek(payload: Payload, known: Known): Notice[] {
  const totalPence = text(payload['missingPence']);
  const partRoute = text(payload['partRoute']);
  const facts = {
    ...days(payload['weekStarting']),
    ...(totalPence === undefined ? {} : { totalPence }),
    ...(partRoute === undefined ? {} : { partRoute }),
  };
  return toPerson('SHORT_WEEK', payload, known, facts);
}

/** Hospital or a holiday. Nobody is written to because of a death. */
export function visitsRest(payload: Payload, known: Known): Notice[] {
  if (payload['kind'] === 'DEATH') return [];
  return toPerson('VISITS_REST', payload, known, days(payload['fromOn'], payload['toOn']));
}

export function visitsGoOn(payload: Payload, known: Known): Notice[] {
  return toPerson('VISITS_GO_ON', payload, known, days(payload['homeOn']));
}
