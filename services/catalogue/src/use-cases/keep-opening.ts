import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { OpeningInput } from '../contract/opening.js';
import { inOrderOfWeek, openingProblems } from '../domain/opening-problems.js';

const SAVE = statement('catalogue.save-opening', 'select catalogue.save_opening($1, $2, $3, $4)');

/** When a provider's store is open. */
@Injectable()
export class KeepOpening {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For the actor's own store, whole. Refuses INVALID_INPUT by day, NOT_FOUND without a store. */
  async run(actor: Actor, said: OpeningInput, idempotencyKey: string): Promise<void> {
    const providerId = actor.organisationId;
    requireAccess(actor, 'saveOpening', { organisationId: providerId });
    if (providerId === null) throw Refusal.notFound();
    const problems = openingProblems(said);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const input = { ...said, spans: inOrderOfWeek(said.spans) };
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'saveOpening',
            key: idempotencyKey,
            input,
            result: {},
            at,
          });
          await queries.query(SAVE, [providerId, JSON.stringify(input), at, actor.personId]);
        }),
      () => undefined,
    );
  }
}
