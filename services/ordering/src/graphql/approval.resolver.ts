import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  type Connection,
  connection,
  decodeCursor,
  encodeCursor,
  inOrderOf,
  isId,
  NIL_ID,
  type OperationContext,
  pageSize,
  Refusal,
} from '@owncourse/kernel/contract';
import { approvalReasonWords, timeLeftInWords } from '../domain/approval-words.js';
import { ApprovalRepository, type OrderAnswersRow } from '../persistence/approval.repository.js';
import { OrderResolver } from './order.resolver.js';
import { orderView, type View } from './order.view.js';

const ANSWERS = Symbol('What each order waits for');
const NOTHING = { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };

interface IdHolder {
  readonly id: string;
}

/** What an order waits for, why the council looks at it, and what was decided. */
@Resolver('Order')
export class ApprovalResolver {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly orders: OrderResolver,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('ordersToApprove')
  async toApprove(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<View> & { totalCount: number }> {
    const { actor, reads } = context;
    if (!actor || !mayDo(actor, 'ordersToApprove', { councilId: actor.councilId })) return NOTHING;
    const size = pageSize(first);
    const [until = '', id = ''] = decodeCursor(after, 2) ?? [];
    if (after && ((until !== 'infinity' && Number.isNaN(Date.parse(until))) || !isId(id)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const [rows, totalCount] = await Promise.all([
      this.approvals.waiting(reads, after ? { until, id } : null, size + 1),
      this.approvals.countWaiting(reads),
    ]);
    const found = await this.orders
      .loaders(context)
      .order()
      .loadMany(rows.map((row) => row.id));
    const full = new Map(found.flatMap((row) => (row && !(row instanceof Error) ? [[row.id, row] as const] : [])));
    const page = connection(
      rows,
      size,
      (row) => full.get(row.id),
      (row) => encodeCursor([row.until, row.id]),
    );
    return {
      ...page,
      edges: page.edges.flatMap(({ cursor, node }) => (node ? [{ cursor, node: orderView(node) }] : [])),
      totalCount,
    };
  }

  @ResolveField('council')
  async council(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<object | null> {
    const councilId = (await this.answers(order, context))?.council_id ?? NIL_ID;
    return councilId === NIL_ID ? null : { id: councilId };
  }

  @ResolveField('approvalReasons')
  async approvalReasons(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<object[]> {
    const reasons = (await this.answers(order, context))?.reasons ?? [];
    return reasons.map((reason) => ({ code: reason.code, words: approvalReasonWords(reason) }));
  }

  @ResolveField('answerBy')
  async answerBy(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<Date | null> {
    return (await this.answers(order, context))?.answer_by ?? null;
  }

  @ResolveField('timeLeftInWords')
  async timeLeftInWords(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<string | null> {
    const until = (await this.answers(order, context))?.answer_by;
    return until ? timeLeftInWords(until, this.clock.now()) : null;
  }

  @ResolveField('decision')
  async decision(@Parent() order: IdHolder, @Context() context: OperationContext): Promise<object | null> {
    const row = await this.answers(order, context);
    if (!row?.decided_by || row.provider_id === context.actor?.organisationId) return null;
    return {
      approved: row.refusal_reason === null,
      reason: row.refusal_reason,
      decidedByName: row.decided_by_name ?? 'Somebody',
      decidedAt: row.decided_at,
    };
  }

  @ResolveField('endedWithoutAnswerFrom')
  async endedWithoutAnswerFrom(
    @Parent() order: IdHolder,
    @Context() context: OperationContext,
  ): Promise<'COUNCIL' | 'PROVIDER' | null> {
    const row = await this.answers(order, context);
    if (row?.status !== 'EXPIRED') return null;
    return row.reasons.length > 0 && row.decided_by === null ? 'COUNCIL' : 'PROVIDER';
  }

  private answers(order: IdHolder, context: OperationContext): Promise<OrderAnswersRow | null> {
    return context
      .loader<OrderAnswersRow>(ANSWERS, async (ids, { reads }) =>
        inOrderOf(ids, await this.approvals.answers(reads, ids), (row) => row.id),
      )
      .load(order.id);
  }
}
