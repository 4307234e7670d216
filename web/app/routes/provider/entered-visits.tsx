import {
  Anchor,
  BackLink,
  DateText,
  EmptyState,
  MoneyText,
  Page,
  pageTitle,
  TimeRange,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { dateWords, shortDateWords } from '../../format/dates.js';
import { EnteredVisitsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { addDays, isDay } from '../../journey/calendar.js';
import { requireRole, todayOf } from '../../work/access.js';
import { StackedTable } from '../../work/stacked-table.js';
import { EnteredTag, VisitPayment } from '../../work/visit-payment.js';
import type { Route } from './+types/entered-visits.js';
import { providerMoney, providerOrders } from './roles.js';
import { byDay } from './visits.js';

/** As many as fit on a page that people can still look over. */
const MOST_SHOWN = 60;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Visits you entered', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders, ...providerMoney);
  const address = new URL(request.url).searchParams;
  const today = todayOf(context);
  const wanted = address.get('to') ?? '';
  const to = isDay(wanted) && wanted < today ? wanted : today;
  const from = addDays(to, -6);
  const { occurrences } = await callGraphql({ context, request }, EnteredVisitsDocument, { from, to });
  const ofWeek = occurrences.flatMap(({ delivery, ...visit }) => (delivery === null ? [] : [{ ...visit, delivery }]));
  const day = address.get('day') ?? '';
  const chosen = isDay(day) ? ofWeek.filter(({ onDate }) => onDate === day) : ofWeek;
  return {
    from,
    to,
    day: isDay(day) ? day : null,
    newer: to < today ? addDays(to, 7) : null,
    days: byDay(ofWeek)
      .map(([ofDay, visits]) => ({ day: ofDay, count: visits.length }))
      .reverse(),
    // By the times that are shown: somebody may have come later than was planned.
    visits: chosen
      .toSorted((left, right) => right.delivery.startedAt.localeCompare(left.delivery.startedAt))
      .slice(0, MOST_SHOWN),
    leftOut: Math.max(0, chosen.length - MOST_SHOWN),
  };
}

type Data = Route.ComponentProps['loaderData'];

/** One day at a time, for those who have many visits. */
function Days({ days, to, day }: Pick<Data, 'days' | 'to' | 'day'>) {
  if (days.length < 2) return null;
  return (
    <nav aria-label="Visits by day">
      <ul className="govuk-list">
        {day === null ? null : (
          <li>
            <Anchor className="govuk-link" href={`/provider/deliveries/entered?to=${to}`}>
              All days
            </Anchor>
          </li>
        )}
        {days.map((one) => {
          const words = `${dateWords(one.day)}: ${countWords(one.count, 'visit')}`;
          return (
            <li key={one.day}>
              {one.day === day ? (
                <strong>{words}</strong>
              ) : (
                <Anchor className="govuk-link" href={`/provider/deliveries/entered?to=${to}&day=${one.day}`}>
                  {words}
                </Anchor>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

export default function EnteredVisits({ loaderData }: Route.ComponentProps) {
  const { from, to, visits, leftOut, newer } = loaderData;
  return (
    <Page width="wide" before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <h1 className="govuk-heading-xl">Visits you entered</h1>
      <p className="oc-lead">
        When you are paid for each visit from {shortDateWords(from)} to {shortDateWords(to)}, newest first.
      </p>
      <Days {...loaderData} />
      {visits.length === 0 ? (
        <EmptyState icon="clipboard-check" title="No visits entered for these days">
          <p className="govuk-body">
            <Anchor className="govuk-link" href={`/provider/deliveries?to=${to}`}>
              See what is still to enter
            </Anchor>
          </p>
        </EmptyState>
      ) : (
        <StackedTable
          label="Visits you entered"
          columns={[
            { head: 'Visit', width: 'name' },
            { head: 'For', width: 'name' },
            { head: 'Where it stands', width: 'short' },
            { head: 'When you are paid', width: 'sentence' },
            { head: 'Sum', isNumeric: true, width: 'short' },
          ]}
          rows={visits.map(({ id, onDate, order, delivery }) => ({
            key: id,
            cells: [
              <Anchor key="visit" className="govuk-link" href={`/provider/deliveries/${onDate}/${id}`}>
                <DateText date={onDate} />, <TimeRange start={delivery.startedAt} end={delivery.endedAt} />
              </Anchor>,
              `${order.person.name}, ${order.service.name}`,
              <EnteredTag key="state" status={delivery.status} />,
              <VisitPayment key="when" delivery={delivery} />,
              <MoneyText key="sum" pence={delivery.amountPence} />,
            ],
          }))}
        />
      )}
      {leftOut > 0 ? (
        <p className="govuk-body">
          {sentenceStart(countWords(leftOut, 'visit'))} more. Choose one day above to see all of its visits.
        </p>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/provider/deliveries/entered?to=${addDays(from, -1)}`}>
          Look at the week before
        </Anchor>
        {newer === null ? null : (
          <>
            {' '}
            or{' '}
            <Anchor className="govuk-link" href={`/provider/deliveries/entered?to=${newer}`}>
              the week after
            </Anchor>
          </>
        )}
      </p>
    </Page>
  );
}
