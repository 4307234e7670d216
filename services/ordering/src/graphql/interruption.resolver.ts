import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  type Pence,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { InterruptionInput } from '../contract/visit-inputs.js';
import { InterruptionRepository, type InterruptionRow } from '../persistence/interruption.repository.js';
import { UrgentCareRepository } from '../persistence/urgent-care.repository.js';
import { ComeHome } from '../use-cases/come-home.js';
import { EnterInterruption } from '../use-cases/enter-interruption.js';
import { visitsTaken } from './visits-taken.view.js';

interface Preview {
  readonly __typename: 'InterruptionPreview';
  readonly visits: readonly object[];
  readonly visitCount: number;
  readonly feePence: Pence;
  readonly retainerPence: Pence;
  readonly comesBackPence: Pence;
}

interface InterruptionView {
  readonly __typename: 'Interruption';
  readonly id: string;
}

@Resolver('Interruption')
export class InterruptionResolver {
  constructor(
    private readonly interruptions: InterruptionRepository,
    private readonly entering: EnterInterruption,
    private readonly coming: ComeHome,
    private readonly people: UrgentCareRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('interruptionPreview')
  preview(
    @Args('input') input: InterruptionInput,
    @Context() context: OperationContext,
  ): Promise<Preview | RefusalMember> {
    return orRefusal<Preview>(async () => {
      const visits = await this.entering.preview(context.signedIn(), input);
      const total = (of: (visit: (typeof visits)[number]) => Pence): Pence =>
        visits.reduce<Pence>((sum, visit) => sum + of(visit), 0n);
      const feePence = total((visit) => visit.feePence);
      return {
        __typename: 'InterruptionPreview',
        visits: visitsTaken(visits),
        visitCount: visits.length,
        feePence,
        retainerPence: total((visit) => visit.retainerPence),
        comesBackPence: total((visit) => (visit.status === 'HELD' ? visit.amount_pence : 0n)) - feePence,
      };
    });
  }

  @Query('interruptions')
  async list(@Args('personId') personId: string, @Context() context: OperationContext): Promise<InterruptionView[]> {
    const { actor, reads } = context;
    if (!actor || !isId(personId)) return [];
    const councilId = (await this.people.whose(personId, this.today()))?.council_id ?? null;
    if (!mayDo(actor, 'interruptions', { personId, councilId })) return [];
    return (await this.interruptions.ofPerson(reads, personId)).map((row) => this.view(row));
  }

  @Mutation('enterInterruption')
  enter(
    @Args('input') input: InterruptionInput,
    @Args('agreedFeePence') agreedFeePence: Pence,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<InterruptionView | RefusalMember> {
    return orRefusal<InterruptionView>(async () =>
      this.one(context, await this.entering.run(context.signedIn(), { ...input, agreedFeePence, idempotencyKey })),
    );
  }

  @Mutation('comeHome')
  comeHome(
    @Args('interruptionId') interruptionId: string,
    @Args('homeOn') homeOn: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<InterruptionView | RefusalMember> {
    return orRefusal<InterruptionView>(async () => {
      await this.coming.run(context.signedIn(), { interruptionId, homeOn, idempotencyKey });
      return this.one(context, interruptionId);
    });
  }

  private today(): string {
    return londonDate(this.clock.now());
  }

  private async one({ reads }: OperationContext, id: string): Promise<InterruptionView> {
    const row = await this.interruptions.byId(reads, id);
    if (!row) throw Refusal.notFound();
    return this.view(row);
  }

  private view(row: InterruptionRow): InterruptionView & Record<string, unknown> {
    return {
      __typename: 'Interruption',
      id: row.id,
      kind: row.kind,
      fromOn: row.from_on,
      toOn: row.to_on,
      enteredByName: row.entered_by_name ?? 'Somebody',
      enteredAt: row.entered_at,
      visitCount: row.visits,
      chargedPence: row.charged_pence,
      canComeHome:
        row.kind !== 'DEATH' && row.came_home_at === null && (row.to_on === null || row.to_on >= this.today()),
    };
  }
}
