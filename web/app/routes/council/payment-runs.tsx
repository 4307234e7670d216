import { Form, redirect } from 'react-router';
import { Anchor, Button, DateInput, DateText, EmptyState, MoneyText, Page, Select } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { PaymentRunsDocument, PreparePaymentRunDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/payment-runs.js';
import { payerKindOf, payerKindOptions } from './payer-kinds.js';
import { RunTable } from './run-table.js';

const tryAddress = (day: string): string => new URLSearchParams(dayFields(day, 'due')).toString();

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { toPay, owed, paymentRuns } = await callGraphql({ context, request }, PaymentRunsDocument);
  const due = toPay.edges.map(({ node }) => node);
  return {
    runs: paymentRuns,
    owedPence: owed.reduce((sum, note) => sum + (note.owedByProvider ? note.leftPence : 0), 0),
    toPayCount: toPay.totalCount,
    toPayPence: toPay.pageInfo.hasNextPage ? null : due.reduce((sum, { totalPence }) => sum + totalPence, 0),
    lastDueOn:
      due
        .map(({ dueOn }) => dueOn)
        .sort()
        .at(-1) ?? todayOf(context),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const day = readDay(form, 'due');
  const anyDay = textOf(form, 'tried') === 'yes' && day === '';
  if (day === null || (day === '' && !anyDay))
    return putRight(
      [{ field: 'dueOnOrBefore', message: 'Enter a day that is in the calendar, such as 9 3 2026' }],
      values,
    );
  const payer = payerKindOf(textOf(form, 'payer'));
  const variables = {
    idempotencyKey: textOf(form, 'idempotencyKey'),
    dueOnOrBefore: anyDay ? null : day,
    payerKinds: payer === null ? null : [payer],
  };
  const { preparePaymentRun } = await callGraphql({ context, request }, PreparePaymentRunDocument, variables);
  if (isRefused(preparePaymentRun)) return notDone(preparePaymentRun, values);
  throw redirect(`/council/payment-runs/${preparePaymentRun.id}?done=prepared`);
}

export default function PaymentRuns({ loaderData, actionData }: Route.ComponentProps) {
  const { runs, owedPence, toPayCount, toPayPence, lastDueOn, formKey } = loaderData;
  return (
    <Page width="wide">
      <FormTitle title="Payment runs" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ dueOnOrBefore: 'due-day', invoiceIds: null }} />
      <h1 className="govuk-heading-xl">Payment runs</h1>
      <h2 className="govuk-heading-l">Prepare a run</h2>
      {toPayCount === 0 ? (
        <EmptyState icon="wallet" title="Nothing is ready to pay" headingLevel={3}>
          <p className="govuk-body">When you approve invoices, you can pay them from here.</p>
        </EmptyState>
      ) : (
        <Form method="post" className="oc-panel-form">
          <FormKey value={formKey} />
          <p className="govuk-body">
            {sentenceStart(countWords(toPayCount, 'invoice'))} {toPayCount === 1 ? 'is' : 'are'} ready to pay
            {toPayPence === null ? null : (
              <>
                : <MoneyText pence={toPayPence} /> together
              </>
            )}
            . The last one is due on <DateText date={lastDueOn} withYear />.
          </p>
          <DateInput
            id="due"
            namePrefix="due"
            fieldset={{
              legend: 'Take every invoice that is due on or before',
              legendOptions: { className: 'govuk-fieldset__legend--s' },
            }}
            values={actionData ? actionData.values : dayFields(lastDueOn, 'due')}
            error={problemOf(actionData, 'dueOnOrBefore')}
          />
          <Select
            name="payer"
            label="Whose money?"
            value={actionData?.values['payer'] ?? ''}
            error={problemOf(actionData, 'payerKinds')}
            items={payerKindOptions}
          />
          <p className="govuk-body">
            <Anchor className="govuk-link" href={`/council/payment-runs/check?${tryAddress(lastDueOn)}`}>
              Try it first
            </Anchor>
            : see what it would pay, and what it would leave and why.
          </p>
          <p className="govuk-body">You prepare it. Another finance officer has to release it.</p>
          <Button>Prepare the run</Button>
        </Form>
      )}
      {owedPence === 0 ? null : (
        <p className="govuk-body">
          Providers owe <MoneyText pence={owedPence} /> for visits that cost less now. It is taken off what they are
          paid next. <Anchor href="/council/credit-notes">See the credit notes</Anchor>
        </p>
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/council/payment-runs/results">
          What the bank answered
        </Anchor>
        : take in its file, so that payments it sent back are paid again.
      </p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/council/paying-account">
          The account we pay from
        </Anchor>
        : one officer enters it, another agrees.
      </p>
      <h2 className="govuk-heading-l">Runs so far</h2>
      {runs.length === 0 ? (
        <p className="govuk-body">There are no payment runs yet.</p>
      ) : (
        <RunTable label="Payment runs" runs={runs} />
      )}
    </Page>
  );
}
