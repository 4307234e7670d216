import { redirect } from 'react-router';
import { AddYearlySumDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { readDay } from '../../work/form-dates.js';
import { type FieldProblem, isRefused, notDone, putRight, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/yearly-sum.js';
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
  const amountPence = penceOrProblem(form, 'amountPence', problems, 1);
  const firstOn = dayOrProblem(form, 'first', 'firstOn', problems);
  const lastOn = readDay(form, 'last');
  if (lastOn === null) problems.push({ field: 'lastOn', message: 'Enter a day that is in the calendar, or nothing' });
  reasonProblem(form, problems);
  if (amountPence === null || firstOn === null || problems.length > 0) return putRight(problems, values);
  const input = { ...decisionInput(form, budgetId), amountPence, firstOn, lastOn: lastOn === '' ? null : lastOn };
  const { addYearlySum } = await callGraphql({ context, request }, AddYearlySumDocument, { input });
  if (isRefused(addYearlySum)) return notDone(addYearlySum, values);
  throw redirect(`/council/budgets/${budgetId}?done=yearly`);
}

export default function YearlySum({ loaderData: { budget, today, formKey }, actionData }: Route.ComponentProps) {
  return (
    <DecisionPage
      budget={budget}
      title="Add a yearly sum"
      formKey={formKey}
      answer={actionData}
      send="Add the yearly sum"
      fieldIds={{ firstOn: 'first-day', lastOn: 'last-day' }}
      lead={
        <p className="oc-lead">
          The same sum comes into {budget.person.name}’s budget each year, on top of the weekly money. A week away is an
          example.
        </p>
      }
    >
      <SumField name="amountPence" label="How much each year?" answer={actionData} />
      <DayField prefix="first" field="firstOn" legend="First on which day?" day={today} answer={actionData} />
      <DayField
        prefix="last"
        field="lastOn"
        legend="Last on which day?"
        hint="Leave it empty when there is no last one."
        day={null}
        answer={actionData}
      />
    </DecisionPage>
  );
}
