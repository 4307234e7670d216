import { BackLink, Page } from '../../components/index.js';
import { cancelPausedVisits, loadPausedVisits, PausedVisitsPage } from '../../journey/paused-visits.js';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/paused-visits.js';

export async function loader({ context, request, params: { budgetId } }: Route.LoaderArgs) {
  requireRole({ context, request }, 'CARE_MANAGER', 'FINANCE_OFFICER', 'APPROVER');
  return { page: await loadPausedVisits({ context, request }, budgetId), budgetId };
}

export async function action({ context, request, params: { budgetId } }: Route.ActionArgs) {
  return cancelPausedVisits({ context, request }, budgetId, `/council/budgets/${budgetId}?done=visits`);
}

export default function CouncilPausedVisits({ loaderData: { page, budgetId }, actionData }: Route.ComponentProps) {
  const back = `/council/budgets/${budgetId}`;
  return (
    <Page before={<BackLink href={back}>The budget</BackLink>}>
      <PausedVisitsPage page={page} answer={actionData} back={back} />
    </Page>
  );
}
