import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export interface BasketRow {
  readonly variant_id: string;
  readonly quantity: string;
  /** Null for what is not on sale any more, as the next two. */
  readonly service_id: string | null;
  readonly provider_id: string | null;
  readonly unit_price_pence: Pence | null;
}

const OF = statement('ordering.basket-of', 'select * from ordering.basket_of($1)');
const PUT = statement('ordering.put-in-basket', 'select ordering.put_in_basket($1, $2, $3, $4, $5)');
const TAKE = statement('ordering.take-from-basket', 'select ordering.take_from_basket($1, $2::uuid[])');
const SOLD = statement(
  'ordering.basket-sold',
  'select minimum_quantity, public_unit_price_pence from catalogue.variants(array[$1::uuid])',
);

/** What people mean to buy; row-level security gives each their own alone. */
@Injectable()
export class BasketRepository {
  of(queries: Queries, personId: string): Promise<BasketRow[]> {
    return queries.query<BasketRow>(OF, [personId]);
  }

  /** Null when it is not on sale. */
  async sold(
    queries: Queries,
    variantId: string,
  ): Promise<{ readonly minimum_quantity: string; readonly public_unit_price_pence: Pence } | null> {
    const rows = await queries.query<{ minimum_quantity: string; public_unit_price_pence: Pence }>(SOLD, [variantId]);
    return rows[0] ?? null;
  }

  put(
    queries: Queries,
    line: { personId: string; variantId: string; quantity: string; most: number; at: Date },
  ): Promise<unknown> {
    return queries.query(PUT, [line.personId, line.variantId, line.quantity, line.most, line.at]);
  }

  take(queries: Queries, personId: string, variantIds: readonly string[]): Promise<unknown> {
    return queries.query(TAKE, [personId, variantIds]);
  }
}
