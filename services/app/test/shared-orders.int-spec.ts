import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import { SHARED_ORDERS, type SharedOrdersPort } from '@owncourse/ordering/contract';
import pg from 'pg';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { saidYes, takeCall } from './fixtures/telephone-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
/** Two and a half hours at the agreed price: 6025 pence, which do not part in two. */
const HALVES = [3013n, 3012n] as const;

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

const key = (): { idempotencyKey: string } => ({ idempotencyKey: `shared-life-${(keys += 1)}` });
const person = (holder: number): Promise<Actor> => lively.world.actor('holder', holder);
const staff = (): Promise<Actor> => lively.world.actor('provider-staff', 1);

interface Shared {
  readonly sharedOrderId: string;
  readonly holders: readonly [number, number];
  /** By holder. */
  readonly orders: readonly [string, string];
}

interface Terms {
  readonly date?: string;
  readonly weekly?: { readonly startsOn: string; readonly endsOn: string };
}

/** Two new people who share two and a half hours; everybody has said yes, the provider not yet. */
async function twoTogether({ date = '2026-03-12', weekly }: Terms = {}): Promise<Shared> {
  const holders = [(next += 1), (next += 1)] as const;
  await lively.world.moveIn(holders, WEEKLY, 'no sign-in');
  const sharedOrderId = await shared.propose(await person(holders[0]), {
    ...key(),
    variantId: lively.world.variantId,
    quantity: '2.5',
    startTime: '08:00',
    ...(weekly ? { standing: { ...weekly, weekdays: ['TH'] as const } } : { oneOff: { date } }),
    place: 'The club',
    note: 'Ring twice',
    people: [
      { personId: id('holder', holders[0]), shownUnitPricePence: AGREED_PENCE },
      { email: `holder${holders[1]}@first.example` },
    ],
  });
  await shared.answer(await person(holders[1]), {
    sharedOrderId,
    personId: id('holder', holders[1]),
    yes: true,
    shownUnitPricePence: AGREED_PENCE,
    ...key(),
  });
  const { rows } = await database.superuser.query<{ id: string }>(
    'select id from ordering."order" where shared_order_id = $1 order by share_place',
    [sharedOrderId],
  );
  return { sharedOrderId, holders, orders: [rows[0]?.id ?? '', rows[1]?.id ?? ''] };
}

async function states({ orders }: Shared): Promise<string[]> {
  const { rows } = await database.superuser.query<{ id: string; status: string }>(
    'select id, status from ordering."order" where id = any ($1)',
    [orders],
  );
  return orders.map((orderId) => rows.find((row) => row.id === orderId)?.status ?? 'none');
}

async function money({ holders }: Shared): Promise<[available: bigint, committed: bigint, accrued: bigint][]> {
  const { rows } = await database.superuser.query<{ budget: string; a: string; c: string; r: string }>(
    'select budget_id as budget, available_pence as a, committed_pence as c, accrued_pence as r from ledger.budget_balance where budget_id = any ($1)',
    [holders.map((holder) => id('budget', holder))],
  );
  return holders.map((holder) => {
    const row = rows.find((one) => one.budget === id('budget', holder));
    return [BigInt(row?.a ?? -1), BigInt(row?.c ?? -1), BigInt(row?.r ?? -1)];
  });
}

const held = (visits = 1n): [bigint, bigint, bigint][] =>
  HALVES.map((share) => [WEEKLY - share * visits, share * visits, 0n]);
const GIVEN_BACK: [bigint, bigint, bigint][] = [
  [WEEKLY, 0n, 0n],
  [WEEKLY, 0n, 0n],
];

async function untilHeard(holds: () => Promise<boolean>): Promise<void> {
  await until('Nobody followed.', async () => {
    await lively.worker.readOutbox();
    return holds();
  });
}

async function deliver(order: string): Promise<string> {
  const visit = (await lively.ordering.visitsToDeliver(await staff(), '2026-03-31')).find(
    (one) => one.orderId === order,
  );
  if (!visit) throw new Error('There is no visit to deliver.');
  const input = {
    ...key(),
    occurrenceId: visit.occurrenceId,
    workerName: 'Wilma',
    place: 'The club',
    startedAt: visit.startsAt.toISOString(),
    endedAt: visit.endsAt.toISOString(),
    quantity: '1.5',
  };
  const [deliveryId] = await lively.ordering.recordDeliveries(await staff(), [input], input.idempotencyKey);
  expect(await lively.ordering.recordDeliveries(await staff(), [input], input.idempotencyKey)).toEqual([deliveryId]);
  return deliveryId ?? '';
}

describe('who sees what of a shared order', () => {
  it('each sees their own part alone, by any table; the other’s first name, and no sum', async () => {
    const two = await twoTogether();
    const [first, second] = two.holders;
    const app = new pg.Client({ connectionString: lively.house.database.appUrl });
    await app.connect();
    await app.query('begin');
    await app.query("select set_config('app.person_id', $1, true), set_config('app.people', $2, true)", [
      id('holder', first),
      `{${id('holder', first)}}`,
    ]);
    const tables = [
      ['ordering."order"', 'id'],
      ['ordering.order_version', 'order_id'],
      ['ordering.order_line', 'order_id'],
      ['ordering.occurrence', 'order_id'],
      ['ordering.order_event', 'order_id'],
      ['ordering.shared_part', 'order_id'],
    ];
    for (const [table, column] of tables) {
      const { rows } = await app.query<{ id: string }>(`select distinct ${column} as id from ${table}`);
      expect([table, rows.map((row) => row.id)]).toEqual([table, [two.orders[0]]]);
    }
    const { rows: people } = await app.query(
      'select place, is_readers, first_name, share, answer from ordering.shared_people($1)',
      [[two.sharedOrderId]],
    );
    expect(people).toEqual([
      { place: 0, is_readers: true, first_name: 'Holder', share: 1, answer: 'YES' },
      { place: 1, is_readers: false, first_name: 'Holder', share: 1, answer: 'YES' },
    ]);
    await app.query("select set_config('app.people', $1, true)", [`{${id('other-holder')}}`]);
    expect((await app.query('select * from ordering.shared_people($1)', [[two.sharedOrderId]])).rowCount).toBe(0);
    expect((await app.query('select 1 from ordering.shared_order')).rowCount).toBe(0);
    await app.query('rollback');
    await app.end();
    expect(second).toBeGreaterThan(first);
  });

  it('whoever was asked is nobody by name until they say yes, and the provider hears nothing before', async () => {
    const [asker, asked] = [(next += 1), (next += 1)];
    await lively.world.moveIn([asker, asked], WEEKLY, 'no sign-in');
    const sharedOrderId = await shared.propose(await person(asker), {
      ...key(),
      variantId: lively.world.variantId,
      quantity: '2',
      startTime: '08:00',
      oneOff: { date: '2026-03-12' },
      place: 'The club',
      people: [
        { personId: id('holder', asker), shownUnitPricePence: AGREED_PENCE },
        { email: `holder${asked}@first.example` },
      ],
    });
    const app = new pg.Client({ connectionString: lively.house.database.appUrl });
    await app.connect();
    const seenBy = async (setting: string, value: string) => {
      await app.query('begin');
      await app.query('select set_config($1, $2, true)', [setting, value]);
      const { rows } = await app.query('select first_name from ordering.shared_people($1)', [[sharedOrderId]]);
      await app.query('rollback');
      return rows.map((row: { first_name: string | null }) => row.first_name);
    };
    expect(await seenBy('app.people', `{${id('holder', asker)}}`)).toEqual(['Holder', null]);
    expect(await seenBy('app.people', `{${id('holder', asked)}}`)).toEqual(['Holder', 'Holder']);
    expect(await seenBy('app.organisation_id', lively.world.providerId)).toEqual([]);
    await app.end();
  });
});

describe('the rule of the odd pence', () => {
  it.each([
    [1001, [1, 1, 1], [334, 334, 333]],
    [1000, [2, 1], [667, 333]],
    [2, [1, 1, 7, 10, 4], [1, 1, 0, 0, 0]],
    [7, [1, 1, 7, 10, 4], [1, 0, 2, 3, 1]],
    [9_007_199_254_740_991, [1, 1], [4_503_599_627_370_496, 4_503_599_627_370_495]],
  ])('is the same in the database: %j by %j', async (pence, parts, shares) => {
    const { rows } = await database.superuser.query<{ pence: string }>(
      'select ordering.share_pence($1, $2, p) as pence from generate_series(0, cardinality($2::int[]) - 1) p order by p',
      [pence, parts],
    );
    expect(rows.map((row) => Number(row.pence))).toEqual(shares);
  });
});

describe('the life of a shared order', () => {
  it('the provider says yes for all, notes one visit for all, and each confirms, questions and pays their own', async () => {
    const two = await twoTogether({ date: '2026-03-11' });
    expect(await money(two)).toEqual(held());
    await lively.ordering.acceptOrder(await staff(), { orderId: two.orders[1], ...key() });
    expect(await states(two)).toEqual(['ACCEPTED', 'ACCEPTED']);
    lively.clock.moveTo(new Date('2026-03-11T18:00:00Z'));
    await deliver(two.orders[0]);
    const { rows: notes } = await database.superuser.query<{
      id: string;
      person: string;
      pence: string;
      worker: string;
    }>(
      'select id, person_id as person, amount_pence as pence, worker_name as worker from ordering.delivery where order_id = any ($1) order by person_id',
      [two.orders],
    );
    // An hour and a half of it: 3615 pence in two.
    expect(notes.map(({ person: whose, pence, worker }) => [whose, pence, worker])).toEqual([
      [id('holder', two.holders[0]), '1808', 'Wilma'],
      [id('holder', two.holders[1]), '1807', 'Wilma'],
    ]);
    const [first = '', second = ''] = notes.map((note) => note.id);
    await expect(
      lively.ordering.confirmDeliveries(await person(two.holders[0]), [second], key().idempotencyKey),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await lively.ordering.confirmDeliveries(await person(two.holders[0]), [first], key().idempotencyKey);
    await lively.ordering.disputeDelivery(await person(two.holders[1]), {
      deliveryId: second,
      reason: 'Only an hour.',
      ...key(),
    });
    expect(await money(two)).toEqual([
      [WEEKLY - 1808n, 0n, 1808n],
      [WEEKLY - 3012n, 3012n, 0n],
    ]);
    await lively.ordering.settleDispute(await staff(), { deliveryId: second, quantity: '1', ...key() });
    await lively.ordering.confirmDeliveries(await person(two.holders[1]), [second], key().idempotencyKey);
    expect((await money(two))[1]).toEqual([WEEKLY - 1205n, 0n, 1205n]);
    const lines = async () =>
      (
        await database.superuser.query<{ pence: string; quantity: string; what: string; problems: string[] }>(
          'select line_pence as pence, trim_scale(quantity)::text as quantity, description as what, match_problems as problems from invoicing.invoice_line where order_id = any ($1) order by person_id',
          [two.orders],
        )
      ).rows;
    await untilHeard(async () => (await lines()).length === 2);
    expect(await lines()).toEqual([
      { pence: '1808', quantity: '1', what: expect.stringMatching(/share 1\/2$/), problems: [] },
      { pence: '1205', quantity: '1', what: expect.stringMatching(/share 1\/2$/), problems: [] },
    ]);
  });

  it('the provider says no for all: everything goes back at once', async () => {
    const two = await twoTogether();
    await lively.ordering.declineOrder(await staff(), { orderId: two.orders[0], reason: 'Full that day.', ...key() });
    expect(await states(two)).toEqual(['DECLINED', 'DECLINED']);
    expect(await money(two)).toEqual(GIVEN_BACK);
  });

  it('one part that the council looks at holds up the yes; its no ends it for all', async () => {
    const finance = await lively.world.actor('finance-first');
    const limit = (value: number) =>
      lively.world.identity.setPolicy(finance, lively.world.councilId, [
        { key: 'approvalLimitPence', value, from: TODAY },
      ]);
    // Between the two shares.
    await limit(3012);
    const two = await twoTogether();
    await limit(1_000_000);
    expect(await states(two)).toEqual(['AWAITING_APPROVAL', 'SUBMITTED']);
    await expect(
      lively.ordering.acceptOrder(await staff(), { orderId: two.orders[1], ...key() }),
    ).rejects.toMatchObject({ code: 'COUNCIL_LOOKS_FIRST' });
    expect(await states(two)).toEqual(['AWAITING_APPROVAL', 'SUBMITTED']);
    await lively.ordering.decideOrder(await lively.world.actor('approver-first'), {
      orderId: two.orders[0],
      approve: false,
      reason: 'Not in the plan.',
      ...key(),
    });
    await untilHeard(async () => (await states(two))[1] === 'CANCELLED');
    expect(await states(two)).toEqual(['REFUSED', 'CANCELLED']);
    expect(await money(two)).toEqual(GIVEN_BACK);
  });

  it('one leaves: the same visits end for the other without a fee, earlier ones stay, and they are told', async () => {
    const two = await twoTogether({ weekly: { startsOn: '2026-03-12', endsOn: '2026-04-09' } });
    await lively.ordering.acceptOrder(await staff(), { orderId: two.orders[0], ...key() });
    await expect(
      lively.ordering.amendOrder(await person(two.holders[0]), {
        orderId: two.orders[0],
        version: 1,
        fromOn: '2026-03-19',
        quantity: '1',
        startTime: '08:00',
        pattern: { weekdays: ['TH'] },
        endsOn: '2026-04-09',
        place: 'The club',
        shownUnitPricePence: AGREED_PENCE,
        ...key(),
      }),
    ).rejects.toMatchObject({ code: 'SHARED_ORDER' });
    await lively.ordering.cancelOrder(await person(two.holders[0]), {
      orderId: two.orders[0],
      fromOn: '2026-03-26',
      agreedFeePence: 0n,
      ...key(),
    });
    const visits = async () =>
      (
        await database.superuser.query<{ day: string; status: string; place: number }>(
          'select c.on_date::text as day, c.status, o.share_place as place from ordering.occurrence c join ordering."order" o on o.id = c.order_id where o.id = any ($1) order by 3, 1',
          [two.orders],
        )
      ).rows.map(({ day, status, place }) => [place, day, status === 'CANCELLED']);
    const after = [0, 1].flatMap((place) => [
      [place, '2026-03-12', false],
      [place, '2026-03-19', false],
      [place, '2026-03-26', true],
      [place, '2026-04-02', true],
      [place, '2026-04-09', true],
    ]);
    await untilHeard(async () => (await visits()).filter(([, , gone]) => gone).length === 6);
    expect(await visits()).toEqual(after);
    expect(await money(two)).toEqual(held());
    expect(await states(two)).toEqual(['ACCEPTED', 'ACCEPTED']);
    const told = async () =>
      (
        await database.superuser.query<{ kind: string }>(
          `select kind from messages.message where person_id = $1 and kind like '%CANCELLED%'`,
          [id('holder', two.holders[1])],
        )
      ).rows.map(({ kind }) => kind);
    await untilHeard(async () => (await told()).length > 0);
    expect(await told()).toEqual(['SHARED_VISITS_CANCELLED']);
    // Nothing is left of it to follow.
    await lively.hear();
    expect(await visits()).toEqual(after);
    await lively.ordering.extendPlans();
    expect(await visits()).toEqual(after);
  });

  it('the provider cancels the whole: every hold goes back', async () => {
    const two = await twoTogether();
    await lively.ordering.acceptOrder(await staff(), { orderId: two.orders[0], ...key() });
    await lively.ordering.cancelAsProvider(await staff(), { orderId: two.orders[1], reason: 'Ill.', ...key() });
    await untilHeard(async () => (await states(two))[0] === 'CANCELLED');
    expect(await states(two)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await money(two)).toEqual(GIVEN_BACK);
  });

  it('hospital for one of them gives both their money back', async () => {
    const two = await twoTogether();
    await lively.ordering.acceptOrder(await staff(), { orderId: two.orders[0], ...key() });
    await lively.ordering.enterInterruption(await person(two.holders[0]), {
      personId: id('holder', two.holders[0]),
      kind: 'HOSPITAL',
      fromOn: '2026-03-11',
      agreedFeePence: 0n,
      ...key(),
    });
    await untilHeard(async () => (await money(two))[1]?.[1] === 0n);
    expect(await money(two)).toEqual(GIVEN_BACK);
  });
});

describe('what one person has alone is not shared', () => {
  const visitOf = (holders: readonly [number, number], shownUnitPricePence: bigint) => ({
    ...key(),
    variantId: lively.world.variantId,
    quantity: '2',
    startTime: '08:00',
    oneOff: { date: '2026-03-12' },
    place: 'The club',
    people: [
      { personId: id('holder', holders[0]), shownUnitPricePence },
      { email: `holder${holders[1]}@first.example` },
    ],
  });

  it('by telephone nobody asks or answers, and a call cancels a part of what stands, for all who share it', async () => {
    const two = await twoTogether();
    const [asker, asked] = [(next += 1), (next += 1)] as const;
    await lively.world.moveIn([asker, asked], WEEKLY, 'no sign-in');
    const officer = await lively.world.actor('caremanager-first');
    await takeCall(lively, asker, 'ask');
    await takeCall(lively, asked, 'answer');
    const before = await database.digest();
    await expect(shared.propose(officer, visitOf([asker, asked], AGREED_PENCE))).rejects.toMatchObject({
      code: 'NO_MANDATE',
    });
    expect(await database.digest()).toEqual(before);
    const sharedOrderId = await shared.propose(await person(asker), visitOf([asker, asked], AGREED_PENCE));
    const yes = { sharedOrderId, personId: id('holder', asked), yes: true, shownUnitPricePence: AGREED_PENCE };
    const waiting = await database.digest();
    await expect(shared.answer(officer, { ...yes, ...key() })).rejects.toMatchObject({ code: 'NO_MANDATE' });
    expect(await database.digest()).toEqual(waiting);

    const callId = await takeCall(lively, two.holders[0], 'cancel');
    await lively.ordering.cancelOrder(officer, {
      orderId: two.orders[0],
      agreedFeePence: 0n,
      byTelephone: saidYes(callId),
      ...key(),
    });
    await untilHeard(async () => (await states(two))[1] === 'CANCELLED');
    expect(await states(two)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await money(two)).toEqual(GIVEN_BACK);
  });

  it('a no that comes after a no changes nothing, and is told to whoever said it', async () => {
    const [asker, asked] = [(next += 1), (next += 1)] as const;
    await lively.world.moveIn([asker, asked], WEEKLY, 'no sign-in');
    const sharedOrderId = await shared.propose(await person(asker), visitOf([asker, asked], AGREED_PENCE));
    const no = { sharedOrderId, personId: id('holder', asked), yes: false };
    await shared.answer(await person(asked), { ...no, ...key() });
    const before = await database.digest();
    await expect(shared.answer(await person(asked), { ...no, ...key() })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await database.digest()).toEqual(before);
  });

  it('nobody decides for the council on a part of what somebody they act for shares', async () => {
    const approver = await lively.world.actor('approver-first');
    const finance = await lively.world.actor('finance-first');
    const limit = (value: number) =>
      lively.world.identity.setPolicy(finance, lively.world.councilId, [
        { key: 'approvalLimitPence', value, from: TODAY },
      ]);
    await limit(3012);
    const two = await twoTogether();
    await limit(1_000_000);
    const mandates = [{ id: id('mandate', 1), personId: id('holder', two.holders[1]), scopes: ['VIEW' as const] }];
    const input = { orderId: two.orders[0], approve: true, reason: null, ...key() };
    await expect(lively.ordering.decideOrder({ ...approver, mandates }, input)).rejects.toMatchObject({
      code: 'OWN_ORDER',
    });
    expect(await states(two)).toEqual(['AWAITING_APPROVAL', 'SUBMITTED']);
    await lively.ordering.decideOrder(approver, { ...input, ...key() });
    expect(await states(two)).toEqual(['SUBMITTED', 'SUBMITTED']);
  });

  // Last: from here on everything is above the council's highest price.
  it('what is above the council’s highest price is refused in words of its own, and a yes as well', async () => {
    const [asker, asked] = [(next += 1), (next += 1)] as const;
    await lively.world.moveIn([asker, asked], WEEKLY, 'no sign-in');
    const sharedOrderId = await shared.propose(await person(asker), visitOf([asker, asked], AGREED_PENCE));
    const cap = 2_000n;
    await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
      councilId: lively.world.councilId,
      providerId: lively.world.providerId,
      version: 2,
      validFrom: TODAY,
      validBefore: null,
      bankHolidayMultiplier: '1.25',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'CAPPED', unitPricePence: cap }],
    });
    const before = await database.digest();
    await expect(shared.propose(await person(asker), visitOf([asker, asked], cap))).rejects.toMatchObject({
      code: 'SHARED_ABOVE_CAP',
    });
    await expect(
      shared.answer(await person(asked), {
        sharedOrderId,
        personId: id('holder', asked),
        yes: true,
        shownUnitPricePence: cap,
        ...key(),
      }),
    ).rejects.toMatchObject({ code: 'SHARED_ABOVE_CAP' });
    expect(await database.digest()).toEqual(before);
  });
});
