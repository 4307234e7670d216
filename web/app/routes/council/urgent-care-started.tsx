import {
  Anchor,
  BackLink,
  DateText,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  PhoneCall,
} from '../../components/index.js';
import { timeWords } from '../../format/dates.js';
import { perUnitWords } from '../../format/units.js';
import { UrgentCareStartedDocument, type UrgentCareStartedQuery } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { OrderFacts, OrderHistory } from '../../work/order-facts.js';
import type { Route } from './+types/urgent-care-started.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  return pageTitle(`Urgent care for ${loaderData.order.person.name}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'CARE_MANAGER', 'APPROVER', 'FINANCE_OFFICER');
  const { order } = await callGraphql({ context, request }, UrgentCareStartedDocument, { id: params.orderId });
  if (!order?.urgentCare) notFound();
  return { order, care: order.urgentCare, seesList: viewer.roles.some((role) => role !== 'CARE_MANAGER') };
}

type Care = NonNullable<NonNullable<UrgentCareStartedQuery['order']>['urgentCare']>;

/** Days with a price of their own are orders of their own. */
function Alongside({ others }: { readonly others: Care['alongside'] }) {
  if (others.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">It began together with</h2>
      <p className="govuk-body">These days have a price of their own, so they are orders of their own.</p>
      <ul className="govuk-list govuk-list--spaced">
        {others.map(({ order, emergencyPence }) => (
          <li key={order.id}>
            <Anchor className="govuk-link" href={`/council/urgent-care/${order.id}`}>
              {order.whenInWords}
            </Anchor>
            {order.lines.map(({ id, variant, unitPricePence }) => (
              <span key={id}>
                : {variant.name}, <MoneyText pence={unitPricePence} /> {perUnitWords(variant.unit)}
              </span>
            ))}
            . Order number {order.reference}.
            {emergencyPence === 0 ? null : (
              <>
                {' '}
                The council put in <MoneyText pence={emergencyPence} /> for it.
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export default function UrgentCareStarted({ loaderData: { order, care, seesList } }: Route.ComponentProps) {
  const back = seesList
    ? { href: '/council/urgent-care', text: 'Urgent care' }
    : { href: '/council/people', text: 'My people' };
  const budgetId = order.lines[0]?.budgetId ?? null;
  const waits = order.status === 'SUBMITTED';
  return (
    <Page before={<BackLink href={back.href}>{back.text}</BackLink>}>
      <p className="oc-service__kind">Urgent care</p>
      <h1 className="govuk-heading-xl">
        {order.person.name}: {order.service.name}
      </h1>
      {waits ? (
        <PhoneCall title={`Ring ${order.provider.name} now`} phone={order.provider.phone} isUrgent>
          They see the order already. Say the number {order.reference}.
          {order.answerBy === null ? null : (
            <>
              {' '}
              Without an answer it ends on <DateText date={order.answerBy} />, {timeWords(order.answerBy)}.
            </>
          )}
        </PhoneCall>
      ) : null}
      <InsetText>
        {care.startedByName} started it on <DateText date={care.startedAt} withYear />, {timeWords(care.startedAt)},
        because: “{care.reason}”
        <br />
        {care.emergencyPence === 0 ? (
          'The budget was enough. The council put nothing in.'
        ) : (
          <>
            The budget was short. The council put in{' '}
            <strong>
              <MoneyText pence={care.emergencyPence} />
            </strong>
            {care.returnedPence === 0 ? null : (
              <>
                , and <MoneyText pence={care.returnedPence} /> of it has come back because it was not needed
              </>
            )}
            .
          </>
        )}
      </InsetText>
      <OrderFacts
        order={order}
        more={[
          { key: 'Provider', value: order.provider.name },
          { key: 'Set aside for it now', value: <MoneyText pence={order.heldPence} /> },
        ]}
      />
      <Alongside others={care.alongside} />
      {budgetId === null ? null : (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={`/council/budgets/${budgetId}`}>
            See {order.person.name}’s budget
          </Anchor>
        </p>
      )}
      <OrderHistory history={order.history} />
    </Page>
  );
}
