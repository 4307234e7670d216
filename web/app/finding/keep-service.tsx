import { Form } from 'react-router';
import { Anchor, Button } from '../components/index.js';
import { keepFor, type Subject } from '../journey/acting-for.js';

/** Puts a service on the list of this browser, or leads to the list. */
export function KeepService({
  service,
  isKept,
  subject,
}: {
  readonly service: { readonly id: string; readonly name: string };
  readonly isKept: boolean;
  readonly subject: Subject | null;
}) {
  const list = (
    <Anchor className="govuk-link" href={keepFor('/my-list', subject)}>
      See your list
    </Anchor>
  );
  if (isKept) return <p className="govuk-body">This is on your list. {list}</p>;
  return (
    <Form method="post" action={keepFor('/my-list', subject)}>
      <input type="hidden" name="add" value={service.id} />
      <Button variant="secondary">
        Keep on my list<span className="govuk-visually-hidden">: {service.name}</span>
      </Button>
    </Form>
  );
}
