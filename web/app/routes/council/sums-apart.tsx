import { redirect } from 'react-router';
import { MoneyText, Radios } from '../../components/index.js';
import { OpenContingencyDocument, SetSumApartDocument, type SumApartKind } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/sums-apart.js';
import {
  budgetToDecide,
  decisionInput,
  DecisionPage,
  penceOrProblem,
  reasonProblem,
  SumField,
} from './decision-form.js';

const kinds: readonly { readonly value: SumApartKind; readonly label: string; readonly hint: string }[] = [
  {
    value: 'CONTINGENCY',
    label: 'For a bad time',
    hint: 'It is not in the budget until an approver opens it.',
  },
  {
    value: 'EMPLOYER',
    label: 'For what is owed to personal assistants',
    hint: 'It stays in the budget, and is never taken back.',
  },
];

export async function loader(args: Route.LoaderArgs) {
  const { viewer, ...rest } = await budgetToDecide(args, 'FINANCE_OFFICER', 'APPROVER');
  return { ...rest, opens: !viewer.roles.includes('FINANCE_OFFICER') };
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const opens = textOf(form, 'what') === 'open';
  const problems: FieldProblem[] = [];
  const kind = kinds.find(({ value }) => value === textOf(form, 'kind'))?.value;
  if (!opens && !kind) problems.push({ field: 'kind', message: 'Choose what the money is for' });
  const amountPence = penceOrProblem(form, 'amountPence', problems, opens ? 1 : 0);
  reasonProblem(form, problems);
  if (amountPence === null || problems.length > 0) return putRight(problems, values);
  const { lastDecisionId, ...input } = { ...decisionInput(form, budgetId), amountPence };
  if (opens) {
    const { openContingency } = await callGraphql({ context, request }, OpenContingencyDocument, { input });
    if (isRefused(openContingency)) return notDone(openContingency, values);
    throw redirect(`/council/budgets/${budgetId}?done=opened`);
  }
  const { setSumApart } = await callGraphql({ context, request }, SetSumApartDocument, {
    input: { ...input, lastDecisionId, kind: kind ?? 'CONTINGENCY' },
  });
  if (isRefused(setSumApart)) return notDone(setSumApart, values);
  throw redirect(`/council/budgets/${budgetId}?done=kept`);
}

export default function SumsApart({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, formKey, opens } = loaderData;
  const { life } = budget;
  const title = opens ? 'Open the money for a bad time' : 'Money kept apart';
  return (
    <DecisionPage
      budget={budget}
      title={title}
      formKey={formKey}
      answer={actionData}
      send={opens ? 'Open it' : 'Keep this much'}
      lead={
        opens ? (
          <p className="oc-lead">
            <MoneyText pence={life.contingencyPence} /> is there. What you open is in {budget.person.name}’s budget at
            once.
          </p>
        ) : (
          <p className="oc-lead">
            Kept for a bad time: <MoneyText pence={life.contingencyPence + life.contingencyOpenedPence} />, of which{' '}
            <MoneyText pence={life.contingencyOpenedPence} /> is opened. Kept for personal assistants:{' '}
            <MoneyText pence={life.employerPence} />.
          </p>
        )
      }
    >
      <input type="hidden" name="what" value={opens ? 'open' : 'set'} />
      {opens ? null : (
        <Radios
          name="kind"
          fieldset={{ legend: 'What is it for?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          value={actionData?.values['kind']}
          error={problemOf(actionData, 'kind')}
          items={kinds.map((kind) => ({ ...kind }))}
        />
      )}
      <SumField
        name="amountPence"
        label={opens ? 'How much of it?' : 'How much altogether?'}
        hint={opens ? undefined : 'It takes the place of what is kept now.'}
        answer={actionData}
      />
    </DecisionPage>
  );
}
