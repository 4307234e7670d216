import { DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { providerKindWords } from '../../finding/provider-words.js';
import { StoreChecksToLookAtDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/stores.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Stores to check', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  return callGraphql({ context, request }, StoreChecksToLookAtDocument);
}

export default function StoresToCheck({ loaderData: { storeChecksToLookAt: stores } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner
        words={{
          accepted: 'Accepted. People see it on the store’s page.',
          declined: 'Not accepted. The provider reads your reason.',
        }}
      />
      <h1 className="govuk-heading-xl">Stores to check</h1>
      <p className="oc-lead">Providers who sell here, and papers of theirs that the council has not looked at yet.</p>
      {stores.length === 0 ? (
        <EmptyState icon="circle-check" title="No stores to check">
          <p className="govuk-body">When a provider tells us something new, we will show it here.</p>
        </EmptyState>
      ) : (
        <WorkList label="Stores to check">
          {stores.map((store) => (
            <WorkItem
              key={store.providerId}
              headingLevel={2}
              title={store.name}
              href={`/council/stores/${store.providerId}`}
              facts={[
                providerKindWords[store.kind],
                <>
                  Told us on <DateText date={store.saidAt} withYear />
                </>,
                ...(store.wasAccepted === null
                  ? []
                  : [store.wasAccepted ? 'You accepted it before' : 'You said no before']),
              ]}
            />
          ))}
        </WorkList>
      )}
    </Page>
  );
}
