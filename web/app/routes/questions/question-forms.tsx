import { Form } from 'react-router';
import { Button, Details, Textarea } from '../../components/index.js';
import { type NotDone, problemOf } from '../../work/refusal.js';

/** "You can show it" or "take it back", for one of the two. */
export function ShowChoice({ id, agrees }: { readonly id: string; readonly agrees: boolean }) {
  return (
    <Form className="oc-form-below" method="post">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="act" value={agrees ? 'hide' : 'show'} />
      <Button variant="secondary">{agrees ? 'Do not show this' : 'This can be shown'}</Button>
    </Form>
  );
}

export function ReportForm({ id, answer }: { readonly id: string; readonly answer: NotDone | undefined }) {
  const isThis = answer?.values['id'] === id && answer.values['act'] === 'report';
  return (
    <Details summary="Something here is not right" open={isThis}>
      <Form method="post">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="act" value="report" />
        <Textarea
          name="reason"
          id={`reason-${id}`}
          label="What is not right?"
          hint="Somebody at the council reads this."
          rows={3}
          value={isThis ? answer.values['reason'] : undefined}
          error={problemOf(answer, `reason-${id}`)}
          attributes={{ maxLength: 500 }}
        />
        <Button>Tell the council</Button>
      </Form>
    </Details>
  );
}
