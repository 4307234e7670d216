import { Form, redirect } from 'react-router';
import { BackLink, Button, DateInput, MoneyText, Page, TextInput } from '../../components/index.js';
import { AddMoneyDocument, BudgetForMoneyDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/add-money.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { budget } = await callGraphql({ context, request }, BudgetForMoneyDocument, { id: params.budgetId });
  return { budget: budget ?? notFound(), today: todayOf(context), formKey: newFormKey() };
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const [amountPence, onDate] = [readPence(textOf(form, 'amountPence')), readDay(form, 'on')];
  const problems = [
    ...(amountPence === null || amountPence === 0
      ? [{ field: 'amountPence', message: 'Enter a sum of more than zero, such as 250 or 99.50' }]
      : []),
    ...(onDate === null || onDate === ''
      ? [{ field: 'onDate', message: 'Enter a day that is in the calendar, such as 9 3 2026' }]
      : []),
  ];
  if (amountPence === null || onDate === null || problems.length > 0) return putRight(problems, values);
  const input = { budgetId, idempotencyKey: textOf(form, 'idempotencyKey'), amountPence, onDate };
  const { recordInstalment } = await callGraphql({ context, request }, AddMoneyDocument, { input });
  if (isRefused(recordInstalment)) return notDone(recordInstalment, values);
  throw redirect(`/council/budgets/${budgetId}?done=added`);
}

export default function AddMoney({ loaderData: { budget, today, formKey }, actionData }: Route.ComponentProps) {
  const { name } = budget.person;
  return (
    <Page before={<BackLink href={`/council/budgets/${budget.id}`}>{name}’s budget</BackLink>}>
      <FormTitle title="Add a one-off sum" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ onDate: 'on-day' }} />
      <h1 className="govuk-heading-xl">Add a one-off sum</h1>
      <p className="oc-lead">
        To {name}’s budget, which has <MoneyText pence={budget.availablePence} /> left. It comes on top of the weekly
        money. {name} sees it at once, with your name.
      </p>
      <Form method="post">
        <FormKey value={formKey} />
        <TextInput
          name="amountPence"
          label="How much?"
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
          fieldset={{ legend: 'From which day?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          values={actionData ? actionData.values : dayFields(today, 'on')}
          error={problemOf(actionData, 'onDate')}
        />
        <Button>Add the money</Button>
      </Form>
    </Page>
  );
}
