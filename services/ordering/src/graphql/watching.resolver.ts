import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort, mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  inOrderOf,
  isId,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { WatchRepository, type WatchRow } from '../persistence/watch.repository.js';
import { WatchVisits } from '../use-cases/watch-visits.js';
import { OrderResolver } from './order.resolver.js';
import { occurrenceView } from './order.view.js';

type View = Record<string, unknown>;
type Member = RefusalMember | View;

const WATCHED = Symbol('Start and alert by occurrence');

@Resolver('VisitAlert')
export class WatchingResolver {
  constructor(
    private readonly watching: WatchRepository,
    private readonly visits: WatchVisits,
    private readonly orders: OrderResolver,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('visitAlerts')
  async alerts(
    @Args('personId') personId: string | null,
    @Args('openOnly') openOnly: boolean | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const { actor } = context;
    if (!actor || (personId && !isId(personId))) return [];
    const rows = await this.watching.alerts(context.reads, personId ?? null, openOnly ?? false, pageSize(first));
    const [one] = rows;
    if (personId && one && actor.personId !== personId)
      await this.identity.recordLookUp(actor, { personId, councilId: one.council_id, what: 'VISITS' });
    return rows.map((row) => ({
      occurrenceId: row.occurrence_id,
      alertedAt: row.alerted_at,
      isOpen: row.is_open,
    }));
  }

  @ResolveField('occurrence')
  occurrence(
    @Parent() { occurrenceId }: { occurrenceId: string },
    @Context() context: OperationContext,
  ): Promise<View> {
    return this.visit(context, occurrenceId);
  }

  @Query('silence')
  async silence(@Args('personId') personId: string, @Context() context: OperationContext): Promise<View | null> {
    const { actor } = context;
    if (!actor || !isId(personId)) return null;
    if (!mayDo(actor, 'silence', { personId })) return null;
    const reason = await this.watching.unwatchedReason(context.reads, personId);
    return { __typename: 'Silence', personId, confirms: reason === null, whyNot: reason };
  }

  @Mutation('startVisit')
  startVisit(
    @Args('input') input: { occurrenceId: string; idempotencyKey: string; startedAt: string; workerName: string },
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.visits.start(context.signedIn(), { ...input });
      return { __typename: 'Occurrence', ...(await this.visit(context, input.occurrenceId)) };
    });
  }

  @Mutation('setSilence')
  setSilence(
    @Args('input') input: { personId: string; idempotencyKey: string; confirms: boolean; reason?: string | null },
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.visits.setSilence(context.signedIn(), { ...input, reason: input.reason ?? '' });
      return {
        __typename: 'Silence',
        personId: input.personId,
        confirms: input.confirms,
        whyNot: input.confirms ? null : (input.reason ?? null),
      };
    });
  }

  private async visit(context: OperationContext, id: string): Promise<View> {
    const row = await this.orders.loaders(context).occurrence().load(id);
    if (!row) throw Refusal.notFound();
    return occurrenceView(row, this.clock.now());
  }
}

@Resolver('Occurrence')
export class WatchedVisitResolver {
  constructor(private readonly watching: WatchRepository) {}

  @ResolveField('start')
  async start(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View | null> {
    const row = await this.watched(context, id);
    return row?.started_at ? { startedAt: row.started_at, workerName: row.worker_name } : null;
  }

  @ResolveField('alertedAt')
  async alertedAt(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<Date | null> {
    return (await this.watched(context, id))?.alerted_at ?? null;
  }

  private watched(context: OperationContext, id: string): Promise<WatchRow | null> {
    return context
      .loader<WatchRow>(WATCHED, async (ids, { reads }) =>
        inOrderOf(ids, await this.watching.watched(reads, ids), (row) => row.occurrence_id),
      )
      .load(id);
  }
}
