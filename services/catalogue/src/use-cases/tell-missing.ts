import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  type FieldProblem,
  IDS,
  type IdSource,
  isId,
  isReadable,
  londonDate,
  NIL_ID,
  NOBODY,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { noteToKeep, wordsToKeep } from '../domain/search-words.js';
import { askerOf } from './asker.js';
import { whoThisHour } from './report-listing.js';

export interface TellMissingInput {
  readonly words: string;
  readonly wardId?: string | null;
  readonly note?: string | null;
  readonly councilKey?: string | null;
  readonly idempotencyKey?: string | null;
}

const TELL = statement('catalogue.tell-missing', 'select catalogue.tell_missing($1, $2, $3, $4, $5, $6, $7, $8, $9)');
const LONGEST = 500;

/** "This is missing here", from anybody, for the council's market report and its commissioners. */
@Injectable()
export class TellMissing {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns what is kept: never a number, an address or who it was */
  async run(
    actor: Actor | null,
    address: string,
    input: TellMissingInput,
  ): Promise<{ readonly words: string; readonly note: string | null }> {
    const [words, note] = [wordsToKeep(input.words), noteToKeep(input.note ?? '')];
    const problems: FieldProblem[] = [];
    if (words === null || input.words.length > LONGEST || !isReadable(input.words))
      problems.push({ field: 'words', message: 'Say in a few words what you looked for, without numbers.' });
    if ((input.note ?? '').length > LONGEST || !isReadable(input.note ?? ''))
      problems.push({ field: 'note', message: `Use ${LONGEST} letters or fewer.` });
    if (!input.councilKey) problems.push({ field: 'councilKey', message: 'Choose the council it is near.' });
    if (words === null || problems.length > 0) throw Refusal.invalidFields(problems);
    const wardId = input.wardId ?? null;
    if (wardId !== null && !isId(wardId)) throw Refusal.notFound();
    const at = this.clock.now();
    const kept = { words, note, wardId, councilKey: input.councilKey ?? '' };
    await orReplay(
      () =>
        this.database.transaction(actor ? rowScope(actor) : NOBODY, async (queries) => {
          if (typeof input.idempotencyKey === 'string')
            void claimKey(queries, {
              // Never the reader's own id: nothing may lead from what is missing to a person.
              actorId: NIL_ID,
              operation: 'tellMissing',
              key: input.idempotencyKey,
              input: kept,
              result: {},
              at,
            });
          await queries.query(TELL, [
            this.ids.next(),
            kept.councilKey,
            wardId,
            words,
            note,
            whoThisHour('tell-missing', address, at),
            londonDate(at),
            at,
            askerOf(actor?.personId ?? address, londonDate(at)),
          ]);
        }),
      () => undefined,
    );
    return { words, note };
  }
}
