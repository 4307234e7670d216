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
  isId,
  londonDate,
  NOBODY,
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import type { OwnPurchaseInput } from '../contract/order-inputs.js';
import { TRIAL_CONTINUED, TRIAL_LAPSED, TRIAL_LEFT, TRIAL_WAITS } from '../contract/events.js';
import { firstDayOf } from '../domain/meet-first.js';
import { patternOf } from '../domain/pattern.js';
import { authorise } from '../persistence/order-writes.js';
import { TrialRepository, type TrialRow } from '../persistence/trial.repository.js';
import { checkedReason } from './answer-order.js';
import { PlaceOrder, type PlacedOrder } from './place-order.js';

const REMIND = statement('ordering.remind-trials', 'select * from ordering.remind_trials($1, $2)');
const LAPSE = statement('ordering.lapse-trials', 'select * from ordering.lapse_trials($1, $2, $3)');

export interface ContinueTrialInput {
  /** The trial's order. */
  readonly orderId: string;
  readonly idempotencyKey: string;
  /** Price of one unit on the first day, as the person was shown it. */
  readonly shownUnitPricePence: Pence;
  /** The most own money of one visit, as they were shown and agreed to; absent for none. */
  readonly agreedOwnMoneyPence?: Pence | null;
  readonly ownPurchase?: OwnPurchaseInput | null;
}

export interface LeaveTrialInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly reason?: string | null;
  /** Whether the provider may read the reason. */
  readonly tellProvider?: boolean | null;
}

type Minded = Pick<TrialRow, 'council_id' | 'order_id' | 'person_id'> & { readonly status?: string };

/** After a trial visit: go on as was wished for, with one press, or not. */
@Injectable()
export class ContinueTrial {
  constructor(
    private readonly database: Database,
    private readonly trials: TrialRepository,
    private readonly placing: PlaceOrder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Places the standing order by all the rules of any order, and ends the trial in the same transaction. Whoever presses
   * after that, with whatever key, gets the order that there is.
   */
  async run(actor: Actor, input: ContinueTrialInput): Promise<PlacedOrder> {
    const trial = await this.visible(actor, input.orderId);
    requireAccess(actor, 'continueTrial', { personId: trial.person_id });
    if (trial.continued_order_id !== null) return { orderId: trial.continued_order_id, fresh: null };
    if (trial.decide_by === null || trial.status !== 'OPEN') throw new Refusal('WRONG_STATE');
    const at = this.clock.now();
    const pattern = patternOf(trial.recurrence);
    if (!pattern) throw new Error(`The trial ${trial.order_id} has no pattern.`);
    const startsOn = firstDayOf({ recurrence: trial.recurrence, startsOn: trial.starts_on }, londonDate(at));
    const wanted = {
      // A trial is continued once. The sender's own key is claimed beside it, for this trial and no other.
      idempotencyKey: `trial-${trial.order_id}`,
      personId: trial.person_id,
      budgetId: trial.budget_id,
      variantId: trial.variant_id,
      quantity: trial.quantity,
      startTime: trial.start_time,
      standing: { startsOn, ...pattern },
      place: trial.place,
      note: trial.note,
      shownUnitPricePence: input.shownUnitPricePence,
      agreedOwnMoneyPence: input.agreedOwnMoneyPence ?? null,
      ownPurchase: input.ownPurchase ?? null,
    };
    try {
      return await this.placing.run(actor, wanted, (queries, order) => {
        const { idempotencyKey: key, ...rest } = input;
        void claimKey(queries, {
          actorId: actor.personId,
          operation: 'continueTrial',
          key,
          input: rest,
          result: { orderId: order.orderId },
          at,
        });
        this.trials.continueAs(queries, {
          orderId: trial.order_id,
          continuedId: order.orderId,
          at,
          actorId: actor.personId,
          eventIds: [this.ids.next(), this.ids.next()],
        });
        this.tell(queries, TRIAL_CONTINUED, trial, at, { continuedOrderId: order.orderId });
      });
    } catch (error) {
      // Somebody else may have pressed at the same moment: what they ordered is the answer, not that it is gone.
      if (!(error instanceof Refusal)) throw error;
      const { continued_order_id: continued } = await this.visible(actor, input.orderId);
      if (continued === null) throw error;
      return { orderId: continued, fresh: null };
    }
  }

  /** Not for them. The reason is the person's own, and the provider's only when they say so. */
  async leave(actor: Actor, input: LeaveTrialInput): Promise<void> {
    const trial = await this.visible(actor, input.orderId);
    requireAccess(actor, 'leaveTrial', { personId: trial.person_id });
    const reason = input.reason?.trim() ? checkedReason(input.reason) : null;
    const at = this.clock.now();
    const { idempotencyKey: key, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          authorise(queries, {
            actorId: actor.personId,
            personId: trial.person_id,
            scope: 'ORDER',
            pence: 0n,
            at,
          });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'leaveTrial',
            key,
            input: rest,
            result: {},
            at,
          });
          this.trials.leave(queries, {
            orderId: trial.order_id,
            reason,
            providerMayRead: input.tellProvider === true,
            at,
            actorId: actor.personId,
            eventId: this.ids.next(),
          });
          this.tell(queries, TRIAL_LEFT, trial, at);
        }),
      () => undefined,
    );
  }

  /** Job: reminds once, and ends what nobody said a word about in time. @returns how many */
  async mind(): Promise<number> {
    const at = this.clock.now();
    const today = londonDate(at);
    return this.database.transaction(NOBODY, async (queries) => {
      const [reminded, over] = await Promise.all([
        queries.query<Minded>(REMIND, [at, today]),
        queries.query<Minded>(LAPSE, [at, today, SYSTEM_ACTOR_ID]),
      ]);
      for (const trial of reminded) this.tell(queries, TRIAL_WAITS, trial, at);
      for (const trial of over) if (trial.status === 'LAPSED') this.tell(queries, TRIAL_LAPSED, trial, at);
      return reminded.length + over.length;
    });
  }

  private async visible(actor: Actor, orderId: string): Promise<TrialRow> {
    if (!isId(orderId)) throw Refusal.notFound();
    const [trial] = await this.database.transaction(rowScope(actor), (queries) =>
      this.trials.byOrders(queries, [orderId]),
    );
    if (!trial) throw Refusal.notFound();
    return trial;
  }

  private tell(queries: Queries, type: string, trial: Minded, at: Date, more: Readonly<Record<string, string>> = {}) {
    void appendEvent(queries, {
      id: this.ids.next(),
      type,
      version: 1,
      councilId: trial.council_id,
      payload: { orderId: trial.order_id, personId: trial.person_id, ...more },
      occurredAt: at,
    });
  }
}
