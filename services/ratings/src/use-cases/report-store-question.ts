import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
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
import { QUESTION_TO_CHECK, type QuestionToCheck } from '../contract/events.js';
import { LONGEST_REASON, neededWordsProblems } from '../domain/question-words.js';

const REPORT = statement('ratings.report-question', 'select * from ratings.report_question($1, $2, $3, $4, $5)');

@Injectable()
export class ReportStoreQuestion {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Something in a question or an answer is not right. What is shown is hidden until a moderator has looked. @returns the question's id */
  async run(actor: Actor, input: { readonly id: string; readonly reason: string }): Promise<string> {
    requireAccess(actor, 'reportStoreQuestion', {});
    const reason = input.reason.trim();
    const problems = neededWordsProblems('reason', reason, LONGEST_REASON, 'Say what is not right.');
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (!isId(input.id)) throw Refusal.notFound();
    const { organisationId } = actor;
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [reported] = await queries.query<{ council_id: string }>(REPORT, [
        input.id,
        actor.personId,
        mayDo(actor, 'answerStoreQuestion', { organisationId }) ? organisationId : null,
        reason,
        at,
      ]);
      if (!reported) return;
      const payload: QuestionToCheck = { questionId: input.id, reported: true };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: QUESTION_TO_CHECK,
        version: 1,
        councilId: reported.council_id === NIL_ID ? null : reported.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
    return input.id;
  }
}
