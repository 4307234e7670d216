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
  isReadable,
  NIL_ID,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { requireAccess } from '../contract/access.js';
import { CONFLICT_DECLARED, type MandateChanged } from '../contract/events.js';
import { MandateRepository } from '../persistence/mandate.repository.js';

const DECLARE = statement('identity.declare-conflict', 'select identity.declare_conflict($1, $2, $3, $4) as declared');
const LINK = statement('identity.link-organisations', 'select identity.link_organisations($1, $2, $3, $4, $5)');
const LONGEST = 1000;

/** Conflicts of interest: which organisations belong together, and what a person says about it. */
@Injectable()
export class DeclareConflict {
  constructor(
    private readonly database: Database,
    private readonly mandates: MandateRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Writes down, on a mandate that runs, that its holder may order from an organisation of their own; null takes it back.
   * Saying the same again changes nothing.
   * @throws Refusal NOT_FOUND, the same for somebody else's mandate and for none
   */
  async declare(actor: Actor, mandateId: string, declaration: string | null): Promise<void> {
    const mandate = isId(mandateId) ? await this.mandates.asSeenBy(actor, mandateId) : null;
    // Whoever holds it sees it too, and must not be the one who says that it is all right.
    if (!mandate) throw Refusal.notFound();
    requireAccess(actor, 'declareConflict', { personId: mandate.person_id });
    const words = declaration?.trim() ?? null;
    if (words !== null && (words === '' || words.length > LONGEST || !isReadable(words)))
      throw Refusal.invalid('declaration', `Say what the person knows and agrees to, in at most ${LONGEST} letters.`);
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [row] = await queries.query<{ declared: boolean | null }>(DECLARE, [mandateId, words, at, actor.personId]);
      if (typeof row?.declared !== 'boolean') throw new Refusal('WRONG_STATE');
      // Said before, or taken back: nobody has to hear of it.
      if (!row.declared || words === null) return;
      const payload: MandateChanged = { mandateId, personId: mandate.person_id };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: CONFLICT_DECLARED,
        version: 1,
        councilId: mandate.council_id === NIL_ID ? null : mandate.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
  }

  /** All or none. @throws Refusal NOT_FOUND, INVALID_INPUT */
  async link(
    actor: Actor,
    links: readonly { readonly organisationId: string; readonly relatedId: string; readonly kind: 'SAME' | 'OWNS' }[],
  ): Promise<void> {
    requireAccess(actor, 'linkOrganisations');
    if (links.some((one) => one.organisationId === one.relatedId))
      throw Refusal.invalid('relatedId', 'An organisation needs no link to itself.');
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), (queries) => {
      for (const { organisationId, relatedId, kind } of links)
        void queries.query(LINK, [organisationId, relatedId, kind, at, actor.personId]);
    });
  }
}
