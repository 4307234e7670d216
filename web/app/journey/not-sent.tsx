import { Anchor, ButtonLink, ErrorSummary, PhoneCall } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import { perUnitWords } from '../format/units.js';
import type { PlaceOrderMutation } from '../generated/graphql.js';
import { keepFor } from './acting-for.js';
import { type OrderPage, stepHref } from './order-page.js';

type Refusing = Exclude<PlaceOrderMutation['placeOrder'], { __typename: 'Order' }>;
/** Fields of an order that are chosen on earlier pages, and where each is put right. */
const earlierFields: Readonly<Record<string, 'what' | 'when'>> = {
  quantity: 'what',
  date: 'when',
  endsOn: 'when',
  weekdays: 'when',
  monthDay: 'when',
  'meetFirst.weekdays': 'when',
  'meetFirst.startTime': 'when',
  everyWeeks: 'when',
  startTime: 'when',
  moreTimes: 'when',
  standing: 'what',
};

function Shortfall({
  result,
  page,
}: {
  readonly result: Extract<Refusing, { __typename: 'BudgetShortfall' }>;
  readonly page: OrderPage;
}) {
  const lacking = result.neededPence - result.availablePence;
  return (
    <>
      <ErrorSummary
        title={result.message}
        description={result.whatToDo}
        errors={[
          ...(result.partRoute && result.elsewherePence !== null
            ? [
                {
                  message: `The budget is kept in parts. The other parts have ${formatPence(result.elsewherePence)}, which cannot pay for this.`,
                },
              ]
            : []),
          {
            message: result.shortWeekStarting
              ? `The money would run short in the week of ${dateWords(result.shortWeekStarting)}. It lacks ${formatPence(lacking)}.`
              : `This needs ${formatPence(result.neededPence)} and ${formatPence(result.availablePence)} is left. It lacks ${formatPence(lacking)}.`,
          },
        ]}
      />
      <div className="govuk-button-group">
        <ButtonLink href={stepHref(page, 'what')} variant="secondary">
          Choose less
        </ButtonLink>
        <ButtonLink href={stepHref(page, 'when')} variant="secondary">
          Choose another day
        </ButtonLink>
      </div>
    </>
  );
}

/** Why an order was not sent, what is missing or changed, and ways on. */
export function NotSent({ result, page }: { readonly result: Refusing; readonly page: OrderPage }) {
  if (result.__typename === 'BudgetShortfall') return <Shortfall result={result} page={page} />;
  if (result.__typename === 'PriceChanged') {
    const unit = perUnitWords(page.variant.unit);
    return (
      <ErrorSummary
        title={result.message}
        description={result.whatToDo}
        errors={[
          {
            message: result.day
              ? `The visit on ${dateWords(result.day.day)} was ${formatPence(result.day.shownPence)}. It is now ${formatPence(result.day.pence)}.`
              : `It was ${formatPence(result.shownUnitPricePence)} ${unit}. It is now ${formatPence(result.unitPricePence)} ${unit}.`,
          },
        ]}
      />
    );
  }
  if (result.__typename === 'InvalidInput') {
    return (
      <ErrorSummary
        title={result.message}
        description={result.whatToDo}
        errors={result.problems.map(({ field, message }) => {
          const step = earlierFields[field.replace(/\[.*/, '')];
          return { message, href: step ? stepHref(page, step) : `#${field}` };
        })}
      />
    );
  }
  const { provider } = page.service;
  return (
    <>
      <ErrorSummary title={result.message} description={result.whatToDo} errors={[]} />
      {result.__typename === 'IdempotencyConflict' ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={keepFor('/my-orders', page.subject)}>
            See what was ordered
          </Anchor>
        </p>
      ) : (
        <PhoneCall title={`Ring ${provider.name}`} phone={provider.phone}>
          They can sell it to you directly, or tell you more.
        </PhoneCall>
      )}
    </>
  );
}
