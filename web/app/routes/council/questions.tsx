import { DateText, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { CouncilDisputesDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import type { Thread } from '../../work/dispute-thread.js';
import { DoneBanner } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/questions.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Questions about visits', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'APPROVER');
  return callGraphql({ context, request }, CouncilDisputesDocument);
}

function Threads({
  label,
  threads,
  headingLevel,
}: {
  readonly label: string;
  readonly threads: readonly Thread[];
  readonly headingLevel: 2 | 3;
}) {
  return (
    <WorkList label={label}>
      {threads.map((thread) => (
        <WorkItem
          key={thread.id}
          headingLevel={headingLevel}
          href={`/council/questions/${thread.id}`}
          title={
            <>
              {thread.delivery.personName}: {thread.delivery.serviceName}
            </>
          }
          facts={[
            <>
              <DateText date={thread.delivery.onDate} />, {thread.delivery.occurrence.order.provider.name}
            </>,
            <>They say: “{thread.messages[0]?.body}”</>,
          ]}
          aside={<MoneyText pence={thread.settledPence ?? thread.notedPence} />}
        />
      ))}
    </WorkList>
  );
}

export default function Questions({ loaderData: { waiting, decided } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner words={{ decided: 'You decided. The person and the provider read your reason now.' }} />
      <h1 className="govuk-heading-xl">Questions about visits</h1>
      <p className="oc-lead">A person and a provider could not agree about these visits. You decide.</p>
      {waiting.length === 0 ? (
        <EmptyState icon="circle-check" title="Nothing to decide">
          <p className="govuk-body">When somebody asks the council to decide, we will show it here.</p>
        </EmptyState>
      ) : (
        <Threads label="To decide" threads={waiting} headingLevel={2} />
      )}
      {decided.length > 0 ? (
        <>
          <h2 className="govuk-heading-l">Settled</h2>
          <Threads label="Settled" threads={decided} headingLevel={3} />
        </>
      ) : null}
    </Page>
  );
}
