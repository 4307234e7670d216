import { type Actor, statement } from '@owncourse/kernel/contract';
import type { Acting } from '@owncourse/ledger/contract';

/** $1 actor, $2 person, $3 scope, $4 pence, $5 when. Refuses NOT_PERMITTED when the mandate has ended meanwhile. */
export const USE_MANDATE = statement('invoicing.use-mandate', 'select identity.use_mandate($1, $2, $3, $4, $5)');

/** For whom the ledger says that somebody paid: themselves, or the person whose mandate to pay they have. */
export function actingForPayer(actor: Actor, personId: string | null | undefined): Acting {
  const mandate = actor.mandates
    .filter((one) => one.personId === personId && one.scopes.includes('PAY'))
    .map((one) => one.id)
    .sort()[0];
  if (!personId || mandate === undefined) return { actorId: actor.personId, onBehalfOf: null, mandateId: null };
  return { actorId: actor.personId, onBehalfOf: personId, mandateId: mandate };
}
