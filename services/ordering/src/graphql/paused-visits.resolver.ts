import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { type OperationContext, orRefusal, type Pence, type RefusalMember } from '@owncourse/kernel/contract';
import type { CancelPausedVisitsInput } from '../contract/visit-inputs.js';
import { CancelPausedVisits } from '../use-cases/cancel-paused-visits.js';
import { visitsTaken } from './visits-taken.view.js';

interface PausedVisitsView {
  readonly __typename: 'PausedVisits';
  readonly visits: readonly object[];
  readonly visitCount: number;
  readonly feePence: Pence;
  readonly comesBackPence: Pence;
}

@Resolver('PausedVisits')
export class PausedVisitsResolver {
  constructor(private readonly cancelling: CancelPausedVisits) {}

  @Query('pausedVisits')
  paused(
    @Args('budgetId') budgetId: string,
    @Context() context: OperationContext,
  ): Promise<PausedVisitsView | RefusalMember> {
    return orRefusal<PausedVisitsView>(() => this.view(context, budgetId));
  }

  @Mutation('cancelPausedVisits')
  cancel(
    @Args('input') input: CancelPausedVisitsInput,
    @Context() context: OperationContext,
  ): Promise<PausedVisitsView | RefusalMember> {
    return orRefusal<PausedVisitsView>(async () => {
      await this.cancelling.run(context.signedIn(), input);
      return this.view(context, input.budgetId);
    });
  }

  private async view(context: OperationContext, budgetId: string): Promise<PausedVisitsView & Record<string, unknown>> {
    const { fromOn, beforeOn, visits } = await this.cancelling.preview(context.signedIn(), budgetId);
    const feePence = visits.reduce<Pence>((sum, visit) => sum + visit.feePence, 0n);
    return {
      __typename: 'PausedVisits',
      fromOn,
      untilDate: beforeOn,
      visits: visitsTaken(visits),
      visitCount: visits.length,
      feePence,
      comesBackPence: visits.reduce<Pence>((sum, visit) => sum + visit.amount_pence, 0n) - feePence,
    };
  }
}
