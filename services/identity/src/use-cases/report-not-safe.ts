import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isReadable,
  NIL_ID,
  NOBODY,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { IdentityRepository } from '../persistence/identity.repository.js';

const LONGEST_MESSAGE = 5000;
const LONGEST_REACH = 500;

export interface ReportNotSafeInput {
  readonly message: string;
  readonly safeWayToReach?: string | null;
  readonly councilKey?: string | null;
  /** Sent twice with the same key, it is told once. */
  readonly idempotencyKey?: string | null;
}

/** "I don't feel safe": kept for the council's safeguarding team. Nothing of it can be read by anybody else. */
@Injectable()
export class ReportNotSafe {
  constructor(
    private readonly database: Database,
    private readonly repository: IdentityRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Also without signing in. @returns a reference to read out, and the team's telephone */
  async run(actor: Actor | null, input: ReportNotSafeInput): Promise<{ reference: string; phone: string }> {
    const message = input.message.trim();
    const reach = input.safeWayToReach?.trim() ?? '';
    if (message === '' || message.length > LONGEST_MESSAGE || !isReadable(message)) {
      throw Refusal.invalid('message', `Tell us what is wrong, in at most ${LONGEST_MESSAGE} letters.`);
    }
    if (reach.length > LONGEST_REACH || !isReadable(reach)) {
      throw Refusal.invalid('safeWayToReach', `Use at most ${LONGEST_REACH} letters.`);
    }
    const ownCouncilId = actor?.fundingCouncilId ?? actor?.councilId ?? null;
    const council = (await this.repository.allCouncils()).find((one) =>
      ownCouncilId === null ? one.key === input.councilKey : one.id === ownCouncilId,
    );
    // Without a council no team would ever read it: better to say so than to thank for nothing.
    if (!council) {
      throw Refusal.invalid(
        'councilKey',
        'Choose your council, so that its safety team hears of it. In danger now? Call 999.',
      );
    }
    const id = this.ids.next();
    const at = this.clock.now();
    const report = {
      councilId: council.id,
      personId: actor?.personId ?? null,
      message,
      reach: reach === '' ? null : reach,
    };
    const once = await orReplay(
      () =>
        this.database.transaction(actor ? rowScope(actor) : NOBODY, (queries) => {
          if (typeof input.idempotencyKey === 'string')
            void claimKey(queries, {
              actorId: actor?.personId ?? NIL_ID,
              operation: 'reportNotSafe',
              key: input.idempotencyKey,
              input: report,
              result: { id },
              at,
            });
          void this.repository.insertSafetyReport(queries, { ...report, id, at });
          return id;
        }),
      (stored) => String(stored['id']),
    );
    return { reference: once.result.slice(-8).toUpperCase(), phone: council.safeguarding_phone };
  }
}
