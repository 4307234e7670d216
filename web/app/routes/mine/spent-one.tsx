import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateText,
  Details,
  MoneyText,
  Page,
  SummaryList,
  Tag,
  Textarea,
} from '../../components/index.js';
import {
  AddReceiptDocument,
  type ExpenseFactsFragment,
  OneExpenseDocument,
  ReverseExpenseDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { ReceiptField, sentReceipt, tooLargeProblem } from '../../journey/receipt-field.js';
import { newFormKey } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/spent-one.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { expense } = await callGraphql({ context, request }, OneExpenseDocument, { id: params.expenseId });
  return { expense: expense ?? notFound(), formKey: newFormKey(), subject, actingFor: subject.actingFor };
}

export async function action({ context, params: { expenseId }, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  if (textOf(form, 'what') === 'put-back') {
    const reason = textOf(form, 'reason');
    if (reason === '') return putRight([{ field: 'reason', message: 'Write what was wrong' }], values);
    const { reverseExpense } = await callGraphql({ context, request }, ReverseExpenseDocument, {
      input: { expenseId, idempotencyKey, reason },
    });
    if (isRefused(reverseExpense)) return notDone(reverseExpense, values);
    throw redirect(keepFor('/my-budget/spent?done=back', subject));
  }
  const receipt = await sentReceipt(form);
  if (receipt.kind === 'too-large') return putRight([tooLargeProblem], values);
  if (receipt.kind === 'none') return putRight([{ field: 'receipt', message: 'Choose a photo or a PDF' }], values);
  const { addReceipt } = await callGraphql({ context, request }, AddReceiptDocument, {
    input: { expenseId, idempotencyKey, contentBase64: receipt.base64 },
  });
  if (isRefused(addReceipt)) return notDone(addReceipt, values);
  throw redirect(keepFor('/my-budget/spent?done=receipt', subject));
}

function Receipts({ expense }: { readonly expense: ExpenseFactsFragment }) {
  if (expense.receipts.length === 0) return <p className="govuk-body">There is no receipt yet.</p>;
  return (
    <ul className="oc-receipts">
      {expense.receipts.map(({ id, contentType, addedAt }, index) => (
        <li key={id}>
          <a className="govuk-link" href={`/files/receipts/${id}`}>
            {contentType === 'image/jpeg' ? (
              <img className="oc-receipts__picture" src={`/files/receipts/${id}`} alt="" loading="lazy" />
            ) : null}
            Receipt {index + 1}
            {contentType === 'application/pdf' ? ' (PDF)' : ''}
          </a>
          , added <DateText date={addedAt} withYear />
        </li>
      ))}
    </ul>
  );
}

export default function SpentOne({ loaderData, actionData }: Route.ComponentProps) {
  const { expense, formKey, subject } = loaderData;
  const mayChange = expense.reversedAt === null && subject.scopes.includes('PAY');
  const title = `Paid to ${expense.payee}`;
  return (
    <Page before={<BackLink href={keepFor('/my-budget/spent', subject)}>Money spent</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <SummaryList
        rows={[
          { key: 'How much', value: <MoneyText pence={expense.amountPence} /> },
          { key: 'When', value: <DateText date={expense.spentOn} withYear /> },
          { key: 'What for', value: expense.kind.words },
          ...(expense.reversedAt === null
            ? []
            : [
                {
                  key: 'Put back',
                  value: (
                    <>
                      <Tag colour="grey">Put back</Tag> <DateText date={expense.reversedAt} withYear />:{' '}
                      {expense.reversalReason}
                    </>
                  ),
                },
              ]),
        ]}
      />
      <h2 className="govuk-heading-m">Receipts</h2>
      <Receipts expense={expense} />
      {mayChange ? (
        <>
          <Form method="post" encType="multipart/form-data" noValidate>
            <FormKey value={formKey} />
            <ReceiptField label="Add a receipt" error={problemOf(actionData, 'receipt')} />
            <Button variant="secondary">Add the receipt</Button>
          </Form>
          <Details summary="This was written down wrongly" open={problemOf(actionData, 'reason') !== undefined}>
            <p className="govuk-body">
              We put the money back. Both lines stay in the statement, so that everybody can see what happened. Then
              write it down again as it was.
            </p>
            <Form method="post" noValidate>
              <FormKey value={`${formKey}-back`} />
              <input type="hidden" name="what" value="put-back" />
              <Textarea
                name="reason"
                label="What was wrong?"
                rows={2}
                value={actionData?.values['reason']}
                error={problemOf(actionData, 'reason')}
              />
              <Button variant="warning">Put the money back</Button>
            </Form>
          </Details>
        </>
      ) : null}
    </Page>
  );
}
