import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
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
import { RATING_ANSWERED } from '../contract/events.js';
import { keptWords, wordsProblems } from '../domain/rating-words.js';

const REPLY = statement('ratings.reply', 'select * from ratings.reply($1, $2, $3, $4)');

@Injectable()
export class ReplyToRating {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The provider answers a published rating, once. @returns the rating's id */
  async run(actor: Actor, input: { readonly id: string; readonly reply: string }): Promise<string> {
    const { organisationId } = actor;
    requireAccess(actor, 'replyToRating', { organisationId });
    const reply = keptWords(input.reply);
    if (reply === null) throw Refusal.invalid('reply', 'Write your answer.');
    const problems = wordsProblems('reply', reply);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (!isId(input.id)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [answered] = await queries.query<{ council_id: string }>(REPLY, [input.id, organisationId, reply, at]);
      void appendEvent(queries, {
        id: this.ids.next(),
        type: RATING_ANSWERED,
        version: 1,
        councilId: answered && answered.council_id !== NIL_ID ? answered.council_id : null,
        payload: { ratingId: input.id, providerId: organisationId },
        occurredAt: at,
      });
    });
    return input.id;
  }
}
