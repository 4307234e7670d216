import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import { ratingReads } from '../persistence/ratings.repository.js';
import { peopleSpokenFor } from '../use-cases/rate-order.js';

const RATABLE = Symbol('Orders the reader can rate');

/** The order belongs to ordering; whether it can be rated is for ratings to say. */
@Resolver('Order')
export class OrderRatingResolver {
  @ResolveField('canRate')
  async canRate(@Parent() order: { id: string }, @Context() context: OperationContext): Promise<boolean> {
    const { actor } = context;
    if (!actor) return false;
    const ratable = await context
      .loader<{ id: string }>(RATABLE, async (ids, { reads }) =>
        inOrderOf(ids, await ratingReads.ratable(reads, ids, peopleSpokenFor(actor)), (row) => row.id),
      )
      .load(order.id);
    return ratable !== null;
  }
}
