import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  inOrderOf,
  isDay,
  isId,
  linePence,
  type OperationContext,
  pageSize,
  parseQuantity,
  Refusal,
  type TenThousandths,
} from '@owncourse/kernel/contract';
import { OwnMoneyRepository, type OwnMoneyRow } from '../persistence/own-money.repository.js';
import { OrderResolver } from './order.resolver.js';
import { orderView } from './order.view.js';

type Fields = Record<string, unknown>;
interface OwnMoneyView extends Fields {
  readonly orderId: string;
}

const OF_ORDER = Symbol('Own money by order');

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
    @Context() context: OperationContext,
  ): Promise<Fields | null> {
    const { actor, reads } = context;
    if (!actor || !isId(personId) || !isId(variantId) || !isDay(onDate)) return null;
    if (!mayDo(actor, 'ownMoneyOffer', { personId })) return null;
    const amount = quantityOf(quantity);
    if (amount === null) return null;
    const offer = await this.money.offer(reads, { personId, variantId, quantity, onDate });
    return (
      offer && {
        budgetPence: offer.budgetPence,
        ownPence: offer.ownPence,
        publicPence: offer.budgetPence + offer.ownPence,
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
  constructor(private readonly money: OwnMoneyRepository) {}

  @ResolveField('ownMoney')
  async ownMoney(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<OwnMoneyView | null> {
    const row = await context
      .loader<OwnMoneyRow>(OF_ORDER, async (ids, { reads }) =>
        inOrderOf(ids, await this.money.byOrders(reads, ids), (one) => one.order_id),
      )
      .load(id);
    return row && view(row);
  }
}
