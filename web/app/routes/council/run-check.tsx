import { Form } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateInput,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  Select,
  SummaryList,
} from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { type PayerKind, PaymentRunPreviewDocument, type PaymentRunPreviewQuery } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { FormKey } from '../../work/form-parts.js';
import { digits } from '../../work/period-words.js';
import { textOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/run-check.js';
import { payerKindOf, payerKindOptions, payerWords } from './payer-kinds.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Try a payment run', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { searchParams } = new URL(request.url);
  // What is no day counts as any day; the page says which it took.
  const asked = readDay(searchParams, 'due');
  const dueOn = asked === '' ? null : asked;
  const payer: PayerKind | null = payerKindOf(textOf(searchParams, 'payer'));
  const { paymentRunPreview } = await callGraphql({ context, request }, PaymentRunPreviewDocument, {
    dueOnOrBefore: dueOn,
    payerKinds: payer === null ? null : [payer],
  });
  return { preview: paymentRunPreview ?? notFound(), dueOn, payer, formKey: newFormKey() };
}

type Exception = NonNullable<PaymentRunPreviewQuery['paymentRunPreview']>['exceptions'][number];

function Exceptions({ exceptions }: { readonly exceptions: readonly Exception[] }) {
  if (exceptions.length === 0) return <p className="govuk-body">Nothing is left out.</p>;
  return (
    <StackedTable
      label="What is left out, and why"
      columns={[
        { head: 'Provider', width: 'name' },
        { head: 'Why', width: 'sentence' },
        { head: 'What to do', width: 'sentence' },
        { head: 'Sum', isNumeric: true, width: 'short' },
      ]}
      rows={exceptions.map((one, index) => ({
        key: String(index),
        cells: [
          one.provider?.name ?? 'All providers',
          <>
            {one.message}
            {one.invoiceId === null ? null : (
              <>
                {' '}
                <Anchor className="govuk-link" href={`/council/invoices/${one.invoiceId}`}>
                  {one.invoiceNumber}
                </Anchor>
              </>
            )}
          </>,
          one.whatToDo,
          one.pence === 0 ? '' : <MoneyText key="sum" pence={one.pence} />,
        ],
      }))}
    />
  );
}

export default function RunCheck({ loaderData: { preview, dueOn, payer, formKey } }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href="/council/payment-runs">Payment runs</BackLink>}>
      <h1 className="govuk-heading-xl">Try a payment run</h1>
      <InsetText>This only looks. Nothing is written and nothing is paid.</InsetText>
      <Form method="get" className="oc-panel-form">
        <DateInput
          id="due"
          namePrefix="due"
          fieldset={{ legend: 'Due on or before', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          hint="Leave it empty for any day."
          values={dueOn === null ? {} : dayFields(dueOn, 'due')}
        />
        <Select name="payer" label="Whose money?" value={payer ?? ''} items={payerKindOptions} />
        <Button variant="secondary">Try it</Button>
      </Form>
      <SummaryList
        rows={[
          { key: 'Due on or before', value: dueOn === null ? 'Any day' : shortDateWords(dueOn) },
          { key: 'Whose money', value: payerWords(payer) },
          { key: 'Invoices', value: digits(preview.invoiceCount) },
          { key: 'Payments by the bank', value: digits(preview.paymentCount) },
          { key: 'Sum of the invoices', value: <MoneyText pence={preview.invoicePence} /> },
          { key: 'Taken off', value: <MoneyText pence={-preview.takenOffPence} /> },
          {
            key: 'The bank would pay',
            value: (
              <strong>
                <MoneyText pence={preview.totalPence} />
              </strong>
            ),
          },
        ]}
      />
      <h2 className="govuk-heading-l">What is left out, and why</h2>
      <Exceptions exceptions={preview.exceptions} />
      {preview.invoiceCount === 0 ? null : (
        <Form method="post" action="/council/payment-runs">
          <FormKey value={formKey} />
          <input type="hidden" name="payer" value={payer ?? ''} />
          <input type="hidden" name="tried" value="yes" />
          {Object.entries(dueOn === null ? {} : dayFields(dueOn, 'due')).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button>Prepare this run</Button>
        </Form>
      )}
    </Page>
  );
}
