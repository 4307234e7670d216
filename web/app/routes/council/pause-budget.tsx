import { redirect } from 'react-router';
import { MoneyText } from '../../components/index.js';
import { PauseBudgetDocument, RestartBudgetDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { type FieldProblem, isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/pause-budget.js';
import { budgetToDecide, DayField, dayOrProblem, decisionInput, DecisionPage, reasonProblem } from './decision-form.js';

export async function loader(args: Route.LoaderArgs) {
  return budgetToDecide(args, 'FINANCE_OFFICER');
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const fromDate = dayOrProblem(form, 'from', 'fromDate', problems);
  reasonProblem(form, problems);
  if (fromDate === null || problems.length > 0) return putRight(problems, values);
  const input = { ...decisionInput(form, budgetId), fromDate };
  const restarts = textOf(form, 'what') === 'restart';
  const answer = restarts
    ? (await callGraphql({ context, request }, RestartBudgetDocument, { input })).restartBudget
    : (await callGraphql({ context, request }, PauseBudgetDocument, { input })).pauseBudget;
  if (isRefused(answer)) return notDone(answer, values);
  throw redirect(`/council/budgets/${budgetId}?done=${restarts ? 'restarted' : 'paused'}`);
}

export default function PauseBudget({ loaderData: { budget, today, formKey }, actionData }: Route.ComponentProps) {
  const { name } = budget.person;
  const restarts = budget.life.pause?.untilDate === null;
  return (
    <DecisionPage
      budget={budget}
      title={restarts ? 'Let the budget go on' : 'Pause the budget'}
      formKey={formKey}
      answer={actionData}
      send={restarts ? 'Let it go on' : 'Pause the budget'}
      fieldIds={{ fromDate: 'from-day' }}
      lead={
        restarts ? (
          <p className="oc-lead">
            Money comes in again from the day you choose. What came in for paused days counts for the first days after.
          </p>
        ) : (
          <>
            <p className="oc-lead">
              No money comes in and {name} can order nothing new while the budget is paused. Nothing is taken back.
            </p>
            <p className="govuk-body">
              <MoneyText pence={budget.committedPence} /> is promised for visits now. Those visits stay. After this you
              can look at those in the pause, and cancel them.
            </p>
          </>
        )
      }
    >
      <input type="hidden" name="what" value={restarts ? 'restart' : 'pause'} />
      <DayField
        prefix="from"
        field="fromDate"
        legend={restarts ? 'On from which day?' : 'Paused from which day?'}
        day={today}
        answer={actionData}
      />
    </DecisionPage>
  );
}
