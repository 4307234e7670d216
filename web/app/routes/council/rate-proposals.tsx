import { Anchor, BackLink, DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import { RateProposalsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/rate-proposals.js';
import { percentWords, ProposalTag } from './rate-card-words.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Prices that providers propose', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { rateProposals } = await callGraphql({ context, request }, RateProposalsDocument);
  return rateProposals;
}

export default function RateProposals({ loaderData: proposals }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href="/council/rate-cards">Rate cards</BackLink>}>
      <DoneBanner words={{ declined: 'The provider reads your answer.' }} />
      <h1 className="govuk-heading-xl">Prices that providers propose</h1>
      {proposals.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="No provider asks for another price">
          <p className="govuk-body">When one does, you find it here.</p>
        </EmptyState>
      ) : (
        <StackedTable
          label="Prices that providers propose"
          columns={[
            { head: 'Provider', width: 'name' },
            { head: 'For', width: 'name' },
            { head: 'Asks for' },
            { head: 'Change', width: 'short' },
            { head: 'From' },
            { head: 'Answer', width: 'short' },
          ]}
          rows={proposals.map((one) => ({
            key: one.id,
            cells: [
              <Anchor key="ask" className="govuk-link" href={`/council/rate-cards/proposals/${one.id}`}>
                {one.provider.name}
              </Anchor>,
              one.what,
              `${formatPence(one.unitPricePence)} ${perUnitWords(one.unit)}`,
              percentWords(one.percent),
              <DateText key="from" date={one.fromOn} withYear />,
              <ProposalTag key="state" status={one.status} />,
            ],
          }))}
        />
      )}
    </Page>
  );
}
