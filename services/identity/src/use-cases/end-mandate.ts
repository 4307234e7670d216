import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  NIL_ID,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { mayDo } from '../contract/access.js';
import { MANDATE_ENDED, type MandateChanged } from '../contract/events.js';
import { MandateRepository, type MandateRow } from '../persistence/mandate.repository.js';

/** Ends somebody's right to act for a person. Orders that run go on: care does not stop. */
@Injectable()
export class EndMandate {
  constructor(
    private readonly database: Database,
    private readonly mandates: MandateRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Takes effect at the next request. Whoever gave it, holds it, or looks after the person may end it; ending it
   * twice is ending it once. @throws Refusal NOT_FOUND, the same for somebody else's mandate and for none
   */
  async run(actor: Actor, mandateId: string, inPrivate = false): Promise<void> {
    const mandate = isId(mandateId) ? await this.mandates.asSeenBy(actor, mandateId) : null;
    if (!mandate || !mayEnd(actor, mandate)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const ended = await this.mandates.end(queries, mandateId, at, actor.personId);
      if (!ended) return;
      const payload: MandateChanged = { mandateId, personId: mandate.person_id, ...(inPrivate ? { inPrivate } : {}) };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: MANDATE_ENDED,
        version: 1,
        councilId: mandate.council_id === NIL_ID ? null : mandate.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
  }
}

function mayEnd(actor: Actor, mandate: MandateRow): boolean {
  if (mayDo(actor, 'grantMandate', { personId: mandate.person_id })) return true;
  // A mandate held is looked for in its own row: it may not have started yet, and then it is not among the actor's.
  if (mandate.actor_person_id === actor.personId) return true;
  return actor.roles.includes('BROKER') && mandate.actor_organisation_id === actor.organisationId;
}
