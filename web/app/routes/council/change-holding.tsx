import { redirect } from 'react-router';
import { Checkboxes, Select, SummaryList } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { ChangeHoldingDocument, HoldersForDocument, type HoldingRoute } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { routeWords } from '../../work/state-words.js';
import type { Route } from './+types/change-holding.js';
import { budgetToDecide, DayField, dayOrProblem, decisionInput, DecisionPage, reasonProblem } from './decision-form.js';

/** Each way, and the kind of holder that has to be chosen for it; null where the way says who. */
const ways: readonly { readonly route: HoldingRoute; readonly kind: string | null; readonly who: string }[] = [
  { route: 'COUNCIL_MANAGED', kind: null, who: '' },
  { route: 'DIRECT_PAYMENT', kind: null, who: '' },
  { route: 'REPRESENTATIVE', kind: 'PERSON', who: 'Who is it?' },
  { route: 'TRUST', kind: 'TRUST', who: 'Which trust?' },
  { route: 'BROKER', kind: 'BROKERAGE', who: 'Which broker?' },
  { route: 'INDIVIDUAL_SERVICE_FUND', kind: 'PROVIDER', who: 'Which provider?' },
];

export async function loader(args: Route.LoaderArgs) {
  const asked = await budgetToDecide(args, 'FINANCE_OFFICER');
  const { holdersFor } = await callGraphql(args, HoldersForDocument, { budgetId: asked.budget.id, on: asked.today });
  return { ...asked, holders: holdersFor };
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const routes = ways
    .filter(({ route }) => textOf(form, `way-${route}`) === 'yes')
    .map(({ route, kind }) => ({ route, holderId: kind === null ? null : textOf(form, `holder-${route}`) || null }));
  if (routes.length === 0) problems.push({ field: 'routes', message: 'Choose who holds the money' });
  const fromDate = dayOrProblem(form, 'from', 'fromDate', problems);
  reasonProblem(form, problems);
  if (fromDate === null || problems.length > 0) return putRight(problems, values);
  const { changeHolding } = await callGraphql({ context, request }, ChangeHoldingDocument, {
    input: { ...decisionInput(form, budgetId), fromDate, routes },
  });
  if (isRefused(changeHolding)) return notDone(changeHolding, values);
  throw redirect(`/council/budgets/${budgetId}?done=holding`);
}

export default function ChangeHolding({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, today, formKey, holders } = loaderData;
  const { holding } = budget.life;
  const now = holding.filter(
    ({ fromDate, untilDate }) => fromDate <= today && (untilDate === null || today < untilDate),
  );
  const offered = ways.filter(({ kind }) => kind === null || holders.some((holder) => holder.kind === kind));
  return (
    <DecisionPage
      budget={budget}
      title="Change who holds the money"
      formKey={formKey}
      answer={actionData}
      send="Change who holds it"
      fieldIds={{ fromDate: 'from-day', routes: 'ways' }}
      lead={
        <>
          <p className="oc-lead">
            No money is lost when it changes hands. What a provider holds for {budget.person.name} goes with them.
          </p>
          <SummaryList
            rows={holding.map(({ fromDate, route, holderName }) => ({
              key: `From ${shortDateWords(fromDate)}`,
              value: `${routeWords(route)}${holderName ? `: ${holderName}` : ''}`,
            }))}
          />
        </>
      }
    >
      <Checkboxes
        name="ways"
        fieldset={{ legend: 'Who holds it?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        hint="Choose one, or several for a mix."
        error={problemOf(actionData, 'routes')}
        items={offered.map(({ route, kind, who }) => ({
          value: 'yes',
          name: `way-${route}`,
          label: routeWords(route),
          checked: actionData ? actionData.values[`way-${route}`] === 'yes' : now.some((one) => one.route === route),
          conditional:
            kind === null ? undefined : (
              <Select
                name={`holder-${route}`}
                label={who}
                value={actionData?.values[`holder-${route}`] ?? now.find((one) => one.route === route)?.holderId}
                items={holders
                  .filter((holder) => holder.kind === kind)
                  .map((holder) => ({ value: holder.id, text: holder.name }))}
              />
            ),
        }))}
      />
      <DayField prefix="from" field="fromDate" legend="From which day?" day={today} answer={actionData} />
    </DecisionPage>
  );
}
