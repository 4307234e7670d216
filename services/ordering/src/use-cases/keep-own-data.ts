import { Injectable } from '@nestjs/common';
import { type Actor, Database, groupBy, rowScope, writeCsv } from '@owncourse/kernel/contract';
import type { OwnDataPort } from '../contract/own-data.port.js';
import { basketRow, OWN_PURCHASE_HEADS, purchaseRows } from '../domain/own-purchase-rows.js';
import { OwnDataRepository } from '../persistence/own-data.repository.js';

/** What somebody means to buy and has bought with their own money, as a file for them alone. */
@Injectable()
export class KeepOwnData implements OwnDataPort {
  constructor(
    private readonly database: Database,
    private readonly own: OwnDataRepository,
  ) {}

  async ownPurchases(actor: Actor): Promise<string> {
    const [basket, purchases, visits] = await this.database.transaction(rowScope(actor), (queries) =>
      Promise.all([this.own.basket(queries), this.own.purchases(queries), this.own.visits(queries)]),
    );
    const ofOrder = groupBy(visits, (visit) => visit.order_id);
    return writeCsv([
      OWN_PURCHASE_HEADS,
      ...basket.map(basketRow),
      ...purchases.flatMap((order) => purchaseRows(order, ofOrder.get(order.order_id) ?? [])),
    ]);
  }
}
