import { redirect } from 'react-router';
import { MoneyText } from '../../components/index.js';
import { ChangeAmountDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { type FieldProblem, isRefused, notDone, putRight, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/change-amount.js';
import { AmountsOverTime } from './budget-life-parts.js';
import {
  budgetToDecide,
  DayField,
  dayOrProblem,
  decisionInput,
  DecisionPage,
  penceOrProblem,
  reasonProblem,
  SumField,
} from './decision-form.js';

export async function loader(args: Route.LoaderArgs) {
  return budgetToDecide(args, 'FINANCE_OFFICER');
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const weeklyPence = penceOrProblem(form, 'weeklyPence', problems);
  const fromDate = dayOrProblem(form, 'from', 'fromDate', problems);
  reasonProblem(form, problems);
  if (weeklyPence === null || fromDate === null || problems.length > 0) return putRight(problems, values);
  const input = { ...decisionInput(form, budgetId), weeklyPence, fromDate };
  const { changeBudgetAmount } = await callGraphql({ context, request }, ChangeAmountDocument, { input });
  if (isRefused(changeBudgetAmount)) return notDone(changeBudgetAmount, values);
  throw redirect(`/council/budgets/${budgetId}?done=amount`);
}

export default function ChangeAmount({ loaderData: { budget, today, formKey }, actionData }: Route.ComponentProps) {
  return (
    <DecisionPage
      budget={budget}
      title="Change the weekly money"
      formKey={formKey}
      answer={actionData}
      send="Change the weekly money"
      fieldIds={{ fromDate: 'from-day' }}
      lead={
        <>
          <p className="oc-lead">
            {budget.person.name} has <MoneyText pence={budget.weeklyPence} /> a week now.
          </p>
          <AmountsOverTime steps={budget.life.steps} />
        </>
      }
    >
      <SumField name="weeklyPence" label="How much a week?" answer={actionData} />
      <DayField
        prefix="from"
        field="fromDate"
        legend="From which day?"
        hint="It stands until the next change that is planned. For a day that is past, the difference comes in or goes back at once. Money that is spent or promised stays."
        day={today}
        answer={actionData}
      />
    </DecisionPage>
  );
}
