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
  londonDate,
  NIL_ID,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import {
  QUESTION_ANSWERED,
  QUESTION_TO_CHECK,
  type QuestionAnswered,
  type QuestionToCheck,
} from '../contract/events.js';
import type { AnswerStoreQuestionInput } from '../contract/questions.port.js';
import { LONGEST_ANSWER, neededWordsProblems } from '../domain/question-words.js';

const ANSWER = statement(
  'ratings.answer-question',
  'select * from ratings.answer_question($1, $2, $3, $4, $5, $6, $7)',
);

interface Answered {
  readonly council_id: string;
  readonly person_id: string;
  readonly service_id: string;
  readonly to_check: boolean;
}

@Injectable()
export class AnswerStoreQuestion {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The provider's one answer. Where both agree that it may be shown, a moderator reads it. @returns the question's id */
  async run(actor: Actor, input: AnswerStoreQuestionInput): Promise<string> {
    const { organisationId } = actor;
    requireAccess(actor, 'answerStoreQuestion', { organisationId });
    const answer = input.answer.trim();
    const problems = neededWordsProblems('answer', answer, LONGEST_ANSWER, 'Write your answer.');
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (organisationId === null || !isId(input.id)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [answered] = await queries.query<Answered>(ANSWER, [
        input.id,
        organisationId,
        answer,
        input.mayShow,
        actor.personId,
        londonDate(at),
        at,
      ]);
      if (!answered) return;
      const councilId = answered.council_id === NIL_ID ? null : answered.council_id;
      const told: QuestionAnswered = {
        questionId: input.id,
        providerId: organisationId,
        serviceId: answered.service_id,
        askedBy: answered.person_id,
      };
      const event = { version: 1, councilId, occurredAt: at };
      void appendEvent(queries, { ...event, id: this.ids.next(), type: QUESTION_ANSWERED, payload: { ...told } });
      if (!answered.to_check) return;
      const check: QuestionToCheck = { questionId: input.id, reported: false };
      void appendEvent(queries, { ...event, id: this.ids.next(), type: QUESTION_TO_CHECK, payload: { ...check } });
    });
    return input.id;
  }
}
