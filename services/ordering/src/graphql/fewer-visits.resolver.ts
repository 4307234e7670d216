import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { OperationContext } from '@owncourse/kernel/contract';
import { OrderRepository } from '../persistence/order.repository.js';
import { serviceName } from './names.js';
import { OrderLoaders } from './order.loaders.js';

/** The ledger knows which order; the room that has the orders says what it is for. */
@Resolver('FewerVisits')
export class FewerVisitsResolver {
  constructor(private readonly orders: OrderRepository) {}

  @ResolveField('about')
  async about(@Parent() fewer: { readonly orderId: string }, @Context() context: OperationContext): Promise<string> {
    const order = await new OrderLoaders(context, this.orders, '').order().load(fewer.orderId);
    const service = order && (await serviceName(context, order.service_id));
    return service ? `${service.name} (${service.provider_name})` : 'one order';
  }
}
