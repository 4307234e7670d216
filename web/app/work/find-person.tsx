import { Form } from 'react-router';
import { Button, EmptyState, TextInput } from '../components/index.js';
import type { PeopleNamedQuery } from '../generated/graphql.js';
import { WorkItem, WorkList } from './lists.js';

export interface FindPersonProps {
  /** What was typed; null when nothing was asked yet. */
  readonly name: string | null;
  readonly found: PeopleNamedQuery['peopleNamed'];
  readonly hrefOf: (budgetId: string, personId: string) => string;
}

/** Finds somebody by name, for an officer who has them on the telephone. Works without script. */
export function FindPerson({ name, found, hrefOf }: FindPersonProps) {
  return (
    <>
      <Form method="get" role="search">
        <TextInput
          name="name"
          label="The person’s name"
          hint="A part of it is enough. Two letters or more."
          value={name ?? ''}
          autoComplete="off"
        />
        <Button>Find</Button>
      </Form>
      {name === null ? null : found.length === 0 ? (
        <EmptyState icon="users-round" title="Nobody of that name">
          <p className="govuk-body">Try fewer letters. Only people you look after are found.</p>
        </EmptyState>
      ) : (
        <WorkList label="People found">
          {found.map(({ budgetId, person }) => (
            <WorkItem
              key={person.id}
              headingLevel={2}
              href={hrefOf(budgetId, person.id)}
              title={person.name}
              facts={
                person.communicationNeeds.length > 0 ? [`Good to know: ${person.communicationNeeds.join(', ')}`] : []
              }
            />
          ))}
        </WorkList>
      )}
    </>
  );
}
