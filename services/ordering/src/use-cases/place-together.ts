import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  appendEvent,
  formatQuantity,
  IDS,
  type IdSource,
  parseQuantity,
  type Pence,
  type Queries,
  Refusal,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import { ORDER_PLACED } from '../contract/events.js';
import { type Share, shareOf } from '../domain/share.js';
import { wantedTimes } from '../domain/times-of-day.js';
import { daysOf } from '../domain/visit-plan.js';
import type { NewOrder } from '../persistence/order-writes.js';
import { type SharedOrderRow, SharedOrderRepository } from '../persistence/shared-order.repository.js';
import { PlaceOrder } from './place-order.js';
import { authoriseOrder, type ReadyOrder } from './ready-order.js';

/** What is ordered together. */
export type SharedTerms = Pick<
  SharedOrderRow,
  'participant_ids' | 'shares' | 'variant_id' | 'quantity' | 'starts_on' | 'ends_on' | 'recurrence' | 'place' | 'note'
> & {
  /** Null before anything is known of the council. */
  readonly council_id: string | null;
  readonly start_time: string;
};

/** One participant who said yes: the price they agreed to, and who said it. */
export interface Yes {
  readonly personId: string;
  /** Null for the person's active budget. */
  readonly budgetId: string | null;
  readonly shownUnitPricePence: Pence;
  readonly actorId: string;
  readonly mandateId: string | null;
}

/** Writes the orders of those who order together. */
@Injectable()
export class PlaceTogether {
  constructor(
    private readonly placing: PlaceOrder,
    private readonly shared: SharedOrderRepository,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * One participant's order as it would be written: the whole priced by this person's own rule, and their share of it.
   * @throws Refusal ONE_COUNCIL_ONLY, OUTSIDE_BUDGET_PERIOD when the budget does not reach to the last visit, and as placing
   */
  async prepare(actor: Actor, terms: SharedTerms, yes: Yes, at: Date): Promise<NewOrder> {
    const quantity = parseQuantity(terms.quantity);
    const startTime = terms.start_time.slice(0, 5);
    const whole = await this.placing.newOrder(
      actor,
      {
        idempotencyKey: '',
        personId: yes.personId,
        budgetId: yes.budgetId,
        variantId: terms.variant_id,
        quantity: formatQuantity(quantity),
        startTime,
        place: terms.place,
        note: terms.note,
        shownUnitPricePence: yes.shownUnitPricePence,
      },
      {
        times: wantedTimes({ startTime, quantity: terms.quantity }, false, []),
        startsOn: terms.starts_on,
        endsOn: terms.ends_on,
        recurrence: terms.recurrence,
      },
      at,
    );
    if (terms.council_id !== null && whole.councilId !== terms.council_id) throw new Refusal('ONE_COUNCIL_ONLY');
    const last = terms.ends_on ?? terms.starts_on;
    const all = terms.recurrence === null ? 1 : daysOf(terms.recurrence, terms.starts_on, terms.starts_on, last).length;
    // Everybody has every visit, or there is nothing to share.
    if (whole.visits.length < all) throw new Refusal('OUTSIDE_BUDGET_PERIOD', { day: last });
    const share: Share = { weights: terms.shares, place: terms.participant_ids.indexOf(yes.personId) };
    const visits = whole.visits.map((visit) => ({ ...visit, amountPence: shareOf(visit.amountPence, share) }));
    const linePence = shareOf(whole.linePence, share);
    if (linePence <= 0n || visits.some((visit) => visit.amountPence <= 0n))
      throw Refusal.invalid('quantity', 'A share of this comes to nothing. Order a little more.');
    return { ...whole, linePence, visits, actorId: yes.actorId, mandateId: yes.mandateId };
  }

  /** Locks the mandates behind several orders and counts each sum against its limits. */
  authorise(queries: Queries, orders: readonly NewOrder[], at: Date): void {
    for (const order of inLockOrder(orders)) authoriseOrder(queries, readyOrder(order, at));
  }

  /** After mandates and key: all budgets locked, then each priced, written, held and looked ahead; the first refusal is all's. */
  async send(queries: Queries, orders: readonly NewOrder[], sharedOrderId: string | null, at: Date): Promise<void> {
    void lockBudgets(
      queries,
      orders.map(({ budgetId }) => budgetId),
    );
    await Promise.all(orders.map((order) => this.sendOne(queries, order, sharedOrderId, at)));
  }

  private async sendOne(queries: Queries, order: NewOrder, sharedOrderId: string | null, at: Date): Promise<void> {
    const written = this.placing.write(queries, readyOrder(order, at));
    if (sharedOrderId !== null) void this.shared.join(queries, sharedOrderId, order.orderId);
    void appendEvent(queries, {
      id: this.ids.next(),
      type: ORDER_PLACED,
      version: 1,
      councilId: order.councilId,
      payload: { orderId: order.orderId, providerId: order.providerId },
      occurredAt: at,
    });
    await written;
  }
}

/** By person: whoever needs several people's mandates locks them so, or two who do it at once wait for each other for good. */
export function inLockOrder<Of extends { readonly personId: string }>(people: readonly Of[]): Of[] {
  return [...people].sort((left, right) => (left.personId < right.personId ? -1 : 1));
}

/** Never a trial, never with own money (there is no field for either), and never in a telephone call: ADR 21. */
function readyOrder(order: NewOrder, at: Date): ReadyOrder {
  const { actorId, personId, mandateId } = order;
  const acting = { actorId, onBehalfOf: actorId === personId ? null : personId, mandateId };
  return { order, meetFirst: null, acting, callId: null, at };
}
