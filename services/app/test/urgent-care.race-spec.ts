import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { StartUrgentCareInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id, PASSWORD } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

/** £100 a week, of which the first is in. */
const WEEKLY = 10_000n;
const REASON = 'Her daughter was taken to hospital.';

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;
let passwordHash: string;

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
});

const key = (): string => `urgent-key-${(keys += 1)}`;
const refusal = (code: string) => expect.objectContaining({ code });
const asHolder = () => lively.signInAs(`holder${holder}@first.example`);

async function start(changes: Partial<StartUrgentCareInput> = {}, who = 'caremanager-first'): Promise<string> {
  return lively.ordering.startUrgentCare(await lively.world.actor(who), {
    idempotencyKey: key(),
    personId: id('holder', holder),
    variantId: lively.world.variantId,
    quantity: '3',
    place: 'At home',
    reason: REASON,
    ...changes,
  });
}

async function rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await database.superuser.query<Row & Record<string, unknown>>(sql, [...values])).rows;
}

async function balance(): Promise<object | undefined> {
  const [row] = await rows(
    'select available_pence::int as available, committed_pence::int as committed from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return row;
}

async function emergency(orderId: string): Promise<object | null> {
  const [row] = await rows(
    'select amount_pence::int as given, returned_pence::int as returned, settled_at is not null as settled from ledger.emergency_funding where order_id = $1',
    [orderId],
  );
  return row ?? null;
}

async function statusOf(orderId: string): Promise<string | undefined> {
  return (await rows<{ status: string }>('select status from ordering."order" where id = $1', [orderId]))[0]?.status;
}

describe('care that cannot wait', () => {
  it('gets exactly what the budget is short of, and the person reads why', async () => {
    // Three hours a day for two days are £144.60; £100 is there.
    const orderId = await start({ days: 2 });
    expect(await emergency(orderId)).toEqual({ given: 4460, returned: 0, settled: false });
    expect(await balance()).toEqual({ available: 0, committed: 14_460 });
    const visits = await rows(
      'select on_date::text as day, status, amount_pence::int as pence, starts_at from ordering.occurrence where order_id = $1 order by starts_at',
      [orderId],
    );
    expect(visits).toEqual([
      { day: '2026-03-10', status: 'HELD', pence: 7230, starts_at: NOW },
      { day: '2026-03-11', status: 'HELD', pence: 7230, starts_at: new Date('2026-03-11T12:00:00Z') },
    ]);
    const person = await asHolder();
    const budget = await person.ask<{ statement: { edges: { node: { kind: string; words: string } }[] } }>(
      'budget',
      'query ($id: ID!) { budget(id: $id) { statement(first: 4) { edges { node { kind words } } } } }',
      { id: id('budget', holder) },
    );
    expect(budget.statement.edges.map(({ node }) => node).find((line) => line.kind === 'EMERGENCY')?.words).toBe(
      '£44.60 came in from your council, because Help at home with Kind Hands could not wait. You have £144.60 left.',
    );
    const order = await person.ask<object>(
      'order',
      'query ($id: ID!) { order(id: $id) { urgent whenInWords placedByName urgentCare { reason startedByName emergencyPence } history { words } } }',
      { id: orderId },
    );
    expect(order).toEqual({
      urgent: true,
      whenInWords: 'Every Tuesday and Wednesday, noon to 3pm',
      placedByName: 'caremanager of first',
      urgentCare: { reason: REASON, startedByName: 'caremanager of first', emergencyPence: 4460 },
      history: [{ words: 'Started by the council at once, because it could not wait' }],
    });
  });

  it('takes what is there first, and nothing from the council when that is enough', async () => {
    const orderId = await start();
    expect(await emergency(orderId)).toBeNull();
    expect(await balance()).toEqual({ available: 2770, committed: 7230 });
  });

  it('never takes what planned visits of the next 26 weeks will need', async () => {
    // £120.50 a week for four weeks, against £100 that comes in: £18 would be left at the end.
    await lively.order(holder, key(), {
      quantity: '5',
      oneOff: null,
      standing: { startsOn: '2026-03-19', endsOn: '2026-04-09', weekdays: ['TH'] },
    });
    const lowest = async () =>
      rows('select min(left_pence)::int as pence from ledger.projected($1, $2, $3)', [
        id('budget', holder),
        TODAY,
        '2026-04-10',
      ]);
    expect(await lowest()).toEqual([{ pence: 1800 }]);
    const orderId = await start({ quantity: '2' });
    expect(await emergency(orderId)).toEqual({ given: 3020, returned: 0, settled: false });
    expect(await balance()).toEqual({ available: 8200, committed: 4820 });
    expect(await lowest()).toEqual([{ pence: 0 }]);
  });

  it('asks no approver, and the officer’s name stands for the yes', async () => {
    const { world } = lively;
    const finance = await world.actor('finance-first');
    await world.identity.setPolicy(finance, world.councilId, [{ key: 'approvalLimitPence', value: 100, from: TODAY }]);
    const orderId = await start({}, 'approver-first');
    await world.identity.setPolicy(finance, world.councilId, [
      { key: 'approvalLimitPence', value: 1_000_000, from: TODAY },
    ]);
    expect(await statusOf(orderId)).toBe('SUBMITTED');
    const seen =
      'query ($id: ID!) { order(id: $id) { urgent urgentCare { reason } decision { approved decidedByName } } }';
    expect(await (await asHolder()).ask<object>('order', seen, { id: orderId })).toEqual({
      urgent: true,
      urgentCare: { reason: REASON },
      decision: { approved: true, decidedByName: 'approver of first' },
    });
    // The provider has to hurry, and need not know why.
    expect(await (await lively.signInAs('provider@first.example')).ask<object>('order', seen, { id: orderId })).toEqual(
      {
        urgent: true,
        urgentCare: null,
        decision: null,
      },
    );
    await lively.accept(orderId);
    expect(await statusOf(orderId)).toBe('ACCEPTED');
  });

  it('is for officers who look after the person, and reads like nothing to others', async () => {
    for (const who of ['finance-first', 'caremanager-second', 'approver-second', 'commissioner-first'])
      await expect(start({}, who)).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(
      lively.ordering.startUrgentCare(await lively.world.actor('holder', holder), {
        idempotencyKey: key(),
        personId: id('holder', holder),
        variantId: lively.world.variantId,
        quantity: '3',
        place: 'At home',
        reason: REASON,
      }),
    ).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(start({ personId: id('other-holder') })).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(start({ reason: ' ' })).rejects.toEqual(refusal('INVALID_INPUT'));
    expect(await balance()).toEqual({ available: 10_000, committed: 0 });
  });

  it('is started once for one key', async () => {
    const idempotencyKey = key();
    const once = { idempotencyKey, days: 3 };
    const [first, ...others] = await Promise.all([start(once), start(once), start(once)]);
    expect(new Set([first, ...others]).size).toBe(1);
    expect(await emergency(first)).toEqual({ given: 11_690, returned: 0, settled: false });
    expect(await balance()).toEqual({ available: 0, committed: 21_690 });
    await expect(start({ ...once, days: 4 })).rejects.toEqual(refusal('IDEMPOTENCY_CONFLICT'));
  });
});

describe('what the care did not cost', () => {
  it('goes back to the council when nobody answered by the end of the first visit', async () => {
    const orderId = await start({ days: 2 });
    lively.clock.moveTo(new Date('2026-03-10T15:00:00Z'));
    await lively.ordering.expireUnanswered();
    await lively.ordering.settleUrgentCare();
    expect(await statusOf(orderId)).toBe('SUBMITTED');
    expect(await emergency(orderId)).toEqual({ given: 4460, returned: 0, settled: false });
    lively.clock.moveTo(new Date('2026-03-10T15:00:01Z'));
    await lively.ordering.expireUnanswered();
    await Promise.all([lively.ordering.settleUrgentCare(), lively.ordering.settleUrgentCare()]);
    expect(await statusOf(orderId)).toBe('EXPIRED');
    expect(await emergency(orderId)).toEqual({ given: 4460, returned: 4460, settled: true });
    expect(await balance()).toEqual({ available: 10_000, committed: 0 });
  });

  it('goes back after the last visit, the council’s money first, and never what the person had', async () => {
    const orderId = await start({ days: 2 });
    await lively.accept(orderId);
    lively.clock.moveTo(new Date('2026-03-10T16:00:00Z'));
    // Two of the first day's three hours: £24.10 is left over, and the second day is cancelled.
    await lively.confirm(holder, await lively.deliver(holder, orderId, '2'));
    await lively.ordering.settleUrgentCare();
    expect(await emergency(orderId)).toEqual({ given: 4460, returned: 0, settled: false });
    await lively.ordering.cancelOrder(await lively.world.actor('provider-staff', 1), {
      orderId,
      idempotencyKey: key(),
      agreedFeePence: 0n,
    });
    await lively.ordering.settleUrgentCare();
    expect(await emergency(orderId)).toEqual({ given: 4460, returned: 4460, settled: true });
    expect(await balance()).toEqual({ available: 10_000 - 4820, committed: 0 });
  });
});

describe('urgent and ordinary orders at once', () => {
  it('every urgent one stands, the ordinary ones take what is there, and not a penny is given twice', async () => {
    const urgent = Array.from({ length: 4 }, (_, number) =>
      start({ quantity: '2' }, number % 2 === 0 ? 'caremanager-first' : 'approver-first'),
    );
    const ordinary = Array.from({ length: 6 }, () => lively.order(holder, key(), { oneOff: { date: '2026-03-12' } }));
    const [started, placed] = await Promise.all([Promise.all(urgent), Promise.allSettled(ordinary)]);
    const stand = placed.filter((one) => one.status === 'fulfilled').length;
    for (const one of placed)
      if (one.status === 'rejected') expect((one.reason as Refusal).code).toBe('BUDGET_SHORTFALL');
    expect(stand).toBeLessThan(3);
    const twoHours = 2 * Number(AGREED_PENCE);
    const [{ given } = { given: -1 }] = await rows<{ given: number }>(
      'select coalesce(sum(amount_pence), 0)::int as given from ledger.emergency_funding where order_id = any ($1::uuid[])',
      [started],
    );
    const committed = twoHours * (started.length + stand);
    expect(await balance()).toEqual({ available: 10_000 + given - committed, committed });
    // Each urgent order was given what was missing at its moment: all together no more than they cost.
    expect(given).toBeGreaterThanOrEqual(twoHours * started.length - 10_000);
    expect(given).toBeLessThanOrEqual(twoHours * started.length);
    expect(new Set(started).size).toBe(4);
  });
});

describe('afterwards', () => {
  it('finance sees each, newest first, with what was given and what came back', async () => {
    lively.clock.moveTo(new Date(NOW.getTime() + 1000));
    const orderId = await start({ days: 2 });
    const list = await (
      await lively.signInAs('finance@first.example')
    ).ask<{ edges: { node: object }[] }>(
      'urgentCare',
      `{ urgentCare(first: 1) { edges { node { reason startedByName emergencyPence returnedPence
        order { id person { name } service { name } provider { name } } } } } }`,
    );
    expect(list.edges[0]?.node).toEqual({
      reason: REASON,
      startedByName: 'caremanager of first',
      emergencyPence: 4460,
      returnedPence: 0,
      order: {
        id: orderId,
        person: { name: `Holder ${holder}` },
        service: { name: 'Help at home' },
        provider: { name: 'Kind Hands' },
      },
    });
  });

  it('an officer can see what could be ordered, at the council’s price', async () => {
    const ask =
      'query ($id: ID!) { urgentOptions(personId: $id, supportType: "help-at-home") { unitPricePence service { name } } }';
    const options = async (email: string) =>
      (await lively.signInAs(email)).ask<object[]>('urgentOptions', ask, { id: id('holder', holder) });
    const agreed = { unitPricePence: 2410, service: { name: 'Help at home' } };
    expect(await options('caremanager@first.example')).toContainEqual(agreed);
    expect(await options('approver@first.example')).toContainEqual(agreed);
    expect(await options('finance@first.example')).toEqual([]);
    expect(await options('approver@second.example')).toEqual([]);
  });
});
