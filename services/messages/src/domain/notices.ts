import type { EventEnvelope } from '@owncourse/kernel/contract';
import { budgetDecided, budgetEnds, contributionAsked, fundMoved, reclaimDecided } from './budget-notices.js';
import { deliveriesConfirmed, deliveriesRecorded, deliveryDisputed } from './delivery-notices.js';
import { invoicesIssued, toProviders } from './invoice-notices.js';
import { type Known, type Named, namedIn } from './known.js';
import {
  storeQuestionAnswered,
  storeQuestionAsked,
  storeQuestionModerated,
  storeQuestionToCheck,
} from './store-question-notices.js';
import {
  listingCheckDue,
  listingModerated,
  listingReported,
  listingReportsSettled,
  listingSaved,
  wantedAnswered,
  wantedAnswerModerated,
  wantedEnded,
} from './listing-notices.js';
import {
  conflictDeclared,
  mandateEnded,
  mandateEndsSoon,
  mandateExpired,
  mandateGranted,
  mandateQuestioned,
} from './mandate-notices.js';
import type { MessageKind } from './message-kinds.js';
import type { Notice, Settled } from './notice.js';
import {
  changeAnswered,
  orderAccepted,
  orderAmended,
  orderDeclined,
  orderExpired,
  orderPlaced,
  orderRefused,
  orderResumed,
  orderToAnswer,
  ownPartAsked,
  ownPurchaseAgreed,
  priceRiseAsked,
  providerEnded,
  trialOver,
  trialWaits,
  urgentCareStarted,
  visitsCancelled,
  visitsRepriced,
} from './order-notices.js';
import { jointOrderAsked, jointOrderEnded } from './joint-notices.js';
import { joiningAsked, joiningKnown, paperEnds, storeDecided, storeToCheck } from './store-notices.js';
import {
  bankDetailsDecided,
  bankDetailsEntered,
  bankDetailsToCheck,
  payingAccountEntered,
  selfBillingAnswered,
  selfBillingAsked,
  paymentRejected,
  selfBillingEnds,
} from './bank-notices.js';
import { differenceExplained, invoicesDiffer, sentInvoiceSettled } from './sent-invoice-notices.js';
import { cardDisputed, cardTold } from './card-notices.js';
import { rateProposalAnswered, rateProposed } from './rate-notices.js';
import { sharedOrderAsked, sharedOrderEnded } from './shared-notices.js';
import {
  coverAsked,
  coverFilled,
  coverUnfilled,
  creditNoteMade,
  moneyCameBack,
  questionAnswered,
  questionSettled,
  questionWithCouncil,
  questionWritten,
  visitNotStarted,
} from './visit-notices.js';
import { shortWeek, visitsGoOn, visitsRest } from './person-notices.js';

/** The kernel's actor for what happens by itself. */
const SYSTEM = '00000000-0000-0000-0000-000000000001';

interface Rule {
  readonly tells?: (named: Named, known: Known, event: EventEnvelope) => readonly Notice[];
  /** What need not wait any more, and by which of the event's ids. Never what the same event tells. */
  readonly settles?: readonly {
    readonly kinds: readonly MessageKind[];
    readonly by: keyof Named;
    /** Only where this holds. */
    readonly when?: (id: string, known: Known) => boolean;
  }[];
}

function found<Facts>(ids: readonly string[], facts: ReadonlyMap<string, Facts>): Facts[] {
  return ids.map((id) => facts.get(id)).filter((one): one is Facts => one !== undefined);
}

const ofOrder =
  (tell: (order: NonNullable<ReturnType<Known['orders']['get']>>, known: Known) => readonly Notice[]) =>
  (named: Named, known: Known): Notice[] =>
    found(named.orders, known.orders).flatMap((order) => tell(order, known));

const ofMandate =
  (tell: (mandate: NonNullable<ReturnType<Known['mandates']['get']>>, known: Known) => readonly Notice[]) =>
  (named: Named, known: Known): Notice[] =>
    found(named.mandates, known.mandates).flatMap((one) => tell(one, known));

const WAIT_FOR_ANSWER = ['ORDER_TO_ANSWER', 'ORDER_TO_APPROVE', 'URGENT_CARE_TO_ANSWER'] as const;
const answered = [{ kinds: WAIT_FOR_ANSWER, by: 'orders' }] as const;
const NOT_STARTED = ['VISIT_NOT_STARTED', 'VISIT_NOT_STARTED_AT_PROVIDER', 'VISIT_NOT_STARTED_TO_WATCH'] as const;
const begun = { kinds: NOT_STARTED, by: 'visits' } as const;
const QUESTIONED = ['VISIT_QUESTIONED', 'QUESTION_ANSWERED', 'QUESTION_TO_DECIDE'] as const;
const ofPayload =
  (tell: (payload: EventEnvelope['payload'], known: Known) => readonly Notice[]) =>
  (_named: Named, known: Known, { payload }: EventEnvelope): readonly Notice[] =>
    tell(payload, known);
const COVER_ANSWERS = ['COVER_TO_ANSWER', 'REPLACEMENT_TO_ANSWER'] as const;
const trialDecided = [{ kinds: ['TRIAL_TO_DECIDE'], by: 'orders' }] as const;

/** Its group has looked at it again, or written it anew: nothing that asked for that is open. */
const listingLookedAt = {
  kinds: ['LISTING_CHECK_SOON', 'LISTING_CHECK_NOW', 'LISTING_REFUSED', 'LISTING_TAKEN_DOWN'],
  by: 'listings',
} as const;

/** What each event of the house means to people. An event without a rule here is told to nobody. */
const RULES: Readonly<Record<string, Rule>> = {
  'ordering.order-placed': { tells: ofOrder(orderPlaced) },
  'ordering.order-approved': {
    tells: ofOrder(orderToAnswer),
    settles: [{ kinds: ['ORDER_TO_APPROVE'], by: 'orders' }],
  },
  'ordering.order-accepted': { tells: ofOrder(orderAccepted), settles: answered },
  'ordering.own-purchase-agreed': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) =>
        ownPurchaseAgreed(order, known, String(payload['changeMindUntil'])),
      ),
  },
  'ordering.order-declined': { tells: ofOrder(orderDeclined), settles: answered },
  'ordering.order-refused': { tells: ofOrder(orderRefused), settles: answered },
  'ordering.order-expired': { tells: ofOrder(orderExpired), settles: answered },
  'ordering.order-amended': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) =>
        orderAmended(order, known, payload['asksProvider'] === true),
      ),
  },
  'ordering.change-answered': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) => changeAnswered(order, known, payload['accepted'] === true)),
    settles: [{ kinds: ['CHANGE_TO_ANSWER'], by: 'orders' }],
  },
  'ordering.price-rise-asked': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) => priceRiseAsked(order, known, String(payload['fromOn']))),
  },
  'ordering.own-part-asked': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) => ownPartAsked(order, known, String(payload['fromOn']))),
  },
  'ordering.own-part-agreed': { settles: [{ kinds: ['OWN_MONEY_TO_ANSWER'], by: 'orders' }] },
  'ordering.visits-repriced': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) =>
        visitsRepriced(order, known, String(payload['fromOn']), Number(payload['unfunded'])),
      ),
    settles: [{ kinds: ['PRICE_RISE_TO_ANSWER'], by: 'orders' }],
  },
  'ordering.trial-waits': { tells: ofOrder(trialWaits) },
  'ordering.trial-continued': { settles: trialDecided },
  'ordering.trial-left': { tells: ofOrder(trialOver), settles: trialDecided },
  'ordering.trial-lapsed': { tells: ofOrder(trialOver), settles: trialDecided },
  'ordering.joint-order-asked': { tells: ofPayload(jointOrderAsked) },
  'ordering.joint-order-agreed': { settles: [{ kinds: ['JOINT_ORDER_TO_ANSWER'], by: 'jointAnswers' }] },
  'ordering.joint-order-ended': {
    tells: ofPayload(jointOrderEnded),
    settles: [{ kinds: ['JOINT_ORDER_TO_ANSWER'], by: 'jointAnswers' }],
  },
  'ordering.shared-order-asked': { tells: (_named, known, { payload }) => sharedOrderAsked(payload, known) },
  'ordering.shared-order-agreed': { settles: [{ kinds: ['SHARED_ORDER_TO_ANSWER'], by: 'sharedParts' }] },
  'ordering.shared-order-ended': {
    tells: (_named, known, { payload }) => sharedOrderEnded(payload, known),
    settles: [{ kinds: ['SHARED_ORDER_TO_ANSWER'], by: 'sharedParts' }],
  },
  'ordering.urgent-care-started': { tells: ofOrder(urgentCareStarted) },
  'ordering.order-resumed': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) => orderResumed(order, known, String(payload['fromOn']))),
  },
  'ordering.interruption-entered': { tells: (_named, known, { payload }) => visitsRest(payload, known) },
  'ordering.interruption-ended': { tells: (_named, known, { payload }) => visitsGoOn(payload, known) },
  'ledger.short-week-ahead': {
    tells: (named, known, { payload }) =>
      shortWeek(payload, known).map((notice) => ({ ...notice, subjects: named.warnings })),
  },
  'ledger.short-week-over': { settles: [{ kinds: ['SHORT_WEEK'], by: 'warnings' }] },
  'ledger.budget-amount-changed': { tells: ofPayload(budgetDecided('BUDGET_CHANGED')) },
  'ledger.budget-paused': { tells: ofPayload(budgetDecided('BUDGET_PAUSED')) },
  'ledger.budget-restarted': { tells: ofPayload(budgetDecided('BUDGET_RESTARTED')) },
  'ledger.budget-closing': { tells: ofPayload(budgetEnds('BUDGET_ENDING')) },
  'ledger.budget-closed': { tells: ofPayload(budgetEnds('BUDGET_ENDED')) },
  'ledger.yearly-sum-ended': { tells: ofPayload(budgetDecided('YEARLY_SUM_ENDS')) },
  'ledger.contingency-opened': { tells: ofPayload(budgetDecided('MONEY_SET_FREE')) },
  'ledger.contribution-asked': { tells: ofPayload(contributionAsked) },
  'ledger.reclaim-proposed': {
    tells: (named, known, { payload }) =>
      budgetDecided('MONEY_OVER')(payload, known).map((notice) => ({ ...notice, subjects: named.reclaims })),
  },
  'ledger.reclaim-decided': {
    tells: ofPayload(reclaimDecided),
    settles: [{ kinds: ['MONEY_OVER'], by: 'reclaims' }],
  },
  'ledger.fund-moved': { tells: ofPayload(fundMoved) },
  'ordering.visits-cancelled': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) => {
        const days = found(named.visits, known.visits).map((visit) => visit.on_date);
        const { because } = payload;
        return visitsCancelled(
          order,
          days,
          known,
          because === 'SHARED' || because === 'PROVIDER_ENDED' ? because : null,
        );
      }),
    // One visit less does not answer an order; an order that is over needs no answer.
    settles: [
      {
        kinds: WAIT_FOR_ANSWER,
        by: 'orders',
        when: (id, known) => known.orders.get(id)?.status === 'CANCELLED',
      },
      begun,
    ],
  },
  'ordering.delivery-recorded': {
    tells: (named, known) => deliveriesRecorded(found(named.deliveries, known.deliveries), known),
    settles: [begun],
  },
  'ordering.delivery-confirmed': {
    tells: (named, known) => deliveriesConfirmed(found(named.deliveries, known.deliveries), known, SYSTEM),
    settles: [{ kinds: ['VISITS_TO_CONFIRM', ...QUESTIONED], by: 'deliveries' }],
  },
  'ordering.delivery-disputed': {
    tells: (named, known) => found(named.deliveries, known.deliveries).flatMap((note) => deliveryDisputed(note, known)),
    settles: [{ kinds: ['VISITS_TO_CONFIRM'], by: 'deliveries' }],
  },
  'ordering.dispute-answered': {
    tells: ofPayload(questionAnswered),
    settles: [{ kinds: ['VISIT_QUESTIONED'], by: 'deliveries' }],
  },
  'ordering.dispute-message-written': { tells: ofPayload(questionWritten) },
  'ordering.dispute-with-council': {
    tells: ofPayload(questionWithCouncil),
    settles: [{ kinds: ['VISIT_QUESTIONED', 'QUESTION_ANSWERED'], by: 'deliveries' }],
  },
  'ordering.dispute-settled': {
    tells: ofPayload(questionSettled),
    settles: [{ kinds: QUESTIONED, by: 'deliveries' }],
  },
  'ordering.visit-not-started': { tells: ofPayload(visitNotStarted) },
  'ordering.visit-started': { settles: [begun] },
  'ordering.provider-ended': {
    tells: (named, known, { payload }) =>
      found(named.orders, known.orders).flatMap((order) =>
        providerEnded(order, known, String(payload['fromOn']), (payload['approverIds'] ?? []) as readonly string[]),
      ),
    settles: [{ kinds: ['CHANGE_TO_ANSWER', 'PRICE_RISE_TO_ANSWER', 'OWN_MONEY_TO_ANSWER'], by: 'orders' }],
  },
  'ordering.cover-withdrawn': { settles: [{ kinds: COVER_ANSWERS, by: 'covers' }] },
  'ordering.cover-asked': { tells: ofPayload(coverAsked) },
  'ordering.cover-filled': {
    tells: ofPayload(coverFilled),
    settles: [{ kinds: COVER_ANSWERS, by: 'covers' }],
  },
  'ordering.cover-unfilled': {
    tells: ofPayload(coverUnfilled),
    settles: [{ kinds: COVER_ANSWERS, by: 'covers' }],
  },
  'invoicing.invoices-issued': {
    tells: (named, known) => invoicesIssued(found(named.invoices, known.invoices), known),
  },
  'invoicing.invoices-approved': {
    tells: (named, known) => toProviders('INVOICES_APPROVED', found(named.invoices, known.invoices)),
    settles: [{ kinds: ['INVOICES_TO_APPROVE', 'DIFFERENCE_TO_EXPLAIN', 'DIFFERENCE_EXPLAINED'], by: 'invoices' }],
  },
  'invoicing.invoices-differ': { tells: ({ invoices }, _known, { payload }) => invoicesDiffer(payload, invoices) },
  'invoicing.difference-explained': {
    tells: ({ invoices }, known, { payload }) => differenceExplained(payload, invoices, known),
    settles: [{ kinds: ['DIFFERENCE_TO_EXPLAIN'], by: 'invoices' }],
  },
  'invoicing.sent-invoice-settled': { tells: ofPayload(sentInvoiceSettled) },
  'invoicing.payment-run-released': {
    tells: (named, known) => toProviders('PAYMENT_ON_ITS_WAY', found(named.invoices, known.invoices)),
    settles: [{ kinds: ['PAYMENT_SENT_BACK'], by: 'invoices' }],
  },
  'invoicing.card-needs-person': { tells: ofPayload(cardTold('CARD_NEEDS_YOU')) },
  'invoicing.card-declined': { tells: ofPayload(cardTold('CARD_REFUSED')) },
  'invoicing.card-paid': {
    settles: [{ kinds: ['CARD_NEEDS_YOU', 'CARD_REFUSED'], by: 'cardCharges' }],
  },
  'invoicing.card-refunded': { tells: ofPayload(cardTold('CARD_MONEY_BACK')) },
  'invoicing.card-disputed': {
    tells: ofPayload(cardDisputed),
    settles: [{ kinds: ['CARD_DISPUTED'], by: 'cardCharges' }],
  },
  // Newer details take the place of those before them.
  'invoicing.bank-details-entered': {
    tells: ofPayload(bankDetailsEntered),
    settles: [{ kinds: ['BANK_DETAILS_ENTERED'], by: 'providers' }],
  },
  'invoicing.bank-details-to-check': {
    tells: ofPayload(bankDetailsToCheck),
    settles: [{ kinds: ['BANK_DETAILS_TO_CHECK'], by: 'bankHolds' }],
  },
  'invoicing.bank-details-decided': {
    tells: ofPayload(bankDetailsDecided),
    settles: [
      { kinds: ['BANK_DETAILS_TO_CHECK', 'BANK_DETAILS_NOT_AGREED'], by: 'bankHolds' },
      { kinds: ['BANK_DETAILS_ENTERED'], by: 'providers' },
    ],
  },
  'invoicing.paying-account-entered': { tells: ofPayload(payingAccountEntered) },
  'invoicing.paying-account-decided': {
    settles: [{ kinds: ['PAYING_ACCOUNT_TO_AGREE'], by: 'payingAccounts' }],
  },
  'invoicing.self-billing-asked': { tells: ofPayload(selfBillingAsked) },
  'invoicing.self-billing-answered': {
    tells: ofPayload(selfBillingAnswered),
    settles: [{ kinds: ['SELF_BILLING_TO_SIGN'], by: 'selfBilling' }],
  },
  'invoicing.self-billing-ends': { tells: ofPayload(selfBillingEnds) },
  'invoicing.payment-rejected': { tells: ({ invoices }, _known, { payload }) => paymentRejected(payload, invoices) },
  'invoicing.credit-note-issued': { tells: ofPayload(creditNoteMade) },
  'invoicing.money-came-back': { tells: ofPayload(moneyCameBack) },
  'identity.mandate-granted': { tells: ofMandate(mandateGranted) },
  'identity.mandate-ended': {
    tells: (named, known, { payload }) =>
      found(named.mandates, known.mandates).flatMap((one) => mandateEnded(one, known, payload['inPrivate'] === true)),
    settles: [{ kinds: ['MANDATE_ENDS_SOON_FOR_YOU'], by: 'mandates' }],
  },
  'identity.mandate-ends-soon': { tells: ofMandate(mandateEndsSoon) },
  'identity.mandate-expired': {
    tells: ofMandate(mandateExpired),
    settles: [{ kinds: ['MANDATE_ENDS_SOON_FOR_YOU'], by: 'mandates' }],
  },
  'identity.conflict-declared': { tells: ofMandate(conflictDeclared) },
  'identity.mandate-questioned': { tells: ofMandate(mandateQuestioned) },
  'ratings.order-rated': {
    tells: (named, known) =>
      found(named.ratings, known.ratings)
        .filter((rating) => rating.may_be_shown)
        .map((rating) => ({
          kind: 'RATING_TO_CHECK',
          to: { side: 'OFFICER', roles: ['MODERATOR'] },
          facts: { ratingId: rating.id },
          subjects: [rating.id],
        })),
  },
  'ratings.rating-moderated': {
    tells: (named, known, { payload }) =>
      found(named.ratings, known.ratings)
        .filter(() => payload['published'] === true)
        .map((rating) => ({
          kind: 'RATING_SHOWN',
          to: { side: 'STAFF', organisationId: rating.provider_id, roles: ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE'] },
          facts: { ratingId: rating.id },
        })),
    settles: [{ kinds: ['RATING_TO_CHECK'], by: 'ratings' }],
  },
  'ratings.rating-answered': {
    tells: (named, known) =>
      found(named.ratings, known.ratings).map((rating) => ({
        kind: 'RATING_ANSWERED',
        to: { side: 'PERSON', personId: rating.person_id, scope: 'VIEW' },
        facts: {
          personId: rating.person_id,
          orderId: rating.order_id,
          ...nameOf('provider', rating.provider_id, known),
          ...nameOf('person', rating.person_id, known),
        },
      })),
  },
  'ratings.question-asked': { tells: ofPayload(storeQuestionAsked) },
  'ratings.question-answered': {
    tells: ofPayload(storeQuestionAnswered),
    settles: [{ kinds: ['STORE_QUESTION_TO_ANSWER'], by: 'questions' }],
  },
  'ratings.question-to-check': { tells: ofPayload(storeQuestionToCheck) },
  'ratings.question-moderated': {
    tells: ofPayload(storeQuestionModerated),
    settles: [{ kinds: ['STORE_QUESTION_TO_CHECK'], by: 'questions' }],
  },
  'catalogue.listing-saved': { tells: ofPayload(listingSaved), settles: [listingLookedAt] },
  'catalogue.listing-checked': { settles: [listingLookedAt] },
  'catalogue.listing-check-due': { tells: ofPayload(listingCheckDue) },
  'catalogue.listing-moderated': {
    tells: ofPayload(listingModerated),
    settles: [{ kinds: ['LISTING_TO_CHECK'], by: 'listings' }],
  },
  'catalogue.listing-reported': { tells: ofPayload(listingReported) },
  'catalogue.listing-reports-settled': {
    tells: ofPayload(listingReportsSettled),
    settles: [{ kinds: ['LISTING_REPORTED'], by: 'listings' }],
  },
  'catalogue.wanted-answered': { tells: ofPayload(wantedAnswered) },
  'catalogue.wanted-answer-moderated': {
    tells: ofPayload(wantedAnswerModerated),
    settles: [{ kinds: ['WANTED_ANSWER_TO_CHECK'], by: 'wantedAnswers' }],
  },
  'catalogue.wanted-ended': {
    tells: ofPayload(wantedEnded),
    settles: [{ kinds: ['LISTING_TO_CHECK'], by: 'listings' }],
  },
  'identity.joining-asked': { tells: ofPayload(joiningAsked) },
  'identity.joining-known': { tells: ofPayload(joiningKnown) },
  'identity.joining-confirmed': { settles: [{ kinds: ['CONFIRM_EMAIL'], by: 'people' }] },
  'catalogue.checks-said': { tells: ofPayload(storeToCheck) },
  'catalogue.checks-decided': {
    tells: ofPayload(storeDecided),
    settles: [{ kinds: ['STORE_TO_CHECK'], by: 'storeChecks' }],
  },
  'catalogue.paper-ends': { tells: ofPayload(paperEnds) },
  'rates.rate-proposed': { tells: ofPayload(rateProposed) },
  'rates.rate-proposal-answered': {
    tells: ofPayload(rateProposalAnswered),
    settles: [{ kinds: ['RATE_PROPOSED'], by: 'rateProposals' }],
  },
};

function nameOf(word: 'provider' | 'person', id: string, known: Known): Partial<Record<'provider' | 'person', string>> {
  const name = known.names.get(id);
  return name === undefined ? {} : { [word]: name };
}

/** The events that people hear of. */
export const HEARD: readonly string[] = Object.keys(RULES);

/** Whom an event concerns, and what they are told. */
export function noticesOf(event: EventEnvelope, known: Known): readonly Notice[] {
  return RULES[event.type]?.tells?.(namedIn(event.payload), known, event) ?? [];
}

/** What an event puts an end to. */
export function settledBy(event: EventEnvelope, known: Known): readonly Settled[] {
  const named = namedIn(event.payload);
  return (RULES[event.type]?.settles ?? []).flatMap(({ kinds, by, when }) =>
    named[by].filter((id) => when?.(id, known) ?? true).map((subject) => ({ kinds, subject })),
  );
}
