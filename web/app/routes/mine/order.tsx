import { redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  ButtonLink,
  DateText,
  MoneyText,
  NotificationBanner,
  Page,
  pageTitle,
  PhoneCall,
  SummaryList,
  Table,
  TimeRange,
} from '../../components/index.js';
import { dateWords, machineDate, shortDateWords, timeWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import {
  AgreeOwnMoneyDocument,
  AgreePriceRiseDocument,
  MyOrderDocument,
  type MyOrderQuery,
  ResumeOrderDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound, storefront } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { canStillCancel } from '../../journey/cancelling.js';
import { ProviderEnded, ReplacementAsked } from '../../journey/provider-ended.js';
import { OrderAnswer, StartedByCouncil } from '../../journey/order-answer.js';
import { MoreVisits } from '../../journey/more-visits.js';
import { OrderStatusTag, VisitStatusTag } from '../../journey/status-words.js';
import { amountWords } from '../../journey/quantity-words.js';
import { timesRows } from '../../journey/times-rows.js';
import { OwnMoneyAsked, ownMoneyWords } from '../../journey/own-money.js';
import { TrialPart } from '../../journey/trial-part.js';
import { Breaks, ChangeAsked, Changes, PriceRiseAsked } from '../../journey/order-plan.js';
import { answerOf, FormProblems, textOf } from '../../journey/problems.js';
import { sharersWords } from '../../journey/shared-words.js';
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
  return { order, subject, done, today, formKey: crypto.randomUUID(), actingFor: subject.actingFor };
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

type OrderShown = NonNullable<MyOrderQuery['order']>;
interface Shown {
  readonly order: OrderShown;
  readonly subject: Subject;
}

function Facts({ order, subject, today }: Shown & { readonly today: string }) {
  const [line] = order.lines;
  return (
    <SummaryList
      rows={[
        { key: 'State', value: <OrderStatusTag status={order.status} /> },
        { key: 'When', value: order.whenInWords },
        ...(order.kind === 'STANDING'
          ? [
              {
                key: 'From',
                value: (
                  <>
                    <DateText date={order.startsOn} withYear />
                    {order.endsOn ? (
                      <>
                        {' '}
                        until <DateText date={order.endsOn} withYear />
                      </>
                    ) : (
                      ', until you stop it'
                    )}
                  </>
                ),
              },
            ]
          : []),
        ...(line && order.times.length > 1 ? timesRows(order.times, line.variant.unit) : []),
        ...(line && order.times.length === 1
          ? [
              {
                key: order.kind === 'STANDING' ? 'Cost each time' : 'Cost',
                value: (
                  <>
                    <strong>
                      <MoneyText pence={line.linePence} />
                    </strong>
                    : {order.sharedOrder ? (subject.isSelf ? 'your part of ' : 'their part of ') : null}
                    {amountWords(line.quantity, line.variant.unit)} at <MoneyText pence={line.unitPricePence} />{' '}
                    {perUnitWords(line.variant.unit)}
                  </>
                ),
              },
            ]
          : []),
        ...order.extraVisits
          .filter(({ day }) => day >= today)
          .map((extra) => ({
            key: 'Extra visit',
            value: `${dateWords(extra.day)}, ${timeWords(extra.startTime)} to ${timeWords(extra.endTime)}`,
          })),
        ...(order.sharedOrder
          ? [
              {
                key: 'Shared',
                value: (
                  <>
                    {sharersWords(order.sharedOrder.people, subject.isSelf)}{' '}
                    <Anchor
                      className="govuk-link"
                      href={keepFor(`/ordering-together/${order.sharedOrder.id}`, subject)}
                    >
                      See who shares it
                    </Anchor>
                  </>
                ),
              },
            ]
          : []),
        { key: 'Promised now', value: <MoneyText pence={order.heldPence} /> },
        ...(order.ownMoney ? [{ key: 'Own money, apart', value: ownMoneyWords(order.ownMoney) }] : []),
        ...(order.kind === 'STANDING' && order.ownMoneyAgreedPence
          ? [
              {
                key: 'Own money, apart',
                value: `At most ${formatPence(order.ownMoneyAgreedPence)} for each visit, owed once it is confirmed`,
              },
            ]
          : []),
        { key: 'Where', value: order.place },
        ...(order.note ? [{ key: 'What you told them', value: order.note }] : []),
        {
          key: 'Ordered',
          value: (
            <>
              <DateText date={order.placedAt} withYear /> by {order.placedByName}
            </>
          ),
        },
      ]}
    />
  );
}

function NextVisits({ order, subject }: Shown) {
  const visits = order.nextOccurrences;
  if (visits.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">{order.kind === 'STANDING' ? 'Next visits' : 'The visit'}</h2>
      <ul className="oc-visits">
        {visits.map((visit) => (
          <li className="oc-visit" key={visit.id}>
            <div className="oc-visit__words">
              <p className="oc-visit__time">
                <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />
              </p>
              <p className="oc-visit__what">
                <MoneyText pence={visit.amountPence} />
                {visit.ownMoney && order.kind === 'STANDING' ? (
                  <> from the budget and {formatPence(visit.ownMoney.agreedPence)} of own money</>
                ) : null}{' '}
                {visit.providerReason === null ? null : (
                  <>
                    They can’t come: “{visit.providerReason}”{' '}
                    {subject.byOffice ? null : (
                      <Anchor
                        className="govuk-link"
                        href={keepFor(`/my-orders/${order.id}/cover/${visit.id}`, subject)}
                      >
                        Ask somebody else
                        <span className="govuk-visually-hidden"> for {shortDateWords(visit.onDate)}</span>
                      </Anchor>
                    )}
                  </>
                )}
                {order.kind === 'STANDING' && canStillCancel(order, visit) ? (
                  <Anchor
                    className="govuk-link"
                    href={keepFor(`/my-orders/${order.id}/cancel?visit=${visit.id}`, subject)}
                  >
                    Cancel this visit<span className="govuk-visually-hidden"> on {shortDateWords(visit.onDate)}</span>
                  </Anchor>
                ) : null}
              </p>
            </div>
            <p className="oc-visit__state">
              <VisitStatusTag status={visit.status} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const deliveryWords = { RECORDED: 'Needs your answer', CONFIRMED: 'It happened', DISPUTED: 'Being put right' } as const;

function PastVisits({ order, subject }: Shown) {
  if (order.deliveries.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Visits so far</h2>
      <Table
        head={[
          { content: 'When' },
          { content: 'Who came' },
          { content: 'Cost', format: 'numeric' },
          { content: 'State' },
        ]}
        firstCellIsHeader
        className="oc-narrow-table"
        rows={order.deliveries.map((note) => [
          {
            content: (
              <>
                <DateText date={note.onDate} />, <TimeRange start={note.startedAt} end={note.endedAt} />
              </>
            ),
          },
          { content: note.workerName },
          { content: <MoneyText pence={note.amountPence} />, format: 'numeric' },
          {
            content:
              note.status === 'CONFIRMED' ? (
                <>
                  {deliveryWords.CONFIRMED}.{' '}
                  <Anchor className="govuk-link" href={keepFor(`/my-support/${note.id}/not-right`, subject)}>
                    Question it<span className="govuk-visually-hidden">: {dateWords(note.onDate)}</span>
                  </Anchor>
                </>
              ) : note.status === 'RECORDED' ? (
                <Anchor className="govuk-link" href={keepFor('/my-support', subject)}>
                  {deliveryWords.RECORDED}
                  <span className="govuk-visually-hidden">: {dateWords(note.onDate)}</span>
                </Anchor>
              ) : (
                deliveryWords[note.status]
              ),
          },
        ])}
      />
    </>
  );
}

function History({ order }: Pick<Shown, 'order'>) {
  return (
    <>
      <h2 className="govuk-heading-m">What happened</h2>
      <ol className="oc-statement" aria-label="What happened, in order">
        {order.history.map((event) => (
          <li className="oc-statement-line" key={`${event.at}${event.words}`}>
            <span className="oc-statement-line__day">
              <DateText date={event.at} withYear />, {timeWords(event.at)}:
            </span>{' '}
            {event.words} ({event.actorName}).
          </li>
        ))}
      </ol>
    </>
  );
}

export default function MyOrder({ loaderData, actionData }: Route.ComponentProps) {
  const { order, subject, done, today, formKey } = loaderData;
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
