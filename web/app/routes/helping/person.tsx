import { data } from 'react-router';
import {
  Anchor,
  BackLink,
  BudgetBar,
  ButtonLink,
  DateText,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  SummaryList,
  TimeRange,
  WeeksStrip,
  type SummaryRow,
} from '../../components/index.js';
import { type MandateScope, PersonIHelpDocument, type PersonIHelpQuery } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { addDays, listWords } from '../../journey/calendar.js';
import { requireRole, todayOf } from '../../work/access.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { AddressLines } from '../../work/postal-address.js';
import { mandateWords, scopeWords, VisitTag } from '../../work/state-words.js';
import type { Route } from './+types/person.js';
import { PersonLinks } from './person-needs.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(loaderData.person ? `Helping ${loaderData.person.name}` : 'You can’t act for this person', matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'BROKER', 'REPRESENTATIVE');
  const today = todayOf(context);
  const variables = { personId: params.personId, from: today, to: addDays(today, 6) };
  const answer = await callGraphql({ context, request }, PersonIHelpDocument, variables);
  const mandates = (answer.me?.actsFor ?? []).filter(({ inForce, person }) => inForce && person.id === params.personId);
  const [mandate] = mandates;
  if (!mandate)
    return data(
      { person: null, mandates, address: null, budget: null, toConfirm: [], visits: [], actingFor: null },
      { status: 403 },
    );
  const budgets = answer.budgets.edges.map(({ node }) => node).filter(({ person }) => person.id === params.personId);
  return data({
    person: mandate.person,
    mandates,
    address: answer.postalAddress?.address ?? null,
    budget: budgets.find(({ status }) => status === 'ACTIVE') ?? null,
    toConfirm: answer.deliveries,
    visits: answer.occurrences.filter(({ status }) => status !== 'CANCELLED'),
    actingFor: { name: mandate.person.name, changeHref: '/people-i-help' },
  });
}

type Mandates = NonNullable<PersonIHelpQuery['me']>['actsFor'];

function NoMandate() {
  return (
    <Page before={<BackLink href="/people-i-help">People I help</BackLink>}>
      <h1 className="govuk-heading-xl">You can’t act for this person</h1>
      <p className="oc-lead">They have not said that you may, or they have ended it. Nothing was changed.</p>
      <h2 className="govuk-heading-m">What you can do</h2>
      <p className="govuk-body">
        Ask them. If they want your help, they sign in and give you permission under “Who can act for me”. Their council
        can help them with that.
      </p>
      <ButtonLink href="/people-i-help">Go to the people I help</ButtonLink>
    </Page>
  );
}

function mandateRows(mandate: Mandates[number]): readonly SummaryRow[] {
  const { perOrderLimitPence: perOrder, perMonthLimitPence: perMonth } = mandate;
  return [
    { key: 'You act as', value: mandateWords(mandate.type) },
    { key: 'You may', value: listWords(scopeWords(mandate.scopes, mandate.paysSelf)) },
    { key: 'Most for one order', value: perOrder === null ? 'No limit' : <MoneyText pence={perOrder} /> },
    { key: 'Most in one month', value: perMonth === null ? 'No limit' : <MoneyText pence={perMonth} /> },
    {
      key: 'Since',
      value: <DateText date={mandate.startsOn} withYear />,
    },
    {
      key: 'Until',
      value: mandate.endsOn === null ? 'The person ends it' : <DateText date={mandate.endsOn} withYear />,
    },
    ...(mandate.evidence === null ? [] : [{ key: 'Evidence seen', value: mandate.evidence }]),
  ];
}

function ToConfirm({
  personId,
  deliveries,
}: {
  readonly personId: string;
  readonly deliveries: PersonIHelpQuery['deliveries'];
}) {
  if (deliveries.length === 0) return <p className="govuk-body">No visits wait to be confirmed.</p>;
  return (
    <>
      <WorkList label="Visits to confirm">
        {deliveries.map((delivery) => (
          <WorkItem
            key={delivery.id}
            title={<DateText date={delivery.onDate} />}
            facts={[
              <>
                {delivery.serviceName}, <TimeRange start={delivery.startedAt} end={delivery.endedAt} />, with{' '}
                {delivery.workerName}
              </>,
              ...(delivery.confirmsItselfOn === null
                ? []
                : [
                    <>
                      Confirms itself on <DateText date={delivery.confirmsItselfOn} />
                    </>,
                  ]),
            ]}
            aside={<MoneyText pence={delivery.amountPence} />}
          />
        ))}
      </WorkList>
      <ButtonLink href={`/my-support?for=${encodeURIComponent(personId)}`}>Confirm or question visits</ButtonLink>
    </>
  );
}

function Visits({ visits }: { readonly visits: PersonIHelpQuery['occurrences'] }) {
  if (visits.length === 0) return <p className="govuk-body">No visits are planned in the next seven days.</p>;
  return (
    <WorkList label="The next seven days" isCompact>
      {visits.map((visit) => (
        <WorkItem
          key={visit.id}
          title={
            <>
              <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />
            </>
          }
          facts={[
            <>
              {visit.order.service.name}, {visit.order.provider.name}
            </>,
          ]}
          aside={visit.status === 'HELD' || visit.status === 'PLANNED' ? null : <VisitTag status={visit.status} />}
        />
      ))}
    </WorkList>
  );
}

/** Of somebody who pays for themselves: what that means for whoever helps. */
function OwnMoney({
  person,
  scopes,
}: {
  readonly person: { readonly id: string; readonly name: string };
  readonly scopes: readonly MandateScope[];
}) {
  if (!scopes.includes('PAY'))
    return (
      <InsetText>
        {person.name} pays with their own money. You may not pay for them, so you can’t order for them. They can change
        that under “Who can act for me”.
      </InsetText>
    );
  return (
    <>
      <p className="govuk-body">
        {person.name} pays with their own money, at the public price. It is taken from the card that is kept for them,
        after each visit.
      </p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/my-card?for=${encodeURIComponent(person.id)}`}>
          See the card and receipts
        </Anchor>
      </p>
    </>
  );
}

export default function PersonIHelp({ loaderData }: Route.ComponentProps) {
  const { person, mandates, address, budget, toConfirm, visits } = loaderData;
  if (person === null) return <NoMandate />;
  const scopes = mandates.flatMap((mandate) => mandate.scopes);
  const paysSelf = budget === null && mandates.some((mandate) => mandate.paysSelf);
  return (
    <Page before={<BackLink href="/people-i-help">People I help</BackLink>}>
      <h1 className="govuk-heading-xl">{person.name}</h1>
      {person.communicationNeeds.length > 0 ? (
        <p className="oc-lead">Good to know: {person.communicationNeeds.join(', ')}.</p>
      ) : null}
      <PersonLinks person={{ id: person.id, name: person.name, scopes, paysSelf }} />
      <h2 className="govuk-heading-l">Visits to confirm</h2>
      <ToConfirm personId={person.id} deliveries={toConfirm} />
      <h2 className="govuk-heading-l">Money</h2>
      {paysSelf ? (
        <OwnMoney person={person} scopes={scopes} />
      ) : budget === null ? (
        <EmptyState icon="wallet" title="No open budget" headingLevel={3}>
          <p className="govuk-body">There is no budget to order from. The council can tell you why.</p>
        </EmptyState>
      ) : (
        <>
          <BudgetBar
            title={`${person.name}’s budget`}
            headingLevel={3}
            spentPence={budget.spentPence}
            promisedPence={budget.committedPence}
            leftPence={budget.availablePence}
          />
          <WeeksStrip title="The next 26 weeks" headingLevel={3} weeks={budget.projection} />
          <p className="govuk-body">
            <Anchor className="govuk-link" href={`/my-budget?for=${encodeURIComponent(person.id)}`}>
              See every pound
            </Anchor>
          </p>
        </>
      )}
      <h2 className="govuk-heading-l">The next seven days</h2>
      <Visits visits={visits} />
      {address === null ? null : (
        <>
          <h2 className="govuk-heading-l">Where letters go</h2>
          <InsetText>
            {person.name}
            <br />
            <AddressLines address={address} />
          </InsetText>
          <p className="govuk-body">Only {person.name} and the council can change it.</p>
        </>
      )}
      <h2 className="govuk-heading-l">What you may do</h2>
      {mandates.map((mandate) => (
        <SummaryList key={mandate.id} rows={mandateRows(mandate)} />
      ))}
    </Page>
  );
}
