import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { inOrderOf, type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import type { OpeningInput } from '../contract/opening.js';
import { inOrderOfWeek } from '../domain/opening-problems.js';
import { type OpeningRow, type OwnStoreRow, storeReads } from '../persistence/stores.repository.js';
import { KeepOpening } from '../use-cases/keep-opening.js';

const OPENING = Symbol('Opening by provider');

class OpeningFieldResolver {
  @ResolveField('opening')
  async opening(
    @Parent() store: { readonly id: string },
    @Context() context: OperationContext,
  ): Promise<OpeningInput | null> {
    const row = await context
      .loader<OpeningRow>(OPENING, async (ids, { reads }) =>
        inOrderOf(ids, await storeReads.openings(reads, ids), (one) => one.providerId),
      )
      .load(store.id);
    return row && { ...row, spans: inOrderOfWeek(row.spans) };
  }
}

@Resolver('Provider')
export class ProviderOpeningResolver extends OpeningFieldResolver {}

@Resolver('OwnStore')
export class OwnStoreOpeningResolver extends OpeningFieldResolver {}

@Resolver()
export class OpeningResolver {
  constructor(private readonly keeping: KeepOpening) {}

  @Mutation('saveOpening')
  saveOpening(
    @Args('input') input: OpeningInput,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { readonly __typename: 'SavedStore'; readonly store: OwnStoreRow }> {
    return orRefusal(async () => {
      const actor = context.signedIn();
      await this.keeping.run(actor, input, key);
      const [store] = await storeReads.ownStore(context.reads, actor.organisationId ?? '');
      if (!store) throw Refusal.notFound();
      return { __typename: 'SavedStore', store };
    });
  }
}
