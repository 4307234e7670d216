import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type OperationContext, Refusal } from '@owncourse/kernel/contract';
import { OrderResolver } from './order.resolver.js';
import { orderView, type View } from './order.view.js';

/** The order of a visit that is paid by card. */
@Resolver('CardCharge')
export class CardChargeOrderResolver {
  constructor(private readonly orders: OrderResolver) {}

  @ResolveField('order')
  async order(@Parent() charge: { readonly orderId: string }, @Context() context: OperationContext): Promise<View> {
    const row = await this.orders.loaders(context).order().load(charge.orderId);
    if (!row) throw Refusal.notFound();
    return orderView(row);
  }
}
