import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();

describe('bills at the same moment', () => {
  let scene: Scene;
  let officer: Actor;
  let holder: Holder;
  let person: Actor;
  let variant: Variant;

  beforeAll(async () => {
    scene = await Scene.open();
    officer = scene.officer();
    holder = await scene.holder('DIRECT_PAYMENT');
    person = scene.person(holder.personId);
    variant = await scene.variant(await scene.provider());
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await scene.close();
  });

  async function approved(day: string): Promise<string> {
    const [delivery = ''] = await scene.deliver([{ holder, variant, day }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [row?.id ?? ''], idempotencyKey: key() });
    return row?.id ?? '';
  }
  const pay = (invoiceId: string, idempotencyKey = key()): Promise<string> =>
    scene.bills.recordPaid(person, {
      invoiceId,
      idempotencyKey,
      paidOn: '2026-03-20',
      how: 'BANK_TRANSFER',
      receipt: null,
    });
  const paidTransfers = async (invoiceId: string): Promise<number> =>
    (
      await scene.rows<{ count: number }>(
        `select count(*)::int from ledger.transfer where kind = 'PAID' and posting_group = $1`,
        [invoiceId],
      )
    )[0]?.count ?? 0;
  const refusals = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
    results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []));

  it('are paid once however often it is said, with one key or with many', async () => {
    await scene.policy('directPaymentsPaidBy', 'HOLDER');
    const one = await approved('2026-03-02');
    const same = key();
    expect(refusals(await Promise.allSettled(Array.from({ length: 12 }, () => pay(one, same))))).toEqual([]);
    expect(await paidTransfers(one)).toBe(1);
    const other = await approved('2026-03-03');
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => pay(other)));
    expect(refusals(results)).toEqual(Array.from({ length: 11 }, () => 'WRONG_STATE'));
    expect(await paidTransfers(other)).toBe(1);
  });

  it('are paid by the person or by the council’s run, whatever the policy changes to meanwhile, never by both', async () => {
    for (const [index, day] of ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09'].entries()) {
      await scene.policy('directPaymentsPaidBy', index % 2 === 0 ? 'COUNCIL' : 'HOLDER');
      const id = await approved(day);
      const results = await Promise.allSettled([
        pay(id),
        scene.policy('directPaymentsPaidBy', index % 2 === 0 ? 'HOLDER' : 'COUNCIL'),
        scene.invoicing
          .preparePaymentRun(officer, { invoiceIds: [id], idempotencyKey: key() })
          .then((paymentRunId) =>
            scene.invoicing.releasePaymentRun(scene.officer(), { paymentRunId, idempotencyKey: key() }),
          ),
      ]);
      const [status] = await scene.rows<{ status: string; payments: number }>(
        `select i.status, (select count(*)::int from invoicing.payment p where p.invoice_id = i.id) as payments from invoicing.invoice i where id = $1`,
        [id],
      );
      const done = results.filter((one, at) => at !== 1 && one.status === 'fulfilled').length;
      expect(done).toBeLessThanOrEqual(1);
      expect(status).toEqual({ status: done === 1 ? 'PAID' : 'APPROVED', payments: done });
      expect(await paidTransfers(id)).toBe(done);
    }
  });

  it('are taken back once while they are taken back again and again', async () => {
    await scene.policy('directPaymentsPaidBy', 'HOLDER');
    const id = await approved('2026-03-10');
    await pay(id);
    const [payment] = await scene.rows<{ id: string }>(
      'select id from invoicing.holder_payment where invoice_id = $1',
      [id],
    );
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        scene.bills.takeBack(person, { paymentId: payment?.id ?? '', idempotencyKey: key(), reason: 'Wrong' }),
      ),
    );
    expect(refusals(results)).toEqual(Array.from({ length: 7 }, () => 'WRONG_STATE'));
    const [row] = await scene.rows('select status from invoicing.invoice where id = $1', [id]);
    expect(row).toEqual({ status: 'APPROVED' });
  });
});
