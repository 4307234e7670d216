import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  formatQuantity,
  isId,
  linePence,
  onceInTransaction,
  parseQuantity,
  type Queries,
  Refusal,
} from '@owncourse/kernel/contract';
import type { BasketsPort } from '../contract/baskets.port.js';
import type { PutInBasketInput, TakeFromBasketInput } from '../contract/order-inputs.js';
import { MOST_IN_BASKET } from '../domain/basket.js';
import { BasketRepository } from '../persistence/basket.repository.js';

/** The basket of somebody who pays with their own money: nobody else puts things in it or takes them out. */
@Injectable()
export class KeepBasket implements BasketsPort {
  constructor(
    private readonly database: Database,
    private readonly baskets: BasketRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async put(actor: Actor, input: PutInBasketInput): Promise<void> {
    requireAccess(actor, 'putInBasket', {});
    if (!isId(input.variantId)) throw Refusal.notFound();
    const quantity = parseQuantity(input.quantity);
    const { variantId } = input;
    const kept = { variantId, quantity: formatQuantity(quantity) };
    await this.once(actor, 'putInBasket', input.idempotencyKey, kept, async (queries, at) => {
      const sold = await this.baskets.sold(queries, variantId);
      if (!sold) throw Refusal.notFound();
      const least = parseQuantity(sold.minimum_quantity);
      if (quantity < least) throw Refusal.invalid('quantity', `The least you can order is ${formatQuantity(least)}.`);
      if (linePence(quantity, sold.public_unit_price_pence) === 0n)
        throw Refusal.invalid('quantity', 'That little costs nothing. Choose more.');
      await this.baskets.put(queries, { ...kept, personId: actor.personId, most: MOST_IN_BASKET, at });
    });
  }

  async take(actor: Actor, input: TakeFromBasketInput): Promise<void> {
    requireAccess(actor, 'takeFromBasket', {});
    if (input.variantIds.length > MOST_IN_BASKET || !input.variantIds.every(isId)) throw Refusal.notFound();
    const kept = { variantIds: [...input.variantIds] };
    await this.once(actor, 'takeFromBasket', input.idempotencyKey, kept, (queries) =>
      this.baskets.take(queries, actor.personId, kept.variantIds),
    );
  }

  private async once(
    actor: Actor,
    operation: string,
    key: string,
    input: Readonly<Record<string, unknown>>,
    write: (queries: Queries, at: Date) => Promise<unknown>,
  ): Promise<void> {
    const at = this.clock.now();
    // A basket is its owner's.
    await onceInTransaction(this.database, actor, { operation, key, input, id: actor.personId, at }, (queries) =>
      write(queries, at),
    );
  }
}
