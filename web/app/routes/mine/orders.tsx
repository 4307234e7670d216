import {
  Anchor,
  ButtonLink,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  Pagination,
  SupportTypePicture,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import {
  MyOrdersDocument,
  type MyOrdersQuery,
  JointOrdersOpenDocument,
  type JointOrdersOpenQuery,
  SharedOrdersOpenDocument,
  type SharedOrdersOpenQuery,
} from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { OrderStatusTag } from '../../journey/status-words.js';
import { addressValue } from '../../journey/address.js';
import { DoneBanner } from '../../work/form-parts.js';
import type { Route } from './+types/orders.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My orders', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const after = addressValue(request, 'after');
  const { personId } = subject;
  const [{ orders }, { sharedOrders }, { jointOrders }] = await Promise.all([
    callGraphql({ context, request }, MyOrdersDocument, { personId, after }),
    callGraphql({ context, request }, SharedOrdersOpenDocument, { personId }),
    callGraphql({ context, request }, JointOrdersOpenDocument, { personId }),
  ]);
  return { orders, sharedOrders, jointOrders, subject, after, actingFor: subject.actingFor };
}

type OrderShown = MyOrdersQuery['orders']['edges'][number]['node'];

function OrderLine({ order, subject }: { readonly order: OrderShown; readonly subject: Subject }) {
  const linePence = order.lines.reduce((sum, line) => sum + line.linePence, 0);
  return (
    <li className="oc-order">
      <SupportTypePicture
        supportType={order.service.supportType.slug}
        group={order.service.supportType.group}
        size="small"
      />
      <div className="oc-order__body">
        <h2 className="govuk-heading-s oc-order__title">
          <Anchor className="govuk-link" href={keepFor(`/my-orders/${order.id}`, subject)}>
            {order.service.name}
          </Anchor>
        </h2>
        <p className="oc-order__words">
          with {order.provider.name}. {order.whenInWords}. <MoneyText pence={linePence} />
          {order.kind === 'STANDING' ? ' each time' : null}.
        </p>
        <p className="oc-order__words oc-order__small">Number {order.reference}</p>
        {order.canRate ? (
          <p className="oc-order__words">
            <Anchor className="govuk-link" href={keepFor(`/my-orders/${order.id}/rate`, subject)}>
              Say what you think<span className="govuk-visually-hidden"> of {order.service.name}</span>
            </Anchor>
          </p>
        ) : null}
      </div>
      <p className="oc-order__state">
        <OrderStatusTag status={order.status} />
      </p>
    </li>
  );
}

interface TogetherProps {
  readonly sharedOrders: SharedOrdersOpenQuery['sharedOrders'];
  readonly subject: Subject;
}

/** What several people may order together, and not everybody has answered. */
function Together({ sharedOrders, subject }: TogetherProps) {
  if (sharedOrders.length === 0) return null;
  return (
    <InsetText>
      <h2 className="govuk-heading-m">Ordering together</h2>
      <ul className="govuk-list govuk-list--spaced govuk-!-margin-bottom-0">
        {sharedOrders.map((shared) => {
          const waits = shared.parts.some((part) => part.person.id === subject.personId && part.answer === 'ASKED');
          return (
            <li key={shared.id}>
              <Anchor className="govuk-link" href={keepFor(`/ordering-together/${shared.id}`, subject)}>
                {shared.service.name} with {shared.provider.name}
              </Anchor>
              . {shared.whenInWords}. {waits ? <strong>It needs your answer.</strong> : 'Waiting for the others.'}
            </li>
          );
        })}
      </ul>
    </InsetText>
  );
}

interface YesNeededProps {
  readonly jointOrders: JointOrdersOpenQuery['jointOrders'];
  readonly subject: Subject;
}

/** What waits for the yes of everybody who acts together. */
function YesNeeded({ jointOrders, subject }: YesNeededProps) {
  if (jointOrders.length === 0) return null;
  return (
    <InsetText>
      <h2 className="govuk-heading-m">Waiting for a yes</h2>
      <ul className="govuk-list govuk-list--spaced govuk-!-margin-bottom-0">
        {jointOrders.map((joint) => (
          <li key={joint.id}>
            <Anchor className="govuk-link" href={keepFor(`/yes-needed/${joint.id}`, subject)}>
              {joint.service.name} with {joint.provider.name}
            </Anchor>
            . {joint.whenInWords}.{' '}
            {joint.mayAgree ? <strong>It needs your yes.</strong> : 'Waiting for somebody else’s yes.'}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}

export default function MyOrders({ loaderData }: Route.ComponentProps) {
  const { orders, sharedOrders, jointOrders, subject, after } = loaderData;
  const { hasNextPage, endCursor } = orders.pageInfo;
  return (
    <Page>
      <DoneBanner words={{ basket: 'Your orders are sent. Each provider says yes or no. You pay nothing now.' }} />
      <h1 className="govuk-heading-xl">{subject.isSelf ? 'My orders' : `${subject.name}’s orders`}</h1>
      <Together sharedOrders={sharedOrders} subject={subject} />
      <YesNeeded jointOrders={jointOrders} subject={subject} />
      {orders.edges.length === 0 ? (
        <EmptyState icon="inbox" title="Nothing is ordered yet">
          <p className="govuk-body">Find something that would help. You see what it costs before you order.</p>
          <ButtonLink href={keepFor('/search', subject)}>Find support</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">{sentenceStart(countWords(orders.totalCount, 'order'))}, newest first.</p>
          <ul className="oc-orders">
            {orders.edges.map(({ node }) => (
              <OrderLine key={node.id} order={node} subject={subject} />
            ))}
          </ul>
          {hasNextPage || after ? (
            <Pagination
              landmarkLabel="More orders"
              previous={after ? { href: keepFor('/my-orders', subject), text: 'Newest' } : undefined}
              next={
                hasNextPage
                  ? {
                      href: keepFor(`/my-orders?after=${encodeURIComponent(endCursor ?? '')}`, subject),
                      text: 'Older',
                    }
                  : undefined
              }
            />
          ) : null}
        </>
      )}
    </Page>
  );
}
