import { Injectable } from '@nestjs/common';
import { type Queries, statement } from '@owncourse/kernel/contract';
import type { BasketFacts, BoughtVisitFacts, PurchaseFacts } from '../domain/own-purchase-rows.js';

// Row-level security shows orders to their providers too: what is somebody's own is asked for by name.
const BASKET = statement(
  'ordering.own-basket',
  `select b.quantity, b.put_at, v.service_name, v.name as variant_name, p.name as provider_name, v.public_unit_price_pence as unit_price_pence
   from ordering.basket_line b
   left join catalogue.variants(array(select x.variant_id from ordering.basket_line x where x.person_id = kernel.scope_person())) v on v.id = b.variant_id
   left join lateral catalogue.provider_names(array[v.provider_id]) p on true
   where b.person_id = kernel.scope_person() order by b.put_at, b.variant_id`,
);
const PURCHASES = statement(
  'ordering.own-purchases',
  `select p.order_id, o.status, n.service_name, n.provider_name, l.quantity, l.unit_price_pence, l.line_pence, o.placed_at, v.starts_on, v.place, v.note,
     p.rights_read_at, p.asks_to_start_early, p.agreed_at
   from ordering.own_purchase p
   join ordering."order" o on o.council_id = p.council_id and o.id = p.order_id
   join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
   join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version
   left join lateral catalogue.service_names(array[o.service_id]) n on true
   where p.person_id = kernel.scope_person() order by o.placed_at, o.id`,
);
const VISITS = statement(
  'ordering.own-bought-visits',
  `select c.order_id, c.on_date, c.status, coalesce(d.quantity, c.quantity) as quantity, c.unit_price_pence,
     case when c.status = 'CANCELLED' then coalesce(c.fee_pence, 0) else coalesce(d.amount_pence, c.amount_pence) end as pence, d.worker_name, d.place, d.confirmed_at
   from ordering.own_purchase p
   join ordering.occurrence c on c.council_id = p.council_id and c.order_id = p.order_id and not c.replaced
   left join ordering.delivery d on d.council_id = c.council_id and d.occurrence_id = c.id
   where p.person_id = kernel.scope_person() order by c.order_id, c.starts_at, c.id`,
);

/** What somebody means to buy and has bought with their own money. */
@Injectable()
export class OwnDataRepository {
  basket(queries: Queries): Promise<BasketFacts[]> {
    return queries.query<BasketFacts>(BASKET);
  }

  /** In the order in which they were placed. */
  purchases(queries: Queries): Promise<PurchaseFacts[]> {
    return queries.query<PurchaseFacts>(PURCHASES);
  }

  visits(queries: Queries): Promise<BoughtVisitFacts[]> {
    return queries.query<BoughtVisitFacts>(VISITS);
  }
}
