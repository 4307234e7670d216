import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
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
import { type CardTermsInput, readTerms } from '../domain/card-terms.js';
import { knownRates } from '../domain/known-rates.js';
import { MOST_PROBLEMS_SHOWN } from '../domain/rate-card-file.js';
import { CardRepository } from '../persistence/card.repository.js';
import { MOST_BYTES, readRateCardFile } from './read-rate-card-file.js';

const MAKE_DRAFT = statement(
  'rates.make-draft',
  'select rates.make_draft($1, $2, $3, daterange($4::date, $5::date), $6, $7, $8, $9)',
);
const KEEP_PROBLEMS = statement('rates.keep-file-problems', 'select rates.keep_file_problems($1, $2, $3, $4, $5)');

export interface UploadRateCardInput extends CardTermsInput {
  readonly idempotencyKey: string;
  /** Null: the card holds for any provider. */
  readonly providerId?: string | null;
  readonly content: Buffer;
}

/** The draft that was made, or the id under which what is wrong with the file is kept. */
export type Uploaded = { readonly draftId: string } | { readonly problemsId: string };

@Injectable()
export class UploadRateCard {
  constructor(
    private readonly database: Database,
    private readonly cards: CardRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A draft of all prices of a file or, where one row is wrong, none. It prices nothing until a second officer publishes it. */
  async run(actor: Actor, input: UploadRateCardInput): Promise<Uploaded> {
    const { councilId } = actor;
    requireAccess(actor, 'uploadRateCard', { councilId });
    if (councilId === null) throw Refusal.notFound();
    const at = this.clock.now();
    const terms = readTerms(input, londonDate(at));
    if (!('validFrom' in terms)) throw Refusal.invalidFields(terms);
    if (input.content.length === 0) throw Refusal.invalid('file', 'Choose the file with the prices.');
    if (input.content.length > MOST_BYTES) throw Refusal.invalid('file', 'Send a file of at most 10 MB.');
    const providerId = input.providerId?.toLowerCase() ?? null;
    if (providerId !== null && !isId(providerId)) throw Refusal.notFound();
    // Before the transaction: nobody waits with a lock while a file is read.
    const { rates, problems } = await readRateCardFile(input.content);
    const asked = [...new Set(rates.map((rate) => rate.variantId).filter(isId))];
    const known = await this.database.transaction(rowScope(actor), async (queries) => {
      const [variants, types, exists] = await Promise.all([
        this.cards.knownVariants(queries, councilId, asked),
        this.cards.supportTypes(queries),
        providerId === null || this.cards.providerExists(queries, providerId),
      ]);
      if (!exists) throw Refusal.notFound();
      return { providerId, variants, supportTypes: new Set(types.map((type) => type.slug)) };
    });
    const checked = knownRates(rates, known);
    const wrong = [...problems, ...checked.problems]
      .sort((left, right) => left.row - right.row)
      .slice(0, MOST_PROBLEMS_SHOWN);
    const id = this.ids.next();
    const result: Uploaded = wrong.length > 0 ? { problemsId: id } : { draftId: id };
    const done = await orReplay<Uploaded>(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'uploadRateCard',
            key: input.idempotencyKey,
            input: { providerId, terms, file: createHash('sha256').update(input.content).digest('hex') },
            result: { ...result },
            at,
          });
          if (wrong.length > 0)
            void queries.query(KEEP_PROBLEMS, [councilId, id, JSON.stringify(wrong), at, actor.personId]);
          else
            void queries.query(MAKE_DRAFT, [
              councilId,
              id,
              providerId ?? NIL_ID,
              terms.validFrom,
              terms.validBefore,
              JSON.stringify(terms),
              JSON.stringify(checked.items),
              at,
              actor.personId,
            ]);
          return result;
        }),
      (stored) =>
        'draftId' in stored ? { draftId: String(stored['draftId']) } : { problemsId: String(stored['problemsId']) },
    );
    return done.result;
  }
}
