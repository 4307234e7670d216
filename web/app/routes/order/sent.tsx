import {
  Anchor,
  BudgetBar,
  ButtonLink,
  MoneyText,
  Page,
  pageTitle,
  Panel,
  SummaryList,
} from '../../components/index.js';
import { BudgetForOrderDocument, OrderSentDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import type { Route } from './+types/sent.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Your order is sent', matches);
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { order } = await callGraphql({ context, request }, OrderSentDocument, { id: params.orderId });
  if (!order) notFound();
  const budgetId = order.lines[0]?.budgetId;
  const budget =
    budgetId && order.ownPurchase === null
      ? (await callGraphql({ context, request }, BudgetForOrderDocument, { id: budgetId })).budget
      : null;
  return { order, budget, subject, actingFor: subject.actingFor };
}

export default function Sent({ loaderData }: Route.ComponentProps) {
  const { order, budget, subject } = loaderData;
  const waits = order.status === 'AWAITING_APPROVAL';
  return (
    <Page>
      <Panel title={subject.isSelf ? 'Your order is sent' : `The order for ${subject.name} is sent`}>
        Its number is <strong>{order.reference}</strong>
      </Panel>
      <SummaryList
        rows={[
          { key: 'What', value: `${order.service.name} with ${order.provider.name}` },
          { key: 'When', value: order.whenInWords },
          order.ownPurchase
            ? subject.isSelf
              ? { key: 'You pay', value: 'Nothing now. It is taken from your card after each visit that you confirm.' }
              : {
                  key: `${subject.name} pays`,
                  value: 'Nothing now. It is taken from the card that is kept for them after each confirmed visit.',
                }
            : { key: 'Promised for it', value: <MoneyText pence={order.heldPence} /> },
        ]}
      />
      <h2 className="govuk-heading-m">What happens next</h2>
      <ol className="govuk-list govuk-list--number">
        {waits ? <li>The council looks at the order first.</li> : null}
        <li>
          {order.provider.name} says yes or no.{' '}
          {order.ownPurchase
            ? `If they say yes, ${subject.isSelf ? 'you have 14 days to change your mind' : `${subject.name} has 14 days to change their mind`}. If they say no, nothing is paid.`
            : 'If they say no, the money comes back.'}
        </li>
        <li>They come. Then they write down when they came.</li>
        <li>You say whether it happened. Only then is it paid.</li>
        {order.trial ? <li>You say how it went. You can go on with one press, or not.</li> : null}
      </ol>
      {budget ? (
        <BudgetBar
          title={subject.isSelf ? 'Your budget now' : `${subject.name}’s budget now`}
          spentPence={budget.spentPence}
          promisedPence={budget.committedPence}
          leftPence={budget.availablePence}
        />
      ) : null}
      <div className="govuk-button-group">
        <ButtonLink href={keepFor(`/my-orders/${order.id}`, subject)}>See the order</ButtonLink>
        <Anchor className="govuk-link" href={keepFor('/search', subject)}>
          Find more support
        </Anchor>
      </div>
    </Page>
  );
}
