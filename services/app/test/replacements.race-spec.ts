import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id, PASSWORD, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { outcome } from './fixtures/two-at-once.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { GraphqlClient } from './graphql-client.js';

const WEEKLY = 100_000n;
const VISIT = AGREED_PENCE * 2n;
const OTHERS = PUBLIC_PENCE * 2n;
/** Wednesday to Friday, four times; Good Friday is half as much again by the card of the first provider. */
const NOW_PENCE = Number(VISIT * 12n + AGREED_PENCE);
const ROUNDS = [0, 1, 2, 3];
const REASON = 'Two of us have left.';
const CHOICE = `query ($id: ID!, $from: Date) { replacementChoice(orderId: $id, fromOn: $from) { __typename
  ... on ReplacementChoice { firstOn endsOn visits fourWeeksNowPence takesOver answerUntil
    options { provider { id } amountPence fourWeeksPence unitPricePence } }
  ... on InvalidInput { problems { field message } } ... on NotAllowed { reason } } }`;
const ENDING = `query ($id: ID!) { order(id: $id) { providerEnding { fromOn reason } replacement { status orderId
  replaces { whenInWords firstOn takesOver } asks { fourWeeksPence status } } } }`;

let lively: LivelyWorld;
let database: WholeDatabase;
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

beforeEach(() => lively.clock.moveTo(NOW));

const key = () => ({ idempotencyKey: `replacement-${(keys += 1)}` });
const person = (): Promise<Actor> => lively.world.actor('holder', holder);
const staff = (number: number): Promise<Actor> => lively.world.actor('provider-staff', number);

/** Somebody new with every Wednesday to Friday accepted, two hours from 10:00: three visits of this week are held. */
async function standing(): Promise<string> {
  holder += 1;
  lively.clock.moveTo(NOW);
  await lively.world.moveIn([holder], WEEKLY, passwordHash);
  const orderId = await lively.order(holder, key().idempotencyKey, {
    oneOff: null,
    standing: { startsOn: '2026-03-11', weekdays: ['WE', 'TH', 'FR'] },
    startTime: '10:00',
  });
  await lively.accept(orderId);
  return orderId;
}

async function stop(orderId: string): Promise<void> {
  await lively.ordering.cancelAsProvider(await staff(1), { orderId, ...key(), reason: REASON });
}

async function ask(orderId: string, fromOn: string): Promise<string> {
  return lively.ordering.askForReplacement(await person(), {
    orderId,
    fromOn,
    variantIds: [id('variant', 2)],
    ...key(),
  });
}

const yes = async (requestId: string): Promise<void> =>
  lively.ordering.answerCover(await staff(2), { requestId, accept: true });

async function rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await database.superuser.query(sql, values)).rows as Row[];
}

async function balance(): Promise<{ available: bigint; committed: bigint }> {
  const [found] = await rows<{ available: string; committed: string }>(
    'select available_pence as available, committed_pence as committed from ledger.budget_balance where budget_id = $1',
    id('budget', holder),
  );
  return { available: BigInt(found?.available ?? -1), committed: BigInt(found?.committed ?? -1) };
}

const left = (spent: bigint) => ({ available: WEEKLY - spent, committed: spent });

/** The holder's orders, each with its provider, state, last day and first visit that is not cancelled. */
async function orders(): Promise<string[]> {
  const found = await rows<{ words: string }>(
    `select concat_ws(' ', case o.provider_id when $2 then 'first' else 'second' end, o.status, coalesce(v.ends_on::text, 'open'),
       (select min(c.on_date)::text from ordering.occurrence c where c.order_id = o.id and c.status <> 'CANCELLED'),
       (select max(c.on_date)::text from ordering.occurrence c where c.order_id = o.id and c.status <> 'CANCELLED')) as words
     from ordering."order" o join ordering.order_version v on v.order_id = o.id and v.version = o.current_version
     where $1 = any (o.participant_ids) order by o.provider_id = $2 desc`,
    id('holder', holder),
    id('provider', 1),
  );
  return found.map(({ words }) => words);
}

async function atOnce(
  round: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [string, string]> {
  const [first, second] = round % 2 === 0 ? [one, other] : [other, one];
  const [sooner, later] = await Promise.all([outcome(first()), outcome(second())]);
  return round % 2 === 0 ? [sooner, later] : [later, sooner];
}

function change(orderId: string, owner: Actor, version: number): Promise<void> {
  return lively.ordering.amendOrder(owner, {
    orderId,
    ...key(),
    version,
    fromOn: '2026-03-13',
    quantity: '3',
    startTime: '10:00',
    pattern: { weekdays: ['WE', 'TH', 'FR'] },
    place: 'At home',
    shownUnitPricePence: AGREED_PENCE,
  });
}

async function client(): Promise<GraphqlClient> {
  return lively.signInAs(`holder${holder}@first.example`);
}

describe('a provider that stops a whole order', () => {
  it('before the first visit: all of it comes back, without a fee, and the reason stands', async () => {
    const orderId = await standing();
    expect(await balance()).toEqual(left(VISIT * 3n));
    // A day before the first visit half of it would be the fee of anybody else.
    lively.clock.moveTo(new Date('2026-03-10T20:00:00Z'));
    await stop(orderId);
    expect(await balance()).toEqual(left(0n));
    expect(await orders()).toEqual(['first CANCELLED open']);
    expect(await (await client()).ask('order', ENDING, { id: orderId })).toEqual({
      providerEnding: { fromOn: '2026-03-11', reason: REASON },
      replacement: null,
    });
    const told = await rows<{ type: string }>(
      `select distinct type from kernel.outbox where payload ->> 'orderId' = $1 and type in ('ordering.provider-ended', 'ordering.provider-cancelled') order by 1`,
      orderId,
    );
    expect(told.map(({ type }) => type)).toEqual(['ordering.provider-cancelled', 'ordering.provider-ended']);
  });

  it('between visits: what has begun stays to be entered and paid, and nothing can be stopped twice', async () => {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-11T18:00:00Z'));
    await stop(orderId);
    expect(await balance()).toEqual(left(VISIT));
    expect(await orders()).toEqual(['first ACCEPTED 2026-03-11 2026-03-11 2026-03-11']);
    expect(await outcome(stop(orderId))).toBe('WRONG_STATE');
    expect(await outcome(change(orderId, await person(), 2))).toBe('WRONG_STATE');
    const visits = await lively.ordering.visitsToDeliver(await staff(1), '2026-03-11');
    const visit = visits.find((one) => one.orderId === orderId);
    const note = {
      workerName: 'Wren',
      place: 'At home',
      startedAt: '2026-03-11T10:00:00Z',
      endedAt: '2026-03-11T12:00:00Z',
    };
    const [deliveryId = ''] = await lively.ordering.recordDeliveries(
      await staff(1),
      [{ ...note, occurrenceId: visit?.occurrenceId ?? '', quantity: '2', ...key() }],
      key().idempotencyKey,
    );
    await lively.ordering.confirmDeliveries(await person(), [deliveryId], key().idempotencyKey);
    expect(await balance()).toEqual({ available: WEEKLY - VISIT, committed: 0n });
    expect(await orders()).toEqual(['first COMPLETED 2026-03-11 2026-03-11 2026-03-11']);
  });
});

describe('somebody else for a whole order', () => {
  it('that was stopped: asked at this person’s price, and the first yes is an order from its first day', async () => {
    const orderId = await standing();
    await stop(orderId);
    const reader = await client();
    expect(await reader.ask('replacementChoice', CHOICE, { id: orderId })).toEqual({
      __typename: 'ReplacementChoice',
      firstOn: '2026-03-11',
      endsOn: null,
      visits: 12,
      fourWeeksNowPence: NOW_PENCE,
      takesOver: false,
      answerUntil: '2026-03-11T10:00:00.000Z',
      options: [
        {
          provider: { id: id('provider', 2) },
          amountPence: Number(OTHERS),
          fourWeeksPence: Number(OTHERS) * 12,
          unitPricePence: Number(PUBLIC_PENCE),
        },
      ],
    });
    const requestId = await ask(orderId, '2026-03-11');
    expect(await balance()).toEqual(left(0n));
    await yes(requestId);
    await yes(requestId);
    expect(await balance()).toEqual(left(OTHERS * 3n));
    expect(await orders()).toEqual([
      'first CANCELLED open',
      expect.stringMatching(/^second ACCEPTED open 2026-03-11 /),
    ]);
    const [made] = await rows<{ id: string }>(
      `select id from ordering."order" where provider_id = $1 and $2 = any (participant_ids)`,
      id('provider', 2),
      id('holder', holder),
    );
    expect(await reader.ask('order', ENDING, { id: orderId })).toMatchObject({
      replacement: {
        status: 'FILLED',
        orderId: made?.id,
        replaces: {
          whenInWords: 'Every Wednesday, Thursday and Friday, 10am to noon',
          firstOn: '2026-03-11',
          takesOver: false,
        },
        asks: [{ fourWeeksPence: Number(OTHERS) * 12, status: 'ACCEPTED' }],
      },
    });
    expect(await outcome(ask(orderId, '2026-03-12'))).toBe('WRONG_STATE');
  });

  it('that goes on: the old one ends with the yes, without a fee and without a day in between', async () => {
    const orderId = await standing();
    const reader = await client();
    expect(await reader.ask('replacementChoice', CHOICE, { id: orderId })).toMatchObject({
      firstOn: '2026-03-18',
      takesOver: true,
      // 24 hours of notice before the first visit that is taken over.
      answerUntil: '2026-03-17T10:00:00.000Z',
      fourWeeksNowPence: NOW_PENCE,
    });
    expect(await reader.ask('replacementChoice', CHOICE, { id: orderId, from: '2026-03-11' })).toEqual({
      __typename: 'InvalidInput',
      problems: [{ field: 'fromOn', message: 'Choose a later day, so that somebody has time to answer.' }],
    });
    const requestId = await ask(orderId, '2026-03-17');
    expect(await orders()).toEqual([expect.stringMatching(/^first ACCEPTED open 2026-03-11 2026-09/)]);
    await yes(requestId);
    expect(await balance()).toEqual(left(VISIT * 3n));
    expect(await orders()).toEqual([
      'first ACCEPTED 2026-03-17 2026-03-11 2026-03-13',
      expect.stringMatching(/^second ACCEPTED open 2026-03-18 2026-09/),
    ]);
  });

  it('too late, taken back, or in a break: nothing is ordered, and the old order is as it was', async () => {
    const orderId = await standing();
    const before = await orders();
    const late = await ask(orderId, '2026-03-18');
    lively.clock.moveTo(new Date('2026-03-17T10:00:00Z'));
    expect(await outcome(yes(late))).toBe('WRONG_STATE');
    await Promise.all([lively.ordering.lapseCover(), lively.ordering.lapseCover()]);
    const told = await rows<{ payload: object }>(
      `select payload from kernel.outbox where type = 'ordering.cover-unfilled' and payload ->> 'requestId' = $1`,
      late,
    );
    expect(told).toEqual([
      { payload: { requestId: late, occurrenceId: null, replacesOrderId: orderId, personId: id('holder', holder) } },
    ]);
    lively.clock.moveTo(NOW);
    const again = await ask(orderId, '2026-03-25');
    const withdraw = { requestId: again, ...key() };
    await lively.ordering.withdrawCover(await person(), withdraw);
    await lively.ordering.withdrawCover(await person(), withdraw);
    expect(await outcome(yes(again))).toBe('WRONG_STATE');
    expect(await outcome(lively.ordering.withdrawCover(await staff(2), { requestId: again, ...key() }))).toBe(
      'NO_MANDATE',
    );
    expect(await orders()).toEqual(before);
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      ...key(),
      agreedFeePence: 0n,
      fromOn: '2026-04-01',
      throughOn: '2026-04-10',
    });
    expect(await outcome(ask(orderId, '2026-03-25'))).toBe('INVALID_INPUT');
    expect(await outcome(yes(await ask(orderId, '2026-04-11')))).toBe('DONE');
    expect(await balance()).toEqual(left(VISIT * 3n));
  });
});

describe('at the same moment', () => {
  it.each(ROUNDS)(
    'the provider stops, the person cancels: one of them, by its own rule of fees (%p)',
    async (round) => {
      const orderId = await standing();
      const owner = await person();
      const [stopped, cancelled] = await atOnce(
        round,
        () => stop(orderId),
        // The first visit is tomorrow at 10: half of it.
        () => lively.ordering.cancelOrder(owner, { orderId, ...key(), agreedFeePence: AGREED_PENCE }),
      );
      expect([stopped, cancelled].sort()).toEqual(['DONE', 'WRONG_STATE']);
      const fee = cancelled === 'DONE' ? AGREED_PENCE : 0n;
      expect(await balance()).toEqual({ available: WEEKLY - fee, committed: 0n });
      const endings = await rows('select 1 from ordering.provider_ending where order_id = $1', orderId);
      expect(endings).toHaveLength(stopped === 'DONE' ? 1 : 0);
    },
  );

  it.each(ROUNDS)('the provider stops, the person changes: nothing is held in the end (%p)', async (round) => {
    const orderId = await standing();
    const owner = await person();
    const [stopped, changed] = await atOnce(
      round,
      () => stop(orderId),
      () => change(orderId, owner, 1),
    );
    expect(stopped).toBe('DONE');
    expect(['DONE', 'WRONG_STATE']).toContain(changed);
    expect(await balance()).toEqual(left(0n));
    expect((await orders())[0]).toMatch(/^first CANCELLED/);
  });

  it.each(ROUNDS)(
    'the provider stops, the person confirms: what happened is paid, the rest is back (%p)',
    async (round) => {
      const orderId = await standing();
      lively.clock.moveTo(new Date('2026-03-11T18:00:00Z'));
      const [owner, worker] = [await person(), await staff(1)];
      const visit = (await lively.ordering.visitsToDeliver(worker, '2026-03-11')).find(
        (one) => one.orderId === orderId,
      );
      const note = {
        workerName: 'Wren',
        place: 'At home',
        startedAt: '2026-03-11T10:00:00Z',
        endedAt: '2026-03-11T12:00:00Z',
      };
      const [deliveryId = ''] = await lively.ordering.recordDeliveries(
        worker,
        [{ ...note, occurrenceId: visit?.occurrenceId ?? '', quantity: '2', ...key() }],
        key().idempotencyKey,
      );
      const outcomes = await atOnce(
        round,
        () => stop(orderId),
        () => lively.ordering.confirmDeliveries(owner, [deliveryId], key().idempotencyKey),
      );
      expect(outcomes).toEqual(['DONE', 'DONE']);
      expect(await balance()).toEqual({ available: WEEKLY - VISIT, committed: 0n });
    },
  );

  it.each(ROUNDS)(
    'the provider stops, somebody else says yes: the new order stands, the old one is over (%p)',
    async (round) => {
      const orderId = await standing();
      const requestId = await ask(orderId, '2026-03-18');
      const outcomes = await atOnce(
        round,
        () => stop(orderId),
        () => yes(requestId),
      );
      expect(outcomes).toEqual(['DONE', 'DONE']);
      expect(await balance()).toEqual(left(0n));
      expect(await orders()).toEqual([
        expect.stringMatching(/^first CANCELLED/),
        expect.stringMatching(/^second ACCEPTED open 2026-03-18 /),
      ]);
    },
  );

  it.each(ROUNDS)('somebody else says yes, the person cancels the old order (%p)', async (round) => {
    const orderId = await standing();
    const owner = await person();
    const requestId = await ask(orderId, '2026-03-18');
    const [said, cancelled] = await atOnce(
      round,
      () => yes(requestId),
      () => lively.ordering.cancelOrder(owner, { orderId, ...key(), agreedFeePence: AGREED_PENCE }),
    );
    expect(cancelled).toBe('DONE');
    expect(['DONE', 'WRONG_STATE']).toContain(said);
    expect(await balance()).toEqual({ available: WEEKLY - AGREED_PENCE, committed: 0n });
    expect(await orders()).toHaveLength(said === 'DONE' ? 2 : 1);
  });

  it.each(ROUNDS)('somebody else says yes, the person takes it back: one of them (%p)', async (round) => {
    const orderId = await standing();
    const owner = await person();
    const requestId = await ask(orderId, '2026-03-18');
    const [said, takenBack] = await atOnce(
      round,
      () => yes(requestId),
      () => lively.ordering.withdrawCover(owner, { requestId, ...key() }),
    );
    expect([said, takenBack].sort()).toEqual(['DONE', 'WRONG_STATE']);
    expect(await orders()).toHaveLength(said === 'DONE' ? 2 : 1);
    expect((await orders())[0]).toMatch(said === 'DONE' ? /^first ACCEPTED 2026-03-17/ : /^first ACCEPTED open/);
  });
});
