import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, ManualClock, UuidV7Source } from '@owncourse/kernel/contract';
import { backends, killedDoing, untilGone } from '@owncourse/kernel/testing';
import pg from 'pg';
import { findChainKey } from '../src/chain/chain-key.js';
import { MonthCloseRepository } from '../src/persistence/month-close.repository.js';
import { CloseMonth } from '../src/use-cases/close-month.js';
import { SealTransfers } from '../src/use-cases/seal-transfers.js';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import type { Closing } from './fixtures/closings-to-die-in.js';
import { LedgerRoom, TODAY } from './fixtures/ledger-room.js';

const CLOSINGS = new URL('./fixtures/closings-to-die-in.ts', import.meta.url);
const MARCH = '2026-03-01';
const key = (): string => randomUUID();

let room: LedgerRoom;
let folder: string;
let clock: ManualClock;
let closing: CloseMonth;
let superuser: pg.Client;

const officer = (): Actor => ({
  personId: randomUUID(),
  name: 'Officer',
  email: '',
  roles: ['FINANCE_OFFICER'],
  councilId: room.councilId,
  organisationId: null,
  fundingCouncilId: null,
  mandates: [],
  assignedPeople: [],
});
const place = () => ({
  key: { kind: 'file' as const, path: join(folder, 'chain.key') },
  headsFile: join(folder, 'heads.jsonl'),
});

beforeEach(async () => {
  room = await LedgerRoom.open();
  superuser = new pg.Client({ connectionString: room.test.superuserUrl });
  await superuser.connect();
  folder = await mkdtemp(join(tmpdir(), 'owncourse-months-'));
  clock = new ManualClock(new Date('2026-04-02T09:00:00Z'));
  closing = new CloseMonth(room.app, new MonthCloseRepository(), clock, new UuidV7Source(clock), place());
  const budgetId = await room.openBudget();
  const held = randomUUID();
  await room.instalment(budgetId, 100_000n, '2026-12-31');
  await room.hold(budgetId, false, [{ id: held, pence: 8000n, day: TODAY }]);
  await room.accrue([{ holdId: held, pence: 6000n }]);
  const sealer = new SealTransfers(room.app, clock, place());
  for (let left = 1; left > 0;) {
    await sealer.run();
    left = Number((await superuser.query<{ n: string }>('select count(*) as n from ledger.unsealed')).rows[0]?.n);
  }
});
afterEach(async () => {
  const found = await findChainKey(place().key);
  if (!found) throw new Error('There is no key.');
  expect(
    await verifyLedger(room.test.auditorUrl, undefined, { key: found, headsFile: place().headsFile }),
  ).toMatchObject({ breaches: 0, first: null });
  await superuser.end();
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

const closes = async (): Promise<unknown[]> =>
  (
    await superuser.query<Record<string, unknown>>(
      `select c.signature is not null as signed, count(*) over ()::int as n from ledger.month_close c`,
    )
  ).rows;

/** Each try is the one before it tried again, from its first statement to the one that commits, and once more when nobody heard. */
async function killedEverywhere(
  actor: Actor,
  does: Closing['does'],
  states: { readonly undone: unknown; readonly done: unknown },
): Promise<void> {
  const told: Closing = { appUrl: room.test.appUrl, now: clock.now().toISOString(), place: place(), actor, does };
  const die = async (at: number, unheard: boolean): Promise<boolean> => {
    const stays = await backends(superuser);
    const { killed } = await killedDoing(CLOSINGS, told, { at, unheard });
    await untilGone(superuser, stays);
    return killed;
  };
  let at = 1;
  for (; ; at += 1) {
    // One more is unheard each time: the first that leaves something behind is the one that commits.
    expect(await die(at, true)).toBe(true);
    if (JSON.stringify(await closes()) !== JSON.stringify(states.undone)) break;
    expect(at).toBeLessThan(40);
  }
  expect(await closes()).toEqual(states.done);
  expect(at).toBeGreaterThan(4);
}

describe('closing a month, when the process is killed in the middle', () => {
  it('is prepared and signed not at all or whole, and once when it is tried again', async () => {
    const [first, second] = [officer(), officer()];
    const preparing = { month: MARCH, idempotencyKey: key() };
    const prepared = [{ signed: false, n: 1 }];
    await killedEverywhere(first, { what: 'PREPARE', ...preparing }, { undone: [], done: prepared });
    const closeId = await closing.prepare(first, preparing);
    expect(await closing.prepare(first, preparing)).toBe(closeId);
    expect(await closes()).toEqual(prepared);

    const signing = { closeId, idempotencyKey: key() };
    const signed = [{ signed: true, n: 1 }];
    await killedEverywhere(second, { what: 'SIGN', ...signing }, { undone: prepared, done: signed });
    expect(await closing.sign(second, signing)).toBe(closeId);
    expect(await closes()).toEqual(signed);
    // It is closed for everybody: nobody signs it anew.
    await expect(closing.sign(second, { closeId, idempotencyKey: key() })).rejects.toThrow('WRONG_STATE');
  });

  it('is signed by who is left, after somebody was killed in the middle of it', async () => {
    const [first, second] = [officer(), officer()];
    const closeId = await closing.prepare(first, { month: MARCH, idempotencyKey: key() });
    const signing = { closeId, idempotencyKey: key() };
    const told: Closing = {
      appUrl: room.test.appUrl,
      now: clock.now().toISOString(),
      place: place(),
      actor: second,
      does: { what: 'SIGN', ...signing },
    };
    const stays = await backends(superuser);
    expect((await killedDoing(CLOSINGS, told, { at: 5, unheard: true })).killed).toBe(true);
    await untilGone(superuser, stays);
    expect(await closes()).toEqual([{ signed: false, n: 1 }]);
    await closing.sign(second, signing);
    expect(await closes()).toEqual([{ signed: true, n: 1 }]);
  });
});
