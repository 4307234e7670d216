import { redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  ButtonLink,
  NotificationBanner,
  Page,
  pageTitle,
  PhoneCall,
} from '../../components/index.js';
import { machineDate } from '../../format/dates.js';
import {
  AgreeOwnMoneyDocument,
  AgreePriceRiseDocument,
  MyOrderDocument,
  ResumeOrderDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound, storefront } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { canStillCancel } from '../../journey/cancelling.js';
import { MoreVisits } from '../../journey/more-visits.js';
import { Facts, History } from '../../journey/my-order-facts.js';
import { NextVisits, PastVisits } from '../../journey/my-order-visits.js';
import { OrderAnswer, StartedByCouncil } from '../../journey/order-answer.js';
import { Breaks, ChangeAsked, Changes, PriceRiseAsked } from '../../journey/order-plan.js';
import { OwnCard } from '../../journey/own-card.js';
import { ownCardOf } from '../../journey/own-card-readiness.js';
import { OwnMoneyAsked } from '../../journey/own-money.js';
import { ChangeYourMind } from '../../journey/own-purchase.js';
import { answerOf, FormProblems, textOf } from '../../journey/problems.js';
import { ProviderEnded, ReplacementAsked } from '../../journey/provider-ended.js';
import { TrialPart } from '../../journey/trial-part.js';
import type { Route } from './+types/order.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  return pageTitle(`Order ${loaderData.order.reference}`, matches);
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { order } = await callGraphql({ context, request }, MyOrderDocument, { id: params.orderId });
  if (order?.person.id !== subject.personId) notFound();
  const address = new URL(request.url).searchParams;
  const [done = null] = doneWords.flatMap(([name, words]) => (address.has(name) ? [words] : []));
  const today = machineDate(storefront(context).now);
  const ownCard = order.ownMoneyAsked ? await ownCardOf({ context, request }, subject, order.provider.id) : null;
  return { order, subject, done, today, ownCard, formKey: crypto.randomUUID(), actingFor: subject.actingFor };
}

const doneWords = [
  ['cancelled', 'It is cancelled.'],
  ['changed', 'The change is sent.'],
  ['break', 'The break is kept. Those visits are cancelled.'],
  ['stopped', 'It stops. The visits from that day on are cancelled.'],
  ['agreed', 'You agreed to the new price.'],
  ['own', 'You agreed to pay the bigger part yourself.'],
  ['left', 'Thank you. Nothing more is ordered.'],
  ['resumed', 'The breaks are taken back. The visits are in your plan again.'],
] as const;

/** Starts again before a break is over, or agrees to a higher price or a bigger own part. */
export async function action({ context, request, params: { orderId } }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const riseId = textOf(form, 'riseId');
  if (riseId !== '') {
    const { agreePriceRise } = await callGraphql({ context, request }, AgreePriceRiseDocument, {
      orderId,
      idempotencyKey: textOf(form, 'key'),
      riseId,
    });
    if (agreePriceRise.__typename === 'Order') throw redirect(keepFor(`/my-orders/${orderId}?agreed=1`, subject));
    return answerOf(agreePriceRise);
  }
  const questionId = textOf(form, 'questionId');
  if (questionId !== '') {
    const { agreeOwnMoney } = await callGraphql({ context, request }, AgreeOwnMoneyDocument, {
      input: {
        orderId,
        idempotencyKey: textOf(form, 'key'),
        questionId,
        agreedOwnMoneyPence: Number(textOf(form, 'ownPence')),
      },
    });
    if (agreeOwnMoney.__typename === 'Order') throw redirect(keepFor(`/my-orders/${orderId}?own=1`, subject));
    return answerOf(agreeOwnMoney);
  }
  const { resumeOrder } = await callGraphql({ context, request }, ResumeOrderDocument, {
    orderId,
    idempotencyKey: textOf(form, 'key'),
    fromOn: textOf(form, 'fromOn'),
  });
  if (resumeOrder.__typename === 'Order') throw redirect(keepFor(`/my-orders/${orderId}?resumed=1`, subject));
  return answerOf(resumeOrder);
}

export default function MyOrder({ loaderData, actionData }: Route.ComponentProps) {
  const { order, subject, done, today, formKey, ownCard } = loaderData;
  const canCancel = order.nextOccurrences.some((visit) => canStillCancel(order, visit));
  return (
    <Page before={<BackLink href={keepFor('/my-orders', subject)}>{subject.isSelf ? 'My orders' : 'Orders'}</BackLink>}>
      <FormProblems answer={actionData} />
      {done ? <NotificationBanner kind="success" text={done} /> : null}
      <p className="oc-service__kind">Order {order.reference}</p>
      <h1 className="govuk-heading-xl oc-service__name">
        <Anchor className="govuk-link" href={keepFor(`/services/${order.service.id}`, subject)}>
          {order.service.name}
        </Anchor>
      </h1>
      <p className="govuk-body oc-service__provider">
        with{' '}
        <Anchor className="govuk-link" href={keepFor(`/providers/${order.provider.id}`, subject)}>
          {order.provider.name}
        </Anchor>
      </p>
      <TrialPart order={order} subject={subject} />
      <StartedByCouncil order={order} subject={subject} />
      <ProviderEnded order={order} subject={subject} />
      <OrderAnswer order={order} subject={subject} />
      {order.canRate && !subject.byOffice ? (
        <p className="govuk-body">
          <ButtonLink href={keepFor(`/my-orders/${order.id}/rate`, subject)}>Say what you think</ButtonLink>
        </p>
      ) : null}
      <ChangeYourMind order={order} today={today} />
      <ChangeAsked order={order} />
      <PriceRiseAsked
        order={order}
        stopHref={keepFor(`/my-orders/${order.id}/break?how=rest&from=${order.priceRise?.fromOn ?? ''}`, subject)}
        formKey={formKey}
        canAnswer={canCancel && subject.scopes.includes('ORDER') && !subject.byOffice}
      />
      <OwnMoneyAsked
        asked={order.ownMoneyAsked}
        stopHref={keepFor(`/my-orders/${order.id}/break?how=rest&from=${order.ownMoneyAsked?.fromOn ?? ''}`, subject)}
        formKey={formKey}
        canAnswer={canCancel && subject.scopes.includes('PAY') && !subject.byOffice}
      />
      <OwnCard
        readiness={ownCard}
        providerName={order.provider.name}
        subject={subject}
        backTo={keepFor(`/my-orders/${order.id}`, subject)}
      />
      <Facts order={order} subject={subject} today={today} />
      <NextVisits order={order} subject={subject} />
      {canCancel ? (
        <div className="govuk-button-group">
          {subject.byOffice || order.sharedOrder || order.providerEnding ? null : (
            <ButtonLink href={keepFor(`/my-orders/${order.id}/change`, subject)} variant="secondary">
              Change this order
            </ButtonLink>
          )}
          {order.kind === 'STANDING' && !subject.byOffice ? (
            <ButtonLink href={keepFor(`/my-orders/${order.id}/break`, subject)} variant="secondary">
              Take a break or stop
            </ButtonLink>
          ) : null}
          {order.kind === 'STANDING' && !subject.byOffice && !order.sharedOrder && order.status !== 'SUBMITTED' ? (
            <ButtonLink href={keepFor(`/my-orders/${order.id}/replace`, subject)} variant="secondary">
              Have somebody else do it
            </ButtonLink>
          ) : null}
          <ButtonLink href={keepFor(`/my-orders/${order.id}/cancel`, subject)} variant="secondary">
            {order.kind === 'STANDING' ? 'Cancel all visits to come' : 'Cancel this order'}
          </ButtonLink>
        </div>
      ) : null}
      {canCancel && order.kind === 'STANDING' && !subject.byOffice && !order.sharedOrder && !order.providerEnding ? (
        <MoreVisits order={order} subject={subject} />
      ) : null}
      {order.providerEnding ? null : <ReplacementAsked order={order} subject={subject} />}
      <Breaks
        order={order}
        today={today}
        canResume={canCancel && !subject.byOffice && order.sharedOrder === null}
        formKey={formKey}
      />
      <PastVisits order={order} subject={subject} />
      <Changes order={order} />
      <History order={order} />
      <PhoneCall title={`Ring ${order.provider.name}`} phone={order.provider.phone}>
        About this order, say the number {order.reference}.
      </PhoneCall>
    </Page>
  );
}
