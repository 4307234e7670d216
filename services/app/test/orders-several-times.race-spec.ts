import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { AmendOrderInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { outcome } from './fixtures/two-at-once.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
const WEEKDAYS = ['WE', 'TH'] as const;
/** One hour at 8:00 and half an hour at 13:00. */
const MORNING = 2410n;
const LUNCH = 1205n;

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

const key = (): string => `several-race-${(keys += 1)}`;
const person = (): Promise<Actor> => lively.world.actor('holder', holder);

/** Somebody new, Wednesdays and Thursdays from 11 March at 8:00 and 13:00, accepted: four visits of this week are held. */
async function standing(): Promise<string> {
  holder += 1;
  lively.clock.moveTo(NOW);
  await lively.world.moveIn([holder], WEEKLY);
  const orderId = await lively.order(holder, key(), {
    oneOff: null,
    standing: { startsOn: '2026-03-11', weekdays: WEEKDAYS },
    quantity: '1',
    startTime: '08:00',
    moreTimes: [{ startTime: '13:00', quantity: '0.5' }],
  });
  await lively.accept(orderId);
  return orderId;
}

const terms = (orderId: string, changes: Partial<AmendOrderInput> = {}): AmendOrderInput => ({
  orderId,
  idempotencyKey: key(),
  version: 1,
  fromOn: '2026-03-11',
  quantity: '1',
  startTime: '08:00',
  pattern: { weekdays: WEEKDAYS },
  place: 'At home',
  shownUnitPricePence: AGREED_PENCE,
  ...changes,
});

interface Now {
  readonly visits: readonly string[];
  readonly spare: bigint;
}

async function now(orderId: string): Promise<Now> {
  const [{ rows: visits }, { rows: money }] = await Promise.all([
    database.superuser.query<{ line: string }>(
      `select to_char(starts_at at time zone 'Europe/London', 'DD HH24:MI') || ' ' || status || ' ' || amount_pence as line from ordering.occurrence
       where order_id = $1 and on_date <= '2026-03-12' and not (status = 'CANCELLED' and replaced) order by starts_at`,
      [orderId],
    ),
    database.superuser.query<{ spare: string }>(
      'select available_pence as spare from ledger.budget_balance where budget_id = $1',
      [id('budget', holder)],
    ),
  ]);
  return { visits: visits.map(({ line }) => line), spare: BigInt(money[0]?.spare ?? -1) };
}

async function both(first: () => Promise<unknown>, second: () => Promise<unknown>, turned: boolean): Promise<string[]> {
  const [one, other] = turned ? [second, first] : [first, second];
  const outcomes = await Promise.all([outcome(one()), outcome(other())]);
  return turned ? outcomes.reverse() : outcomes;
}

it('a change of lunch beside the note and the yes to the morning: both count, whichever comes first', async () => {
  for (const turned of [false, true, false, true]) {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-11T09:30:00Z'));
    const [actor, staff] = [await person(), await lively.world.actor('provider-staff', 1)];
    const morning = (await lively.ordering.visitsToDeliver(staff, '2026-03-11')).find(
      (visit) => visit.orderId === orderId,
    );
    const note = {
      occurrenceId: morning?.occurrenceId ?? '',
      idempotencyKey: key(),
      workerName: 'Wren',
      place: 'At home',
      startedAt: '2026-03-11T08:00:00Z',
      endedAt: '2026-03-11T09:00:00Z',
      quantity: '1',
    };
    const deliver = async (): Promise<void> => {
      const [deliveryId] = await lively.ordering.recordDeliveries(staff, [note], key());
      await lively.ordering.confirmDeliveries(actor, [deliveryId ?? ''], key());
    };
    const longer = terms(orderId, { moreTimes: [{ startTime: '13:00', quantity: '1' }] });
    expect(await both(() => lively.ordering.amendOrder(actor, longer), deliver, turned)).toEqual(['DONE', 'DONE']);
    expect(await now(orderId)).toEqual({
      visits: ['11 08:00 CONFIRMED 2410', '11 13:00 HELD 2410', '12 08:00 HELD 2410', '12 13:00 HELD 2410'],
      spare: WEEKLY - 4n * MORNING,
    });
  }
});

it('a change of the evening beside the cancelling of one lunch: the lunch stays cancelled, whichever comes first', async () => {
  for (const turned of [false, true, false, true]) {
    const orderId = await standing();
    const actor = await person();
    const { rows } = await database.superuser.query<{ id: string }>(
      `select id from ordering.occurrence where order_id = $1 and starts_at = '2026-03-12T13:00:00Z'`,
      [orderId],
    );
    const cancel = () =>
      lively.ordering.cancelOrder(actor, {
        orderId,
        occurrenceId: rows[0]?.id ?? '',
        idempotencyKey: key(),
        agreedFeePence: 0n,
      });
    const evening = terms(orderId, {
      fromOn: '2026-03-12',
      moreTimes: [
        { startTime: '13:00', quantity: '0.5' },
        { startTime: '21:00', quantity: '0.5' },
      ],
    });
    expect(await both(() => lively.ordering.amendOrder(actor, evening), cancel, turned)).toEqual(['DONE', 'DONE']);
    expect(await now(orderId)).toEqual({
      visits: [
        '11 08:00 HELD 2410',
        '11 13:00 HELD 1205',
        '12 08:00 HELD 2410',
        '12 13:00 CANCELLED 1205',
        '12 21:00 HELD 1205',
      ],
      spare: WEEKLY - 2n * MORNING - 2n * LUNCH,
    });
  }
});

it('two single visits asked for at once on the same version: one, and the other is told to look again', async () => {
  for (const turned of [false, true]) {
    const orderId = await standing();
    const actor = await person();
    const ask = (date: string) => () =>
      lively.ordering.amendOrder(actor, terms(orderId, { extraVisits: [{ date, startTime: '15:00', quantity: '1' }] }));
    const outcomes = await both(ask('2026-03-13'), ask('2026-03-14'), turned);
    expect([...outcomes].sort()).toEqual(['DONE', 'WRONG_STATE']);
    expect((await now(orderId)).spare).toBe(WEEKLY - 2n * (MORNING + LUNCH) - 2410n);
  }
});
