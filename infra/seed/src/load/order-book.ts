import type { PriceView } from '@owncourse/rates/contract';
import {
  brokeredNames,
  type CouncilKey,
  councils,
  demoPeople,
  mandates,
  type Person,
  people,
  pickNumber,
} from '../content/index.js';
import { type Thing, things } from './bought-things.js';
import { representativeOf } from './money-holders.js';
import type { PlannedOrder } from './plan-orders.js';
import type { Story } from './story.js';

/** An order that was placed and not refused. */
export interface PlacedOrder {
  readonly plan: PlannedOrder;
  readonly orderId: string;
  readonly thing: Thing;
  /** An approver has to say yes before the provider may answer. */
  readonly needsApproval: boolean;
}

const broker = demoPeople.find((one) => one.roles.includes('broker'));
const brokered = new Set(people.filter((one) => brokeredNames.includes(one.name)).map((one) => one.id));
const brokerMayConfirm = new Set(
  mandates
    .filter((one) => one.type === 'broker' && one.scopes.includes('confirm') && (one.endsInDays ?? 1) > 0)
    .map((one) => one.personId),
);

/** Who may order for a person, whoever would do it first. */
export function orderersFor(person: Person, key: string): readonly string[] {
  const own = representativeOf.get(person.id) ?? person.id;
  const brokerOrders = brokered.has(person.id) && pickNumber(`broker-orders/${key}`, 10) < 7;
  return brokerOrders && broker ? [broker.personId, own] : [own];
}

/** The person, or the relative who orders for them. */
export function cancellerOf({ plan }: PlacedOrder): string {
  return orderersFor(plan.person, plan.key).at(-1) ?? plan.person.id;
}

/** Who says that this person's visits were right. */
export function confirmerFor(person: Person): string {
  const brokerConfirms = brokerMayConfirm.has(person.id) && pickNumber(`broker-confirms/${person.id}`, 2) === 0;
  return brokerConfirms && broker ? broker.personId : (representativeOf.get(person.id) ?? person.id);
}

/** Prices people are shown, and the orders placed so far. */
export class OrderBook {
  private readonly placed = new Map<string, PlacedOrder>();
  private readonly shown = new Map<string, Promise<ReadonlyMap<string, PriceView>>>();

  constructor(private readonly story: Story) {}

  add(order: PlacedOrder): void {
    this.placed.set(order.orderId, order);
  }

  /** @throws Error for an order of somebody else's making */
  of(orderId: string): PlacedOrder {
    const order = this.placed.get(orderId);
    if (!order) throw new Error(`Nobody in the story placed order ${orderId}`);
    return order;
  }

  all(): readonly PlacedOrder[] {
    return [...this.placed.values()];
  }

  /** Providers with an order, in the order of their keys. */
  providers(): readonly Thing['provider'][] {
    const byKey = new Map([...this.placed.values()].map((one) => [one.thing.provider.key, one.thing.provider]));
    return [...byKey.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
  }

  /** What one unit costs on a day; undefined where it cannot be bought from a budget. */
  async price(councilKey: CouncilKey, variantId: string, day: string): Promise<PriceView | undefined> {
    // A card's prices never change, so that one day of it speaks for all.
    const key = `${councilKey}/${day >= this.story.days.newYear ? 2 : 1}`;
    let known = this.shown.get(key);
    if (!known) {
      known = this.read(councilKey, day);
      this.shown.set(key, known);
    }
    return (await known).get(variantId);
  }

  private async read(councilKey: CouncilKey, day: string): Promise<ReadonlyMap<string, PriceView>> {
    const council = councils.find((one) => one.key === councilKey);
    const ids = things
      .filter((thing) => thing.provider.councilKeys.includes(councilKey))
      .map((thing) => thing.variant.id);
    const prices = await this.story.ports.prices(council?.id ?? '', ids, day);
    return new Map(
      ids.flatMap((id, index) => {
        const price = prices[index];
        return price?.orderable ? [[id, price] as const] : [];
      }),
    );
  }
}

const BIG_THINGS: readonly string[] = [
  'Long weekend by the sea',
  'A week at Wickenholt',
  'Go it alone, with a companion',
];

/** Holidays and the like: things an approver looks at. */
export const bigThingIds: readonly string[] = things
  .filter((thing) => BIG_THINGS.includes(thing.service.name) && thing.variant.publicUnitPricePence > 75_000n)
  .map((thing) => thing.variant.id);
