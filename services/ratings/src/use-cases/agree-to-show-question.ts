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

const AGREE = statement('ratings.agree-to-show', 'select * from ratings.agree_to_show($1, $2, $3, $4)');

@Injectable()
export class AgreeToShowQuestion {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Who asked, or the provider, says that it may be shown, or takes that back: then it goes at once. @returns the question's id */
  async run(actor: Actor, { id, agrees }: { readonly id: string; readonly agrees: boolean }): Promise<string> {
    requireAccess(actor, 'agreeToShowQuestion', {});
    if (!isId(id)) throw Refusal.notFound();
    const { organisationId } = actor;
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), async (queries) => {
      const [agreed] = await queries.query<{ council_id: string; to_check: boolean }>(AGREE, [
        id,
        actor.personId,
        mayDo(actor, 'answerStoreQuestion', { organisationId }) ? organisationId : null,
        agrees,
      ]);
      if (!agreed?.to_check) return;
      const payload: QuestionToCheck = { questionId: id, reported: false };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: QUESTION_TO_CHECK,
        version: 1,
        councilId: agreed.council_id === NIL_ID ? null : agreed.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
    return id;
  }
}
