import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, type RefusalMember } from '@owncourse/kernel/contract';
import type { WardRow } from '../persistence/catalogue.repository.js';
import { communityReads, type MissingRow } from '../persistence/community.repository.js';
import { TellMissing, type TellMissingInput } from '../use-cases/tell-missing.js';
import { loadWard } from './catalogue.loaders.js';

interface MissingTold {
  readonly __typename: 'MissingTold';
  readonly words: string;
  readonly note: string | null;
}

@Resolver('MissingSupport')
export class MissingResolver {
  constructor(private readonly telling: TellMissing) {}

  @Query('missingSupport')
  async missingSupport(@Context() { actor, reads }: OperationContext): Promise<MissingRow[]> {
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'missingSupport', { councilId })) return [];
    return communityReads.missing(reads, councilId);
  }

  @Mutation('tellMissing')
  tell(
    @Args('input') input: TellMissingInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | MissingTold> {
    return orRefusal(async () => {
      const kept = await this.telling.run(context.actor, context.request.address, input);
      return { __typename: 'MissingTold', ...kept } as const;
    });
  }

  @ResolveField('ward')
  ward(@Parent() missing: MissingRow, @Context() context: OperationContext): Promise<WardRow | null> | null {
    return missing.wardId === null ? null : loadWard(context, missing.wardId);
  }
}
