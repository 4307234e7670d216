import { redirect } from 'react-router';
import { DateText, InsetText, MoneyText, Radios, SummaryList } from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { DecideReclaimDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { type FieldProblem, isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/reclaim.js';
import { budgetToDecide, DecisionPage, penceOrProblem, reasonProblem, SumField } from './decision-form.js';

export async function loader(args: Route.LoaderArgs) {
  const asked = await budgetToDecide(args, 'FINANCE_OFFICER');
  const reclaim = asked.budget.life.reclaims.find(({ id }) => id === args.params.reclaimId) ?? notFound();
  return { ...asked, reclaim };
}

export async function action({ context, params: { reclaimId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const problems: FieldProblem[] = [];
  const answer = textOf(form, 'answer');
  if (answer !== 'take' && answer !== 'leave') problems.push({ field: 'answer', message: 'Choose one' });
  const takePence = answer === 'take' ? penceOrProblem(form, 'takePence', problems, 1) : 0;
  reasonProblem(form, problems);
  if (takePence === null || problems.length > 0) return putRight(problems, values);
  const input = {
    reclaimId,
    idempotencyKey: textOf(form, 'idempotencyKey'),
    reason: textOf(form, 'reason'),
    takePence,
  };
  const { decideReclaim } = await callGraphql({ context, request }, DecideReclaimDocument, { input });
  if (isRefused(decideReclaim)) return notDone(decideReclaim, values);
  throw redirect(`/council/money-over?done=${takePence > 0 ? 'taken' : 'left'}`);
}

export default function ReclaimDecision({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, reclaim, today, formKey } = loaderData;
  const { name } = budget.person;
  const early = today < reclaim.decideFrom;
  return (
    <DecisionPage
      budget={budget}
      title="Decide about money that is over"
      formKey={formKey}
      answer={actionData}
      send="Send my decision"
      lead={
        <>
          <SummaryList
            rows={[
              { key: 'Over', value: <MoneyText pence={reclaim.proposedPence} /> },
              {
                key: 'Kept',
                value: (
                  <>
                    <MoneyText pence={reclaim.reservePence} />, {reclaim.reserveWeeks} weeks of money
                  </>
                ),
              },
              { key: 'Left now', value: <MoneyText pence={budget.availablePence} /> },
              { key: `${name} heard on`, value: <DateText date={reclaim.proposedOn} withYear /> },
              { key: 'Money can go back from', value: <DateText date={reclaim.decideFrom} withYear /> },
            ]}
          />
          {reclaim.disagreement === null ? (
            <p className="govuk-body">{name} has not answered.</p>
          ) : (
            <InsetText>
              <strong>{name} does not agree.</strong> “{reclaim.disagreement}”
            </InsetText>
          )}
          {early ? (
            <p className="govuk-body">
              {name} still has time to answer. You can leave the money now. You can take it back from{' '}
              <DateText date={reclaim.decideFrom} />.
            </p>
          ) : null}
        </>
      }
    >
      <Radios
        name="answer"
        fieldset={{ legend: 'What happens to it?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        value={actionData?.values['answer']}
        error={problemOf(actionData, 'answer')}
        items={[
          { value: 'leave', label: 'It stays in the budget', hint: `${name} needs it, or is saving it for something.` },
          {
            value: 'take',
            label: 'It goes back',
            hint: 'Each funder gets its share. Nothing that is promised or planned is touched.',
          },
        ]}
      />
      <SumField
        name="takePence"
        label="If it goes back, how much?"
        value={formatPence(reclaim.proposedPence).replace('£', '')}
        answer={actionData}
      />
    </DecisionPage>
  );
}
