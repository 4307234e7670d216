import { Form, redirect } from 'react-router';
import { BackLink, Button, DateInput, Page, Radios, TextInput } from '../../components/index.js';
import { ChangeRegularExpenseDocument, EndRegularExpenseDocument, MyRegularDocument } from '../../generated/graphql.js';
import { formatPence } from '../../format/money.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { patternItems, readPattern, stepWords } from '../../journey/regular-words.js';
import { newFormKey, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/regular-one.js';

const notADay = 'Enter a day that is in the calendar, such as 9 3 2026';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget } = await callGraphql({ context, request }, MyRegularDocument, { id });
  const regular = budget?.regularExpenses.find((one) => one.id === params.regularId) ?? notFound();
  return { regular, today: todayOf(context), formKey: newFormKey(), subject, actingFor: subject.actingFor };
}

export async function action({ context, params: { regularId: id }, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  if (textOf(form, 'what') === 'end') {
    const lastOn = readDay(form, 'lastOn');
    if (!lastOn) return putRight([{ field: 'lastOn', message: notADay }], values);
    const { endRegularExpense } = await callGraphql({ context, request }, EndRegularExpenseDocument, {
      input: { id, idempotencyKey, lastOn },
    });
    if (isRefused(endRegularExpense)) return notDone(endRegularExpense, values);
    throw redirect(keepFor('/my-budget/regular?done=ended', subject));
  }
  const every = readPattern(textOf(form, 'every'));
  const [amountPence, firstOn] = [readPence(textOf(form, 'amountPence')), readDay(form, 'firstOn')];
  const problems: FieldProblem[] = [];
  if (!amountPence)
    problems.push({ field: 'amountPence', message: 'Enter a sum of more than zero, such as 40 or 12.50' });
  if (!every) problems.push({ field: 'every', message: 'Choose how often it is paid' });
  if (!firstOn) problems.push({ field: 'firstOn', message: notADay });
  if (problems.length > 0 || !amountPence || !every || !firstOn) return putRight(problems, values);
  const { changeRegularExpense } = await callGraphql({ context, request }, ChangeRegularExpenseDocument, {
    input: { id, idempotencyKey, firstOn, amountPence, every },
  });
  if (isRefused(changeRegularExpense)) return notDone(changeRegularExpense, values);
  throw redirect(keepFor('/my-budget/regular?done=changed', subject));
}

const medium = { className: 'govuk-fieldset__legend--s' };

export default function RegularOne({ loaderData, actionData }: Route.ComponentProps) {
  const { regular, today, formKey, subject } = loaderData;
  const [now] = regular.steps;
  const title = `Change what ${regular.payee} is paid`;
  const ending = actionData?.values['what'] === 'end';
  const values = ending ? undefined : actionData?.values;
  return (
    <Page before={<BackLink href={keepFor('/my-budget/regular', subject)} />}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={{ firstOn: 'firstOn-day', lastOn: 'lastOn-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {now ? <p className="oc-lead">Now: {stepWords(now)}.</p> : null}
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <TextInput
          name="amountPence"
          label="How much each time?"
          labelOptions={{ className: 'govuk-label--s' }}
          prefix={{ content: '£' }}
          className="govuk-input--width-10"
          inputMode="decimal"
          value={values?.['amountPence'] ?? (now ? formatPence(now.amountPence).replace('£', '') : undefined)}
          error={problemOf(actionData, 'amountPence')}
          autoComplete="off"
        />
        <Radios
          name="every"
          fieldset={{ legend: 'How often?', legendOptions: medium }}
          items={patternItems}
          value={values?.['every'] ?? now?.every}
          error={problemOf(actionData, 'every')}
        />
        <DateInput
          id="firstOn"
          namePrefix="firstOn"
          fieldset={{ legend: 'From which payment on?', legendOptions: medium }}
          hint="The day of the first payment that is different"
          values={values ?? dayFields(regular.nextOn ?? today, 'firstOn')}
          error={problemOf(actionData, 'firstOn')}
        />
        <Button>Change it</Button>
      </Form>
      <h2 className="govuk-heading-m">It is not paid any more</h2>
      <Form method="post" noValidate>
        <FormKey value={`${formKey}-end`} />
        <input type="hidden" name="what" value="end" />
        <DateInput
          id="lastOn"
          namePrefix="lastOn"
          fieldset={{ legend: 'The last day on which it is paid', legendOptions: medium }}
          values={ending ? actionData.values : dayFields(today, 'lastOn')}
          error={problemOf(actionData, 'lastOn')}
        />
        <Button variant="warning">End it</Button>
      </Form>
    </Page>
  );
}
