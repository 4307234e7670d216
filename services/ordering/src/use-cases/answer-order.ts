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
  isReadable,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { lockBudgets, release, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import {
  ORDER_ACCEPTED,
  ORDER_APPROVED,
  ORDER_DECLINED,
  ORDER_EXPIRED,
  ORDER_REFUSED,
  type OrderAnswered,
  OWN_PURCHASE_AGREED,
  type OwnPurchaseAgreed,
} from '../contract/events.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { changeMindUntil } from '../domain/own-purchase.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { cancelOccurrences, lockOrder, moveOrder } from '../persistence/order-writes.js';
import { agreeOwnPurchases } from '../persistence/own-purchase-writes.js';

interface Answer {
  readonly orderId: string;
  readonly idempotencyKey: string;
}

const LONGEST_REASON = 500;
const TO_EXPIRE = statement('ordering.orders-to-expire', 'select * from ordering.orders_to_expire($1)');

/** Jobs look at one council's orders as its approver would. */
export function systemOf(councilId: string): Actor {
  return {
    personId: SYSTEM_ACTOR_ID,
    name: '',
    email: '',
    roles: ['APPROVER'],
    councilId,
    organisationId: null,
    fundingCouncilId: null,
    mandates: [],
    assignedPeople: [],
  };
}

/** The provider's yes or no, and the approver's. A no gives everything back in the same transaction. */
@Injectable()
export class AnswerOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async accept(actor: Actor, input: Answer & { readonly version?: number | null }): Promise<void> {
    const order = await this.visible(actor, input.orderId);
    requireAccess(actor, 'acceptOrder', { organisationId: order.provider_id });
    const orders = await this.together(actor, order);
    if (orders.some(({ status }) => status === 'AWAITING_APPROVAL') && orders.length > 1)
      throw new Refusal('COUNCIL_LOOKS_FIRST');
    await this.move(actor, orders, input, {
      operation: 'acceptOrder',
      move: 'accept',
      code: 'ACCEPTED',
      event: ORDER_ACCEPTED,
      reason: null,
      version: input.version,
    });
  }

  async decline(actor: Actor, input: Answer & { readonly reason: string }): Promise<void> {
    const order = await this.visible(actor, input.orderId);
    requireAccess(actor, 'declineOrder', { organisationId: order.provider_id });
    // One that the council still looks at ends with the others (FollowSharedOrders).
    const orders = (await this.together(actor, order)).filter(
      ({ id, status }) => id === order.id || status !== 'AWAITING_APPROVAL',
    );
    await this.no(actor, orders, input, {
      operation: 'declineOrder',
      move: 'decline',
      code: 'DECLINED',
      event: ORDER_DECLINED,
      reason: checkedReason(input.reason),
    });
  }

  async decide(
    actor: Actor,
    input: Answer & { readonly approve: boolean; readonly reason?: string | null; readonly version?: number | null },
  ): Promise<void> {
    const order = await this.visible(actor, input.orderId);
    requireAccess(actor, 'decideOrder', { councilId: order.council_id });
    // Nor on a part of what they share: its yes is theirs too.
    if ((await this.together(actor, order)).some((one) => isOwnAffair(actor, one))) throw new Refusal('OWN_ORDER');
    if (input.approve)
      await this.move(actor, [order], input, {
        operation: 'decideOrder',
        move: 'approve',
        code: 'APPROVED',
        event: ORDER_APPROVED,
        reason: null,
        version: input.version,
      });
    else
      await this.no(actor, [order], input, {
        operation: 'decideOrder',
        move: 'refuse',
        code: 'REFUSED',
        event: ORDER_REFUSED,
        reason: checkedReason(input.reason ?? ''),
        version: input.version,
      });
  }

  /**
   * Job: orders that nobody answered in the council's time, or before their first visit, end by themselves, and
   * everything goes back.
   */
  async expire(): Promise<number> {
    const due = await this.due();
    const councils = [...new Set(due.map((one) => one.council_id))];
    const orders = (
      await Promise.all(
        councils.map((councilId) =>
          this.database.transaction(rowScope(systemOf(councilId)), (queries) =>
            this.orders.byIds(
              queries,
              due.filter((one) => one.council_id === councilId).map((one) => one.id),
            ),
          ),
        ),
      )
    ).flat();
    // What ended before it was looked at stays so. The rest is looked at again under each order's lock.
    for (const order of orders.filter(({ status }) => ORDER_MOVES.expire.from.some((one) => one === status))) {
      const system = systemOf(order.council_id);
      const step: Step = {
        operation: 'expireOrder',
        move: 'expire',
        // Only the wait that ran out: an approval in between has begun another.
        from: [order.status],
        code: order.status === 'AWAITING_APPROVAL' ? 'EXPIRED_UNDECIDED' : 'EXPIRED',
        event: ORDER_EXPIRED,
        reason: null,
      };
      await this.no(system, [order], { orderId: order.id, idempotencyKey: `expire-${order.id}` }, step).catch(
        (error: unknown) => {
          // Somebody answered it in between: theirs stands.
          if (!(error instanceof Refusal)) throw error;
        },
      );
    }
    return due.length;
  }

  private due(): Promise<{ readonly id: string; readonly council_id: string }[]> {
    return this.database.call(TO_EXPIRE, [this.clock.now()]);
  }

  private async visible(actor: Actor, orderId: string): Promise<OrderRow> {
    if (!isId(orderId)) throw Refusal.notFound();
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [orderId]),
    );
    if (!order) throw Refusal.notFound();
    return order;
  }

  /** The provider comes for all who share an order, or for nobody: its answer is one, in one transaction. */
  private together(actor: Actor, order: OrderRow): Promise<readonly OrderRow[]> {
    return this.database.transaction(rowScope(actor), (queries) => this.orders.together(queries, order));
  }

  private async move(actor: Actor, orders: readonly OrderRow[], input: Answer, step: Step): Promise<void> {
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: step.operation,
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          await this.checkSeen(queries, orders, input.orderId, step);
          for (const order of orders) this.sendMove(queries, actor, order, step, at);
          if (step.move === 'accept') await this.tellPurchases(queries, orders, at);
        }),
      () => undefined,
    );
  }

  private async no(actor: Actor, orders: readonly OrderRow[], input: Answer, step: Step): Promise<void> {
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: step.operation,
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [...new Set(orders.flatMap(budgetsOf))], false);
          await this.checkSeen(queries, orders, input.orderId, step);
          for (const order of orders) {
            this.sendMove(queries, actor, order, step, at);
            await this.giveBack(queries, actor, order, at);
          }
        }),
      () => undefined,
    );
  }

  /**
   * Nobody says yes or no to terms that they did not see: under the orders' locks, of the one that was looked at it is still
   * that version. What several share is locked as it is moved, by id.
   */
  private async checkSeen(
    queries: Queries,
    orders: readonly OrderRow[],
    seenId: string,
    { version }: Step,
  ): Promise<void> {
    if (version === undefined || version === null) return;
    for (const { id } of orders) void lockOrder(queries, id);
    const [order] = await this.orders.byIds(queries, [seenId]);
    if (order?.current_version !== version) throw new Refusal('WRONG_STATE');
  }

  /** All visits of an order that has just ended, and what is held for them. */
  private async giveBack(queries: Queries, actor: Actor, order: OrderRow, at: Date): Promise<void> {
    const open = await this.orders.openOccurrences(queries, order.id, null);
    void cancelOccurrences(
      queries,
      order.id,
      open.map((one) => ({ id: one.id, feePence: 0n })),
      true,
      at,
    );
    void release(
      queries,
      open.map((one) => ({ holdId: one.id, feePence: 0n })),
      {
        groupId: order.id,
        day: londonDate(at),
        at,
        acting: { actorId: actor.personId, onBehalfOf: null, mandateId: null },
      },
    );
  }

  /** Whoever pays themselves hears of their rights with the yes. */
  private async tellPurchases(queries: Queries, orders: readonly OrderRow[], at: Date): Promise<void> {
    const agreed = await agreeOwnPurchases(
      queries,
      orders.map(({ id }) => id),
      at,
    );
    for (const { order_id, person_id } of agreed) {
      const order = orders.find(({ id }) => id === order_id);
      if (!order) continue;
      const payload: OwnPurchaseAgreed = {
        orderId: order_id,
        personId: person_id,
        providerId: order.provider_id,
        serviceId: order.service_id,
        changeMindUntil: changeMindUntil(londonDate(at)),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: OWN_PURCHASE_AGREED,
        version: 1,
        councilId: order.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    }
  }

  private sendMove(queries: Queries, actor: Actor, order: OrderRow, step: Step, at: Date): void {
    const { from, to } = ORDER_MOVES[step.move];
    void moveOrder(queries, {
      orderId: order.id,
      from: step.from ?? from,
      to,
      reason: step.reason,
      eventId: this.ids.next(),
      code: step.code,
      at,
      actorId: actor.personId,
    });
    const payload: OrderAnswered = {
      orderId: order.id,
      providerId: order.provider_id,
      serviceId: order.service_id,
      personIds: order.participant_ids,
      waitedFor: order.status === 'AWAITING_APPROVAL' ? 'COUNCIL' : 'PROVIDER',
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: step.event,
      version: 1,
      councilId: order.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}

interface Step {
  readonly operation: string;
  readonly move: 'accept' | 'decline' | 'approve' | 'refuse' | 'expire';
  readonly from?: readonly string[];
  readonly code: string;
  readonly event: string;
  readonly reason: string | null;
  /** The version that was looked at, where that was said. */
  readonly version?: number | null | undefined;
}

/** Nobody decides on what they ordered themselves, for themselves or for somebody they act for. */
function isOwnAffair(actor: Actor, order: OrderRow): boolean {
  return (
    order.placed_by === actor.personId ||
    order.participant_ids.includes(actor.personId) ||
    actor.mandates.some((mandate) => order.participant_ids.includes(mandate.personId))
  );
}

/** Every budget that pays for a part of the order. */
export function budgetsOf(order: OrderRow): string[] {
  return [...new Set(order.lines.map((line) => line.budgetId))];
}

/** A no always says why. @throws Refusal INVALID_INPUT */
export function checkedReason(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > LONGEST_REASON || !isReadable(text))
    throw Refusal.invalid('reason', `Say why, in at most ${LONGEST_REASON} letters.`);
  return text;
}
