import { redirect } from 'react-router';
import {
  BackLink,
  BudgetBar,
  ButtonLink,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  PhoneCall,
  PriceTag,
  SummaryList,
  Warning,
  WeeksStrip,
} from '../../components/index.js';
import { countWords } from '../../format/counts.js';
import { dateWords, timeWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { whose } from '../../journey/acting-for.js';
import { afterMeetingWords, problemsOfWhat, problemsOfWhen, whenWords } from '../../journey/order-draft.js';
import { LaterOwnMoney, OwnMoneyOfferPart } from '../../journey/own-money.js';
import { OrderFrame } from '../../journey/order-frame.js';
import { orderCost, orderPage, type OrderCost, type OrderPage, stepHref } from '../../journey/order-page.js';
import { PriceSteps } from '../../journey/price-steps.js';
import { amountWords } from '../../journey/quantity-words.js';
import { LeftOutDays, SpecialDays } from '../../journey/special-days.js';
import type { Route } from './+types/cost.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('What it costs', matches);
}

export async function loader(args: Route.LoaderArgs) {
  const page = await orderPage(args);
  if (problemsOfWhat(page.draft, page.variant).length > 0) throw redirect(stepHref(page, 'what'));
  if (problemsOfWhen(page.draft, page.variant, page.today).length > 0) throw redirect(stepHref(page, 'when'));
  return { ...page, cost: await orderCost(args, page), actingFor: page.subject.actingFor };
}

type Shown = OrderPage & { readonly cost: OrderCost };

function Lines({ draft, variant, cost }: Shown) {
  const { quote } = cost;
  if (!quote) return null;
  const isWeekly = draft.how === 'weekly';
  const severalTimes = cost.times.length > 1;
  const wish = afterMeetingWords(draft, variant.unit);
  return (
    <SummaryList
      rows={[
        {
          key: 'Price',
          value: (
            <PriceTag
              pence={quote.price.unitPricePence}
              unit={variant.unit}
              kind={quote.price.kind}
              publicPence={quote.price.publicUnitPricePence}
              ownMoneyPence={quote.price.ownMoneyPence}
            />
          ),
        },
        ...(severalTimes
          ? cost.times.map(({ time, quantity, pence }) => ({
              key: `At ${timeWords(time)}`,
              value: (
                <>
                  {amountWords(quantity, variant.unit)}: <MoneyText pence={pence} />
                </>
              ),
            }))
          : []),
        {
          key: severalTimes ? 'Each day' : isWeekly ? 'Each time' : 'This visit',
          value: (
            <>
              {severalTimes ? countWords(cost.times.length, 'visit') : amountWords(draft.quantity, variant.unit)}:{' '}
              <strong>
                <MoneyText pence={cost.eachTimePence} />
              </strong>
            </>
          ),
        },
        { key: 'When', value: whenWords(draft, variant.unit, cost.firstDay) },
        ...(wish === null ? [] : [{ key: 'If it suits', value: `${wish}. You decide after you have met.` }]),
        ...(quote.price.reasons.length > 0
          ? [{ key: 'Why this price', value: quote.price.reasons.map(({ words }) => words).join(' ') }]
          : []),
      ]}
    />
  );
}

/** What the budget is now and what it is after, drawn; the weeks to come where the order goes on. */
function Effect({ draft, cost, subject }: Shown) {
  const { budget, effect } = cost;
  if (!budget || !effect) {
    return (
      <InsetText>
        This is paid with {subject.isSelf ? 'your' : `${subject.name}’s`} own money. It does not come out of a budget.
      </InsetText>
    );
  }
  const owner = whose(subject);
  const lacks = effect.leftAfterPence < 0;
  const isWeekly = draft.how === 'weekly';
  const later = effect.visits - effect.promisedVisits;
  const firstShort = effect.weeks.find((week) => week.short);
  return (
    <>
      <h2 className="govuk-heading-m">What is left after</h2>
      <table className="govuk-table oc-sum">
        <tbody className="govuk-table__body">
          <tr className="govuk-table__row">
            <th scope="row" className="govuk-table__header">
              Left now
            </th>
            <td className="govuk-table__cell govuk-table__cell--numeric" data-sum="before">
              {formatPence(budget.availablePence)}
            </td>
          </tr>
          <tr className="govuk-table__row">
            <th scope="row" className="govuk-table__header">
              Promised for this{isWeekly ? ` (${countWords(effect.promisedVisits, 'visit')})` : null}
            </th>
            <td className="govuk-table__cell govuk-table__cell--numeric" data-sum="promised">
              {formatPence(-effect.promisedPence)}
            </td>
          </tr>
          <tr className="govuk-table__row oc-sum__total">
            <th scope="row" className="govuk-table__header">
              Left after
            </th>
            <td className="govuk-table__cell govuk-table__cell--numeric" data-sum="after">
              {formatPence(effect.leftAfterPence)}
            </td>
          </tr>
        </tbody>
      </table>
      {lacks ? (
        <Warning>
          There is not enough left in {owner} budget. It is short by {formatPence(-effect.leftAfterPence)}. Choose less,
          or a later day.
        </Warning>
      ) : (
        <BudgetBar
          title={subject.isSelf ? 'Your budget if you order this' : `${subject.name}’s budget if you order this`}
          spentPence={budget.spentPence}
          promisedPence={budget.committedPence + effect.promisedPence}
          leftPence={effect.leftAfterPence}
        />
      )}
      {isWeekly && later > 0 ? (
        <InsetText>
          {countWords(later, 'later visit')} in the next 26 weeks {later === 1 ? 'is' : 'are'} planned. Money for{' '}
          {later === 1 ? 'it' : 'them'} is promised when it comes in.
        </InsetText>
      ) : null}
      {isWeekly || firstShort ? (
        <WeeksStrip title="The next 26 weeks if you order this" weeks={effect.weeks} headingLevel={2} />
      ) : null}
    </>
  );
}

function Refused({ page, refused }: { readonly page: OrderPage; readonly refused: NonNullable<OrderCost['refused']> }) {
  return (
    <Page before={<BackLink href={stepHref(page, 'when')} />}>
      <h1 className="govuk-heading-l">{refused.message}</h1>
      <p className="govuk-body">{refused.whatToDo}</p>
      <PhoneCall title={`Ring ${page.service.provider.name}`} phone={page.service.provider.phone}>
        They can tell you more.
      </PhoneCall>
    </Page>
  );
}

function Onward(shown: Shown) {
  const { cost, service } = shown;
  const orderable = cost.quote?.price.orderable === true || cost.budget === null || cost.ownMoney !== null;
  if (!orderable) {
    return (
      <>
        <Warning>You cannot pay for this from {whose(shown.subject)} budget.</Warning>
        <PhoneCall title={`Ring ${service.provider.name}`} phone={service.provider.phone}>
          You can still buy it with your own money.
        </PhoneCall>
        <p className="govuk-body">
          <ButtonLink href="/search" variant="secondary">
            Look for something else
          </ButtonLink>
        </p>
      </>
    );
  }
  if (cost.effect && cost.effect.leftAfterPence < 0)
    return (
      <div className="govuk-button-group">
        <ButtonLink href={stepHref(shown, 'what')}>Choose less</ButtonLink>
        <ButtonLink href={stepHref(shown, 'when')} variant="secondary">
          Choose another day
        </ButtonLink>
      </div>
    );
  return (
    <p className="govuk-body">
      <ButtonLink href={stepHref(shown, 'check')}>Continue</ButtonLink>
    </p>
  );
}

export default function Cost({ loaderData }: Route.ComponentProps) {
  const { cost } = loaderData;
  if (cost.refused) return <Refused page={loaderData} refused={cost.refused} />;
  return (
    <OrderFrame page={loaderData} step={3} backHref={stepHref(loaderData, 'when')}>
      <h1 className="govuk-heading-xl">
        {cost.quote ? (
          <>
            It costs{' '}
            {formatPence(
              cost.times.length > 1 ? cost.eachTimePence : (cost.ownMoney?.publicPence ?? cost.eachTimePence),
            )}
            {cost.times.length > 1 ? ' each day' : loaderData.draft.how === 'weekly' ? ' each time' : null}
            {cost.times.length > 1 && cost.ownMoney ? ', and a part of own money' : null}
          </>
        ) : (
          'What it costs'
        )}
      </h1>
      {cost.visits === 0 ? (
        <Warning>No visit falls between {dateWords(loaderData.draft.startsOn)} and the last day.</Warning>
      ) : null}
      <Lines {...loaderData} />
      {cost.quote ? <PriceSteps steps={cost.quote.steps} /> : null}
      <SpecialDays days={cost.specialDays} />
      <LeftOutDays days={cost.leftOutDays} />
      <LaterOwnMoney ownPence={cost.laterOwnMoney?.ownPence ?? 0} subject={loaderData.subject} />
      {cost.ownMoney ? (
        <OwnMoneyOfferPart offer={cost.ownMoney} draft={loaderData.draft} subject={loaderData.subject} />
      ) : null}
      <Effect {...loaderData} />
      <Onward {...loaderData} />
    </OrderFrame>
  );
}
