import { atOnce, groupBy, type Pence } from '@owncourse/kernel/contract';
import type { PlacedOrderAnswer } from '@owncourse/ordering/contract';
import { pickNumber } from '../content/index.js';
import { placeOf, thingOf } from './bought-things.js';
import { officerOf } from './council-staff.js';
import { type OrderBook, orderersFor, type PlacedOrder } from './order-book.js';
import type { PlannedOrder } from './plan-orders.js';
import { act, type Story, timeBetween, unlessRefused } from './story.js';

/** Nobody in the story is told no for another reason than money; the next one in line tries when it is the mandate's limit. */
const NOT_THIS_WAY = ['OVER_ORDER_LIMIT', 'OVER_MONTH_LIMIT', 'NO_MANDATE'];
const NO_MONEY = ['BUDGET_SHORTFALL'];

/** Orders are placed and answered. */
export class PlayOrders {
  private waiting: PlacedOrder[] = [];

  constructor(
    private readonly story: Story,
    private readonly book: OrderBook,
  ) {}

  /** Each person's orders one after the other, because they share a budget. @returns those that were placed */
  async place(plans: readonly PlannedOrder[]): Promise<readonly PlacedOrder[]> {
    const people = [...groupBy(plans, (plan) => plan.person.id).values()];
    const placed = await atOnce(people, async (mine) => {
      const orders: PlacedOrder[] = [];
      for (const plan of mine) {
        const order = await this.placeOne(plan);
        if (order) orders.push(order);
      }
      return orders;
    });
    // The book is written here, where nothing runs beside, so that its order is always the same.
    const orders = placed.flat();
    for (const order of orders) this.book.add(order);
    this.waiting.push(...orders);
    this.story.tally.add('orders', orders.length);
    return orders;
  }

  /** Providers answer what waits for them; approvers first where policy asks for one. */
  async answer(day: string): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    // One after the other for each person: a no gives money back to the budget that they share.
    await atOnce([...groupBy(waiting, (order) => order.plan.person.id).values()], async (mine) => {
      for (const order of mine) {
        if (order.needsApproval) await this.approve(order, day);
        await this.answerOne(order, day);
      }
    });
  }

  /** From here on nobody answers what was placed before. */
  leaveWaiting(): void {
    this.waiting = [];
  }

  private async placeOne(plan: PlannedOrder): Promise<PlacedOrder | null> {
    const { person } = plan;
    const startsOn = plan.when.kind === 'one-off' ? plan.when.date : plan.when.startsOn;
    const price = await this.story.time.at(`prices/${plan.key}`, plan.placedOn, '08:00', () =>
      this.book.price(person.councilKey, plan.variantId, startsOn),
    );
    if (price === undefined) {
      this.story.tally.add('not orderable');
      return null;
    }
    for (const [turn, personId] of orderersFor(person, plan.key).entries()) {
      const placed = await unlessRefused(this.story.tally, [...NO_MONEY, ...NOT_THIS_WAY], () =>
        this.send(plan, price.unitPricePence, personId, turn),
      );
      if (placed !== null) {
        const { orderId, awaitsApproval } = placed;
        return { plan, orderId, thing: thingOf(plan.variantId), needsApproval: awaitsApproval === true };
      }
    }
    return null;
  }

  private send(plan: PlannedOrder, price: Pence, personId: string, turn: number): Promise<PlacedOrderAnswer> {
    const { person, when } = plan;
    const label = `order/${plan.key}/${turn}`;
    return act(
      this.story,
      { label, day: plan.placedOn, time: timeBetween(label, 9, 20), personId },
      (actor, idempotencyKey) =>
        this.story.ports.ordering.placeOrder(actor, {
          idempotencyKey,
          personId: person.id,
          variantId: plan.variantId,
          quantity: plan.quantity,
          startTime: plan.startTime,
          ...(when.kind === 'one-off'
            ? { oneOff: { date: when.date } }
            : { standing: { startsOn: when.startsOn, weekdays: when.weekdays } }),
          place: placeOf(thingOf(plan.variantId)),
          note: noteOf(plan),
          shownUnitPricePence: price,
        }),
    );
  }

  private approve(order: PlacedOrder, day: string): Promise<void> {
    const label = `approve/${order.plan.key}`;
    const { personId } = officerOf(order.plan.person.councilKey, 'approver');
    return act(this.story, { label, day, time: timeBetween(label, 9, 11), personId }, (actor, idempotencyKey) =>
      this.story.ports.ordering.decideOrder(actor, { orderId: order.orderId, idempotencyKey, approve: true }),
    );
  }

  private answerOne({ plan, orderId, thing }: PlacedOrder, day: string): Promise<void> {
    const label = `answer/${plan.key}`;
    const { ordering } = this.story.ports;
    const deed = { label, day, time: timeBetween(label, 11, 18), personId: thing.provider.staffId };
    return act(this.story, deed, (actor, idempotencyKey) => {
      if (plan.declineReason === null) return ordering.acceptOrder(actor, { orderId, idempotencyKey });
      this.story.tally.add('declined orders');
      return ordering.declineOrder(actor, { orderId, idempotencyKey, reason: plan.declineReason });
    });
  }
}

const notes = [
  'Please ring the bell twice.',
  'The key is in the safe.',
  'Please use the side door.',
  'I need a little time to get to the door.',
] as const;

/** One order in five comes with a word for whoever will be there. */
function noteOf(plan: PlannedOrder): string | null {
  return pickNumber(`note/${plan.key}`, 5) === 0
    ? (notes[pickNumber(`note-words/${plan.key}`, notes.length)] ?? null)
    : null;
}
