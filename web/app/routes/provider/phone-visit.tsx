import { type SubmitEvent, useState } from 'react';
import { Form } from 'react-router';
import { Button, Details, ErrorSummary, InsetText, Tag, TextInput } from '../../components/index.js';
import { timeRangeWords } from '../../format/dates.js';
import type { VisitsToEnterQuery } from '../../generated/graphql.js';
import { amountWords, quantitySuffix } from '../../journey/quantity-words.js';
import type { KeptVisit } from '../../phone/visit-queue.js';
import { readVisitForm, type WrittenVisit, writtenVisit } from '../../phone/visit-form.js';
import { londonTime } from '../../work/london-time.js';
import { type FieldProblem, type NotDone, problemOf } from '../../work/refusal.js';
import { unitOf } from './visits.js';

export interface PhoneVisitProps {
  readonly visit: VisitsToEnterQuery['occurrences'][number];
  readonly formKey: string;
  readonly plannedDays: number;
  readonly isWaiting: boolean;
  readonly hasArrived: boolean;
  /** True on the visit’s own day. */
  readonly mayArrive: boolean;
  /** What was kept of it and refused, to be changed and sent again. */
  readonly refused: WrittenVisit | undefined;
  /** What the service said to this form when it was sent without JavaScript. */
  readonly failed: NotDone | undefined;
  /** Keeps what was written; false when the phone has no room. */
  readonly onEnter: (kind: KeptVisit['kind'], written: WrittenVisit) => boolean;
}

const noRoom: FieldProblem = {
  field: 'workerName',
  message: 'This phone has no room left. Free some, or enter the visit later on a computer.',
};

/** One visit with its form folded in. With JavaScript it is kept on the phone first, and sent from there. */
export function PhoneVisit({
  visit,
  formKey,
  plannedDays,
  isWaiting,
  hasArrived,
  mayArrive,
  refused,
  failed,
  onEnter,
}: PhoneVisitProps) {
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const { id, order, onDate } = visit;
  const unit = unitOf(order);
  const values: Readonly<Partial<Record<string, string>>> | undefined = failed?.values ?? (refused && { ...refused });
  const errorOf = (field: string): string | undefined =>
    problems.find((problem) => problem.field === field)?.message ?? problemOf(failed, field);
  const title = `${order.person.name}, ${timeRangeWords(visit.startsAt, visit.endsAt)}`;

  const enter = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const written = writtenVisit(new FormData(event.currentTarget));
    const facts = readVisitForm(onDate, written);
    if (!('startedAt' in facts)) setProblems(facts);
    else setProblems(onEnter('visit', written) ? [] : [noRoom]);
  };

  const arrive = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const written = writtenVisit(new FormData(event.currentTarget));
    if (written.workerName === '') setProblems([{ field: 'arrived', message: 'Say who came' }]);
    else setProblems(onEnter('arrived', written) ? [] : [{ ...noRoom, field: 'arrived' }]);
  };

  if (isWaiting) {
    return (
      <p className="govuk-body">
        {title} <Tag colour="yellow">On this phone</Tag>
      </p>
    );
  }
  return (
    <Details summary={title} open={failed !== undefined || refused !== undefined}>
      {problems.length > 0 ? (
        <ErrorSummary errors={problems.map(({ field, message }) => ({ message, href: `#${field}-${id}` }))} />
      ) : null}
      {hasArrived ? (
        <p className="govuk-body">
          <Tag colour="green">Arrived</Tag>
        </p>
      ) : null}
      <p className="govuk-body">
        {order.service.name}, {amountWords(visit.quantity, unit)}. {order.place}
      </p>
      {mayArrive && !hasArrived ? (
        <Form method="post" onSubmit={arrive}>
          <input type="hidden" name="idempotencyKey" value={`${formKey}-arrived`} />
          <input type="hidden" name="kind" value="arrived" />
          <input type="hidden" name="visitId" value={id} />
          <TextInput
            name="workerName"
            id={`arrived-${id}`}
            label="Who is there"
            value={order.deliveries[0]?.workerName}
            error={errorOf('arrived')}
            autoComplete="off"
            spellCheck={false}
          />
          <Button variant="secondary">We have arrived</Button>
        </Form>
      ) : null}
      <Form method="post" onSubmit={enter}>
        <input type="hidden" name="idempotencyKey" value={formKey} />
        <input type="hidden" name="visitId" value={id} />
        <input type="hidden" name="day" value={onDate} />
        <input type="hidden" name="plannedDays" value={plannedDays} />
        <TextInput
          name="workerName"
          id={`workerName-${id}`}
          label="Who came"
          value={values?.['workerName'] ?? order.deliveries[0]?.workerName}
          error={errorOf('workerName')}
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          name="place"
          id={`place-${id}`}
          label="Where"
          value={values?.['place'] ?? order.place}
          error={errorOf('place')}
          autoComplete="off"
        />
        <div className="oc-form-row">
          <TextInput
            name="startedAt"
            id={`startedAt-${id}`}
            label="Started at"
            className="govuk-input--width-5"
            value={values?.['startedAt'] ?? londonTime(visit.startsAt)}
            error={errorOf('startedAt')}
            autoComplete="off"
          />
          <TextInput
            name="endedAt"
            id={`endedAt-${id}`}
            label="Ended at"
            className="govuk-input--width-5"
            value={values?.['endedAt'] ?? londonTime(visit.endsAt)}
            error={errorOf('endedAt')}
            autoComplete="off"
          />
        </div>
        <TextInput
          name="quantity"
          id={`quantity-${id}`}
          label="How much was delivered"
          className="govuk-input--width-5"
          inputMode="decimal"
          suffix={{ content: quantitySuffix(unit) }}
          value={values?.['quantity'] ?? visit.quantity}
          error={errorOf('quantity')}
          autoComplete="off"
        />
        <InsetText>Did the visit not happen? Leave it. Call the person.</InsetText>
        <Button>Enter this visit</Button>
      </Form>
    </Details>
  );
}
