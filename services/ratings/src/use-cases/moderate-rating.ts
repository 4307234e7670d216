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
import { RATING_MODERATED } from '../contract/events.js';
import type { ModerateRatingInput } from '../contract/ratings.port.js';
import { keptWords, wordsProblems } from '../domain/rating-words.js';

const MODERATE = statement('ratings.moderate', 'select * from ratings.moderate($1, $2, $3, $4, $5, $6)');

@Injectable()
export class ModerateRating {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Publishes or refuses a rating that waits; a refusal says why. @returns the rating's id */
  async run(actor: Actor, input: ModerateRatingInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'moderateRating', { councilId });
    const reason = keptWords(input.reason);
    if (!input.publish && reason === null) throw Refusal.invalid('reason', 'Say why, so that the person knows.');
    const problems = wordsProblems('reason', reason);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (!isId(input.id)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [moderated] = await queries.query<{ council_id: string; provider_id: string }>(MODERATE, [
        input.id,
        councilId,
        input.publish,
        reason,
        actor.personId,
        at,
      ]);
      void appendEvent(queries, {
        id: this.ids.next(),
        type: RATING_MODERATED,
        version: 1,
        councilId: moderated && moderated.council_id !== NIL_ID ? moderated.council_id : null,
        payload: { ratingId: input.id, providerId: moderated?.provider_id, published: input.publish },
        occurredAt: at,
      });
    });
    return input.id;
  }
}
