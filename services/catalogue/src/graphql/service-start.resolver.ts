import { Inject } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { CLOCK, type Clock, inOrderOf, londonDate, type OperationContext } from '@owncourse/kernel/contract';
import type { StartWord } from '../contract/search.port.js';
import { serviceStart, type ServiceStart } from '../domain/service-start.js';
import { catalogueReads, type StartRow } from '../persistence/catalogue.repository.js';

const START = Symbol('Start by service');

interface StartingService {
  readonly id: string;
  /** From whoever found the service; left out: to be read. */
  readonly startWord?: StartWord | null;
}

class StartResolver {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /* Without decorators on its parameters, Nest calls it as it is: parent, arguments, context. */
  @ResolveField('start')
  start(
    { id, startWord }: StartingService,
    _args: unknown,
    context: OperationContext,
  ): Promise<ServiceStart> | ServiceStart {
    return startWord === undefined ? this.read(id, context) : this.told(startWord);
  }

  private async read(id: string, context: OperationContext): Promise<ServiceStart> {
    return this.told(
      await context
        .loader<StartRow>(START, async (ids, { reads }) =>
          inOrderOf(ids, await catalogueReads.starts(reads, ids), (one) => one.serviceId),
        )
        .load(id),
    );
  }

  private told(word: StartWord | null): ServiceStart {
    return serviceStart(word, londonDate(this.clock.now()));
  }
}

@Resolver('Service')
export class ServiceStartResolver extends StartResolver {}

@Resolver('OwnService')
export class OwnServiceStartResolver extends StartResolver {}
