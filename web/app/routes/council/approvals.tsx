import { DateText, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { ApprovalsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { MorePages, WorkItem, WorkList } from '../../work/lists.js';
import { TimeLeft } from '../../work/state-words.js';
import type { Route } from './+types/approvals.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Orders to approve', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'APPROVER');
  const after = new URL(request.url).searchParams.get('after');
  const { ordersToApprove: orders } = await callGraphql({ context, request }, ApprovalsDocument, { after });
  return { orders, isFirst: after === null };
}

export default function Approvals({ loaderData: { orders, isFirst } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner
        words={{
          approved: 'You said yes. The order has gone to the provider.',
          refused: 'You said no. The person has the money back and can read your reason.',
        }}
      />
      <h1 className="govuk-heading-xl">Orders to approve</h1>
      {orders.edges.length === 0 ? (
        <EmptyState icon="circle-check" title="No orders to approve">
          <p className="govuk-body">When an order needs a second look, we will show it here.</p>
        </EmptyState>
      ) : (
        <>
          <p className="oc-lead">
            {sentenceStart(countWords(orders.totalCount, 'order'))} {orders.totalCount === 1 ? 'waits' : 'wait'} for
            your yes or no. Those with the least time left are first.
          </p>
          <WorkList label="Orders to approve">
            {orders.edges.map(({ node }) => (
              <WorkItem
                key={node.id}
                headingLevel={2}
                href={`/council/approvals/${node.id}`}
                title={
                  <>
                    {node.person.name}: {node.service.name}
                  </>
                }
                facts={[
                  <>
                    {node.provider.name}. {node.whenInWords}
                  </>,
                  <>
                    Ordered on <DateText date={node.placedAt} withYear />. Order {node.reference}
                  </>,
                  ...node.approvalReasons.map((reason) => <strong key={reason.code}>{reason.words}</strong>),
                ]}
                aside={
                  <>
                    <strong className="oc-work__sum">
                      <MoneyText pence={node.lines.reduce((sum, line) => sum + line.linePence, 0)} />
                    </strong>{' '}
                    each time
                    {node.timeLeftInWords === null ? null : (
                      <>
                        <br />
                        <TimeLeft words={node.timeLeftInWords} />
                      </>
                    )}
                  </>
                }
              />
            ))}
          </WorkList>
        </>
      )}
      <MorePages pageInfo={orders.pageInfo} path="/council/approvals" isFirst={isFirst} label="Pages of orders" />
    </Page>
  );
}
