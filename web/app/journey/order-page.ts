import type { RouterContextProvider } from 'react-router';
import { machineDate } from '../format/dates.js';
import {
  BudgetForOrderDocument,
  OrderPageDocument,
  type OrderPageQuery,
  OrderQuoteDocument,
  type OrderQuoteQuery,
} from '../generated/graphql.js';
import { callGraphql, notFound, storefront } from '../graphql/call.js';
import { budgetIdOf, subjectOf, type Subject } from './acting-for.js';
import { draftQuery, type OrderDraft, readDraft, visitDays } from './order-draft.js';
import { orderEffect, type OrderEffect } from './order-effect.js';

export type OrderedService = NonNullable<OrderPageQuery['service']>;
export type OrderedOption = OrderedService['variants'][number];
export type Step = 'what' | 'when' | 'cost' | 'check';
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

export interface OrderCost {
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
}

/** The price to this person, and what the order does to the budget. */
export async function orderCost(asked: OrderRequest, page: OrderPage): Promise<OrderCost> {
  const { draft, subject, today } = page;
  const budgetId = await budgetIdOf(asked, subject.personId);
  const budget = budgetId === null ? null : (await callGraphql(asked, BudgetForOrderDocument, { id: budgetId })).budget;
  const days = visitDays(draft, today, budget?.endsOn ?? null);
  const firstDay = days[0] ?? draft.startsOn;
  const { quote } = await callGraphql(asked, OrderQuoteDocument, {
    input: {
      variantId: page.variant.id,
      personId: subject.personId,
      quantity: draft.quantity,
      // The day that the order itself is priced on.
      onDate: draft.startsOn,
    },
  });
  const common = { firstDay, budget, visits: days.length };
  if (quote.__typename !== 'Quote') return { ...common, quote: null, refused: quote, effect: null };
  const effect = budget ? orderEffect(budget, days, quote.linePence, draft.how === 'weekly') : null;
  return { ...common, quote, refused: null, effect };
}
