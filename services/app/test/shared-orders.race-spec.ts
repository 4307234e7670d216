import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { type ProposeSharedOrderInput, SHARED_ORDERS, type SharedOrdersPort } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
/** Two hours at the agreed price: 4820 pence, which do not part in three. */
const WHOLE = AGREED_PENCE * 2n;
const THIRDS = [1607n, 1607n, 1606n];
const ROUNDS = 4;

let lively: LivelyWorld;
let database: WholeDatabase;
let shared: SharedOrdersPort;
let next = 0;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  shared = lively.house.application.get(SHARED_ORDERS);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(() => lively.clock.moveTo(NOW));

const key = (): { idempotencyKey: string } => ({ idempotencyKey: `together-${(keys += 1)}` });
const person = (holder: number): Promise<Actor> => lively.world.actor('holder', holder);
const email = (holder: number): string => `holder${holder}@first.example`;

/** New people of the first council, by participant id. */
async function people(count: number, weekly = WEEKLY): Promise<number[]> {
  const numbers = Array.from({ length: count }, () => (next += 1));
  await lively.world.moveIn(numbers, weekly, 'no sign-in');
  return numbers;
}

function together(
  asker: number,
  others: readonly number[],
  changes: Partial<ProposeSharedOrderInput> = {},
): ProposeSharedOrderInput {
  return {
    ...key(),
    variantId: lively.world.variantId,
    quantity: '2',
    startTime: '14:00',
    oneOff: { date: '2026-03-12' },
    place: 'The club',
    people: [
      { personId: id('holder', asker), shownUnitPricePence: AGREED_PENCE },
      ...others.map((other) => ({ email: email(other) })),
    ],
    ...changes,
  };
}

async function answer(sharedOrderId: string, holder: number, yes = true, more = key()): Promise<void> {
  await shared.answer(await person(holder), {
    sharedOrderId,
    personId: id('holder', holder),
    yes,
    shownUnitPricePence: yes ? AGREED_PENCE : null,
    ...more,
  });
}

async function balances(holders: readonly number[]): Promise<{ available: bigint[]; committed: bigint[] }> {
  const { rows } = await database.superuser.query<{ budget: string; available: string; committed: string }>(
    'select budget_id as budget, available_pence as available, committed_pence as committed from ledger.budget_balance where budget_id = any ($1)',
    [holders.map((holder) => id('budget', holder))],
  );
  const of = (holder: number) => rows.find((row) => row.budget === id('budget', holder));
  return {
    available: holders.map((holder) => BigInt(of(holder)?.available ?? -1)),
    committed: holders.map((holder) => BigInt(of(holder)?.committed ?? -1)),
  };
}

async function status(sharedOrderId: string): Promise<{ status: string; failure: string | null; orders: number }> {
  const { rows } = await database.superuser.query<{ status: string; failure: string | null; orders: number }>(
    `select s.status, s.failure, (select count(*)::int from ordering."order" o where o.shared_order_id = s.id) as orders from ordering.shared_order s where s.id = $1`,
    [sharedOrderId],
  );
  return rows[0] ?? { status: 'none', failure: null, orders: -1 };
}

/** What was refused, by code, from another start each round; anything else that fails is a failure. */
async function atOnce(moves: readonly (() => Promise<unknown>)[], round = 0): Promise<(string | null)[]> {
  const turn = round % moves.length;
  const turned = [...moves.slice(turn), ...moves.slice(0, turn)];
  const outcomes = await Promise.allSettled(turned.map((move) => move()));
  const codes = outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return null;
    if (outcome.reason instanceof Refusal) return outcome.reason.code;
    throw outcome.reason;
  });
  return [...codes.slice(moves.length - turn), ...codes.slice(0, moves.length - turn)];
}

const PLACED = { status: 'PLACED', failure: null };
const ASKED = { status: 'ASKED', failure: null, orders: 0 };

describe('ordering together', () => {
  it('holds nothing until everybody has said yes; then each pays their share, the odd pence by the lowest ids', async () => {
    const three = await people(3);
    const [first = 0, second = 0, third = 0] = three;
    const input = together(third, [first, second]);
    const sharedOrderId = await shared.propose(await person(third), input);
    expect(await shared.propose(await person(third), input)).toBe(sharedOrderId);
    await expect(shared.propose(await person(third), { ...input, quantity: '3' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    const yes = key();
    await answer(sharedOrderId, first, true, yes);
    await answer(sharedOrderId, first, true, yes);
    expect(await status(sharedOrderId)).toEqual(ASKED);
    expect((await balances(three)).committed).toEqual([0n, 0n, 0n]);
    await answer(sharedOrderId, second);
    expect(await status(sharedOrderId)).toEqual({ ...PLACED, orders: 3 });
    const after = await balances(three);
    expect(after.committed).toEqual(THIRDS);
    expect(after.committed.reduce((sum, one) => sum + one, 0n)).toBe(WHOLE);
    expect(after.available).toEqual(THIRDS.map((share) => WEEKLY - share));
    // Sent again after all of it: the same answer, and nothing twice.
    await answer(sharedOrderId, first, true, yes);
    expect(await status(sharedOrderId)).toEqual({ ...PLACED, orders: 3 });
  });

  it('tells nobody whether an e-mail is somebody’s with a budget there, and asks nobody twice', async () => {
    const [asker = 0] = await people(1);
    const refused = async (address: string): Promise<unknown> =>
      shared
        .propose(await person(asker), {
          ...together(asker, []),
          people: [{ personId: id('holder', asker), shownUnitPricePence: AGREED_PENCE }, { email: address }],
        })
        .catch((error: unknown) => (error instanceof Refusal ? [error.code, error.details] : error));
    const nobody = await refused('nobody@first.example');
    expect(nobody).toEqual([
      'INVALID_INPUT',
      {
        problems: [
          {
            field: 'people[1].email',
            message: 'We cannot ask this email address. Check it with them. They need a budget from the same council.',
          },
        ],
      },
    ]);
    // Another council's holder, an officer, somebody with their own money, and the one who asks.
    for (const address of ['holder@second.example', 'finance@first.example', 'selffunder@first.example', email(asker)])
      expect([address, await refused(address)]).toEqual([address, nobody]);
  });

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'two last ones say yes at the same moment, one of them twice: placed once (%p)',
    async (round) => {
      const three = await people(3);
      const [first = 0, second = 0, third = 0] = three;
      const sharedOrderId = await shared.propose(await person(first), together(first, [second, third]));
      const same = key();
      const codes = await atOnce(
        [
          () => answer(sharedOrderId, second),
          () => answer(sharedOrderId, third, true, same),
          () => answer(sharedOrderId, third, true, same),
        ],
        round,
      );
      expect(codes).toEqual([null, null, null]);
      expect(await status(sharedOrderId)).toEqual({ ...PLACED, orders: 3 });
      expect((await balances(three)).committed).toEqual(THIRDS);
    },
  );

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'a yes beside a no: placed for both, or for nobody (%p)',
    async (round) => {
      const two = await people(2);
      const [first = 0, second = 0] = two;
      const sharedOrderId = await shared.propose(await person(first), together(first, [second]));
      const [yes, no] = await atOnce(
        [() => answer(sharedOrderId, second), () => answer(sharedOrderId, first, false)],
        round,
      );
      const now = await status(sharedOrderId);
      if (now.status === 'PLACED') {
        expect([yes, no, now.orders]).toEqual([null, 'WRONG_STATE', 2]);
        expect((await balances(two)).committed).toEqual([WHOLE / 2n, WHOLE / 2n]);
      } else {
        expect([yes, no, now]).toEqual(['WRONG_STATE', null, { status: 'WITHDRAWN', failure: null, orders: 0 }]);
        expect((await balances(two)).committed).toEqual([0n, 0n]);
      }
    },
  );

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'somebody’s money goes elsewhere beside the last yes: all or nothing, and no sum is told (%p)',
    async (round) => {
      const two = await people(2, 3000n);
      const [first = 0, second = 0] = two;
      const sharedOrderId = await shared.propose(await person(first), together(first, [second]));
      const spend = (): Promise<unknown> =>
        lively.order(first, key().idempotencyKey, { quantity: '1', oneOff: { date: '2026-03-12' } });
      const [yes, spent] = await atOnce([() => answer(sharedOrderId, second), spend], round);
      const now = await status(sharedOrderId);
      const money = await balances(two);
      expect(yes).toBeNull();
      if (now.status === 'PLACED') {
        expect([spent, now.orders]).toEqual(['BUDGET_SHORTFALL', 2]);
        expect(money.available).toEqual([590n, 590n]);
      } else {
        expect([spent, now]).toEqual([null, { status: 'NOT_PLACED', failure: 'MONEY', orders: 0 }]);
        expect(money.available).toEqual([590n, 3000n]);
        const { rows } = await database.superuser.query<{ payload: Record<string, unknown> }>(
          `select payload from kernel.outbox where type = 'ordering.shared-order-ended' and payload ->> 'sharedOrderId' = $1`,
          [sharedOrderId],
        );
        expect(rows.map(({ payload }) => [payload['outcome'], payload['failure']])).toEqual([['NOT_PLACED', 'MONEY']]);
        expect(JSON.stringify(rows)).not.toMatch(/availablePence|neededPence/);
      }
    },
  );

  it('a yes that one could not pay for is refused to them alone, and the others wait on', async () => {
    const [rich = 0] = await people(1);
    const [poor = 0] = await people(1, 1000n);
    const sharedOrderId = await shared.propose(await person(rich), together(rich, [poor]));
    await expect(answer(sharedOrderId, poor)).rejects.toMatchObject({
      code: 'BUDGET_SHORTFALL',
      details: { neededPence: '2410', availablePence: '1000' },
    });
    expect(await status(sharedOrderId)).toEqual(ASKED);
    await expect(
      shared.answer(await person(poor), {
        sharedOrderId,
        personId: id('holder', poor),
        yes: true,
        shownUnitPricePence: 1n,
        ...key(),
      }),
    ).rejects.toMatchObject({ code: 'PRICE_CHANGED' });
    expect(await status(sharedOrderId)).toEqual(ASKED);
    await expect(
      shared.answer(await person(rich), {
        sharedOrderId,
        personId: id('holder', poor),
        yes: true,
        shownUnitPricePence: AGREED_PENCE,
        ...key(),
      }),
    ).rejects.toMatchObject({ code: 'NO_MANDATE' });
  });

  it('lapses after the council’s days, once, and an answer counts to the last instant', async () => {
    const [first = 0, second = 0] = await people(2);
    const later = { oneOff: { date: '2026-04-01' } };
    const sharedOrderId = await shared.propose(await person(first), together(first, [second], later));
    const { rows } = await database.superuser.query<{ until: Date }>(
      'select answer_by as until from ordering.shared_order where id = $1',
      [sharedOrderId],
    );
    expect(rows[0]?.until).toEqual(new Date('2026-03-18T00:00:00Z'));
    lively.clock.moveTo(new Date('2026-03-18T00:00:00.001Z'));
    await expect(answer(sharedOrderId, second)).rejects.toMatchObject({ code: 'TOO_LATE' });
    const lapsed = await Promise.all([shared.lapse(), shared.lapse()]);
    expect(await status(sharedOrderId)).toEqual({ status: 'LAPSED', failure: null, orders: 0 });
    expect(lapsed.filter((count) => count > 0)).toHaveLength(1);
    await expect(answer(sharedOrderId, second)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('a broker with a mandate for each places at once; one shortfall and nobody pays', async () => {
    const three = await people(3);
    const broker = async (): Promise<Actor> => lively.world.actor('broker');
    for (const holder of three) await lively.mandate(holder, id('brokerage'));
    const forAll = (quantity: string) => ({
      ...together(three[0] ?? 0, []),
      quantity,
      people: three.map((holder, place) => ({
        personId: id('holder', holder),
        share: place + 1,
        shownUnitPricePence: AGREED_PENCE,
      })),
    });
    const sharedOrderId = await shared.propose(await broker(), forAll('2'));
    expect(await status(sharedOrderId)).toEqual({ ...PLACED, orders: 3 });
    // One, two and three of six parts of 4820.
    expect((await balances(three)).committed).toEqual([804n, 1606n, 2410n]);
    const [, , third = 0] = three;
    await lively.order(third, key().idempotencyKey, { quantity: '39', oneOff: { date: '2026-03-13' } });
    const before = await balances(three);
    await expect(shared.propose(await broker(), forAll('8'))).rejects.toMatchObject({ code: 'BUDGET_SHORTFALL' });
    expect(await balances(three)).toEqual(before);
  });

  it('ten at once over the budgets of three overlapping people: as many as the money pays for, nobody below zero', async () => {
    // Five shares each.
    const three = await people(3, 12_050n);
    for (const holder of three) await lively.mandate(holder, id('brokerage'));
    const broker = await lively.world.actor('broker');
    const pairs = Array.from({ length: 10 }, (_, number) => three.filter((_one, place) => place !== number % 3));
    const codes = await atOnce(
      pairs.map((pair, number) => () => {
        const turned = number % 2 === 0 ? pair : [...pair].reverse();
        return shared.propose(broker, {
          ...together(turned[0] ?? 0, []),
          startTime: `${10 + (number % 8)}:${number < 8 ? '00' : '30'}`,
          people: turned.map((holder) => ({ personId: id('holder', holder), shownUnitPricePence: AGREED_PENCE })),
        });
      }),
    );
    expect(codes.filter((code) => code !== null && code !== 'BUDGET_SHORTFALL')).toEqual([]);
    const placed = pairs.filter((_pair, number) => codes[number] === null);
    const { available, committed } = await balances(three);
    const shares = three.map((holder) => BigInt(placed.filter((pair) => pair.includes(holder)).length));
    expect(committed).toEqual(shares.map((count) => count * AGREED_PENCE));
    expect(available).toEqual(shares.map((count) => 12_050n - count * AGREED_PENCE));
    // Whatever was refused could not be paid for by one of its two.
    const refused = pairs.filter((_pair, number) => codes[number] !== null);
    for (const pair of refused)
      expect(pair.some((holder) => (available[three.indexOf(holder)] ?? 0n) < AGREED_PENCE)).toBe(true);
    expect(placed.length).toBeGreaterThanOrEqual(5);
    expect(placed.length).toBeLessThanOrEqual(7);
  });
});
