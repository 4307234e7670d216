import { redirect } from 'react-router';
import { MoneyText, Radios, SummaryList, Warning } from '../../components/index.js';
import { CloseBudgetDocument, type ClosingCause } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/close-budget.js';
import { budgetToDecide, DayField, dayOrProblem, decisionInput, DecisionPage, reasonProblem } from './decision-form.js';

const causes: readonly { readonly value: ClosingCause; readonly label: string }[] = [
  { value: 'MOVED', label: 'They moved to another council' },
  { value: 'DEATH', label: 'They died' },
  { value: 'DECLINED', label: 'They do not want it' },
  { value: 'OTHER', label: 'Something else' },
];

export async function loader(args: Route.LoaderArgs) {
  return budgetToDecide(args, 'FINANCE_OFFICER');
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const cause = causes.find(({ value }) => value === textOf(form, 'cause'))?.value;
  if (!cause) problems.push({ field: 'cause', message: 'Choose what happened' });
  const fromDate = dayOrProblem(form, 'from', 'fromDate', problems);
  reasonProblem(form, problems);
  if (!cause || fromDate === null || problems.length > 0) return putRight(problems, values);
  const input = { ...decisionInput(form, budgetId), fromDate, cause };
  const { closeBudget } = await callGraphql({ context, request }, CloseBudgetDocument, { input });
  if (isRefused(closeBudget)) return notDone(closeBudget, values);
  throw redirect(`/council/budgets/${budgetId}?done=ending`);
}

export default function CloseBudget({ loaderData: { budget, today, formKey }, actionData }: Route.ComponentProps) {
  const { life } = budget;
  return (
    <DecisionPage
      budget={budget}
      title="End the budget"
      formKey={formKey}
      answer={actionData}
      send="End the budget"
      fieldIds={{ fromDate: 'from-day' }}
      lead={
        <>
          <Warning>A budget that has ended cannot be opened again.</Warning>
          <p className="govuk-body">
            It closes when nothing is promised and every bill is paid. Then what is left goes back to who paid it in.
            Money kept for personal assistants, and money that {budget.person.name} paid too much, stays.
          </p>
          <SummaryList
            className="oc-summary-sums"
            rows={[
              { key: 'Left now', value: <MoneyText pence={budget.availablePence} /> },
              { key: 'Promised', value: <MoneyText pence={budget.committedPence} /> },
              {
                key: 'Delivered, not paid yet',
                value: <MoneyText pence={budget.accruedPence + budget.invoicedPence} />,
              },
              ...(life.recoverablePence > 0
                ? [{ key: 'Owed to the council', value: <MoneyText pence={life.recoverablePence} /> }]
                : []),
            ]}
          />
        </>
      }
    >
      <Radios
        name="cause"
        fieldset={{ legend: 'What happened?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
        value={actionData?.values['cause']}
        error={problemOf(actionData, 'cause')}
        items={causes.map(({ value, label }) => ({ value, label }))}
      />
      <DayField
        prefix="from"
        field="fromDate"
        legend="From which day is there no budget?"
        day={today}
        answer={actionData}
      />
    </DecisionPage>
  );
}
