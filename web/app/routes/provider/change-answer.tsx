import { Form } from 'react-router';
import { Button, DateText, MoneyText, SummaryList, Textarea } from '../../components/index.js';
import type { ProviderOrderQuery } from '../../generated/graphql.js';
import { FormKey } from '../../work/form-parts.js';
import { type NotDone, problemOf } from '../../work/refusal.js';

type Change = NonNullable<NonNullable<ProviderOrderQuery['order']>['changeAsked']>;

export interface ChangeAnswerProps {
  readonly change: Change;
  readonly personName: string;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}

/** The provider's yes or no to a change of an order that goes on. */
export function ChangeAnswer({ change, personName, formKey, answer }: ChangeAnswerProps) {
  return (
    <>
      <h2 className="govuk-heading-l">Can you do this change?</h2>
      <SummaryList
        rows={[
          { key: 'What changes', value: change.changes.join('; ') },
          { key: 'From', value: <DateText date={change.effectiveOn} withYear /> },
          { key: 'When, then', value: change.whenInWords },
          {
            key: change.eachDayPence === change.linePence ? 'Each time, then' : 'Each day, then',
            value: <MoneyText pence={change.eachDayPence} />,
          },
          { key: 'Asked by', value: change.madeByName },
        ]}
      />
      <div className="oc-panel-form">
        <Form method="post">
          <FormKey value={formKey} />
          <input type="hidden" name="change" value={change.version} />
          <Button name="answer" value="yes">
            Yes, we will do it
          </Button>
        </Form>
      </div>
      <div className="oc-panel-form">
        <p className="govuk-body">If you say no, everything goes on as it was before the change.</p>
        <Form method="post">
          <FormKey value={formKey} />
          <input type="hidden" name="change" value={change.version} />
          <Textarea
            name="reason"
            label="Why can’t you do it?"
            hint={`${personName} will read this.`}
            rows={3}
            value={answer?.values['reason']}
            error={problemOf(answer, 'reason')}
            attributes={{ maxLength: 500 }}
          />
          <Button name="answer" value="no" variant="secondary">
            No, leave it as it was
          </Button>
        </Form>
      </div>
    </>
  );
}
