import type { Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts, Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** To the person, and to those who may look at the budget: what the council decided about it. */
function toThePerson(kind: MessageKind, payload: Payload, known: Known, subjects?: readonly string[]): Notice[] {
  const personId = text(payload['personId']);
  if (personId === undefined) return [];
  const person = known.names.get(personId);
  const [day, pence] = [text(payload['fromOn']), text(payload['pence'] ?? payload['weeklyPence'])];
  const facts: MessageFacts = {
    personId,
    ...(person === undefined ? {} : { person }),
    ...(day === undefined ? {} : { day }),
    ...(pence === undefined ? {} : { totalPence: pence }),
  };
  return [{ kind, to: { side: 'PERSON', personId, scope: 'VIEW' }, facts, ...(subjects ? { subjects } : {}) }];
}

export const budgetChanged =
  (kind: MessageKind) =>
  (payload: Payload, known: Known): Notice[] =>
    toThePerson(kind, payload, known);

/** Nobody is told that a budget ends because its person died. */
export function budgetEnds(payload: Payload, known: Known): Notice[] {
  return payload['cause'] === 'DEATH' ? [] : toThePerson('BUDGET_ENDS', payload, known);
}

/** Told at once, so that the person can answer before anybody decides. */
export function moneyOver(payload: Payload, known: Known): Notice[] {
  const reclaimId = text(payload['reclaimId']);
  return reclaimId === undefined ? [] : toThePerson('MONEY_OVER', payload, known, [reclaimId]);
}

export function moneyOverDecided(payload: Payload, known: Known): Notice[] {
  return toThePerson(payload['pence'] === '0' ? 'MONEY_OVER_STAYS' : 'MONEY_OVER_TAKEN', payload, known);
}
