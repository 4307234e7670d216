import { Form } from 'react-router';
import { Button } from '../components/index.js';
import { keepFor, type Subject } from '../journey/acting-for.js';

const FORM = 'keep-form';

/** The form that the buttons on the cards belong to; it stands outside the form of the search. */
export function KeepForm({ back, subject }: { readonly back: string; readonly subject: Subject | null }) {
  return (
    <Form id={FORM} method="post" action={keepFor('/my-list', subject)} preventScrollReset>
      <input type="hidden" name="back" value={back} />
    </Form>
  );
}

/** Puts a result on the list of this browser, or takes it off, and stays with the results. */
export function KeepResult({
  id,
  name,
  isKept,
}: {
  readonly id: string;
  readonly name: string;
  readonly isKept: boolean;
}) {
  return (
    <Button variant="secondary" className="oc-keep" name={isKept ? 'remove' : 'add'} value={id} form={FORM}>
      {isKept ? 'Take off my list' : 'Keep'}
      <span className="govuk-visually-hidden">: {name}</span>
    </Button>
  );
}
