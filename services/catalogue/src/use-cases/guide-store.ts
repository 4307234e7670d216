import { Inject, Injectable } from '@nestjs/common';
import { type OperationName, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { CHECKS_SAID, type ChecksSaid } from '../contract/events.js';
import { type GuideAnswer, type GuideAnswers, guidedStore, tidyAnswers } from '../domain/guide-answers.js';
import { checkProblems, serviceProblems, storeProblems, variantProblems } from '../domain/store-problems.js';
import { catalogueReads } from '../persistence/catalogue.repository.js';
import { storeWrites } from '../persistence/store-writes.js';

const SAVE = statement('catalogue.save-guide-answers', 'select catalogue.save_guide_answers($1, $2, $3, $4)');
const TAKE = statement('catalogue.take-guide-answers', 'select catalogue.take_guide_answers($1) as answers');

/** Somebody who works alone makes a store, one question at a time. */
@Injectable()
export class GuideStore {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async save(actor: Actor, answers: readonly GuideAnswer[], key: string): Promise<void> {
    const own = this.ownOrganisation(actor, 'saveGuideAnswers');
    const { answers: tidy, problems } = tidyAnswers(answers);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    await this.once(actor, 'saveGuideAnswers', key, tidy, (queries, at) =>
      queries.query(SAVE, [own, JSON.stringify(tidy), at, actor.personId]),
    );
  }

  /** All or nothing. Refuses INVALID_INPUT with the answers to change, WRONG_STATE where it was finished before. */
  async finish(actor: Actor, publish: boolean, key: string): Promise<void> {
    const own = this.ownOrganisation(actor, 'finishGuide');
    await this.once(actor, 'finishGuide', key, { publish }, (queries, at) =>
      this.make(queries, actor, own, publish, at),
    );
  }

  private async make(queries: Queries, actor: Actor, own: string, publish: boolean, at: Date): Promise<void> {
    const [taken] = await queries.query<{ answers: GuideAnswers | null }>(TAKE, [own]);
    if (!taken?.answers) throw new Refusal('WRONG_STATE');
    const kinds = await catalogueReads.supportTypes(queries);
    const { made, problems } = guidedStore(taken.answers, new Map(kinds.map(({ slug, name }) => [slug, name])));
    if (!made) throw Refusal.invalidFields(problems);
    const today = londonDate(at);
    const wrong = [
      ...storeProblems(made.store),
      ...checkProblems(made.checks, today),
      ...made.services.flatMap(({ service }) => serviceProblems(service)),
      ...made.services.flatMap(({ variants }) =>
        variants.flatMap((variant) => variantProblems({ ...variant, serviceId: own })),
      ),
    ];
    if (wrong.length > 0) throw Refusal.invalidFields(wrong);
    await storeWrites.store(queries, own, made.store, at);
    if (made.checks.insurer !== null || made.checks.dbsOn !== null)
      await storeWrites.checks(queries, own, made.checks, at, actor.personId);
    for (const { service, variants } of made.services) {
      const serviceId = this.ids.next();
      await storeWrites.service(queries, own, { ...service, id: serviceId }, at);
      for (const variant of variants)
        await storeWrites.variant(queries, own, { ...variant, id: this.ids.next(), serviceId }, at);
      if (publish) await storeWrites.change(queries, own, serviceId, 'PUBLISH', null, today, at);
    }
    if (made.checks.insurer === null && made.checks.dbsOn === null) return;
    // Where it sells is known now.
    for (const { council_id, check_id } of await storeWrites.councils(queries, own)) {
      const payload: ChecksSaid = { providerId: own, storeCheckId: check_id };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: CHECKS_SAID,
        version: 1,
        councilId: council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    }
  }

  private ownOrganisation(actor: Actor, operation: OperationName): string {
    requireAccess(actor, operation, { organisationId: actor.organisationId });
    if (actor.organisationId === null) throw Refusal.notFound();
    return actor.organisationId;
  }

  private async once(
    actor: Actor,
    operation: OperationName,
    key: string,
    input: object,
    write: (queries: Queries, at: Date) => Promise<unknown>,
  ): Promise<void> {
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, { actorId: actor.personId, operation, key, input, result: {}, at });
          await write(queries, at);
        }),
      () => undefined,
    );
  }
}
