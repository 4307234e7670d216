import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  type Connection,
  connection,
  daysBetween,
  decodeCursor,
  encodeCursor,
  isId,
  londonDate,
  type OperationContext,
  pageSize,
  type Pence,
  Refusal,
} from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { OrderRepository } from '../persistence/order.repository.js';
import { serviceName, SOMEBODY } from './names.js';
import { OrderLoaders } from './order.loaders.js';
import { deliveryView, eventWords, occurrenceView, orderView } from './order.view.js';

type View = Record<string, unknown>;
interface IdHolder {
  readonly id: string;
}

const LONGEST_SPAN_DAYS = 92;
const MOST_OCCURRENCES = 500;

@Resolver('Order')
export class OrderResolver {
  constructor(
    private readonly orders: OrderRepository,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** An officer who asks about one person looks at that person's spending, and the person is told. */
  private async recordLook(
    { actor }: OperationContext,
    personId: string | null | undefined,
    councilId: string | undefined,
    what: string,
  ): Promise<void> {
    if (!actor || !personId || councilId === undefined || actor.personId === personId) return;
    await this.identity.recordLookUp(actor, { personId, councilId, what });
  }

  loaders(context: OperationContext): OrderLoaders {
    return new OrderLoaders(context, this.orders, londonDate(this.clock.now()));
  }

  @Query('order')
  async order(@Args('id') id: string, @Context() context: OperationContext): Promise<View | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await this.loaders(context).order().load(id);
    if (row) await this.recordLook(context, row.participant_ids[0], row.council_id, 'ORDER');
    return row && orderView(row);
  }

  @Query('orders')
  async list(
    @Args('filter') filter: { personId?: string | null; statuses?: string[] | null } | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<View> & { totalCount: number }> {
    const wanted = { personId: filter?.personId ?? null, statuses: filter?.statuses ?? null };
    if (!context.actor || (wanted.personId !== null && !isId(wanted.personId)))
      return { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
    const size = pageSize(first);
    const cursor = decodeCursor(after, 2);
    if (cursor && (Number.isNaN(Date.parse(cursor[0] ?? '')) || !isId(cursor[1] ?? '')))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const [rows, totalCount] = await Promise.all([
      this.orders.page(context.reads, wanted, cursor && { placedAt: cursor[0] ?? '', id: cursor[1] ?? '' }, size + 1),
      this.orders.count(context.reads, wanted),
    ]);
    const full = new Map(
      (
        await this.loaders(context)
          .order()
          .loadMany(rows.map((row) => row.id))
      ).flatMap((row) => (row && !(row instanceof Error) ? [[row.id, row] as const] : [])),
    );
    await this.recordLook(context, wanted.personId, [...full.values()][0]?.council_id, 'ORDERS');
    const page = connection(
      rows,
      size,
      (row) => full.get(row.id),
      (row) => encodeCursor([row.placed_at.toISOString(), row.id]),
    );
    return {
      ...page,
      edges: page.edges.flatMap(({ cursor: place, node }) => (node ? [{ cursor: place, node: orderView(node) }] : [])),
      totalCount,
    };
  }

  @ResolveField('heldPence')
  async heldPence(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<Pence> {
    return (await this.loaders(context).heldPence().load(order.id)) ?? 0n;
  }

  @ResolveField('nextOccurrences')
  async nextOccurrences(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<View[]> {
    const rows = (await this.loaders(context).nextOccurrences().load(order.id)) ?? [];
    return rows.map((row) => occurrenceView(row, this.clock.now()));
  }

  @ResolveField('deliveries')
  async deliveriesOf(
    @Parent() order: IdHolder,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const rows = (await this.loaders(context).deliveriesOfOrder().load(order.id)) ?? [];
    return rows.slice(0, pageSize(first)).map(deliveryView);
  }

  @ResolveField('history')
  async history(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<View[]> {
    const rows = (await this.loaders(context).events().load(order.id)) ?? [];
    return rows.map((row) => ({
      at: row.at,
      words: eventWords(row.code),
      actorId: row.actor_id,
      actorName: row.actor_name,
    }));
  }

  @Query('occurrences')
  async occurrences(
    @Args('personId') personId: string | null,
    @Args('from') from: string,
    @Args('to') to: string,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    if (!context.actor || (personId && !isId(personId))) return [];
    if (to < from || daysBetween(from, to) > LONGEST_SPAN_DAYS)
      throw Refusal.invalid('to', `Ask for at most ${LONGEST_SPAN_DAYS} days.`);
    if (first !== null && (first < 1 || first > MOST_OCCURRENCES))
      throw Refusal.invalid('first', `Ask for 1 to ${MOST_OCCURRENCES} at a time.`);
    const rows = await this.orders.occurrences(context.reads, personId ?? null, from, to, first ?? MOST_OCCURRENCES);
    await this.recordLook(context, personId, rows[0]?.council_id, 'VISITS');
    return rows.map((row) => occurrenceView(row, this.clock.now()));
  }

  @Query('deliveries')
  async deliveries(
    @Args('filter') filter: { personId?: string | null; statuses?: string[] | null } | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    if (!context.actor || (filter?.personId && !isId(filter.personId))) return [];
    const rows = await this.orders.deliveries(
      context.reads,
      { personId: filter?.personId ?? null, statuses: filter?.statuses ?? null },
      pageSize(first),
    );
    await this.recordLook(context, filter?.personId, rows[0]?.council_id, 'DELIVERIES');
    return rows.map(deliveryView);
  }
}

@Resolver('OrderEvent')
export class OrderEventResolver {
  @ResolveField('actorName')
  actorName(@Parent() event: { actorId: string; actorName: string | null }): string {
    return event.actorId === SYSTEM_ACTOR_ID ? 'Owncourse' : (event.actorName ?? SOMEBODY);
  }
}

@Resolver('Occurrence')
export class OccurrenceResolver {
  constructor(private readonly orders: OrderResolver) {}

  @ResolveField('delivery')
  async delivery(@Parent() occurrence: IdHolder, @Context() context: OperationContext): Promise<View | null> {
    const row = await this.orders.loaders(context).deliveryOfOccurrence().load(occurrence.id);
    return row && deliveryView(row);
  }

  @ResolveField('order')
  async order(@Parent() occurrence: { orderId: string }, @Context() context: OperationContext): Promise<View | null> {
    const row = await this.orders.loaders(context).order().load(occurrence.orderId);
    return row && orderView(row);
  }
}

@Resolver('Delivery')
export class DeliveryResolver {
  constructor(
    private readonly orders: OrderResolver,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('occurrence')
  async occurrence(
    @Parent() delivery: { occurrenceId: string },
    @Context() context: OperationContext,
  ): Promise<View | null> {
    const row = await this.orders.loaders(context).occurrence().load(delivery.occurrenceId);
    return row && occurrenceView(row, this.clock.now());
  }

  @ResolveField('serviceName')
  async serviceName(@Parent() delivery: { serviceId: string }, @Context() context: OperationContext): Promise<string> {
    return (await serviceName(context, delivery.serviceId))?.name ?? 'A service';
  }
}
