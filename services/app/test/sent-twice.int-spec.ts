import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { getNamedType, isInputObjectType } from 'graphql';
import { id } from '../src/testing/small-world.js';
import { TODAY } from './fixtures/lively-world.js';
import { CASES, finance, key, provider } from './fixtures/operation-cases/index.js';
import { SentTwiceWorld, type Things } from './fixtures/sent-twice-world.js';
import { productSchema, rootFields, wholeOperation } from './fixtures/whole-operation.js';
import type { GraphqlClient } from './graphql-client.js';

type Sent = Readonly<Record<string, unknown>>;

interface Twice {
  /** Makes what it needs; asked again, it makes another, and the other input is about that. */
  readonly needs?: (world: SentTwiceWorld, holder: number) => Promise<Things>;
  /** Who sends it, where isolation's case does not say. */
  readonly by?: string;
  /** Which of the case's ways. */
  readonly way?: number;
  /** Instead of the case's arguments. */
  readonly args?: (things: Things, holder: number) => Sent;
  /** The other input for the same key, where it is not about another thing. */
  readonly other?: Sent;
  /** What else the second answer says, where it is another on purpose. */
  readonly thenSays?: string;
}

const made = (
  what: Exclude<keyof SentTwiceWorld, 'lively' | 'database' | 'close' | 'key' | 'one' | 'argsOf' | 'withKey'>,
) => ({
  needs: (world: SentTwiceWorld, holder: number) => world[what](holder),
});
/** Of the input object, one field becomes another. */
const but = (changes: Sent) => ({ other: changes });
const self = 'the holder';
const officer = 'caremanager@first.example';

/** Operations that take a key: sent twice they answer the same, and do it once. */
const KEYED: Readonly<Record<string, Twice>> = {
  grantMandate: {
    args: (_things, holder) => ({
      input: {
        ...key,
        personId: id('holder', holder),
        actorEmail: 'far-broker@second.example',
        type: 'BROKER',
        scopes: ['VIEW'],
        startsOn: TODAY,
      },
    }),
    ...but({ scopes: ['VIEW', 'ORDER'] }),
  },
  askAboutMandate: {
    ...made('mandate'),
    args: ({ mandate }) => ({ ...key, mandateId: mandate, message: 'Why?', wantsAdvocate: false }),
    ...but({ message: 'Why is that?' }),
  },
  changePostalAddress: but({ postcode: 'MB1 9ZZ' }),
  reportNotSafe: {
    args: () => ({ input: { ...key, message: 'I am afraid.' } }),
    by: self,
    ...but({ message: 'Of him.' }),
  },
  saveCommunityListing: {
    args: () => ({
      input: {
        ...key,
        title: 'A new one',
        description: 'Tea.',
        supportTypeSlug: 'help-at-home',
        wardId: id('ward', 1),
        placeName: 'Hall',
        postcodeDistrict: 'MB1',
        costPence: 0,
        contactPhone: '01632 960300',
      },
    }),
    ...but({ title: 'Another' }),
  },
  reportListing: {
    needs: (world) => world.shownListing(),
    args: ({ listing }) => ({ input: { ...key, listingId: listing, kind: 'WRONG' } }),
    by: self,
    ...but({ kind: 'OUT_OF_DATE' }),
  },
  tellMissing: {
    args: () => ({ input: { ...key, words: 'A cooking group', councilKey: 'first' } }),
    by: self,
    ...but({ words: 'A sewing group' }),
  },
  askProvider: {
    args: () => ({ input: { ...key, serviceId: id('service', 1), question: 'Do you have a ramp?', mayShow: true } }),
    by: self,
    ...but({ question: 'Do you have a lift?' }),
  },
  declareCapacity: but({ visitsAtOnce: 8 }),
  saveGuideAnswers: but({ answers: [{ name: 'name', value: 'Kinder Hands' }] }),
  addServicePhoto: but({ alt: 'Another' }),
  sendCatalogueFile: but({ checkOnly: false }),
  saveStore: but({ phone: '01632 960199' }),
  saveStoreChecks: but({ insurer: 'Other Cover' }),
  saveOpening: but({ byAppointment: true }),
  saveService: but({ name: 'Another one' }),
  saveVariant: but({ name: 'Another price' }),
  decideStoreChecks: {
    ...made('storeChecks'),
    args: ({ checkNumber }) => ({
      ...key,
      providerId: id('provider', 1),
      checkNumber: Number(checkNumber),
      accept: true,
    }),
    ...but({ reason: 'All well.' }),
  },
  placeOrder: but({ quantity: '2' }),
  proposeSharedOrder: {
    args: (_things, holder) => ({
      input: {
        ...key,
        variantId: id('variant', 1),
        quantity: '1',
        startTime: '09:00',
        oneOff: { date: '2026-03-12' },
        place: 'Here',
        people: [{ personId: id('holder', holder), shownUnitPricePence: 2410 }, { email: 'holder0@first.example' }],
      },
    }),
    ...but({ quantity: '2' }),
  },
  answerSharedOrder: made('shared'),
  acceptOrder: made('order'),
  declineOrder: made('order'),
  decideOrder: made('waiting'),
  cancelOrder: made('order'),
  amendOrder: { ...made('order'), args: ({ newOrder }) => ({ input: change(newOrder ?? '') }) },
  recordDelivery: made('accepted'),
  recordDeliveries: made('accepted'),
  confirmDelivery: made('delivered'),
  confirmDeliveries: made('delivered'),
  disputeDelivery: made('delivered'),
  writeInDispute: made('disputed'),
  askCouncil: made('disputed'),
  closeDispute: made('disputed'),
  decideDispute: made('asked'),
  settleDispute: made('disputed'),
  cancelAsProvider: made('toCome'),
  startVisit: made('accepted'),
  setSilence: but({ reason: 'Nobody looks.' }),
  enterInterruption: but({ toOn: '2026-05-03' }),
  comeHome: {
    ...made('away'),
    args: ({ away }) => ({ ...key, interruptionId: away, homeOn: '2026-03-13' }),
    ...but({ homeOn: '2026-03-14' }),
  },
  startUrgentCare: but({ reason: 'Tonight.' }),
  startTelephoneCall: but({ knownByVoice: false, facts: ['POSTCODE', 'DATE_OF_BIRTH'] }),
  endTelephoneCall: { ...made('call'), by: officer, args: ({ call }) => ({ ...key, callId: call }) },
  continueTrial: {
    ...made('trial'),
    args: ({ trial }) => ({ ...key, orderId: trial, shownUnitPricePence: 2410 }),
  },
  leaveTrial: made('trial'),
  rateOrder: made('invoiced'),
  approveInvoice: made('invoiced'),
  preparePaymentRun: made('approved'),
  releasePaymentRun: made('prepared'),
  recordProviderRefund: { ...made('owed'), ...but({ amountPence: 2 }) },
  recordInstalment: but({ amountPence: 101 }),
  recordExpense: { ...made('held'), ...but({ amountPence: 101 }) },
  addReceipt: {
    ...made('spent'),
    by: self,
    args: ({ expense }) => ({
      input: { ...key, expenseId: expense, contentBase64: Buffer.from('%PDF-1.4 one').toString('base64') },
    }),
  },
  reverseExpense: {
    ...made('spent'),
    by: self,
    args: ({ expense }) => ({ input: { ...key, expenseId: expense, reason: 'Twice' } }),
  },
  planRegularExpense: { ...made('held'), ...but({ amountPence: 101 }) },
  changeRegularExpense: {
    ...made('regular'),
    by: self,
    args: ({ regular }) => ({ input: { ...key, id: regular, firstOn: '2026-03-17', amountPence: 200, every: 'WEEK' } }),
  },
  endRegularExpense: {
    ...made('regular'),
    by: self,
    args: ({ regular }) => ({ input: { ...key, id: regular, lastOn: '2026-03-24' } }),
  },
  importBankStatement: { ...made('held'), ...but({ file: `Date,Details,Amount\n${TODAY},Wages,-2.00\n` }) },
  recordContributionAssessment: but({ fromOn: '2026-03-21' }),
  recordContributionReceived: but({ amountPence: 101 }),
  askForContribution: { ...made('charged'), ...but({ amountPence: 101 }) },
  disagreeWithReclaim: { ...made('reclaim'), ...but({ words: 'I do need it.' }) },
  decideReclaim: { ...made('reclaim'), ...but({ takePence: 2 }) },
  changeBudgetAmount: but({ weeklyPence: 101 }),
  addYearlySum: but({ amountPence: 101 }),
  endYearlySum: { ...made('yearly'), ...but({ fromDate: '2026-06-02' }) },
  changeFunders: but({ fromDate: '2026-03-17' }),
  changeHolding: but({ fromDate: '2026-03-17' }),
  setSumApart: but({ amountPence: 101 }),
  openContingency: { ...made('contingency'), ...but({ amountPence: 2 }) },
  pauseBudget: but({ fromDate: '2026-03-11' }),
  restartBudget: { ...made('paused'), ...but({ fromDate: '2026-03-11' }) },
  closeBudget: but({ cause: 'DECLINED' }),
  cancelPausedVisits: { ...made('pausedVisit'), ...but({ agreedFeePence: 1 }) },
  explainBankLine: {
    ...made('line'),
    by: self,
    args: ({ line }) => ({ input: { ...key, lineId: line, kind: 'NOT_THIS_BUDGET' } }),
  },
  undoBankExplanation: { ...made('explained'), by: self, args: ({ line }) => ({ input: { ...key, lineId: line } }) },
  askForCover: made('left'),
  withdrawCover: { ...made('coverAsked'), by: self, args: ({ cover }) => ({ ...key, requestId: cover }) },
  askForReplacement: made('standing'),
  markLetterPosted: { ...made('letter'), by: finance, args: ({ letter }) => ({ ...key, letterId: letter }) },
  answerChange: {
    ...made('amended'),
    args: ({ acceptedOrder }) => ({ ...key, orderId: acceptedOrder, version: 2, accept: true }),
  },
  resumeOrder: { ...made('stopped'), args: ({ newOrder }) => ({ ...key, orderId: newOrder, fromOn: '2026-03-21' }) },
  proposeJointOrder: { ...made('jointly'), ...but({ quantity: '2' }) },
  answerJointOrder: { ...made('jointly'), by: 'joint1@first.example', ...but({ yes: true }) },
};

function change(orderId: string): Sent {
  return {
    ...key,
    orderId,
    version: 1,
    fromOn: '2026-03-13',
    quantity: '1',
    startTime: '09:00',
    place: 'Here',
    shownUnitPricePence: 2410,
  };
}

const SENT_TWICE = 'sent twice is entered, written down and decided once';
const INCOMING = '../../invoicing/test/incoming.int-spec.ts';
const INCOMING_MENDED = 'that differ agree once what was wrong is mended; or an officer turns them down with a reason';
const SORTING_OUT = '../../invoicing/test/sorting-out.int-spec.ts';
const ANSWERED_TWICE = 'answered twice or at the same moment are answered once, by who may, in words';
const SELF_BILLING = '../../invoicing/test/self-billing.int-spec.ts';
const SELF_BILLING_TWICE = 'are agreed to and ended once when they are sent twice or at the same moment';
const MONTHS = '../../ledger/test/closed-months.int-spec.ts';
const MONTH_TWICE = 'is prepared, taken back and signed once when each is sent twice';
/** Shown by a test of its own room, which is named and there. */
const ELSEWHERE: Readonly<Record<string, readonly [file: string, title: string]>> = {
  agreePriceRise: ['orders-repricing.int-spec.ts', 'asks first: nothing changes until the person agrees'],
  agreeOwnMoney: [
    'own-money-standing.int-spec.ts',
    'with a lower cap asks once; until the yes the council pays by its card and nobody pays more',
  ],
  takeInCatalogueFile: [
    '../../catalogue/test/service-files.int-spec.ts',
    'only checks when asked to, then takes the same import in',
  ],
  uploadRateCard: ['rate-cards.int-spec.ts', 'sent twice makes one draft, publishes it once and takes it back once'],
  publishRateCard: ['rate-cards.int-spec.ts', 'sent twice makes one draft, publishes it once and takes it back once'],
  withdrawRateCard: ['rate-cards.int-spec.ts', 'sent twice makes one draft, publishes it once and takes it back once'],
  sendBackRateCard: ['rate-cards.int-spec.ts', 'can be refused with a reason, once'],
  recordBillPaid: [
    '../../invoicing/test/bills.race-spec.ts',
    'are paid once however often it is said, with one key or with many',
  ],
  takeBackBillPaid: ['../../invoicing/test/bills.int-spec.ts', 'can be taken back once, with a reason, and paid again'],
  addPaymentReceipt: [
    '../../invoicing/test/bills.int-spec.ts',
    'keep receipts for the person and the council, not for the provider',
  ],
  prepareMonthClose: [MONTHS, MONTH_TWICE],
  takeBackMonthClose: [MONTHS, MONTH_TWICE],
  signMonthClose: [MONTHS, MONTH_TWICE],
  explainDifference: [SORTING_OUT, ANSWERED_TWICE],
  acceptDifference: [SORTING_OUT, ANSWERED_TWICE],
  sendInvoice: [INCOMING, 'sent twice are one, and are seen by their provider and their council alone'],
  setOwnInvoices: [INCOMING, 'sent twice are one, and are seen by their provider and their council alone'],
  lookAgainAtInvoice: [INCOMING, INCOMING_MENDED],
  turnDownInvoice: [INCOMING, INCOMING_MENDED],
  agreeSelfBilling: [SELF_BILLING, SELF_BILLING_TWICE],
  answerSelfBilling: [
    SELF_BILLING,
    'hold once an officer of the council has signed too; it may say no with a reason, once, and not twice in one person',
  ],
  endSelfBilling: [SELF_BILLING, SELF_BILLING_TWICE],
  saveLegalDetails: [SELF_BILLING, 'is said by its owner alone, checked, and kept by days'],
  enterBankDetails: ['../../invoicing/test/paying-by-bank.int-spec.ts', SENT_TWICE],
  recordCallBack: ['../../invoicing/test/paying-by-bank.int-spec.ts', SENT_TWICE],
  enterPayingAccount: ['../../invoicing/test/paying-accounts.int-spec.ts', SENT_TWICE],
  decidePayingAccount: ['../../invoicing/test/paying-accounts.int-spec.ts', SENT_TWICE],
  decideBankDetails: ['../../invoicing/test/paying-by-bank.int-spec.ts', SENT_TWICE],
  startKeepingCard: [
    'card-faults.int-spec.ts',
    'leaves a person who waits with words, and the same page when they try again',
  ],
  startPaying: ['card-payments.int-spec.ts', 'leads them to a page, where they pay once'],
  removeCard: [
    'card-payments.int-spec.ts',
    'is asked by nobody before the visit is confirmed, and not after the card was removed',
  ],
  startCardAccount: [
    'card-payments.int-spec.ts',
    'its owner opens one account however often it is asked, and is ready when the company says so',
  ],
  importBankResult: [
    '../../invoicing/test/bank-results.int-spec.ts',
    'changes nothing when the same file comes again, with any key, or at the same moment',
  ],
  proposeRate: ['rate-proposals.int-spec.ts', 'sent twice asks once and is answered once'],
  answerRateProposal: ['rate-proposals.int-spec.ts', 'sent twice asks once and is answered once'],
  removeServicePhoto: ['photos.int-spec.ts', 'removed twice with one key is removed once'],
  finishGuide: ['guide.int-spec.ts', 'finished twice with one key, or by two at once, is finished once'],
  saveWanted: [
    '../../catalogue/test/wanted.int-spec.ts',
    'is written once when sent twice, and five of one person at the most, also at once',
  ],
  answerWanted: [
    '../../catalogue/test/wanted.int-spec.ts',
    'sent twice with one key are written once, and another answer with that key is refused',
  ],
  putInBasket: ['baskets.int-spec.ts', 'put in twice with one key, or by two at once, is one line'],
  takeFromBasket: ['baskets.int-spec.ts', 'taken out twice is out, and what was put in since stays'],
  orderBasket: ['own-purchases.int-spec.ts', 'ordered twice with one key, or by two at once, is ordered once'],
  joinAsProvider: ['joining.int-spec.ts', 'sent twice with one key writes one mail'],
  changeService: ['stores.int-spec.ts', 'done twice with one key is done once'],
  reimburseContribution: [
    'contributions.int-spec.ts',
    'that is paid too much is seen, and given back once, never more',
  ],
  sendReturn: ['return-pack.int-spec.ts', 'has a row for the invoice, and a declaration that says who agreed to what'],
};

/** They take no key, each for this reason; sent twice they write nothing the second time, and say so or answer the same. */
const WITHOUT: Readonly<Record<string, Twice & { readonly why: string }>> = {
  endMandate: { ...made('mandate'), why: 'What has ended does not end again.' },
  declareConflict: { ...made('mandate'), why: 'Saying the same again changes nothing.' },
  recordCapacity: { why: 'Recording the same again changes nothing.' },
  importDeliveries: {
    ...made('accepted'),
    way: 1,
    thenSays: '"enteredBefore":1',
    why: 'Each row of one file is entered once.',
  },
  markMessageRead: { ...made('message'), thenSays: '"count":0', why: 'What is read is read.' },
  setMessagePreferences: { by: self, why: 'It says how things are to be.' },
  moderateListing: { needs: (world) => world.listing(), why: 'A listing waits for one decision.' },
  settleListingReports: {
    needs: (world) => world.reportedListing(),
    args: ({ listing }) => ({ listingId: listing, takeDown: true, reason: 'It is over.' }),
    why: 'What was reported is settled once.',
  },
  moderateRating: { ...made('rated'), why: 'A rating waits for one decision.' },
  replyToRating: { ...made('published'), by: provider, why: 'A rating has one reply.' },
  answerStoreQuestion: {
    ...made('question'),
    args: ({ question }) => ({ input: { id: question, answer: 'Yes.', mayShow: true } }),
    by: provider,
    why: 'A question has one answer.',
  },
  agreeToShowQuestion: {
    ...made('question'),
    args: ({ question }) => ({ id: question, agrees: false }),
    by: self,
    why: 'Saying the same again changes nothing.',
  },
  moderateStoreQuestion: {
    ...made('answeredQuestion'),
    args: ({ question }) => ({ id: question, publish: true }),
    by: 'moderator@first.example',
    why: 'A question waits for one decision.',
  },
  reportStoreQuestion: {
    ...made('question'),
    args: ({ question }) => ({ id: question, reason: 'It is rude.' }),
    by: self,
    why: 'What was reported waits for a moderator.',
  },
  sendDeadMailsAgain: { by: 'operator@first.example', why: 'A mail that is tried again is not dead any more.' },
};

/** They take no key, and what a second send does is theirs to show. */
const OF_THEIR_OWN: Readonly<Record<string, readonly [file: string, title: string]>> = {
  confirmJoining: ['joining.int-spec.ts', 'confirmed again, or twice at once, makes no second account'],
  signIn: ['sign-in.int-spec.ts', 'takes a new token each time, and ends the browser’s old one'],
  signOut: ['sign-in.int-spec.ts', 'ends the session on signing out, at once and for good'],
  confirmListing: [
    '../../catalogue/test/community.int-spec.ts',
    'come two weeks before a listing is stale and on the day, once each, and end when its group has looked',
  ],
  settleWanted: ['../../catalogue/test/wanted.int-spec.ts', 'is closed and renewed by its writer alone'],
  moderateWantedAnswer: [
    '../../catalogue/test/wanted.int-spec.ts',
    'are one for each organisation: what is written again waits again, and is not decided unread',
  ],
  settleCardPage: ['card-events.race-spec.ts', 'settles once when the webhook and the person come back at once'],
  lookAtCardAccount: [
    'card-payments.int-spec.ts',
    'its owner opens one account however often it is asked, and is ready when the company says so',
  ],
  answerCover: ['cover.race-spec.ts', 'two say yes at the same moment: one order, one hold, the other is free'],
};

const schema = productSchema();
const mutations = rootFields(schema, 'mutation');
const names = [...Object.keys(KEYED), ...Object.keys(WITHOUT)];
const clients = new Map<string, GraphqlClient>();
let world: SentTwiceWorld;

beforeAll(async () => {
  world = await SentTwiceWorld.open(names.length + 1);
});

afterAll(async () => {
  await world.close();
});

function takesKey(name: string): boolean {
  return (mutations[name]?.args ?? []).some((arg) => {
    const type = getNamedType(arg.type);
    return arg.name === 'idempotencyKey' || (isInputObjectType(type) && 'idempotencyKey' in type.getFields());
  });
}

/** Each case has a holder of its own; holder 0 is the others' neighbour. */
function holderOf(name: string): number {
  return names.indexOf(name) + 1;
}

async function clientOf(name: string, { by }: Twice): Promise<GraphqlClient> {
  const found = CASES[name];
  const said = by ?? (found && 'asked' in found ? found.rightful : undefined) ?? self;
  const email = [self, 'holder0@first.example'].includes(said) ? `holder${holderOf(name)}@first.example` : said;
  const client = clients.get(email) ?? (await world.lively.signInAs(email));
  clients.set(email, client);
  return client;
}

async function argsOf(name: string, one: Twice): Promise<Sent> {
  const things = (await one.needs?.(world, holderOf(name))) ?? {};
  return one.args ? one.args(things, holderOf(name)) : world.argsOf(name, holderOf(name), things, one.way);
}

/** As sent, with the changed fields wherever they are. */
function changed(args: Sent, changes: Sent): Sent {
  const input = args['input'] as Sent | undefined;
  const inside = input && Object.keys(changes).every((field) => field in input || !(field in args));
  return inside ? { ...args, input: { ...input, ...changes } } : { ...args, ...changes };
}

async function send(client: GraphqlClient, name: string, args: Sent): Promise<string> {
  const operation = wholeOperation(schema, 'mutation', name, Object.keys(args), { depth: 1 });
  const reply = await client.send(operation, args);
  expect(reply.errors).toBeUndefined();
  return JSON.stringify(reply.data?.[name]);
}

async function written(before: Readonly<Record<string, string>>): Promise<string[]> {
  const after = await world.database.digest();
  return Object.keys(after).filter((table) => after[table] !== before[table]);
}

describe('what is sent twice', () => {
  it('is in one of the lists, each mutation of the schema, and no other', () => {
    const all = Object.keys(mutations);
    const withKey = [...Object.keys(KEYED), ...Object.keys(ELSEWHERE)];
    const without = [...Object.keys(WITHOUT), ...Object.keys(OF_THEIR_OWN)];
    expect(withKey.sort()).toEqual(all.filter(takesKey).sort());
    expect(without.sort()).toEqual(all.filter((name) => !takesKey(name)).sort());
  });

  it.each(Object.entries({ ...ELSEWHERE, ...OF_THEIR_OWN }))('%s has a test of its own', (_name, [file, title]) => {
    expect(readFileSync(new URL(file, import.meta.url), 'utf8')).toContain(title);
  });

  it.each(Object.entries(KEYED))(
    '%s is done once, and another input for the same key is refused',
    async (name, one) => {
      const [args, later] = [await argsOf(name, one), one.other ? null : await argsOf(name, one)];
      const client = await clientOf(name, one);
      const own = world.key();
      const start = await world.database.digest();
      const first = await send(client, name, world.withKey(args, own));
      expect(first).not.toContain('"whatToDo"');
      expect(await written(start)).toContain('kernel.idempotency');
      const before = await world.database.digest();
      expect(await send(client, name, world.withKey(args, own))).toBe(first);
      expect(await written(before)).toEqual([]);
      const another = later ?? changed(args, one.other ?? {});
      expect(await send(client, name, world.withKey(another, own))).toContain('"__typename":"IdempotencyConflict"');
      expect(await written(before)).toEqual([]);
    },
  );

  it.each(Object.entries(WITHOUT))('%s without a key does nothing the second time', async (name, one) => {
    const client = await clientOf(name, one);
    const args = await argsOf(name, one);
    const first = await send(client, name, args);
    expect(first).not.toContain('"whatToDo"');
    const before = await world.database.digest();
    const second = await send(client, name, args);
    if (!second.includes(one.thenSays ?? '"reason":"WRONG_STATE"')) expect(second).toBe(first);
    expect(await written(before)).toEqual([]);
  });

  it('grantMandate without a key, or with another, gives the first one back while that runs', async () => {
    const one = KEYED['grantMandate'];
    if (!one) throw new Error('grantMandate has no case.');
    const args = await argsOf('grantMandate', one);
    const { idempotencyKey: _key, ...input } = args['input'] as Sent;
    const client = await clientOf('grantMandate', one);
    const first = await send(client, 'grantMandate', { input });
    expect(first).not.toContain('"whatToDo"');
    const before = await world.database.digest();
    expect(await send(client, 'grantMandate', { input })).toBe(first);
    expect(await written(before)).toEqual([]);
    expect(await send(client, 'grantMandate', world.withKey(args, world.key()))).toBe(first);
    expect(await written(before)).toEqual(['kernel.idempotency']);
  });

  it('leaves the books right', async () => {
    expect(await verifyLedger(world.lively.house.database.auditorUrl)).toMatchObject({
      sumPence: 0,
      breaches: 0,
      first: null,
    });
  });
});
