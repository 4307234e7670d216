import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

let lively: LivelyWorld;
let database: WholeDatabase;
let orders = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(1);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

/** Nothing is open but what the test orders. */
beforeEach(async () => {
  lively.clock.moveTo(NOW);
  for (const visit of await lively.ordering.visitsToDeliver(await staff(), TODAY)) await didNotCome(visit.orderId);
});

const staff = () => lively.world.actor('provider-staff', 1);

/** The provider says that it did not come to the one visit of an order. */
async function didNotCome(orderId: string): Promise<void> {
  const provider = await staff();
  const visits = await lively.ordering.visitsToDeliver(provider, TODAY);
  await lively.ordering.cancelOrder(provider, {
    orderId,
    occurrenceId: visits.find((visit) => visit.orderId === orderId)?.occurrenceId ?? '',
    idempotencyKey: `did-not-come-${orderId}`,
    agreedFeePence: 0n,
  });
}

async function accepted(startTime = '08:00'): Promise<string> {
  const orderId = await lively.order(0, `file-order-${(orders += 1)}`, { startTime });
  await lively.accept(orderId);
  return orderId;
}

/** The list that the provider downloads, with the given cells filled in by row. */
async function filled(changes: readonly Readonly<Record<string, string>>[]): Promise<string> {
  const csv = await lively.ordering.deliveryTemplate(await staff());
  const [heading = [], ...rows] = parse(csv.replace(/^\uFEFF/, ''));
  const lines = rows.map((row, index) =>
    heading.map((column, place) => `"${(changes[index]?.[column] ?? row[place] ?? '').replaceAll('"', '""')}"`),
  );
  return [heading, ...lines].map((line) => line.join(',')).join('\n');
}

async function send(csv: string, dryRun = false) {
  return lively.ordering.importDeliveries(await staff(), csv, dryRun);
}

async function notes(): Promise<{ worker: string; quantity: string; amount: string; started: string }[]> {
  const { rows } = await database.superuser.query<{
    worker: string;
    quantity: string;
    amount: string;
    started: string;
  }>(
    `select d.worker_name as worker, trim_scale(d.quantity)::text as quantity, d.amount_pence::text as amount, to_char(d.started_at at time zone 'Europe/London', 'HH24:MI') as started
     from ordering.delivery d join ordering.occurrence c on c.id = d.occurrence_id where c.status = 'DELIVERED' order by d.started_at, d.id`,
  );
  return rows;
}

describe('a file of visits', () => {
  it('is tried first, then every good row goes in at once, and the others say what to do', async () => {
    const before = (await notes()).length;
    for (const time of ['07:00', '07:30', '08:00', '08:30', '09:00']) await accepted(time);
    const csv = await filled([
      { 'who came': 'Jo Short', started: '7.15am', ended: '8:45', delivered: '1.5' },
      { 'who came': 'Al Long', delivered: '2.5' },
      { 'who came': 'Bea Late', started: '8 o’clock', date: '11/03/2026' },
      {},
      { 'who came': 'Cy Right', date: '10/03/2026' },
    ]);
    const expected = {
      rows: 4,
      leftEmpty: 1,
      enteredBefore: 0,
      problems: [
        {
          row: 3,
          column: 'delivered',
          value: '2.5',
          reason: 'Only 2 was ordered. Enter 2 at most, and ask the person to order the rest.',
        },
        { row: 4, column: 'date', value: '11/03/2026', reason: expect.stringContaining('2026-03-10') },
        { row: 4, column: 'started', value: '8 o’clock', reason: 'Write a time such as 10:00 or 2:30pm.' },
      ],
    };
    expect(await send(csv, true)).toMatchObject({ ...expected, entered: 0 });
    expect(await notes()).toHaveLength(before);
    expect(await send(csv)).toMatchObject({ ...expected, entered: 2 });
    expect((await notes()).slice(before)).toEqual([
      { worker: 'Jo Short', quantity: '1.5', amount: '3615', started: '07:15' },
      { worker: 'Cy Right', quantity: '2', amount: '4820', started: '09:00' },
    ]);
    // The same file again enters nothing twice and complains about nothing that is done.
    expect(await send(csv.replaceAll('\n', '\r\n'))).toMatchObject({ ...expected, enteredBefore: 2, entered: 0 });
    expect(await notes()).toHaveLength(before + 2);
  });

  it('knows only the provider’s own visits', async () => {
    await accepted();
    const csv = await filled([{ 'who came': 'Jo' }]);
    const other = await lively.world.actor('provider-staff', 2);
    expect(await lively.ordering.importDeliveries(other, csv, false)).toMatchObject({
      entered: 0,
      problems: [{ row: 2, column: 'visit', reason: expect.stringContaining('not one of your visits') }],
    });
    await expect(
      lively.ordering.importDeliveries(await lively.world.actor('holder'), csv, false),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('a visit that is cancelled meanwhile is named, and the rest goes in', async () => {
    const [gone] = [await accepted('07:00'), await accepted('08:00')];
    const csv = await filled([{ 'who came': 'Jo' }, { 'who came': 'Al' }]);
    await didNotCome(gone);
    expect(await send(csv)).toMatchObject({
      entered: 1,
      problems: [{ row: 2, column: 'visit', reason: expect.stringContaining('was cancelled') }],
    });
  });

  it('sent several times at once, beside a cancellation, enters each row once', async () => {
    const before = (await notes()).length;
    const first = [await accepted('06:00'), await accepted('06:30'), await accepted('07:00')][0] ?? '';
    const csv = await filled([{ 'who came': 'Jo' }, { 'who came': 'Al' }, { 'who came': 'Bea' }]);
    const provider = await staff();
    const [cancelled, ...sent] = await Promise.allSettled([
      didNotCome(first),
      ...Array.from({ length: 4 }, () => lively.ordering.importDeliveries(provider, csv, false)),
    ]);
    const entered = sent.map((one) => (one.status === 'fulfilled' ? one.value.entered : 0));
    const added = (await notes()).length - before;
    expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'fulfilled'));
    expect(entered.reduce((sum, one) => sum + one, 0)).toBe(added);
    expect(added).toBe(cancelled.status === 'fulfilled' ? 2 : 3);
    const { rows } = await database.superuser.query(
      `select count(*)::int as kept from ordering.delivery_import_row r join ordering.delivery d on d.id = r.delivery_id where d.budget_id = $1`,
      [id('budget', 0)],
    );
    const all = await database.superuser.query(
      'select count(*)::int as kept from ordering.delivery where budget_id = $1',
      [id('budget', 0)],
    );
    expect(rows).toEqual(all.rows);
  });
});
