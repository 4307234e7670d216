import { Form } from 'react-router';
import { Button, Radios, Textarea } from '../components/index.js';
import { FormKey } from './form-parts.js';
import { type NotDone, problemOf } from './refusal.js';

export interface AgreeFormProps {
  readonly formKey: string;
  readonly answer: NotDone | undefined;
  /** What it is about, as a hidden field. */
  readonly subject: { readonly name: string; readonly value: string };
  readonly question: string;
  readonly yes: { readonly label: string; readonly hint: string };
  /** Who reads why not. */
  readonly readBy: string;
}

/** The second officer's yes or no about an account; a no needs its reason. Fields: answer, reason. */
export function AgreeForm({ formKey, answer, subject, question, yes, readBy }: AgreeFormProps) {
  return (
    <Form method="post" noValidate className="oc-panel-form">
      <FormKey value={formKey} />
      <input type="hidden" name={subject.name} value={subject.value} />
      <Radios
        name="answer"
        fieldset={{ legend: question, legendOptions: { className: 'govuk-fieldset__legend--l' } }}
        value={answer?.values['answer']}
        error={problemOf(answer, 'answer')}
        items={[
          { value: 'yes', ...yes },
          { value: 'no', label: 'No' },
        ]}
      />
      <Textarea
        name="reason"
        label="If not, say why"
        hint={readBy}
        rows={3}
        value={answer?.values['reason']}
        error={problemOf(answer, 'reason')}
        attributes={{ maxLength: 500 }}
      />
      <Button>Save your answer</Button>
    </Form>
  );
}
