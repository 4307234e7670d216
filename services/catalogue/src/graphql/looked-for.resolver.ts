import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import type { OperationContext } from '@owncourse/kernel/contract';
import type { SupportTypeRow } from '../persistence/catalogue.repository.js';
import { type LookedFor, type LookedForBoard, ReadLookedFor } from '../use-cases/read-looked-for.js';
import { loadSupportType } from './catalogue.loaders.js';

@Resolver('LookedFor')
export class LookedForResolver {
  constructor(private readonly reading: ReadLookedFor) {}

  @Query('lookedFor')
  async lookedFor(@Context() { actor, reads }: OperationContext): Promise<LookedForBoard | null> {
    const organisationId = actor?.organisationId ?? null;
    if (!actor || organisationId === null || !mayDo(actor, 'lookedFor', { organisationId })) return null;
    return this.reading.run(reads, organisationId);
  }

  @ResolveField('supportType')
  supportType(
    @Parent() { supportTypeSlug }: LookedFor,
    @Context() context: OperationContext,
  ): Promise<SupportTypeRow | null> | null {
    return supportTypeSlug === null ? null : loadSupportType(context, supportTypeSlug);
  }
}
