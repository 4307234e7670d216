import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  inOrderOf,
  isDay,
  isId,
  linePence,
  type OperationContext,
  orRefusal,
  pageSize,
  parseQuantity,
  type Pence,
  Refusal,
  type TenThousandths,
} from '@owncourse/kernel/contract';
import type { AgreeOwnMoneyInput } from '../contract/order-inputs.js';
import { ORDERING, type OrderingPort } from '../contract/ordering.port.js';
import { type BudgetTime, OwnMoneyRepository, type OwnMoneyRow } from '../persistence/own-money.repository.js';
import { ownPartQuestions, type OwnPartQuestionRow } from '../persistence/plan.repository.js';
import { type Member, placeOrderMember } from './order-mutations.resolver.js';
import { OrderResolver } from './order.resolver.js';
import { orderView, type View } from './order.view.js';

type Fields = Record<string, unknown>;
interface OwnMoneyView extends Fields {
  readonly orderId: string;
}

const OF_ORDER = Symbol('Own money by order');
const OF_VISIT = Symbol('Own money by visit');
const BESIDE = Symbol('Own money beside a budget in a time');
const QUESTION = Symbol('Own part that waits for an answer, by order');
/** As many as `dayQuotes` prices at a time. */
const MOST_DAYS = 200;

function view(row: OwnMoneyRow): OwnMoneyView {
  return {
    orderId: row.order_id,
    onDate: row.effective_on,
    agreedPence: row.agreed_pence,
    owedPence: row.owed_pence,
    state: row.state,
  };
}

@Resolver('OwnMoney')
export class OwnMoneyResolver {
  constructor(
    private readonly money: OwnMoneyRepository,
    private readonly orders: OrderResolver,
  ) {}

  @Query('ownMoneyOffer')
  async offer(
    @Args('personId') personId: string,
    @Args('variantId') variantId: string,
    @Args('quantity') quantity: string,
    @Args('onDate') onDate: string,
    @Args('days') given: readonly string[] | null,
    @Context() context: OperationContext,
  ): Promise<Fields | null> {
    const { actor, reads } = context;
    if (!actor || !isId(personId) || !isId(variantId) || !isDay(onDate)) return null;
    if (!mayDo(actor, 'ownMoneyOffer', { personId })) return null;
    const amount = quantityOf(quantity);
    const days = given ?? [onDate];
    if (amount === null || days.length > MOST_DAYS || !days.every(isDay)) return null;
    const offer = await this.money.offer(reads, { personId, budgetId: null, variantId, quantity, onDate, days });
    return (
      offer && {
        budgetPence: offer.budgetPence,
        ownPence: offer.ownPence,
        publicPence: offer.budgetPence + offer.ownPence,
        allOwnPence: offer.allOwnPence,
        instead: offer.instead.map((option) => ({
          provider: { id: option.provider_id },
          service: { id: option.service_id },
          variant: { id: option.variant_id },
          unitPricePence: option.unit_price_pence,
          amountPence: linePence(amount, option.unit_price_pence, [option.multiplier_ten_thousandths]),
          miles: option.miles,
        })),
      }
    );
  }

  @Query('ownMoney')
  async list(
    @Args('personId') personId: string | null,
    @Args('from') from: string,
    @Args('to') to: string,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<OwnMoneyView[]> {
    if (!context.actor || (personId && !isId(personId)) || !isDay(from) || !isDay(to)) return [];
    const rows = await this.money.between(context.reads, personId ?? null, from, to, pageSize(first));
    return rows.map(view);
  }

  @ResolveField('order')
  async order(@Parent() { orderId }: OwnMoneyView, @Context() context: OperationContext): Promise<Fields> {
    const row = await this.orders.loaders(context).order().load(orderId);
    if (!row) throw Refusal.notFound();
    return orderView(row);
  }
}

/** Null for what is no quantity. */
function quantityOf(text: string): TenThousandths | null {
  try {
    return parseQuantity(text);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

@Resolver('Order')
export class OrderOwnMoneyResolver {
  constructor(
    private readonly money: OwnMoneyRepository,
    private readonly orders: OrderResolver,
    @Inject(ORDERING) private readonly ordering: OrderingPort,
  ) {}

  /** Of a single visit; visits of a standing order have their own. */
  @ResolveField('ownMoney')
  async ownMoney(@Parent() order: OrderHolder, @Context() context: OperationContext): Promise<OwnMoneyView | null> {
    if (order.kind === 'STANDING') return null;
    const row = await context
      .loader<OwnMoneyRow>(OF_ORDER, async (ids, { reads }) =>
        inOrderOf(ids, await this.money.byOrders(reads, ids), (one) => one.order_id),
      )
      .load(order.id);
    return row && view(row);
  }

  @ResolveField('ownMoneyAgreedPence')
  async agreed(@Parent() order: OrderHolder, @Context() context: OperationContext): Promise<Pence | null> {
    const row = await this.orders.loaders(context).order().load(order.id);
    // Agreed to nothing, such as on a bank holiday, is none to tell of.
    const pence = row?.own_money_pence ?? 0n;
    return pence > 0n ? pence : null;
  }

  @ResolveField('ownMoneyAsked')
  async asked(@Parent() order: OrderHolder, @Context() context: OperationContext): Promise<Fields | null> {
    const row = await context
      .loader<OwnPartQuestionRow>(QUESTION, async (ids, { reads }) =>
        inOrderOf(ids, await ownPartQuestions(reads, ids), (one) => one.order_id),
      )
      .load(order.id);
    return (
      row && {
        id: row.id,
        fromOn: row.from_on,
        beforePence: row.before_pence,
        ownPence: row.own_money_pence,
        visits: row.visits,
      }
    );
  }

  @Mutation('agreeOwnMoney')
  agreeOwnMoney(@Args('input') input: AgreeOwnMoneyInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<View, Member>(async () => {
      await this.ordering.agreeOwnMoney(context.signedIn(), { ...input });
      const row = await this.orders.loaders(context).order().load(input.orderId);
      if (!row) throw Refusal.notFound();
      return orderView(row);
    }, placeOrderMember);
  }
}

@Resolver('PeriodStatement')
export class StatementOwnMoneyResolver {
  constructor(private readonly money: OwnMoneyRepository) {}

  @ResolveField('ownMoney')
  async ownMoney(@Parent() period: PeriodHolder, @Context() context: OperationContext): Promise<OwnMoneyView[]> {
    const rows = await context
      .loader<OwnMoneyRow[]>(BESIDE, async (keys, { reads }) => {
        const found = await this.money.beside(reads, keys.map(timeOf));
        return keys.map((key) => found.filter((row) => keyOf(row) === key));
      })
      .load(keyOf({ budget_id: period.budgetId, from_on: period.from, to_on: period.to }));
    return (rows ?? []).map(view);
  }
}

function keyOf({ budget_id, from_on, to_on }: BudgetTime): string {
  return `${budget_id} ${from_on} ${to_on}`;
}

function timeOf(key: string): BudgetTime {
  const [budget_id = '', from_on = '', to_on = ''] = key.split(' ');
  return { budget_id, from_on, to_on };
}

interface PeriodHolder {
  readonly budgetId: string;
  readonly from: string;
  readonly to: string;
}

interface OrderHolder {
  readonly id: string;
  readonly kind: string;
}

@Resolver('Occurrence')
export class VisitOwnMoneyResolver {
  constructor(private readonly money: OwnMoneyRepository) {}

  @ResolveField('ownMoney')
  async ownMoney(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<OwnMoneyView | null> {
    const row = await context
      .loader<OwnMoneyRow>(OF_VISIT, async (ids, { reads }) =>
        inOrderOf(ids, await this.money.byVisits(reads, ids), (one) => one.id),
      )
      .load(id);
    return row && view(row);
  }
}
