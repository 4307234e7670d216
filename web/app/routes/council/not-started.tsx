import { EmptyState, Page, pageTitle } from '../../components/index.js';
import { OpenAlertsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { VisitAlerts } from '../../work/visit-alerts.js';
import type { Route } from './+types/not-started.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Visits that have not begun', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'CARE_MANAGER', 'APPROVER');
  return callGraphql({ context, request }, OpenAlertsDocument);
}

export default function NotStarted({ loaderData: { visitAlerts } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Visits that have not begun</h1>
      <p className="oc-lead">
        Nobody has said that these visits began. Ring the provider first, then the person. Somebody may be waiting
        alone.
      </p>
      {visitAlerts.length === 0 ? (
        <EmptyState icon="circle-check" title="Every visit has begun">
          <p className="govuk-body">When one does not begin in time, we will show it here.</p>
        </EmptyState>
      ) : (
        <VisitAlerts alerts={visitAlerts} headingLevel={2} />
      )}
    </Page>
  );
}
