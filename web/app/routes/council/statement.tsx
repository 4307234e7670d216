import { BackLink, InsetText, Page, pageTitle } from '../../components/index.js';
import { notFound } from '../../graphql/call.js';
import { periodStatement, PeriodStatementView } from '../../journey/period-statement.js';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/statement.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`${loaderData.budget.person.name}’s statement`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER', 'CARE_MANAGER');
  return (await periodStatement({ context, request }, params.budgetId)) ?? notFound();
}

export default function CouncilStatement({ loaderData: { budget, problem } }: Route.ComponentProps) {
  const { name } = budget.person;
  return (
    <Page before={<BackLink href={`/council/budgets/${budget.id}`}>{name}’s budget</BackLink>}>
      <h1 className="govuk-heading-xl">{name}’s statement</h1>
      <InsetText>
        <strong>We recorded that you looked.</strong> “You” in the lines is {name}.
      </InsetText>
      <PeriodStatementView budget={budget} problem={problem} forPerson={null} />
    </Page>
  );
}
