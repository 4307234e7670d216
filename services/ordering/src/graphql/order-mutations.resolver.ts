import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import {
  type OperationContext,
  orRefusal,
  type Pence,
  Refusal,
  refusalMember,
  type RefusalMember,
  refusalWords,
} from '@owncourse/kernel/contract';
import type { ByTelephone, PlaceOrderInput } from '../contract/order-inputs.js';
import { ORDERING, type OrderingPort } from '../contract/ordering.port.js';
import type { CancelOrderInput, RecordDeliveryInput } from '../contract/visit-inputs.js';
import { PlaceOrder } from '../use-cases/place-order.js';
import { OrderResolver } from './order.resolver.js';
import { deliveryView, orderView, placedOrderView, type View } from './order.view.js';

export type Member = RefusalMember | Record<string, unknown>;

function pence(value: unknown): Pence {
  return BigInt(String(value));
}

/** PlaceOrderResult and AmendOrderResult have members of its own for the two refusals a person can do something about. */
export function placeOrderMember(refusal: Refusal): Member {
  const { details } = refusal;
  if (refusal.code === 'BUDGET_SHORTFALL') {
    return {
      __typename: 'BudgetShortfall',
      ...refusalWords(details['partRoute'] === undefined ? refusal.code : 'PART_SHORTFALL'),
      neededPence: pence(details['neededPence']),
      availablePence: pence(details['availablePence']),
      shortWeekStarting: details['shortWeekStarting'] ?? null,
      partRoute: details['partRoute'] ?? null,
      elsewherePence: details['elsewherePence'] === undefined ? null : pence(details['elsewherePence']),
    };
  }
  if (refusal.code === 'PRICE_CHANGED') {
    return {
      __typename: 'PriceChanged',
      ...refusalWords(refusal.code),
      shownUnitPricePence: pence(details['shownUnitPricePence']),
      unitPricePence: pence(details['unitPricePence']),
      day:
        details['pence'] === undefined
          ? null
          : { day: details['day'], shownPence: pence(details['shownPence']), pence: pence(details['pence']) },
    };
  }
  return refusalMember(refusal);
}

@Resolver()
export class OrderMutationsResolver {
  constructor(
    private readonly placing: PlaceOrder,
    private readonly reading: OrderResolver,
    @Inject(ORDERING) private readonly ordering: OrderingPort,
  ) {}

  @Mutation('placeOrder')
  placeOrder(@Args('input') input: PlaceOrderInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<View, Member>(async () => {
      const placed = await this.placing.run(context.signedIn(), input);
      const read = async (): Promise<View> => {
        const row = await this.reading.loaders(context).order().load(placed.orderId);
        if (!row) throw Refusal.notFound();
        return orderView(row);
      };
      return placed.fresh ? placedOrderView(placed.fresh, read) : read();
    }, placeOrderMember);
  }

  @Mutation('acceptOrder')
  acceptOrder(
    @Args('orderId') orderId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('version') version: number | null,
    @Context() context: OperationContext,
  ): Promise<Member> {
    // Left out where it was not said, so that the same request has the same hash as ever.
    const answer = { orderId, idempotencyKey, ...(version ? { version } : {}) };
    return this.orderAfter(context, orderId, () => this.ordering.acceptOrder(context.signedIn(), answer));
  }

  @Mutation('declineOrder')
  declineOrder(
    @Args('orderId') orderId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('reason') reason: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.orderAfter(context, orderId, () =>
      this.ordering.declineOrder(context.signedIn(), { orderId, idempotencyKey, reason }),
    );
  }

  @Mutation('decideOrder')
  decideOrder(
    @Args('orderId') orderId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('approve') approve: boolean,
    @Args('reason') reason: string | null,
    @Args('version') version: number | null,
    @Context() context: OperationContext,
  ): Promise<Member> {
    const answer = { orderId, idempotencyKey, approve, reason: reason ?? null, version: version ?? null };
    return this.orderAfter(context, orderId, () => this.ordering.decideOrder(context.signedIn(), answer));
  }

  @Mutation('cancelOrder')
  cancelOrder(@Args('input') input: CancelOrderInput, @Context() context: OperationContext): Promise<Member> {
    return this.orderAfter(context, input.orderId, () => this.ordering.cancelOrder(context.signedIn(), input));
  }

  @Mutation('recordDelivery')
  recordDelivery(@Args('input') input: RecordDeliveryInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member>(async () => {
      const ids = await this.ordering.recordDeliveries(context.signedIn(), [input], input.idempotencyKey);
      return this.delivery(context, ids[0] ?? '');
    });
  }

  @Mutation('recordDeliveries')
  recordDeliveries(
    @Args('inputs') inputs: RecordDeliveryInput[],
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      const ids = await this.ordering.recordDeliveries(context.signedIn(), inputs, idempotencyKey);
      return this.done(context, ids);
    });
  }

  @Mutation('confirmDelivery')
  confirmDelivery(
    @Args('deliveryId') deliveryId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('byTelephone') byTelephone: ByTelephone | null | undefined,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.deliveryAfter(context, deliveryId, () =>
      this.ordering.confirmDeliveries(context.signedIn(), [deliveryId], idempotencyKey, byTelephone),
    );
  }

  @Mutation('confirmDeliveries')
  confirmDeliveries(
    @Args('deliveryIds') deliveryIds: string[],
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('byTelephone') byTelephone: ByTelephone | null | undefined,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.ordering.confirmDeliveries(context.signedIn(), deliveryIds, idempotencyKey, byTelephone);
      return this.done(context, deliveryIds);
    });
  }

  @Mutation('disputeDelivery')
  disputeDelivery(
    @Args('deliveryId') deliveryId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('reason') reason: string,
    @Args('byTelephone') byTelephone: ByTelephone | null | undefined,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.deliveryAfter(context, deliveryId, () =>
      this.ordering.disputeDelivery(context.signedIn(), {
        deliveryId,
        idempotencyKey,
        reason,
        // Left out where nobody rings, so that the same request has the same hash as ever.
        ...(byTelephone ? { byTelephone } : {}),
      }),
    );
  }

  @Mutation('settleDispute')
  settleDispute(
    @Args('deliveryId') deliveryId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('quantity') quantity: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.deliveryAfter(context, deliveryId, () =>
      this.ordering.settleDispute(context.signedIn(), { deliveryId, idempotencyKey, quantity }),
    );
  }

  private orderAfter(context: OperationContext, orderId: string, act: () => Promise<void>): Promise<Member> {
    return orRefusal<Member>(async () => {
      await act();
      const row = await this.reading.loaders(context).order().load(orderId);
      if (!row) throw Refusal.notFound();
      return orderView(row);
    });
  }

  private deliveryAfter(context: OperationContext, deliveryId: string, act: () => Promise<void>): Promise<Member> {
    return orRefusal<Member>(async () => {
      await act();
      return this.delivery(context, deliveryId);
    });
  }

  private async delivery(context: OperationContext, id: string): Promise<Record<string, unknown>> {
    const row = await this.reading.loaders(context).delivery().load(id);
    if (!row) throw Refusal.notFound();
    return deliveryView(row);
  }

  private async done(context: OperationContext, ids: readonly string[]): Promise<Record<string, unknown>> {
    return { __typename: 'DeliveriesDone', deliveries: await Promise.all(ids.map((id) => this.delivery(context, id))) };
  }
}
