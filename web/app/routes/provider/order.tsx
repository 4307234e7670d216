import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  DateText,
  InsetText,
  MoneyText,
  Page,
  Textarea,
  TimeRange,
} from '../../components/index.js';
import {
  AcceptOrderDocument,
  AnswerChangeDocument,
  DeclineOrderDocument,
  ProviderOrderDocument,
  type ProviderOrderQuery,
} from '../../generated/graphql.js';
import { dateWords } from '../../format/dates.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { canStillCancel } from '../../journey/cancelling.js';
import { formatPence } from '../../format/money.js';
import { ownMoneyWords } from '../../journey/own-money.js';
import { FormTitle } from '../../journey/form-title.js';
import { sharersNames } from '../../journey/shared-words.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { OrderFacts, OrderHistory } from '../../work/order-facts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { VisitTag } from '../../work/state-words.js';
import { EnteredTag, VisitPayment } from '../../work/visit-payment.js';
import type { Route } from './+types/order.js';
import { ChangeAnswer } from './change-answer.js';
import { providerOrders } from './roles.js';
import { TrialAtProvider } from './trial-at-provider.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  const { order } = await callGraphql({ context, request }, ProviderOrderDocument, { id: params.orderId });
  return { order: order ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { orderId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const asked = { context, request };
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const change = textOf(form, 'change');
  if (change !== '') {
    const accept = textOf(form, 'answer') === 'yes';
    const why = textOf(form, 'reason');
    if (!accept && why === '')
      return putRight([{ field: 'reason', message: 'Say why you cannot do it' }], valuesOf(form));
    const { answerChange } = await callGraphql(asked, AnswerChangeDocument, {
      orderId,
      idempotencyKey,
      version: Number(change),
      accept,
      reason: accept ? null : why,
    });
    if (isRefused(answerChange)) return notDone(answerChange, valuesOf(form));
    throw redirect(`/provider/orders/${orderId}?done=${accept ? 'change-accepted' : 'change-declined'}`);
  }
  if (textOf(form, 'answer') === 'yes') {
    const version = Number(textOf(form, 'version'));
    const { acceptOrder } = await callGraphql(asked, AcceptOrderDocument, { orderId, idempotencyKey, version });
    if (isRefused(acceptOrder)) return notDone(acceptOrder);
    throw redirect(`/provider/orders/${orderId}?done=accepted`);
  }
  const reason = textOf(form, 'reason');
  if (reason === '') return putRight([{ field: 'reason', message: 'Say why you cannot do it' }], valuesOf(form));
  const { declineOrder } = await callGraphql(asked, DeclineOrderDocument, { orderId, idempotencyKey, reason });
  if (isRefused(declineOrder)) return notDone(declineOrder, valuesOf(form));
  throw redirect(`/provider/orders/${orderId}?done=declined`);
}

/** Who pays all of it themselves may change their mind for a time; a start within it is asked for in so many words. */
function purchaseRows(
  { asksToStartEarly, changeMindUntil }: NonNullable<NonNullable<ProviderOrderQuery['order']>['ownPurchase']>,
  personName: string,
) {
  return [
    { key: 'Paid', value: `By ${personName}’s own card, after each confirmed visit. There is no invoice to a council` },
    {
      key: 'May change their mind',
      value:
        changeMindUntil === null ? (
          'For 14 days from your yes'
        ) : (
          <>
            Until the end of <DateText date={changeMindUntil} withYear />
          </>
        ),
    },
    ...(asksToStartEarly ? [{ key: 'Start in the 14 days', value: 'They asked for it' }] : []),
  ];
}

interface AnswerProps {
  readonly personName: string;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
  readonly isShared: boolean;
  /** By their own card. */
  readonly paysSelf: boolean;
  readonly version: number;
}

function Answer({ personName, formKey, answer, isShared, paysSelf, version }: AnswerProps) {
  return (
    <>
      <h2 className="govuk-heading-l">Can you do this?</h2>
      {isShared ? (
        <InsetText>
          Several people share this visit, and each pays a part. Your answer counts for all of them. When you enter the
          visit for one, it is entered for all.
        </InsetText>
      ) : null}
      <div className="oc-panel-form">
        <h3 className="govuk-heading-m">Yes</h3>
        <p className="govuk-body">
          {paysSelf ? 'Each visit is paid by card when they have confirmed it.' : 'The money is set aside for you.'}{' '}
          {personName} will see that you said yes.
        </p>
        <Form method="post">
          <FormKey value={formKey} />
          {/* What was looked at: an order that is changed meanwhile is looked at again. */}
          <input type="hidden" name="version" value={version} />
          <Button name="answer" value="yes">
            Yes, we will do it
          </Button>
        </Form>
      </div>
      <div className="oc-panel-form">
        <h3 className="govuk-heading-m">No</h3>
        <p className="govuk-body">
          {personName} {paysSelf ? 'pays nothing' : 'gets the money back at once'}, and looks for somebody else.
        </p>
        <Form method="post">
          <FormKey value={formKey} />
          <Textarea
            name="reason"
            label="Why can’t you do it?"
            hint={`${personName} will read this.`}
            rows={3}
            value={answer?.values['reason']}
            error={problemOf(answer, 'reason')}
            attributes={{ maxLength: 500 }}
          />
          <Button name="answer" value="no" variant="secondary">
            No, we can’t do it
          </Button>
        </Form>
      </div>
    </>
  );
}

export default function ProviderOrder({ loaderData: { order, formKey }, actionData }: Route.ComponentProps) {
  const needs = order.person.communicationNeeds;
  const visits = order.nextOccurrences.filter(({ status }) => status !== 'CANCELLED');
  return (
    <Page before={<BackLink href="/provider/orders">Orders</BackLink>}>
      <FormTitle title={`Order ${order.reference}`} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          cancelled: `Cancelled. We have told ${order.person.name} why.`,
          stopped: `Stopped. Visits that have begun stay to be entered. We have told ${order.person.name} why.`,
          accepted: `You said yes. We have told ${order.person.name}.`,
          declined: `You said no. We have told ${order.person.name} why.`,
          'change-accepted': `You said yes to the change. We have told ${order.person.name}.`,
          'change-declined': `You said no to the change. Everything goes on as before. We have told ${order.person.name} why.`,
        }}
      />
      <h1 className="govuk-heading-xl">
        {order.person.name}: {order.service.name}
      </h1>
      <OrderFacts
        order={order}
        more={[
          ...(needs.length > 0 ? [{ key: 'Good to know', value: needs.join(', ') }] : []),
          ...(order.sharedOrder
            ? [
                {
                  key: 'Shared by',
                  value: `${order.sharedOrder.people.length} people: ${sharersNames(order.sharedOrder.people)}`,
                },
              ]
            : []),
          ...(order.ownPurchase
            ? purchaseRows(order.ownPurchase, order.person.name)
            : [{ key: 'Set aside for you now', value: <MoneyText pence={order.heldPence} /> }]),
          ...(order.ownMoney && !order.ownPurchase
            ? [{ key: `From ${order.person.name} directly`, value: ownMoneyWords(order.ownMoney) }]
            : order.kind === 'STANDING' && order.ownMoneyAgreedPence
              ? [
                  {
                    key: `From ${order.person.name} directly`,
                    value: `At most ${formatPence(order.ownMoneyAgreedPence)} for each visit, once it is confirmed`,
                  },
                ]
              : []),
        ]}
      />
      <TrialAtProvider order={order} />
      {order.status === 'SUBMITTED' ? (
        <Answer
          personName={order.sharedOrder ? 'Everybody who shares this' : order.person.name}
          formKey={formKey}
          answer={actionData}
          isShared={order.sharedOrder !== null}
          paysSelf={order.ownPurchase !== null}
          version={order.version}
        />
      ) : null}
      {order.changeAsked ? (
        <ChangeAnswer change={order.changeAsked} personName={order.person.name} formKey={formKey} answer={actionData} />
      ) : null}
      {visits.length > 0 ? (
        <>
          <h2 className="govuk-heading-l">Next visits</h2>
          <WorkList label="Next visits" isCompact>
            {visits.map((visit) => (
              <WorkItem
                key={visit.id}
                title={
                  <>
                    <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />
                  </>
                }
                facts={
                  visit.status === 'HELD' || visit.status === 'PLANNED' ? [] : [<VisitTag status={visit.status} />]
                }
                aside={<MoneyText pence={visit.amountPence} />}
              >
                {canStillCancel(order, visit) && order.status !== 'SUBMITTED' ? (
                  <p className="oc-work__fact">
                    <Anchor className="govuk-link" href={`/provider/orders/${order.id}/cancel?visit=${visit.id}`}>
                      We can’t come<span className="govuk-visually-hidden"> on {dateWords(visit.onDate)}</span>
                    </Anchor>
                  </p>
                ) : null}
              </WorkItem>
            ))}
          </WorkList>
        </>
      ) : null}
      {order.deliveries.length > 0 ? (
        <>
          <h2 className="govuk-heading-l">Newest visits you entered</h2>
          <WorkList label="Newest visits you entered" isCompact>
            {order.deliveries.map((delivery) => (
              <WorkItem
                key={delivery.id}
                href={`/provider/deliveries/${delivery.onDate}/${delivery.occurrence.id}`}
                title={
                  <>
                    <DateText date={delivery.onDate} />, <TimeRange start={delivery.startedAt} end={delivery.endedAt} />
                  </>
                }
                facts={[<EnteredTag status={delivery.status} />, <VisitPayment delivery={delivery} />]}
                aside={<MoneyText pence={delivery.amountPence} />}
              />
            ))}
          </WorkList>
        </>
      ) : null}
      {order.kind === 'STANDING' && order.status !== 'SUBMITTED' && visits.some((one) => canStillCancel(order, one)) ? (
        <>
          <h2 className="govuk-heading-l">Can’t you come any more?</h2>
          <p className="govuk-body">
            You can stop all visits to come. {order.person.name} reads why, pays nothing, and can ask others.
          </p>
          <ButtonLink href={`/provider/orders/${order.id}/cancel`} variant="secondary">
            Stop this order
          </ButtonLink>
        </>
      ) : null}
      <OrderHistory history={order.history} />
    </Page>
  );
}
