import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statement } from '@owncourse/kernel/contract';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { LedgerRoom, type Source } from './fixtures/ledger-room.js';

const BEFORE = '2026-03-10';
const CHANGE = '2026-03-15';
const AFTER = '2026-03-20';

const END_SHARES = statement(
  'test.end-shares',
  'update ledger.funding_source set covers = daterange(lower(covers), $2::date) where budget_id = $1',
);
const NEW_SHARE = statement(
  'test.new-share',
  `insert into ledger.funding_source values ($1, $2, $3, $4, daterange($5::date, '2027-01-01'))`,
);
const CHANGE_TOTAL = statement(
  'test.change-total',
  `update ledger.funder_total set amount_pence = amount_pence + 1 where budget_id = $1 and funding_kind = 'NHS'`,
);

let room: LedgerRoom;
beforeAll(async () => {
  room = await LedgerRoom.open();
});
afterAll(() => room.close());

async function fundedBudget(sources: readonly Source[]): Promise<string> {
  const budgetId = await room.openBudget(sources);
  await room.instalment(budgetId, 1_000_000n, '2026-12-31');
  return budgetId;
}

/** What each funder bears of one delivery. */
async function deliver(budgetId: string, pence: bigint, day = BEFORE): Promise<Record<string, bigint>> {
  const earlier = await room.shares(budgetId);
  const id = randomUUID();
  expect(await room.hold(budgetId, false, [{ id, pence, day }])).toBe('DONE');
  expect(await room.accrue([{ holdId: id, pence }])).toBe('DONE');
  const now = await room.shares(budgetId);
  return Object.fromEntries(Object.entries(now).map(([kind, sum]) => [kind, sum - (earlier[kind] ?? 0n)]));
}

async function changeShares(budgetId: string, sources: readonly Source[]): Promise<void> {
  await room.superuser.call(END_SHARES, [budgetId, CHANGE]);
  for (const { kind, weight } of sources) {
    await room.superuser.call(NEW_SHARE, [room.councilId, budgetId, kind, weight, CHANGE]);
  }
}

describe('splitting a delivery among funders', () => {
  it('one funder bears all', async () => {
    const budgetId = await fundedBudget([{ kind: 'NHS', weight: 3 }]);
    expect(await deliver(budgetId, 101n)).toEqual({ NHS: 101n });
  });

  it('by their shares when these come out whole', async () => {
    const budgetId = await fundedBudget([
      { kind: 'SOCIAL_CARE', weight: 3 },
      { kind: 'NHS', weight: 1 },
    ]);
    expect(await deliver(budgetId, 100n)).toEqual({ SOCIAL_CARE: 75n, NHS: 25n });
  });

  it('the odd penny of one half goes first to one, then to the other', async () => {
    const budgetId = await fundedBudget([
      { kind: 'SOCIAL_CARE', weight: 1 },
      { kind: 'NHS', weight: 1 },
    ]);
    expect(await deliver(budgetId, 1n)).toEqual({ NHS: 1n, SOCIAL_CARE: 0n });
    expect(await deliver(budgetId, 1n)).toEqual({ NHS: 0n, SOCIAL_CARE: 1n });
  });

  it('three thirds of £1 each come to £1 each after three', async () => {
    const budgetId = await fundedBudget(['CHILDREN', 'NHS', 'SOCIAL_CARE'].map((kind) => ({ kind, weight: 1 })));
    expect(await deliver(budgetId, 100n)).toEqual({ CHILDREN: 34n, NHS: 33n, SOCIAL_CARE: 33n });
    expect(await deliver(budgetId, 100n)).toEqual({ CHILDREN: 33n, NHS: 34n, SOCIAL_CARE: 33n });
    expect(await deliver(budgetId, 100n)).toEqual({ CHILDREN: 33n, NHS: 33n, SOCIAL_CARE: 34n });
  });

  it('a penny that largest remainder would take back stays where it was frozen', async () => {
    const budgetId = await fundedBudget([
      { kind: 'CHILDREN', weight: 6 },
      { kind: 'NHS', weight: 6 },
      { kind: 'OTHER', weight: 2 },
    ]);
    expect(await deliver(budgetId, 10n)).toEqual({ CHILDREN: 4n, NHS: 4n, OTHER: 2n });
    // Eleven pence alone would be split 5, 5 and 1.
    expect(await deliver(budgetId, 1n)).toEqual({ CHILDREN: 1n, NHS: 0n, OTHER: 0n });
  });

  it('after a change of shares only the new shares count, whatever was delivered before', async () => {
    const budgetId = await fundedBudget([
      { kind: 'SOCIAL_CARE', weight: 1 },
      { kind: 'NHS', weight: 1 },
    ]);
    expect(await deliver(budgetId, 1000n)).toEqual({ NHS: 500n, SOCIAL_CARE: 500n });
    await changeShares(budgetId, [
      { kind: 'SOCIAL_CARE', weight: 3 },
      { kind: 'NHS', weight: 1 },
    ]);
    expect(await deliver(budgetId, 1000n, AFTER)).toEqual({ SOCIAL_CARE: 750n, NHS: 250n });
  });

  it('a delivery confirmed late is split by the shares of its own day', async () => {
    const budgetId = await fundedBudget([
      { kind: 'SOCIAL_CARE', weight: 1 },
      { kind: 'NHS', weight: 1 },
    ]);
    await changeShares(budgetId, [{ kind: 'NHS', weight: 1 }]);
    expect(await deliver(budgetId, 300n, AFTER)).toEqual({ NHS: 300n });
    expect(await deliver(budgetId, 101n, BEFORE)).toEqual({ NHS: 51n, SOCIAL_CARE: 50n });
    expect(await deliver(budgetId, 101n, BEFORE)).toEqual({ NHS: 50n, SOCIAL_CARE: 51n });
  });

  it('a funder who comes new bears nothing of what was before', async () => {
    const budgetId = await fundedBudget([{ kind: 'SOCIAL_CARE', weight: 1 }]);
    expect(await deliver(budgetId, 5000n)).toEqual({ SOCIAL_CARE: 5000n });
    await changeShares(budgetId, [
      { kind: 'SOCIAL_CARE', weight: 1 },
      { kind: 'NHS', weight: 3 },
    ]);
    expect(await deliver(budgetId, 400n, AFTER)).toEqual({ SOCIAL_CARE: 100n, NHS: 300n });
  });

  it('a change from a day on which something was delivered evens out what was', async () => {
    const budgetId = await fundedBudget([
      { kind: 'SOCIAL_CARE', weight: 1 },
      { kind: 'NHS', weight: 1 },
    ]);
    expect(await deliver(budgetId, 1000n, AFTER)).toEqual({ NHS: 500n, SOCIAL_CARE: 500n });
    await changeShares(budgetId, [
      { kind: 'SOCIAL_CARE', weight: 3 },
      { kind: 'NHS', weight: 1 },
    ]);
    expect(await deliver(budgetId, 1000n, AFTER)).toEqual({ NHS: 0n, SOCIAL_CARE: 1000n });
  });

  it('and the books are right afterwards', async () => {
    expect(await verifyLedger(room.test.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  });

  it('and a total that somebody changed is found', async () => {
    const budgetId = await fundedBudget([
      { kind: 'SOCIAL_CARE', weight: 1 },
      { kind: 'NHS', weight: 1 },
    ]);
    await deliver(budgetId, 300n);
    await room.superuser.call(CHANGE_TOTAL, [budgetId]);
    expect(await verifyLedger(room.test.auditorUrl)).toMatchObject({
      breaches: 1,
      first: `What each funder has borne is the sum of its parts: budget ${budgetId} from 2026-01-01: NHS has borne 151 pence, its parts are 150`,
    });
  });
});
