import { BackLink, Page } from '../../components/index.js';
import { UrgentCareForDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { actAway, loadAway } from '../../journey/away.js';
import { AwayPage } from '../../journey/away-page.js';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/away.js';

async function whose({ context, request, params }: Pick<Route.LoaderArgs, 'context' | 'request' | 'params'>) {
  requireRole({ context, request }, 'CARE_MANAGER', 'FINANCE_OFFICER', 'APPROVER');
  const { budget } = await callGraphql({ context, request }, UrgentCareForDocument, { budgetId: params.budgetId });
  if (!budget) notFound();
  return { personId: budget.person.id, name: budget.person.name, isSelf: false };
}

export async function loader(asked: Route.LoaderArgs) {
  const page = await loadAway(asked, await whose(asked));
  return { page, budgetId: asked.params.budgetId };
}

export async function action(asked: Route.ActionArgs) {
  const { personId } = await whose(asked);
  return actAway(asked, personId, `/council/budgets/${asked.params.budgetId}/away`);
}

export default function CouncilAway({ loaderData: { page, budgetId }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href={`/council/budgets/${budgetId}`}>{page.name}’s budget</BackLink>}>
      <AwayPage page={page} answer={actionData} back={`/council/budgets/${budgetId}/away`} />
    </Page>
  );
}
