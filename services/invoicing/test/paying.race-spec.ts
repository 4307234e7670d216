import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();

function outcomes(results: readonly PromiseSettledResult<unknown>[]): { done: number; refused: string[] } {
  return {
    done: results.filter((result) => result.status === 'fulfilled').length,
    refused: results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : [])),
  };
}

describe('officers at the same moment', () => {
  let scene: Scene;
  let holders: Holder[];
  let variants: Variant[];
  let officers: Actor[];

  beforeAll(async () => {
    scene = await Scene.open();
    officers = Array.from({ length: 4 }, () => scene.officer());
    holders = [await scene.holder(), await scene.holder(), await scene.holder()];
    variants = [
      await scene.variant(await scene.provider()),
      await scene.variant(await scene.provider()),
      await scene.variant(await scene.provider()),
    ];
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    await scene.close();
  });

  let invoiceIds: string[];
  let month = 1;
  beforeEach(async () => {
    const day = `2026-0${month}-10`;
    month += 1;
    const ids = await scene.deliver(holders.flatMap((holder) => variants.map((variant) => ({ holder, variant, day }))));
    scene.clock.moveTo(new Date('2026-09-20T10:00:00Z'));
    await scene.confirm(ids);
    invoiceIds = (
      await scene.rows<{ id: string }>(
        'select distinct invoice_id as id from invoicing.invoice_line where billable_id = any ($1)',
        [ids],
      )
    ).map((row) => row.id);
    expect(invoiceIds).toHaveLength(3);
  });

  const officer = (index: number): Actor => officers[index] ?? scene.officer();
  const postings = async (kind: string): Promise<number> =>
    (
      await scene.rows<{ count: number }>(
        'select count(*)::int from ledger.transfer where kind = $1 and posting_group = any ($2)',
        [kind, invoiceIds],
      )
    )[0]?.count ?? 0;

  it('approve one invoice once', async () => {
    const [id = ''] = invoiceIds;
    const results = await Promise.allSettled(
      officers.flatMap((actor) =>
        [key(), key()].map((idempotencyKey) =>
          scene.invoicing.approveInvoices(actor, { invoiceIds: [id], idempotencyKey }),
        ),
      ),
    );
    expect(outcomes(results)).toEqual({ done: 1, refused: Array.from({ length: 7 }, () => 'WRONG_STATE') });
    expect(await postings('INVOICED')).toBe(3);
  });

  it('hear the same answer when one key is sent twenty times', async () => {
    const input = { invoiceIds, idempotencyKey: key() };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => scene.invoicing.approveInvoices(officer(0), input)),
    );
    expect(outcomes(results)).toEqual({ done: 20, refused: [] });
    expect(await postings('INVOICED')).toBe(9);
  });

  it('prepare each invoice into one run', async () => {
    await scene.invoicing.approveInvoices(officer(0), { invoiceIds, idempotencyKey: key() });
    const results = await Promise.allSettled(
      officers.map((actor) => scene.invoicing.preparePaymentRun(actor, { idempotencyKey: key(), invoiceIds })),
    );
    expect(outcomes(results)).toEqual({ done: 1, refused: ['NOTHING_TO_PAY', 'NOTHING_TO_PAY', 'NOTHING_TO_PAY'] });
    expect(
      await scene.rows('select count(*)::int as payments from invoicing.payment where invoice_id = any ($1)', [
        invoiceIds,
      ]),
    ).toEqual([{ payments: 3 }]);
  });

  it('release one run once', async () => {
    await scene.invoicing.approveInvoices(officer(0), { invoiceIds, idempotencyKey: key() });
    const paymentRunId = await scene.invoicing.preparePaymentRun(officer(0), { idempotencyKey: key(), invoiceIds });
    const results = await Promise.allSettled(
      [1, 2, 3, 1, 2, 3].map((index) =>
        scene.invoicing.releasePaymentRun(officer(index), { paymentRunId, idempotencyKey: key() }),
      ),
    );
    expect(outcomes(results)).toEqual({ done: 1, refused: Array.from({ length: 5 }, () => 'WRONG_STATE') });
    expect(await postings('PAID')).toBe(9);
    const [sum] = await scene.rows<{ invoiced: number; total: number }>(
      `select (select coalesce(sum(invoiced_pence), 0)::int from ledger.budget_balance) as invoiced, (select sum(total_pence)::int from invoicing.invoice where status in ('APPROVED', 'IN_PAYMENT_RUN')) as total`,
    );
    expect(sum?.invoiced).toBe(sum?.total);
  });

  it('leave nothing half-done when a release breaks off', async () => {
    await scene.invoicing.approveInvoices(officer(0), { invoiceIds, idempotencyKey: key() });
    const paymentRunId = await scene.invoicing.preparePaymentRun(officer(0), { idempotencyKey: key(), invoiceIds });
    // The last posting meets a budget that is not what it was: everything before it goes back.
    await scene.owner.query(`update ledger.budget_balance set paid_account = available_account where budget_id = $1`, [
      holders[2]?.budgetId,
    ]);
    await expect(
      scene.invoicing.releasePaymentRun(officer(1), { paymentRunId, idempotencyKey: key() }),
    ).rejects.toThrow();
    expect(await postings('PAID')).toBe(0);
    expect(
      await scene.rows('select status, released_by from invoicing.payment_run where id = $1', [paymentRunId]),
    ).toEqual([{ status: 'PREPARED', released_by: null }]);
    expect(
      await scene.rows(
        `select count(*)::int as count from invoicing.invoice where id = any ($1) and status = 'IN_PAYMENT_RUN'`,
        [invoiceIds],
      ),
    ).toEqual([{ count: 3 }]);
  });
});
