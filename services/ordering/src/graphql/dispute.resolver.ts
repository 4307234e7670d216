import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  inOrderOf,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import type { DecisionName } from '../domain/dispute-outcome.js';
import {
  type DisputeMessageRow,
  DisputeRepository,
  type DisputeRow,
  type QuestionRow,
} from '../persistence/dispute.repository.js';
import { SettleDispute } from '../use-cases/settle-dispute.js';
import { SOMEBODY } from './names.js';
import { OrderResolver } from './order.resolver.js';
import { deliveryView } from './order.view.js';

type View = Record<string, unknown>;
type Member = RefusalMember | View;

const DISPUTE = Symbol('Dispute by id');
const MESSAGES = Symbol('Dispute messages by dispute');
const QUESTION = Symbol('Question terms by delivery');

function settledByName({ settled_by, settled_by_name }: DisputeRow): string | null {
  if (settled_by === null) return null;
  return settled_by === SYSTEM_ACTOR_ID ? 'Owncourse' : (settled_by_name ?? SOMEBODY);
}

function disputeView(row: DisputeRow): View {
  return {
    __typename: 'Dispute',
    id: row.id,
    personId: row.person_id,
    deliveryId: row.delivery_id,
    status: row.status,
    openedAt: row.opened_at,
    afterConfirmed: row.after_accrual,
    notedQuantity: row.noted_quantity,
    notedPence: row.noted_pence,
    offeredQuantity: row.offered_quantity,
    offeredPence: row.offered_pence,
    toCouncilOn: row.to_council_on,
    withCouncilAt: row.with_council_at,
    outcome: row.outcome,
    settledQuantity: row.settled_quantity,
    settledPence: row.settled_pence,
    settledAt: row.settled_at,
    settledByName: settledByName(row),
    settledReason: row.settled_reason,
    creditOwedPence: row.credit_owed_pence,
  };
}

/** One batch for each edge and operation. */
@Resolver('Dispute')
export class DisputeResolver {
  constructor(
    private readonly disputes: DisputeRepository,
    private readonly settling: SettleDispute,
    private readonly orders: OrderResolver,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
  ) {}

  byId(context: OperationContext, id: string): Promise<DisputeRow | null> {
    return context
      .loader<DisputeRow>(DISPUTE, async (ids, { reads }) =>
        inOrderOf(ids, await this.disputes.disputes(reads, { ids }, ids.length), (row) => row.id),
      )
      .load(id);
  }

  @Query('dispute')
  async dispute(@Args('id') id: string, @Context() context: OperationContext): Promise<View | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await this.byId(context, id);
    if (row) await this.recordLook(context, row);
    return row && disputeView(row);
  }

  @Query('disputes')
  async list(
    @Args('filter')
    filter: { personId?: string | null; withCouncil?: boolean | null; settled?: boolean | null } | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    if (!context.actor || (filter?.personId && !isId(filter.personId))) return [];
    const rows = await this.disputes.disputes(context.reads, filter ?? {}, pageSize(first));
    if (filter?.personId && rows[0]) await this.recordLook(context, rows[0]);
    return rows.map(disputeView);
  }

  /** An officer who asks about one person looks at that person's affairs, and the person is told. */
  private async recordLook({ actor }: OperationContext, row: DisputeRow): Promise<void> {
    if (actor && actor.personId !== row.person_id)
      await this.identity.recordLookUp(actor, {
        personId: row.person_id,
        councilId: row.council_id,
        what: 'DELIVERIES',
      });
  }

  @ResolveField('delivery')
  async delivery(@Parent() dispute: { deliveryId: string }, @Context() context: OperationContext): Promise<View> {
    const row = await this.orders.loaders(context).delivery().load(dispute.deliveryId);
    if (!row) throw Refusal.notFound();
    return deliveryView(row);
  }

  @ResolveField('messages')
  async messages(@Parent() dispute: { id: string }, @Context() context: OperationContext): Promise<View[]> {
    const rows = await context
      .loader<DisputeMessageRow[]>(MESSAGES, async (ids, { reads }) => {
        const all = await this.disputes.messages(reads, ids);
        return ids.map((id) => all.filter((row) => row.dispute_id === id));
      })
      .load(dispute.id);
    return (rows ?? []).map(({ author_name, ...row }) => ({ ...row, authorName: author_name ?? SOMEBODY }));
  }

  @Mutation('writeInDispute')
  writeInDispute(
    @Args('disputeId') disputeId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('body') body: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.after(context, disputeId, () =>
      this.settling.write(context.signedIn(), { disputeId, idempotencyKey, body }),
    );
  }

  @Mutation('askCouncil')
  askCouncil(
    @Args('disputeId') disputeId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.after(context, disputeId, () =>
      this.settling.askCouncil(context.signedIn(), { disputeId, idempotencyKey }),
    );
  }

  @Mutation('closeDispute')
  closeDispute(
    @Args('disputeId') disputeId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('agreedPence') agreedPence: bigint,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.after(context, disputeId, () =>
      this.settling.close(context.signedIn(), { disputeId, idempotencyKey, agreedPence }),
    );
  }

  @Mutation('decideDispute')
  decideDispute(
    @Args('input')
    input: {
      disputeId: string;
      idempotencyKey: string;
      decision: DecisionName;
      quantity?: string | null;
      reason: string;
    },
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.after(context, input.disputeId, () => this.settling.decide(context.signedIn(), { ...input }));
  }

  private after(context: OperationContext, disputeId: string, act: () => Promise<void>): Promise<Member> {
    return orRefusal<Member>(async () => {
      await act();
      const row = await this.byId(context, disputeId);
      if (!row) throw Refusal.notFound();
      return disputeView(row);
    });
  }
}

@Resolver('Delivery')
export class DeliveryQuestionResolver {
  constructor(
    private readonly disputes: DisputeRepository,
    private readonly reading: DisputeResolver,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('dispute')
  async dispute(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View | null> {
    const terms = await this.terms(id, context);
    const row = terms?.dispute_id ? await this.reading.byId(context, terms.dispute_id) : null;
    return row && disputeView(row);
  }

  @ResolveField('canQuestion')
  async canQuestion(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<boolean> {
    const until = (await this.terms(id, context))?.question_until ?? null;
    return until !== null && (until === 'infinity' || until >= this.today());
  }

  @ResolveField('questionUntil')
  async questionUntil(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<string | null> {
    const until = (await this.terms(id, context))?.question_until ?? null;
    return until === 'infinity' ? null : until;
  }

  private today(): string {
    return londonDate(this.clock.now());
  }

  private terms(id: string, context: OperationContext): Promise<QuestionRow | null> {
    return context
      .loader<QuestionRow>(QUESTION, async (ids, { reads }) =>
        inOrderOf(ids, await this.disputes.questions(reads, ids, this.today()), (row) => row.delivery_id),
      )
      .load(id);
  }
}
