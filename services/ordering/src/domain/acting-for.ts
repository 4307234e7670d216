import type { Actor, MandateScopeName } from '@owncourse/kernel/contract';
import type { Acting } from '@owncourse/ledger/contract';

/** Who acts, for whom and by which mandate: nobody else's mandate when the actor is the person. */
export function actingFor(actor: Actor, personId: string, scope: MandateScopeName): Acting {
  if (actor.personId === personId) return { actorId: actor.personId, onBehalfOf: null, mandateId: null };
  const [mandate] = actor.mandates
    .filter((one) => one.personId === personId && one.scopes.includes(scope) && one.joint !== true)
    .map((one) => one.id)
    .sort();
  return { actorId: actor.personId, onBehalfOf: personId, mandateId: mandate ?? null };
}
