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
  londonDate,
  NIL_ID,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { QUESTION_ASKED, type QuestionAsked } from '../contract/events.js';
import type { AskProviderInput } from '../contract/questions.port.js';
import { LONGEST_QUESTION, neededWordsProblems } from '../domain/question-words.js';

const ASK = statement('ratings.ask-provider', 'select * from ratings.ask_provider($1, $2, $3, $4, $5, $6, $7, $8, $9)');

@Injectable()
export class AskProvider {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A question to the provider of a service, before anything is bought. @returns the question's id */
  async run(actor: Actor, input: AskProviderInput): Promise<string> {
    requireAccess(actor, 'askProvider', {});
    const question = input.question.trim();
    const problems = neededWordsProblems('question', question, LONGEST_QUESTION, 'Write what you want to ask.');
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (!isId(input.serviceId)) throw Refusal.notFound();
    const at = this.clock.now();
    const questionId = this.ids.next();
    const { idempotencyKey, ...rest } = input;
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'askProvider',
            key: idempotencyKey,
            input: rest,
            result: { questionId },
            at,
          });
          const [asked] = await queries.query<{ provider_id: string }>(ASK, [
            questionId,
            actor.fundingCouncilId ?? NIL_ID,
            input.serviceId,
            actor.personId,
            actor.organisationId,
            question,
            input.mayShow,
            londonDate(at),
            at,
          ]);
          if (!asked) throw Refusal.notFound();
          const payload: QuestionAsked = { questionId, providerId: asked.provider_id, serviceId: input.serviceId };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: QUESTION_ASKED,
            version: 1,
            councilId: actor.fundingCouncilId,
            payload: { ...payload },
            occurredAt: at,
          });
          return questionId;
        }),
      (stored) => String(stored['questionId']),
    );
    return once.result;
  }
}
