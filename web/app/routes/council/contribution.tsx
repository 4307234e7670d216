import { BackLink, ButtonLink, InsetText, MoneyText, Page, pageTitle } from '../../components/index.js';
import { BudgetContributionDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { AssessmentList, ContributionSummary, nettingWords } from '../../journey/contribution-words.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import type { Route } from './+types/contribution.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`What ${loaderData.budget.person.name} pays`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER', 'CARE_MANAGER');
  const { budget } = await callGraphql({ context, request }, BudgetContributionDocument, { id: params.budgetId });
  return { budget: budget ?? notFound(), isFinance: viewer.roles.includes('FINANCE_OFFICER') };
}

export default function CouncilContribution({ loaderData: { budget, isFinance } }: Route.ComponentProps) {
  const { contribution, person } = budget;
  const here = `/council/budgets/${budget.id}/contribution`;
  return (
    <Page before={<BackLink href={`/council/budgets/${budget.id}`}>{person.name}’s budget</BackLink>}>
      <DoneBanner
        words={{
          assessed: 'The result is recorded. What is to come in follows it.',
          received: 'The sum is recorded as paid.',
          back: 'The sum is given back.',
        }}
      />
      <h1 className="govuk-heading-xl">What {person.name} pays</h1>
      <p className="oc-lead">
        <MoneyText pence={contribution.weeklyPence} /> a week of a budget of <MoneyText pence={budget.weeklyPence} />.{' '}
        {contribution.netting ? nettingWords(contribution.netting) : 'Nothing has been assessed.'}
      </p>
      <InsetText>Help goes on, paid or not. {person.name} reads the same sums and reasons.</InsetText>
      <ContributionSummary sums={contribution} />
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
