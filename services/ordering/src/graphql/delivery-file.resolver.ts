import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { CLOCK, type Clock, type OperationContext, orRefusal, type RefusalMember } from '@owncourse/kernel/contract';
import { ImportDeliveries } from '../use-cases/import-deliveries.js';
import { occurrenceView } from './order.view.js';

type Member = RefusalMember | Record<string, unknown>;

@Resolver()
export class DeliveryFileResolver {
  constructor(
    private readonly importing: ImportDeliveries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('deliveryTemplate')
  async template(@Context() { actor }: OperationContext): Promise<string | null> {
    if (!actor || !mayDo(actor, 'deliveryTemplate', { organisationId: actor.organisationId })) return null;
    return this.importing.template(actor);
  }

  @Mutation('importDeliveries')
  importDeliveries(
    @Args('csv') csv: string,
    @Args('dryRun') dryRun: boolean,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      const { ready, ...file } = await this.importing.run(context.signedIn(), csv, dryRun);
      return {
        __typename: 'DeliveryFile',
        ...file,
        ready: ready.map(({ row, visit, note }) => ({
          row,
          occurrence: occurrenceView(visit, this.clock.now()),
          workerName: note.workerName,
          startedAt: note.startedAt,
          endedAt: note.endedAt,
          quantity: note.quantity,
          amountPence: BigInt(note.amountPence),
        })),
      };
    });
  }
}
