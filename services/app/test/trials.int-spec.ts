import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { MeetFirstInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id, PASSWORD } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const WEEKLY = 100_000n;
const DAY_MS = 86_400_000;
/** Two hours. */
const TRIAL = AGREED_PENCE * 2n;

const READ = `query ($id: ID!) { order(id: $id) { id kind status startsOn whenInWords
  trial { status whenInWords quantity startsOn decideBy whyNot providerMayRead terms { firstOn unitPricePence eachTimePence } continuedAs { id } }
  afterTrial { id } } }`;
const CONTINUE = `mutation ($id: ID!, $key: String!, $price: Pence!) { continueTrial(orderId: $id, idempotencyKey: $key, shownUnitPricePence: $price) {
  __typename ... on Order { id kind status startsOn whenInWords heldPence onBehalf }
  ... on PriceChanged { shownUnitPricePence unitPricePence } ... on BudgetShortfall { neededPence availablePence }
  ... on NotAllowed { reason message whatToDo } } }`;
const LEAVE = `mutation ($input: LeaveTrialInput!) { leaveTrial(input: $input) { __typename
  ... on Trial { status whyNot providerMayRead } ... on NotAllowed { reason } ... on InvalidInput { problems { field } } } }`;

type Answer = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly id: string };
interface Shown {
  readonly kind: string;
  readonly startsOn: string;
  readonly trial: Readonly<Record<string, unknown>> | null;
  readonly afterTrial: { readonly id: string } | null;
}

let lively: LivelyWorld;
let database: WholeDatabase;
let client: GraphqlClient;
let passwordHash: string;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  passwordHash = await lively.world.identity.hashPassword(PASSWORD);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY, passwordHash);
  client = await lively.signInAs(`holder${holder}@first.example`);
});

const key = (): string => `trials-${(keys += 1)}`;

function trial(wish: Partial<MeetFirstInput> = {}): Promise<string> {
  return lively.order(holder, key(), { meetFirst: { weekdays: ['MO', 'TH'], startTime: '10:00', ...wish } });
}

/** Sessions do not last that long. */
async function daysLater(days: number): Promise<void> {
  lively.clock.moveTo(new Date(NOW.getTime() + days * DAY_MS));
  client = await lively.signInAs(`holder${holder}@first.example`);
}

/** A trial visit this morning, confirmed. */
async function confirmed(wish: Partial<MeetFirstInput> = {}): Promise<string> {
  const orderId = await trial(wish);
  await lively.accept(orderId);
  await lively.confirm(holder, await lively.deliver(holder, orderId));
  return orderId;
}

const shown = (orderId: string, as = client): Promise<Shown> => as.ask<Shown>('order', READ, { id: orderId });
const yes = (orderId: string, price = AGREED_PENCE, as = client): Promise<Answer> =>
  as.ask<Answer>('continueTrial', CONTINUE, { id: orderId, key: key(), price: Number(price) });
const no = (orderId: string, more: object = {}, as = client): Promise<Answer> =>
  as.ask<Answer>('leaveTrial', LEAVE, { input: { orderId, idempotencyKey: key(), ...more } });

async function standingOrders(): Promise<number> {
  const { rows } = await database.superuser.query<{ orders: number }>(
    `select count(*)::int as orders from ordering."order" where kind = 'STANDING' and participant_ids[1] = $1`,
    [id('holder', holder)],
  );
  return rows[0]?.orders ?? -1;
}

async function available(): Promise<bigint> {
  const { rows } = await database.superuser.query<{ pence: string }>(
    'select available_pence as pence from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return BigInt(rows[0]?.pence ?? -1);
}

async function told(kind: string): Promise<number> {
  await lively.hear();
  const { rows } = await database.superuser.query<{ messages: number }>(
    `select count(*)::int as messages from messages.message where kind = $1 and facts ->> 'personId' = $2`,
    [kind, id('holder', holder)],
  );
  return rows[0]?.messages ?? -1;
}

describe('a trial visit', () => {
  it('is one visit at the ordinary price, and keeps what they would like', async () => {
    const orderId = await trial({ quantity: '3', startsOn: '2026-03-17' });
    expect(await available()).toBe(WEEKLY - TRIAL);
    expect(await shown(orderId)).toMatchObject({
      kind: 'ONE_OFF',
      afterTrial: null,
      trial: {
        status: 'TO_COME',
        whenInWords: 'Every Monday and Thursday, 10am to 1pm',
        quantity: '3',
        startsOn: '2026-03-17',
        decideBy: null,
        terms: null,
        continuedAs: null,
      },
    });
    // The provider reads that it is a trial and for what, and of its price nothing.
    const staff = await lively.signInAs('provider@first.example');
    expect((await shown(orderId, staff)).trial).toMatchObject({ status: 'TO_COME', quantity: '3', terms: null });
  });

  it('is refused with a pattern that cannot be, or beside one', async () => {
    await expect(trial({ weekdays: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(trial({ quantity: '0.25' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      lively.order(holder, key(), {
        oneOff: null,
        standing: { startsOn: TODAY, weekdays: ['MO'] },
        meetFirst: { weekdays: ['MO'] },
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await available()).toBe(WEEKLY);
  });

  it('cannot be gone on with before it was confirmed, nor when it was called off', async () => {
    const orderId = await trial();
    expect(await yes(orderId)).toMatchObject({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect(await no(orderId)).toMatchObject({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    await lively.accept(orderId);
    await lively.deliver(holder, orderId);
    expect(await yes(orderId)).toMatchObject({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    const other = await trial();
    await lively.ordering.declineOrder(await lively.world.actor('provider-staff', 1), {
      orderId: other,
      idempotencyKey: key(),
      reason: 'We are full.',
    });
    expect((await shown(other)).trial).toMatchObject({ status: 'CALLED_OFF', terms: null });
    expect(await yes(other)).toMatchObject({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect(await standingOrders()).toBe(0);
    expect(await lively.ordering.mindTrials()).toBe(1);
    expect((await shown(other)).trial).toMatchObject({ status: 'CALLED_OFF' });
    expect(await told('TRIAL_NOT_CONTINUED')).toBe(0);
  });
});

describe('a yes', () => {
  it('places the standing order from the next day of the pattern, once', async () => {
    const orderId = await confirmed();
    const asked = await shown(orderId);
    expect(asked.trial).toEqual({
      status: 'TO_DECIDE',
      whenInWords: 'Every Monday and Thursday, 10am to noon',
      quantity: '2',
      startsOn: TODAY,
      decideBy: addDays(TODAY, 28),
      whyNot: null,
      providerMayRead: null,
      terms: { firstOn: '2026-03-12', unitPricePence: Number(AGREED_PENCE), eachTimePence: Number(TRIAL) },
      continuedAs: null,
    });
    const waiting = await client.ask<unknown>(
      'trialsToDecide',
      'query ($person: ID!) { trialsToDecide(personId: $person) { order { id } terms { firstOn } } }',
      { person: id('holder', holder) },
    );
    expect(waiting).toEqual([{ order: { id: orderId }, terms: { firstOn: '2026-03-12' } }]);
    const order = await yes(orderId);
    // The first week is in: Thursday is promised, later visits are planned.
    expect(order).toMatchObject({
      __typename: 'Order',
      kind: 'STANDING',
      status: 'SUBMITTED',
      startsOn: '2026-03-12',
      whenInWords: 'Every Monday and Thursday, 10am to noon',
      heldPence: Number(TRIAL),
    });
    expect(await available()).toBe(WEEKLY - TRIAL * 2n);
    expect(await yes(orderId)).toMatchObject({ __typename: 'Order', id: order.id });
    expect(await no(orderId)).toMatchObject({ reason: 'WRONG_STATE' });
    expect(await standingOrders()).toBe(1);
    expect(await available()).toBe(WEEKLY - TRIAL * 2n);
    expect((await shown(orderId)).trial).toMatchObject({
      status: 'CONTINUED',
      terms: null,
      continuedAs: { id: order.id },
    });
    expect((await shown(order.id)).afterTrial).toEqual({ id: orderId });
  });

  it('starts later where they asked for that', async () => {
    const orderId = await confirmed({ startsOn: '2026-04-01', everyWeeks: 2, weekdays: ['WE'], quantity: '1' });
    expect((await shown(orderId)).trial?.['terms']).toEqual({
      firstOn: '2026-04-01',
      unitPricePence: Number(AGREED_PENCE),
      eachTimePence: Number(AGREED_PENCE),
    });
    expect(await yes(orderId)).toMatchObject({ startsOn: '2026-04-01', heldPence: 0 });
  });

  it('is at the price that was shown, or says the new one', async () => {
    const orderId = await confirmed();
    expect(await yes(orderId, AGREED_PENCE - 10n)).toMatchObject({
      __typename: 'PriceChanged',
      shownUnitPricePence: Number(AGREED_PENCE - 10n),
      unitPricePence: Number(AGREED_PENCE),
    });
    expect(await standingOrders()).toBe(0);
    expect((await shown(orderId)).trial).toMatchObject({ status: 'TO_DECIDE' });
    expect(await available()).toBe(WEEKLY - TRIAL);
  });

  it('is refused when the money is not there, and can be said again', async () => {
    const orderId = await confirmed({ quantity: '24', weekdays: ['MO', 'TU', 'WE', 'TH', 'FR'] });
    const refused = await yes(orderId);
    expect(refused.__typename).toBe('BudgetShortfall');
    expect(await standingOrders()).toBe(0);
    expect((await shown(orderId)).trial).toMatchObject({ status: 'TO_DECIDE' });
  });

  it('can come from a broker with the scope for it, and from nobody else', async () => {
    const orderId = await confirmed();
    for (const email of ['provider@first.example', 'far-broker@second.example', 'finance@first.example'])
      expect(await yes(orderId, AGREED_PENCE, await lively.signInAs(email))).toMatchObject({
        __typename: 'NotAllowed',
      });
    const looking = await lively.mandate(holder, id('brokerage'), ['VIEW']);
    const broker = await lively.signInAs('broker@first.example');
    expect((await shown(orderId, broker)).trial).toMatchObject({ status: 'TO_DECIDE' });
    expect(await yes(orderId, AGREED_PENCE, broker)).toMatchObject({ __typename: 'NotAllowed' });
    await lively.world.identity.endMandate(await lively.world.actor('holder', holder), looking);
    await lively.mandate(holder, id('brokerage'), ['VIEW', 'ORDER']);
    const order = await yes(orderId, AGREED_PENCE, await lively.signInAs('broker@first.example'));
    expect(order).toMatchObject({ __typename: 'Order', onBehalf: true });
    expect(await yes(orderId)).toMatchObject({ __typename: 'Order', id: order.id });
    expect(await standingOrders()).toBe(1);
  });
});

describe('a no', () => {
  it('keeps its reason for the person', async () => {
    const orderId = await confirmed();
    const reason = 'We did not get on.';
    expect(await no(orderId, { reason })).toEqual({
      __typename: 'Trial',
      status: 'NOT_FOR_ME',
      whyNot: reason,
      providerMayRead: false,
    });
    expect((await shown(orderId)).trial).toMatchObject({ status: 'NOT_FOR_ME', whyNot: reason });
    await lively.mandate(holder, id('brokerage'), ['VIEW']);
    for (const email of [
      'provider@first.example',
      'broker@first.example',
      'finance@first.example',
      'approver@first.example',
    ])
      expect((await shown(orderId, await lively.signInAs(email))).trial).toMatchObject({
        status: 'NOT_FOR_ME',
        whyNot: null,
      });
    expect(await yes(orderId)).toMatchObject({ reason: 'WRONG_STATE' });
    expect(await standingOrders()).toBe(0);
    expect(await told('TRIAL_NOT_CONTINUED')).toBe(1);
  });

  it('shows its reason to the provider when they say so', async () => {
    const orderId = await confirmed();
    await no(orderId, { reason: 'Too early in the day.', tellProvider: true });
    const staff = await lively.signInAs('provider@first.example');
    expect((await shown(orderId, staff)).trial).toMatchObject({ whyNot: 'Too early in the day.' });
    const finance = await lively.signInAs('finance@first.example');
    expect((await shown(orderId, finance)).trial).toMatchObject({ whyNot: null });
  });

  it('needs no reason', async () => {
    const orderId = await confirmed();
    expect(await no(orderId, { reason: ' ' })).toMatchObject({ status: 'NOT_FOR_ME', whyNot: null });
    expect(await no(orderId)).toMatchObject({ reason: 'WRONG_STATE' });
  });
});

describe('saying nothing', () => {
  it('is reminded of once, then lapses after the council’s days', async () => {
    const orderId = await confirmed();
    await lively.ordering.mindTrials();
    expect(await told('TRIAL_TO_DECIDE')).toBe(0);
    await daysLater(3);
    await lively.ordering.mindTrials();
    await lively.ordering.mindTrials();
    expect(await told('TRIAL_TO_DECIDE')).toBe(1);
    await daysLater(28);
    await lively.ordering.mindTrials();
    expect((await shown(orderId)).trial).toMatchObject({ status: 'TO_DECIDE' });
    await daysLater(29);
    // Over before the job has looked, too.
    expect((await shown(orderId)).trial).toMatchObject({ status: 'LAPSED', terms: null });
    expect(await yes(orderId)).toMatchObject({ reason: 'WRONG_STATE' });
    await lively.ordering.mindTrials();
    expect((await shown(orderId)).trial).toMatchObject({ status: 'LAPSED' });
    expect(await standingOrders()).toBe(0);
    await lively.hear();
    const { rows } = await database.superuser.query(
      `select 1 from messages.message where kind = 'TRIAL_TO_DECIDE' and facts ->> 'personId' = $1 and settled_at is null`,
      [id('holder', holder)],
    );
    expect(rows).toEqual([]);
  });

  it('follows dated policy', async () => {
    const finance = await lively.world.actor('finance-first');
    await lively.world.identity.setPolicy(finance, lively.world.councilId, [
      { key: 'trialDecisionDays', value: 5, from: TODAY },
      { key: 'trialReminderDays', value: 1, from: TODAY },
    ]);
    const orderId = await confirmed();
    expect((await shown(orderId)).trial).toMatchObject({ decideBy: addDays(TODAY, 5) });
    await daysLater(1);
    await lively.ordering.mindTrials();
    expect(await told('TRIAL_TO_DECIDE')).toBe(1);
    await daysLater(6);
    expect(await yes(orderId)).toMatchObject({ reason: 'WRONG_STATE' });
  });
});
