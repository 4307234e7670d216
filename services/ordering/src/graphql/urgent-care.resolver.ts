import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CATALOGUE, type CataloguePort } from '@owncourse/catalogue/contract';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  type Connection,
  connection,
  decodeCursor,
  encodeCursor,
  groupBy,
  inOrderOf,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  type Pence,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { StartUrgentCareInput } from '../contract/order-inputs.js';
import { UrgentCareRepository, type UrgentCareRow } from '../persistence/urgent-care.repository.js';
import { StartUrgentCare } from '../use-cases/start-urgent-care.js';
import { OrderResolver } from './order.resolver.js';
import { orderView, type View } from './order.view.js';

const URGENT = Symbol('Whether each order is urgent');
const URGENT_CARE = Symbol('Urgent care by order');
const STARTED_WITH = Symbol('Urgent care that began together');
const EMERGENCY = Symbol('Emergency money by order');
const NOTHING = { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
const MOST_SERVICES = 20;

interface UrgentCareView {
  readonly __typename: 'UrgentCare';
  readonly orderId: string;
  readonly reason: string;
  readonly startedByName: string;
  readonly startedAt: Date;
  readonly startedWith: string;
}

function urgentCareView(row: UrgentCareRow): UrgentCareView {
  return {
    __typename: 'UrgentCare',
    orderId: row.order_id,
    reason: row.reason,
    startedByName: row.started_by_name ?? 'Somebody',
    startedAt: row.started_at,
    startedWith: row.started_with,
  };
}

@Resolver('Order')
export class UrgentOrderResolver {
  constructor(private readonly care: UrgentCareRepository) {}

  @ResolveField('urgent')
  async urgent(@Parent() order: { id: string }, @Context() context: OperationContext): Promise<boolean> {
    const row = await context
      .loader<{ id: string; urgent: boolean }>(URGENT, async (ids, { reads }) =>
        inOrderOf(ids, await this.care.urgent(reads, ids), (one) => one.id),
      )
      .load(order.id);
    return row?.urgent ?? false;
  }

  @ResolveField('urgentCare')
  async urgentCare(
    @Parent() order: { id: string },
    @Context() context: OperationContext,
  ): Promise<UrgentCareView | null> {
    const row = await context
      .loader<UrgentCareRow>(URGENT_CARE, async (ids, { reads }) =>
        inOrderOf(ids, await this.care.ofOrders(reads, ids), (one) => one.order_id),
      )
      .load(order.id);
    return row && urgentCareView(row);
  }
}

@Resolver('UrgentCare')
export class UrgentCareResolver {
  constructor(
    private readonly care: UrgentCareRepository,
    private readonly starting: StartUrgentCare,
    private readonly orders: OrderResolver,
    @Inject(CATALOGUE) private readonly catalogue: CataloguePort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('urgentOptions')
  async options(
    @Args('personId') personId: string,
    @Args('supportType') supportType: string,
    @Context() context: OperationContext,
  ): Promise<object[]> {
    const { actor } = context;
    if (!actor || !isId(personId)) return [];
    const today = londonDate(this.clock.now());
    const whose = await this.care.whose(personId, today);
    if (!whose || !mayDo(actor, 'urgentOptions', { personId, councilId: whose.council_id })) return [];
    const found = await this.catalogue.search(actor, {
      supportTypes: [supportType],
      kinds: ['PAID'],
      councilKey: whose.council_key,
      postcode: whose.postcode_district,
      sort: whose.postcode_district === null ? 'BEST_MATCH' : 'NEAREST',
      first: MOST_SERVICES,
      wantsFacets: false,
    });
    const rows = await this.care.options(
      whose,
      today,
      found.hits.map((hit) => hit.id),
    );
    return rows.map((row) => ({
      variant: { id: row.variant_id },
      service: { id: row.service_id },
      provider: { id: row.provider_id },
      unitPricePence: row.unit_price_pence,
    }));
  }

  @Query('urgentCare')
  async list(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<UrgentCareView> & { totalCount: number }> {
    const { actor, reads } = context;
    if (!actor || !mayDo(actor, 'urgentCare', { councilId: actor.councilId })) return NOTHING;
    const size = pageSize(first);
    const [startedAt = '', id = ''] = decodeCursor(after, 2) ?? [];
    if (after && (Number.isNaN(Date.parse(startedAt)) || !isId(id)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const [rows, totalCount] = await Promise.all([
      this.care.page(reads, after ? { startedAt, id } : null, size + 1),
      this.care.count(reads),
    ]);
    const page = connection(rows, size, urgentCareView, (row) =>
      encodeCursor([row.started_at.toISOString(), row.order_id]),
    );
    return { ...page, totalCount };
  }

  @Mutation('startUrgentCare')
  start(
    @Args('input') input: StartUrgentCareInput,
    @Context() context: OperationContext,
  ): Promise<UrgentCareView | RefusalMember> {
    return orRefusal<UrgentCareView>(async () => {
      const orderId = await this.starting.run(context.signedIn(), input);
      const [row] = await this.care.ofOrders(context.reads, [orderId]);
      if (!row) throw Refusal.notFound();
      return urgentCareView(row);
    });
  }

  @ResolveField('order')
  async order(@Parent() care: UrgentCareView, @Context() context: OperationContext): Promise<View | null> {
    const row = await this.orders.loaders(context).order().load(care.orderId);
    return row && orderView(row);
  }

  @ResolveField('alongside')
  async alongside(@Parent() care: UrgentCareView, @Context() context: OperationContext): Promise<UrgentCareView[]> {
    const together = await context
      .loader<UrgentCareRow[]>(STARTED_WITH, async (ids, { reads }) => {
        const rows = groupBy(await this.care.startedWith(reads, ids), (row) => row.started_with);
        return ids.map((id) => rows.get(id) ?? []);
      })
      .load(care.startedWith);
    return (together ?? []).filter((row) => row.order_id !== care.orderId).map(urgentCareView);
  }

  @ResolveField('emergencyPence')
  async emergencyPence(@Parent() care: UrgentCareView, @Context() context: OperationContext): Promise<Pence> {
    return (await this.emergency(care, context))?.amount_pence ?? 0n;
  }

  @ResolveField('returnedPence')
  async returnedPence(@Parent() care: UrgentCareView, @Context() context: OperationContext): Promise<Pence> {
    return (await this.emergency(care, context))?.returned_pence ?? 0n;
  }

  private emergency(
    care: UrgentCareView,
    context: OperationContext,
  ): Promise<{ order_id: string; amount_pence: Pence; returned_pence: Pence } | null> {
    return context
      .loader<{ order_id: string; amount_pence: Pence; returned_pence: Pence }>(EMERGENCY, async (ids, { reads }) =>
        inOrderOf(ids, await this.care.emergency(reads, ids), (row) => row.order_id),
      )
      .load(care.orderId);
  }
}
