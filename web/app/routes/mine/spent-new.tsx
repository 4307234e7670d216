import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateInput,
  DateText,
  InsetText,
  MoneyText,
  Page,
  Radios,
  TextInput,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { ExpenseFormDocument, ExpenseFromLineDocument, RecordExpenseDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { addressValue } from '../../journey/address.js';
import { movedWords } from '../../journey/bank-words.js';
import { isDay } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import { ReceiptField, sentReceipt, tooLargeProblem } from '../../journey/receipt-field.js';
import { newFormKey, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import {
  type FieldProblem,
  type FormValues,
  isRefused,
  notDone,
  problemOf,
  putRight,
  textOf,
  valuesOf,
} from '../../work/refusal.js';
import type { Route } from './+types/spent-new.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget, expenseKinds } = await callGraphql({ context, request }, ExpenseFormDocument, { id });
  if (!budget?.paysOffPlatform) throw redirect(keepFor('/my-budget/spent', subject));
  const line = await lineOf({ context, request }, budget.id);
  return {
    budget,
    line,
    first: line === null ? plannedFields(request) : lineFields(line),
    kinds: expenseKinds,
    today: todayOf(context),
    formKey: newFormKey(),
    subject,
    actingFor: subject.actingFor,
  };
}

/** The line of the bank that is to be written down, when one is named. */
async function lineOf(asked: Pick<Route.LoaderArgs, 'context' | 'request'>, budgetId: string) {
  const lineId = addressValue(asked.request, 'line');
  if (lineId === null) return null;
  const { bankLine } = await callGraphql(asked, ExpenseFromLineDocument, { lineId });
  return bankLine?.budgetId === budgetId && bankLine.amountPence < 0 && bankLine.kind === null ? bankLine : notFound();
}

/** What the bank says already. */
function lineFields(line: { readonly on: string; readonly words: string; readonly amountPence: number }): FormValues {
  return {
    amountPence: formatPence(-line.amountPence).replace('£', ''),
    payee: line.words.slice(0, LONGEST_PAYEE),
    ...dayFields(line.on, 'spentOn'),
  };
}

/** What a regular payment says already. */
function plannedFields(request: Request): FormValues {
  const address = new URL(request.url).searchParams;
  const amountPence = Number(address.get('pence') ?? Number.NaN);
  const on = address.get('on') ?? '';
  return {
    payee: address.get('payee') ?? '',
    kind: address.get('kind') ?? '',
    ...(Number.isSafeInteger(amountPence) ? { amountPence: formatPence(amountPence).replace('£', '') } : {}),
    ...(isDay(on) ? dayFields(on, 'spentOn') : {}),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const budgetId = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const form = await request.formData();
  const values = valuesOf(form);
  const bankLineId = addressValue(request, 'line');
  const [amountPence, spentOn, receipt] = [
    readPence(textOf(form, 'amountPence')),
    readDay(form, 'spentOn'),
    await sentReceipt(form),
  ];
  const problems: FieldProblem[] = [];
  if (!textOf(form, 'kind')) problems.push({ field: 'kind', message: 'Choose what it was for' });
  if (!textOf(form, 'payee')) problems.push({ field: 'payee', message: 'Enter who was paid' });
  if (!amountPence)
    problems.push({ field: 'amountPence', message: 'Enter a sum of more than zero, such as 40 or 12.50' });
  if (!spentOn) problems.push({ field: 'spentOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' });
  if (receipt.kind === 'too-large') problems.push(tooLargeProblem);
  if (problems.length > 0 || !amountPence || !spentOn) return putRight(problems, values);
  const { recordExpense } = await callGraphql({ context, request }, RecordExpenseDocument, {
    input: {
      budgetId,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      kind: textOf(form, 'kind'),
      payee: textOf(form, 'payee'),
      spentOn,
      amountPence,
      bankLineId,
      receiptBase64: receipt.kind === 'file' ? receipt.base64 : null,
    },
  });
  if (isRefused(recordExpense)) return notDone(recordExpense, values);
  if (bankLineId !== null) throw redirect(keepFor('/my-budget/bank?done=explained', subject));
  throw redirect(keepFor('/my-budget/spent?done=written', subject));
}

const LONGEST_PAYEE = 120;
const medium = { className: 'govuk-fieldset__legend--s' };

export default function SpentNew({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, kinds, today, formKey, subject, line, first } = loaderData;
  const values = actionData?.values ?? first;
  const title = 'Write down money that was spent';
  return (
    <Page before={<BackLink href={keepFor(line === null ? '/my-budget/spent' : '/my-budget/bank', subject)} />}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ spentOn: 'spentOn-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="oc-lead">
        From {subject.isSelf ? 'your' : `${subject.name}’s`} budget, which has{' '}
        <MoneyText pence={budget.availablePence} /> left.
      </p>
      {line === null ? null : (
        <InsetText>
          The bank says: {movedWords(line.amountPence)} on <DateText date={line.on} withYear />, “{line.words}”.
        </InsetText>
      )}
      <Form method="post" encType="multipart/form-data" noValidate>
        <FormKey value={formKey} />
        <TextInput
          name="amountPence"
          label="How much?"
          labelOptions={{ className: 'govuk-label--s' }}
          prefix={{ content: '£' }}
          className="govuk-input--width-10"
          inputMode="decimal"
          value={values['amountPence']}
          error={problemOf(actionData, 'amountPence')}
          autoComplete="off"
        />
        <TextInput
          name="payee"
          label="Who was paid?"
          labelOptions={{ className: 'govuk-label--s' }}
          hint="A name you will know again, such as Ann Baker or the petrol station"
          value={values['payee']}
          error={problemOf(actionData, 'payee')}
          autoComplete="off"
        />
        <Radios
          name="kind"
          fieldset={{ legend: 'What was it for?', legendOptions: medium }}
          items={kinds.map(({ code, words }) => ({ value: code, label: words }))}
          value={values['kind']}
          error={problemOf(actionData, 'kind')}
        />
        <DateInput
          id="spentOn"
          namePrefix="spentOn"
          fieldset={{ legend: 'When was it paid?', legendOptions: medium }}
          values={{ ...dayFields(today, 'spentOn'), ...values }}
          error={problemOf(actionData, 'spentOn')}
        />
        <ReceiptField label="The receipt, if you have it" error={problemOf(actionData, 'receipt')} />
        {actionData ? <p className="govuk-hint">If you had chosen a receipt, choose it again.</p> : null}
        <Button>Write it down</Button>
      </Form>
    </Page>
  );
}
