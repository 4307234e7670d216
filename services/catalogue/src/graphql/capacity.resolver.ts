import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import { catalogueReads, type CapacityRow } from '../persistence/catalogue.repository.js';
import { DeclareCapacity } from '../use-cases/declare-capacity.js';

interface SavedCapacity {
  readonly __typename: 'SavedCapacity';
  readonly capacity: CapacityRow;
}

@Resolver()
export class CapacityResolver {
  constructor(private readonly declaring: DeclareCapacity) {}

  @Query('capacity')
  async capacity(@Context() context: OperationContext): Promise<CapacityRow | null> {
    const organisationId = context.actor?.organisationId ?? null;
    if (!context.actor || organisationId === null || !mayDo(context.actor, 'capacity', { organisationId })) return null;
    return (await catalogueReads.capacity(context.reads, organisationId))[0] ?? null;
  }

  @Mutation('declareCapacity')
  declare(
    @Args('visitsAtOnce') visitsAtOnce: number,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedCapacity> {
    return orRefusal(async () => {
      await this.declaring.run(context.signedIn(), { visitsAtOnce, idempotencyKey });
      const capacity = await this.capacity(context);
      if (!capacity) throw Refusal.notFound();
      return { __typename: 'SavedCapacity', capacity };
    });
  }
}
