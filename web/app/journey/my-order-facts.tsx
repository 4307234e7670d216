import { Anchor, DateText, MoneyText, SummaryList } from '../components/index.js';
import { dateWords, timeWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import { perUnitWords } from '../format/units.js';
import type { MyOrderQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';
import { ownMoneyWords } from './own-money.js';
import { amountWords } from './quantity-words.js';
import { sharersWords } from './shared-words.js';
import { OrderStatusTag } from './status-words.js';
import { timesRows } from './times-rows.js';

type OrderShown = NonNullable<MyOrderQuery['order']>;
interface Shown {
  readonly order: OrderShown;
  readonly subject: Subject;
}

/** What was ordered, when, where, and what it costs. */
export function Facts({ order, subject, today }: Shown & { readonly today: string }) {
  const [line] = order.lines;
  return (
    <SummaryList
      rows={[
        { key: 'State', value: <OrderStatusTag status={order.status} /> },
        { key: 'When', value: order.whenInWords },
        ...(order.kind === 'STANDING'
          ? [
              {
                key: 'From',
                value: (
                  <>
                    <DateText date={order.startsOn} withYear />
                    {order.endsOn ? (
                      <>
                        {' '}
                        until <DateText date={order.endsOn} withYear />
                      </>
                    ) : (
                      ', until you stop it'
                    )}
                  </>
                ),
              },
            ]
          : []),
        ...(line && order.times.length > 1 ? timesRows(order.times, line.variant.unit) : []),
        ...(line && order.times.length === 1
          ? [
              {
                key: order.kind === 'STANDING' ? 'Cost each time' : 'Cost',
                value: (
                  <>
                    <strong>
                      <MoneyText pence={line.linePence} />
                    </strong>
                    : {order.sharedOrder ? (subject.isSelf ? 'your part of ' : 'their part of ') : null}
                    {amountWords(line.quantity, line.variant.unit)} at <MoneyText pence={line.unitPricePence} />{' '}
                    {perUnitWords(line.variant.unit)}
                  </>
                ),
              },
            ]
          : []),
        ...order.extraVisits
          .filter(({ day }) => day >= today)
          .map((extra) => ({
            key: 'Extra visit',
            value: `${dateWords(extra.day)}, ${timeWords(extra.startTime)} to ${timeWords(extra.endTime)}`,
          })),
        ...(order.sharedOrder
          ? [
              {
                key: 'Shared',
                value: (
                  <>
                    {sharersWords(order.sharedOrder.people, subject.isSelf)}{' '}
                    <Anchor
                      className="govuk-link"
                      href={keepFor(`/ordering-together/${order.sharedOrder.id}`, subject)}
                    >
                      See who shares it
                    </Anchor>
                  </>
                ),
              },
            ]
          : []),
        order.ownPurchase
          ? {
              key: 'Paid',
              value: `By ${subject.isSelf ? 'your own card' : 'the card that is kept for them'}, after each visit that ${subject.isSelf ? 'you confirm' : 'is confirmed'}`,
            }
          : { key: 'Promised now', value: <MoneyText pence={order.heldPence} /> },
        ...(order.ownMoney && !order.ownPurchase
          ? [{ key: 'Own money, apart', value: ownMoneyWords(order.ownMoney) }]
          : []),
        ...(order.kind === 'STANDING' && order.ownMoneyAgreedPence
          ? [
              {
                key: 'Own money, apart',
                value: `At most ${formatPence(order.ownMoneyAgreedPence)} for each visit, owed once it is confirmed`,
              },
            ]
          : []),
        { key: 'Where', value: order.place },
        ...(order.note ? [{ key: 'What you told them', value: order.note }] : []),
        {
          key: 'Ordered',
          value: (
            <>
              <DateText date={order.placedAt} withYear /> by {order.placedByName}
            </>
          ),
        },
      ]}
    />
  );
}

/** Everything that happened to the order, oldest first. */
export function History({ order }: Pick<Shown, 'order'>) {
  return (
    <>
      <h2 className="govuk-heading-m">What happened</h2>
      <ol className="oc-statement" aria-label="What happened, in order">
        {order.history.map((event) => (
          <li className="oc-statement-line" key={`${event.at}${event.words}`}>
            <span className="oc-statement-line__day">
              <DateText date={event.at} withYear />, {timeWords(event.at)}:
            </span>{' '}
            {event.words} ({event.actorName}).
          </li>
        ))}
      </ol>
    </>
  );
}
