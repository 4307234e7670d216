import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { orderOf, saidYes, takeCall } from './fixtures/telephone-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const PRICE = Number(AGREED_PENCE);
const VISIT = 2 * PRICE;
const WEEKLY = 100_000;
const HOUR = 3_600_000;

const REFUSED = '... on NotAllowed { reason } ... on InvalidInput { problems { field } }';
const START = `mutation ($input: StartTelephoneCallInput!) { startTelephoneCall(input: $input) { __typename ${REFUSED}
  ... on TelephoneCall { id person { name } takenByName caller speakerName knownByVoice facts beganAt openUntil endedAt isOpen letterId
    acts { id } } } }`;
const END = `mutation ($id: ID!, $key: String!) { endTelephoneCall(callId: $id, idempotencyKey: $key) { __typename ${REFUSED}
  ... on TelephoneCall { endedAt isOpen letterId acts { words wordsRead pence } } } }`;
const CALL = `query ($id: ID!) { telephoneCall(id: $id) { id isOpen acts { words } } }`;
const OPEN = 'query { openTelephoneCalls { id person { name } } }';
const ORDER = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ${REFUSED}
  ... on Order { id status placedByName } } }`;
const READ = `query ($input: PlaceOrderInput!, $id: ID!) { orderReadBack(input: $input, callId: $id) { __typename ${REFUSED}
  ... on OrderReadBack { words } ... on BudgetShortfall { neededPence } } }`;
const CONFIRM = `mutation ($ids: [ID!]!, $key: String!, $by: ByTelephoneInput) { confirmDeliveries(deliveryIds: $ids, idempotencyKey: $key, byTelephone: $by) {
  __typename ${REFUSED} ... on DeliveriesDone { deliveries { status amountPence } } } }`;
const DISPUTE = `mutation ($id: ID!, $key: String!, $by: ByTelephoneInput) { disputeDelivery(deliveryId: $id, idempotencyKey: $key, reason: "Nobody came.", byTelephone: $by) {
  __typename ${REFUSED} ... on Delivery { status } } }`;
const PREVIEW = `query ($orderId: ID!) { cancellationPreview(orderId: $orderId) { __typename ${REFUSED} ... on CancellationPreview { feePence givenBackPence } } }`;
const CANCEL = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ${REFUSED} ... on Order { status } } }`;
const ACTS = `query { actsForMe(first: 50) { edges { node { actorName words pence byTelephone { callId caller speakerName wordsRead } } } } }`;

interface Call {
  readonly id: string;
  readonly letterId: string | null;
}

let lively: LivelyWorld;
let database: WholeDatabase;
let officer: GraphqlClient;
let holder = -1;
let keys = 0;

const key = (): string => `telephone-key-${(keys += 1)}`;
const caller = (changes: Record<string, unknown> = {}) => ({
  idempotencyKey: key(),
  personId: id('holder', holder),
  caller: 'PERSON',
  knownByVoice: false,
  facts: ['POSTCODE', 'DATE_OF_BIRTH'],
  ...changes,
});

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  officer = await lively.signInAs('caremanager@first.example');
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0 });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], BigInt(WEEKLY), await lively.world.identity.hashPassword('correct horse'));
});

async function start(client = officer, changes: Record<string, unknown> = {}): Promise<Call> {
  return client.ask<Call>('startTelephoneCall', START, { input: caller(changes) });
}

function place(client: GraphqlClient, callId: string | null, changes: Record<string, unknown> = {}): Promise<object> {
  const { byTelephone, ...order } = orderOf(lively, holder, key(), callId ?? '');
  const input = {
    ...order,
    shownUnitPricePence: PRICE,
    ...(callId === null ? {} : { byTelephone: { ...byTelephone } }),
    ...changes,
  };
  return client.ask<object>('placeOrder', ORDER, { input });
}

async function rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await database.superuser.query<Row & Record<string, unknown>>(sql, [...values])).rows;
}

/** What the holder has, and whatever calls left behind for them. */
async function traces(): Promise<object | undefined> {
  const [found] = await rows<object>(
    `select available_pence::int as available, committed_pence::int as committed,
       (select count(*)::int from ordering."order" o where o.participant_ids @> array[$2::uuid]) as orders,
       (select count(*)::int from ordering.telephone_act a join ordering.telephone_call c on c.id = a.call_id where c.person_id = $2) as acts
     from ledger.budget_balance where budget_id = $1`,
    [id('budget', holder), id('holder', holder)],
  );
  return found;
}

const NOTHING = { available: WEEKLY, committed: 0, orders: 0, acts: 0 };
const no = (reason: string) => ({ __typename: 'NotAllowed', reason });
const wrong = (...fields: string[]) => ({ __typename: 'InvalidInput', problems: fields.map((field) => ({ field })) });

/** A visit of this morning that waits for the person's yes. */
async function delivered(name: string): Promise<string> {
  const orderId = await lively.order(holder, name);
  await lively.accept(orderId);
  return lively.deliver(holder, orderId);
}

describe('a telephone call', () => {
  it('is opened by the care manager, who checked the caller; the person sees that they looked', async () => {
    const call = await start(officer, { caller: 'SPEAKER', speakerName: 'Joan Ash' });
    expect(call).toEqual({
      __typename: 'TelephoneCall',
      id: expect.any(String),
      person: { name: `Holder ${holder}` },
      takenByName: 'caremanager of first',
      caller: 'SPEAKER',
      speakerName: 'Joan Ash',
      knownByVoice: false,
      facts: ['DATE_OF_BIRTH', 'POSTCODE'],
      beganAt: '2026-03-10T12:00:00.000Z',
      openUntil: '2026-03-10T14:00:00.000Z',
      endedAt: null,
      isOpen: true,
      letterId: null,
      acts: [],
    });
    expect(await officer.ask('openTelephoneCalls', OPEN)).toContainEqual({
      id: call.id,
      person: { name: `Holder ${holder}` },
    });
    expect(
      await rows('select officer_role, what from identity.look_up where person_id = $1', [id('holder', holder)]),
    ).toEqual([{ officer_role: 'CARE_MANAGER', what: 'TELEPHONE' }]);
  });

  it('once, however often the same form is sent', async () => {
    const input = caller();
    const [first, second] = [
      await officer.ask<Call>('startTelephoneCall', START, { input }),
      await officer.ask<Call>('startTelephoneCall', START, { input }),
    ];
    expect(second.id).toBe(first.id);
    expect(
      await officer.ask('startTelephoneCall', START, { input: { ...input, knownByVoice: true, facts: [] } }),
    ).toEqual({
      __typename: 'IdempotencyConflict',
    });
  });

  it('is over when the council says, at most after two hours', async () => {
    const { world } = lively;
    const policy = async (value: number | null) =>
      world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
        { key: 'telephoneCallMinutes', value, from: TODAY },
      ]);
    await policy(20);
    expect(await start()).toMatchObject({ openUntil: '2026-03-10T12:20:00.000Z' });
    await policy(600);
    expect(await start()).toMatchObject({ openUntil: '2026-03-10T14:00:00.000Z' });
    await policy(null);
  });

  it.each([
    ['one fact', { facts: ['POSTCODE'] }, wrong('facts')],
    ['a speaker without a name', { caller: 'SPEAKER' }, wrong('speakerName')],
  ])('is not opened with %s', async (_what, changes, answer) => {
    expect(await start(officer, changes)).toEqual(answer);
  });

  it('is not opened about people whom one does not look after or act for, or who do not exist', async () => {
    for (const email of [
      'caremanager@second.example',
      'broker@first.example',
      'provider@first.example',
      'approver@first.example',
      `holder${holder}@first.example`,
    ]) {
      const client = await lively.signInAs(email);
      expect(await start(client)).toEqual(no('NO_MANDATE'));
      expect(await start(client, { personId: id('nobody') })).toEqual(no('NO_MANDATE'));
    }
    expect(await rows('select id from ordering.telephone_call where person_id = $1', [id('holder', holder)])).toEqual(
      [],
    );
  });

  it('is not opened with a person who cannot say yes, but with who speaks for them; nor about the dead', async () => {
    const manager = await lively.world.actor('caremanager-first');
    const life = { personId: id('holder', holder), on: TODAY, evidence: 'Seen.' };
    await lively.world.identity.recordLife(manager, { ...life, kind: 'CAPACITY_LOST' });
    expect(await start()).toEqual(no('NEEDS_CAPACITY'));
    const { id: callId } = await start(officer, { caller: 'SPEAKER', speakerName: 'Joan Ash' });
    await lively.world.identity.recordLife(manager, { ...life, kind: 'DIED' });
    expect(await start(officer, { caller: 'SPEAKER', speakerName: 'Joan Ash' })).toEqual(no('PERSON_HAS_DIED'));
    expect(await place(officer, callId)).toEqual(no('PERSON_HAS_DIED'));
    expect(await traces()).toEqual(NOTHING);
  });
});

describe('what is done in a call', () => {
  it('is read out first, to the penny, and nothing is ordered by that', async () => {
    const call = await start();
    const { byTelephone: _unsaid, ...order } = orderOf(lively, holder, key(), call.id);
    const input = { ...order, shownUnitPricePence: PRICE };
    expect(await officer.ask('orderReadBack', READ, { input, id: call.id })).toEqual({
      __typename: 'OrderReadBack',
      words: [
        'I am going to order this for you: Help at home, with Kind Hands.',
        'When: Thursday 12 March, 2pm to 4pm.',
        'Where: 4 Mill Lane.',
        'It costs £48.20. That comes out of your budget.',
        'After this you have £951.80 left.',
        'You can cancel. Ring us. Up to 24 hours before a visit it costs nothing. After that it costs 50% of the price.',
        'Is that right? Shall I send it?',
      ],
    });
    expect(await officer.ask('orderReadBack', READ, { input: { ...input, quantity: '100' }, id: call.id })).toEqual({
      __typename: 'BudgetShortfall',
      neededPence: 100 * PRICE,
    });
    expect(await traces()).toEqual(NOTHING);
  });

  it('can be a visit to meet first, which is read out as that', async () => {
    const call = await start();
    const { byTelephone: _unsaid, ...order } = orderOf(lively, holder, key(), call.id);
    const input = { ...order, shownUnitPricePence: PRICE, meetFirst: { weekdays: ['MO'] } };
    const { words } = await officer.ask<{ words: string[] }>('orderReadBack', READ, { input, id: call.id });
    expect(words[2]).toBe('It is one visit, to meet first. Nothing more is ordered now.');
    expect(await traces()).toEqual(NOTHING);
    const placed = (await place(officer, call.id, { meetFirst: { weekdays: ['MO'] } })) as { id: string };
    expect(
      await rows('select order_id, recurrence, status from ordering.trial where person_id = $1', [input.personId]),
    ).toEqual([{ order_id: placed.id, recurrence: 'FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=MO', status: 'OPEN' }]);
    expect(await traces()).toEqual({ available: WEEKLY - VISIT, committed: VISIT, orders: 1, acts: 1 });
  });

  it('is ordered, confirmed, questioned and cancelled in the person’s name, and told in one letter', async () => {
    const [right, questioned] = [await delivered('right'), await delivered('questioned')];
    const call = await start();
    const by = saidYes(call.id, 'These words were read out.');
    const placed = await place(officer, call.id);
    expect(placed).toEqual({
      __typename: 'Order',
      id: expect.any(String),
      status: 'SUBMITTED',
      placedByName: 'caremanager of first',
    });
    const second = (await place(officer, call.id)) as { id: string };
    expect(await officer.ask('confirmDeliveries', CONFIRM, { ids: [right], key: key(), by })).toEqual({
      __typename: 'DeliveriesDone',
      deliveries: [{ status: 'CONFIRMED', amountPence: VISIT }],
    });
    expect(await officer.ask('disputeDelivery', DISPUTE, { id: questioned, key: key(), by })).toEqual({
      __typename: 'Delivery',
      status: 'DISPUTED',
    });
    // What it costs to cancel can be read out before.
    expect(await officer.ask('cancellationPreview', PREVIEW, { orderId: second.id })).toEqual({
      __typename: 'CancellationPreview',
      feePence: 0,
      givenBackPence: VISIT,
    });
    const cancelled = { idempotencyKey: key(), orderId: second.id, agreedFeePence: 0, byTelephone: by };
    expect(await officer.ask('cancelOrder', CANCEL, { input: cancelled })).toEqual({
      __typename: 'Order',
      status: 'CANCELLED',
    });
    // One visit ordered and one questioned stay promised.
    expect(await traces()).toMatchObject({ available: WEEKLY - 3 * VISIT, committed: 2 * VISIT, acts: 5 });
    expect(
      await rows(
        'select distinct mandate_id, on_behalf_of from ledger.transfer where budget_id = $1 and actor_id = $2',
        [id('budget', holder), id('caremanager-first')],
      ),
    ).toEqual([{ mandate_id: null, on_behalf_of: id('holder', holder) }]);

    lively.clock.moveTo(new Date(NOW.getTime() + HOUR));
    const ended = await officer.ask<Call & { acts: { words: string; wordsRead: string }[] }>('endTelephoneCall', END, {
      id: call.id,
      key: key(),
    });
    expect(ended).toMatchObject({ endedAt: '2026-03-10T13:00:00.000Z', isOpen: false, letterId: expect.any(String) });
    const words = [
      'Cancelled: Help at home with Kind Hands, the visit on Thursday 12 March 2026. It costs nothing.',
      'Ordered: Help at home with Kind Hands, £48.20.',
      'Ordered: Help at home with Kind Hands, £48.20.',
      'Said that something was not right: Help at home with Kind Hands, the visit on Tuesday 10 March 2026. “Nobody came.” The provider is asked.',
      'Said yes to a visit: Help at home with Kind Hands, the visit on Tuesday 10 March 2026, £48.20.',
    ];
    expect(ended.acts.map((act) => act.words).sort()).toEqual(words);
    const [letter] = await rows<{ content: { title: string; lines: string[]; facts: [string, string][] } }>(
      'select content from ordering.letter where call_id = $1',
      [call.id],
    );
    expect(letter?.content.title).toBe('What we did on the telephone on Tuesday 10 March 2026');
    expect(letter?.content.lines[0]).toBe(
      'You spoke with caremanager of first on the telephone. We read everything out, and you said yes.',
    );
    expect(letter?.content.lines.slice(1).sort()).toEqual(words);
    expect(letter?.content.facts.slice(0, 4)).toEqual([
      ['What', 'Help at home with Kind Hands'],
      ['When', 'Thursday 12 March, 2pm to 4pm'],
      ['Where', '4 Mill Lane'],
      ['Price', '£48.20'],
    ]);
    const file = await officer.get(`/files/letters/${ended.letterId ?? ''}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const stranger = await lively.signInAs('finance@second.example');
    expect((await stranger.get(`/files/letters/${ended.letterId ?? ''}`)).status).toBe(404);
  });

  it('is in the person’s own list, with who rang and what was read out', async () => {
    const call = await start(officer, { caller: 'SPEAKER', speakerName: 'Joan Ash' });
    await place(officer, call.id);
    const person = await lively.signInAs(`holder${holder}@first.example`);
    const { edges } = await person.ask<{ edges: object[] }>('actsForMe', ACTS);
    expect(edges).toEqual([
      {
        node: {
          actorName: 'caremanager of first',
          words: 'ordered',
          pence: VISIT,
          byTelephone: {
            callId: call.id,
            caller: 'SPEAKER',
            speakerName: 'Joan Ash',
            wordsRead: 'It costs £48.20. Shall I send it?',
          },
        },
      },
    ]);
    expect(await person.ask('telephoneCall', CALL, { id: call.id })).toEqual({
      id: call.id,
      isOpen: true,
      acts: [{ words: 'Ordered: Help at home with Kind Hands, £48.20.' }],
    });
  });

  it('needs their yes and the words', async () => {
    const call = await start();
    const by = { callId: call.id, wordsRead: 'Shall I send it?', saidYes: false };
    expect(await place(officer, call.id, { byTelephone: by })).toEqual(wrong('saidYes'));
    expect(await place(officer, call.id, { byTelephone: { ...by, saidYes: true, wordsRead: ' ' } })).toEqual(
      wrong('wordsRead'),
    );
    expect(await traces()).toEqual(NOTHING);
  });

  it('happens once for one key, and with the key again after the call nothing is told', async () => {
    const call = await start();
    const order = { ...orderOf(lively, holder, key(), call.id), shownUnitPricePence: PRICE };
    const first = await officer.ask<{ id: string }>('placeOrder', ORDER, { input: order });
    expect(await officer.ask('placeOrder', ORDER, { input: order })).toMatchObject({ id: first.id });
    await officer.ask('endTelephoneCall', END, { id: call.id, key: key() });
    expect(await officer.ask('placeOrder', ORDER, { input: order })).toEqual(no('CALL_OVER'));
    expect(await traces()).toMatchObject({ orders: 1, acts: 1 });
  });
});

describe('a call that does not count', () => {
  /** Everything that can be done in a call. */
  async function everything(client: GraphqlClient, callId: string, orderId: string, note: string): Promise<object[]> {
    const by = saidYes(callId);
    const cancel = { idempotencyKey: key(), orderId, agreedFeePence: 0, byTelephone: by };
    return [
      await place(client, callId),
      await client.ask<object>('confirmDeliveries', CONFIRM, { ids: [note], key: key(), by }),
      await client.ask<object>('disputeDelivery', DISPUTE, { id: note, key: key(), by }),
      await client.ask<object>('cancelOrder', CANCEL, { input: cancel }),
    ];
  }

  async function affairs(): Promise<[orderId: string, note: string, before: object | undefined]> {
    const note = await delivered('to-confirm');
    const orderId = await lively.order(holder, 'to-cancel');
    return [orderId, note, await traces()];
  }

  it('is one that has ended', async () => {
    const [orderId, note, before] = await affairs();
    const call = await start();
    expect(await officer.ask('endTelephoneCall', END, { id: call.id, key: key() })).toMatchObject({
      isOpen: false,
      letterId: null,
      acts: [],
    });
    expect(await everything(officer, call.id, orderId, note)).toEqual(Array(4).fill(no('CALL_OVER')));
    expect(await officer.ask('endTelephoneCall', END, { id: call.id, key: key() })).toEqual(no('CALL_OVER'));
    expect(await traces()).toEqual(before);
    expect(await rows('select id from ordering.letter where call_id = $1', [call.id])).toEqual([]);
  });

  it('is one that is over by itself, from the very millisecond; its letter is made by the job', async () => {
    const [orderId, note] = await affairs();
    const call = await start();
    lively.clock.moveTo(new Date(NOW.getTime() + 2 * HOUR - 1));
    expect(await place(officer, call.id)).toMatchObject({ __typename: 'Order' });
    const before = await traces();
    lively.clock.moveTo(new Date(NOW.getTime() + 2 * HOUR));
    expect(await everything(officer, call.id, orderId, note)).toEqual(Array(4).fill(no('CALL_OVER')));
    expect(await officer.ask('openTelephoneCalls', OPEN)).not.toContainEqual(expect.objectContaining({ id: call.id }));
    expect(await traces()).toEqual(before);
    lively.clock.moveTo(new Date(NOW.getTime() + 3 * HOUR));
    await lively.ordering.endCallsLeftOpen();
    expect(await lively.ordering.endCallsLeftOpen()).toBe(0);
    expect(
      await rows(
        `select c.ended_at, l.content ->> 'title' as title from ordering.telephone_call c join ordering.letter l on l.call_id = c.id where c.id = $1`,
        [call.id],
      ),
    ).toEqual([
      { ended_at: new Date('2026-03-10T14:00:00Z'), title: 'What we did on the telephone on Tuesday 10 March 2026' },
    ]);
  });

  it('is one about somebody else', async () => {
    const call = await start();
    holder += 1;
    await lively.world.moveIn([holder], BigInt(WEEKLY), 'no sign-in');
    const [orderId, note, before] = await affairs();
    expect(await everything(officer, call.id, orderId, note)).toEqual(Array(4).fill(no('OTHER_PERSONS_CALL')));
    expect(await traces()).toEqual(before);
  });

  it('is one of another officer, or one that does not exist', async () => {
    const [orderId, note, before] = await affairs();
    const call = await start();
    const { world } = lively;
    const operator = await world.actor('operator');
    const email = `colleague${holder}@first.example`;
    await world.identity.registerPeople(operator, [
      {
        id: id('colleague', holder),
        name: 'Cal Colleague',
        email,
        passwordHash: await world.identity.hashPassword('correct horse'),
        roles: [{ role: 'CARE_MANAGER', councilId: world.councilId }],
      },
    ]);
    await rows('update identity.client_record set care_manager_id = $1 where person_id = $2', [
      id('colleague', holder),
      id('holder', holder),
    ]);
    const colleague = await lively.signInAs(email);
    expect(await everything(colleague, call.id, orderId, note)).toEqual(Array(4).fill(no('NOT_FOUND')));
    expect(await everything(colleague, id('no-call'), orderId, note)).toEqual(Array(4).fill(no('NOT_FOUND')));
    expect(await colleague.ask('endTelephoneCall', END, { id: call.id, key: key() })).toEqual(no('NOT_FOUND'));
    expect(await colleague.ask('telephoneCall', CALL, { id: call.id })).toBeNull();
    // And whoever took it no longer looks after the person.
    expect(await everything(officer, call.id, orderId, note)).toEqual([
      no('NO_MANDATE'),
      no('NOT_FOUND'),
      no('NOT_FOUND'),
      no('NOT_FOUND'),
    ]);
    expect(await traces()).toEqual(before);
  });

  it('is one of another council’s officer', async () => {
    const [orderId, note, before] = await affairs();
    const call = await start();
    const far = await lively.signInAs('caremanager@second.example');
    const [placed, ...others] = await everything(far, call.id, orderId, note);
    expect(placed).toEqual(no('NO_MANDATE'));
    expect(others).toEqual(Array(3).fill(no('NOT_FOUND')));
    expect(await far.ask('telephoneCall', CALL, { id: call.id })).toBeNull();
    expect(await traces()).toEqual(before);
  });

  it('is one of an officer with an interest of their own: in the provider, or by a mandate', async () => {
    const [orderId, note, before] = await affairs();
    const call = await start();
    await rows(
      `insert into identity.membership (person_id, role, organisation_id) values ($1, 'PROVIDER_FINANCE', $2)`,
      [id('caremanager-first'), lively.world.providerId],
    );
    const stake = await everything(officer, call.id, orderId, note);
    await rows(`delete from identity.membership where person_id = $1 and role = 'PROVIDER_FINANCE'`, [
      id('caremanager-first'),
    ]);
    expect(stake).toEqual(Array(4).fill(no('OFFICER_CONFLICT')));
    expect(await traces()).toEqual(before);
    const { world } = lively;
    const mandate = await world.identity.grantMandateWithEvidence(await world.actor('finance-first'), world.councilId, {
      personId: id('holder', holder),
      actorPersonId: id('caremanager-first'),
      type: 'NOMINEE',
      scopes: ['VIEW'],
      startsOn: TODAY,
      evidence: 'Seen.',
      declaredConflict: 'She is my aunt.',
    });
    expect(await place(officer, call.id)).toEqual(no('OFFICER_CONFLICT'));
    expect(await start()).toEqual(no('OFFICER_CONFLICT'));
    expect(await traces()).toEqual(before);
    await world.identity.endMandate(await world.actor('finance-first'), mandate).catch(() => undefined);
  });

  it('no call at all: an officer orders nothing in somebody’s name', async () => {
    expect(await place(officer, null)).toEqual(no('NO_MANDATE'));
    expect(await traces()).toEqual(NOTHING);
  });
});

describe('a broker on the telephone', () => {
  it('stays within the mandate, and what they did is told by letter too', async () => {
    const broker = await lively.signInAs('broker@first.example');
    const { world } = lively;
    await world.identity.grantMandateWithEvidence(await world.actor('finance-first'), world.councilId, {
      personId: id('holder', holder),
      actorOrganisationId: id('brokerage'),
      type: 'BROKER',
      scopes: ['VIEW', 'ORDER'],
      startsOn: TODAY,
      evidence: 'Seen.',
      perOrderLimitPence: BigInt(VISIT),
      perMonthLimitPence: BigInt(VISIT),
    });
    const note = await delivered('for-a-broker');
    const call = await start(broker, { knownByVoice: true, facts: [] });
    const by = saidYes(call.id);
    expect(await place(broker, call.id, { quantity: '2.5' })).toEqual(no('OVER_ORDER_LIMIT'));
    expect(await broker.ask('confirmDeliveries', CONFIRM, { ids: [note], key: key(), by })).toEqual(no('NO_MANDATE'));
    expect(await place(broker, call.id)).toMatchObject({ __typename: 'Order', placedByName: 'Bo Broker' });
    expect(await place(broker, call.id)).toEqual(no('OVER_MONTH_LIMIT'));
    expect(await broker.ask('endTelephoneCall', END, { id: call.id, key: key() })).toMatchObject({
      isOpen: false,
      acts: [{ words: 'Ordered: Help at home with Kind Hands, £48.20.', pence: VISIT }],
    });
    expect(await place(broker, call.id)).toEqual(no('OVER_MONTH_LIMIT'));
    expect(await rows('select count(*)::int as letters from ordering.letter where call_id = $1', [call.id])).toEqual([
      { letters: 1 },
    ]);
    // A broker is no officer: their looks are shown as what they did, not as looks.
    expect(await rows('select id from identity.look_up where person_id = $1', [id('holder', holder)])).toEqual([]);
  });
});

describe('an approver who is a care manager too', () => {
  it('does not decide about what they ordered on the telephone', async () => {
    const { world } = lively;
    const finance = await world.actor('finance-first');
    await world.identity.setPolicy(finance, world.councilId, [{ key: 'approvalLimitPence', value: 1000, from: TODAY }]);
    const callId = await takeCall(lively, holder, key());
    const placed = (await place(officer, callId)) as { id: string; status: string };
    expect(placed.status).toBe('AWAITING_APPROVAL');
    await rows(`insert into identity.membership (person_id, role, council_id) values ($1, 'APPROVER', $2)`, [
      id('caremanager-first'),
      world.councilId,
    ]);
    const decide = `mutation ($id: ID!, $key: String!) { decideOrder(orderId: $id, idempotencyKey: $key, approve: true) {
      __typename ${REFUSED} ... on Order { status } } }`;
    expect(await officer.ask('decideOrder', decide, { id: placed.id, key: key() })).toEqual(no('OWN_ORDER'));
    const approver = await lively.signInAs('approver@first.example');
    expect(await approver.ask('decideOrder', decide, { id: placed.id, key: key() })).toEqual({
      __typename: 'Order',
      status: 'SUBMITTED',
    });
    await rows(`delete from identity.membership where person_id = $1 and role = 'APPROVER'`, [id('caremanager-first')]);
    await world.identity.setPolicy(finance, world.councilId, [
      { key: 'approvalLimitPence', value: 1_000_000, from: TODAY },
    ]);
  });
});
