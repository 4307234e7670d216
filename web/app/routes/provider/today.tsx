import { Anchor, DateText, EmptyState, MoneyText, Page, pageTitle, TimeRange } from '../../components/index.js';
import { ProviderTodayDocument, type ProviderTodayQuery } from '../../generated/graphql.js';
import { callGraphql, storefront } from '../../graphql/call.js';
import { addDays } from '../../journey/calendar.js';
import { amountWords } from '../../journey/quantity-words.js';
import { requireRole, todayOf } from '../../work/access.js';
import { Figure, Figures, WorkItem, WorkList } from '../../work/lists.js';
import { digits } from '../../work/period-words.js';
import { OrderTag, VisitTag } from '../../work/state-words.js';
import { VisitAlerts } from '../../work/visit-alerts.js';
import type { Route } from './+types/today.js';
import { sumPence } from './money-coming.js';
import { anyOfTheProvider } from './roles.js';
import { isOn, isToEnter, unitOf } from './visits.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Today', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...anyOfTheProvider);
  const today = todayOf(context);
  const tomorrow = addDays(today, 1);
  const variables = { today, tomorrow, weekAgo: addDays(today, -6) };
  const answer = await callGraphql({ context, request }, ProviderTodayDocument, variables);
  const { now } = storefront(context);
  const visits = answer.visits.filter(isOn);
  return {
    alerts: answer.visitAlerts,
    organisationName: viewer.organisationName,
    today,
    tomorrow,
    visitsToday: visits.filter(({ onDate }) => onDate === today),
    visitsTomorrow: visits.filter(({ onDate }) => onDate === tomorrow),
    toEnter: answer.week.filter((visit) => isToEnter(visit, now)).length,
    newOrders: answer.newOrders,
    disputes: answer.disputes.filter(({ status }) => status === 'OPEN').length,
    waiting: { count: answer.waiting.totalCount, pence: sumPence(answer.waiting) },
    coming: { count: answer.coming.totalCount, pence: sumPence(answer.coming) },
  };
}

type Visits = ProviderTodayQuery['visits'];

function VisitsOfDay({
  title,
  day,
  visits,
}: {
  readonly title: string;
  readonly day: string;
  readonly visits: Visits;
}) {
  return (
    <section>
      <h2 className="govuk-heading-l">
        {title}: <DateText date={day} />
      </h2>
      {visits.length === 0 ? (
        <p className="govuk-body">No visits.</p>
      ) : (
        <WorkList label={`Visits, ${title.toLowerCase()}`} isCompact>
          {visits.map((visit) => (
            <WorkItem
              key={visit.id}
              href={`/provider/orders/${visit.order.id}`}
              title={
                <>
                  <TimeRange start={visit.startsAt} end={visit.endsAt} />, {visit.order.person.name}
                </>
              }
              facts={[
                `${visit.order.service.name}, ${amountWords(visit.quantity, unitOf(visit.order))}. ${visit.order.place}`,
              ]}
              aside={visit.status === 'HELD' ? null : <VisitTag status={visit.status} />}
            />
          ))}
        </WorkList>
      )}
    </section>
  );
}

function sumWords(pence: number | null): React.ReactNode {
  return pence === null ? 'More than 100 invoices' : <MoneyText pence={pence} />;
}

export default function ProviderToday({ loaderData }: Route.ComponentProps) {
  const { newOrders, toEnter, disputes, waiting, coming } = loaderData;
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">
        Today{loaderData.organisationName ? <> at {loaderData.organisationName}</> : null}
      </h1>
      <Figures label="What waits for you">
        <Figure
          href="/provider/orders"
          figure={digits(newOrders.totalCount)}
          words={newOrders.totalCount === 1 ? 'new order' : 'new orders'}
          flag={newOrders.totalCount > 0 ? 'Please answer' : undefined}
        />
        <Figure
          href="/provider/deliveries"
          figure={digits(toEnter)}
          words={toEnter === 1 ? 'visit to enter from this week' : 'visits to enter from this week'}
          flag={toEnter > 0 ? 'Enter them to be paid' : undefined}
        />
        <Figure
          href="/provider/deliveries#questions"
          figure={disputes}
          words={disputes === 1 ? 'visit that somebody questions' : 'visits that somebody questions'}
          flag={disputes > 0 ? 'Please answer' : undefined}
        />
        <Figure
          href="/provider/money"
          figure={<span className="oc-figure__number--sum">{sumWords(coming.pence)}</span>}
          words="coming to you"
          more={waiting.count > 0 ? <>and {sumWords(waiting.pence)} waiting for a yes</> : 'Nothing waits for a yes'}
        />
      </Figures>

      {loaderData.alerts.length > 0 ? (
        <>
          <h2 className="govuk-heading-l">Visits that have not begun</h2>
          <p className="govuk-body">Is somebody there? Say so on your phone. If not, ring the person now.</p>
          <VisitAlerts
            alerts={loaderData.alerts}
            hrefOf={({ occurrence: { order } }) => `/provider/orders/${order.id}`}
          />
        </>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/provider/cover">
          Visits of others that you could step in for
        </Anchor>
      </p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/provider/phone">
          Say that you have arrived, or enter a visit, on your phone
        </Anchor>
      </p>
      <h2 className="govuk-heading-l">New orders</h2>
      {newOrders.edges.length === 0 ? (
        <EmptyState icon="inbox" title="No new orders" headingLevel={3}>
          <p className="govuk-body">We will show them here.</p>
        </EmptyState>
      ) : (
        <>
          <WorkList label="New orders">
            {newOrders.edges.map(({ node }) => (
              <WorkItem
                key={node.id}
                href={`/provider/orders/${node.id}`}
                title={
                  <>
                    {node.person.name}: {node.service.name}
                  </>
                }
                facts={[node.whenInWords]}
                aside={<OrderTag status={node.status} />}
              />
            ))}
          </WorkList>
          {newOrders.totalCount > newOrders.edges.length ? (
            <p className="govuk-body">
              <Anchor className="govuk-link" href="/provider/orders">
                See all {newOrders.totalCount} new orders
              </Anchor>
            </p>
          ) : null}
        </>
      )}
      <VisitsOfDay title="Today" day={loaderData.today} visits={loaderData.visitsToday} />
      <VisitsOfDay title="Tomorrow" day={loaderData.tomorrow} visits={loaderData.visitsTomorrow} />
    </Page>
  );
}
