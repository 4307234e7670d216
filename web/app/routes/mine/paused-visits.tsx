import { BackLink, Page } from '../../components/index.js';
import { notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { cancelPausedVisits, loadPausedVisits, PausedVisitsPage } from '../../journey/paused-visits.js';
import type { Route } from './+types/paused-visits.js';

type Asked = Pick<Route.LoaderArgs, 'context' | 'request'>;

async function whose(asked: Asked) {
  const subject = await subjectOf(asked);
  return { subject, budgetId: (await budgetIdOf(asked, subject.personId)) ?? notFound() };
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { subject, budgetId } = await whose({ context, request });
  const page = await loadPausedVisits({ context, request }, budgetId);
  return { page, subject, actingFor: subject.actingFor };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { subject, budgetId } = await whose({ context, request });
  const back = keepFor('/my-budget', subject);
  const done = `${back}${back.includes('?') ? '&' : '?'}done=visits`;
  return cancelPausedVisits({ context, request }, budgetId, done);
}

export default function PausedVisits({ loaderData: { page, subject }, actionData }: Route.ComponentProps) {
  const back = keepFor('/my-budget', subject);
  return (
    <Page before={<BackLink href={back}>Budget</BackLink>}>
      <PausedVisitsPage page={page} answer={actionData} back={back} />
    </Page>
  );
}
