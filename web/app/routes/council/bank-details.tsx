import { Anchor, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { BankChecksDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { digits } from '../../work/period-words.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/bank-details.js';
import { StandingTag } from './bank-standing.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Bank details to check', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { bankChecks } = await callGraphql({ context, request }, BankChecksDocument);
  return { checks: bankChecks };
}

export default function BankDetailsToCheck({ loaderData: { checks } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner
        words={{
          called: 'The call is written down. Now another officer has to agree.',
          agreed: 'You agreed. The council can pay this provider.',
          refused: 'You did not agree. Payments go on waiting, and the provider hears why.',
        }}
      />
      <h1 className="govuk-heading-xl">Bank details to check</h1>
      <p className="oc-lead">
        Before you pay to new bank details, one officer calls the provider back and another agrees. Payments wait until
        then.
      </p>
      {checks.length === 0 ? (
        <EmptyState icon="wallet" title="Nothing to check" headingLevel={2}>
          <p className="govuk-body">The bank details of all your providers are agreed.</p>
        </EmptyState>
      ) : (
        <StackedTable
          label="Bank details to check"
          columns={[
            { head: 'Provider', width: 'name' },
            { head: 'What is to be done' },
            { head: 'Invoices that wait', isNumeric: true, width: 'short' },
            { head: 'Sum', isNumeric: true, width: 'short' },
          ]}
          rows={checks.map((one) => ({
            key: one.provider.id,
            cells: [
              one.details === null ? (
                one.provider.name
              ) : (
                <Anchor key="name" className="govuk-link" href={`/council/bank-details/${one.details.id}`}>
                  {one.provider.name}
                </Anchor>
              ),
              <StandingTag key="state" standing={one.standing} />,
              digits(one.waitingCount),
              <MoneyText key="sum" pence={one.waitingPence} />,
            ],
          }))}
        />
      )}
    </Page>
  );
}
