import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { isId, type OperationContext } from '@owncourse/kernel/contract';
import {
  catalogueReads,
  type ProviderRow,
  type ServiceRow,
  type SupportTypeRow,
  type WardRow,
} from '../persistence/catalogue.repository.js';
import { loadProvider, loadService } from './catalogue.loaders.js';

/** Stores and services by id, and the terms and places to choose from. Fields are in catalogue.field-resolvers.ts. */
@Resolver()
export class CatalogueResolver {
  @Query('service')
  service(@Args('id') id: string, @Context() context: OperationContext): Promise<ServiceRow | null> | null {
    return isId(id) ? loadService(context, id) : null;
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
