import { Form } from 'react-router';
import { Button, EmptyState, MoneyText, Page, pageTitle, TextInput } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { PeopleIHelpDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { MorePages, Views, WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/people.js';
import { type HelpedPerson, PersonLinks, PersonNeeds } from './person-needs.js';

/** With fewer people than this nobody needs to look for a name. */
const MANY = 10;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('People I help', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'BROKER', 'REPRESENTATIVE');
  const address = new URL(request.url).searchParams;
  const [name, after] = [address.get('name')?.trim() ?? '', address.get('after')];
  const needsMe = address.get('show') === 'needs-me';
  const { peopleIHelp } = await callGraphql({ context, request }, PeopleIHelpDocument, {
    filter: { needsMe, name: name === '' ? null : name },
    after,
  });
  return {
    people: peopleIHelp.edges.map(({ node }) => node),
    pageInfo: peopleIHelp.pageInfo,
    total: peopleIHelp.totalCount,
    needing: peopleIHelp.needingMe,
    name,
    needsMe,
    isFirst: after === null,
  };
}

type Shown = Route.ComponentProps['loaderData'];

function summary({ people, total, needing }: Pick<Shown, 'people' | 'total' | 'needing'>): string {
  const [only] = people;
  if (only && total === 1)
    return `${only.person.name} needs ${needing === 0 ? 'nothing' : 'something'} from you today.`;
  if (needing === 0) return 'Nobody needs anything from you today.';
  if (needing === 1) return 'One person needs something from you today. They are first.';
  return `${sentenceStart(countWords(needing, 'person', 'people'))} need something from you today. They are first.`;
}

/** The list's own address, with what was asked for. */
function pathOf({ name, needsMe }: Pick<Shown, 'name' | 'needsMe'>): string {
  const asked = new URLSearchParams({
    ...(needsMe ? { show: 'needs-me' } : {}),
    ...(name === '' ? {} : { name }),
  }).toString();
  return asked === '' ? '/people-i-help' : `/people-i-help?${asked}`;
}

function Person({ helped }: { readonly helped: HelpedPerson }) {
  const { person, leftPence, scopes } = helped;
  return (
    <WorkItem
      headingLevel={2}
      title={person.name}
      href={`/people-i-help/${person.id}`}
      aside={
        leftPence === null ? (
          'No open budget'
        ) : (
          <>
            <strong className="oc-work__sum">
              <MoneyText pence={leftPence} />
            </strong>{' '}
            left
          </>
        )
      }
    >
      <PersonNeeds person={helped} />
      <PersonLinks person={{ ...person, scopes }} />
    </WorkItem>
  );
}

function NameSearch({ name, needsMe }: Pick<Shown, 'name' | 'needsMe'>) {
  return (
    <Form method="get" className="oc-find-name">
      {needsMe ? <input type="hidden" name="show" value="needs-me" /> : null}
      <TextInput name="name" label="Find a person by name" value={name} autoComplete="off" />
      <Button variant="secondary">Find</Button>
    </Form>
  );
}

export default function PeopleIHelp({ loaderData }: Route.ComponentProps) {
  const { people, pageInfo, total, needsMe, name, isFirst } = loaderData;
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">People I help</h1>
      {total === 0 ? (
        <EmptyState icon="users-round" title="You are not helping anybody yet">
          <p className="govuk-body">
            Somebody can ask you to help them. They sign in, open “Who can act for me”, and write your email address.
          </p>
          <p className="govuk-body">We will show them here.</p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">{summary(loaderData)}</p>
          {total > 1 ? (
            <Views
              label="Which people"
              views={[
                { href: '/people-i-help', text: 'Everybody', current: !needsMe },
                { href: '/people-i-help?show=needs-me', text: 'Who needs me', current: needsMe },
              ]}
            />
          ) : null}
          {total > MANY ? <NameSearch name={name} needsMe={needsMe} /> : null}
          {people.length === 0 ? (
            <EmptyState icon="users-round" title={name === '' ? 'Nobody needs you now' : 'Nobody of that name'}>
              <p className="govuk-body">
                {name === ''
                  ? 'Look at everybody to see how they are.'
                  : 'Try a part of the name, or look at everybody.'}
              </p>
            </EmptyState>
          ) : (
            <WorkList label="People I help">
              {people.map((helped) => (
                <Person key={helped.person.id} helped={helped} />
              ))}
            </WorkList>
          )}
          <MorePages pageInfo={pageInfo} path={pathOf(loaderData)} isFirst={isFirst} label="More people" />
          <p className="govuk-body">
            You can only do what each person has said you may do. They can end it at any time.
          </p>
        </>
      )}
    </Page>
  );
}
