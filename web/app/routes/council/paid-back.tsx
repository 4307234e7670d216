import { Form, redirect } from 'react-router';
import { BackLink, Button, DateInput, MoneyText, Page, TextInput } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { InvoicePageDocument, RecordProviderRefundDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/paid-back.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { invoice } = await callGraphql({ context, request }, InvoicePageDocument, { id: params.invoiceId });
  const note = invoice?.creditNotes.find(({ id }) => id === params.noteId) ?? notFound();
  return { note, today: todayOf(context), formKey: newFormKey() };
}

export async function action({ context, params: { noteId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const [amountPence, receivedOn] = [readPence(textOf(form, 'amountPence')), readDay(form, 'on')];
  const problems: FieldProblem[] = [];
  if (!amountPence)
    problems.push({ field: 'amountPence', message: 'Enter a sum of more than zero, such as 12 or 48.20' });
  if (!receivedOn)
    problems.push({ field: 'receivedOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' });
  if (problems.length > 0 || !amountPence || !receivedOn) return putRight(problems, values);
  const input = { creditNoteId: noteId, idempotencyKey: textOf(form, 'idempotencyKey'), amountPence, receivedOn };
  const { recordProviderRefund } = await callGraphql({ context, request }, RecordProviderRefundDocument, { input });
  if (isRefused(recordProviderRefund)) return notDone(recordProviderRefund, values);
  throw redirect('/council/credit-notes?done=back');
}

export default function PaidBack({ loaderData: { note, today, formKey }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/council/credit-notes">Credit notes</BackLink>}>
      <FormTitle title="A provider paid back" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ receivedOn: 'on-day' }} />
      <h1 className="govuk-heading-xl">A provider paid back</h1>
      <p className="oc-lead">
        {note.provider.name} owes <MoneyText pence={note.leftPence} /> of credit note {note.number}, for a visit on{' '}
        {shortDateWords(note.onDate)}.
      </p>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <TextInput
          name="amountPence"
          label="How much came?"
          hint={`At most ${formatPence(note.leftPence)}. The rest is still taken off the next payments.`}
          prefix={{ content: '£' }}
          className="govuk-input--width-10"
          inputMode="decimal"
          value={actionData?.values['amountPence']}
          error={problemOf(actionData, 'amountPence')}
          autoComplete="off"
        />
        <DateInput
          id="on"
          namePrefix="on"
          fieldset={{ legend: 'On which day did it come?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          values={actionData ? actionData.values : dayFields(today, 'on')}
          error={problemOf(actionData, 'receivedOn')}
        />
        <Button>Write it down</Button>
      </Form>
    </Page>
  );
}
