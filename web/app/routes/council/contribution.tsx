import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  ButtonLink,
  DateText,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { AskForContributionDocument, BudgetContributionDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { AssessmentList, ContributionSummary, nettingWords } from '../../journey/contribution-words.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/contribution.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`What ${loaderData.budget.person.name} pays`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER', 'CARE_MANAGER');
  const { budget } = await callGraphql({ context, request }, BudgetContributionDocument, { id: params.budgetId });
  const isFinance = viewer.roles.includes('FINANCE_OFFICER');
  return { budget: budget ?? notFound(), isFinance, formKey: newFormKey() };
}

/** Asks for what the officer saw as still to pay. */
export async function action({ context, params: { budgetId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const input = {
    budgetId,
    idempotencyKey: textOf(form, 'idempotencyKey'),
    amountPence: Number(textOf(form, 'amountPence')),
  };
  const { askForContribution } = await callGraphql({ context, request }, AskForContributionDocument, { input });
  if (isRefused(askForContribution)) return notDone(askForContribution, valuesOf(form));
  throw redirect(`/council/budgets/${budgetId}/contribution?done=asked`);
}

type Budget = Route.ComponentProps['loaderData']['budget'];

/** What was asked for and is not paid yet, and the button that asks for all that is still to pay. */
function Asking({ budget, formKey }: { readonly budget: Budget; readonly formKey: string | null }) {
  const { contribution, person } = budget;
  const { request, unpaidPence } = contribution;
  return (
    <>
      {request ? (
        <p className="govuk-body">
          {request.askedByName} asked {person.name} on <DateText date={request.askedOn} /> to pay{' '}
          <MoneyText pence={request.amountPence} /> by <DateText date={request.payBy} withYear />.{' '}
          <MoneyText pence={request.leftPence} /> of it is still to pay.
        </p>
      ) : null}
      {formKey !== null && unpaidPence > 0 ? (
        <Form method="post">
          <FormKey value={formKey} />
          <input type="hidden" name="amountPence" value={unpaidPence} />
          <Button variant="secondary">
            {`Ask ${person.name} to pay ${formatPence(unpaidPence)}${request ? ' again' : ''}`}
          </Button>
        </Form>
      ) : null}
    </>
  );
}

export default function CouncilContribution({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, isFinance, formKey } = loaderData;
  const { contribution, person } = budget;
  const here = `/council/budgets/${budget.id}/contribution`;
  return (
    <Page before={<BackLink href={`/council/budgets/${budget.id}`}>{person.name}’s budget</BackLink>}>
      <DoneBanner
        words={{
          assessed: 'The result is recorded. What is to come in follows it.',
          received: 'The sum is recorded as paid.',
          back: 'The sum is given back.',
          asked: `We told ${person.name}. They read it on their page, and by mail or letter.`,
        }}
      />
      <NotDoneSummary answer={actionData} fieldIds={{ amountPence: null }} />
      <h1 className="govuk-heading-xl">What {person.name} pays</h1>
      <p className="oc-lead">
        <MoneyText pence={contribution.weeklyPence} /> a week of a budget of <MoneyText pence={budget.weeklyPence} />.{' '}
        {contribution.netting ? nettingWords(contribution.netting) : 'Nothing has been assessed.'}
      </p>
      <InsetText>Help goes on, paid or not. {person.name} reads the same sums and reasons.</InsetText>
      <ContributionSummary sums={contribution} />
      <Asking budget={budget} formKey={isFinance && budget.status !== 'CLOSED' ? formKey : null} />
      {isFinance && budget.status === 'ACTIVE' ? (
        <div className="govuk-button-group">
          <ButtonLink href={`${here}/assess`}>Record a result</ButtonLink>
          <ButtonLink href={`${here}/money`} variant="secondary">
            Record money paid or given back
          </ButtonLink>
        </div>
      ) : null}
      <h2 className="govuk-heading-m">Results</h2>
      {contribution.assessments.length === 0 ? (
        <p className="govuk-body">No result is recorded.</p>
      ) : (
        <AssessmentList assessments={contribution.assessments} />
      )}
    </Page>
  );
}
