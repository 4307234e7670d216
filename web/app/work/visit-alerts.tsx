import { DateText, TimeRange } from '../components/index.js';
import { timeWords } from '../format/dates.js';
import type { AlertPartsFragment } from '../generated/graphql.js';
import { WorkItem, WorkList } from './lists.js';

/** Visits that should have begun and have not, for those who can do something about it. */
export function VisitAlerts({
  alerts,
  headingLevel = 3,
  hrefOf,
}: {
  readonly alerts: readonly AlertPartsFragment[];
  readonly headingLevel?: 2 | 3;
  readonly hrefOf?: (alert: AlertPartsFragment) => string;
}) {
  return (
    <WorkList label="Visits that have not begun">
      {alerts.map((alert) => {
        const { id, onDate, startsAt, endsAt, order } = alert.occurrence;
        return (
          <WorkItem
            key={id}
            headingLevel={headingLevel}
            href={hrefOf?.(alert)}
            title={
              <>
                {order.person.name}: <TimeRange start={startsAt} end={endsAt} />, <DateText date={onDate} />
              </>
            }
            facts={[
              `${order.service.name}. ${order.place}`,
              `${order.provider.name}${order.provider.phone ? `, phone ${order.provider.phone}` : ''}`,
              `Everybody was told at ${timeWords(alert.alertedAt)}.`,
            ]}
          />
        );
      })}
    </WorkList>
  );
}
