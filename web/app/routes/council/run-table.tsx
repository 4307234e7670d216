import { Anchor, DateText, MoneyText, Tag } from '../../components/index.js';
import type { PaymentRunStatus, RunHeadFragment } from '../../generated/graphql.js';
import { digits } from '../../work/period-words.js';
import { StackedTable } from '../../work/stacked-table.js';

export function RunTag({ status }: { readonly status: PaymentRunStatus }) {
  return status === 'RELEASED' ? <Tag colour="green">Released</Tag> : <Tag colour="yellow">Waiting for release</Tag>;
}

function released(run: RunHeadFragment): React.ReactNode {
  if (run.releasedAt === null) return <RunTag status={run.status} />;
  return (
    <>
      {run.releasedByName}, <DateText date={run.releasedAt} short />
    </>
  );
}

/** Payment runs, newest first: how much, who prepared each, who released it. */
export function RunTable({ label, runs }: { readonly label: string; readonly runs: readonly RunHeadFragment[] }) {
  return (
    <StackedTable
      label={label}
      columns={[
        { head: 'Run', width: 'short' },
        { head: 'Prepared by', width: 'name' },
        { head: 'Released by', width: 'name' },
        { head: 'Payments', isNumeric: true, width: 'short' },
        { head: 'Sum', isNumeric: true, width: 'short' },
      ]}
      rows={runs.map((run) => ({
        key: run.id,
        cells: [
          <Anchor key="run" className="govuk-link" href={`/council/payment-runs/${run.id}`}>
            {run.reference}
          </Anchor>,
          <>
            {run.preparedByReader ? 'You' : run.preparedByName}, <DateText date={run.preparedAt} short />
          </>,
          released(run),
          digits(run.paymentCount),
          <MoneyText key="sum" pence={run.totalPence} />,
        ],
      }))}
    />
  );
}
