import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GrantMandate } from '@owncourse/identity/contract';
import { type Actor, Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { JOINT_ORDERS, type JointOrdersPort, type PlaceOrderInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id, PASSWORD } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const TWO_HOURS = 2n * AGREED_PENCE;
const WEEKLY = 100_000n;
const ROUNDS = 4;
const HELPERS = ['Ann', 'Ben', 'Cass'];

let lively: LivelyWorld;
let database: WholeDatabase;
let joint: JointOrdersPort;
let next = 0;
let keys = 0;

const key = (): { idempotencyKey: string } => ({ idempotencyKey: `jointly-${(keys += 1)}` });
const helper = (number: number): Promise<Actor> => lively.world.actor('joint-helper', number);

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  joint = lively.house.application.get(JOINT_ORDERS);
  const passwordHash = await lively.world.identity.hashPassword(PASSWORD);
  await lively.world.identity.registerPeople(
    await lively.world.actor('operator'),
    HELPERS.map((name, number) => ({
      id: id('joint-helper', number),
      name: `${name} Helper`,
      email: `${name.toLowerCase()}@first.example`,
      passwordHash,
      roles: [{ role: 'REPRESENTATIVE' as const }],
    })),
  );
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(() => lively.clock.moveTo(NOW));

/** A new person, whose first helpers may act only together. @returns the person's number and the mandates' ids */
async function person(
  helpers: number,
  terms: Partial<GrantMandate> = {},
  weekly = WEEKLY,
): Promise<{ holder: number; mandates: string[] }> {
  const holder = (next += 1);
  await lively.world.moveIn([holder], weekly, 'no sign-in');
  const mandates: string[] = [];
  for (let number = 0; number < helpers; number += 1) mandates.push(await give(holder, number, terms));
  return { holder, mandates };
}

async function give(holder: number, number: number, terms: Partial<GrantMandate> = {}): Promise<string> {
  return lively.world.identity.grantMandateWithEvidence(
    await lively.world.actor('finance-first'),
    lively.world.councilId,
    {
      personId: id('holder', holder),
      actorPersonId: id('joint-helper', number),
      type: 'ATTORNEY',
      scopes: ['VIEW', 'ORDER', 'CONFIRM'],
      joint: true,
      startsOn: TODAY,
      evidence: 'The registered papers were seen.',
      ...terms,
    },
  );
}

function visit(holder: number, changes: Partial<PlaceOrderInput> = {}): PlaceOrderInput {
  return {
    ...key(),
    personId: id('holder', holder),
    variantId: lively.world.variantId,
    quantity: '2',
    startTime: '09:00',
    oneOff: { date: '2026-03-12' },
    place: 'At home',
    shownUnitPricePence: AGREED_PENCE,
    ...changes,
  };
}

const ask = async (holder: number, changes: Partial<PlaceOrderInput> = {}, by = 0): Promise<string> =>
  joint.propose(await helper(by), visit(holder, changes));

async function answer(jointOrderId: string, number: number, yes = true, more = key()): Promise<void> {
  await joint.answer(await helper(number), { jointOrderId, yes, ...more });
}

async function status(jointOrderId: string): Promise<Record<string, unknown>> {
  const { rows } = await database.superuser.query<Record<string, unknown>>(
    `select j.status, j.failure, (select count(*)::int from ordering."order" o where o.participant_ids = array[j.person_id]) as orders
     from ordering.joint_order j where j.id = $1`,
    [jointOrderId],
  );
  return rows[0] ?? {};
}

async function committed(holder: number): Promise<bigint> {
  const { rows } = await database.superuser.query<{ committed: string }>(
    'select committed_pence as committed from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return BigInt(rows[0]?.committed ?? -1);
}

/** Thursday and Friday, three times each. */
const SEVERAL: Partial<PlaceOrderInput> = {
  oneOff: null,
  standing: { startsOn: '2026-03-12', endsOn: '2026-03-13', weekdays: ['TH', 'FR'] },
  quantity: '0.5',
  startTime: '13:00',
  moreTimes: [
    { startTime: '21:00', quantity: '1.5' },
    { startTime: '08:00', quantity: '1' },
  ],
};
const SEVERAL_HELD = ['12', '13'].flatMap((day) => [`${day} 08:00 2410`, `${day} 13:00 1205`, `${day} 21:00 3615`]);

/** What is held for each visit of the person, in pence. */
async function holds(holder: number): Promise<string[]> {
  const { rows } = await database.superuser.query<{ held: string }>(
    `select to_char(o.starts_at at time zone 'Europe/London', 'DD HH24:MI') || ' ' || h.remaining_pence as held
     from ordering.occurrence o join ledger.hold h on h.id = o.id where o.person_id = $1 order by o.starts_at`,
    [id('holder', holder)],
  );
  return rows.map(({ held }) => held);
}

async function used(mandateIds: readonly string[]): Promise<bigint[]> {
  const { rows } = await database.superuser.query<{ id: string; used: string }>(
    'select mandate_id as id, used_pence as used from identity.mandate_use where mandate_id = any ($1)',
    [mandateIds],
  );
  return mandateIds.map((one) => BigInt(rows.find((row) => row.id === one)?.used ?? 0));
}

/** The worker reads below the oldest transaction of the whole server, and other tests have theirs. */
async function heard(jointOrderId: string, type: string): Promise<void> {
  for (;;) {
    await lively.worker.readOutbox();
    const { rowCount } = await database.superuser.query(
      `select 1 from kernel.outbox e join kernel.inbox i on i.event_id = e.event_id and i.consumer = 'messages.tell-people'
       where e.type = $1 and e.payload ->> 'jointOrderId' = $2`,
      [type, jointOrderId],
    );
    if (rowCount === 1) return;
  }
}

async function toldOf(jointOrderId: string): Promise<string[]> {
  const { rows } = await database.superuser.query<{ told: string }>(
    `select p.name || ': ' || m.kind || case when m.settled_at is null then '' else ', done' end as told
     from messages.message m join identity.person p on p.id = m.person_id where m.facts ->> 'jointOrderId' = $1 order by 1`,
    [jointOrderId],
  );
  return rows.map(({ told }) => told);
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

const PLACED = { status: 'PLACED', failure: null, orders: 1 };
const ASKED = { status: 'ASKED', failure: null, orders: 0 };
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

describe('ordering for a person whose helpers act only together', () => {
  it('holds nothing and tells no provider before the last yes; then it is an order like any other', async () => {
    const { holder, mandates } = await person(2);
    const input = visit(holder);
    const jointOrderId = await joint.propose(await helper(0), input);
    expect(await joint.propose(await helper(0), input)).toBe(jointOrderId);
    await expect(joint.propose(await helper(0), { ...input, quantity: '3' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    expect(await status(jointOrderId)).toEqual(ASKED);
    expect(await committed(holder)).toBe(0n);
    expect(await used(mandates)).toEqual([0n, 0n]);
    // Whoever asked cannot say the second yes.
    await expect(answer(jointOrderId, 0)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const yes = key();
    await answer(jointOrderId, 1, true, yes);
    await answer(jointOrderId, 1, true, yes);
    expect(await status(jointOrderId)).toEqual(PLACED);
    expect(await committed(holder)).toBe(TWO_HOURS);
    // It counts against the limits of each.
    expect(await used(mandates)).toEqual([TWO_HOURS, TWO_HOURS]);
    const { rows } = await database.superuser.query<Record<string, unknown>>(
      `select o.placed_by, o.mandate_id, o.status from ordering."order" o join ordering.joint_order j on j.order_id = o.id where j.id = $1`,
      [jointOrderId],
    );
    expect(rows).toEqual([{ placed_by: id('joint-helper', 0), mandate_id: mandates[0], status: 'SUBMITTED' }]);
  });

  it('is refused at once where nobody else may say yes, where one alone may order, and to strangers', async () => {
    const { holder } = await person(1);
    await expect(ask(holder)).rejects.toMatchObject({ code: 'NOBODY_TO_AGREE' });
    const { holder: several } = await person(1, { joint: false });
    await expect(ask(several)).rejects.toMatchObject({ code: 'NOT_JOINT' });
    const { holder: other } = await person(2);
    await expect(ask(other, {}, 2)).rejects.toMatchObject({ code: 'NO_MANDATE' });
    await expect(ask(other, { quantity: '48' })).rejects.toMatchObject({ code: 'BUDGET_SHORTFALL' });
    await expect(ask(other, { shownUnitPricePence: 1n })).rejects.toMatchObject({ code: 'PRICE_CHANGED' });
    const { rows } = await database.superuser.query('select 1 from ordering.joint_order where person_id = any ($1)', [
      [holder, several, other].map((one) => id('holder', one)),
    ]);
    expect(rows).toEqual([]);
  });

  it('one no ends it, the person’s own too, and whoever asked takes it back', async () => {
    const { holder } = await person(2);
    const [declined, withdrawn, ownNo] = [await ask(holder), await ask(holder), await ask(holder)];
    await answer(declined, 1, false);
    await answer(withdrawn, 0, false);
    const themselves = await lively.world.actor('holder', holder);
    await expect(joint.answer(themselves, { jointOrderId: ownNo, yes: true, ...key() })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await joint.answer(themselves, { jointOrderId: ownNo, yes: false, ...key() });
    const none = { failure: null, orders: 0 };
    expect(await status(declined)).toEqual({ status: 'DECLINED', ...none });
    expect(await status(withdrawn)).toEqual({ status: 'WITHDRAWN', ...none });
    expect(await status(ownNo)).toEqual({ status: 'DECLINED', ...none });
    for (const one of [declined, withdrawn, ownNo])
      await expect(answer(one, 1)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await committed(holder)).toBe(0n);
  });

  it('lapses after the council’s days or at the first visit, and an answer counts to the last instant', async () => {
    const { holder } = await person(2);
    const later = await ask(holder, { oneOff: { date: '2026-04-01' } });
    const soon = await ask(holder);
    const { rows } = await database.superuser.query<{ id: string; until: Date }>(
      'select id, answer_by as until from ordering.joint_order where id = any ($1)',
      [[later, soon]],
    );
    expect(rows.find((row) => row.id === later)?.until).toEqual(new Date('2026-03-18T00:00:00Z'));
    expect(rows.find((row) => row.id === soon)?.until).toEqual(new Date('2026-03-12T09:00:00Z'));
    lively.clock.moveTo(new Date('2026-03-18T00:00:00.001Z'));
    await expect(answer(later, 1)).rejects.toMatchObject({ code: 'TOO_LATE' });
    const lapsed = await Promise.all([joint.lapse(), joint.lapse()]);
    expect([...lapsed].sort()).toEqual([0, 2]);
    expect(await status(later)).toEqual({ status: 'LAPSED', failure: null, orders: 0 });
    await expect(answer(later, 1)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await committed(holder)).toBe(0n);
  });

  it.each(rounds)('two last ones say yes at the same moment, one of them twice: placed once (%p)', async (round) => {
    const { holder, mandates } = await person(3);
    const jointOrderId = await ask(holder);
    const same = key();
    const codes = await atOnce(
      [
        () => answer(jointOrderId, 1),
        () => answer(jointOrderId, 2, true, same),
        () => answer(jointOrderId, 2, true, same),
      ],
      round,
    );
    expect(codes).toEqual([null, null, null]);
    expect(await status(jointOrderId)).toEqual(PLACED);
    expect(await committed(holder)).toBe(TWO_HOURS);
    expect(await used(mandates)).toEqual([TWO_HOURS, TWO_HOURS, TWO_HOURS]);
  });

  it('of several visits a day shows all of them, holds nothing before the last yes, and each for itself after it', async () => {
    const { holder } = await person(2);
    const jointOrderId = await ask(holder, SEVERAL);
    const shown = await (
      await lively.signInAs('ben@first.example')
    ).ask<object>(
      'jointOrder',
      `query ($id: ID!) { jointOrder(id: $id) { whenInWords visits eachTimePence totalPence times { startTime endTime quantity linePence } } }`,
      { id: jointOrderId },
    );
    expect(shown).toEqual({
      whenInWords: 'Every Thursday and Friday, 8am to 9am, 1pm to 1:30pm and 9pm to 10:30pm',
      visits: 6,
      eachTimePence: 2410,
      totalPence: 14_460,
      times: [
        { startTime: '08:00', endTime: '09:00', quantity: '1', linePence: 2410 },
        { startTime: '13:00', endTime: '13:30', quantity: '0.5', linePence: 1205 },
        { startTime: '21:00', endTime: '22:30', quantity: '1.5', linePence: 3615 },
      ],
    });
    expect(await committed(holder)).toBe(0n);
    expect(await holds(holder)).toEqual([]);
    await answer(jointOrderId, 1);
    expect(await committed(holder)).toBe(14_460n);
    expect(await holds(holder)).toEqual(SEVERAL_HELD);
  });

  it.each(rounds)(
    'of several visits a day, the last yes twice beside a no: all of them, or none (%p)',
    async (round) => {
      const { holder } = await person(2);
      const jointOrderId = await ask(holder, SEVERAL);
      const same = key();
      const codes = await atOnce(
        [
          () => answer(jointOrderId, 1, true, same),
          () => answer(jointOrderId, 0, false),
          () => answer(jointOrderId, 1, true, same),
        ],
        round,
      );
      if ((await status(jointOrderId))['status'] === 'PLACED') {
        expect(codes).toEqual([null, 'WRONG_STATE', null]);
        expect(await holds(holder)).toEqual(SEVERAL_HELD);
      } else {
        expect(codes).toEqual(['WRONG_STATE', null, 'WRONG_STATE']);
        expect(await status(jointOrderId)).toEqual({ status: 'WITHDRAWN', failure: null, orders: 0 });
        expect(await holds(holder)).toEqual([]);
      }
    },
  );

  it.each(rounds)('the last yes beside a no: an order, or none (%p)', async (round) => {
    const { holder } = await person(2);
    const jointOrderId = await ask(holder);
    const [yes, no] = await atOnce([() => answer(jointOrderId, 1), () => answer(jointOrderId, 0, false)], round);
    const now = await status(jointOrderId);
    if (now['status'] === 'PLACED') {
      expect([yes, no, now]).toEqual([null, 'WRONG_STATE', PLACED]);
      expect(await committed(holder)).toBe(TWO_HOURS);
    } else {
      expect([yes, no, now]).toEqual(['WRONG_STATE', null, { status: 'WITHDRAWN', failure: null, orders: 0 }]);
      expect(await committed(holder)).toBe(0n);
    }
  });

  it.each(rounds)('the last yes beside the end of the other’s mandate: an order, or none (%p)', async (round) => {
    const { holder, mandates } = await person(2);
    const jointOrderId = await ask(holder);
    const themselves = await lively.world.actor('holder', holder);
    const codes = await atOnce(
      [() => answer(jointOrderId, 1), () => lively.world.identity.endMandate(themselves, mandates[0] ?? '')],
      round,
    );
    expect(codes).toEqual([null, null]);
    const now = await status(jointOrderId);
    if (now['status'] === 'PLACED') expect(await committed(holder)).toBe(TWO_HOURS);
    else {
      expect(now).toEqual({ status: 'NOT_PLACED', failure: 'MANDATE', orders: 0 });
      expect(await committed(holder)).toBe(0n);
      expect(await used(mandates)).toEqual([0n, 0n]);
    }
  });

  it.each(rounds)(
    'the last yes beside money spent elsewhere: an order, or none, and everybody is told (%p)',
    async (round) => {
      const { holder, mandates } = await person(2, {}, 5000n);
      const jointOrderId = await ask(holder);
      const [yes, spent] = await atOnce(
        [
          () => answer(jointOrderId, 1),
          () => lively.order(holder, key().idempotencyKey, { oneOff: { date: '2026-03-12' } }),
        ],
        round,
      );
      expect(yes).toBeNull();
      expect(await committed(holder)).toBe(TWO_HOURS);
      const now = await status(jointOrderId);
      if (now['status'] === 'PLACED') expect([spent, now]).toEqual(['BUDGET_SHORTFALL', PLACED]);
      else {
        expect([spent, now]).toEqual([null, { status: 'NOT_PLACED', failure: 'MONEY', orders: 1 }]);
        expect(await used(mandates)).toEqual([0n, 0n]);
        const { rows } = await database.superuser.query<{ payload: Record<string, unknown> }>(
          `select payload from kernel.outbox where type = 'ordering.joint-order-ended' and payload ->> 'jointOrderId' = $1`,
          [jointOrderId],
        );
        expect(rows.map(({ payload }) => [payload['outcome'], payload['failure']])).toEqual([['NOT_PLACED', 'MONEY']]);
      }
    },
  );

  it('checks price, limits and who must say yes when the last yes comes, not when it was asked', async () => {
    const limited = await person(2, { perMonthLimitPence: TWO_HOURS });
    const [first, second] = [await ask(limited.holder), await ask(limited.holder, { startTime: '14:00' })];
    await answer(first, 1);
    await answer(second, 1);
    expect(await status(first)).toEqual(PLACED);
    expect(await status(second)).toEqual({ status: 'NOT_PLACED', failure: 'LIMIT', orders: 1 });
    expect(await used(limited.mandates)).toEqual([TWO_HOURS, TWO_HOURS]);

    const more = await person(2);
    const before = await ask(more.holder);
    await give(more.holder, 2);
    await answer(before, 1);
    expect(await status(before)).toEqual({ status: 'NOT_PLACED', failure: 'MANDATE', orders: 0 });
    expect(await committed(more.holder)).toBe(0n);
  });

  it('an ended mandate ends what waits, and the other learns of it', async () => {
    const { holder, mandates } = await person(3);
    const jointOrderId = await ask(holder);
    await answer(jointOrderId, 1);
    await lively.world.identity.endMandate(await lively.world.actor('holder', holder), mandates[2] ?? '');
    await heard(jointOrderId, 'ordering.joint-order-ended');
    expect(await status(jointOrderId)).toEqual({ status: 'NOT_PLACED', failure: 'MANDATE', orders: 0 });
    expect(await toldOf(jointOrderId)).toEqual([
      'Ann Helper: JOINT_ORDER_NOT_ORDERED',
      'Ben Helper: JOINT_ORDER_NOT_ORDERED',
      'Ben Helper: JOINT_ORDER_TO_ANSWER, done',
      `Holder ${holder}: JOINT_ORDER_ASKED_FOR_YOU`,
      `Holder ${holder}: JOINT_ORDER_NOT_ORDERED`,
    ]);
  });

  it('asks those alone whose yes is missing, and tells everybody how it ended', async () => {
    const { holder } = await person(2);
    const jointOrderId = await ask(holder);
    await heard(jointOrderId, 'ordering.joint-order-asked');
    expect(await toldOf(jointOrderId)).toEqual([
      'Ben Helper: JOINT_ORDER_TO_ANSWER',
      `Holder ${holder}: JOINT_ORDER_ASKED_FOR_YOU`,
    ]);
    await answer(jointOrderId, 1);
    await heard(jointOrderId, 'ordering.joint-order-ended');
    expect(await toldOf(jointOrderId)).toEqual([
      'Ann Helper: JOINT_ORDER_PLACED',
      'Ben Helper: JOINT_ORDER_PLACED',
      'Ben Helper: JOINT_ORDER_TO_ANSWER, done',
      `Holder ${holder}: JOINT_ORDER_ASKED_FOR_YOU`,
      `Holder ${holder}: JOINT_ORDER_PLACED`,
    ]);
  });
});

describe('what one of them may do alone', () => {
  async function accepted(holder: number, changes: Partial<PlaceOrderInput> = {}): Promise<string> {
    const orderId = await lively.order(holder, key().idempotencyKey, { oneOff: { date: '2026-03-20' }, ...changes });
    await lively.accept(orderId);
    return orderId;
  }

  it('calls off one visit while that is free, and neither a late one nor all that is to come', async () => {
    const { holder, mandates } = await person(2);
    const free = await accepted(holder);
    const { ordering } = lively;
    await ordering.cancelOrder(await helper(0), { orderId: free, agreedFeePence: 0n, ...key() });
    expect(await committed(holder)).toBe(0n);
    const late = await accepted(holder, { oneOff: { date: TODAY }, startTime: '13:00' });
    await expect(
      ordering.cancelOrder(await helper(0), { orderId: late, agreedFeePence: AGREED_PENCE, ...key() }),
    ).rejects.toMatchObject({ code: 'JOINT_MANDATE' });
    // Said to be free, it is not.
    await expect(
      ordering.cancelOrder(await helper(0), { orderId: late, agreedFeePence: 0n, ...key() }),
    ).rejects.toMatchObject({ code: 'FEE_CHANGED' });
    const weekly = await accepted(holder, {
      oneOff: null,
      standing: { startsOn: '2026-03-17', endsOn: '2026-04-30', weekdays: ['TU'], everyWeeks: 1 },
    });
    await expect(
      ordering.cancelOrder(await helper(0), { orderId: weekly, agreedFeePence: 0n, ...key() }),
    ).rejects.toMatchObject({ code: 'JOINT_MANDATE' });
    expect(await used(mandates)).toEqual([0n, 0n]);
  });

  it('questions a visit, and does not confirm it', async () => {
    const { holder } = await person(2);
    const orderId = await lively.order(holder, key().idempotencyKey);
    await lively.accept(orderId);
    const deliveryId = await lively.deliver(holder, orderId);
    const { ordering } = lively;
    await expect(ordering.confirmDeliveries(await helper(0), [deliveryId], key().idempotencyKey)).rejects.toMatchObject(
      { code: 'JOINT_MANDATE' },
    );
    await ordering.disputeDelivery(await helper(0), { deliveryId, reason: 'Nobody came.', ...key() });
    const { rows } = await database.superuser.query('select status from ordering.delivery where id = $1', [deliveryId]);
    expect(rows).toEqual([{ status: 'DISPUTED' }]);
    expect(await committed(holder)).toBe(TWO_HOURS);
  });
});
