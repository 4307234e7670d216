import { Inject, Injectable } from '@nestjs/common';
import { mayDo } from '@owncourse/identity/contract';
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
  londonDate,
  NIL_ID,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { ORDER_RATED } from '../contract/events.js';
import type { RateOrderInput } from '../contract/ratings.port.js';
import { keptWords, scoreProblems, wordsProblems } from '../domain/rating-words.js';

const RATE = statement(
  'ratings.rate-order',
  'select * from ratings.rate_order($1, $2, $3::uuid[], $4, $5, $6, $7, $8, $9)',
);

interface Rated {
  readonly council_id: string;
  readonly provider_id: string;
  readonly service_id: string;
}

@Injectable()
export class RateOrder {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Keeps a rating for a moderator to look at. @returns the rating's id */
  async run(actor: Actor, input: RateOrderInput): Promise<string> {
    const comment = keptWords(input.comment);
    const problems = [...scoreProblems(input.scores), ...wordsProblems('comment', comment)];
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (!isId(input.orderId)) throw new Refusal('NOT_DELIVERED_YET');
    const hideName = input.hideName ?? false;
    const at = this.clock.now();
    const ratingId = this.ids.next();
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'rateOrder',
            key: input.idempotencyKey,
            input: { orderId: input.orderId, scores: input.scores, comment, hideName },
            result: { ratingId },
            at,
          });
          const [rated] = await queries.query<Rated>(RATE, [
            ratingId,
            input.orderId,
            peopleSpokenFor(actor),
            actor.personId,
            JSON.stringify(input.scores),
            comment,
            hideName,
            londonDate(at),
            at,
          ]);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: ORDER_RATED,
            version: 1,
            councilId: rated && rated.council_id !== NIL_ID ? rated.council_id : null,
            payload: { ratingId, orderId: input.orderId, providerId: rated?.provider_id, serviceId: rated?.service_id },
            occurredAt: at,
          });
          return ratingId;
        }),
      (stored) => String(stored['ratingId']),
    );
    return once.result;
  }
}

/** Themselves first, then those for whom they may confirm. The order says whose it is; SQL locks the mandate. */
export function peopleSpokenFor(actor: Actor): string[] {
  const others = actor.mandates
    .map((mandate) => mandate.personId)
    .filter((personId) => mayDo(actor, 'rateOrder', { personId }));
  return [...new Set([actor.personId, ...others])];
}
