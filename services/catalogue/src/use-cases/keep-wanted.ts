import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
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
  londonDate,
  NIL_ID,
  NOBODY,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { LISTING_SAVED, WANTED_ANSWER_MODERATED, WANTED_ANSWERED, WANTED_ENDED } from '../contract/events.js';
import type {
  AnswerWantedInput,
  ModerateWantedAnswerInput,
  SaveWantedInput,
  WantedPort,
} from '../contract/wanted.port.js';
import { answerProblems, lastDayOf, MOST_WANTED, wantedProblems } from '../domain/wanted-problems.js';

const SAVE = statement(
  'catalogue.save-wanted',
  'select catalogue.save_wanted($1, $2, $3, $4, $5, $6, $7) as council_id',
);
const SETTLE = statement('catalogue.settle-wanted', 'select catalogue.settle_wanted($1, $2, $3, $4, $5, $6)');
const ANSWER = statement(
  'catalogue.answer-wanted',
  `select * from catalogue.answer_wanted($1, $2, $3, (select name from identity.organisation_names(array[$3::uuid])), $4, $5, $6, $7)`,
);
const MODERATE = statement(
  'catalogue.moderate-wanted-answer',
  'select * from catalogue.moderate_wanted_answer($1, $2, $3, $4, $5, $6, $7)',
);
const END = statement('catalogue.end-wanted', 'select * from catalogue.end_wanted($1, $2)');
const LONGEST_REASON = 500;

function givenId(id: string | null | undefined): string | null {
  return id === '' ? null : (id ?? null);
}

/** The same organisation's answer to the same wish has the same id, however often and at once it is written. */
function answerIdOf(wantedId: string, organisationId: string): string {
  const hex = createHash('sha256').update(`wanted-answer/${wantedId}/${organisationId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

@Injectable()
export class KeepWanted implements WantedPort {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async saveWanted(actor: Actor, input: SaveWantedInput): Promise<string> {
    requireAccess(actor, 'saveWanted', {});
    const problems = wantedProblems(input);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const { idempotencyKey = null, newId, ...rest } = input;
    const listingId = newId ?? this.ids.next();
    const at = this.clock.now();
    const today = londonDate(at);
    const row = { ...rest, title: input.title.trim(), description: input.description.trim() };
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (idempotencyKey !== null)
            void claimKey(queries, {
              actorId: actor.personId,
              operation: 'saveWanted',
              key: idempotencyKey,
              input: row,
              result: { listingId },
              at,
            });
          const [saved] = await queries.query<{ council_id: string }>(SAVE, [
            listingId,
            actor.personId,
            JSON.stringify(row),
            MOST_WANTED,
            today,
            lastDayOf(today),
            at,
          ]);
          this.tell(queries, LISTING_SAVED, saved?.council_id ?? null, { listingId, organisationId: NIL_ID }, at);
          return listingId;
        }),
      (stored) => String(stored['listingId']),
    );
    return once.result;
  }

  async settleWanted(actor: Actor, id: string, close: boolean): Promise<void> {
    requireAccess(actor, 'settleWanted', {});
    if (!isId(id)) throw Refusal.notFound();
    const at = this.clock.now();
    const today = londonDate(at);
    await this.database.transaction(rowScope(actor), async (queries) => {
      await queries.query(SETTLE, [id, actor.personId, close, today, lastDayOf(today), at]);
    });
  }

  async answerWanted(actor: Actor, input: AnswerWantedInput): Promise<string> {
    const { organisationId } = actor;
    requireAccess(actor, 'answerWanted', { organisationId });
    const problems = answerProblems(input);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (organisationId === null || !isId(input.wantedId)) throw Refusal.notFound();
    const at = this.clock.now();
    const { idempotencyKey = null, ...rest } = input;
    const { wantedId } = input;
    const answerId = answerIdOf(wantedId, organisationId);
    const words = input.words?.trim() ?? '';
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (idempotencyKey !== null)
            void claimKey(queries, {
              actorId: actor.personId,
              operation: 'answerWanted',
              key: idempotencyKey,
              input: { ...rest },
              result: { answerId },
              at,
            });
          const [saved] = await queries.query<{ council_id: string }>(ANSWER, [
            answerId,
            wantedId,
            organisationId,
            givenId(input.serviceId),
            givenId(input.listingId),
            words === '' ? null : words,
            at,
          ]);
          this.tell(queries, WANTED_ANSWERED, saved?.council_id ?? null, { listingId: wantedId, answerId }, at);
          return answerId;
        }),
      (stored) => String(stored['answerId']),
    );
    return once.result;
  }

  async moderateWantedAnswer(actor: Actor, input: ModerateWantedAnswerInput): Promise<void> {
    const { councilId } = actor;
    requireAccess(actor, 'moderateWantedAnswer', { councilId });
    const reason = input.reason?.trim() ?? '';
    if (reason.length > LONGEST_REASON || !isReadable(reason))
      throw Refusal.invalid('reason', `Use ${LONGEST_REASON} letters or fewer.`);
    if (!input.publish && reason === '') throw Refusal.invalid('reason', 'Say why, so that they can put it right.');
    if (!isId(input.id)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const kept = input.publish ? null : reason;
      const [decided] = await queries.query<{
        readonly listing_id: string;
        readonly organisation_id: string;
        readonly title: string;
        readonly writer_id: string;
      }>(MODERATE, [input.id, councilId, input.publish, kept, actor.personId, at, input.seen ?? null]);
      if (!decided) return;
      const payload = {
        listingId: decided.listing_id,
        answerId: input.id,
        published: input.publish,
        organisationId: decided.organisation_id,
        title: decided.title,
        reason: kept,
        writerId: decided.writer_id,
      };
      this.tell(queries, WANTED_ANSWER_MODERATED, councilId, payload, at);
    });
  }

  endWanted(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const over = await queries.query<{
        readonly listing_id: string;
        readonly council_id: string;
        readonly title: string;
        readonly writer_id: string;
      }>(END, [londonDate(at), at]);
      for (const one of over)
        this.tell(
          queries,
          WANTED_ENDED,
          one.council_id,
          { listingId: one.listing_id, title: one.title, writerId: one.writer_id },
          at,
        );
      return over.length;
    });
  }

  private tell(
    queries: Queries,
    type: string,
    councilId: string | null,
    payload: Readonly<Record<string, unknown>>,
    at: Date,
  ): void {
    void appendEvent(queries, { id: this.ids.next(), type, version: 1, councilId, payload, occurredAt: at });
  }
}
