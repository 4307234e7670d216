import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CLOCK,
  type Clock,
  inOrderOf,
  londonDate,
  type OperationContext,
  orRefusal,
  Refusal,
  statement,
} from '@owncourse/kernel/contract';
import type { AmendOrderInput } from '../contract/order-inputs.js';
import { ORDERING, type OrderingPort } from '../contract/ordering.port.js';
import { endTime } from '../domain/end-time.js';
import { patternOf } from '../domain/pattern.js';
import { dayPenceOf } from '../domain/times-of-day.js';
import { type VersionTerms, versionChanges } from '../domain/version-changes.js';
import { spansOf, whenInWords } from '../domain/when-in-words.js';
import { OrderRepository, type VersionRow } from '../persistence/order.repository.js';
import { type Break, type PriceRiseRow, risesOf } from '../persistence/plan.repository.js';
import { type Member, placeOrderMember } from './order-mutations.resolver.js';
import { OrderResolver } from './order.resolver.js';
import { orderView, type View } from './order.view.js';

type Fields = Record<string, unknown>;

const VERSIONS = Symbol('Versions by order');
const BREAKS = Symbol('Breaks by order');
const RISES = Symbol('Price rises by order');
const UNIT = Symbol('Unit by variant');
const UNITS = statement('ordering.units', 'select id, unit from catalogue.variants($1::uuid[])');
const BREAKS_OF = statement(
  'ordering.breaks-of-orders',
  `select b.order_id, lower(b.covers) as first_on, upper(b.covers) - 1 as last_on from ordering.order_break b
   where b.order_id = any ($1::uuid[]) and (upper_inf(b.covers) or upper(b.covers) > $2) order by lower(b.covers), b.id`,
);

/** An order as a plan: its versions, its breaks, and changing it. */
@Resolver('Order')
export class PlanResolver {
  constructor(
    private readonly orders: OrderRepository,
    private readonly reading: OrderResolver,
    @Inject(ORDERING) private readonly ordering: OrderingPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('pattern')
  async pattern(@Parent() order: { id: string }, @Context() context: OperationContext): Promise<Fields | null> {
    const row = await this.reading.loaders(context).order().load(order.id);
    const pattern = patternOf(row?.recurrence ?? null);
    return pattern && { ...pattern };
  }

  @ResolveField('versions')
  async versions(@Parent() order: { id: string }, @Context() context: OperationContext): Promise<Fields[]> {
    const rows = await this.rowsOf(order.id, context);
    const units = await Promise.all(rows.map((row) => unitOf(context, row.variant_id)));
    return rows.map((row, index) => {
      const before = rows[index - 1];
      const unit = units[index] ?? '';
      const terms = termsOf(row, unit);
      return {
        version: row.version,
        effectiveOn: row.effective_on,
        madeAt: row.made_at,
        madeByName: row.made_by_name ?? 'Somebody',
        onBehalf: row.mandate_id !== null,
        quantity: row.quantity,
        linePence: row.line_pence,
        eachDayPence: dayPenceOf({ linePence: row.line_pence, moreTimes: row.more_times }),
        ownMoneyPence: row.own_money_pence,
        whenInWords: whenInWords(terms),
        changes: before ? versionChanges(termsOf(before, units[index - 1] ?? ''), terms) : [],
        answer: row.answer,
        answerReason: row.answer_reason,
      };
    });
  }

  @ResolveField('changeAsked')
  async changeAsked(@Parent() order: { id: string }, @Context() context: OperationContext): Promise<Fields | null> {
    const last = (await this.versions(order, context)).at(-1);
    return last?.['answer'] === 'ASKED' ? last : null;
  }

  @ResolveField('priceRise')
  async priceRise(@Parent() order: { id: string }, @Context() context: OperationContext): Promise<Fields | null> {
    const rows = await context
      .loader<PriceRiseRow[]>(RISES, async (ids, { reads }) => {
        const found = await risesOf(reads, ...ids);
        return ids.map((id) => found.filter((row) => row.order_id === id && row.answer === 'ASKED'));
      })
      .load(order.id);
    const [rise] = rows ?? [];
    if (!rise) return null;
    return {
      id: rise.id,
      fromOn: rise.from_on,
      unitPriceBeforePence: rise.unit_price_before_pence,
      unitPricePence: rise.unit_price_pence,
      visits: rise.visits,
      answerBy: rise.answer_by,
    };
  }

  @ResolveField('breaks')
  async breaks(@Parent() order: { id: string }, @Context() context: OperationContext): Promise<Fields[]> {
    const today = londonDate(this.clock.now());
    const rows = await context
      .loader<(Break & { order_id: string })[]>(BREAKS, async (ids, { reads }) => {
        const found = await reads.query<Break & { order_id: string }>(BREAKS_OF, [ids, today]);
        return ids.map((id) => found.filter((row) => row.order_id === id));
      })
      .load(order.id);
    return (rows ?? []).map((row) => ({ fromOn: row.first_on, throughOn: row.last_on }));
  }

  @Query('amendmentPreview')
  amendmentPreview(@Args('input') input: AmendOrderInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member, Member>(
      async () => ({
        __typename: 'AmendmentPreview',
        ...(await this.ordering.previewAmendment(context.signedIn(), input)),
      }),
      placeOrderMember,
    );
  }

  @Query('cancellationPreview')
  cancellationPreview(
    @Args('orderId') orderId: string,
    @Args('occurrenceId') occurrenceId: string | null,
    @Args('fromOn') fromOn: string | null,
    @Args('throughOn') throughOn: string | null,
    @Context() context: OperationContext,
  ): Promise<Member> {
    const input = { orderId, occurrenceId, fromOn, throughOn };
    return orRefusal<Member>(async () => ({
      __typename: 'CancellationPreview',
      ...(await this.ordering.previewCancellation(context.signedIn(), input)),
    }));
  }

  @Mutation('amendOrder')
  amendOrder(@Args('input') input: AmendOrderInput, @Context() context: OperationContext): Promise<Member> {
    return this.orderAfter(context, input.orderId, () => this.ordering.amendOrder(context.signedIn(), input));
  }

  @Mutation('answerChange')
  answerChange(
    @Args('orderId') orderId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('version') version: number,
    @Args('accept') accept: boolean,
    @Args('reason') reason: string | null,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.orderAfter(context, orderId, () =>
      this.ordering.answerChange(context.signedIn(), { orderId, idempotencyKey, version, accept, reason }),
    );
  }

  @Mutation('agreePriceRise')
  agreePriceRise(
    @Args('orderId') orderId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('riseId') riseId: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.orderAfter(context, orderId, () =>
      this.ordering.agreePriceRise(context.signedIn(), { orderId, idempotencyKey, riseId }),
    );
  }

  @Mutation('resumeOrder')
  resumeOrder(
    @Args('orderId') orderId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('fromOn') fromOn: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return this.orderAfter(context, orderId, () =>
      this.ordering.resumeOrder(context.signedIn(), { orderId, idempotencyKey, fromOn }),
    );
  }

  private orderAfter(context: OperationContext, orderId: string, act: () => Promise<void>): Promise<Member> {
    return orRefusal<View, Member>(async () => {
      await act();
      const row = await this.reading.loaders(context).order().load(orderId);
      if (!row) throw Refusal.notFound();
      return orderView(row);
    }, placeOrderMember);
  }

  private async rowsOf(orderId: string, context: OperationContext): Promise<VersionRow[]> {
    const rows = await context
      .loader<VersionRow[]>(VERSIONS, async (ids, { reads }) => {
        const found = await this.orders.versions(reads, ids);
        return ids.map((id) => found.filter((row) => row.order_id === id));
      })
      .load(orderId);
    return rows ?? [];
  }
}

async function unitOf(context: OperationContext, variantId: string): Promise<string> {
  const variant = await context
    .loader<{ id: string; unit: string }>(UNIT, async (ids, { reads }) =>
      inOrderOf(ids, await reads.query<{ id: string; unit: string }>(UNITS, [ids]), (row) => row.id),
    )
    .load(variantId);
  return variant?.unit ?? '';
}

function termsOf(row: VersionRow, unit: string): VersionTerms {
  const startTime = row.start_time.slice(0, 5);
  return {
    quantity: row.quantity,
    unit,
    recurrence: row.recurrence,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    startTime,
    endTime: endTime(startTime, row.duration_minutes),
    ...spansOf(row.more_times),
    madeOn: londonDate(row.made_at),
    place: row.place,
    note: row.note,
  };
}
