import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
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
  isReadable,
  londonDate,
  NOBODY,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { VISIT_NOT_STARTED, VISIT_STARTED, type VisitWatched } from '../contract/events.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { checkedReason } from './answer-order.js';

/** model.md "Orders"; a council's policy `visitAlertMinutes` comes before it. */
const USUAL_MINUTES = 30;
const LONGEST_BACK = '12 hours';
const ALERTS_AT_ONCE = 500;
const LONGEST_NAME = 200;
/** A phone's clock may run a little ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const START = statement('ordering.start-visit', 'select ordering.start_visit($1, $2, $3, $4, $5, $6)');
const ALERT = statement('ordering.alert-unstarted', 'select * from ordering.alert_unstarted($1, $2, $3::interval, $4)');
const SILENCE = statement('ordering.set-silence', 'select ordering.set_silence($1, $2, $3, $4, $5, $6)');
const COUNCIL_OF = statement('ordering.council-of-person', 'select council_id from ledger.budget_for($1, null, $2)');

interface Watched {
  readonly occurrence_id: string;
  readonly council_id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly provider_id: string;
}

/** Sees that visits begin, and tells when one does not. */
@Injectable()
export class WatchVisits {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The provider has arrived: on the visit's own day, not in the future, once. */
  async start(
    actor: Actor,
    input: {
      readonly occurrenceId: string;
      readonly idempotencyKey: string;
      readonly startedAt: string;
      readonly workerName: string;
    },
  ): Promise<void> {
    if (!isId(input.occurrenceId)) throw Refusal.notFound();
    const [visit] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.occurrencesByIds(queries, [input.occurrenceId]),
    );
    if (!visit) throw Refusal.notFound();
    requireAccess(actor, 'startVisit', { organisationId: visit.provider_id });
    const workerName = input.workerName.trim();
    if (workerName === '' || workerName.length > LONGEST_NAME || !isReadable(workerName))
      throw Refusal.invalid('workerName', `Say who came. Use at most ${LONGEST_NAME} letters.`);
    const at = this.clock.now();
    const startedAt = new Date(input.startedAt);
    if (startedAt.getTime() > at.getTime() + CLOCK_TOLERANCE_MS)
      throw Refusal.invalid('startedAt', 'Enter the start when you have arrived.');
    if (londonDate(startedAt) !== visit.on_date)
      throw Refusal.invalid('startedAt', 'The visit must be on its own day.');
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'startVisit',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void queries.query(START, [visit.provider_id, visit.id, workerName, startedAt, at, actor.personId]);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: VISIT_STARTED,
            version: 1,
            councilId: visit.council_id,
            payload: {
              occurrenceId: visit.id,
              orderId: visit.order_id,
              personId: visit.person_id,
              providerId: visit.provider_id,
            },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }

  /** Job: one alert and one event for each visit that should have begun. @returns how many */
  async alert(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const late = await queries.query<Watched>(ALERT, [at, USUAL_MINUTES, LONGEST_BACK, ALERTS_AT_ONCE]);
      for (const visit of late) {
        const payload: VisitWatched = {
          occurrenceId: visit.occurrence_id,
          orderId: visit.order_id,
          personId: visit.person_id,
          providerId: visit.provider_id,
        };
        void appendEvent(queries, {
          id: this.ids.next(),
          type: VISIT_NOT_STARTED,
          version: 1,
          councilId: visit.council_id,
          payload: { ...payload },
          occurredAt: at,
        });
      }
      return late.length;
    });
  }

  /** Whether silence confirms this person's visits: off where nobody watches. */
  async setSilence(
    actor: Actor,
    input: {
      readonly personId: string;
      readonly idempotencyKey: string;
      readonly confirms: boolean;
      readonly reason: string;
    },
  ): Promise<void> {
    if (!isId(input.personId)) throw Refusal.notFound();
    const at = this.clock.now();
    const [budget] = await this.database.call<{ council_id: string }>(COUNCIL_OF, [input.personId, londonDate(at)]);
    const councilId = budget?.council_id ?? null;
    // Somebody else's person reads like nobody's.
    if (councilId === null || !mayDo(actor, 'setSilence', { personId: input.personId, councilId }))
      throw Refusal.notFound();
    const reason = input.confirms ? '' : checkedReason(input.reason);
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'setSilence',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void queries.query(SILENCE, [councilId, input.personId, input.confirms, reason, at, actor.personId]);
        }),
      () => undefined,
    );
  }
}
