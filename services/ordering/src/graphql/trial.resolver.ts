import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  addDays,
  CLOCK,
  type Clock,
  inOrderOf,
  isId,
  linePence,
  londonDate,
  type OperationContext,
  orRefusal,
  parseQuantity,
  type Pence,
  Refusal,
} from '@owncourse/kernel/contract';
import type { OwnPurchaseInput } from '../contract/order-inputs.js';
import { endTime } from '../domain/end-time.js';
import { firstDayOf, trialStatus } from '../domain/meet-first.js';
import { PLAN_AHEAD_DAYS, visitMinutes, daysOf } from '../domain/visit-plan.js';
import { OwnMoneyRepository } from '../persistence/own-money.repository.js';
import { whenInWords } from '../domain/when-in-words.js';
import { type TrialPriceRow, TrialRepository, type TrialRow } from '../persistence/trial.repository.js';
import { ContinueTrial, type LeaveTrialInput } from '../use-cases/continue-trial.js';
import { type Member, placeOrderMember } from './order-mutations.resolver.js';
import { OrderResolver } from './order.resolver.js';
import { orderView, type View } from './order.view.js';

type Fields = Record<string, unknown>;
interface TrialView extends Fields {
  readonly row: TrialRow;
}
type Priced = TrialPriceRow & { readonly day: string };

const TRIAL = Symbol('Trial by order');
const CAME_OF = Symbol('Trial that an order came of');
const PRICE = Symbol('Price of what a trial was for');
const MOST = 20;

@Resolver('Trial')
export class TrialResolver {
  constructor(
    private readonly trials: TrialRepository,
    private readonly money: OwnMoneyRepository,
    private readonly continuing: ContinueTrial,
    private readonly orders: OrderResolver,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('trialsToDecide')
  async toDecide(@Args('personId') personId: string, @Context() context: OperationContext): Promise<TrialView[]> {
    const { actor, reads } = context;
    if (!actor || !isId(personId) || !mayDo(actor, 'trialsToDecide', { personId })) return [];
    const rows = await this.trials.toDecide(reads, personId, this.today(), MOST);
    return rows.map((row) => this.view(row));
  }

  @ResolveField('order')
  order(@Parent() { row }: TrialView, @Context() context: OperationContext): Promise<View | null> {
    return this.orderOf(row.order_id, context);
  }

  @ResolveField('continuedAs')
  async continuedAs(@Parent() { row }: TrialView, @Context() context: OperationContext): Promise<View | null> {
    return row.continued_order_id === null ? null : this.orderOf(row.continued_order_id, context);
  }

  @ResolveField('whenInWords')
  async whenInWords(@Parent() { row }: TrialView, @Context() context: OperationContext): Promise<string> {
    const price = await this.priceOf(row, context);
    const minutes = visitMinutes(price?.unit ?? '', parseQuantity(row.quantity));
    return whenInWords({
      recurrence: row.recurrence,
      startsOn: row.starts_on,
      startTime: row.start_time,
      endTime: endTime(row.start_time, minutes),
    });
  }

  @ResolveField('terms')
  async terms(@Parent() view: TrialView, @Context() context: OperationContext): Promise<Fields | null> {
    const { row } = view;
    // The council's price is the person's and no other provider's business; nobody but them can say yes.
    const { actor } = context;
    if (view['status'] !== 'TO_DECIDE' || !actor || !mayDo(actor, 'trialsToDecide', { personId: row.person_id }))
      return null;
    const price = await this.priceOf(row, context);
    if (!price) return null;
    const ownMoneyPence = price.orderable ? 0n : await this.ownMoney(row, price, context);
    if (ownMoneyPence === null) return null;
    const eachTimePence: Pence = linePence(parseQuantity(row.quantity), price.unit_price_pence, [
      price.multiplier_ten_thousandths,
    ]);
    return { firstOn: price.day, unitPricePence: price.unit_price_pence, eachTimePence, ownMoneyPence };
  }

  @Mutation('continueTrial')
  continueTrial(
    @Args('orderId') orderId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('shownUnitPricePence') shownUnitPricePence: Pence,
    @Args('agreedOwnMoneyPence') agreedOwnMoneyPence: Pence | null,
    @Args('ownPurchase') ownPurchase: OwnPurchaseInput | null,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<View, Member>(async () => {
      const input = { orderId, idempotencyKey, shownUnitPricePence, agreedOwnMoneyPence, ownPurchase };
      const placed = await this.continuing.run(context.signedIn(), input);
      const order = await this.orderOf(placed.orderId, context);
      if (!order) throw Refusal.notFound();
      return order;
    }, placeOrderMember);
  }

  @Mutation('leaveTrial')
  leaveTrial(@Args('input') input: LeaveTrialInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.continuing.leave(context.signedIn(), { ...input });
      const [row] = await this.trials.byOrders(context.reads, [input.orderId]);
      if (!row) throw Refusal.notFound();
      return this.view(row);
    });
  }

  view(row: TrialRow): TrialView {
    return {
      __typename: 'Trial',
      row,
      status: trialStatus(row.status, row.order_is_over, row.decide_by, this.today()),
      quantity: row.quantity,
      startsOn: row.starts_on,
      decideBy: row.decide_by,
      whyNot: row.reason,
      providerMayRead: row.provider_may_read,
    };
  }

  /** The most that one visit would take of their own money; null where it cannot be bought so either. */
  private async ownMoney(row: TrialRow, { day }: Priced, context: OperationContext): Promise<Pence | null> {
    const last = addDays(this.today(), PLAN_AHEAD_DAYS);
    const offer = await this.money.offer(context.reads, {
      personId: row.person_id,
      budgetId: row.budget_id,
      variantId: row.variant_id,
      quantity: row.quantity,
      onDate: day,
      days: daysOf(row.recurrence, day, day, last),
    });
    return offer?.ownPence ?? null;
  }

  private async orderOf(id: string, context: OperationContext): Promise<View | null> {
    const row = await this.orders.loaders(context).order().load(id);
    return row && orderView(row);
  }

  /** One statement for all trials of an operation, each on its own first day. */
  private async priceOf(row: TrialRow, context: OperationContext): Promise<Priced | null> {
    const loader = context.loader<Priced>(PRICE, async (ids, { reads }) => {
      const rows = await this.trials.byOrders(reads, ids);
      const days = new Map(
        rows.map((one) => [
          one.order_id,
          firstDayOf({ recurrence: one.recurrence, startsOn: one.starts_on }, this.today()),
        ]),
      );
      const dayOf = (id: string): string => days.get(id) ?? '';
      const prices = await this.trials.prices(
        reads,
        rows.map((one) => ({ ...one, day: dayOf(one.order_id) })),
      );
      return inOrderOf(
        ids,
        prices.map((price) => ({ ...price, day: dayOf(price.order_id) })),
        (price) => price.order_id,
      );
    });
    return loader.load(row.order_id);
  }

  private today(): string {
    return londonDate(this.clock.now());
  }
}

@Resolver('Order')
export class OrderTrialResolver {
  constructor(
    private readonly trials: TrialRepository,
    private readonly views: TrialResolver,
    private readonly orders: OrderResolver,
  ) {}

  @ResolveField('trial')
  async trial(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<TrialView | null> {
    const row = await context
      .loader<TrialRow>(TRIAL, async (ids, { reads }) =>
        inOrderOf(ids, await this.trials.byOrders(reads, ids), (one) => one.order_id),
      )
      .load(id);
    return row && this.views.view(row);
  }

  @ResolveField('afterTrial')
  async afterTrial(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View | null> {
    const found = await context
      .loader<{ continued_order_id: string; order_id: string }>(CAME_OF, async (ids, { reads }) =>
        inOrderOf(ids, await this.trials.cameOf(reads, ids), (one) => one.continued_order_id),
      )
      .load(id);
    const row = found && (await this.orders.loaders(context).order().load(found.order_id));
    return row ? orderView(row) : null;
  }
}
