import { Anchor, Details } from '../components/index.js';
import type { MyOrderQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';
import { weekdays } from './calendar.js';
import { draftQuery, type OrderDraft, plainQuantity } from './order-draft.js';

type OrderShown = NonNullable<MyOrderQuery['order']>;

/** The start of an order like this one, for one more day or at another time of the same days. */
export function moreLike(order: OrderShown, how: 'once' | 'weekly', nextDay: string): OrderDraft {
  const { pattern } = order;
  return {
    quantity: plainQuantity(order.lines[0]?.quantity ?? ''),
    how,
    startsOn: how === 'weekly' ? nextDay : '',
    endsOn: how === 'weekly' ? (order.endsOn ?? '') : '',
    thenOn: '',
    thenQuantity: '',
    days: how === 'weekly' ? weekdays.filter((day) => pattern?.weekdays.includes(day)) : [],
    everyWeeks: pattern?.everyWeeks ?? 1,
    // At another time it is left open, so that nobody orders the same hour twice by mistake.
    time: how === 'once' ? order.startTime : '',
  };
}

/**
 * More of the same: each is an order of its own beside this one, with its own price, money and history, so that two visits of
 * one day never get mixed up.
 */
export function MoreVisits({ order, subject }: { readonly order: OrderShown; readonly subject: Subject }) {
  const [line] = order.lines;
  const next = order.nextOccurrences.find(({ status }) => status !== 'CANCELLED');
  if (!line || !next) return null;
  const href = (how: 'once' | 'weekly'): string =>
    keepFor(
      `/services/${order.service.id}/order/${line.variant.id}/when?${draftQuery(moreLike(order, how, next.onDate))}`,
      subject,
    );
  const repeatsByWeek = order.pattern !== null && !order.pattern.monthDay && !order.pattern.monthWeek;
  return (
    <Details summary="Do you need more visits?">
      <p className="govuk-body">
        You can add to this. You see what it costs first, and {order.provider.name} says yes or no.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          <Anchor className="govuk-link" href={href('once')}>
            Add a visit on one more day
          </Anchor>
        </li>
        {repeatsByWeek ? (
          <li>
            <Anchor className="govuk-link" href={href('weekly')}>
              Add a second visit on the same days, at another time
            </Anchor>
          </li>
        ) : null}
      </ul>
      <p className="govuk-body">It is kept as an order of its own, so you can change or stop it alone.</p>
    </Details>
  );
}
