import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CLOCK, type Clock, inOrderOf, londonDate, type OperationContext } from '@owncourse/kernel/contract';
import { serviceStart, type ServiceStart } from '../domain/service-start.js';
import { catalogueReads, type StartRow } from '../persistence/catalogue.repository.js';

const START = Symbol('Start by service');

class StartResolver {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @ResolveField('start')
  async start(@Parent() service: { readonly id: string }, @Context() context: OperationContext): Promise<ServiceStart> {
    const row = await context
      .loader<StartRow>(START, async (ids, { reads }) =>
        inOrderOf(ids, await catalogueReads.starts(reads, ids), (one) => one.serviceId),
      )
      .load(service.id);
    return serviceStart(row, londonDate(this.clock.now()));
  }
}

@Resolver('Service')
export class ServiceStartResolver extends StartResolver {}

@Resolver('OwnService')
export class OwnServiceStartResolver extends StartResolver {}
