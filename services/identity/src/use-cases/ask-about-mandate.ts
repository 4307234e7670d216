import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  NIL_ID,
  orReplay,
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
  /** Sent twice with the same key, it is asked once. */
  readonly idempotencyKey?: string | null;
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
  async run(actor: Actor, input: AskAboutMandateInput): Promise<string> {
    const { mandateId, message, wantsAdvocate, idempotencyKey = null } = input;
    const mandate = isId(mandateId) ? await this.mandates.asSeenBy(actor, mandateId) : null;
    if (!mandate) throw Refusal.notFound();
    requireAccess(actor, 'askAboutMandate', { personId: mandate.person_id });
    // Without a council nobody would read it.
    if (mandate.council_id === NIL_ID) throw new Refusal('NO_COUNCIL');
    const words = message.trim();
    if (words === '' || words.length > LONGEST || !isReadable(words))
      throw Refusal.invalid('message', `Tell us what you want to ask, in at most ${LONGEST} letters.`);
    const [id, at] = [this.ids.next(), this.clock.now()];
    const payload: MandateChanged = { mandateId, personId: actor.personId };
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          if (idempotencyKey !== null)
            void claimKey(queries, {
              actorId: actor.personId,
              operation: 'askAboutMandate',
              key: idempotencyKey,
              input: { mandateId, words, wantsAdvocate },
              result: { id },
              at,
            });
          void queries.query(ASK, [mandate.council_id, id, mandateId, actor.personId, words, wantsAdvocate, at]);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: MANDATE_QUESTIONED,
            version: 1,
            councilId: mandate.council_id,
            payload: { ...payload },
            occurredAt: at,
          });
          return id;
        }),
      (stored) => String(stored['id']),
    );
    return once.result.slice(-8).toUpperCase();
  }
}
