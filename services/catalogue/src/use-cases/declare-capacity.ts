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
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { DeclareCapacityInput } from '../contract/catalogue.port.js';
import { CAPACITY_DECLARED, type CapacityDeclared } from '../contract/events.js';

const DECLARE = statement('catalogue.declare-capacity', 'select catalogue.declare_capacity($1, $2, $3, $4) as is_new');

/** How many visits a provider can make at one time. */
@Injectable()
export class DeclareCapacity {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** For the actor's own provider. Refuses INVALID_INPUT beyond what its kind may say, NOT_FOUND without a store. */
  async run(actor: Actor, { visitsAtOnce, idempotencyKey }: DeclareCapacityInput): Promise<void> {
    const providerId = actor.organisationId;
    requireAccess(actor, 'declareCapacity', { organisationId: providerId });
    if (providerId === null) throw Refusal.notFound();
    if (!Number.isInteger(visitsAtOnce)) throw Refusal.invalid('visitsAtOnce', 'Give a whole number.');
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'declareCapacity',
            key: idempotencyKey,
            input: { visitsAtOnce },
            result: {},
            at,
          });
          const [said] = await queries.query<{ is_new: boolean }>(DECLARE, [
            providerId,
            visitsAtOnce,
            at,
            actor.personId,
          ]);
          if (!said?.is_new) return;
          const payload: CapacityDeclared = { providerId, visitsAtOnce };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: CAPACITY_DECLARED,
            version: 1,
            councilId: null,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }
}
