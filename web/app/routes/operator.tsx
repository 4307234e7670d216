import { Page, pageTitle, SummaryList } from '../components/index.js';
import { countWords } from '../format/counts.js';
import { OperatorTotalsDocument } from '../generated/graphql.js';
import { callGraphql, notFound } from '../graphql/call.js';
import { requireRole } from '../work/access.js';
import type { Route } from './+types/operator.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('This service', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'OPERATOR');
  const { operatorDashboard } = await callGraphql({ context, request }, OperatorTotalsDocument);
  return { totals: operatorDashboard ?? notFound() };
}

export default function Operator({ loaderData: { totals } }: Route.ComponentProps) {
  return (
    <Page>
      <h1 className="govuk-heading-xl">This service</h1>
      <p className="oc-lead">Totals only. You do not see anybody’s name, money or support here.</p>
      <SummaryList
        className="oc-summary-sums"
        rows={[
          { key: 'Councils', value: totals.councils },
          { key: 'People who can sign in, or have a budget', value: totals.people },
          { key: 'Organisations', value: totals.organisations },
        ]}
      />
      <h2 className="govuk-heading-l">Is it keeping up?</h2>
      <SummaryList
        rows={[
          {
            key: 'Messages to pass on',
            value:
              totals.outboxWaiting === 0 ? 'None. All have been passed on.' : `${totals.outboxWaiting} are waiting`,
          },
          {
            key: 'Search is behind by',
            value:
              totals.searchLagSeconds === 0
                ? 'Nothing. It shows everything.'
                : countWords(totals.searchLagSeconds, 'second'),
          },
        ]}
      />
    </Page>
  );
}
