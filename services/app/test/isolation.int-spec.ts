import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shortReference } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { SHARED_ORDERS, type SharedOrdersPort } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { type Life, LivelyWorld, secretsOf, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { productSchema, rootFields, wholeOperation } from './fixtures/whole-operation.js';
import { GraphqlClient } from './graphql-client.js';

/** Ids of one holder's affairs, or ids of the same shape that belong to nothing. */
type Ids = Omit<Life, 'paidOrder' | 'paidInvoice'> & {
  readonly paidOrder: string;
  readonly paidInvoice: string;
  readonly run: string;
  readonly creditNote: string;
  readonly away: string;
  readonly dispute: string;
  readonly trial: string;
  readonly message: string;
  readonly reclaim: string;
  readonly yearlySum: string;
  /** Asked by the holder, of somebody who is no stranger to it. */
  readonly shared: string;
  readonly joint: string;
  /** The person who asks, where the question is about themselves. */
  readonly self: string;
};
type Args = Readonly<Record<string, unknown>>;
interface Case {
  /** One set of arguments, or several ways to try. */
  readonly asked: (ids: Ids) => readonly Args[];
  /** Whose right it is; asked last, to see that the question can be answered at all. */
  readonly rightful?: string;
  /** Tables where the reader's own doing leaves a trace, whoever they ask about. */
  readonly ownTrace?: readonly string[];
  /** What is new in every answer. */
  readonly alwaysNew?: RegExp;
  /** Strangers to the holder who may see this all the same. */
  readonly except?: readonly string[];
}

const key = { idempotencyKey: 'isolation-key' };
const decided = { reason: 'Because.' };
const price = Number(AGREED_PENCE);
const [holder, provider, finance] = ['holder0@first.example', 'provider@first.example', 'finance@first.example'];
const note = (occurrenceId: string) => ({
  ...key,
  occurrenceId,
  workerName: 'Somebody',
  place: 'Somewhere',
  startedAt: `${TODAY}T08:00:00Z`,
  endedAt: `${TODAY}T10:00:00Z`,
  quantity: '2',
});
const fileHeading = 'visit,who came,where,started,ended,delivered';
const visit = {
  ...key,
  variantId: id('variant', 1),
  quantity: '1',
  startTime: '09:00',
  oneOff: { date: '2026-03-12' },
  place: 'Here',
  shownUnitPricePence: price,
};
const together = {
  ...key,
  variantId: id('variant', 1),
  quantity: '1',
  startTime: '09:00',
  oneOff: { date: '2026-03-12' },
  place: 'Here',
};
const amendment = (orderId: string) => ({
  ...key,
  orderId,
  version: 1,
  fromOn: '2026-03-20',
  quantity: '1',
  startTime: '09:00',
  place: 'Here',
  shownUnitPricePence: price,
});
const scores = { onTime: 1, asAgreed: 1, dignity: 1, outcomes: 1, chooseAgain: 1 };
const listing = {
  title: 'Mine now',
  description: 'Tea.',
  supportTypeSlug: 'help-at-home',
  wardId: id('ward', 1),
  placeName: 'Hall',
  postcodeDistrict: 'MB1',
  costPence: 0,
  contactPhone: '01632 960300',
};
const nothingToName = { asked: () => [{}] };

/** Every query and mutation of the schema. A string names the test that asks it instead. */
const CASES: Readonly<Record<string, Case | string>> = {
  me: nothingToName,
  councils: nothingToName,
  demoPeople: nothingToName,
  assignedPeople: nothingToName,
  operatorDashboard: nothingToName,
  supportTypes: nothingToName,
  wards: nothingToName,
  eventsThisWeek: nothingToName,
  myListings: nothingToName,
  listingsToModerate: nothingToName,
  ratingsToModerate: nothingToName,
  rateCards: nothingToName,
  paymentRuns: nothingToName,
  invoices: nothingToName,
  creditNotes: { asked: () => [{}, { open: true }], rightful: holder },
  budgets: nothingToName,
  messagePreferences: nothingToName,
  mailsToMe: nothingToName,
  mailHealth: nothingToName,
  messages: { asked: ({ person }) => [{ filter: { personId: person } }, {}], rightful: 'broker@first.example' },
  markMessageRead: { asked: (ids) => [{ messageId: ids.message }], rightful: holder },
  setMessagePreferences: {
    asked: () => [{ preferences: [{ topic: 'ORDERS', mail: 'NEVER' }] }],
    ownTrace: ['messages.preference'],
  },
  sendDeadMailsAgain: nothingToName,
  reclaims: nothingToName,
  fundsHeld: nothingToName,
  // Here nobody holds one; who does, and that nobody else reads it, is asked in part-statements.int-spec.ts.
  fund: { asked: (ids) => [{ id: `${ids.budget}-2026-03-09` }] },
  funderAccounts: { asked: () => [{ from: '2026-01-01', to: '2026-12-31' }], rightful: finance },
  holdersFor: { asked: (ids) => [{ budgetId: ids.budget, on: TODAY }], rightful: finance },
  budgetsRunningShort: nothingToName,
  services: {
    asked: ({ person }) => [
      { search: { forPersonId: person } },
      { search: { forPersonId: person, maximumPricePence: 2500, sort: 'PRICE_LOW_TO_HIGH' } },
    ],
    rightful: holder,
    ownTrace: ['kernel.outbox'],
  },
  service: { asked: ({ person }) => [{ id: id('service', 1), forPersonId: person }], rightful: holder },
  provider: { asked: ({ person }) => [{ id: id('provider', 1), forPersonId: person }], rightful: holder },
  communityListing: {
    asked: (ids) => [{ id: ids.listing }],
    rightful: 'group@first.example',
    except: ['commissioner@first.example'],
  },
  quote: {
    asked: ({ person }) => [{ input: { variantId: id('variant', 1), personId: person, quantity: '1', onDate: TODAY } }],
    rightful: holder,
  },
  dayQuotes: {
    asked: ({ person }) => [
      { input: { variantId: id('variant', 1), personId: person, quantity: '1', days: [TODAY, '2026-04-03'] } },
    ],
    rightful: holder,
  },
  budget: { asked: (ids) => [{ id: ids.budget }], rightful: holder },
  order: { asked: (ids) => [{ id: ids.paidOrder }, { id: ids.newOrder }, { id: ids.waitingOrder }], rightful: holder },
  orders: { asked: ({ person }) => [{ filter: { personId: person } }, {}], rightful: holder },
  occurrences: {
    asked: ({ person }) => [
      { personId: person, from: '2026-03-01', to: '2026-04-01' },
      { from: '2026-03-01', to: '2026-04-01' },
    ],
    rightful: holder,
  },
  ordersToApprove: nothingToName,
  urgentCare: nothingToName,
  letters: { asked: () => [{ posted: false }, { posted: true }] },
  markLetterPosted: 'letters.int-spec.ts',
  interruptionPreview: {
    asked: ({ person }) => [
      { input: { personId: person, kind: 'HOSPITAL', fromOn: TODAY } },
      { input: { personId: person, kind: 'DEATH', fromOn: TODAY } },
    ],
    rightful: 'caremanager@first.example',
  },
  interruptions: { asked: ({ person }) => [{ personId: person }] },
  enterInterruption: {
    asked: ({ person }) => [
      {
        ...key,
        input: { personId: person, kind: 'HOLIDAY', fromOn: '2026-05-01', toOn: '2026-05-02' },
        agreedFeePence: 0,
      },
    ],
    rightful: holder,
  },
  comeHome: { asked: (ids) => [{ ...key, interruptionId: ids.away, homeOn: TODAY }], rightful: holder },
  peopleNamed: { asked: () => [{ name: 'Holder 0' }] },
  urgentOptions: {
    asked: ({ person }) => [{ personId: person, supportType: 'help-at-home' }],
    rightful: 'approver@first.example',
  },
  startUrgentCare: {
    asked: ({ person }) => [
      {
        input: { ...key, personId: person, variantId: id('variant', 1), quantity: '1', place: 'Here', reason: 'Now.' },
      },
    ],
    rightful: 'caremanager@first.example',
  },
  startTelephoneCall: {
    asked: ({ person }) => [
      { input: { ...key, personId: person, caller: 'PERSON', knownByVoice: true, facts: [] } },
      { input: { ...key, personId: person, caller: 'SPEAKER', speakerName: 'Me', knownByVoice: true, facts: [] } },
    ],
    rightful: 'caremanager@first.example',
  },
  endTelephoneCall: 'telephone.int-spec.ts',
  telephoneCall: 'telephone.int-spec.ts',
  openTelephoneCalls: nothingToName,
  orderReadBack: { asked: ({ person }) => [{ input: { ...visit, personId: person }, callId: id('nothing') }] },
  deliveries: { asked: ({ person }) => [{ filter: { personId: person } }, {}], rightful: holder },
  invoice: { asked: (ids) => [{ id: ids.paidInvoice }, { id: ids.issuedInvoice }], rightful: holder },
  marketReport: {
    asked: () =>
      ['SUPPORT_TYPE', 'WARD', 'MONTH'].map((groupBy) => ({
        input: { from: '2026-01-01', to: '2026-12-31', groupBy },
      })),
  },
  signIn: 'sign-in.int-spec.ts',
  signOut: 'sign-in.int-spec.ts',
  reportNotSafe: {
    asked: () => [{ input: { message: 'I am afraid.' } }],
    ownTrace: ['identity.safety_report', 'kernel.outbox'],
    alwaysNew: /"reference":"[0-9A-F]{8}"/,
  },
  grantMandate: {
    asked: ({ person }) => [
      {
        input: {
          personId: person,
          actorEmail: 'far-broker@second.example',
          type: 'BROKER',
          scopes: ['VIEW'],
          startsOn: TODAY,
        },
      },
    ],
    rightful: holder,
  },
  endMandate: { asked: (ids) => [{ mandateId: ids.mandate }], rightful: holder },
  peopleIHelp: { asked: () => [{}, { filter: { needsMe: true } }] },
  actsForMe: { asked: (ids) => [{ mandateId: ids.mandate }, {}] },
  whoActsFor: { asked: ({ person }) => [{ personId: person }], rightful: 'caremanager@first.example' },
  declareConflict: {
    asked: (ids) => [{ mandateId: ids.mandate, declaration: 'It is all right.' }],
    rightful: holder,
  },
  recordCapacity: {
    asked: ({ person }) => [{ input: { personId: person, hasCapacity: false, on: TODAY, evidence: 'Seen.' } }],
    rightful: 'caremanager@first.example',
  },
  askAboutMandate: {
    asked: (ids) => [{ mandateId: ids.mandate, message: 'Why?', wantsAdvocate: false }],
    rightful: holder,
  },
  placeOrder: {
    asked: ({ person, budget, self }) => [
      { input: { ...visit, personId: person } },
      { input: { ...visit, personId: person, budgetId: budget } },
      { input: { ...visit, personId: self, budgetId: budget } },
    ],
    rightful: holder,
  },
  proposeSharedOrder: {
    asked: ({ person, self }) => [
      { input: { ...together, people: [{ personId: person, shownUnitPricePence: price }, { email: 'a@b.example' }] } },
      {
        input: {
          ...together,
          people: [self, person].map((personId) => ({ personId, shownUnitPricePence: price })),
        },
      },
    ],
    rightful: holder,
  },
  answerSharedOrder: {
    asked: ({ person, self, shared }) => [
      { input: { ...key, sharedOrderId: shared, personId: person, yes: false } },
      { input: { ...key, sharedOrderId: shared, personId: self, yes: false } },
    ],
    rightful: holder,
  },
  proposeJointOrder: {
    asked: ({ person, budget }) => [
      { input: { ...visit, personId: person } },
      { input: { ...visit, personId: person, budgetId: budget } },
    ],
    rightful: 'joint0@first.example',
  },
  answerJointOrder: {
    asked: ({ joint }) => [
      { input: { ...key, jointOrderId: joint, yes: false } },
      { input: { ...key, jointOrderId: joint, yes: true } },
    ],
    rightful: holder,
  },
  jointOrder: { asked: (ids) => [{ id: ids.joint }], rightful: holder },
  jointOrders: { asked: ({ person }) => [{ personId: person }, {}], rightful: holder },
  sharedOrder: { asked: (ids) => [{ id: ids.shared }], rightful: holder },
  sharedOrders: { asked: ({ person }) => [{ personId: person }, {}], rightful: holder },
  acceptOrder: { asked: (ids) => [{ orderId: ids.newOrder, ...key }], rightful: provider },
  declineOrder: { asked: (ids) => [{ orderId: ids.newOrder, ...key, reason: 'No' }], rightful: provider },
  decideOrder: {
    asked: (ids) => [
      { orderId: ids.waitingOrder, ...key, approve: true },
      { orderId: ids.waitingOrder, ...key, approve: false, reason: 'No' },
    ],
    rightful: 'approver@first.example',
  },
  cancelOrder: {
    asked: (ids) => [
      { input: { ...key, orderId: ids.newOrder, agreedFeePence: 0 } },
      { input: { ...key, orderId: ids.acceptedOrder, occurrenceId: ids.occurrence, agreedFeePence: price } },
    ],
    rightful: holder,
  },
  cancellationPreview: {
    asked: (ids) => [
      { orderId: ids.newOrder },
      { orderId: ids.acceptedOrder, occurrenceId: ids.occurrence },
      { orderId: ids.newOrder, fromOn: TODAY, throughOn: '2026-04-01' },
    ],
    rightful: holder,
  },
  amendOrder: { asked: (ids) => [{ input: amendment(ids.newOrder) }], rightful: holder },
  amendmentPreview: { asked: (ids) => [{ input: amendment(ids.newOrder) }], rightful: holder },
  answerChange: {
    asked: (ids) => [
      { orderId: ids.acceptedOrder, ...key, version: 1, accept: true },
      { orderId: ids.acceptedOrder, ...key, version: 1, accept: false, reason: 'No' },
    ],
    rightful: provider,
  },
  resumeOrder: { asked: (ids) => [{ orderId: ids.newOrder, ...key, fromOn: TODAY }], rightful: holder },
  ownMoneyOffer: {
    asked: ({ person }) => [{ personId: person, variantId: id('variant', 1), quantity: '1', onDate: TODAY }],
  },
  ownMoney: {
    asked: ({ person }) => [
      { personId: person, from: '2026-03-01', to: '2026-04-01' },
      { from: '2026-03-01', to: '2026-04-01' },
    ],
  },
  trialsToDecide: { asked: ({ person }) => [{ personId: person }], rightful: holder },
  continueTrial: { asked: (ids) => [{ orderId: ids.trial, ...key, shownUnitPricePence: price / 2 }], rightful: holder },
  leaveTrial: { asked: (ids) => [{ input: { orderId: ids.trial, ...key, reason: 'No' } }], rightful: holder },
  agreePriceRise: { asked: (ids) => [{ orderId: ids.newOrder, ...key, riseId: id('nothing') }] },
  agreeOwnMoney: {
    asked: (ids) => [{ input: { orderId: ids.newOrder, ...key, questionId: id('nothing'), agreedOwnMoneyPence: 100 } }],
  },
  recordDelivery: { asked: (ids) => [{ input: note(ids.occurrence) }], rightful: provider },
  recordDeliveries: { asked: (ids) => [{ inputs: [note(ids.occurrence)], ...key }], rightful: provider },
  deliveryTemplate: nothingToName,
  importDeliveries: {
    asked: (ids) => [
      { csv: `${fileHeading}\n${ids.occurrence},Somebody,Somewhere,08:00,10:00,2`, dryRun: true },
      { csv: `${fileHeading}\n${ids.occurrence},Somebody,Somewhere,08:00,10:00,2`, dryRun: false },
    ],
    rightful: provider,
    alwaysNew: /"value":"[0-9a-f-]{30}…"/,
  },
  confirmDelivery: { asked: (ids) => [{ deliveryId: ids.delivery, ...key }], rightful: holder },
  confirmDeliveries: { asked: (ids) => [{ deliveryIds: [ids.delivery], ...key }], rightful: holder },
  disputeDelivery: { asked: (ids) => [{ deliveryId: ids.delivery, ...key, reason: 'No' }], rightful: holder },
  dispute: { asked: (ids) => [{ id: ids.dispute }], rightful: holder },
  disputes: { asked: ({ person }) => [{ filter: { personId: person } }, {}], rightful: holder },
  writeInDispute: { asked: (ids) => [{ disputeId: ids.dispute, ...key, body: 'No' }], rightful: holder },
  askCouncil: { asked: (ids) => [{ disputeId: ids.dispute, ...key }], rightful: holder },
  closeDispute: { asked: (ids) => [{ disputeId: ids.dispute, ...key, agreedPence: 4820 }], rightful: holder },
  decideDispute: {
    asked: (ids) => [{ input: { disputeId: ids.dispute, ...key, decision: 'PAY_NOTHING', reason: 'No' } }],
    rightful: 'approver@first.example',
  },
  coverOptions: { asked: (ids) => [{ occurrenceId: ids.occurrence }] },
  coverRequests: { asked: ({ person }) => [{ personId: person }, {}] },
  askForCover: {
    asked: (ids) => [{ ...key, occurrenceId: ids.occurrence, variantIds: [id('variant', 2)] }],
    rightful: holder,
  },
  replacementChoice: { asked: (ids) => [{ orderId: ids.acceptedOrder }], rightful: holder },
  askForReplacement: {
    asked: (ids) => [
      { input: { ...key, orderId: ids.acceptedOrder, fromOn: '2026-03-20', variantIds: [id('variant', 2)] } },
    ],
    rightful: holder,
  },
  withdrawCover: { asked: (ids) => [{ requestId: ids.occurrence, ...key }] },
  answerCover: { asked: (ids) => [{ requestId: ids.occurrence, accept: true }] },
  cancelAsProvider: {
    asked: (ids) => [{ input: { ...key, orderId: ids.acceptedOrder, reason: 'We are ill.' } }],
    rightful: provider,
  },
  visitAlerts: { asked: ({ person }) => [{ personId: person }, {}] },
  silence: { asked: ({ person }) => [{ personId: person }], rightful: holder },
  startVisit: {
    asked: (ids) => [
      {
        input: { ...key, occurrenceId: ids.occurrence, startedAt: `${TODAY}T08:05:00Z`, workerName: 'Somebody' },
      },
    ],
    rightful: provider,
  },
  setSilence: {
    asked: ({ person }) => [{ input: { ...key, personId: person, confirms: false, reason: 'Nobody is here.' } }],
    rightful: holder,
  },
  settleDispute: { asked: (ids) => [{ deliveryId: ids.disputedDelivery, ...key, quantity: '0' }], rightful: provider },
  recordInstalment: {
    asked: (ids) => [{ input: { ...key, budgetId: ids.budget, amountPence: 100, onDate: TODAY } }],
    rightful: finance,
  },
  expenseKinds: nothingToName,
  expense: 'expenses.int-spec.ts',
  recordExpense: {
    asked: (ids) => [
      { input: { ...key, budgetId: ids.budget, kind: 'WAGES', payee: 'Me', spentOn: TODAY, amountPence: 100 } },
    ],
    rightful: holder,
  },
  returns: 'returns.int-spec.ts',
  sendReturn: 'returns.int-spec.ts',
  bankLine: 'bank-statements.int-spec.ts',
  explainBankLine: 'bank-statements.int-spec.ts',
  undoBankExplanation: 'bank-statements.int-spec.ts',
  importBankStatement: {
    asked: (ids) => [
      { input: { ...key, budgetId: ids.budget, file: `Date,Details,Amount\n${TODAY},Wages,-1.00\n` } },
      { input: { ...key, budgetId: ids.budget, file: 'no statement' } },
    ],
    rightful: holder,
  },
  planRegularExpense: {
    asked: (ids) => [
      {
        input: {
          ...key,
          budgetId: ids.budget,
          kind: 'WAGES',
          payee: 'Me',
          amountPence: 100,
          every: 'WEEK',
          firstOn: TODAY,
        },
      },
    ],
    rightful: holder,
  },
  changeRegularExpense: 'regular-expenses.int-spec.ts',
  endRegularExpense: 'regular-expenses.int-spec.ts',
  addReceipt: 'expenses.int-spec.ts',
  reverseExpense: 'expenses.int-spec.ts',
  workOutContribution: {
    asked: (ids) => [
      { budgetId: ids.budget, onDate: TODAY, means: { disposableIncomePence: 10_000, capitalPence: 0 } },
    ],
    rightful: finance,
  },
  recordContributionAssessment: {
    asked: (ids) => [
      {
        input: { ...key, budgetId: ids.budget, fromOn: '2026-03-20', entered: { weeklyPence: 100, netting: 'NET' } },
      },
      {
        input: {
          ...key,
          budgetId: ids.budget,
          fromOn: '2026-03-20',
          means: { disposableIncomePence: 1, capitalPence: 1 },
        },
      },
    ],
    rightful: finance,
  },
  recordContributionReceived: {
    asked: (ids) => [{ input: { ...key, budgetId: ids.budget, amountPence: 100, onDate: TODAY } }],
    rightful: finance,
  },
  askForContribution: {
    asked: (ids) => [{ input: { ...key, budgetId: ids.budget, amountPence: 100 } }],
    rightful: finance,
  },
  reimburseContribution: {
    asked: (ids) => [{ input: { ...key, budgetId: ids.budget, amountPence: 100, onDate: TODAY } }],
    rightful: finance,
  },
  approveInvoice: { asked: (ids) => [{ invoiceId: ids.issuedInvoice, ...key }], rightful: finance },
  preparePaymentRun: {
    asked: (ids) => [{ ...key, invoiceIds: [ids.issuedInvoice] }, { ...key, invoiceIds: [ids.paidInvoice] }, key],
    rightful: finance,
  },
  releasePaymentRun: { asked: (ids) => [{ paymentRunId: ids.run, ...key }], rightful: finance },
  recordProviderRefund: {
    asked: (ids) => [{ input: { ...key, creditNoteId: ids.creditNote, amountPence: 1, receivedOn: TODAY } }],
    rightful: finance,
  },
  rateOrder: { asked: (ids) => [{ input: { ...key, orderId: ids.paidOrder, scores } }], rightful: holder },
  moderateRating: {
    asked: (ids) => [
      { id: ids.rating, publish: true },
      { id: ids.rating, publish: false, reason: 'No' },
    ],
    rightful: 'moderator@first.example',
  },
  replyToRating: { asked: (ids) => [{ id: ids.rating, reply: 'Thank you.' }] },
  saveCommunityListing: {
    asked: (ids) => [{ input: { ...listing, id: ids.listing } }],
    rightful: 'group@first.example',
  },
  moderateListing: {
    asked: (ids) => [
      { id: ids.listing, publish: true },
      { id: ids.listing, publish: false, reason: 'No' },
    ],
    rightful: 'moderator@first.example',
  },
  disagreeWithReclaim: {
    asked: (ids) => [{ input: { ...key, reclaimId: ids.reclaim, words: 'I need it.' } }],
    rightful: holder,
  },
  decideReclaim: {
    asked: (ids) => [
      { input: { ...key, reclaimId: ids.reclaim, takePence: 1, reason: 'Over.' } },
      { input: { ...key, reclaimId: ids.reclaim, takePence: 0, reason: 'Needed.' } },
    ],
    rightful: finance,
  },
  changeBudgetAmount: {
    asked: (ids) => [{ input: { ...key, ...decided, budgetId: ids.budget, fromDate: TODAY, weeklyPence: 100 } }],
    rightful: finance,
  },
  addYearlySum: {
    asked: (ids) => [{ input: { ...key, ...decided, budgetId: ids.budget, firstOn: TODAY, amountPence: 100 } }],
    rightful: finance,
  },
  changeFunders: {
    asked: (ids) => [
      { input: { ...key, ...decided, budgetId: ids.budget, fromDate: TODAY, sources: [{ kind: 'NHS', weight: 1 }] } },
    ],
    rightful: finance,
  },
  holdingEffect: {
    asked: (ids) => [
      {
        input: {
          budgetId: ids.budget,
          fromDate: TODAY,
          routes: [{ route: 'DIRECT_PAYMENT', weeklyPence: 1 }, { route: 'COUNCIL_MANAGED' }],
        },
      },
    ],
    rightful: finance,
  },
  changeHolding: {
    asked: (ids) => [
      { input: { ...key, ...decided, budgetId: ids.budget, fromDate: TODAY, routes: [{ route: 'DIRECT_PAYMENT' }] } },
    ],
    rightful: finance,
  },
  setSumApart: {
    asked: (ids) =>
      ['CONTINGENCY', 'EMPLOYER'].map((kind) => ({
        input: { ...key, ...decided, budgetId: ids.budget, kind, amountPence: 100 },
      })),
    rightful: finance,
  },
  openContingency: {
    asked: (ids) => [{ input: { ...key, ...decided, budgetId: ids.budget, amountPence: 1 } }],
    rightful: 'approver@first.example',
  },
  endYearlySum: {
    asked: (ids) => [
      { input: { ...key, ...decided, budgetId: ids.budget, yearlySumId: ids.yearlySum, fromDate: '2026-06-01' } },
    ],
    rightful: finance,
  },
  pausedVisits: { asked: (ids) => [{ budgetId: ids.budget }], rightful: holder },
  cancelPausedVisits: {
    asked: (ids) => [{ input: { ...key, budgetId: ids.budget, agreedFeePence: 0 } }],
    rightful: holder,
  },
  pauseBudget: {
    asked: (ids) => [{ input: { ...key, ...decided, budgetId: ids.budget, fromDate: TODAY } }],
    rightful: finance,
  },
  restartBudget: {
    asked: (ids) => [{ input: { ...key, ...decided, budgetId: ids.budget, fromDate: TODAY } }],
    rightful: finance,
  },
  closeBudget: {
    asked: (ids) => [{ input: { ...key, ...decided, budgetId: ids.budget, fromDate: TODAY, cause: 'MOVED' } }],
    rightful: finance,
  },
};

/** Who has no business with holder 0's affairs, and the id each asks about as their own. */
const STRANGERS: readonly (readonly [email: string | null, self: string])[] = [
  ['finance@second.example', id('finance-second')],
  ['approver@second.example', id('approver-second')],
  ['commissioner@second.example', id('commissioner-second')],
  ['commissioner@first.example', id('commissioner-first')],
  ['caremanager@second.example', id('caremanager-second')],
  ['moderator@second.example', id('moderator-second')],
  ['holder@second.example', id('other-holder')],
  ['holder1@first.example', id('holder', 1)],
  ['other-provider@first.example', id('provider-staff', 2)],
  ['far-broker@second.example', id('broker', 1)],
  ['selffunder@first.example', id('self-funder')],
  ['other-group@second.example', id('group', 1)],
  ['operator@first.example', id('operator')],
  [null, randomUUID()],
];

const schema = productSchema();
let lively: LivelyWorld;
let database: WholeDatabase;
let ids: Ids;
let secrets: readonly string[];
const clients = new Map<string | null, GraphqlClient>();

beforeAll(async () => {
  lively = await LivelyWorld.open(3);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  const life = await lively.live(0);
  const finance = await lively.world.actor('finance-first');
  const another = await lively.invoiced(0, 'in-a-run');
  await lively.invoicing.approveInvoices(finance, {
    invoiceIds: [another.invoiceId],
    idempotencyKey: 'approve-for-the-run',
  });
  const run = await lively.invoicing.preparePaymentRun(finance, { idempotencyKey: 'prepare-for-the-run' });
  await lively.worker.readOutbox();
  const told = await (
    await lively.signInAs(holder)
  ).ask<{ edges: { node: { id: string } }[] }>('messages', 'query { messages { edges { node { id } } } }');
  const message = told.edges[0]?.node.id ?? '';
  await lively.world.identity.setPolicy(finance, lively.world.councilId, [
    { key: 'reserveWeeks', value: 0, from: TODAY },
    { key: 'reclaimNoticeDays', value: 0, from: TODAY },
  ]);
  await lively.house.application.get<BudgetLifePort>(BUDGET_LIFE).proposeReclaims();
  const proposed = await database.superuser.query<{ id: string }>(
    'select id from ledger.reclaim where budget_id = $1',
    [life.budget],
  );
  await lively.house.application.get<BudgetLifePort>(BUDGET_LIFE).addYearlySum(finance, {
    ...decided,
    budgetId: life.budget,
    idempotencyKey: 'yearly-for-isolation',
    firstOn: '2026-07-01',
    amountPence: 100n,
  });
  const yearly = await database.superuser.query<{ id: string }>(
    'select id from ledger.yearly_sum where budget_id = $1',
    [life.budget],
  );
  const shared = await lively.house.application
    .get<SharedOrdersPort>(SHARED_ORDERS)
    .propose(await lively.world.actor('holder', 0), {
      ...together,
      idempotencyKey: 'shared-for-isolation',
      place: secretsOf(0).place,
      note: secretsOf(0).note,
      people: [{ personId: life.person, shownUnitPricePence: AGREED_PENCE }, { email: 'holder2@first.example' }],
    });
  const joint = await lively.jointly(0);
  const away = await lively.ordering.enterInterruption(await lively.world.actor('holder', 0), {
    personId: life.person,
    kind: 'HOSPITAL',
    fromOn: '2026-04-01',
    agreedFeePence: 0n,
    idempotencyKey: 'away-for-isolation',
  });
  const trial = await lively.trial(0);
  const [dispute] = (
    await database.superuser.query<{ id: string }>('select id from ordering.dispute where delivery_id = $1', [
      life.disputedDelivery,
    ])
  ).rows;
  ids = {
    ...life,
    run,
    creditNote: await lively.creditNote(0, life.paidOrder),
    away,
    dispute: dispute?.id ?? '',
    trial,
    message,
    reclaim: proposed.rows[0]?.id ?? '',
    yearlySum: yearly.rows[0]?.id ?? '',
    shared,
    joint,
    self: life.person,
  };
  const orders = [life.paidOrder, life.acceptedOrder, life.newOrder, life.waitingOrder];
  secrets = [
    ...Object.values(secretsOf(0)),
    ...Object.values(life),
    run,
    shared,
    joint,
    ids.reclaim,
    ids.creditNote,
    ...orders.map(shortReference),
  ];
  for (const [email] of STRANGERS)
    clients.set(email, email === null ? new GraphqlClient(lively.house.origin) : await lively.signInAs(email));
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

function kindOf(name: string): 'query' | 'mutation' {
  return name in rootFields(schema, 'query') ? 'query' : 'mutation';
}

/** The whole answer, byte for byte. */
async function ask(client: GraphqlClient, name: string, args: Args): Promise<string> {
  // A key of its own for each try, so that none of them is the repeat of another.
  const fresh = JSON.parse(JSON.stringify(args).replaceAll(key.idempotencyKey, randomUUID())) as Args;
  const { forPersonId, ...rest } = fresh;
  const searched = rest['search'] as { forPersonId?: string } | undefined;
  const person = forPersonId ?? searched?.forPersonId;
  const operation = wholeOperation(schema, kindOf(name), name, Object.keys(rest), {
    forPerson: person !== undefined,
    depth: 3,
  });
  const reply = await client.send(operation, {
    ...rest,
    ...(operation.includes('$forPersonId') ? { forPersonId: person } : {}),
  });
  return JSON.stringify(reply);
}

function missing(self: string): Ids {
  return { ...(Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()])) as unknown as Ids), self };
}

describe('what belongs to one council, person or provider', () => {
  const fields = [...Object.keys(rootFields(schema, 'query')), ...Object.keys(rootFields(schema, 'mutation'))];

  it('has a case for every field of the schema, and no other', () => {
    expect(fields.filter((name) => !(name in CASES))).toEqual([]);
    expect(Object.keys(CASES).filter((name) => !fields.includes(name))).toEqual([]);
    const elsewhere = Object.values(CASES).filter((one) => typeof one === 'string');
    expect(elsewhere.filter((file) => !existsSync(new URL(file, import.meta.url)))).toEqual([]);
  });

  const cases = Object.entries(CASES).flatMap(([name, one]) => (typeof one === 'string' ? [] : [[name, one] as const]));

  it.each(cases)(
    '%s: nothing for strangers, and no trace',
    async (name, { asked, ownTrace = [], alwaysNew = /(?!)/, except = [] }) => {
      const before = await database.digest();
      for (const [email, self] of STRANGERS.filter(([one]) => one === null || !except.includes(one))) {
        const client = clients.get(email);
        if (!client) throw new Error(`Nobody signed in as ${email ?? 'nobody'}.`);
        const nothing = asked(missing(self));
        for (const [way, args] of asked({ ...ids, self }).entries()) {
          const answer = await ask(client, name, args);
          const asking = (text: string): string =>
            `${email ?? 'anonymous'} asked ${name}: ${text.replace(alwaysNew, '')}`;
          const told = asking(answer);
          expect(told).not.toContain('INTERNAL_SERVER_ERROR');
          expect(told).not.toContain('GRAPHQL_VALIDATION_FAILED');
          expect(told).not.toContain('BAD_USER_INPUT');
          expect(asking(await ask(client, name, nothing[way] ?? {}))).toBe(told);
          expect(secrets.filter((secret) => answer.includes(secret))).toEqual([]);
          // A holder of the same council may see its prices.
          if (email !== 'holder1@first.example') expect(answer).not.toContain(`:${AGREED_PENCE}`);
        }
      }
      const after = await database.digest();
      const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
      expect(changed.filter((table) => !ownTrace.includes(table))).toEqual([]);
    },
  );

  it('the books are right afterwards', async () => {
    expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({
      sumPence: 0,
      breaches: 0,
      first: null,
    });
  });

  const rightful = cases.flatMap(([name, one]) => (one.rightful ? [[name, one.rightful, one] as const] : []));

  it.each(rightful)('%s: another answer for %s, whose right it is', async (name, email, { asked }) => {
    const client = clients.get(email) ?? (await lively.signInAs(email));
    clients.set(email, client);
    const self = email === holder ? ids.person : randomUUID();
    const nothing = asked(missing(self));
    for (const [way, args] of asked({ ...ids, self }).entries()) {
      const asks = (ways: readonly Args[]): string => JSON.stringify(ways[way]);
      if (asks(nothing) === asks(asked({ ...ids, self }))) continue;
      expect(await ask(client, name, args)).not.toBe(await ask(client, name, nothing[way] ?? {}));
    }
  });
});
