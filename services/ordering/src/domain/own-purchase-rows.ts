import { formatQuantity, parseQuantity, type Pence, shortReference, writePounds } from '@owncourse/kernel/contract';

/** Something in a basket. */
export interface BasketFacts {
  /** Null for what is not on sale any more, as the next three. */
  readonly service_name: string | null;
  readonly variant_name: string | null;
  readonly provider_name: string | null;
  readonly unit_price_pence: Pence | null;
  /** Decimals as text. */
  readonly quantity: string;
  readonly put_at: Date;
}

/** An order that somebody pays themselves. */
export interface PurchaseFacts {
  readonly order_id: string;
  readonly status: string;
  readonly service_name: string | null;
  readonly provider_name: string | null;
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  readonly line_pence: Pence;
  readonly placed_at: Date;
  /** London day. */
  readonly starts_on: string;
  readonly place: string;
  readonly note: string | null;
  readonly rights_read_at: Date;
  readonly asks_to_start_early: boolean;
  /** The provider's yes. */
  readonly agreed_at: Date | null;
}

/** One visit of such an order; what was delivered where it has been, else what was ordered. */
export interface BoughtVisitFacts {
  readonly order_id: string;
  /** London day. */
  readonly on_date: string;
  readonly status: string;
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  readonly pence: Pence;
  readonly worker_name: string | null;
  readonly place: string | null;
  readonly confirmed_at: Date | null;
}

/** The first line of the file. */
export const OWN_PURCHASE_HEADS: readonly string[] = [
  'what',
  'order',
  'service',
  'provider',
  'day',
  'how much',
  'price of one',
  'sum',
  'where it stands',
  'place',
  'who came',
  'your note',
  'put in or ordered at',
  'you read your rights at',
  'you asked to begin within 14 days',
  'the provider said yes at',
  'confirmed at',
];

const ORDER_WORDS: Readonly<Record<string, string>> = {
  SUBMITTED: 'waits for an answer',
  ACCEPTED: 'agreed',
  DECLINED: 'the provider said no',
  ACTIVE: 'goes on',
  COMPLETED: 'done',
  CANCELLED: 'cancelled',
  EXPIRED: 'nobody answered',
};

const VISIT_WORDS: Readonly<Record<string, string>> = {
  PLANNED: 'to come',
  HELD: 'to come',
  DELIVERED: 'entered',
  CONFIRMED: 'confirmed',
  DISPUTED: 'questioned',
  CANCELLED: 'cancelled',
};

const wordsOf = (words: Readonly<Record<string, string>>, status: string): string =>
  words[status] ?? status.toLowerCase();
const amountOf = (quantity: string): string => formatQuantity(parseQuantity(quantity));
const instant = (at: Date | null): string => at?.toISOString() ?? '';

/** By its head, so that no cell comes to stand under another. */
function row(cells: Readonly<Partial<Record<string, string>>>): string[] {
  return OWN_PURCHASE_HEADS.map((head) => cells[head] ?? '');
}

export function basketRow(one: BasketFacts): string[] {
  const name = [one.service_name, one.variant_name].filter((part) => part !== null).join(', ');
  return row({
    what: 'In your basket',
    service: name === '' ? 'Not on sale any more' : name,
    provider: one.provider_name ?? '',
    'how much': amountOf(one.quantity),
    'price of one': one.unit_price_pence === null ? '' : writePounds(one.unit_price_pence),
    'put in or ordered at': instant(one.put_at),
  });
}

/** The order, then its visits. */
export function purchaseRows(order: PurchaseFacts, visits: readonly BoughtVisitFacts[]): string[][] {
  const same = {
    order: shortReference(order.order_id),
    service: order.service_name ?? '',
    provider: order.provider_name ?? '',
  };
  return [
    row({
      ...same,
      what: 'Order',
      day: order.starts_on,
      'how much': amountOf(order.quantity),
      'price of one': writePounds(order.unit_price_pence),
      sum: writePounds(order.line_pence),
      'where it stands': wordsOf(ORDER_WORDS, order.status),
      place: order.place,
      'your note': order.note ?? '',
      'put in or ordered at': instant(order.placed_at),
      'you read your rights at': instant(order.rights_read_at),
      'you asked to begin within 14 days': order.asks_to_start_early ? 'yes' : 'no',
      'the provider said yes at': instant(order.agreed_at),
    }),
    ...visits.map((visit) =>
      row({
        ...same,
        what: 'Visit',
        day: visit.on_date,
        'how much': amountOf(visit.quantity),
        'price of one': writePounds(visit.unit_price_pence),
        sum: writePounds(visit.pence),
        'where it stands': wordsOf(VISIT_WORDS, visit.status),
        place: visit.place ?? '',
        'who came': visit.worker_name ?? '',
        'confirmed at': instant(visit.confirmed_at),
      }),
    ),
  ];
}
