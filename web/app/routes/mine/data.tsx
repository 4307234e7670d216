import { Anchor, DateText, EmptyState, Page, pageTitle, SummaryList } from '../../components/index.js';
import { timeWords } from '../../format/dates.js';
import { MyDataDocument, type MyDataQuery } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { lookWords, roleWords } from '../../journey/look-words.js';
import type { Route } from './+types/data.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My data', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireViewer(context, request);
  const { me, orders } = await callGraphql({ context, request }, MyDataDocument, { personId: viewer.personId });
  return { me, orders: orders.edges.map(({ node }) => node), viewer };
}

type OrderShown = MyDataQuery['orders']['edges'][number]['node'];

function LookUps({ me }: { readonly me: NonNullable<MyDataQuery['me']> }) {
  return (
    <section aria-labelledby="looks-title">
      <h2 className="govuk-heading-m" id="looks-title">
        Who looked at your budget
      </h2>
      {me.lookUps.length === 0 ? (
        <EmptyState icon="eye" title="No officer has looked" headingLevel={3}>
          <p className="govuk-body">When somebody at the council looks at your spending, it shows here.</p>
        </EmptyState>
      ) : (
        <ol className="oc-statement" aria-label="Who looked, newest first">
          {me.lookUps.map((look) => (
            <li className="oc-statement-line" key={look.id}>
              <span className="oc-statement-line__day">
                <DateText date={look.at} withYear />, {timeWords(look.at)}:
              </span>{' '}
              {look.officerName} ({roleWords[look.officerRole]}) looked at {lookWords(look.what)}.
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function ActedForYou({ orders }: { readonly orders: readonly OrderShown[] }) {
  const names = [...new Set(orders.map(({ placedByName }) => placedByName))];
  return (
    <section aria-labelledby="acted-title">
      <h2 className="govuk-heading-m" id="acted-title">
        What others did for you
      </h2>
      {names.length === 0 ? (
        <EmptyState icon="users-round" title="Nobody has ordered for you" headingLevel={3}>
          <p className="govuk-body">When somebody who may act for you orders something, it shows here.</p>
        </EmptyState>
      ) : (
        names.map((name) => (
          <section key={name} aria-label={name}>
            <h3 className="govuk-heading-s">{name}</h3>
            <ol className="oc-statement" aria-label={`What ${name} ordered, newest first`}>
              {orders
                .filter(({ placedByName }) => placedByName === name)
                .map((order) => (
                  <li className="oc-statement-line" key={order.id}>
                    <span className="oc-statement-line__day">
                      <DateText date={order.placedAt} withYear />:
                    </span>{' '}
                    ordered{' '}
                    <Anchor className="govuk-link" href={`/my-orders/${order.id}`}>
                      {order.service.name}
                    </Anchor>{' '}
                    with {order.provider.name}.
                  </li>
                ))}
            </ol>
          </section>
        ))
      )}
    </section>
  );
}

export default function MyData({ loaderData }: Route.ComponentProps) {
  const { me, orders } = loaderData;
  if (!me) return null;
  const { person } = me;
  return (
    <Page>
      <h1 className="govuk-heading-xl">My data</h1>
      <h2 className="govuk-heading-m">What we know about you</h2>
      <SummaryList
        rows={[
          { key: 'Name', value: person.name },
          { key: 'Email address', value: me.email },
          { key: 'Where you live', value: person.postcodeDistrict ?? 'Not kept' },
          {
            key: 'How you like to be spoken to',
            value:
              person.communicationNeeds.length === 0 ? 'Nothing special is kept' : person.communicationNeeds.join(', '),
          },
        ]}
      />
      <LookUps me={me} />
      <ActedForYou orders={orders.filter(({ onBehalf }) => onBehalf)} />
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/privacy">
          What we keep, why, and who can see it
        </Anchor>
      </p>
    </Page>
  );
}
