import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateInput,
  DateText,
  Details,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  Radios,
  SummaryList,
  Tag,
  Textarea,
} from '../../components/index.js';
import {
  AddPaymentReceiptDocument,
  ApproveInvoiceDocument,
  InvoicePageDocument,
  OneBillDocument,
  type OneBillQuery,
  type PaidHow,
  RecordBillPaidDocument,
  TakeBackBillPaidDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { howWords } from '../../journey/bill-words.js';
import { FormTitle } from '../../journey/form-title.js';
import { ReceiptField, sentReceipt, tooLargeProblem } from '../../journey/receipt-field.js';
import { newFormKey, todayOf } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { InvoiceFacts } from '../../work/invoice-facts.js';
import {
  type FieldProblem,
  isRefused,
  type NotDone,
  notDone,
  problemOf,
  putRight,
  textOf,
  valuesOf,
} from '../../work/refusal.js';
import type { Route } from './+types/bill.js';

type Bill = NonNullable<OneBillQuery['invoice']>;
type Payment = Bill['billPayments'][number];

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Bill ${loaderData.invoice.number}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const asked = { context, request };
  const [{ invoice }, { invoice: bill }] = await Promise.all([
    callGraphql(asked, InvoicePageDocument, { id: params.invoiceId }),
    callGraphql(asked, OneBillDocument, { id: params.invoiceId }),
  ]);
  return {
    invoice: invoice ?? notFound(),
    bill: bill ?? notFound(),
    today: todayOf(context),
    formKey: newFormKey(),
    subject,
    actingFor: subject.actingFor,
  };
}

const ways = Object.keys(howWords) as readonly PaidHow[];

export async function action({ context, params: { invoiceId }, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const asked = { context, request };
  const form = await request.formData();
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const here = keepFor(`/my-budget/bills/${invoiceId}`, subject);
  const done = (what: string): Response => redirect(`${here}${here.includes('?') ? '&' : '?'}done=${what}`);
  switch (textOf(form, 'what')) {
    case 'approve': {
      const { approveInvoice } = await callGraphql(asked, ApproveInvoiceDocument, { invoiceId, idempotencyKey });
      if (isRefused(approveInvoice)) return notDone(approveInvoice, values);
      throw done('approved');
    }
    case 'take-back': {
      const reason = textOf(form, 'reason');
      if (reason === '') return putRight([{ field: 'reason', message: 'Write what was wrong' }], values);
      const input = { paymentId: textOf(form, 'paymentId'), idempotencyKey, reason };
      const { takeBackBillPaid } = await callGraphql(asked, TakeBackBillPaidDocument, { input });
      if (isRefused(takeBackBillPaid)) return notDone(takeBackBillPaid, values);
      throw done('back');
    }
    case 'receipt': {
      const receipt = await sentReceipt(form);
      if (receipt.kind === 'too-large') return putRight([tooLargeProblem], values);
      if (receipt.kind === 'none') return putRight([{ field: 'receipt', message: 'Choose a photo or a PDF' }], values);
      const input = { paymentId: textOf(form, 'paymentId'), idempotencyKey, contentBase64: receipt.base64 };
      const { addPaymentReceipt } = await callGraphql(asked, AddPaymentReceiptDocument, { input });
      if (isRefused(addPaymentReceipt)) return notDone(addPaymentReceipt, values);
      throw done('receipt');
    }
    default: {
      const [paidOn, receipt] = [readDay(form, 'paidOn'), await sentReceipt(form)];
      const how = ways.find((way) => way === textOf(form, 'how'));
      const problems: FieldProblem[] = [];
      if (!paidOn) problems.push({ field: 'paidOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' });
      if (!how) problems.push({ field: 'how', message: 'Choose how it was paid' });
      if (receipt.kind === 'too-large') problems.push(tooLargeProblem);
      if (problems.length > 0 || !paidOn || !how) return putRight(problems, values);
      const receiptBase64 = receipt.kind === 'file' ? receipt.base64 : null;
      const input = { invoiceId, idempotencyKey, paidOn, how, receiptBase64 };
      const { recordBillPaid } = await callGraphql(asked, RecordBillPaidDocument, { input });
      if (isRefused(recordBillPaid)) return notDone(recordBillPaid, values);
      throw done('paid');
    }
  }
}

function HowToPay({
  instruction,
  providerName,
}: {
  readonly instruction: NonNullable<Bill['paymentInstruction']>;
  readonly providerName: string;
}) {
  const { accountName, sortCode, accountNumber, reference, amountPence, takenOffPence, payBy } = instruction;
  if (accountName === null || sortCode === null || accountNumber === null) {
    return (
      <InsetText>
        Do not pay yet. The council is making sure of the bank account of {providerName}. Look again in a few days.
      </InsetText>
    );
  }
  return (
    <SummaryList
      rows={[
        {
          key: 'Pay',
          value: (
            <strong>
              <MoneyText pence={amountPence} />
            </strong>
          ),
        },
        ...(takenOffPence === 0
          ? []
          : [
              {
                key: 'Taken off',
                value: (
                  <>
                    <MoneyText pence={takenOffPence} />, because {providerName} owes it from before
                  </>
                ),
              },
            ]),
        { key: 'By', value: <DateText date={payBy} withYear /> },
        { key: 'To', value: accountName },
        { key: 'Sort code', value: sortCode.replace(/(\d\d)(?=\d)/g, '$1-') },
        { key: 'Account number', value: accountNumber },
        { key: 'Reference', value: reference },
      ]}
    />
  );
}

function Paid({
  payment,
  mayChange,
  formKey,
  answer,
}: {
  readonly payment: Payment;
  readonly mayChange: boolean;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}) {
  const { id, amountPence, paidOn, how, recordedByName, recordedAt, takenBackAt, takenBackReason, receipts } = payment;
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Paid', value: <MoneyText pence={amountPence} /> },
          { key: 'When', value: <DateText date={paidOn} withYear /> },
          { key: 'How', value: howWords[how] },
          {
            key: 'Written down by',
            value: (
              <>
                {recordedByName}, <DateText date={recordedAt} withYear />
              </>
            ),
          },
          {
            key: 'Receipts',
            value:
              receipts.length === 0
                ? 'None yet'
                : receipts.map((receipt, index) => (
                    <div key={receipt.id}>
                      <a className="govuk-link" href={`/files/payment-receipts/${receipt.id}`}>
                        Receipt {index + 1}
                        {receipt.contentType === 'application/pdf' ? ' (PDF)' : ''}
                      </a>
                    </div>
                  )),
          },
          ...(takenBackAt === null
            ? []
            : [
                {
                  key: 'Taken back',
                  value: (
                    <>
                      <Tag colour="grey">Taken back</Tag> <DateText date={takenBackAt} withYear />: {takenBackReason}
                    </>
                  ),
                },
              ]),
        ]}
      />
      {mayChange && takenBackAt === null ? (
        <>
          <Form method="post" encType="multipart/form-data" noValidate>
            <FormKey value={`${formKey}-receipt`} />
            <input type="hidden" name="what" value="receipt" />
            <input type="hidden" name="paymentId" value={id} />
            <ReceiptField label="Add a receipt" error={problemOf(answer, 'receipt')} />
            <Button variant="secondary">Add the receipt</Button>
          </Form>
          <Details summary="I wrote this down wrongly" open={problemOf(answer, 'reason') !== undefined}>
            <p className="govuk-body">Then the bill is to be paid again. Everybody can see what happened.</p>
            <Form method="post" noValidate>
              <FormKey value={`${formKey}-back`} />
              <input type="hidden" name="what" value="take-back" />
              <input type="hidden" name="paymentId" value={id} />
              <Textarea
                name="reason"
                label="What was wrong?"
                rows={2}
                value={answer?.values['reason']}
                error={problemOf(answer, 'reason')}
              />
              <Button variant="warning">Take it back</Button>
            </Form>
          </Details>
        </>
      ) : null}
    </>
  );
}

const medium = { className: 'govuk-fieldset__legend--s' };

export default function MyBill({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, bill, subject, formKey, today } = loaderData;
  const mayPay = subject.scopes.includes('PAY');
  const values = actionData?.values ?? dayFields(today, 'paidOn');
  const agrees = bill.matchProblems.length === 0;
  const title = `Bill from ${bill.provider.name}`;
  return (
    <Page width="wide" before={<BackLink href={keepFor('/my-budget/bills', subject)}>Bills</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <DoneBanner
        words={{
          approved: 'You said yes to this bill. Now it can be paid.',
          paid: 'It is written down as paid.',
          receipt: 'We have the receipt.',
          back: 'It is taken back. The bill is to be paid again.',
        }}
      />
      <NotDoneSummary answer={actionData} fieldIds={{ paidOn: 'paidOn-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {bill.status === 'ISSUED' && agrees && bill.paidByHolder && mayPay ? (
        <Form method="post">
          <FormKey value={`${formKey}-approve`} />
          <input type="hidden" name="what" value="approve" />
          <p className="govuk-body">
            Look at the visits below. If they are right, say yes. Then we tell you how to pay.
          </p>
          <Button>Yes, this is right</Button>
        </Form>
      ) : null}
      {bill.paidByHolder || bill.status === 'PAID' ? null : <InsetText>The council pays this bill.</InsetText>}
      {bill.paymentInstruction && mayPay ? (
        <>
          <h2 className="govuk-heading-l">How to pay it</h2>
          <HowToPay instruction={bill.paymentInstruction} providerName={bill.provider.name} />
          <Details
            summary="I have paid it"
            open={
              actionData !== undefined &&
              ['paidOn', 'how', 'receipt'].some((field) => problemOf(actionData, field) !== undefined)
            }
          >
            <Form method="post" encType="multipart/form-data" noValidate>
              <FormKey value={formKey} />
              <DateInput
                id="paidOn"
                namePrefix="paidOn"
                fieldset={{ legend: 'When was it paid?', legendOptions: medium }}
                values={values}
                error={problemOf(actionData, 'paidOn')}
              />
              <Radios
                name="how"
                fieldset={{ legend: 'How was it paid?', legendOptions: medium }}
                items={ways.map((value) => ({ value, label: howWords[value] }))}
                value={actionData?.values['how'] ?? 'BANK_TRANSFER'}
                error={problemOf(actionData, 'how')}
              />
              <ReceiptField label="A photo of the receipt, if you have one" error={problemOf(actionData, 'receipt')} />
              <Button>Write down that it is paid</Button>
            </Form>
          </Details>
        </>
      ) : null}
      {bill.billPayments.length === 0 ? null : <h2 className="govuk-heading-l">What was paid</h2>}
      {bill.billPayments.map((payment) => (
        <Paid key={payment.id} payment={payment} mayChange={mayPay} formKey={formKey} answer={actionData} />
      ))}
      <h2 className="govuk-heading-l">The bill</h2>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={keepFor(`/my-budget/trail?of=INVOICE&id=${bill.id}`, subject)}>
          Follow this money
        </Anchor>
        : where it came from, and where it went
      </p>
      <InvoiceFacts invoice={invoice} invoiceHref={(id) => keepFor(`/my-budget/bills/${id}`, subject)} />
    </Page>
  );
}
