import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateInput,
  MoneyText,
  Page,
  pageTitle,
  Select,
  SummaryList,
  Textarea,
  TextInput,
} from '../../components/index.js';
import { OrderBasketDocument, OwnBasketDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { addDays, isDay } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import { timeItems } from '../../journey/more-times-fields.js';
import { hasTime, plainQuantity, usualTime } from '../../journey/order-draft.js';
import { OWN_PURCHASE_FIELDS, OwnPurchaseTicks, ownPurchaseOf } from '../../journey/own-purchase.js';
import { dayOf, dayValues, textsOf } from '../../journey/problems.js';
import { amountWords } from '../../journey/quantity-words.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/order.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Order your basket', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'SELF_FUNDER');
  const { basket } = await callGraphql({ context, request }, OwnBasketDocument);
  // What cannot be paid by card stays in the basket.
  const lines = (basket?.parts ?? [])
    .filter(({ cardReadiness }) => cardReadiness === 'READY')
    .flatMap(({ provider, lines: ofProvider }) => ofProvider.map((line) => ({ ...line, provider })));
  if (lines.length === 0) throw redirect('/own/basket');
  return { lines, firstDay: addDays(todayOf(context), 1), formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'SELF_FUNDER');
  const form = await request.formData();
  const variantIds = textsOf(form, 'variantId');
  const dayless = variantIds.flatMap((_id, index) =>
    isDay(dayOf(form, `date-${index}`))
      ? []
      : [{ field: `lines.${index}.date`, message: 'Enter a day that there is, such as 9 3 2027' }],
  );
  if (dayless.length > 0) return putRight(dayless, valuesOf(form));
  const { orderBasket } = await callGraphql({ context, request }, OrderBasketDocument, {
    input: {
      idempotencyKey: textOf(form, 'idempotencyKey'),
      lines: variantIds.map((variantId, index) => ({
        variantId,
        quantity: textOf(form, `quantity-${index}`),
        date: dayOf(form, `date-${index}`),
        startTime: textOf(form, `time-${index}`),
        shownUnitPricePence: Number(textOf(form, `price-${index}`)),
      })),
      place: textOf(form, 'place'),
      note: textOf(form, 'note') || null,
      ownPurchase: ownPurchaseOf(form) ?? { rightsRead: false, asksToStartEarly: false },
    },
  });
  if (isRefused(orderBasket)) return notDone(orderBasket, valuesOf(form));
  throw redirect('/my-orders?done=basket');
}

type Line = Route.ComponentProps['loaderData']['lines'][number];

interface LineProps {
  readonly line: Line;
  readonly index: number;
  readonly firstDay: string;
  readonly answer: NotDone | undefined;
}

/** When one thing should come; how much of it was chosen in the basket. */
function WhenOf({ line, index, firstDay, answer }: LineProps) {
  const { service, variant, provider } = line;
  const title = `line-${index}`;
  const typed = answer?.values;
  const date = `date-${index}`;
  const time = typed?.[`time-${index}`] ?? usualTime(variant);
  return (
    <section className="oc-panel-form" aria-labelledby={title}>
      <h2 className="govuk-heading-m" id={title}>
        {service.name}
      </h2>
      <p className="govuk-body">
        {variant.name} with {provider.name}: {amountWords(line.quantity, variant.unit)},{' '}
        <strong>
          <MoneyText pence={line.totalPence} />
        </strong>
      </p>
      <input type="hidden" name="variantId" value={variant.id} />
      <input type="hidden" name={`quantity-${index}`} value={plainQuantity(line.quantity)} />
      <input type="hidden" name={`price-${index}`} value={line.unitPricePence} />
      <DateInput
        id={date}
        namePrefix={date}
        fieldset={{ legend: 'Which day?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
        hint={`For example, ${Object.values(dayValues(date, firstDay)).join(' ')}`}
        values={typed ?? dayValues(date, firstDay)}
        error={problemOf(answer, `lines.${index}.date`)}
      />
      {hasTime(variant.unit) ? (
        <Select
          name={`time-${index}`}
          label="What time should it start?"
          labelOptions={{ className: 'govuk-label--s' }}
          value={time}
          items={timeItems(time)}
          error={problemOf(answer, `lines.${index}.startTime`)}
        />
      ) : (
        <input type="hidden" name={`time-${index}`} value={usualTime(variant)} />
      )}
    </section>
  );
}

function idsOf(lines: readonly Line[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap((_line, index) => [
      [`lines.${index}.date`, `date-${index}-day`],
      [`lines.${index}.startTime`, `time-${index}`],
      [`lines.${index}.quantity`, `line-${index}`],
    ]),
  );
}

/** Each thing once, on a day of its own; help that comes every week is chosen on its own pages. */
export default function OrderBasketPage({
  loaderData: { lines, firstDay, formKey },
  actionData,
}: Route.ComponentProps) {
  const totalPence = lines.reduce((sum, line) => sum + line.totalPence, 0);
  const typed = actionData?.values ?? {};
  const ticked = actionData
    ? {
        rightsRead: OWN_PURCHASE_FIELDS.rights in typed,
        asksToStartEarly: OWN_PURCHASE_FIELDS.early in typed,
      }
    : null;
  return (
    <Page before={<BackLink href="/own/basket">My basket</BackLink>}>
      <FormTitle title="Order your basket" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={idsOf(lines)} />
      <h1 className="govuk-heading-xl">Order your basket</h1>
      <p className="oc-lead">Each of these comes once. All of them are ordered, or none.</p>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        {lines.map((line, index) => (
          <WhenOf key={line.variant.id} line={line} index={index} firstDay={firstDay} answer={actionData} />
        ))}
        <TextInput
          name="place"
          label="Where should they come?"
          labelOptions={{ className: 'govuk-label--m' }}
          hint="The providers need this to find the place"
          value={typed['place']}
          autoComplete="street-address"
          error={problemOf(actionData, 'place')}
          attributes={{ maxLength: 200 }}
        />
        <Textarea
          name="note"
          label="Anything they should know? (you can leave this empty)"
          labelOptions={{ className: 'govuk-label--m' }}
          rows={3}
          value={typed['note']}
          error={problemOf(actionData, 'note')}
          attributes={{ maxLength: 1000 }}
        />
        <OwnPurchaseTicks ticked={ticked} errorOf={(field) => problemOf(actionData, field)} />
        <SummaryList
          rows={[
            {
              key: 'All together',
              value: (
                <strong data-sum="order">
                  <MoneyText pence={totalPence} />
                </strong>
              ),
            },
            {
              key: 'You pay now',
              value: 'Nothing. It is taken from your card after each visit, once you say that it happened',
            },
          ]}
        />
        <Button>Send {lines.length === 1 ? 'the order' : `${lines.length} orders`}</Button>
      </Form>
    </Page>
  );
}
