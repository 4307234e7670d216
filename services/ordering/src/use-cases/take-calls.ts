import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  NOBODY,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import type { StartTelephoneCallInput } from '../contract/order-inputs.js';
import { callLetter } from '../domain/call-letter.js';
import { type LetterContent, orderFacts } from '../domain/letter-content.js';
import { readCaller } from '../domain/telephone.js';
import { LetterRepository, orderForLetter } from '../persistence/letter.repository.js';
import {
  callActOf,
  type EndedCall,
  type TelephoneActRow,
  TelephoneRepository,
} from '../persistence/telephone.repository.js';

/** Telephone calls in which things are done in a person's name: opened, ended, and told by one letter each. */
@Injectable()
export class TakeCalls {
  constructor(
    private readonly database: Database,
    private readonly calls: TelephoneRepository,
    private readonly letters: LetterRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Opens a call about a person, once the caller was checked. An officer's call is a look at the person's affairs.
   * @returns the call's id. Refuses NO_MANDATE, NO_BUDGET, PERSON_HAS_DIED, NEEDS_CAPACITY, OFFICER_CONFLICT
   */
  async start(actor: Actor, input: StartTelephoneCallInput): Promise<string> {
    const checked = readCaller(input);
    const { idempotencyKey, ...rest } = input;
    requireAccess(actor, 'startTelephoneCall', { personId: input.personId });
    const at = this.clock.now();
    const id = this.ids.next();
    const once = await orReplay<string>(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'startTelephoneCall',
            key: idempotencyKey,
            input: rest,
            result: { callId: id },
            at,
          });
          void this.calls.start(queries, {
            id,
            input,
            checked,
            lookId: this.ids.next(),
            actorId: actor.personId,
            at,
          });
          return id;
        }),
      (stored) => String(stored['callId']),
    );
    return once.result;
  }

  /** Whoever took the call ends it; what was done in it goes into its letter. Refuses NOT_FOUND, CALL_OVER. */
  async end(actor: Actor, input: { readonly callId: string; readonly idempotencyKey: string }): Promise<void> {
    const { callId, idempotencyKey: key } = input;
    if (!isId(callId)) throw Refusal.notFound();
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'endTelephoneCall',
            key,
            input: { callId },
            result: {},
            at,
          });
          await this.finish(queries, callId, actor.personId, at);
        }),
      () => undefined,
    );
  }

  /** Job: calls that nobody ended in time are over, and get their letter too. @returns how many */
  async endLeftOpen(): Promise<number> {
    const at = this.clock.now();
    const due = await this.database.transaction(NOBODY, (queries) => this.calls.leftOpen(queries, at));
    let ended = 0;
    for (const callId of due) {
      await this.database
        .transaction(NOBODY, (queries) => this.finish(queries, callId, null, at))
        .then(
          () => (ended += 1),
          (error: unknown) => {
            // Whoever took it ended it in between.
            if (!(error instanceof Refusal)) throw error;
          },
        );
    }
    return ended;
  }

  private async finish(queries: Queries, callId: string, actorId: string | null, at: Date): Promise<void> {
    const [call, acts] = await Promise.all([
      this.calls.end(queries, callId, actorId, at),
      this.calls.actsOf(queries, [callId]),
    ]);
    if (!call || acts.length === 0) return;
    void this.calls.insertLetter(queries, {
      councilId: call.council_id,
      id: this.ids.next(),
      personId: call.person_id,
      callId,
      content: await this.content(queries, call, acts),
      at,
    });
  }

  private async content(queries: Queries, call: EndedCall, acts: readonly TelephoneActRow[]): Promise<LetterContent> {
    const placed = acts.filter(({ kind }) => kind === 'ORDERED').map((act) => act.order_id);
    const [takenByName, rows] = await Promise.all([
      this.calls.nameOf(queries, call.taken_by),
      this.letters.orders(
        queries,
        placed.map((orderId) => ({ orderId, personId: call.person_id })),
      ),
    ]);
    const orders = placed.map((orderId) => {
      const row = rows.find(({ order_id }) => order_id === orderId);
      return row ? orderFacts(orderForLetter(row)) : [];
    });
    return callLetter({
      beganAt: call.began_at,
      takenByName: takenByName ?? 'us',
      speakerName: call.speaker_name,
      acts: acts.map(callActOf),
      orders,
    });
  }
}
