import type { RouterContextProvider } from 'react-router';
import { machineDate } from '../format/dates.js';
import {
  BudgetForOrderDocument,
  OrderDayQuotesDocument,
  OrderPageDocument,
  type OrderPageQuery,
  OrderQuoteDocument,
  type OrderQuoteQuery,
  OwnMoneyOfferDocument,
  type OwnMoneyOfferQuery,
} from '../generated/graphql.js';
import { callGraphql, notFound, storefront } from '../graphql/call.js';
import { budgetIdOf, subjectOf, type Subject } from './acting-for.js';
import type { DraftTime } from './more-times.js';
import {
  daysAfterPlan,
  draftQuery,
  type OrderDraft,
  readDraft,
  tenThousandths,
  timesOfDraft,
  visitDays,
} from './order-draft.js';
import { orderEffect, type OrderEffect } from './order-effect.js';

export type OrderedService = NonNullable<OrderPageQuery['service']>;
export type OrderedOption = OrderedService['variants'][number];
export type Step = 'what' | 'when' | 'cost' | 'check' | 'together';
export const stepNames = ['What', 'When', 'Cost', 'Check and send'] as const;

export interface OrderPage {
  readonly service: OrderedService;
  readonly variant: OrderedOption;
  readonly subject: Subject;
  readonly draft: OrderDraft;
  /** Today in London. */
  readonly today: string;
}

export interface OrderRequest {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
  readonly params: { readonly serviceId: string; readonly variantId: string };
}

/** What all four pages of an order need. Sends people who are not signed in to sign in. */
export async function orderPage({ context, request, params }: OrderRequest): Promise<OrderPage> {
  const subject = await subjectOf({ context, request });
  const { service } = await callGraphql({ context, request }, OrderPageDocument, {
    serviceId: params.serviceId,
    forPersonId: subject.personId,
  });
  const variant = service?.variants.find(({ id }) => id === params.variantId);
  if (!service || !variant) notFound();
  return {
    service,
    variant,
    subject,
    draft: readDraft(new URL(request.url).searchParams),
    today: machineDate(storefront(context).now),
  };
}

/** The address of a step, with the order so far in it. */
export function stepHref(page: Pick<OrderPage, 'service' | 'variant' | 'subject' | 'draft'>, step: Step): string {
  const query = draftQuery(page.draft, { for: page.subject.isSelf ? null : page.subject.personId });
  const path = `/services/${page.service.id}/order/${page.variant.id}/${step}`;
  return query === '' ? path : `${path}?${query}`;
}

export type QuoteShown = Extract<OrderQuoteQuery['quote'], { __typename: 'Quote' }>;
type QuoteRefused = Exclude<OrderQuoteQuery['quote'], { __typename: 'Quote' }>;

/** A visit that costs something else than the others. */
export interface SpecialDay {
  readonly day: string;
  readonly pence: number;
  readonly why: string;
}

export type OwnMoneyShown = NonNullable<OwnMoneyOfferQuery['ownMoneyOffer']>;

export interface OrderCost {
  /** Whole pence of all visits of an ordinary day. */
  readonly eachTimePence: number;
  /** The same of each of them, earliest first. */
  readonly times: readonly (DraftTime & { readonly pence: number })[];
  /** At most six of the visits that cost something else, oldest first. */
  readonly specialDays: readonly SpecialDay[];
  /** Days that the budget cannot pay for as it is: nobody is planned for them. Oldest first. */
  readonly leftOutDays: readonly string[];
  readonly quote: QuoteShown | null;
  readonly refused: QuoteRefused | null;
  /** The day of the first visit. */
  readonly firstDay: string;
  /** Null where the person has no budget and pays with their own money. */
  readonly effect: OrderEffect | null;
  readonly budget: {
    readonly id: string;
    readonly availablePence: number;
    readonly spentPence: number;
    readonly committedPence: number;
  } | null;
  readonly visits: number;
  /** Above the council’s highest price: the own part, where something within the budget is offered too. */
  readonly ownMoney: OwnMoneyShown | null;
  /** The same of visits after those that are planned now: nobody agrees to it yet, and they are asked first. */
  readonly laterOwnMoney: OwnMoneyShown | null;
}

/** The price to this person, and what the order does to the budget. */
export async function orderCost(asked: OrderRequest, page: OrderPage): Promise<OrderCost> {
  const { draft, subject, today } = page;
  const budgetId = await budgetIdOf(asked, subject.personId);
  const budget = budgetId === null ? null : (await callGraphql(asked, BudgetForOrderDocument, { id: budgetId })).budget;
  const days = visitDays(draft, today, budget?.endsOn ?? null);
  const firstDay = days[0] ?? draft.startsOn;
  const quoteOf = async (quantity: string) => {
    // The day that the order itself is priced on.
    const input = { variantId: page.variant.id, personId: subject.personId, quantity, onDate: draft.startsOn };
    return (await callGraphql(asked, OrderQuoteDocument, { input })).quote;
  };
  const wanted = timesOfDraft(draft);
  const quotes = await Promise.all(wanted.map(({ quantity }) => quoteOf(quantity)));
  const quote = quotes.find(({ __typename }) => __typename !== 'Quote') ?? quotes[0] ?? (await quoteOf(draft.quantity));
  const common = { firstDay, budget, visits: days.length * wanted.length };
  if (quote.__typename !== 'Quote')
    return {
      ...common,
      quote: null,
      refused: quote,
      effect: null,
      eachTimePence: 0,
      times: [],
      specialDays: [],
      leftOutDays: [],
      ownMoney: null,
      laterOwnMoney: null,
    };
  const { penceOn, eachPence, specialDays, notPaidFor } = await pricesOfDays(
    asked,
    page,
    days,
    quotes.map((one) => (one.__typename === 'Quote' ? one.linePence : 0)),
  );
  const eachTimePence = sumOf(eachPence);
  const times = wanted.map(({ time, quantity }, index) => ({ time, quantity, pence: eachPence[index] ?? 0 }));
  const ownMoney = quote.price.ownMoneyPence > 0 && budget ? await ownMoneyFor(asked, page, days) : null;
  const leftOutDays = budget && !ownMoney && quote.price.orderable ? notPaidFor : [];
  const planned = days.filter((day) => !leftOutDays.includes(day));
  const effect = budget ? orderEffect(budget, planned, penceOn, draft.how === 'weekly', times.length) : null;
  const laterDays = ownMoney || !budget ? [] : daysAfterPlan(draft, today, budget.endsOn);
  const laterOwnMoney = laterDays.length > 0 ? await ownMoneyFor(asked, page, laterDays) : null;
  return {
    ...common,
    quote,
    refused: null,
    effect,
    eachTimePence,
    times,
    specialDays,
    leftOutDays,
    ownMoney,
    laterOwnMoney,
  };
}

/** Own money of the visit, or the most of one where it repeats. */
async function ownMoneyFor(
  asked: OrderRequest,
  { draft, variant, subject }: OrderPage,
  days: readonly string[],
): Promise<OwnMoneyShown | null> {
  const wish = {
    personId: subject.personId,
    variantId: variant.id,
    // The longest of a day takes the most.
    quantity: longestOf(draft),
    onDate: draft.startsOn,
    days: [...days],
  };
  return (await callGraphql(asked, OwnMoneyOfferDocument, wish)).ownMoneyOffer;
}

const mostSpecialDays = 6;

function sumOf(pence: readonly number[]): number {
  return pence.reduce((sum, one) => sum + one, 0);
}

function longestOf(draft: OrderDraft): string {
  const size = ({ quantity }: DraftTime): bigint => tenThousandths(quantity) ?? 0n;
  return timesOfDraft(draft).reduce((longest, one) => (size(one) > size(longest) ? one : longest), {
    time: draft.time,
    quantity: draft.quantity,
    field: '',
  }).quantity;
}

/**
 * What the visits of each day cost: a new price of the council counts from its day, and bank holidays have their own.
 * @param quotedPence of each visit of a day, earliest first
 */
async function pricesOfDays(
  asked: OrderRequest,
  page: OrderPage,
  days: readonly string[],
  quotedPence: readonly number[],
) {
  const plain = {
    penceOn: () => sumOf(quotedPence),
    eachPence: quotedPence,
    specialDays: [] as readonly SpecialDay[],
    notPaidFor: [] as readonly string[],
  };
  if (days.length === 0 || page.draft.how !== 'weekly') return plain;
  const quotes = await Promise.all(
    timesOfDraft(page.draft).map(({ quantity }) =>
      callGraphql(asked, OrderDayQuotesDocument, {
        input: { variantId: page.variant.id, personId: page.subject.personId, quantity, days: [...days] },
      }),
    ),
  );
  const found = quotes.flatMap(({ dayQuotes }) => (dayQuotes.__typename === 'DayQuotes' ? [dayQuotes.days] : []));
  const [onDays = []] = found;
  if (found.length < quotes.length || onDays.length === 0) return plain;
  const penceByDay = new Map(
    onDays.map(({ day }, index) => [day, sumOf(found.map((one) => one[index]?.linePence ?? 0))]),
  );
  const ordinary = Math.max(
    0,
    onDays.findIndex(({ bankHoliday }) => bankHoliday === null),
  );
  const eachPence = found.map((one) => one[ordinary]?.linePence ?? 0);
  const ordinaryPence = sumOf(eachPence);
  const special = onDays
    .map(({ day, bankHoliday }) => ({
      day,
      pence: penceByDay.get(day) ?? ordinaryPence,
      why: bankHoliday ? `it is a bank holiday (${bankHoliday})` : 'your council has another price from then',
    }))
    .filter(({ pence }) => pence !== ordinaryPence);
  return {
    penceOn: (day: string) => penceByDay.get(day) ?? ordinaryPence,
    eachPence,
    specialDays: special.slice(0, mostSpecialDays),
    notPaidFor: onDays.filter(({ orderable }) => !orderable).map(({ day }) => day),
  };
}
