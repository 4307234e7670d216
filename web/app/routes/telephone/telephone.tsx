import { EmptyState, InsetText, NotificationBanner, Page, pageTitle } from '../../components/index.js';
import { timeWords } from '../../format/dates.js';
import { PeopleNamedDocument, WhoCanBeOnTheLineDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { FindPerson } from '../../work/find-person.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/telephone.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Telephone', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'CARE_MANAGER', 'BROKER', 'REPRESENTATIVE');
  const address = new URL(request.url).searchParams;
  const isOfficer = viewer.roles.includes('CARE_MANAGER');
  const name = isOfficer ? address.get('name') : null;
  const { me, openTelephoneCalls } = await callGraphql({ context, request }, WhoCanBeOnTheLineDocument);
  const found =
    name === null ? [] : (await callGraphql({ context, request }, PeopleNamedDocument, { name })).peopleNamed;
  const people = (me?.actsFor ?? []).filter(({ inForce }) => inForce).map(({ person }) => person);
  return {
    isOfficer,
    name,
    found,
    people: people.filter((person, index) => people.findIndex(({ id }) => id === person.id) === index),
    calls: openTelephoneCalls,
    isOver: address.has('over'),
  };
}

const newCall = (personId: string): string => `/telephone/new?person=${encodeURIComponent(personId)}`;

function OpenCalls({ calls }: { readonly calls: Route.ComponentProps['loaderData']['calls'] }) {
  if (calls.length === 0) return null;
  return (
    <section aria-labelledby="open-title">
      <h2 className="govuk-heading-m" id="open-title">
        Calls that are open
      </h2>
      <WorkList label="Calls that are open">
        {calls.map(({ id, person, beganAt, openUntil }) => (
          <WorkItem
            key={id}
            href={`/telephone/${id}`}
            title={`Go back to the call for ${person.name}`}
            facts={[`Since ${timeWords(beganAt)}. It is over by itself at ${timeWords(openUntil)}.`]}
          />
        ))}
      </WorkList>
    </section>
  );
}

export default function Telephone({ loaderData }: Route.ComponentProps) {
  const { isOfficer, name, found, people, calls, isOver } = loaderData;
  return (
    <Page>
      {isOver ? (
        <NotificationBanner text="There is no open call about this person. Nothing was changed. Start a call to go on." />
      ) : null}
      <h1 className="govuk-heading-xl">Somebody is on the telephone</h1>
      <p className="oc-lead">
        Find the person, check who is calling, and do what they ask for. Each thing is read out before it is sent.
      </p>
      <OpenCalls calls={calls} />
      {isOfficer ? (
        <>
          <h2 className="govuk-heading-m">Who is it about?</h2>
          <FindPerson name={name} found={found} hrefOf={(_budgetId, personId) => newCall(personId)} />
        </>
      ) : null}
      {people.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">People you act for</h2>
          <WorkList label="People you act for" isCompact>
            {people.map((person) => (
              <WorkItem key={person.id} href={newCall(person.id)} title={person.name} />
            ))}
          </WorkList>
        </>
      ) : isOfficer ? null : (
        <EmptyState icon="users-round" title="You act for nobody now">
          <p className="govuk-body">When somebody lets you act for them, they stand here.</p>
        </EmptyState>
      )}
      <InsetText>
        {isOfficer
          ? 'When you start a call we record it, and the person can see that you did.'
          : 'A call does not let you do more than the person has said that you may.'}
      </InsetText>
    </Page>
  );
}
