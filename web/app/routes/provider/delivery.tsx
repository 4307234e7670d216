import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateText,
  InsetText,
  MoneyText,
  Page,
  SummaryList,
  type SummaryRow,
  TextInput,
  TimeRange,
} from '../../components/index.js';
import { machineDate } from '../../format/dates.js';
import {
  type PriceUnit,
  RecordDeliveryDocument,
  VisitsToEnterDocument,
  type VisitsToEnterQuery,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { isDay } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords, quantitySuffix } from '../../journey/quantity-words.js';
import { readVisitForm, writtenVisit } from '../../phone/visit-form.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { daysApart, londonTime } from '../../work/london-time.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { VisitTag } from '../../work/state-words.js';
import { EnteredTag, VisitPayment } from '../../work/visit-payment.js';
import type { Route } from './+types/delivery.js';
import { providerMoney, providerOrders } from './roles.js';
import { unitOf } from './visits.js';

export async function loader({ context, params: { day, visitId }, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders, ...providerMoney);
  if (!isDay(day)) notFound();
  const { occurrences } = await callGraphql({ context, request }, VisitsToEnterDocument, { from: day, to: day });
  const visit = occurrences.find(({ id }) => id === visitId) ?? notFound();
  return { visit, formKey: newFormKey() };
}

export async function action({ context, params: { day, visitId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  if (!isDay(day)) notFound();
  const facts = readVisitForm(day, writtenVisit(form));
  if (!('startedAt' in facts)) return putRight(facts, values);
  const input = { ...facts, occurrenceId: visitId, idempotencyKey: textOf(form, 'idempotencyKey') };
  const { recordDelivery } = await callGraphql({ context, request }, RecordDeliveryDocument, { input });
  if (isRefused(recordDelivery)) return notDone(recordDelivery, values);
  throw redirect('/provider/deliveries?done=one');
}

type Entered = NonNullable<VisitsToEnterQuery['occurrences'][number]['delivery']>;

/** What was written down, and when the money for it comes. */
function enteredRows(delivery: Entered, unit: PriceUnit): readonly SummaryRow[] {
  return [
    {
      key: 'Entered',
      value: (
        <>
          <TimeRange start={delivery.startedAt} end={delivery.endedAt} />, {amountWords(delivery.quantity, unit)}
        </>
      ),
    },
    { key: 'Who came', value: delivery.workerName },
    { key: 'Where it stands', value: <EnteredTag status={delivery.status} /> },
    { key: 'Sum', value: <MoneyText pence={delivery.amountPence} /> },
    { key: 'When you are paid', value: <VisitPayment delivery={delivery} /> },
  ];
}

export default function EnterVisit({ loaderData: { visit, formKey }, actionData }: Route.ComponentProps) {
  const { order } = visit;
  const values = actionData?.values;
  const plannedDays = daysApart(machineDate(visit.startsAt), machineDate(visit.endsAt));
  const unit = unitOf(order);
  const { delivery } = visit;
  const isOpen = visit.status === 'HELD';
  const title = delivery === null ? 'Enter a visit' : 'A visit you entered';
  return (
    <Page
      before={
        delivery === null ? (
          <BackLink href="/provider/deliveries">Visits to enter</BackLink>
        ) : (
          <BackLink href="/provider/deliveries/entered">Visits you entered</BackLink>
        )
      }
    >
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <SummaryList
        rows={[
          { key: 'For', value: order.person.name },
          { key: 'What', value: order.service.name },
          { key: 'Day', value: <DateText date={visit.onDate} withYear /> },
          {
            key: 'Planned',
            value: (
              <>
                <TimeRange start={visit.startsAt} end={visit.endsAt} />, {amountWords(visit.quantity, unit)}
              </>
            ),
          },
          { key: 'Order number', value: order.reference },
          ...(delivery === null
            ? isOpen
              ? []
              : [{ key: 'Where it stands', value: <VisitTag status={visit.status} /> }]
            : enteredRows(delivery, unit)),
        ]}
      />
      {isOpen ? (
        <Form method="post">
          <FormKey value={formKey} />
          <input type="hidden" name="plannedDays" value={plannedDays} />
          <TextInput
            name="workerName"
            label="Who came"
            className="govuk-input--width-20"
            value={values?.['workerName'] ?? order.deliveries[0]?.workerName}
            error={problemOf(actionData, 'workerName')}
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            name="place"
            label="Where"
            value={values?.['place'] ?? order.place}
            error={problemOf(actionData, 'place')}
            autoComplete="off"
          />
          <div className="oc-form-row">
            <TextInput
              name="startedAt"
              label="Started at"
              hint="Such as 10:00 or 2:30pm"
              className="govuk-input--width-5"
              value={values?.['startedAt'] ?? londonTime(visit.startsAt)}
              error={problemOf(actionData, 'startedAt')}
              autoComplete="off"
            />
            <TextInput
              name="endedAt"
              label="Ended at"
              hint={plannedDays > 1 ? 'On the last day' : 'A time before the start is the next morning'}
              className="govuk-input--width-5"
              value={values?.['endedAt'] ?? londonTime(visit.endsAt)}
              error={problemOf(actionData, 'endedAt')}
              autoComplete="off"
            />
          </div>
          <TextInput
            name="quantity"
            label="How much was delivered"
            hint={`Planned: ${amountWords(visit.quantity, unit)}. If it was more, the person has to order the rest.`}
            className="govuk-input--width-5"
            inputMode="decimal"
            suffix={{ content: quantitySuffix(unit) }}
            value={values?.['quantity'] ?? visit.quantity}
            error={problemOf(actionData, 'quantity')}
            autoComplete="off"
          />
          <InsetText>
            Did the visit not happen? Leave it. Call the person, so that they can cancel or move it.
          </InsetText>
          <Button>Enter this visit</Button>
        </Form>
      ) : delivery === null ? (
        <p className="govuk-body">There is nothing to enter for this visit.</p>
      ) : null}
    </Page>
  );
}
