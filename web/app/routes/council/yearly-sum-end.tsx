import { redirect } from 'react-router';
import { DateText, MoneyText } from '../../components/index.js';
import { EndYearlySumDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { type FieldProblem, isRefused, notDone, putRight, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/yearly-sum-end.js';
import { budgetToDecide, DayField, dayOrProblem, decisionInput, DecisionPage, reasonProblem } from './decision-form.js';

export async function loader(args: Route.LoaderArgs) {
  const page = await budgetToDecide(args, 'FINANCE_OFFICER');
  const sum = page.budget.life.yearlySums.find(({ id }) => id === args.params.yearlySumId) ?? notFound();
  return { ...page, sum };
}

export async function action({ context, params: { budgetId, yearlySumId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const problems: FieldProblem[] = [];
  const fromDate = dayOrProblem(form, 'from', 'fromDate', problems);
  reasonProblem(form, problems);
  if (fromDate === null || problems.length > 0) return putRight(problems, valuesOf(form));
  const input = { ...decisionInput(form, budgetId), yearlySumId, fromDate };
  const { endYearlySum } = await callGraphql({ context, request }, EndYearlySumDocument, { input });
  if (isRefused(endYearlySum)) return notDone(endYearlySum, valuesOf(form));
  throw redirect(`/council/budgets/${budgetId}?done=yearlyEnded`);
}

export default function EndYearlySum({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, sum, today, formKey } = loaderData;
  return (
    <DecisionPage
      budget={budget}
      title="End the yearly sum"
      formKey={formKey}
      answer={actionData}
      send="End the yearly sum"
      fieldIds={{ fromDate: 'from-day' }}
      lead={
        <p className="oc-lead">
          <MoneyText pence={sum.amountPence} /> comes in each year, first on <DateText date={sum.firstOn} withYear />.
          What has come in stays in {budget.person.name}’s budget. From the day you choose, no more of it comes.
        </p>
      }
    >
      <DayField prefix="from" field="fromDate" legend="No more from which day?" day={today} answer={actionData} />
    </DecisionPage>
  );
}
