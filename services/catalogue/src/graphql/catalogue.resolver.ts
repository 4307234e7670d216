import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { isId, type OperationContext, Refusal } from '@owncourse/kernel/contract';
import {
  catalogueReads,
  type ProviderRow,
  type ServiceRow,
  type SupportTypeRow,
  type WardRow,
} from '../persistence/catalogue.repository.js';
import { loadProvider, loadService } from './catalogue.loaders.js';

const MOST_AT_ONCE = 20;

/** Stores and services by id, and the terms and places to choose from. Fields are in catalogue.field-resolvers.ts. */
@Resolver()
export class CatalogueResolver {
  @Query('service')
  service(@Args('id') id: string, @Context() context: OperationContext): Promise<ServiceRow | null> | null {
    return isId(id) ? loadService(context, id) : null;
  }

  @Query('servicesByIds')
  async servicesByIds(
    @Args('ids') ids: readonly string[],
    @Context() context: OperationContext,
  ): Promise<ServiceRow[]> {
    if (ids.length > MOST_AT_ONCE) throw Refusal.invalid('ids', `Ask for ${MOST_AT_ONCE} services at the most.`);
    const wanted = [...new Set(ids.filter(isId))];
    const found = await Promise.all(wanted.map((id) => loadService(context, id)));
    return found.filter((service) => service !== null);
  }

  @Query('provider')
  provider(@Args('id') id: string, @Context() context: OperationContext): Promise<ProviderRow | null> | null {
    return isId(id) ? loadProvider(context, id) : null;
  }

  @Query('supportTypes')
  supportTypes(@Context() context: OperationContext): Promise<SupportTypeRow[]> {
    return catalogueReads.supportTypes(context.reads);
  }

  @Query('wards')
  wards(@Args('councilKey') councilKey: string | null, @Context() context: OperationContext): Promise<WardRow[]> {
    return catalogueReads.wards(context.reads, councilKey ?? null);
  }
}
