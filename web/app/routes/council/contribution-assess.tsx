import { Form, redirect } from 'react-router';
import { BackLink, Button, DateInput, MoneyText, Page, Radios, TextInput, Warning } from '../../components/index.js';
import {
  BudgetContributionDocument,
  type ContributionNetting,
  RecordContributionAssessmentDocument,
  WorkOutContributionDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { nettingWords, ReasonList } from '../../journey/contribution-words.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay, readPence } from '../../work/form-dates.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/contribution-assess.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { budget } = await callGraphql({ context, request }, BudgetContributionDocument, { id: params.budgetId });
  return { budget: budget ?? notFound(), today: todayOf(context), formKey: newFormKey() };
}

interface Sums {
  readonly weeklyPence: number | null;
  readonly incomePence: number | null;
  readonly capitalPence: number | null;
  readonly fromOn: string | null;
}

function problemsOf(way: string, sums: Sums): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const wanted = (field: string, value: number | null, example: string): void => {
    if (value === null) problems.push({ field, message: `Enter a sum, such as ${example}` });
  };
  if (way === 'entered') wanted('weeklyPence', sums.weeklyPence, '42.10');
  else if (way === 'means') {
    wanted('disposableIncomePence', sums.incomePence, '60');
    wanted('capitalPence', sums.capitalPence, '10,000');
  } else problems.push({ field: 'way', message: 'Choose where the result comes from' });
  if (!sums.fromOn)
    problems.push({ field: 'fromOn', message: 'Enter a day that is in the calendar, such as 9 3 2026' });
  return problems;
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const way = textOf(form, 'way');
  const sums = {
    weeklyPence: readPence(textOf(form, 'weeklyPence')),
    incomePence: readPence(textOf(form, 'disposableIncomePence')),
    capitalPence: readPence(textOf(form, 'capitalPence')),
    fromOn: readDay(form, 'fromOn'),
  };
  const problems = problemsOf(way, sums);
  if (problems.length > 0 || !sums.fromOn) return { refused: putRight(problems, values).data, workedOut: null };
  const netting: ContributionNetting = textOf(form, 'netting') === 'GROSS' ? 'GROSS' : 'NET';
  const means =
    way === 'means' ? { disposableIncomePence: sums.incomePence ?? 0, capitalPence: sums.capitalPence ?? 0 } : null;
  // What was worked out is shown before it is recorded.
  if (means && textOf(form, 'agreed') === '') {
    const { workOutContribution } = await callGraphql({ context, request }, WorkOutContributionDocument, {
      budgetId,
      onDate: sums.fromOn,
      means,
    });
    if (isRefused(workOutContribution)) return { refused: notDone(workOutContribution, values).data, workedOut: null };
    return { refused: null, workedOut: { ...workOutContribution, values } };
  }
  const { recordContributionAssessment } = await callGraphql(
    { context, request },
    RecordContributionAssessmentDocument,
    {
      input: {
        budgetId,
        idempotencyKey: textOf(form, 'idempotencyKey'),
        fromOn: sums.fromOn,
        means,
        entered: means ? null : { weeklyPence: sums.weeklyPence ?? 0, netting },
      },
    },
  );
  if (isRefused(recordContributionAssessment))
    return { refused: notDone(recordContributionAssessment, values).data, workedOut: null };
  throw redirect(`/council/budgets/${budgetId}/contribution?done=assessed`);
}

type Answer = Exclude<Route.ComponentProps['actionData'], undefined>;

function Check({
  workedOut,
  formKey,
}: {
  readonly workedOut: NonNullable<Answer['workedOut']>;
  readonly formKey: string;
}) {
  const kept = ['way', 'disposableIncomePence', 'capitalPence', 'fromOn-day', 'fromOn-month', 'fromOn-year'];
  return (
    <>
      <p className="oc-lead">
        By the council’s rules of that day it comes to <MoneyText pence={workedOut.weeklyPence} /> a week.{' '}
        {nettingWords(workedOut.netting)}
      </p>
      {workedOut.certain ? null : (
        <Warning>The rules do not say whether there is a most that anybody pays. Check before you record this.</Warning>
      )}
      <ReasonList reasons={workedOut.reasons} />
      <p className="govuk-body">We keep the result and these reasons. We do not keep the income and savings.</p>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <input type="hidden" name="agreed" value="yes" />
        {kept.map((name) => (
          <input key={name} type="hidden" name={name} value={workedOut.values[name] ?? ''} />
        ))}
        <Button>Record this result</Button>
      </Form>
    </>
  );
}

export default function ContributionAssess({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, today, formKey } = loaderData;
  const { name } = budget.person;
  const workedOut = actionData?.workedOut ?? null;
  const refused = actionData?.refused ?? undefined;
  const values = refused?.values;
  const title = workedOut ? 'Check the result' : 'Record what somebody pays';
  const pounds = { content: '£' };
  return (
    <Page before={<BackLink href={`/council/budgets/${budget.id}/contribution`}>What {name} pays</BackLink>}>
      <FormTitle title={title} hasErrors={refused !== undefined} />
      <NotDoneSummary answer={refused} fieldIds={{ fromOn: 'fromOn-day' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {workedOut ? (
        <Check workedOut={workedOut} formKey={formKey} />
      ) : (
        <Form method="post" noValidate>
          <FormKey value={formKey} />
          <p className="oc-lead">
            {name}’s budget is <MoneyText pence={budget.weeklyPence} /> a week. Nobody pays more than their budget.
          </p>
          <Radios
            name="way"
            fieldset={{
              legend: 'Where does the result come from?',
              legendOptions: { className: 'govuk-fieldset__legend--s' },
            }}
            value={values?.['way']}
            error={problemOf(refused, 'way')}
            items={[
              { value: 'entered', label: 'An assessment made elsewhere' },
              { value: 'means', label: 'Work it out by the council’s rules' },
            ]}
          />
          <h2 className="govuk-heading-m">Made elsewhere</h2>
          <TextInput
            name="weeklyPence"
            label="What they pay a week"
            prefix={pounds}
            className="govuk-input--width-10"
            inputMode="decimal"
            value={values?.['weeklyPence']}
            error={problemOf(refused, 'weeklyPence')}
            autoComplete="off"
          />
          <Radios
            name="netting"
            fieldset={{ legend: 'How is it collected?' }}
            value={values?.['netting'] ?? budget.contribution.netting ?? 'NET'}
            items={[
              { value: 'NET', label: 'Paid into the budget by the person' },
              { value: 'GROSS', label: 'Collected by the council' },
            ]}
          />
          <h2 className="govuk-heading-m">Worked out by the rules</h2>
          <TextInput
            name="disposableIncomePence"
            label="Income left a week after living costs"
            prefix={pounds}
            className="govuk-input--width-10"
            inputMode="decimal"
            value={values?.['disposableIncomePence']}
            error={problemOf(refused, 'disposableIncomePence')}
            autoComplete="off"
          />
          <TextInput
            name="capitalPence"
            label="Savings"
            prefix={pounds}
            className="govuk-input--width-10"
            inputMode="decimal"
            value={values?.['capitalPence']}
            error={problemOf(refused, 'capitalPence')}
            autoComplete="off"
          />
          <DateInput
            id="fromOn"
            namePrefix="fromOn"
            fieldset={{ legend: 'From which day?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
            hint="A higher sum can start today at the earliest."
            values={values ?? dayFields(today, 'fromOn')}
            error={problemOf(refused, 'fromOn')}
          />
          <Button>Continue</Button>
        </Form>
      )}
    </Page>
  );
}
