import { DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { ProviderOrdersDocument, type OrderStatus } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { MorePages, Views, WorkItem, WorkList } from '../../work/lists.js';
import { OrderTag, UrgentTag } from '../../work/state-words.js';
import type { Route } from './+types/orders.js';
import { providerOrders } from './roles.js';

const views = {
  new: { text: 'New', statuses: ['SUBMITTED'], none: 'No new orders', later: 'We will show them here.' },
  'going-on': {
    text: 'Going on',
    statuses: ['ACCEPTED', 'ACTIVE'],
    none: 'No orders are going on',
    later: 'Orders you say yes to will stand here.',
  },
  over: {
    text: 'Over',
    statuses: ['COMPLETED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'REFUSED'],
    none: 'No orders are over yet',
    later: 'Orders that have ended will stand here.',
  },
} as const satisfies Record<string, { text: string; statuses: readonly OrderStatus[]; none: string; later: string }>;
type ViewName = keyof typeof views;

function isView(name: string | null): name is ViewName {
  return name !== null && name in views;
}

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Orders', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  const address = new URL(request.url).searchParams;
  const wanted = address.get('show');
  const view: ViewName = isView(wanted) ? wanted : 'new';
  const after = address.get('after');
  const variables = { statuses: views[view].statuses, after };
  const { orders, newOrders } = await callGraphql({ context, request }, ProviderOrdersDocument, variables);
  return { view, orders, newCount: newOrders.totalCount, isFirst: after === null };
}

export default function ProviderOrders({ loaderData: { view, orders, newCount, isFirst } }: Route.ComponentProps) {
  const names = Object.keys(views) as ViewName[];
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Orders</h1>
      <Views
        label="Which orders"
        views={names.map((name) => ({
          href: name === 'new' ? '/provider/orders' : `/provider/orders?show=${name}`,
          text: name === 'new' ? `New (${newCount})` : views[name].text,
          current: name === view,
        }))}
      />
      {orders.edges.length === 0 ? (
        <EmptyState icon="inbox" title={views[view].none}>
          <p className="govuk-body">{views[view].later}</p>
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">{sentenceStart(countWords(orders.totalCount, 'order'))}, newest first.</p>
          <WorkList label={`${views[view].text} orders`}>
            {orders.edges.map(({ node }) => (
              <WorkItem
                key={node.id}
                headingLevel={2}
                href={`/provider/orders/${node.id}`}
                title={
                  <>
                    {node.person.name}: {node.service.name}
                  </>
                }
                facts={[
                  node.whenInWords,
                  <>
                    Ordered on <DateText date={node.placedAt} withYear />. Order {node.reference}
                  </>,
                ]}
                aside={
                  <>
                    {node.urgent ? <UrgentTag /> : null} <OrderTag status={node.status} />
                  </>
                }
              />
            ))}
          </WorkList>
        </>
      )}
      <MorePages
        pageInfo={orders.pageInfo}
        path={view === 'new' ? '/provider/orders' : `/provider/orders?show=${view}`}
        isFirst={isFirst}
        label="Pages of orders"
      />
    </Page>
  );
}
