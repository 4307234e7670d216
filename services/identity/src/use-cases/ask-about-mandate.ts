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
  statement,
} from '@owncourse/kernel/contract';
import { requireAccess } from '../contract/access.js';
import { MANDATE_QUESTIONED, type MandateChanged } from '../contract/events.js';
import { MandateRepository } from '../persistence/mandate.repository.js';

const ASK = statement('identity.ask-about-mandate', 'select identity.ask_about_mandate($1, $2, $3, $4, $5, $6, $7)');
const LONGEST = 2000;

export interface AskAboutMandateInput {
  readonly mandateId: string;
  readonly message: string;
  readonly wantsAdvocate: boolean;
}

/** A person questions, in private, what somebody does for them. The one who acts never learns of it. */
@Injectable()
export class AskAboutMandate {
  constructor(
    private readonly database: Database,
    private readonly mandates: MandateRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Reaches the care manager. Also about a mandate that ended. @returns a reference to read out */
  async run(actor: Actor, { mandateId, message, wantsAdvocate }: AskAboutMandateInput): Promise<string> {
    const mandate = isId(mandateId) ? await this.mandates.asSeenBy(actor, mandateId) : null;
    if (!mandate) throw Refusal.notFound();
    requireAccess(actor, 'askAboutMandate', { personId: mandate.person_id });
    // Without a council nobody would read it.
    if (mandate.council_id === NIL_ID) throw new Refusal('NO_COUNCIL');
    const words = message.trim();
    if (words === '' || words.length > LONGEST)
      throw Refusal.invalid('message', `Tell us what you want to ask, in at most ${LONGEST} letters.`);
    const [id, at] = [this.ids.next(), this.clock.now()];
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(ASK, [mandate.council_id, id, mandateId, actor.personId, words, wantsAdvocate, at]);
      const payload: MandateChanged = { mandateId, personId: actor.personId };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: MANDATE_QUESTIONED,
        version: 1,
        councilId: mandate.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
    return id.slice(-8).toUpperCase();
  }
}
