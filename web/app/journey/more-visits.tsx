import { Anchor, Details } from '../components/index.js';
import type { MyOrderQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';
import { hasTime } from './order-draft.js';

type OrderShown = NonNullable<MyOrderQuery['order']>;

/** More of the same, inside the same order: another time of each day, or a single visit on one more day. */
export function MoreVisits({ order, subject }: { readonly order: OrderShown; readonly subject: Subject }) {
  const [line] = order.lines;
  if (!line) return null;
  const href = (add: 'time' | 'visit'): string => keepFor(`/my-orders/${order.id}/change?add=${add}`, subject);
  return (
    <Details summary="Do you need more visits?">
      <p className="govuk-body">
        You can add to this. You see what it costs first, and {order.provider.name} says yes or no.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          <Anchor className="govuk-link" href={href('visit')}>
            Add a visit on one more day
          </Anchor>
        </li>
        {hasTime(line.variant.unit) ? (
          <li>
            <Anchor className="govuk-link" href={href('time')}>
              Add another time on the same days
            </Anchor>
          </li>
        ) : null}
      </ul>
    </Details>
  );
}
