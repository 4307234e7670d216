import { Form, redirect } from 'react-router';
import { BackLink, Button, DateInput, MoneyText, Page, Radios, TextInput } from '../../components/index.js';
import {
  BudgetContributionDocument,
  RecordContributionReceivedDocument,
  ReimburseContributionDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/contribution-money.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { budget } = await callGraphql({ context, request }, BudgetContributionDocument, { id: params.budgetId });
  return { budget: budget ?? notFound(), today: todayOf(context), formKey: newFormKey() };
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const [way, amountPence, onDate] = [
    textOf(form, 'way'),
    readPence(textOf(form, 'amountPence')),
    readDay(form, 'onDate'),
  ];
  const problems: FieldProblem[] = [];
  if (way !== 'paid' && way !== 'back') problems.push({ field: 'way', message: 'Choose which way the money went' });
  if (!amountPence)
    problems.push({ field: 'amountPence', message: 'Enter a sum of more than zero, such as 30 or 42.10' });
  if (!onDate) problems.push({ field: 'onDate', message: 'Enter a day that is in the calendar, such as 9 3 2026' });
  if (problems.length > 0 || !amountPence || !onDate) return putRight(problems, values);
  const input = { budgetId, idempotencyKey: textOf(form, 'idempotencyKey'), amountPence, onDate };
  const answer =
    way === 'paid'
      ? (await callGraphql({ context, request }, RecordContributionReceivedDocument, { input }))
          .recordContributionReceived
      : (await callGraphql({ context, request }, ReimburseContributionDocument, { input })).reimburseContribution;
  if (isRefused(answer)) return notDone(answer, values);
  throw redirect(`/council/budgets/${budgetId}/contribution?done=${way === 'paid' ? 'received' : 'back'}`);
}

export default function ContributionMoney({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, today, formKey } = loaderData;
  const { name } = budget.person;
  const values = actionData?.values;
  const title = 'Record money paid or given back';
  return (
    <Page before={<BackLink href={`/council/budgets/${budget.id}/contribution`}>What {name} pays</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ onDate: 'onDate-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <Radios
          name="way"
          fieldset={{ legend: 'Which way did it go?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          items={[
            {
              value: 'paid',
              label: `${name} paid it`,
              hint: (
                <>
                  <MoneyText pence={budget.contribution.unpaidPence} /> is still to pay
                </>
              ),
            },
            {
              value: 'back',
              label: `It went back to ${name}`,
              hint: (
                <>
                  <MoneyText pence={budget.contribution.overpaidPence} /> was paid too much
                </>
              ),
            },
          ]}
          value={values?.['way']}
          error={problemOf(actionData, 'way')}
        />
        <TextInput
          name="amountPence"
          label="How much?"
          labelOptions={{ className: 'govuk-label--s' }}
          prefix={{ content: '£' }}
          className="govuk-input--width-10"
          inputMode="decimal"
          value={values?.['amountPence']}
          error={problemOf(actionData, 'amountPence')}
          autoComplete="off"
        />
        <DateInput
          id="onDate"
          namePrefix="onDate"
          fieldset={{ legend: 'On which day?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          values={values ?? dayFields(today, 'onDate')}
          error={problemOf(actionData, 'onDate')}
        />
        <Button>Record it</Button>
      </Form>
    </Page>
  );
}
