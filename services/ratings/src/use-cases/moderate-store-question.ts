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
import { QUESTION_MODERATED, type QuestionModerated } from '../contract/events.js';
import type { ModerateStoreQuestionInput } from '../contract/questions.port.js';
import { LONGEST_REASON, neededWordsProblems } from '../domain/question-words.js';
import { keptWords } from '../domain/rating-words.js';

const MODERATE = statement(
  'ratings.moderate-question',
  'select * from ratings.moderate_question($1, $2, $3, $4, $5, $6)',
);

interface Moderated {
  readonly council_id: string;
  readonly provider_id: string;
  readonly person_id: string;
  readonly service_id: string;
  readonly state: QuestionModerated['state'];
}

@Injectable()
export class ModerateStoreQuestion {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Shows what both agreed to show, or leaves what was only reported; a refusal says why, and closes what was reported. @returns the question's id */
  async run(actor: Actor, input: ModerateStoreQuestionInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'moderateStoreQuestion', { councilId });
    const reason = keptWords(input.reason);
    const problems = neededWordsProblems('reason', reason ?? '', LONGEST_REASON, 'Say why, so that both know.');
    if (problems.length > 0 && !(input.publish && reason === null)) throw Refusal.invalidFields(problems);
    if (!isId(input.id)) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [moderated] = await queries.query<Moderated>(MODERATE, [
        input.id,
        councilId,
        input.publish,
        reason,
        actor.personId,
        at,
      ]);
      if (!moderated) return;
      const payload: QuestionModerated = {
        questionId: input.id,
        providerId: moderated.provider_id,
        serviceId: moderated.service_id,
        askedBy: moderated.person_id,
        state: moderated.state,
        reason,
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: QUESTION_MODERATED,
        version: 1,
        councilId: moderated.council_id === NIL_ID ? null : moderated.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
    return input.id;
  }
}
