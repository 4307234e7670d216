import { redirect } from 'react-router';
import { Fieldset, SummaryList, TextInput } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { ChangeFundersDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { fundingKinds, funderWords } from '../../work/funder-words.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/change-funders.js';
import { budgetToDecide, DayField, dayOrProblem, decisionInput, DecisionPage, reasonProblem } from './decision-form.js';

export async function loader(args: Route.LoaderArgs) {
  return budgetToDecide(args, 'FINANCE_OFFICER');
}

/** A whole number of percent; nothing is none, null is not a number. */
function percentOf(text: string): number | null {
  const digits = text.replace(/\s*%$/, '');
  return digits === '' ? 0 : /^\d{1,3}$/.test(digits) ? Number(digits) : null;
}

export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const shares = fundingKinds.map((kind) => ({ kind, weight: percentOf(textOf(form, `share-${kind}`)) }));
  const total = shares.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  if (shares.some(({ weight }) => weight === null) || total !== 100)
    problems.push({ field: 'sources', message: 'Write whole numbers that come to 100 together, such as 75 and 25' });
  const fromDate = dayOrProblem(form, 'from', 'fromDate', problems);
  reasonProblem(form, problems);
  if (fromDate === null || problems.length > 0) return putRight(problems, values);
  const sources = shares.flatMap(({ kind, weight }) => (weight ? [{ kind, weight }] : []));
  const { changeFunders } = await callGraphql({ context, request }, ChangeFundersDocument, {
    input: { ...decisionInput(form, budgetId), fromDate, sources },
  });
  if (isRefused(changeFunders)) return notDone(changeFunders, values);
  throw redirect(`/council/budgets/${budgetId}?done=funders`);
}

export default function ChangeFunders({ loaderData: { budget, today, formKey }, actionData }: Route.ComponentProps) {
  const { funders } = budget.life;
  const now = funders.findLast(({ fromDate }) => fromDate <= today) ?? funders[0];
  return (
    <DecisionPage
      budget={budget}
      title="Change who pays"
      formKey={formKey}
      answer={actionData}
      send="Change who pays"
      fieldIds={{ fromDate: 'from-day', sources: 'share-SOCIAL_CARE' }}
      lead={
        <>
          <p className="oc-lead">
            {budget.person.name} sees one budget. Each who pays gets an account of its own part.
          </p>
          <SummaryList
            rows={funders.map(({ fromDate, shares }) => ({
              key: `From ${shortDateWords(fromDate)}`,
              value: shares.map(({ kind, sharePercent }) => `${funderWords(kind)} ${sharePercent}%`).join(', '),
            }))}
          />
        </>
      }
    >
      <Fieldset legend="Shares" legendOptions={{ className: 'govuk-fieldset__legend--m' }}>
        {fundingKinds.map((kind, index) => (
          <TextInput
            key={kind}
            name={`share-${kind}`}
            label={funderWords(kind)}
            suffix={{ content: '%' }}
            className="govuk-input--width-3"
            inputMode="numeric"
            value={
              actionData?.values[`share-${kind}`] ??
              now?.shares.find((share) => share.kind === kind)?.sharePercent.replace(/\..*$/, '')
            }
            error={index === 0 ? problemOf(actionData, 'sources') : undefined}
            autoComplete="off"
          />
        ))}
      </Fieldset>
      <DayField
        prefix="from"
        field="fromDate"
        legend="From which day?"
        hint="What was delivered before stays split as it was."
        day={today}
        answer={actionData}
      />
    </DecisionPage>
  );
}
