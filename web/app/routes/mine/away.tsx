import { BackLink, Page } from '../../components/index.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { actAway, loadAway } from '../../journey/away.js';
import { AwayPage } from '../../journey/away-page.js';
import type { Route } from './+types/away.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const page = await loadAway({ context, request }, subject);
  return { page, subject, actingFor: subject.actingFor };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  return actAway({ context, request }, subject.personId, keepFor('/my-support/away', subject));
}

export default function Away({ loaderData: { page, subject }, actionData }: Route.ComponentProps) {
  return (
    <Page
      before={<BackLink href={keepFor('/my-support', subject)}>{subject.isSelf ? 'My support' : 'Support'}</BackLink>}
    >
      <AwayPage page={page} answer={actionData} back={keepFor('/my-support/away', subject)} />
    </Page>
  );
}
