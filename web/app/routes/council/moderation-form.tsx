import { Form } from 'react-router';
import { Button, Radios, Textarea } from '../../components/index.js';
import { type NotDone, problemOf, type FieldProblem } from '../../work/refusal.js';

/** What the moderator decided; the problems when the form does not say. */
export function readDecision(
  answer: string,
  reason: string,
): { readonly publish: boolean; readonly problems: readonly FieldProblem[] } {
  if (answer !== 'publish' && answer !== 'refuse')
    return { publish: false, problems: [{ field: 'answer', message: 'Choose what should happen' }] };
  if (answer === 'refuse' && reason === '')
    return { publish: false, problems: [{ field: 'reason', message: 'Say why it cannot be put on show' }] };
  return { publish: answer === 'publish', problems: [] };
}

/** Put on show, or not and why. */
export function ModerationForm({
  answer,
  whoReads,
  hidden = {},
  labels = { publish: 'Put it on show', refuse: 'Do not put it on show' },
}: {
  readonly answer: NotDone | undefined;
  readonly whoReads: string;
  /** What goes with the decision, such as when that was written which was read. */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly labels?: { readonly publish: string; readonly refuse: string } | undefined;
}) {
  return (
    <Form method="post">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Radios
        name="answer"
        fieldset={{ legend: 'What should happen?', legendOptions: { className: 'govuk-fieldset__legend--l' } }}
        value={answer?.values['answer']}
        error={problemOf(answer, 'answer')}
        items={[
          { value: 'publish', label: labels.publish },
          { value: 'refuse', label: labels.refuse },
        ]}
      />
      <Textarea
        name="reason"
        label="If not, say why"
        hint={whoReads}
        rows={3}
        value={answer?.values['reason']}
        error={problemOf(answer, 'reason')}
        attributes={{ maxLength: 500 }}
      />
      <Button>Send my answer</Button>
    </Form>
  );
}
