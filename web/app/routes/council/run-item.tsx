import { DateText, MoneyText, Tag } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import type { PaymentRunStatus, RunHeadFragment } from '../../generated/graphql.js';
import { WorkItem } from '../../work/lists.js';

export function RunTag({ status }: { readonly status: PaymentRunStatus }) {
  return status === 'RELEASED' ? <Tag colour="green">Released</Tag> : <Tag colour="yellow">Waiting for release</Tag>;
}

/** A payment run in a list: how much, who prepared it, who released it. */
export function RunItem({ run, headingLevel = 3 }: { readonly run: RunHeadFragment; readonly headingLevel?: 2 | 3 }) {
  return (
    <WorkItem
      headingLevel={headingLevel}
      title={run.reference}
      href={`/council/payment-runs/${run.id}`}
      facts={[
        <>
          {sentenceStart(countWords(run.paymentCount, 'payment'))}, <MoneyText pence={run.totalPence} />
        </>,
        <>
          Prepared by {run.preparedByReader ? 'you' : run.preparedByName} on <DateText date={run.preparedAt} withYear />
        </>,
        ...(run.releasedAt === null
          ? []
          : [
              <>
                Released by {run.releasedByName} on <DateText date={run.releasedAt} withYear />
              </>,
            ]),
      ]}
      aside={<RunTag status={run.status} />}
    />
  );
}
