import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { Scene } from './fixtures/scene.js';

const key = (): string => randomUUID();
const ACCOUNTS = ['63748472', '63748480'] as const;

describe('bank details and payment runs at the same moment', () => {
  let scene: Scene;
  let officers: Actor[];

  beforeAll(async () => {
    scene = await Scene.open();
    officers = Array.from({ length: 3 }, () => scene.officer());
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    await scene.close();
  });
  const officer = (index: number): Actor => officers[index] ?? scene.officer();

  async function prepared(): Promise<{ providerId: string; invoiceId: string; run: string }> {
    const providerId = await scene.provider();
    const variant = await scene.variant(providerId);
    const ids = await scene.deliver([{ holder: await scene.holder(), variant, day: '2026-03-02' }]);
    await scene.confirm(ids);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = any ($1)',
      [ids],
    );
    const invoiceId = row?.id ?? '';
    await scene.invoicing.approveInvoices(officer(0), { invoiceIds: [invoiceId], idempotencyKey: key() });
    const run = await scene.invoicing.preparePaymentRun(officer(0), { invoiceIds: [invoiceId], idempotencyKey: key() });
    return { providerId, invoiceId, run };
  }
  const release = (run: string, by: number): Promise<string> =>
    scene.invoicing.releasePaymentRun(officer(by), { paymentRunId: run, idempotencyKey: key() });
  const paid = async (invoiceId: string): Promise<number> =>
    (
      await scene.rows<{ n: number }>(
        `select count(*)::int as n from ledger.transfer where kind = 'PAID' and posting_group = $1`,
        [invoiceId],
      )
    )[0]?.n ?? 0;

  it('pays the agreed account or nobody, whichever comes first', async () => {
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 12; turn += 1) {
      const { providerId, invoiceId, run } = await prepared();
      const owner = scene.staff(providerId);
      const change = () =>
        scene.paying.enterBankDetails(owner, {
          sortCode: '202959',
          accountNumber: ACCOUNTS[0],
          accountName: 'Changed',
          idempotencyKey: key(),
        });
      const both = turn % 2 === 0 ? [change(), release(run, 1)] : [release(run, 1), change()];
      const [first, second] = await Promise.allSettled(both);
      const [changed, released] = turn % 2 === 0 ? [first, second] : [second, first];
      expect(changed?.status).toBe('fulfilled');
      const sent = await scene.rows<{ version: number; amount: number }>(
        `select d.version, b.amount_pence::int as amount from invoicing.bank_payment b join invoicing.bank_details d on d.id = b.details_id where b.run_id = $1`,
        [run],
      );
      if (released?.status === 'fulfilled') {
        expect(sent).toEqual([{ version: 1, amount: 2410 }]);
        expect(await paid(invoiceId)).toBe(1);
        outcomes.add('paid');
      } else {
        expect((released?.reason as Error).message).toBe('PAYMENTS_WAIT_FOR_BANK_DETAILS');
        expect(sent).toEqual([]);
        expect(await paid(invoiceId)).toBe(0);
        outcomes.add('held');
      }
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });

  it('is released by one of two officers, into one payment', async () => {
    const { invoiceId, run } = await prepared();
    const results = await Promise.allSettled([1, 2, 1, 2].map((by) => release(run, by)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await paid(invoiceId)).toBe(1);
    expect(await scene.rows('select count(*)::int as n from invoicing.bank_payment where run_id = $1', [run])).toEqual([
      { n: 1 },
    ]);
  });

  it('is agreed to once, and never for details that were changed meanwhile', async () => {
    const { providerId } = await prepared();
    const owner = scene.staff(providerId);
    const enter = (accountNumber: string) =>
      scene.paying.enterBankDetails(owner, {
        sortCode: '000000',
        accountNumber,
        accountName: 'Changed',
        idempotencyKey: key(),
      });
    const bankDetailsId = await enter(ACCOUNTS[0]);
    const checkId = await scene.paying.recordCallBack(officer(0), {
      bankDetailsId,
      idempotencyKey: key(),
      calledOn: '2026-03-20',
      number: '01632 960100',
      knownFrom: 'Contract',
      spokenTo: 'Pat',
    });
    const decide = (by: number) =>
      scene.paying.decideBankDetails(officer(by), { checkId, agree: true, idempotencyKey: key() });
    const results = await Promise.allSettled([decide(1), decide(2), enter(ACCOUNTS[1]), decide(1)]);
    expect(results[2].status).toBe('fulfilled');
    expect([results[0], results[1], results[3]].filter((one) => one.status === 'fulfilled').length).toBeLessThan(2);
    const [standing] = await scene.rows('select standing from invoicing.bank_standing($1, array[$2::uuid])', [
      scene.councilA,
      providerId,
    ]);
    expect(standing).toEqual({ standing: 'TO_CALL' });
  });

  it('pays once when a release breaks off after the bank’s payments were written, and is done again', async () => {
    const { invoiceId, run } = await prepared();
    await scene.owner.query(
      `create function invoicing.break_off() returns trigger language plpgsql as $$ begin raise exception 'The machine stops.'; end $$`,
    );
    await scene.owner.query(
      'create trigger break_off after insert on invoicing.bank_payment for each row execute function invoicing.break_off()',
    );
    const input = { paymentRunId: run, idempotencyKey: key() };
    await expect(scene.invoicing.releasePaymentRun(officer(1), input)).rejects.toThrow('The machine stops.');
    await scene.owner.query('drop trigger break_off on invoicing.bank_payment');
    expect(await paid(invoiceId)).toBe(0);
    expect(await scene.rows('select status from invoicing.payment_run where id = $1', [run])).toEqual([
      { status: 'PREPARED' },
    ]);
    await scene.invoicing.releasePaymentRun(officer(1), input);
    await scene.invoicing.releasePaymentRun(officer(1), input);
    expect(await paid(invoiceId)).toBe(1);
    expect(
      await scene.rows('select amount_pence::int as amount from invoicing.bank_payment where run_id = $1', [run]),
    ).toEqual([{ amount: 2410 }]);
  });
});
