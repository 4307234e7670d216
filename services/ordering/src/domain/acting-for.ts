import type { Actor, MandateScopeName } from '@owncourse/kernel/contract';
import type { Acting } from '@owncourse/ledger/contract';

/** Who acts, for whom and by which mandate, one that is not joint first: nobody else's mandate when the actor is the person. */
export function actingFor(actor: Actor, personId: string, scope: MandateScopeName): Acting {
  if (actor.personId === personId) return { actorId: actor.personId, onBehalfOf: null, mandateId: null };
  const mandates = actor.mandates.filter((one) => one.personId === personId && one.scopes.includes(scope));
  const alone = mandates.filter(({ joint }) => joint !== true);
  const [mandateId] = (alone.length > 0 ? alone : mandates).map(({ id }) => id).sort();
  return { actorId: actor.personId, onBehalfOf: personId, mandateId: mandateId ?? null };
}
