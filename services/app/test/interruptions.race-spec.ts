import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { InterruptionInput } from '@owncourse/ordering/contract';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

/** £1,000 a week, of which the first is in: it pays for this week, the rest of the plan is to come. */
const WEEKLY = 100_000n;
/** Two hours at £24.10. */
const VISIT = 4820;

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY);
  await retainer(null);
});

const key = (): string => `away-key-${(keys += 1)}`;
const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

async function retainer(percent: number | null): Promise<void> {
  const { world } = lively;
  await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
    { key: 'hospitalRetainerPercent', value: percent, from: TODAY },
  ]);
}

async function rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await database.superuser.query<Row & Record<string, unknown>>(sql, [...values])).rows;
}

/** Every Tuesday and Thursday at two, for four weeks, said yes to. */
async function standing(): Promise<string> {
  const orderId = await lively.order(holder, key(), {
    startTime: '14:00',
    oneOff: null,
    standing: { startsOn: TODAY, endsOn: '2026-04-02', weekdays: ['TU', 'TH'] },
  });
  await lively.accept(orderId);
  return orderId;
}

async function enter(changes: Partial<InterruptionInput>, agreedFeePence = 0n, who?: string): Promise<string> {
  const actor = who === undefined ? await lively.world.actor('holder', holder) : await lively.world.actor(who);
  return lively.ordering.enterInterruption(actor, {
    personId: id('holder', holder),
    kind: 'HOSPITAL',
    fromOn: TODAY,
    ...changes,
    agreedFeePence,
    idempotencyKey: key(),
  });
}

async function home(interruptionId: string, homeOn: string, who?: string): Promise<void> {
  const actor = who === undefined ? await lively.world.actor('holder', holder) : await lively.world.actor(who);
  await lively.ordering.comeHome(actor, { interruptionId, homeOn, idempotencyKey: key() });
}

/** Days with a visit that stands: held, planned or unfunded. */
async function days(orderId: string): Promise<string[]> {
  const found = await rows<{ day: string }>(
    `select on_date::text as day from ordering.occurrence where order_id = $1 and status in ('PLANNED', 'HELD', 'UNFUNDED') order by on_date`,
    [orderId],
  );
  return found.map((row) => row.day);
}

async function statusOf(orderId: string): Promise<string | undefined> {
  return (await rows<{ status: string }>('select status from ordering."order" where id = $1', [orderId]))[0]?.status;
}

async function balance(): Promise<object | undefined> {
  const [row] = await rows(
    'select available_pence::int as available, committed_pence::int as committed, accrued_pence::int as accrued from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return row;
}

const ALL_DAYS = [
  '2026-03-10',
  '2026-03-12',
  '2026-03-17',
  '2026-03-19',
  '2026-03-24',
  '2026-03-26',
  '2026-03-31',
  '2026-04-02',
];

describe('a stay in hospital', () => {
  it('takes every visit of the span away without a fee, and the rest stays', async () => {
    const [regular, single] = [await standing(), await lively.order(holder, key(), { oneOff: { date: '2026-03-13' } })];
    expect(await days(regular)).toEqual(ALL_DAYS);
    await enter({ toOn: '2026-03-20' });
    expect(await days(regular)).toEqual(ALL_DAYS.slice(4));
    expect(await statusOf(regular)).toBe('ACCEPTED');
    expect(await statusOf(single)).toBe('CANCELLED');
    expect(await balance()).toEqual({ available: 100_000, committed: 0, accrued: 0 });
    const [told] = await rows<{ payload: object }>(
      `select payload from kernel.outbox where type = 'ordering.interruption-entered' order by position desc limit 1`,
    );
    expect(told?.payload).toMatchObject({ personId: id('holder', holder), kind: 'HOSPITAL', toOn: '2026-03-20' });
  });

  it('without an end keeps the plan empty until somebody says that they are home', async () => {
    const orderId = await lively.order(holder, key(), {
      startTime: '14:00',
      oneOff: null,
      standing: { startsOn: TODAY, weekdays: ['TU'] },
    });
    await lively.accept(orderId);
    const stay = await enter({}, 0n, 'caremanager-first');
    lively.clock.moveTo(new Date('2026-04-14T12:00:00Z'));
    await lively.ordering.extendPlans();
    expect(await days(orderId)).toEqual([]);
    expect(await statusOf(orderId)).toBe('ACCEPTED');
    await home(stay, '2026-04-15', 'caremanager-first');
    const again = await days(orderId);
    expect(again[0]).toBe('2026-04-21');
    expect(again.length).toBeGreaterThan(20);
    await lively.ordering.extendPlans();
    expect((await days(orderId)).slice(0, again.length)).toEqual(again);
  });

  it('that ends early brings the visits back from that day, once, with their money', async () => {
    const orderId = await standing();
    const stay = await enter({ toOn: '2026-03-27' });
    lively.clock.moveTo(new Date('2026-03-12T09:00:00Z'));
    await expect(home(stay, '2026-03-11')).rejects.toEqual(refusal('INVALID_INPUT'));
    const both = await Promise.allSettled([home(stay, '2026-03-12'), home(stay, '2026-03-12', 'finance-first')]);
    expect(both.filter((one) => one.status === 'fulfilled').length).toBe(1);
    expect(both.find((one) => one.status === 'rejected')?.reason).toEqual(refusal('WRONG_STATE'));
    expect(await days(orderId)).toEqual(ALL_DAYS.slice(1));
    expect(await balance()).toEqual({ available: 100_000 - VISIT, committed: VISIT, accrued: 0 });
  });

  it('that ends early leaves another break alone', async () => {
    const orderId = await standing();
    await enter({ kind: 'HOLIDAY', fromOn: '2026-03-30', toOn: '2026-04-05' });
    const stay = await enter({ fromOn: '2026-03-16', toOn: '2026-03-27' });
    expect(await days(orderId)).toEqual(ALL_DAYS.slice(0, 2));
    await home(stay, '2026-03-18');
    expect(await days(orderId)).toEqual([...ALL_DAYS.slice(0, 2), ...ALL_DAYS.slice(3, 6)]);
  });

  it('pays the council’s retainer once each day has passed, and none for a day at home', async () => {
    await retainer(25);
    const orderId = await standing();
    const stay = await enter({ toOn: '2026-03-27' });
    expect(await balance()).toEqual({ available: 100_000, committed: 0, accrued: 0 });
    await lively.ordering.chargeRetainers();
    expect(await balance()).toEqual({ available: 100_000, committed: 0, accrued: 0 });
    lively.clock.moveTo(new Date('2026-03-18T00:00:00Z'));
    await Promise.all([lively.ordering.chargeRetainers(), lively.ordering.chargeRetainers()]);
    // Tuesday, Thursday and Tuesday: a quarter of £48.20 each.
    expect(await balance()).toEqual({ available: 100_000 - 3615, committed: 0, accrued: 3615 });
    await home(stay, '2026-03-18');
    lively.clock.moveTo(new Date('2026-03-28T00:00:00Z'));
    await lively.ordering.chargeRetainers();
    expect(
      await rows('select sum(fee_pence)::int as fees from ordering.occurrence where order_id = $1', [orderId]),
    ).toEqual([{ fees: 3615 }]);
    const billable = await rows(
      `select b.kind, b.amount_pence::int as pence from ordering.occurrence c, ordering.billable(array[c.id]) b where c.order_id = $1 order by b.on_date`,
      [orderId],
    );
    expect(billable).toEqual(Array(3).fill({ kind: 'FEE', pence: 1205 }));
  });
});

describe('a holiday', () => {
  it('costs the card’s fee inside the notice window, exactly as it was shown', async () => {
    const orderId = await standing();
    // Today at two is inside 24 hours: half of £48.20.
    const away = { kind: 'HOLIDAY', toOn: '2026-03-13' } as const;
    await expect(enter(away)).rejects.toEqual(refusal('FEE_CHANGED', { feePence: '2410' }));
    expect(await days(orderId)).toEqual(ALL_DAYS);
    await enter(away, 2410n);
    expect(await days(orderId)).toEqual(ALL_DAYS.slice(2));
    expect(await balance()).toEqual({ available: 100_000 - 2410, committed: 0, accrued: 2410 });
  });
});

describe('a death', () => {
  it('ends everything, without a fee, and whoever has to act is told', async () => {
    const [regular, waiting] = [
      await standing(),
      await lively.order(holder, key(), { oneOff: { date: '2026-03-12' } }),
    ];
    await expect(enter({ kind: 'DEATH' })).rejects.toEqual(refusal('NOT_PERMITTED'));
    await enter({ kind: 'DEATH' }, 0n, 'caremanager-first');
    expect([await statusOf(regular), await statusOf(waiting)]).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await days(regular)).toEqual([]);
    expect(await balance()).toEqual({ available: 100_000, committed: 0, accrued: 0 });
    const [told] = await rows<{ payload: object }>(
      `select payload from kernel.outbox where type = 'ordering.person-died' order by position desc limit 1`,
    );
    expect(told?.payload).toEqual({ personId: id('holder', holder), diedOn: TODAY });
    await expect(enter({ kind: 'DEATH' }, 0n, 'finance-first')).rejects.toEqual(refusal('WRONG_STATE'));
    await expect(enter({ toOn: '2026-03-20' }, 0n, 'finance-first')).rejects.toEqual(refusal('WRONG_STATE'));
  });

  it('leaves a visit that came before it for the provider to enter and be paid for', async () => {
    const orderId = await lively.order(holder, key(), {
      oneOff: null,
      standing: { startsOn: TODAY, weekdays: ['TU'] },
    });
    await lively.accept(orderId);
    await enter({ kind: 'DEATH' }, 0n, 'caremanager-first');
    expect(await days(orderId)).toEqual([TODAY]);
    await lively.deliver(holder, orderId);
    lively.clock.moveTo(new Date('2026-09-10T12:00:00Z'));
    await lively.ordering.extendPlans();
    expect(await days(orderId)).toEqual([]);
  });

  it('is not for strangers to enter', async () => {
    for (const who of ['approver-second', 'caremanager-second', 'commissioner-first', 'moderator-first'])
      await expect(enter({ kind: 'DEATH' }, 0n, who)).rejects.toEqual(refusal('NO_MANDATE'));
  });
});

describe('an entry beside everything else', () => {
  it('while orders are placed, cancelled and delivered: each visit ends once, and no money is lost', async () => {
    for (let round = 0; round < 6; round += 1) {
      const orderId = await standing();
      const person = await lively.world.actor('holder', holder);
      const moves = [
        () => enter({ fromOn: '2026-03-11', toOn: '2026-03-27' }),
        () => enter({ kind: 'HOLIDAY', fromOn: '2026-03-16', toOn: '2026-03-20' }),
        () => lively.order(holder, key(), { oneOff: { date: '2026-03-18' } }),
        () => lively.ordering.cancelOrder(person, { orderId, idempotencyKey: key(), agreedFeePence: 2410n }),
      ];
      const outcomes = await Promise.allSettled(
        [...moves.slice(round % 4), ...moves.slice(0, round % 4)].map((move) => move()),
      );
      for (const one of outcomes)
        if (one.status === 'rejected')
          expect(['WRONG_STATE', 'FEE_CHANGED']).toContain((one.reason as { code: string }).code);
      const left = await rows(
        `select c.id from ordering.occurrence c join ordering."order" o on o.id = c.order_id
         where c.person_id = $1 and c.status in ('PLANNED', 'HELD', 'UNFUNDED') and o.status in ('CANCELLED', 'COMPLETED')`,
        [id('holder', holder)],
      );
      expect(left).toEqual([]);
    }
  });
});
