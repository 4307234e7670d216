import { Form, redirect } from 'react-router';
import { BackLink, Button, DateInput, Page, Radios, TextInput } from '../../components/index.js';
import { ExpenseFormDocument, PlanRegularExpenseDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { patternItems, readPattern } from '../../journey/regular-words.js';
import { newFormKey, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/regular-new.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget, expenseKinds } = await callGraphql({ context, request }, ExpenseFormDocument, { id });
  if (!budget?.paysOffPlatform) throw redirect(keepFor('/my-budget/regular', subject));
  return { kinds: expenseKinds, today: todayOf(context), formKey: newFormKey(), subject, actingFor: subject.actingFor };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const budgetId = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const form = await request.formData();
  const values = valuesOf(form);
  const every = readPattern(textOf(form, 'every'));
  const [amountPence, firstOn, lastOn] = [
    readPence(textOf(form, 'amountPence')),
    readDay(form, 'firstOn'),
    readDay(form, 'lastOn'),
  ];
  const problems: FieldProblem[] = [];
  if (!amountPence)
    problems.push({ field: 'amountPence', message: 'Enter a sum of more than zero, such as 40 or 12.50' });
  if (!textOf(form, 'payee')) problems.push({ field: 'payee', message: 'Enter who is paid' });
  if (!textOf(form, 'kind')) problems.push({ field: 'kind', message: 'Choose what it is for' });
  if (!every) problems.push({ field: 'every', message: 'Choose how often it is paid' });
  if (!firstOn) problems.push({ field: 'firstOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' });
  if (lastOn === null)
    problems.push({ field: 'lastOn', message: 'Enter a day that is in the calendar, or leave it empty' });
  if (problems.length > 0 || !amountPence || !every || !firstOn) return putRight(problems, values);
  const { planRegularExpense } = await callGraphql({ context, request }, PlanRegularExpenseDocument, {
    input: {
      budgetId,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      kind: textOf(form, 'kind'),
      payee: textOf(form, 'payee'),
      amountPence,
      every,
      firstOn,
      lastOn: lastOn === '' ? null : lastOn,
    },
  });
  if (isRefused(planRegularExpense)) return notDone(planRegularExpense, values);
  throw redirect(keepFor('/my-budget/regular?done=planned', subject));
}

const medium = { className: 'govuk-fieldset__legend--s' };

export default function RegularNew({ loaderData, actionData }: Route.ComponentProps) {
  const { kinds, today, formKey, subject } = loaderData;
  const values = actionData?.values;
  const title = 'Add a regular payment';
  return (
    <Page before={<BackLink href={keepFor('/my-budget/regular', subject)} />}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ firstOn: 'firstOn-day', lastOn: 'lastOn-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <TextInput
          name="amountPence"
          label="How much each time?"
          labelOptions={{ className: 'govuk-label--s' }}
          prefix={{ content: '£' }}
          className="govuk-input--width-10"
          inputMode="decimal"
          value={values?.['amountPence']}
          error={problemOf(actionData, 'amountPence')}
          autoComplete="off"
        />
        <TextInput
          name="payee"
          label="Who is paid?"
          labelOptions={{ className: 'govuk-label--s' }}
          hint="Write the same name when you write down that it was paid"
          value={values?.['payee']}
          error={problemOf(actionData, 'payee')}
          autoComplete="off"
        />
        <Radios
          name="kind"
          fieldset={{ legend: 'What is it for?', legendOptions: medium }}
          items={kinds.map(({ code, words }) => ({ value: code, label: words }))}
          value={values?.['kind']}
          error={problemOf(actionData, 'kind')}
        />
        <Radios
          name="every"
          fieldset={{ legend: 'How often?', legendOptions: medium }}
          items={patternItems}
          value={values?.['every']}
          error={problemOf(actionData, 'every')}
        />
        <DateInput
          id="firstOn"
          namePrefix="firstOn"
          fieldset={{ legend: 'When is it paid next?', legendOptions: medium }}
          hint="The other payments follow from this day"
          values={values ?? dayFields(today, 'firstOn')}
          error={problemOf(actionData, 'firstOn')}
        />
        <DateInput
          id="lastOn"
          namePrefix="lastOn"
          fieldset={{ legend: 'When does it end?', legendOptions: medium }}
          hint="Leave this empty if you do not know"
          values={values ?? {}}
          error={problemOf(actionData, 'lastOn')}
        />
        <Button>Add it</Button>
      </Form>
    </Page>
  );
}
