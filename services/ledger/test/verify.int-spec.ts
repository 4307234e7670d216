import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Verdict, verifyLedger } from '../src/verify/verify-ledger.js';
import { LedgerRoom, TODAY } from './fixtures/ledger-room.js';

let room: LedgerRoom;
let superuser: pg.Client;
let budgetId: string;
const openHold = randomUUID();

/** £1,000 in; £100 held, £60 of another £80 delivered, £50 of it invoiced and paid. Six transfers and two instalments. */
beforeEach(async () => {
  room = await LedgerRoom.open();
  superuser = new pg.Client({ connectionString: room.test.superuserUrl });
  await superuser.connect();
  budgetId = await room.openBudget();
  const [delivered, invoiceId] = [randomUUID(), randomUUID()];
  const done = [
    await room.instalment(budgetId, 100_000n, '2026-12-31'),
    await room.hold(budgetId, false, [
      { id: openHold, pence: 10_000n, day: TODAY },
      { id: delivered, pence: 8000n, day: TODAY },
    ]),
    await room.accrue([{ holdId: delivered, pence: 6000n }]),
    await room.invoice(invoiceId, budgetId, 5000n),
    await room.settle(invoiceId, budgetId, 5000n),
  ];
  expect(new Set(done)).toEqual(new Set(['DONE']));
});

afterEach(async () => {
  await superuser.end();
  await room.close();
});

/** Only a superuser can do this; it is what somebody with the disk in their hands could do. */
async function tamper(sql: string, values: readonly unknown[] = []): Promise<Verdict> {
  await superuser.query('set session_replication_role = replica');
  const { rowCount } = await superuser.query(sql, [...values]);
  expect(rowCount).toBe(1);
  return verifyLedger(room.test.auditorUrl);
}

describe('verify', () => {
  it('finds nothing in books that are right', async () => {
    expect(await verifyLedger(room.test.auditorUrl)).toEqual({
      accounts: expect.any(Number),
      transfers: 7,
      sumPence: 0,
      breaches: 0,
      first: null,
    });
  });

  it('finds a penny too much in a balance', async () => {
    const verdict = await tamper('update ledger.budget_balance set available_pence = available_pence + 1');
    expect(verdict.breaches).toBe(1);
    expect(verdict.first).toBe(
      `The balances of a budget equal its transfers: budget ${budgetId}: available is 84001 pence, its transfers say 84000`,
    );
  });

  it('finds a penny moved from what is promised to what is available', async () => {
    const verdict = await tamper(
      'update ledger.budget_balance set available_pence = available_pence + 1, committed_pence = committed_pence - 1',
    );
    // Both balances, and the holds that no longer add up.
    expect(verdict.breaches).toBe(3);
    expect(verdict.first).toContain(`budget ${budgetId}: available is 84001 pence`);
  });

  it('finds a transfer that was deleted', async () => {
    const verdict = await tamper('delete from ledger.transfer where hold_id = $1', [openHold]);
    // Two balances, the five running sums after it, the hold without its transfer, and the chain that waits for it.
    expect(verdict.breaches).toBe(9);
    expect(verdict.first).toBe(
      `The balances of a budget equal its transfers: budget ${budgetId}: available is 84000 pence, its transfers say 94000`,
    );
    expect(verdict.sumPence).toBe(0);
  });

  it('finds a transfer that was copied', async () => {
    const verdict = await tamper(
      `insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id, hold_id, order_id,
         effective_on, recorded_at, actor_id, on_behalf_of, mandate_id, available_after_pence)
       select council_id, gen_random_uuid(), posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id, hold_id, order_id,
         effective_on, recorded_at, actor_id, on_behalf_of, mandate_id, available_after_pence
       from ledger.transfer where hold_id = $1`,
      [openHold],
    );
    expect(verdict).toMatchObject({ transfers: 8, sumPence: 0, breaches: 5 });
    expect(verdict.first).toBe(
      `The balances of a budget equal its transfers: budget ${budgetId}: available is 84000 pence, its transfers say 74000`,
    );
  });

  it('finds a transfer whose sum was changed', async () => {
    const verdict = await tamper(`update ledger.transfer set amount_pence = amount_pence - 1 where kind = 'PAID'`);
    expect(verdict.breaches).toBe(2);
    expect(verdict.first).toBe(
      `The balances of a budget equal its transfers: budget ${budgetId}: invoiced is 0 pence, its transfers say 1`,
    );
  });

  it('finds a hold that was changed', async () => {
    const verdict = await tamper('update ledger.hold set remaining_pence = remaining_pence - 1 where id = $1', [
      openHold,
    ]);
    expect(verdict.breaches).toBe(2);
    expect(verdict.first).toBe(
      `What is promised is the sum of the holds: budget ${budgetId} has 10000 pence promised, its holds come to 9999`,
    );
  });

  it('finds a hold that was deleted', async () => {
    const verdict = await tamper('delete from ledger.hold where id = $1', [openHold]);
    expect(verdict.breaches).toBe(1);
    expect(verdict.first).toContain('its holds come to 0');
  });

  it('finds a funder who was given a penny more', async () => {
    const verdict = await tamper('update ledger.accrual_share set amount_pence = amount_pence + 1');
    expect(verdict.breaches).toBe(1);
    expect(verdict.first).toMatch(
      /^Each accrual is shared among its funders to the penny: .* moved 6000 pence, its funders bear 6001$/,
    );
  });

  it('finds a credit of a penny more than its funders got back, and one that went to another funder', async () => {
    const [hold, deliveryId] = [randomUUID(), randomUUID()];
    await room.hold(budgetId, false, [{ id: hold, pence: 2000n, day: TODAY }]);
    await room.accrue([{ holdId: hold, pence: 2000n, deliveryId }]);
    expect(await room.credit(deliveryId, 501n)).toBe('DONE');
    expect(await verifyLedger(room.test.auditorUrl)).toMatchObject({ breaches: 0 });
    const changed = await tamper(
      `update ledger.accrual_share set amount_pence = amount_pence - 1 where transfer_id = ledger.caused_id('${deliveryId}', 'CREDITED')`,
    );
    expect(changed.breaches).toBe(1);
    expect(changed.first).toMatch(
      /^Each credit goes back to its funders as its visit was shared, to the penny: .* SOCIAL_CARE gets 500 pence back, its part is 501$/,
    );
    const more = await tamper(`update ledger.transfer set amount_pence = amount_pence + 1 where kind = 'CREDITED'`);
    // Two balances, the running sum, and the share.
    expect(more.breaches).toBe(4);
    expect(more.first).toContain('its transfers say');
  });

  it('finds a credit of more than its visit cost', async () => {
    const [hold, deliveryId] = [randomUUID(), randomUUID()];
    await room.hold(budgetId, false, [{ id: hold, pence: 2000n, day: TODAY }]);
    await room.accrue([{ holdId: hold, pence: 2000n, deliveryId }]);
    expect(await room.credit(deliveryId, 2001n)).toBe('WRONG_STATE');
    expect(await room.credit(randomUUID(), 1n)).toBe('WRONG_STATE');
    expect(await room.credit(deliveryId, 2000n)).toBe('DONE');
    // The same again moves nothing, another sum is refused.
    expect(await room.credit(deliveryId, 2000n)).toBe('DONE');
    expect(await room.credit(deliveryId, 1999n)).toBe('WRONG_STATE');
    expect(await room.balances([budgetId])).toMatchObject([{ available: 84_000n, accrued: 1000n }]);
    const verdict = await tamper(
      `update ledger.transfer set amount_pence = 1999 where id = ledger.caused_id('${deliveryId}', 'ACCRUED')`,
    );
    expect(verdict.breaches).toBeGreaterThan(0);
    const found: string[] = [];
    await verifyLedger(room.test.auditorUrl, (line) => found.push(line));
    expect(found.filter((line) => line.startsWith('WRONG')).join()).toContain(
      'gives back 2000 pence of a visit of 1999',
    );
  });

  it('finds an instalment that was made to look unpaid', async () => {
    const verdict = await tamper('update ledger.instalment set posted_at = null');
    expect(verdict.breaches).toBe(1);
    expect(verdict.first).toMatch(/^Each posted instalment has its transfer.* is to come but its transfer is there$/);
  });

  it('finds money that went to an account that does not exist, and that the whole no longer adds up', async () => {
    const verdict = await tamper(`update ledger.transfer set to_account = $1 where kind = 'PAID'`, [randomUUID()]);
    expect(verdict.breaches).toBe(2);
    expect(verdict.first).toMatch(/^Every transfer moves more than nothing, between two accounts of its own council/);
    expect(verdict.sumPence).toBe(-5000);
  });

  it('reads as the auditor, who can change nothing', async () => {
    const auditor = new pg.Client({ connectionString: room.test.auditorUrl });
    await auditor.connect();
    try {
      // Read-only is only its habit; that it may not write is what counts.
      await auditor.query('set default_transaction_read_only = off');
      await expect(auditor.query('update ledger.budget_balance set available_pence = 0')).rejects.toMatchObject({
        code: '42501',
      });
      await expect(auditor.query('delete from ledger.transfer')).rejects.toMatchObject({ code: '42501' });
      await expect(auditor.query('truncate ledger.transfer cascade')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await auditor.end();
    }
  });
});

describe('the transfers', () => {
  it('cannot be changed, deleted or emptied even by their owner', async () => {
    const owner = new pg.Client({ connectionString: room.test.ownerUrl });
    await owner.connect();
    try {
      await expect(owner.query('update ledger.transfer set amount_pence = 1')).rejects.toThrow('append-only');
      await expect(owner.query('delete from ledger.transfer')).rejects.toThrow('append-only');
      await expect(owner.query('truncate ledger.transfer cascade')).rejects.toThrow('append-only');
      await expect(owner.query('update ledger.accrual_share set amount_pence = 1')).rejects.toThrow('append-only');
      await expect(owner.query('truncate ledger.accrual_share')).rejects.toThrow('append-only');
    } finally {
      await owner.end();
    }
  });
});
