import { EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { PeopleIHelpDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/people.js';
import { inNeedFirst, isInNeed, peopleHelped, type HelpedPerson } from './helped-person.js';
import { PersonLinks, PersonNeeds } from './person-needs.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('People I help', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'BROKER', 'REPRESENTATIVE');
  const answer = await callGraphql({ context, request }, PeopleIHelpDocument);
  return { people: inNeedFirst(peopleHelped(answer, todayOf(context))) };
}

function summary(people: readonly HelpedPerson[]): string {
  const waiting = people.filter(isInNeed).length;
  const [only, ...others] = people;
  if (only && others.length === 0)
    return waiting === 0
      ? `${only.name} needs nothing from you today.`
      : `${only.name} needs something from you today.`;
  if (waiting === 0) return 'Nobody needs anything from you today.';
  if (waiting === 1) return 'One person needs something from you today. They are first.';
  return `${waiting} people need something from you today. They are first.`;
}

export default function PeopleIHelp({ loaderData: { people } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">People I help</h1>
      {people.length === 0 ? (
        <EmptyState icon="users-round" title="You are not helping anybody yet">
          <p className="govuk-body">
            Somebody can ask you to help them. They sign in, open “Who can act for me”, and write your email address.
          </p>
          <p className="govuk-body">We will show them here.</p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">{summary(people)}</p>
          <WorkList label="People I help">
            {people.map((person) => (
              <WorkItem
                key={person.id}
                headingLevel={2}
                title={person.name}
                href={`/people-i-help/${person.id}`}
                aside={
                  person.leftPence === null ? (
                    'No open budget'
                  ) : (
                    <>
                      <strong className="oc-work__sum">
                        <MoneyText pence={person.leftPence} />
                      </strong>{' '}
                      left
                    </>
                  )
                }
              >
                <PersonNeeds person={person} />
                <PersonLinks person={person} />
              </WorkItem>
            ))}
          </WorkList>
          <p className="govuk-body">
            You can only do what each person has said you may do. They can end it at any time.
          </p>
        </>
      )}
    </Page>
  );
}
