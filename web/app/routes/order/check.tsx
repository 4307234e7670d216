import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  InsetText,
  MoneyText,
  Page,
  SummaryList,
  Textarea,
  TextInput,
  Warning,
} from '../../components/index.js';
import { countWords } from '../../format/counts.js';
import { timeWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import {
  LastPlaceDocument,
  OrderReadBackDocument,
  type PartFactsFragment,
  PartForOrderDocument,
  PlaceOrderDocument,
  type OwnPurchaseInput,
  type PlaceOrderInput,
  ProposeJointOrderDocument,
  type CardReadiness,
} from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { keepFor, whose } from '../../journey/acting-for.js';
import { listWords } from '../../journey/calendar.js';
import { afterMeetingWords, problemsOfWhat, problemsOfWhen, whenWords } from '../../journey/order-draft.js';
import { lowerFirst, partWords } from '../../journey/how-it-is-held.js';
import { OwnCard } from '../../journey/own-card.js';
import { ownCardOf } from '../../journey/own-card-readiness.js';
import { LaterOwnMoney, ownMoneyByWeek, OwnMoneyTick } from '../../journey/own-money.js';
import { OrderFrame } from '../../journey/order-frame.js';
import { keyOf } from '../../journey/order-key.js';
import { whyNotTogether } from '../../journey/shared-words.js';
import { orderCost, orderPage, type OrderCost, type OrderPage, stepHref } from '../../journey/order-page.js';
import { byTelephoneOf, problemsOfCall } from '../../journey/by-telephone.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { ReadBack } from '../../journey/read-back.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords } from '../../journey/quantity-words.js';
import { BuyByTelephone, NoCardYet } from '../../journey/no-card-yet.js';
import { NotSent } from '../../journey/not-sent.js';
import { OwnPurchaseTicks, ownPurchaseOf } from '../../journey/own-purchase.js';
import { PutInBasket } from '../../journey/put-in-basket.js';
import { LeftOutDays, ShownDays, shownDaysOf, SpecialDays } from '../../journey/special-days.js';
import { newFormKey } from '../../work/access.js';
import type { Route } from './+types/check.js';

interface Typed {
  readonly place: string;
  readonly note: string;
  /** What whoever pays themselves ticked; null where a budget pays. */
  readonly ownPurchase: OwnPurchaseInput | null;
  /** Whole pence of own money that the form showed; empty for none. */
  readonly ownPence: string;
}

export async function loader(args: Route.LoaderArgs) {
  const page = await orderPage(args);
  if (problemsOfWhat(page.draft, page.variant).length > 0) throw redirect(stepHref(page, 'what'));
  if (problemsOfWhen(page.draft, page.variant, page.today).length > 0) throw redirect(stepHref(page, 'when'));
  const key = keyOf(args.request, stepHref(page, 'check'));
  const cost = await orderCost(args, page);
  const [{ orders }, part] = await Promise.all([
    callGraphql(args, LastPlaceDocument, { personId: page.subject.personId }),
    cost.budget
      ? callGraphql(args, PartForOrderDocument, { id: cost.budget.id, providerId: page.service.provider.id })
      : null,
  ]);
  const payingPart = part?.budget?.partFor ?? null;
  return {
    ...page,
    cost,
    cards: await cardsFor(args, page, cost),
    ownCard: cost.ownMoney ? await ownCardOf(args, page.subject, page.service.provider.id) : null,
    basketKey: newFormKey(),
    payingPart,
    key,
    lastPlace: orders.edges[0]?.node.place ?? '',
    actingFor: page.subject.actingFor,
  };
}

/** Whether a card can pay, where it is for somebody who buys with their own money; null for everybody else. */
async function cardsFor(
  args: Route.LoaderArgs,
  { subject, service }: OrderPage,
  cost: OrderCost,
): Promise<CardReadiness | 'MAY_NOT_PAY' | null> {
  if (cost.budget || !subject.paysSelf) return null;
  return (await ownCardOf(args, subject, service.provider.id)) ?? 'MAY_NOT_PAY';
}

export async function action(args: Route.ActionArgs) {
  const page = await orderPage(args);
  const form = await args.request.formData();
  const typed = {
    place: textOf(form, 'place'),
    note: textOf(form, 'note'),
    ownPence: textOf(form, 'ownPence'),
    ownPurchase: ownPurchaseOf(form),
  };
  if (typed.place === '') {
    return {
      typed,
      problems: [{ field: 'place', message: 'Say where they should come' }],
      refused: null,
      result: null,
      words: null,
    };
  }
  if (typed.ownPence !== '' && textOf(form, 'own') !== 'yes') {
    return {
      typed,
      problems: [
        { field: 'own', message: 'Say yes to the part that is own money, or go back and choose somebody else' },
      ],
      refused: null,
      result: null,
      words: null,
    };
  }
  const input = inputOf(page, form, typed);
  if (page.subject.jointly) {
    const { proposeJointOrder: asked } = await callGraphql(args, ProposeJointOrderDocument, { input });
    if (asked.__typename === 'JointOrder') throw redirect(keepFor(`/yes-needed/${asked.id}?done=asked`, page.subject));
    return { typed, ...answerOf(asked), result: asked, words: null };
  }
  const byTelephone = byTelephoneOf(page.subject, form);
  if (byTelephone !== null && (byTelephone.wordsRead === '' || !byTelephone.saidYes)) {
    const { orderReadBack } = await callGraphql(args, OrderReadBackDocument, { input, callId: byTelephone.callId });
    if (orderReadBack.__typename !== 'OrderReadBack')
      return { typed, ...answerOf(orderReadBack), result: orderReadBack, words: null };
    const problems = byTelephone.wordsRead === '' ? [] : problemsOfCall(byTelephone);
    return { typed, problems, refused: null, result: null, words: orderReadBack.words };
  }
  const { placeOrder } = await callGraphql(args, PlaceOrderDocument, {
    input: byTelephone === null ? input : { ...input, byTelephone },
  });
  if (placeOrder.__typename === 'Order') throw redirect(keepFor(`/my-orders/${placeOrder.id}/sent`, page.subject));
  return { typed, ...answerOf(placeOrder), result: placeOrder, words: null };
}

function inputOf({ draft, subject, variant }: OrderPage, form: FormData, typed: Typed): PlaceOrderInput {
  return {
    idempotencyKey: textOf(form, 'key'),
    personId: subject.personId,
    variantId: variant.id,
    quantity: draft.quantity,
    startTime: draft.time,
    moreTimes: draft.how === 'weekly' ? draft.more.map(({ time, quantity }) => ({ startTime: time, quantity })) : null,
    oneOff: draft.how === 'weekly' ? null : { date: draft.startsOn },
    meetFirst:
      draft.how === 'meet'
        ? {
            weekdays: draft.days,
            everyWeeks: draft.everyWeeks,
            startsOn: draft.thenOn || null,
            quantity: draft.thenQuantity || null,
          }
        : null,
    standing:
      draft.how === 'weekly'
        ? {
            startsOn: draft.startsOn,
            endsOn: draft.endsOn || null,
            weekdays: draft.days,
            everyWeeks: draft.everyWeeks,
          }
        : null,
    place: typed.place,
    note: typed.note || null,
    shownUnitPricePence: Number(textOf(form, 'shownUnitPricePence')),
    shownDays: shownDaysOf(form),
    agreedOwnMoneyPence: typed.ownPence === '' ? null : Number(typed.ownPence),
    ownPurchase: typed.ownPurchase,
  };
}

/** What the page shows of days: the visit itself, or of an order that repeats the days of their own price. */
function daysShown({ draft, cost }: Shown): readonly { readonly day: string; readonly pence: number }[] {
  return draft.how === 'weekly' ? cost.specialDays : [{ day: draft.startsOn, pence: cost.eachTimePence }];
}

interface Shown extends OrderPage {
  readonly cost: OrderCost;
  readonly payingPart: PartFactsFragment | null;
  readonly ownCard: CardReadiness | null;
}

function Summary(shown: Shown) {
  const { cost, draft, variant, service, subject, payingPart } = shown;
  if (!cost.quote) return null;
  const wish = afterMeetingWords(draft, variant.unit);
  const severalTimes = cost.times.length > 1;
  const each = severalTimes ? ' for the longest visit' : ' each time';
  const change = (step: 'what' | 'when', what: string) => [
    { text: 'Change', href: stepHref(shown, step), visuallyHiddenText: what },
  ];
  return (
    <SummaryList
      rows={[
        ...(subject.isSelf ? [] : [{ key: 'For', value: subject.name }]),
        { key: 'What', value: `${service.name} with ${service.provider.name}: ${variant.name}` },
        {
          key: 'How much',
          value: severalTimes
            ? listWords(
                cost.times.map(({ time, quantity }) => `${amountWords(quantity, variant.unit)} at ${timeWords(time)}`),
              )
            : amountWords(draft.quantity, variant.unit),
          actions: change(severalTimes ? 'when' : 'what', 'how much'),
        },
        { key: 'When', value: whenWords(draft, variant.unit, cost.firstDay), actions: change('when', 'when') },
        ...(wish === null
          ? []
          : [{ key: 'If it suits', value: wish, actions: change('when', 'what comes if it suits') }]),
        {
          key: severalTimes ? 'Cost each day' : draft.how === 'weekly' ? 'Cost each time' : 'Cost',
          value: (
            <>
              <strong>
                <MoneyText
                  pence={severalTimes ? cost.eachTimePence : (cost.ownMoney?.publicPence ?? cost.eachTimePence)}
                />
              </strong>{' '}
              ({formatPence(cost.ownMoney ? cost.quote.price.publicUnitPricePence : cost.quote.price.unitPricePence)}{' '}
              {perUnitWords(variant.unit)})
            </>
          ),
        },
        ...(cost.ownMoney
          ? [
              {
                key: `From the budget${draft.how === 'weekly' ? each : ''}`,
                value: <MoneyText pence={cost.ownMoney.budgetPence} />,
              },
              {
                key: `Own money${draft.how === 'weekly' ? each : ''}`,
                value: <MoneyText pence={cost.ownMoney.ownPence} />,
              },
              ...ownMoneyByWeek(cost.ownMoney, draft),
            ]
          : []),
        ...(payingPart
          ? [
              {
                key: 'Paid from',
                value: (
                  <>
                    The part that is {lowerFirst(partWords(payingPart, subject.isSelf))}.{' '}
                    <MoneyText pence={payingPart.availablePence} /> of it is left now.
                  </>
                ),
              },
            ]
          : []),
        ...(cost.effect
          ? [
              {
                key: 'Promised now',
                value: (
                  <>
                    <MoneyText pence={cost.effect.promisedPence} />
                    {draft.how === 'weekly' ? ` for ${countWords(cost.effect.promisedVisits, 'visit')}` : null}
                  </>
                ),
              },
              {
                key: 'Left after',
                value: (
                  <strong data-sum="after">
                    <MoneyText pence={cost.effect.leftAfterPence} />
                  </strong>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

interface FieldsProps {
  readonly shown: Shown;
  readonly place: string;
  readonly note: string;
  readonly answer: Route.ComponentProps['actionData'];
  /** With their own card alone. */
  readonly paysSelf: boolean;
}

function WhereAndWhat({ shown, place, note, answer, paysSelf }: FieldsProps) {
  return (
    <>
      <TextInput
        name="place"
        label={shown.subject.isSelf ? 'Where should they come?' : `Where should they come to ${shown.subject.name}?`}
        labelOptions={{ className: 'govuk-label--m' }}
        hint="The provider needs this to find the place"
        value={place}
        autoComplete="street-address"
        error={errorOf(answer, 'place')}
        attributes={{ maxLength: 200 }}
      />
      <Textarea
        name="note"
        label="Anything they should know? (you can leave this empty)"
        labelOptions={{ className: 'govuk-label--m' }}
        hint="Such as how to get in, or what you like"
        rows={3}
        value={note}
        error={errorOf(answer, 'note')}
        attributes={{ maxLength: 1000 }}
      />
      {shown.cost.ownMoney ? (
        <>
          <OwnMoneyTick offer={shown.cost.ownMoney} draft={shown.draft} error={errorOf(answer, 'own')} />
          <OwnCard
            readiness={shown.ownCard}
            providerName={shown.service.provider.name}
            subject={shown.subject}
            backTo={stepHref(shown, 'check')}
          />
        </>
      ) : null}
      {paysSelf ? (
        <OwnPurchaseTicks
          ticked={answer?.typed.ownPurchase ?? null}
          errorOf={(field) => errorOf(answer, field)}
          subject={shown.subject}
        />
      ) : null}
    </>
  );
}

/** When the money goes. @param paysSelf with the person's own card alone */
function moneyWords({ subject, cost }: Shown, paysSelf: boolean): string {
  if (!subject.jointly && cost.budget)
    return `The money is promised now and paid only after ${subject.isSelf ? 'you say' : 'somebody says'} the visit happened.`;
  if (subject.jointly && !paysSelf)
    return 'When everybody has said yes, the money is promised, and it is paid only after somebody says the visit happened.';
  const start = subject.jointly ? 'Nothing is taken now, nor when everybody has said yes.' : 'Nothing is taken now.';
  const card = subject.isSelf ? 'your card' : `the card that is kept for ${subject.name}`;
  return `${start} It is taken from ${card} after each visit, once ${subject.isSelf ? 'you say' : 'somebody says'} that it happened. If ${subject.isSelf ? 'you say nothing' : 'nobody says anything'} for 14 days, that counts as a yes.`;
}

function SendForm({
  shown,
  sendKey,
  pricePence,
  place,
  note,
  answer,
  agrees,
  paysSelf,
}: FieldsProps & {
  readonly sendKey: string;
  readonly pricePence: number;
  readonly agrees: boolean;
}) {
  const words = answer?.words ?? null;
  const readBackIn = shown.subject.callId;
  // On the telephone it is read out first, with the place in it.
  const toReadOut = readBackIn !== null && words === null ? 'Go on to read it out' : null;
  const sendWords = shown.subject.jointly ? 'Ask for their yes' : toReadOut;
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="key" value={sendKey} />
      <input type="hidden" name="shownUnitPricePence" value={pricePence} />
      <ShownDays days={daysShown(shown)} />
      {words === null ? (
        <WhereAndWhat shown={shown} place={place} note={note} answer={answer} paysSelf={paysSelf} />
      ) : (
        <>
          <input type="hidden" name="place" value={place} />
          <input type="hidden" name="note" value={note} />
          {answer?.typed.ownPence ? (
            <>
              <input type="hidden" name="ownPence" value={answer.typed.ownPence} />
              <input type="hidden" name="own" value="yes" />
            </>
          ) : null}
          {note === '' ? null : <p className="govuk-body">The provider also reads: “{note}”</p>}
        </>
      )}
      {shown.subject.jointly ? (
        <InsetText>
          You act for {shown.subject.name} together with somebody else, so they have to say yes too. We ask them. Until
          then nothing is ordered and {paysSelf ? 'nothing is paid' : 'no money is promised'}.
        </InsetText>
      ) : null}
      <p className="govuk-body">
        {moneyWords(shown, paysSelf)}{' '}
        {paysSelf
          ? 'You can cancel visits to come for nothing.'
          : `You can cancel for nothing until ${shown.service.provider.name} says yes. After that a late cancellation may cost something, and you see how much before you decide.`}
      </p>
      {readBackIn === null || words === null ? null : (
        <ReadBack callId={readBackIn} words={words} error={errorOf(answer, 'saidYes')} />
      )}
      <div className="govuk-button-group">
        <Button>{sendWords ?? (agrees ? 'Agree to the new price and send' : 'Send order')}</Button>
        {words === null ? null : (
          <Anchor className="govuk-link" href={`${stepHref(shown, 'check')}&key=${sendKey}`}>
            Change where, or what they should know
          </Anchor>
        )}
      </div>
    </Form>
  );
}

export default function Check({ loaderData, actionData }: Route.ComponentProps) {
  const { cost, lastPlace, subject, cards } = loaderData;
  const result = actionData?.result ?? null;
  if (!cost.quote) {
    return (
      <Page before={<BackLink href={stepHref(loaderData, 'cost')} />}>
        <FormTitle title="Check and send" hasErrors={Boolean(actionData)} />
        <h1 className="govuk-heading-l">{cost.refused?.message}</h1>
        <p className="govuk-body">{cost.refused?.whatToDo}</p>
      </Page>
    );
  }
  const agreed = result?.__typename === 'PriceChanged' ? result.unitPricePence : null;
  return (
    <OrderFrame
      page={loaderData}
      step={4}
      backHref={stepHref(loaderData, 'cost')}
      problems={result ? <NotSent result={result} page={loaderData} /> : <FormProblems answer={actionData ?? null} />}
    >
      <FormTitle title="Check and send" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Check and send</h1>
      {cost.effect && cost.effect.leftAfterPence < 0 ? (
        <Warning>There is not enough left in {whose(subject)} budget for this.</Warning>
      ) : null}
      <Summary {...loaderData} />
      <SpecialDays days={cost.specialDays} />
      <LeftOutDays days={cost.leftOutDays} />
      <LaterOwnMoney ownPence={cost.laterOwnMoney?.ownPence ?? 0} subject={subject} />
      {whyNotTogether(loaderData) === null ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={stepHref(loaderData, 'together')}>
            Do this with somebody
          </Anchor>{' '}
          and share the cost.
        </p>
      ) : null}
      {cards === null || cards === 'READY' ? (
        <SendForm
          shown={loaderData}
          sendKey={loaderData.key}
          pricePence={agreed ?? cost.quote.price.unitPricePence}
          place={actionData?.typed.place ?? lastPlace}
          note={actionData?.typed.note ?? ''}
          answer={actionData}
          agrees={agreed !== null}
          paysSelf={cards === 'READY'}
        />
      ) : (
        <>
          <NoCardYet readiness={cards} backTo={stepHref(loaderData, 'check')} subject={subject} />
          {subject.isSelf ? (
            <PutInBasket
              variant={loaderData.variant}
              quantity={loaderData.draft.quantity}
              formKey={loaderData.basketKey}
            />
          ) : null}
          <BuyByTelephone provider={loaderData.service.provider} />
        </>
      )}
    </OrderFrame>
  );
}
