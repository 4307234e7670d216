import { Anchor, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { AssignedPeopleDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { Need, Needs, WorkItem, WorkList } from '../../work/lists.js';
import { routeWords } from '../../work/state-words.js';
import type { Route } from './+types/people.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My people', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'CARE_MANAGER');
  const { assignedPeople, budgets } = await callGraphql({ context, request }, AssignedPeopleDocument);
  const open = budgets.edges.map(({ node }) => node).filter(({ status }) => status !== 'CLOSED');
  const people = assignedPeople.map((person) => {
    const budget = open.find((one) => one.person.id === person.id) ?? null;
    return { ...person, budget, shortWeek: budget?.projection.find(({ short }) => short)?.weekStarting ?? null };
  });
  return {
    people: people.sort(
      (first, second) =>
        Number(second.shortWeek !== null) - Number(first.shortWeek !== null) ||
        first.name.localeCompare(second.name, 'en-GB'),
    ),
  };
}

export default function MyPeople({ loaderData: { people } }: Route.ComponentProps) {
  const short = people.filter(({ shortWeek }) => shortWeek !== null).length;
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">My people</h1>
      {people.length === 0 ? (
        <EmptyState icon="users-round" title="Nobody is assigned to you">
          <p className="govuk-body">When somebody is, we will show them here.</p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">
            {sentenceStart(countWords(people.length, 'person', 'people'))}.{' '}
            {short === 0
              ? 'Nobody’s money runs short.'
              : `The money of ${countWords(short, 'person', 'people')} runs short. They are first.`}
          </p>
          <p className="govuk-body">When you open somebody’s budget, we record it, and they can see that you did.</p>
          <WorkList label="My people">
            {people.map(({ budget, shortWeek, ...person }) => (
              <WorkItem
                key={person.id}
                headingLevel={2}
                title={person.name}
                href={budget === null ? undefined : `/council/budgets/${budget.id}`}
                facts={[
                  ...(budget === null
                    ? ['No open budget']
                    : [
                        <>
                          <MoneyText pence={budget.weeklyPence} /> a week. {routeWords(budget.holdingRoute)}
                          {budget.status === 'PAUSED' ? <strong>. Paused</strong> : null}
                        </>,
                      ]),
                  ...(person.communicationNeeds.length > 0
                    ? [`Good to know: ${person.communicationNeeds.join(', ')}`]
                    : []),
                ]}
                aside={
                  budget === null ? null : (
                    <>
                      <strong className="oc-work__sum">
                        <MoneyText pence={budget.availablePence} />
                      </strong>{' '}
                      left
                    </>
                  )
                }
              >
                {budget === null ? null : (
                  <p className="oc-work__fact">
                    <Anchor className="govuk-link" href={`/council/urgent-care/new?budget=${budget.id}`}>
                      Start urgent care<span className="govuk-visually-hidden"> for {person.name}</span>
                    </Anchor>
                  </p>
                )}
                <p className="oc-work__fact">
                  <Anchor className="govuk-link" href={`/telephone/new?person=${person.id}`}>
                    {person.name} is on the telephone
                  </Anchor>
                </p>
                <p className="oc-work__fact">
                  <Anchor className="govuk-link" href={`/council/people/${person.id}/who-acts`}>
                    Who acts for {person.name}
                  </Anchor>
                </p>
                <p className="oc-work__fact">
                  <Anchor className="govuk-link" href={`/council/people/${person.id}/visits`}>
                    Who checks the visits<span className="govuk-visually-hidden"> of {person.name}</span>
                  </Anchor>
                </p>
                <p className="oc-work__fact">
                  <Anchor className="govuk-link" href={`/council/people/${person.id}/address`}>
                    Where letters go<span className="govuk-visually-hidden"> to {person.name}</span>
                  </Anchor>
                </p>
                {shortWeek === null ? null : (
                  <Needs>
                    <Need icon="triangle-alert" isUrgent>
                      Money runs short in the week of {dateWords(shortWeek)}.
                    </Need>
                  </Needs>
                )}
              </WorkItem>
            ))}
          </WorkList>
        </>
      )}
    </Page>
  );
}
