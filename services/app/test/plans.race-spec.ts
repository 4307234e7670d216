import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { AmendOrderInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
const ROUNDS = 3;

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;
let version = 1;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

beforeEach(() => lively.clock.moveTo(NOW));

const key = (): string => `plans-race-${(keys += 1)}`;
const person = (): Promise<Actor> => lively.world.actor('holder', holder);

/** Somebody new with every Wednesday to Friday accepted, two hours from 10:00: three visits of this week are held. */
async function standing(): Promise<string> {
  holder += 1;
  lively.clock.moveTo(NOW);
  await lively.world.moveIn([holder], WEEKLY);
  const orderId = await lively.order(holder, key(), {
    oneOff: null,
    standing: { startsOn: '2026-03-11', weekdays: ['WE', 'TH', 'FR'] },
    startTime: '10:00',
  });
  await lively.accept(orderId);
  return orderId;
}

const terms = (orderId: string, changes: Partial<AmendOrderInput> = {}): AmendOrderInput => ({
  orderId,
  idempotencyKey: key(),
  version: 1,
  fromOn: '2026-03-13',
  quantity: '3',
  startTime: '10:00',
  pattern: { weekdays: ['WE', 'TH', 'FR'] },
  place: 'At home',
  shownUnitPricePence: AGREED_PENCE,
  ...changes,
});

/** What was refused, by code; anything else that fails is a failure. */
async function atOnce(moves: readonly (() => Promise<unknown>)[], round: number): Promise<(string | null)[]> {
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

async function booksAreRight(): Promise<void> {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
}

async function state(orderId: string): Promise<{ version: number; open: string[]; spare: bigint }> {
  const [{ rows: orders }, { rows: visits }, { rows: money }] = await Promise.all([
    database.superuser.query<{ v: number }>('select current_version as v from ordering."order" where id = $1', [
      orderId,
    ]),
    database.superuser.query<{ line: string }>(
      `select on_date::text || ' ' || amount_pence as line from ordering.occurrence where order_id = $1 and status = 'HELD' order by on_date`,
      [orderId],
    ),
    database.superuser.query<{ spare: string }>(
      'select available_pence as spare from ledger.budget_balance where budget_id = $1',
      [id('budget', holder)],
    ),
  ]);
  return { version: orders[0]?.v ?? 0, open: visits.map(({ line }) => line), spare: BigInt(money[0]?.spare ?? -1) };
}

describe('changes at once', () => {
  it('two changes of the same version: one, and the other is told to look again', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const orderId = await standing();
      const actor = await person();
      const codes = await atOnce(
        [
          () => lively.ordering.amendOrder(actor, terms(orderId, { quantity: '3' })),
          () => lively.ordering.amendOrder(actor, terms(orderId, { quantity: '1' })),
        ],
        round,
      );
      expect(codes.filter((code) => code === null)).toHaveLength(1);
      expect(codes).toContain('WRONG_STATE');
      const { version: now, open, spare } = await state(orderId);
      const friday = codes[0] === null ? 7230n : 2410n;
      expect(now).toBe(2);
      expect(open).toEqual(['2026-03-11 4820', '2026-03-12 4820', `2026-03-13 ${friday}`]);
      expect(spare).toBe(WEEKLY - 9640n - friday);
    }
    await booksAreRight();
  });

  it('the same change ten times with one key: once', async () => {
    const orderId = await standing();
    const actor = await person();
    const input = terms(orderId);
    const codes = await atOnce(
      Array.from({ length: 10 }, () => () => lively.ordering.amendOrder(actor, input)),
      0,
    );
    expect(codes).toEqual(Array.from({ length: 10 }, () => null));
    expect(await state(orderId)).toMatchObject({ version: 2, spare: WEEKLY - 9640n - 7230n });
    await booksAreRight();
  });

  it('change, cancel all, record and confirm: whatever comes first, each penny is where it belongs', async () => {
    for (let round = 0; round < ROUNDS * 2; round += 1) {
      const orderId = await standing();
      lively.clock.moveTo(new Date('2026-03-11T18:00:00Z'));
      const [actor, staff] = [await person(), await lively.world.actor('provider-staff', 1)];
      const visit = (await lively.ordering.visitsToDeliver(staff, '2026-03-11')).find((one) => one.orderId === orderId);
      const note = {
        occurrenceId: visit?.occurrenceId ?? '',
        idempotencyKey: key(),
        workerName: 'Wren',
        place: 'At home',
        startedAt: '2026-03-11T10:00:00Z',
        endedAt: '2026-03-11T12:00:00Z',
        quantity: '2',
      };
      const record = async (): Promise<void> => {
        const [deliveryId] = await lively.ordering.recordDeliveries(staff, [note], key());
        await lively.ordering.confirmDeliveries(actor, [deliveryId ?? ''], key());
      };
      // Wednesday is over and Thursday is late: half of each, unless the delivery was first.
      const codes = await atOnce(
        [
          () => lively.ordering.amendOrder(actor, terms(orderId, { fromOn: '2026-03-13' })),
          () => lively.ordering.cancelOrder(actor, { orderId, idempotencyKey: key(), agreedFeePence: 2410n + 2410n }),
          record,
        ],
        round,
      );
      const [amended, cancelled, recorded] = codes;
      expect(['WRONG_STATE', null]).toContain(amended);
      expect(['WRONG_STATE', 'FEE_CHANGED', null]).toContain(cancelled);
      expect(['WRONG_STATE', 'NOT_FOUND', null]).toContain(recorded);
      const { spare, open } = await state(orderId);
      if (cancelled === null) {
        expect(open).toEqual([]);
        expect(recorded).not.toBeNull();
        expect(spare).toBe(WEEKLY - 4820n);
      } else {
        expect(recorded).toBeNull();
        expect(spare).toBe(WEEKLY - 9640n - (amended === null ? 7230n : 4820n));
      }
    }
    await booksAreRight();
  });

  it('a change and a new rate card: the visits have the new price either way', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const orderId = await standing();
      const actor = await person();
      const unit = AGREED_PENCE + BigInt(round + 1);
      version += 1;
      await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
        councilId: lively.world.councilId,
        providerId: lively.world.providerId,
        version,
        validFrom: `2026-03-${String(round + 20)}`,
        validBefore: null,
        bankHolidayMultiplier: '1',
        cancellationNoticeHours: 24,
        cancellationPercent: '50',
        items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'FIXED', unitPricePence: unit }],
      });
      const codes = await atOnce(
        [
          () => lively.ordering.amendOrder(actor, terms(orderId)),
          () => lively.ordering.repricePlans(2),
          () => lively.ordering.repricePlans(2),
        ],
        round,
      );
      expect(codes).toEqual([null, null, null]);
      await lively.ordering.repricePlans(2);
      const { rows } = await database.superuser.query<{ amount: string }>(
        `select distinct amount_pence::text as amount from ordering.occurrence where order_id = $1 and on_date > '2026-03-31' and status = 'PLANNED'`,
        [orderId],
      );
      expect(rows).toEqual([{ amount: (3n * unit).toString() }]);
    }
    await booksAreRight();
  });

  it('a change by a broker and the end of the mandate: before the end it counts, after it nothing happened', async () => {
    const broker = await lively.world.actor('broker');
    for (let round = 0; round < ROUNDS; round += 1) {
      const orderId = await standing();
      const mandateId = await lively.mandate(holder, id('brokerage'));
      const acting = await lively.world.identity.actorFor(broker.personId);
      const owner = await person();
      const codes = await atOnce(
        [
          () => lively.ordering.amendOrder(acting, terms(orderId)),
          () => lively.world.identity.endMandate(owner, mandateId),
        ],
        round,
      );
      expect(codes[1]).toBeNull();
      expect([null, 'NO_MANDATE']).toContain(codes[0]);
      expect((await state(orderId)).version).toBe(codes[0] === null ? 2 : 1);
      await expect(
        lively.ordering.amendOrder(acting, terms(orderId, { version: codes[0] === null ? 2 : 1, quantity: '4' })),
      ).rejects.toMatchObject({
        code: 'NO_MANDATE',
      });
    }
    await booksAreRight();
  });
});
