import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SEARCH_HEALTH, type SearchHealthPort, WANTED, type WantedPort } from '@owncourse/catalogue/contract';
import { Database, statement } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { SHARED_ORDERS, type SharedOrdersPort } from '@owncourse/ordering/contract';
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { STORE_QUESTIONS, type StoreQuestionsPort } from '@owncourse/ratings/contract';
import pg from 'pg';
import { AGREED_PENCE, id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { type Life, LivelyWorld, NOW, secretsOf } from './fixtures/lively-world.js';
import { orderOf, takeCall } from './fixtures/telephone-world.js';
import { productSchema, wholeOperation } from './fixtures/whole-operation.js';
import { GraphqlClient } from './graphql-client.js';

const FEW = 3;
const MANY = 12;
/** At most; what is kept for everybody is there by then. */
const WARM_UPS = 5;
/** A person of whom much is recorded. */
const WATCHED = 500;

interface List {
  readonly field: string;
  /** Null for somebody who is not signed in. */
  readonly as: string | null;
  readonly args?: Readonly<Record<string, unknown>>;
  /** Where the rows are, if they are not the field itself or its edges. */
  readonly rows?: (answer: Record<string, unknown>) => readonly unknown[];
  readonly depth?: number;
}

const broker = 'broker@first.example';
const finance = 'finance@first.example';
const provider = 'provider@first.example';
const span = { from: '2026-03-01', to: '2026-04-30', first: 500 };
const whole = { first: 100 };
const below = (name: string) => (answer: Record<string, unknown>) => answer[name] as readonly unknown[];

/** Every list of the schema, with everything that can be asked below it. */
const LISTS: readonly List[] = [
  { field: 'services', as: null, args: whole },
  { field: 'services', as: 'holder0@first.example', args: { ...whole, search: { forPersonId: id('holder') } } },
  { field: 'services', as: broker, args: { ...whole, search: { forPersonId: id('holder') } } },
  { field: 'services', as: null, args: { ...whole, search: { words: 'help', postcode: 'MB1', sort: 'NEAREST' } } },
  { field: 'provider', as: null, args: { id: id('provider', 1) }, rows: below('services') },
  { field: 'ownStore', as: provider, rows: below('services') },
  { field: 'eventsThisWeek', as: null, args: whole },
  {
    field: 'communityWeek',
    as: null,
    rows: (answer) => (answer['days'] as { readonly events: readonly unknown[] }[]).flatMap((day) => day.events),
    depth: 3,
  },
  { field: 'missingSupport', as: 'commissioner@first.example' },
  { field: 'reportedListings', as: 'moderator@first.example' },
  { field: 'myListings', as: 'group@first.example' },
  { field: 'wantedAnswersToModerate', as: 'moderator@first.example', depth: 2 },
  { field: 'listingsToModerate', as: 'moderator@first.example' },
  { field: 'storeQuestionsToUs', as: provider },
  { field: 'storeQuestionsToModerate', as: 'moderator@first.example' },
  { field: 'ratingsToModerate', as: 'moderator@first.example' },
  { field: 'me', as: broker, rows: below('actsFor') },
  { field: 'assignedPeople', as: 'caremanager@first.example' },
  { field: 'budgets', as: broker, args: whole },
  { field: 'budgets', as: finance, args: whole },
  { field: 'orders', as: broker, args: whole, depth: 2 },
  { field: 'orders', as: finance, args: whole, depth: 2 },
  { field: 'orders', as: provider, args: whole, depth: 2 },
  { field: 'ordersToApprove', as: 'approver@first.example', args: whole, depth: 2 },
  { field: 'peopleNamed', as: finance, args: { name: 'Holder' } },
  { field: 'interruptions', as: 'caremanager@first.example', args: { personId: id('holder') } },
  { field: 'openTelephoneCalls', as: 'caremanager@first.example', depth: 1 },
  { field: 'letters', as: finance, args: { posted: false, ...whole } },
  { field: 'urgentCare', as: finance, args: whole, depth: 2 },
  {
    field: 'urgentOptions',
    as: 'approver@first.example',
    args: { personId: id('holder'), supportType: 'help-at-home' },
    depth: 1,
  },
  { field: 'occurrences', as: broker, args: span, depth: 2 },
  { field: 'occurrences', as: provider, args: span, depth: 2 },
  { field: 'deliveries', as: broker, args: whole },
  { field: 'deliveries', as: provider, args: whole },
  { field: 'disputes', as: broker, args: whole },
  { field: 'ownMoney', as: finance, args: { ...span, first: 100 }, depth: 2 },
  { field: 'trialsToDecide', as: 'holder0@first.example', args: { personId: id('holder') }, depth: 2 },
  { field: 'disputes', as: provider, args: whole },
  { field: 'visitAlerts', as: provider, args: whole },
  { field: 'sharedOrders', as: broker, args: whole, depth: 2 },
  { field: 'jointOrders', as: broker, args: whole, depth: 2 },
  { field: 'invoices', as: finance, args: whole },
  { field: 'invoices', as: provider, args: whole },
  { field: 'invoices', as: broker, args: whole },
  { field: 'paymentRuns', as: finance, args: whole },
  { field: 'creditNotes', as: finance, args: whole },
  { field: 'creditNotes', as: provider, args: whole },
  { field: 'rateCards', as: finance },
  { field: 'peopleIHelp', as: broker, args: whole },
  { field: 'messages', as: broker, args: whole },
  { field: 'mailsToMe', as: broker, args: whole },
  { field: 'reclaims', as: finance, args: whole },
  { field: 'budgetsRunningShort', as: finance, args: whole },
  { field: 'returns', as: finance, args: { sent: false, ...whole } },
  { field: 'holdersFor', as: finance, args: { budgetId: id('budget'), on: '2026-03-10' } },
  { field: 'fundsHeld', as: provider },
  { field: 'coverRequests', as: 'holder0@first.example', args: { personId: id('holder'), ...whole } },
  {
    field: 'whoActsFor',
    as: 'caremanager@first.example',
    args: { personId: id('holder', WATCHED) },
    rows: below('records'),
  },
];

/** Lists of the schema that are not measured here, each for this reason. */
const NOT_MEASURED: Readonly<Record<string, string>> = {
  'Query.selfBillingAgreements': 'One statement, two hundred rows at the most, and the loaders of names.',
  'Query.invoicesToSortOut': 'Five statements whatever is in it, and the loaders of names.',
  'Query.incomingInvoices': 'One statement, and the loaders of names.',
  'Query.ownInvoices': 'Two statements; a row has no more to ask for.',
  'Query.bills': 'One statement for the ids, then the loaders of Query.invoices and one more for who pays.',
  'Query.trailBeginnings': 'One statement and one for the names; two hundred rows at the most.',
  'Trail.rows': 'Three statements whatever there is, and the loaders of names.',
  'Query.monthsOfBooks': 'Two statements; a row asks for its lines only on a page of its own.',
  'Basket.parts':
    'One person’s own, thirty lines at the most; services, variants and providers come through the loaders of Query.services.',
  'BasketPart.lines': 'As Basket.parts.',
  'Query.supportTypes': 'The house’s own words, one statement; a row has no more to ask for.',
  'WhatElse.wishes': 'Measured in catalogue/test/what-else.int-spec.ts: asks as often for eight wishes as for four.',
  'WhatElseWish.free': 'As WhatElse.wishes; at most three of each wish, read together.',
  'LookedForBoard.councils': 'Those of one provider, few; three statements for each.',
  'LookedForInCouncil.rows': 'Through the loader of kinds of support, one statement for all.',
  'Query.servicesByIds': 'Through the loaders of Query.services, at most twenty rows.',
  'Query.wards': 'A council’s wards, one statement; a row has no more to ask for.',
  'Query.expenseKinds': 'The house’s own words, one statement; a row has no more to ask for.',
  'Query.cardReferences': 'One statement, of no other room; at most 500 rows.',
  'Query.cardSums': 'One row for each provider, one statement; the providers through the loader of Query.invoices.',
  'MyCard.charges':
    'At most 100 in one statement; order and provider through the loaders that Query.ownMoney is measured with.',
  'OurCardAccount.charges': 'As MyCard.charges.',
  'Query.councils': 'The same few for everybody.',
  'Query.demoPeople': 'From the configuration; no statement at all.',
  'Query.messagePreferences': 'One row for each topic there is, whoever asks.',
  'Query.funderAccounts': 'One row for each kind of funder there is; a row has no more to ask for.',
  'Query.coverOptions': 'Asked for one visit; its providers, services and variants are as those of coverRequests.',
  'Query.actsForMe': 'Measured in acts-for-me.int-spec.ts: asks as often for many as for few.',
  'Query.myStoreQuestions': 'As Query.storeQuestionsToUs, of one person.',
  'Query.myWanted': 'Of one person, five open at the most; its rows are as those of Query.listingsToModerate.',
  'Query.guideAnswers': 'One row of an organisation’s own; an answer has no more to ask for.',
  'Query.catalogueImports':
    'At most twenty, one statement, and one more for what is wrong with the rows of all of them.',
  'Query.storeChecksToLookAt': 'One statement; a row has no more to ask for.',
  'BasketOrdered.orders': 'In the answer of a mutation; orders are measured as a list.',
  'DeliveriesDone.deliveries': 'In the answer of a mutation; deliveries are measured as a list.',
  'DeliveryFile.ready': 'In the answer of a mutation; occurrences are measured as a list.',
  'InterruptionPreview.visits': 'What one entry takes away; occurrences are measured as a list.',
  'PausedVisits.visits': 'Visits of one budget; occurrences are measured as a list.',
  'OwnMoneyOffer.instead': 'As Query.coverOptions.',
  'ReplacementChoice.options': 'As Query.coverOptions.',
  'Query.rateCardProviders': 'One statement and the providers’ loader; a row is as in Query.services.',
  'Query.ourRateCards': 'One statement for the cards and one for the prices of all of them.',
  'Query.ourPayments': 'One statement and the names of the councils, by one loader.',
  'Query.bankResults': 'One statement and the names of the officers, by one loader.',
  'Query.bankChecks': 'Three statements however many providers; names by one loader.',
  'PaymentRunPreview.exceptions': 'Four statements however many; providers are loaded as those of invoices.',
  'Query.rateProposals': 'One statement; its providers are loaded as those of Query.rateCards.',
};

const schema = productSchema();
let lively: LivelyWorld;
const clients = new Map<string | null, GraphqlClient>();
/** Nothing reaches the database by any other way. */
const queries = jest.spyOn(pg.Client.prototype, 'query');

/** How often each statement was sent since the count began. */
function sent(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [statement] of queries.mock.calls as unknown as [
    string | { readonly name?: string; readonly text: string },
  ][]) {
    const name = typeof statement === 'string' ? statement : (statement.name ?? statement.text);
    // Read once a second, whoever searches.
    if (name === 'catalogue.index-stale') continue;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

beforeAll(async () => {
  lively = await LivelyWorld.open(FEW);
  // So that every budget has something over.
  await lively.world.identity.setPolicy(await lively.world.actor('finance-first'), lively.world.councilId, [
    { key: 'reserveWeeks', value: 0, from: '2026-03-01' },
  ]);
  for (const { as } of LISTS) {
    if (!clients.has(as))
      clients.set(as, as === null ? new GraphqlClient(lively.house.origin) : await lively.signInAs(as));
  }
});

afterAll(async () => {
  queries.mockRestore();
  await lively.house.close();
});

/** One more of everything that a list can hold. */
async function grow(number: number): Promise<void> {
  const { world } = lively;
  const life = await lively.live(number);
  await lively.creditNote(number, life.paidOrder);
  await lively.trial(0, number);
  await lively.ordering.alertUnstarted();
  await lively.house.application.get<BudgetLifePort>(BUDGET_LIFE).proposeReclaims();
  await shop(number);
  await publish(number, life);
  await lively.ordering.startUrgentCare(await world.actor('caremanager-first'), {
    idempotencyKey: `urgent-care-of-${number}`,
    personId: life.person,
    variantId: world.variantId,
    quantity: '1',
    place: 'At home',
    reason: secretsOf(number).reason,
  });
  await lively.house.application
    .get(Database)
    .call(statement('test.insert-letter', 'select ordering.insert_letter($1, $2, $3, $4, null, $5, true, $6)'), [
      world.councilId,
      id('letter', number),
      life.person,
      id('letter-message', number),
      { title: 'News', lines: [], facts: [] },
      NOW,
    ]);
  await lively.ordering.enterInterruption(await world.actor('caremanager-first'), {
    personId: id('holder'),
    kind: 'HOLIDAY',
    fromOn: '2027-01-01',
    toOn: '2027-01-02',
    agreedFeePence: 0n,
    idempotencyKey: `away-number-${number}`,
  });
  await record(number);
  await leave(number);
  const callId = await takeCall(lively, number, 'grow');
  await lively.ordering.placeOrder(await world.actor('caremanager-first'), orderOf(lively, number, 'grow', callId));
  await share(number);
  await lively.jointly(number);
  await heldBefore(number);
  if (number === 0) return;
  await lively.rates.publishRateCard(await world.actor('finance-first'), {
    councilId: world.councilId,
    providerId: id('shop', number),
    version: 1,
    validFrom: '2020-01-01',
    validBefore: null,
    bankHolidayMultiplier: '1',
    cancellationNoticeHours: 24,
    cancellationPercent: '0',
    items: [
      { variantId: id('shop-variant', number), unit: 'HOUR', kind: 'FIXED', unitPricePence: 2000n },
      { variantId: id('dear-variant', number), unit: 'HOUR', kind: 'CAPPED', unitPricePence: 2000n },
    ],
  });
  for (const visit of number === 1 ? ['first', 'second'] : ['only'])
    await lively.order(number, `own-money-${visit}`, {
      variantId: id('dear-variant', number),
      quantity: '1',
      shownUnitPricePence: 2000n,
      agreedOwnMoneyPence: PUBLIC_PENCE - 2000n,
    });
}

/** A year that is over, in which the person and then a provider held the money; and a week of this year that runs short. */
async function heldBefore(number: number): Promise<void> {
  const budgetId = lively.world.budgetOf(number);
  const superuser = new Database(lively.house.database.superuserUrl, 1);
  try {
    await superuser.call(
      statement(
        'test.period-before',
        `insert into ledger.budget_period select council_id, id, gen_random_uuid(), daterange('2025-01-01', '2025-12-31'), 4 from ledger.budget where id = $1`,
      ),
      [budgetId],
    );
    await superuser.call(
      statement(
        'test.held-before',
        `insert into ledger.holding (council_id, budget_id, route, payer_id, covers)
         select council_id, id, 'DIRECT_PAYMENT', person_id, daterange('2025-01-01', '2025-07-01') from ledger.budget where id = $1
         union all select council_id, id, 'INDIVIDUAL_SERVICE_FUND', $2, daterange('2025-07-01', '2025-12-31') from ledger.budget where id = $1`,
      ),
      [budgetId, lively.world.providerId],
    );
    await superuser.call(
      statement(
        'test.short-week',
        `insert into ledger.short_week (council_id, budget_id, week_starting, on_date, missing_pence, missing_in_all_pence, first_seen_at, seen_at)
         select council_id, id, '2026-04-06', '2026-04-07', 100, 100, $2, $2 from ledger.budget where id = $1`,
      ),
      [budgetId, NOW],
    );
  } finally {
    await superuser.close();
  }
}

/** One more thing recorded of somebody, who lets one more person help. */
async function record(number: number): Promise<void> {
  const { world } = lively;
  if (number === 0) await world.moveIn([WATCHED], 100n);
  await world.identity.recordLife(await world.actor('caremanager-first'), {
    personId: id('holder', WATCHED),
    kind: number % 2 === 0 ? 'CAPACITY_LOST' : 'CAPACITY_REGAINED',
    on: '2026-03-09',
    evidence: `Visit number ${number}.`,
  });
}

/** A visit of holder 0 that its provider cancels; another is asked. */
async function leave(number: number): Promise<void> {
  const orderId = await lively.order(0, `left-number-${number}`, {
    oneOff: { date: '2026-03-13' },
    quantity: '0.5',
    startTime: `${10 + number}:00`,
  });
  await lively.accept(orderId);
  const visits = await lively.ordering.visitsToDeliver(await lively.world.actor('provider-staff', 1), '2026-03-13');
  const left = visits.find((one) => one.orderId === orderId);
  await lively.ordering.cancelAsProvider(await lively.world.actor('provider-staff', 1), {
    orderId,
    idempotencyKey: `leave-number-${number}`,
    reason: 'Two of us are ill.',
  });
  await lively.ordering.askForCover(await lively.world.actor('holder', 0), {
    occurrenceId: left?.occurrenceId ?? '',
    variantIds: [id('variant', 2)],
    idempotencyKey: `cover-number-${number}`,
  });
}

/** Every other one is placed, so that both kinds are asked for. */
async function share(number: number): Promise<void> {
  const { world } = lively;
  const shared = lively.house.application.get<SharedOrdersPort>(SHARED_ORDERS);
  const other = number === 0 ? 1 : 0;
  const sharedOrderId = await shared.propose(await world.actor('holder', number), {
    idempotencyKey: `share-number-${number}`,
    variantId: world.variantId,
    quantity: '1',
    startTime: '09:00',
    oneOff: { date: '2026-03-12' },
    place: 'The club',
    people: [
      { personId: id('holder', number), shownUnitPricePence: AGREED_PENCE },
      { email: `holder${other}@first.example` },
    ],
  });
  if (number % 2 === 1) return;
  await shared.answer(await world.actor('holder', other), {
    sharedOrderId,
    personId: id('holder', other),
    yes: true,
    shownUnitPricePence: AGREED_PENCE,
    idempotencyKey: `share-too-${number}`,
  });
}

async function shop(number: number): Promise<void> {
  const operator = await lively.world.actor('operator');
  await lively.world.identity.createOrganisations(operator, [
    { id: id('shop', number), kind: 'PROVIDER', name: `Shop ${number}` },
  ]);
  await lively.catalogue.importProviders(operator, [
    {
      id: id('shop', number),
      name: `Shop ${number}`,
      kind: 'COMPANY',
      description: 'Help at home.',
      postcodeDistrict: 'MB1',
      phone: '01632 960100',
      email: 'hello@shop.example',
      website: null,
      cqcLocationId: null,
      cqcRating: null,
      vatStatus: 'EXEMPT_WELFARE',
      languages: ['English'],
    },
  ]);
  const service = {
    supportTypeSlug: 'help-at-home',
    name: `Help number ${number}`,
    summary: 'Help in your home.',
    description: 'We help.',
    whoFor: [],
    languages: [],
    genderOfWorker: 'any',
    accessNeeds: [],
    regulatedActivity: true,
    wardIds: [lively.world.wardId],
    radiusMiles: null,
    nextAvailableOn: null,
  } as const;
  await lively.catalogue.importServices(operator, [
    { ...service, id: id('shop-service', number), providerId: id('shop', number) },
    { ...service, id: id('more-service', number), providerId: lively.world.providerId },
  ]);
  const variant = {
    name: 'Hour',
    unit: 'HOUR',
    dayType: 'EVERY_DAY',
    timeBand: null,
    ratio: '1:1',
    vatTreatment: 'EXEMPT',
    publicUnitPricePence: PUBLIC_PENCE,
    minimumQuantity: '0.5',
    typicalQuantity: '2',
    durationMinutes: 60,
  } as const;
  await lively.catalogue.importVariants(operator, [
    { ...variant, id: id('shop-variant', number), serviceId: id('shop-service', number) },
    { ...variant, id: id('dear-variant', number), serviceId: id('shop-service', number) },
    { ...variant, id: id('more-variant', number), serviceId: id('more-service', number) },
  ]);
}

/** A second rating and listing that everybody may see; the first ones wait for the moderator. */
async function publish(number: number, life: Life): Promise<void> {
  const { world } = lively;
  const moderator = await world.actor('moderator-first');
  const second = await lively.invoiced(number, 'second-rated');
  const rating = await lively.ratings.rateOrder(await world.actor('holder', number), {
    orderId: second.orderId,
    idempotencyKey: `rate-again-${number}`,
    scores: { onTime: 5, asAgreed: 5, dignity: 5, outcomes: 4, chooseAgain: 5 },
    comment: secretsOf(number).comment,
  });
  await lively.ratings.moderateRating(moderator, { id: rating, publish: true, reason: null });
  const published = await lively.catalogue.saveCommunityListing(await world.actor('group'), {
    title: `Open listing ${number}`,
    description: 'Tea and company.',
    supportTypeSlug: 'help-at-home',
    wardId: world.wardId,
    placeName: 'The hall',
    postcodeDistrict: 'MB1',
    costPence: 0n,
    weekday: 'TU',
    startTime: '14:00',
    durationMinutes: 60,
    contactPhone: '01632 960300',
  });
  await lively.catalogue.moderateListing(moderator, { id: published, publish: true, reason: null });
  const questions = lively.house.application.get<StoreQuestionsPort>(STORE_QUESTIONS);
  const question = await questions.ask(await world.actor('holder', number), {
    serviceId: id('service', 1),
    question: `Question ${number}?`,
    mayShow: true,
    idempotencyKey: `ask-provider-${number}`,
  });
  await questions.answer(await world.actor('provider-staff', 1), { id: question, answer: 'Yes.', mayShow: true });
  await tellMissing();
  const wanted = lively.house.application.get<WantedPort>(WANTED);
  const wish = await wanted.saveWanted(await world.actor('holder', number), {
    title: 'A cooking group',
    description: 'In the evening.',
    supportTypeSlug: 'help-at-home',
    wardId: world.wardId,
  });
  await lively.catalogue.moderateListing(moderator, { id: wish, publish: true, reason: null });
  await wanted.answerWanted(await world.actor('group'), { wantedId: wish, listingId: published });
  await lively.catalogue.reportListing(null, `address-${number}`, { listingId: published, kind: 'WRONG' });
  const finance = await world.actor('finance-first');
  await lively.invoicing.approveInvoices(finance, {
    invoiceIds: [second.invoiceId],
    idempotencyKey: `approve-second-${life.person}`,
  });
}

/** Something that somebody says is missing; nobody's. */
async function tellMissing(): Promise<void> {
  const telling = `mutation { tellMissing(input: { words: "a cooking group", councilKey: "first" }) { __typename } }`;
  await new GraphqlClient(lively.house.origin).ask('tellMissing', telling);
}

interface Measured {
  readonly rows: number;
  readonly statements: Readonly<Record<string, number>>;
}

async function measure(list: List): Promise<Measured> {
  const { field, as, args = {}, rows } = list;
  const client = clients.get(as);
  if (!client) throw new Error(`Nobody signed in as ${as ?? 'nobody'}.`);
  const forPersonId = (args['search'] as { forPersonId?: string } | undefined)?.forPersonId;
  const operation = operationOf(list);
  const variables = { ...args, ...(operation.includes('$forPersonId') ? { forPersonId } : {}) };
  // What is read once for each session or connection, or once after a change, is read first.
  let answer: Record<string, unknown> = {};
  let statements: Readonly<Record<string, number>> = {};
  for (
    let times = 0, before = '';
    times < 2 || (times < WARM_UPS && before !== JSON.stringify(statements));
    times += 1
  ) {
    before = JSON.stringify(statements);
    queries.mockClear();
    answer = await client.ask<Record<string, unknown>>(field, operation, variables);
    statements = sent();
  }
  const found = rows?.(answer) ?? (answer['edges'] as readonly unknown[] | undefined) ?? answer;
  return { rows: Array.isArray(found) ? found.length : 0, statements };
}

/** Before the index of searches is loaded, or has followed what changed, Postgres answers, by other statements. */
async function untilTheIndexAnswers(): Promise<void> {
  const search = lively.house.application.get<SearchHealthPort>(SEARCH_HEALTH, { strict: false });
  const { answered } = await search.health();
  while ((await search.health()).answered.index === answered.index)
    await clients.get(null)?.ask('services', '{ services { totalCount } }');
}

/** The operation that asks a list for everything below it. */
function operationOf({ field, args = {}, depth = 3 }: List): string {
  const forPersonId = (args['search'] as { forPersonId?: string } | undefined)?.forPersonId;
  return wholeOperation(schema, 'query', field, Object.keys(args), { depth, forPerson: forPersonId !== undefined });
}

/** "Order.lines" for each list that the table's operations ask for, whole or below. */
function measuredLists(): ReadonlySet<string> {
  const measured = new Set<string>();
  const types = new TypeInfo(schema);
  for (const list of LISTS)
    visit(
      parse(operationOf(list)),
      visitWithTypeInfo(types, {
        Field() {
          measured.add(`${types.getParentType()?.name ?? ''}.${types.getFieldDef()?.name ?? ''}`);
        },
      }),
    );
  return measured;
}

/** Every list of objects in the schema that has more to be asked below its rows, and every list that stands at the top. */
function allLists(): string[] {
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
  return objects
    .filter(({ name }) => name !== 'Mutation' && !name.startsWith('__') && !/(Connection|Edge)$/.test(name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => {
          const row = getNamedType(field.type);
          const isList = isListType(getNullableType(field.type)) || row.name.endsWith('Connection');
          if (!isList || !isObjectType(row)) return false;
          const hasMore = Object.values(row.getFields()).some((below) => isObjectType(getNamedType(below.type)));
          return type.name === 'Query' || hasMore;
        })
        .map((field) => `${type.name}.${field.name}`),
    );
}

describe('every list of the schema', () => {
  it('is measured here, or not measured for a reason that still holds', () => {
    const measured = measuredLists();
    const left = allLists().filter((list) => !measured.has(list));
    expect(left.sort()).toEqual(Object.keys(NOT_MEASURED).sort());
  });
});

describe('a list asks the database as often for many rows as for few', () => {
  const few: Measured[] = [];

  beforeAll(async () => {
    for (let number = 0; number < FEW; number += 1) await grow(number);
    await untilTheIndexAnswers();
    for (const list of LISTS) few.push(await measure(list));
    await lively.world.moveIn(
      Array.from({ length: MANY - FEW }, (_, number) => FEW + number),
      100_000n,
    );
    for (let number = FEW; number < MANY; number += 1) await grow(number);
    await untilTheIndexAnswers();
  });

  it.each(LISTS.map((list, index) => [list.field, list.as ?? 'nobody', list, index] as const))(
    '%s, asked by %s',
    async (_field, _as, list, index) => {
      const many = await measure(list);
      expect(many.rows).toBeGreaterThanOrEqual((few[index]?.rows ?? 0) + MANY - FEW);
      expect(few[index]?.rows).toBeGreaterThanOrEqual(FEW);
      const before = few[index]?.statements ?? {};
      expect(Object.keys(many.statements).sort()).toEqual(Object.keys(before).sort());
      // A batch may fall into two when answers come in different turns of the loop; one a row would be nine more.
      const grown = Object.entries(many.statements).filter(([name, count]) => count > (before[name] ?? 0) + 1);
      expect(grown).toEqual([]);
    },
  );
});
