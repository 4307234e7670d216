import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], 100_000n);
});

const key = () => ({ idempotencyKey: `watch-key-${(keys += 1)}` });
const staff = () => lively.world.actor('provider-staff', 1);
const at = (time: string) => lively.clock.moveTo(new Date(`${TODAY}T${time}Z`));

/** A visit at one o'clock today that the provider said yes to. */
async function visitAtOne(): Promise<{ readonly orderId: string; readonly occurrenceId: string }> {
  const orderId = await lively.order(holder, key().idempotencyKey, { startTime: '13:00' });
  await lively.accept(orderId);
  const visit = (await lively.ordering.visitsToDeliver(await staff(), TODAY)).find((one) => one.orderId === orderId);
  return { orderId, occurrenceId: visit?.occurrenceId ?? '' };
}

async function start(occurrenceId: string, time: string, idempotencyKey = key().idempotencyKey): Promise<void> {
  await lively.ordering.startVisit(await staff(), {
    occurrenceId,
    idempotencyKey,
    startedAt: `${TODAY}T${time}:00Z`,
    workerName: 'Jo',
  });
}

async function alertsOf(occurrenceId: string): Promise<number> {
  const { rows } = await database.superuser.query<{ alerts: number; events: number }>(
    `select (select count(*)::int from ordering.visit_alert where occurrence_id = $1::text::uuid) as alerts,
       (select count(*)::int from kernel.outbox where type = 'ordering.visit-not-started' and payload ->> 'occurrenceId' = $1::text) as events`,
    [occurrenceId],
  );
  expect(rows[0]?.alerts).toBe(rows[0]?.events);
  return rows[0]?.alerts ?? -1;
}

/** What people were told about a visit that had not begun, and whether it still waits for them. */
async function toldOf(occurrenceId: string): Promise<{ kind: string; open: boolean }[]> {
  const { rows } = await database.superuser.query<{ kind: string; open: boolean }>(
    `select distinct m.kind, m.settled_at is null as open from messages.message m join kernel.outbox e on e.event_id = m.event_id
     where e.type = 'ordering.visit-not-started' and e.payload ->> 'occurrenceId' = $1::text order by 1`,
    [occurrenceId],
  );
  return rows;
}

/** The day on which silence confirms what the provider enters for an order; null for never. */
async function silenceEnds(orderId: string): Promise<string | null> {
  at('16:00:00');
  const deliveryId = await lively.deliver(holder, orderId);
  const { rows } = await database.superuser.query<{ day: string | null }>(
    'select confirms_itself_on::text as day from ordering.delivery where id = $1',
    [deliveryId],
  );
  return rows[0]?.day ?? null;
}

describe('a visit that has not begun', () => {
  it('alerts once, exactly thirty minutes after it should have, and never confirms itself', async () => {
    const { orderId, occurrenceId } = await visitAtOne();
    at('13:29:59');
    await lively.ordering.alertUnstarted();
    expect(await alertsOf(occurrenceId)).toBe(0);
    at('13:30:00');
    await Promise.all([1, 2, 3, 4].map(() => lively.ordering.alertUnstarted()));
    await lively.ordering.alertUnstarted();
    expect(await alertsOf(occurrenceId)).toBe(1);
    await lively.hear();
    expect(await toldOf(occurrenceId)).toEqual([
      { kind: 'VISIT_NOT_STARTED', open: true },
      { kind: 'VISIT_NOT_STARTED_AT_PROVIDER', open: true },
      { kind: 'VISIT_NOT_STARTED_TO_WATCH', open: true },
    ]);
    await start(occurrenceId, '13:25');
    await lively.hear();
    expect((await toldOf(occurrenceId)).map(({ open }) => open)).toEqual([false, false, false]);
    expect(await silenceEnds(orderId)).toBeNull();
    lively.clock.moveTo(new Date(NOW.getTime() + 60 * 86_400_000));
    await lively.ordering.confirmSilent();
    const { rows } = await database.superuser.query('select status from ordering.delivery where occurrence_id = $1', [
      occurrenceId,
    ]);
    expect(rows).toEqual([{ status: 'RECORDED' }]);
  });

  it('does not alert when it began, was entered or was cancelled', async () => {
    const [began, gone] = [await visitAtOne(), await visitAtOne()];
    await lively.ordering.cancelOrder(await staff(), {
      orderId: gone.orderId,
      ...key(),
      agreedFeePence: 0n,
    });
    at('13:10:00');
    await start(began.occurrenceId, '13:02');
    at('13:40:00');
    await lively.ordering.alertUnstarted();
    expect(await alertsOf(began.occurrenceId)).toBe(0);
    expect(await alertsOf(gone.occurrenceId)).toBe(0);
    expect(await silenceEnds(began.orderId)).toBe('2026-03-17');
  });

  it('follows the council’s own minutes, and its never', async () => {
    const finance = await lively.world.actor('finance-first');
    const policy = (value: unknown) =>
      lively.world.identity.setPolicy(finance, lively.world.councilId, [
        { key: 'visitAlertMinutes', value, from: '2020-01-01' },
      ]);
    const { occurrenceId } = await visitAtOne();
    at('13:59:00');
    await policy(60);
    await lively.ordering.alertUnstarted();
    expect(await alertsOf(occurrenceId)).toBe(0);
    at('14:00:00');
    await policy('never');
    await lively.ordering.alertUnstarted();
    expect(await alertsOf(occurrenceId)).toBe(0);
    await policy(60);
    await lively.ordering.alertUnstarted();
    expect(await alertsOf(occurrenceId)).toBe(1);
    await policy(30);
  });

  it.each([1, 2, 3])('arriving at the moment of the alert: one of them is first (%p)', async () => {
    const { occurrenceId } = await visitAtOne();
    at('13:30:00');
    await Promise.allSettled([
      lively.ordering.alertUnstarted(),
      start(occurrenceId, '13:29'),
      lively.ordering.alertUnstarted(),
    ]);
    await lively.ordering.alertUnstarted();
    expect(await alertsOf(occurrenceId)).toBeLessThanOrEqual(1);
    const { rows } = await database.superuser.query(
      'select worker_name from ordering.visit_start where occurrence_id = $1',
      [occurrenceId],
    );
    expect(rows).toEqual([{ worker_name: 'Jo' }]);
  });
});

describe('arriving', () => {
  it('counts once, on the day, not before it happens, and only from the provider', async () => {
    const { occurrenceId } = await visitAtOne();
    await expect(start(occurrenceId, '13:00')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    at('13:05:00');
    const { idempotencyKey } = key();
    await start(occurrenceId, '13:01', idempotencyKey);
    await start(occurrenceId, '13:01', idempotencyKey);
    await expect(start(occurrenceId, '13:03')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      lively.ordering.startVisit(await lively.world.actor('provider-staff', 2), {
        occurrenceId,
        ...key(),
        startedAt: `${TODAY}T13:01:00Z`,
        workerName: 'Al',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('where nobody watches', () => {
  it('nothing confirms itself, what waits included, until somebody switches it on again', async () => {
    const [waiting, later, last] = [await visitAtOne(), await visitAtOne(), await visitAtOne()];
    expect(await silenceEnds(waiting.orderId)).toBe('2026-03-17');
    const manager = await lively.world.actor('caremanager-first');
    const personId = id('holder', holder);
    await expect(
      lively.ordering.setSilence(manager, { personId, ...key(), confirms: false, reason: ' ' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await lively.ordering.setSilence(manager, { personId, ...key(), confirms: false, reason: 'She cannot check.' });
    const { rows } = await database.superuser.query(
      'select confirms_itself_on from ordering.delivery where person_id = $1',
      [personId],
    );
    expect(rows).toEqual([{ confirms_itself_on: null }]);
    expect(await silenceEnds(later.orderId)).toBeNull();
    await expect(
      lively.ordering.setSilence(await lively.world.actor('caremanager-second'), {
        personId,
        ...key(),
        confirms: true,
        reason: '',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await lively.ordering.setSilence(manager, { personId, ...key(), confirms: true, reason: '' });
    expect(await silenceEnds(last.orderId)).toBe('2026-03-17');
  });
});
