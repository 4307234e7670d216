import { DateText, MoneyText, SummaryList, type SummaryRow } from '../components/index.js';
import { sentenceStart } from '../format/counts.js';
import { timeWords } from '../format/dates.js';
import { perUnitWords } from '../format/units.js';
import type { OrderKind, OrderStatus, PriceKind, PriceUnit } from '../generated/graphql.js';
import { amountWords } from '../journey/quantity-words.js';
import { OrderTag } from './state-words.js';

interface Line {
  readonly id: string;
  readonly quantity: string;
  readonly unitPricePence: number;
  readonly linePence: number;
  readonly priceKind: PriceKind;
  readonly variant: { readonly name: string; readonly unit: PriceUnit };
}

export interface ShownOrder {
  readonly reference: string;
  readonly status: OrderStatus;
  readonly kind: OrderKind;
  readonly whenInWords: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly placedAt: string;
  readonly placedByName: string;
  readonly onBehalf: boolean;
  readonly person: { readonly name: string };
  readonly declineReason?: string | null;
  readonly refusalReason?: string | null;
  readonly lines: readonly Line[];
  /** Set where several people share each visit: then the cost is this person's part. */
  readonly sharedOrder?: object | null;
}

const priceKinds: Readonly<Record<PriceKind, string>> = {
  FIXED: 'The council’s agreed price',
  CAPPED: 'The public price, up to the council’s highest price',
  OFF_CARD: 'The public price. The council has not agreed a price for this',
  PUBLIC: 'The public price',
  QUOTE: 'The price in the provider’s offer',
};

function lineRows(line: Line, isShared: boolean): readonly SummaryRow[] {
  return [
    { key: 'What', value: line.variant.name },
    {
      key: 'How much each time',
      value: (
        <>
          {sentenceStart(amountWords(line.quantity, line.variant.unit))} at <MoneyText pence={line.unitPricePence} />{' '}
          {perUnitWords(line.variant.unit)}
        </>
      ),
    },
    { key: isShared ? 'Their part of it' : 'Cost each time', value: <MoneyText pence={line.linePence} /> },
    { key: 'Price', value: priceKinds[line.priceKind] },
  ];
}

/** What was ordered, by whom, when and where: the same for everybody who decides about an order. */
export function OrderFacts({
  order,
  more = [],
}: {
  readonly order: ShownOrder;
  readonly more?: readonly SummaryRow[];
}) {
  const reason = order.declineReason ?? order.refusalReason ?? null;
  const rows: readonly SummaryRow[] = [
    { key: 'Where it stands', value: <OrderTag status={order.status} /> },
    ...(reason === null ? [] : [{ key: 'Why not', value: reason }]),
    ...order.lines.flatMap((line) => lineRows(line, Boolean(order.sharedOrder))),
    { key: 'When', value: order.whenInWords },
    ...(order.kind === 'STANDING'
      ? [
          { key: 'First day', value: <DateText date={order.startsOn} withYear /> },
          { key: 'Last day', value: order.endsOn === null ? 'Goes on' : <DateText date={order.endsOn} withYear /> },
        ]
      : []),
    { key: 'Where', value: order.place },
    ...(order.note === null ? [] : [{ key: 'Note', value: order.note }]),
    ...more,
    {
      key: 'Ordered',
      value: (
        <>
          <DateText date={order.placedAt} withYear /> at {timeWords(order.placedAt)}, by {order.placedByName}
          {order.onBehalf ? ` for ${order.person.name}` : null}
        </>
      ),
    },
    { key: 'Order number', value: order.reference },
  ];
  return <SummaryList rows={rows} />;
}

export interface HistoryEvent {
  readonly at: string;
  readonly words: string;
  readonly actorName: string;
}

/** What has happened to an order, oldest first. */
export function OrderHistory({ history }: { readonly history: readonly HistoryEvent[] }) {
  if (history.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">What has happened</h2>
      <ol className="govuk-list govuk-list--spaced">
        {history.map((event, index) => (
          <li key={index}>
            <strong>
              <DateText date={event.at} withYear />, {timeWords(event.at)}:
            </strong>{' '}
            {event.words} ({event.actorName})
          </li>
        ))}
      </ol>
    </>
  );
}
