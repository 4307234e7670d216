import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  MoneyText,
  Page,
  SummaryList,
  Textarea,
  TextInput,
  Warning,
} from '../../components/index.js';
import { countWords } from '../../format/counts.js';
import { formatPence } from '../../format/money.js';
import { perUnitWords } from '../../format/units.js';
import { LastPlaceDocument, PlaceOrderDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { keepFor, whose } from '../../journey/acting-for.js';
import { problemsOfWhat, problemsOfWhen, whenWords } from '../../journey/order-draft.js';
import { OrderFrame } from '../../journey/order-frame.js';
import { keyOf } from '../../journey/order-key.js';
import { orderCost, orderPage, type OrderCost, type OrderPage, stepHref } from '../../journey/order-page.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords } from '../../journey/quantity-words.js';
import { NotSent } from '../../journey/not-sent.js';
import type { Route } from './+types/check.js';

export async function loader(args: Route.LoaderArgs) {
  const page = await orderPage(args);
  if (problemsOfWhat(page.draft, page.variant).length > 0) throw redirect(stepHref(page, 'what'));
  if (problemsOfWhen(page.draft, page.variant, page.today).length > 0) throw redirect(stepHref(page, 'when'));
  const key = keyOf(args.request);
  const cost = await orderCost(args, page);
  const { orders } = await callGraphql(args, LastPlaceDocument, { personId: page.subject.personId });
  return { ...page, cost, key, lastPlace: orders.edges[0]?.node.place ?? '', actingFor: page.subject.actingFor };
}

export async function action(args: Route.ActionArgs) {
  const page = await orderPage(args);
  const form = await args.request.formData();
  const typed = { place: textOf(form, 'place'), note: textOf(form, 'note') };
  if (typed.place === '') {
    return {
      typed,
      problems: [{ field: 'place', message: 'Say where they should come' }],
      refused: null,
      result: null,
    };
  }
  const { draft } = page;
  const { placeOrder } = await callGraphql(args, PlaceOrderDocument, {
    input: {
      idempotencyKey: textOf(form, 'key'),
      personId: page.subject.personId,
      variantId: page.variant.id,
      quantity: draft.quantity,
      startTime: draft.time,
      oneOff: draft.how === 'once' ? { date: draft.startsOn } : null,
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
    },
  });
  if (placeOrder.__typename === 'Order') throw redirect(keepFor(`/my-orders/${placeOrder.id}/sent`, page.subject));
  return { typed, ...answerOf(placeOrder), result: placeOrder };
}

type Shown = OrderPage & { readonly cost: OrderCost };

function Summary(shown: Shown) {
  const { cost, draft, variant, service, subject } = shown;
  if (!cost.quote) return null;
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
          value: amountWords(draft.quantity, variant.unit),
          actions: change('what', 'how much'),
        },
        { key: 'When', value: whenWords(draft, variant.unit, cost.firstDay), actions: change('when', 'when') },
        {
          key: draft.how === 'weekly' ? 'Cost each time' : 'Cost',
          value: (
            <>
              <strong>
                <MoneyText pence={cost.eachTimePence} />
              </strong>{' '}
              ({formatPence(cost.quote.price.unitPricePence)} {perUnitWords(variant.unit)})
            </>
          ),
        },
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

function SendForm({
  shown,
  sendKey,
  pricePence,
  place,
  note,
  answer,
  agrees,
}: {
  readonly shown: Shown;
  readonly sendKey: string;
  readonly pricePence: number;
  readonly place: string;
  readonly note: string;
  readonly answer: Route.ComponentProps['actionData'];
  readonly agrees: boolean;
}) {
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="key" value={sendKey} />
      <input type="hidden" name="shownUnitPricePence" value={pricePence} />
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
      <p className="govuk-body">
        {shown.cost.budget
          ? `The money is promised now and paid only after ${shown.subject.isSelf ? 'you say' : 'somebody says'} the visit happened.`
          : 'Nothing is taken now.'}{' '}
        You can cancel for nothing until {shown.service.provider.name} says yes. After that a late cancellation may cost
        something, and you see how much before you decide.
      </p>
      <Button>{agrees ? 'Agree to the new price and send' : 'Send order'}</Button>
    </Form>
  );
}

export default function Check({ loaderData, actionData }: Route.ComponentProps) {
  const { cost, lastPlace, subject } = loaderData;
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
      {cost.budget ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={stepHref(loaderData, 'together')}>
            Do this with somebody
          </Anchor>{' '}
          and share the cost.
        </p>
      ) : null}
      <SendForm
        shown={loaderData}
        sendKey={loaderData.key}
        pricePence={agreed ?? cost.quote.price.unitPricePence}
        place={actionData?.typed.place ?? lastPlace}
        note={actionData?.typed.note ?? ''}
        answer={actionData}
        agrees={agreed !== null}
      />
    </OrderFrame>
  );
}
