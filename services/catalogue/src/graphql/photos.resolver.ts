import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import type { ServicePhotoInput } from '../contract/photos.port.js';
import { type OwnServiceRow, type PhotoRow, storeReads } from '../persistence/stores.repository.js';
import { KeepPhotos } from '../use-cases/keep-photos.js';
import { grouped } from './catalogue.loaders.js';

const PHOTOS = Symbol('Photos by service');

interface SavedService {
  readonly __typename: 'SavedService';
  readonly service: OwnServiceRow;
}
type Photo = PhotoRow & { readonly smallPath: string; readonly widePath: string };

async function photosOf(context: OperationContext, serviceId: string): Promise<readonly Photo[]> {
  const rows = await context
    .loader<PhotoRow[]>(PHOTOS, async (ids, { reads }) =>
      grouped(ids, await storeReads.photos(reads, ids), (row) => row.serviceId),
    )
    .load(serviceId);
  return (rows ?? []).map((row) => ({
    ...row,
    smallPath: `/files/photos/${row.id}/small.webp`,
    widePath: `/files/photos/${row.id}/wide.webp`,
  }));
}

@Resolver('Service')
export class ServicePhotosResolver {
  @ResolveField('photos')
  photos(@Parent() service: { readonly id: string }, @Context() context: OperationContext): Promise<readonly Photo[]> {
    return photosOf(context, service.id);
  }
}

@Resolver('OwnService')
export class OwnServicePhotosResolver {
  constructor(private readonly keeping: KeepPhotos) {}

  @ResolveField('photos')
  photos(@Parent() service: { readonly id: string }, @Context() context: OperationContext): Promise<readonly Photo[]> {
    return photosOf(context, service.id);
  }

  @Mutation('addServicePhoto')
  add(
    @Args('input') input: ServicePhotoInput,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedService | RefusalMember> {
    return orRefusal(async () => this.saved(context, await this.keeping.add(context.signedIn(), input, key)));
  }

  @Mutation('removeServicePhoto')
  remove(
    @Args('photoId') photoId: string,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedService | RefusalMember> {
    return orRefusal(async () => this.saved(context, await this.keeping.remove(context.signedIn(), photoId, key)));
  }

  private async saved(context: OperationContext, serviceId: string): Promise<SavedService> {
    const own = context.signedIn().organisationId;
    const [service] = own === null ? [] : await storeReads.ownService(context.reads, own, serviceId);
    if (!service) throw Refusal.notFound();
    return { __typename: 'SavedService', service };
  }
}
