import type DataLoader from 'dataloader';
import { inOrderOf, type OperationContext, type Pence } from '@owncourse/kernel/contract';
import type {
  DeliveryRow,
  OccurrenceRow,
  OrderEventRow,
  OrderRepository,
  OrderRow,
} from '../persistence/order.repository.js';

const ORDER = Symbol('Order by id');
const OCCURRENCE = Symbol('Occurrence by id');
const NEXT = Symbol('Next occurrences by order');
const HELD = Symbol('Held pence by order');
const EVENTS = Symbol('Events by order');
const DELIVERY = Symbol('Delivery by id');
const DELIVERY_OF_OCCURRENCE = Symbol('Delivery by occurrence');
const DELIVERIES_OF_ORDER = Symbol('Deliveries by order');

/** How many of the next visits an order shows. */
const NEXT_VISITS = 8;
const MOST_DELIVERIES = 100;

function grouped<Row>(ids: readonly string[], rows: readonly Row[], idOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(idOf(row), [...(groups.get(idOf(row)) ?? []), row]);
  return ids.map((id) => groups.get(id) ?? []);
}

/** One batch for each edge and operation. */
export class OrderLoaders {
  constructor(
    private readonly context: OperationContext,
    private readonly orders: OrderRepository,
    private readonly today: string,
  ) {}

  order(): DataLoader<string, OrderRow | null> {
    return this.context.loader<OrderRow>(ORDER, async (ids, { reads }) =>
      inOrderOf(ids, await this.orders.byIds(reads, ids), (row) => row.id),
    );
  }

  occurrence(): DataLoader<string, OccurrenceRow | null> {
    return this.context.loader<OccurrenceRow>(OCCURRENCE, async (ids, { reads }) =>
      inOrderOf(ids, await this.orders.occurrencesByIds(reads, ids), (row) => row.id),
    );
  }

  nextOccurrences(): DataLoader<string, OccurrenceRow[] | null> {
    return this.context.loader<OccurrenceRow[]>(NEXT, async (ids, { reads }) =>
      grouped(ids, await this.orders.nextOccurrences(reads, ids, this.today, NEXT_VISITS), (row) => row.order_id),
    );
  }

  heldPence(): DataLoader<string, Pence | null> {
    return this.context.loader<Pence>(HELD, async (ids, { reads }) => {
      const held = new Map((await this.orders.held(reads, ids)).map((row) => [row.order_id, row.held_pence]));
      return ids.map((id) => held.get(id) ?? 0n);
    });
  }

  events(): DataLoader<string, OrderEventRow[] | null> {
    return this.context.loader<OrderEventRow[]>(EVENTS, async (ids, { reads }) =>
      grouped(ids, await this.orders.events(reads, ids), (row) => row.order_id),
    );
  }

  delivery(): DataLoader<string, DeliveryRow | null> {
    return this.context.loader<DeliveryRow>(DELIVERY, async (ids, { reads }) =>
      inOrderOf(ids, await this.orders.deliveries(reads, { ids }, ids.length), (row) => row.id),
    );
  }

  deliveryOfOccurrence(): DataLoader<string, DeliveryRow | null> {
    return this.context.loader<DeliveryRow>(DELIVERY_OF_OCCURRENCE, async (ids, { reads }) =>
      inOrderOf(
        ids,
        await this.orders.deliveries(reads, { occurrenceIds: ids }, ids.length),
        (row) => row.occurrence_id,
      ),
    );
  }

  deliveriesOfOrder(): DataLoader<string, DeliveryRow[] | null> {
    return this.context.loader<DeliveryRow[]>(DELIVERIES_OF_ORDER, async (ids, { reads }) =>
      grouped(ids, await this.orders.deliveries(reads, { orderIds: ids }, MOST_DELIVERIES), (row) => row.order_id),
    );
  }
}
