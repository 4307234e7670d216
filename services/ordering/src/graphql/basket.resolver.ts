import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type Actor, type OperationContext, orRefusal, type RefusalMember } from '@owncourse/kernel/contract';
import { CARD_READINESS, type CardReadinessPort } from '../contract/card-readiness.port.js';
import type { OrderBasketInput, PutInBasketInput, TakeFromBasketInput } from '../contract/order-inputs.js';
import { type BasketPart, priceBasket, type WantedThing } from '../domain/basket.js';
import { BasketRepository, type BasketRow } from '../persistence/basket.repository.js';
import { OrderBasket } from '../use-cases/order-basket.js';
import { KeepBasket } from '../use-cases/keep-basket.js';
import { type Member, placeOrderMember } from './order-mutations.resolver.js';
import { OrderResolver } from './order.resolver.js';

type Fields = Record<string, unknown>;
type BasketView = Fields & { readonly __typename: 'Basket' };

@Resolver('Basket')
export class BasketResolver {
  constructor(
    private readonly keeping: KeepBasket,
    private readonly ordering: OrderBasket,
    private readonly orders: OrderResolver,
    private readonly baskets: BasketRepository,
    @Inject(CARD_READINESS) private readonly cards: CardReadinessPort,
  ) {}

  @Query('basket')
  async basket(@Context() context: OperationContext): Promise<BasketView | null> {
    const { actor } = context;
    return actor && mayDo(actor, 'basket', {}) ? this.view(actor, context) : null;
  }

  @Mutation('putInBasket')
  put(
    @Args('input') input: PutInBasketInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | BasketView> {
    return orRefusal(async () => {
      const actor = context.signedIn();
      await this.keeping.put(actor, { ...input });
      return this.view(actor, context);
    });
  }

  @Mutation('takeFromBasket')
  take(
    @Args('input') input: TakeFromBasketInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | BasketView> {
    return orRefusal(async () => {
      const actor = context.signedIn();
      await this.keeping.take(actor, { ...input });
      return this.view(actor, context);
    });
  }

  @Mutation('orderBasket')
  order(@Args('input') input: OrderBasketInput, @Context() context: OperationContext): Promise<Member | Fields> {
    return orRefusal<Fields, Member>(async () => {
      const ids = await this.ordering.run(context.signedIn(), input);
      const orders = await Promise.all(ids.map((id) => this.orders.order(id, context)));
      return { __typename: 'BasketOrdered', orders };
    }, placeOrderMember);
  }

  private async view({ personId }: Actor, { reads }: OperationContext): Promise<BasketView> {
    const rows = await this.baskets.of(reads, personId);
    const basket = priceBasket(rows.flatMap(onSale));
    const parts = await Promise.all(basket.parts.map((part) => this.part(personId, part)));
    const goneVariantIds = rows.filter((row) => row.service_id === null).map((row) => row.variant_id);
    return { __typename: 'Basket', parts, totalPence: basket.totalPence, goneVariantIds };
  }

  private async part(personId: string, { providerId, lines, totalPence }: BasketPart): Promise<Fields> {
    return {
      provider: { id: providerId },
      totalPence,
      cardReadiness: await this.cards.ready(personId, providerId),
      lines: lines.map((line) => ({
        service: { id: line.serviceId },
        variant: { id: line.variantId },
        quantity: line.quantity,
        unitPricePence: line.unitPricePence,
        totalPence: line.totalPence,
      })),
    };
  }
}

function onSale(row: BasketRow): WantedThing[] {
  if (row.service_id === null || row.provider_id === null || row.unit_price_pence === null) return [];
  return [
    {
      variantId: row.variant_id,
      serviceId: row.service_id,
      providerId: row.provider_id,
      quantity: row.quantity,
      unitPricePence: row.unit_price_pence,
    },
  ];
}
