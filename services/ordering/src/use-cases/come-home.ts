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
  isDay,
  isId,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { type Acting, holdMoney, lockBudgets, release, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import {
  INTERRUPTION_ENDED,
  type InterruptionEnded,
  ORDER_RESUMED,
  VISITS_CANCELLED,
  type VisitsCancelled,
} from '../contract/events.js';
import { InterruptionRepository, type RetainerRow } from '../persistence/interruption.repository.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { authorise } from '../persistence/order-writes.js';
import { insertVisits, writeEvent } from '../persistence/plan-writes.js';
import { currentTerms } from './answer-change.js';
import { budgetsOf } from './answer-order.js';
import { applyChange, changeFor, whoPays } from './apply-terms.js';
import { actsFor } from './enter-interruption.js';

export interface ComeHomeInput {
  readonly interruptionId: string;
  readonly idempotencyKey: string;
  /** London day from which visits come again. */
  readonly homeOn: string;
}

@Injectable()
export class ComeHome {
  constructor(
    private readonly database: Database,
    private readonly interruptions: InterruptionRepository,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Home earlier than was said: the visits of standing orders come back from that day on, each at its own day's price.
   * What the budget cannot pay any more becomes unfunded, and nobody pays a retainer for a day at home. Refuses
   * WRONG_STATE when the stay is over.
   */
  async run(actor: Actor, input: ComeHomeInput): Promise<void> {
    if (!isId(input.interruptionId)) throw Refusal.notFound();
    const at = this.clock.now();
    const away = await this.database.transaction(rowScope(actor), (queries) =>
      this.interruptions.byId(queries, input.interruptionId),
    );
    if (!away) throw Refusal.notFound();
    const personId = away.person_id;
    requireAccess(actor, 'comeHome', { personId, councilId: away.council_id });
    if (!isDay(input.homeOn) || input.homeOn < londonDate(at) || input.homeOn < away.from_on)
      throw Refusal.invalid('homeOn', 'Choose today or a later day.');
    const acting = actsFor(actor, personId);
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (acting.mandateId !== null)
            authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'comeHome',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          const open = await this.orders.page(
            queries,
            { personId, statuses: ['ACCEPTED', 'ACTIVE'] },
            null,
            MOST_ORDERS,
          );
          const rows = await this.orders.byIds(
            queries,
            open.map((one) => one.id),
          );
          void lockBudgets(queries, [...new Set(rows.flatMap(budgetsOf))], false);
          const again = await this.interruptions.comeHome(queries, away.id, input.homeOn, at, actor.personId);
          for (const orderId of again) await this.planAgain(queries, orderId, input.homeOn, acting, at);
          const payload: InterruptionEnded = { interruptionId: away.id, personId, homeOn: input.homeOn };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: INTERRUPTION_ENDED,
            version: 1,
            councilId: away.council_id,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }

  private async planAgain(queries: Queries, orderId: string, homeOn: string, acting: Acting, at: Date): Promise<void> {
    const [order] = await this.orders.byIds(queries, [orderId]);
    const [line] = order?.lines ?? [];
    // A shared visit was cancelled for the others too: they order it again together.
    if (!order || !line || order.shared_order_id !== null) return;
    const fromOn = order.effective_on !== null && order.effective_on > homeOn ? order.effective_on : homeOn;
    const { change } = await changeFor(queries, order, currentTerms(order), fromOn, at);
    if (change.added.length === 0) return;
    await applyChange(queries, this.ids, {
      order,
      line: {
        ...whoPays(order),
        orderId,
        lineId: line.id,
        providerId: order.provider_id,
      },
      change: { changed: [], dropped: [], added: change.added },
      at,
      acting,
      orUnfunded: true,
      hasOwnMoney: order.own_money_pence !== null,
    });
    const event = { orderId, eventId: this.ids.next(), at, actorId: acting.actorId };
    void writeEvent(queries, { ...event, code: 'RESUMED' });
    void appendEvent(queries, {
      id: this.ids.next(),
      type: ORDER_RESUMED,
      version: 1,
      councilId: order.council_id,
      payload: { orderId, fromOn },
      occurredAt: at,
    });
  }

  /**
   * Job: retainers whose day has passed, one transaction each. One that the budget cannot pay today is tried again.
   * @returns how many were charged
   */
  async chargeRetainers(): Promise<number> {
    const at = this.clock.now();
    let charged = 0;
    for (const due of await this.interruptions.retainersDue(londonDate(at))) {
      await this.charge(due, at).then(
        () => (charged += 1),
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        },
      );
    }
    return charged;
  }

  private charge(due: RetainerRow, at: Date): Promise<void> {
    const acting = { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null };
    const pence = due.retainer_pence;
    return this.database.transaction(rowScope(null), (queries) => {
      const retainerId = this.ids.next();
      void lockBudgets(queries, [due.budget_id], false);
      void this.interruptions.claimRetainer(queries, due, retainerId);
      void holdMoney(queries, {
        councilId: due.council_id,
        budgetId: due.budget_id,
        orderId: due.order_id,
        providerId: due.provider_id,
        standing: false,
        holds: [{ id: retainerId, pence, day: due.day }],
        at,
        acting,
      });
      const line = {
        councilId: due.council_id,
        orderId: due.order_id,
        lineId: due.line_id,
        personId: due.person_id,
        budgetId: due.budget_id,
        providerId: due.provider_id,
      };
      const visit = { day: due.day, startsAt: due.starts_at, endsAt: due.ends_at, quantity: 10_000n };
      const price = {
        unitPricePence: pence,
        multiplier: 10_000n,
        bankHoliday: null,
        rateCardVersion: null,
        abovePence: null,
      };
      const retainer = { ...visit, ...price, id: retainerId, amountPence: pence, ownPence: 0n };
      void insertVisits(queries, line, [retainer]);
      void this.interruptions.chargeRetainer(queries, retainerId, at);
      void release(queries, [{ holdId: retainerId, feePence: pence }], {
        groupId: retainerId,
        day: londonDate(at),
        at,
        acting,
      });
      const payload: VisitsCancelled = {
        orderId: due.order_id,
        occurrenceIds: [retainerId],
        feePence: pence.toString(),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: VISITS_CANCELLED,
        version: 1,
        councilId: due.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    });
  }
}

/** More open orders than anybody has. */
const MOST_ORDERS = 500;
