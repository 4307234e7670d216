import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INVOICE_INVARIANTS } from '../src/verify/invoice-invariants.js';
import { Scene } from './fixtures/scene.js';

describe('invoices, payments and ledger proven against each other', () => {
  let scene: Scene;
  let invoiceId: string;
  let unpaidId: string;

  /** One paid invoice of £48.20 with a credit note of £24.10 taken off another's payment, one approved, and a visit on the pile. */
  beforeAll(async () => {
    scene = await Scene.open();
    const [officer, second, holder] = [scene.officer(), scene.officer(), await scene.holder()];
    const variant = await scene.variant(await scene.provider());
    const invoiced = async (day: string): Promise<{ delivery: string; id: string }> => {
      const [delivery = ''] = await scene.deliver([{ holder, variant, day, quantity: '2' }]);
      await scene.confirm([delivery]);
      const [row] = await scene.rows<{ id: string }>(
        'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
        [delivery],
      );
      return { delivery, id: row?.id ?? '' };
    };
    const pay = async (id: string): Promise<void> => {
      await scene.invoicing.approveInvoices(officer, { invoiceIds: [id], idempotencyKey: randomUUID() });
      const paymentRunId = await scene.invoicing.preparePaymentRun(officer, {
        invoiceIds: [id],
        idempotencyKey: randomUUID(),
      });
      await scene.invoicing.releasePaymentRun(second, { paymentRunId, idempotencyKey: randomUUID() });
    };
    const first = await invoiced('2026-03-02');
    invoiceId = first.id;
    await pay(first.id);
    await scene.credit(await scene.settle(first.delivery, '1', 2410));
    await pay((await invoiced('2026-03-03')).id);
    unpaidId = (await invoiced('2026-03-04')).id;
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [unpaidId], idempotencyKey: randomUUID() });
    await scene.take(await scene.deliver([{ holder, variant, day: '2026-03-05' }]));
    for (const table of ['invoice', 'invoice_line', 'credit_note'])
      await scene.owner.query(`alter table invoicing.${table} disable trigger issued_stands`);
  });
  afterAll(() => scene.close());

  it('agree to the penny', async () => {
    expect(await scene.verifyInvoices()).toEqual({
      invoices: 3,
      payments: 2,
      differencePence: '0',
      breaches: 0,
      first: null,
    });
  });

  const rule = (start: string): string => INVOICE_INVARIANTS.find(({ name }) => name.startsWith(start))?.name ?? 'none';
  const tampered: [string, string, () => [sql: string, undo: string]][] = [
    [
      'a penny more on an invoice',
      'Each invoice is the sum',
      () => [
        `update invoicing.invoice set total_pence = total_pence + 1 where id = '${unpaidId}'`,
        `update invoicing.invoice set total_pence = total_pence - 1 where id = '${unpaidId}'`,
      ],
    ],
    [
      'a number that nobody has',
      'The numbers of each provider',
      () => [
        'update invoicing.provider_counter set next_number = next_number + 1',
        'update invoicing.provider_counter set next_number = next_number - 1',
      ],
    ],
    [
      'a visit billed for another sum',
      'Each line, and each thing that waits',
      () => [
        'update invoicing.billable_item set amount_pence = amount_pence + 1',
        'update invoicing.billable_item set amount_pence = amount_pence - 1',
      ],
    ],
    [
      'an invoice that nobody approved',
      'What was approved',
      () => [
        `update invoicing.invoice set status = 'ISSUED', approved_by = null, approved_at = null where id = '${unpaidId}'`,
        `update invoicing.invoice set status = 'APPROVED', approved_by = provider_id, approved_at = '2026-03-20' where id = '${unpaidId}'`,
      ],
    ],
    [
      'an invoice that is said to be paid',
      'What was paid',
      () => [
        `update invoicing.invoice set status = 'PAID', paid_on = issued_on where id = '${unpaidId}'`,
        `update invoicing.invoice set status = 'APPROVED', paid_on = null where id = '${unpaidId}'`,
      ],
    ],
    [
      'a payment of another sum',
      'Each invoice that is being paid',
      () => [
        `update invoicing.payment set amount_pence = amount_pence + 1 where invoice_id = '${invoiceId}'`,
        `update invoicing.payment set amount_pence = amount_pence - 1 where invoice_id = '${invoiceId}'`,
      ],
    ],
    [
      'a payment run that took nothing off',
      'Each payment run',
      () => [
        'update invoicing.payment_run set total_pence = total_pence + 2410 where total_pence = 2410',
        'update invoicing.payment_run set total_pence = total_pence - 2410 where exists (select from invoicing.recovery r where r.run_id = payment_run.id)',
      ],
    ],
    [
      'a payment of the bank for another sum',
      'The bank was told',
      () => [
        'update invoicing.bank_payment set amount_pence = amount_pence + 1 where amount_pence = 2410',
        'update invoicing.bank_payment set amount_pence = amount_pence - 1 where amount_pence = 2411',
      ],
    ],
    [
      'a payment that is said to have come back',
      'What the bank sent back',
      () => [
        `update invoicing.payment set rejected_on = settled_on where invoice_id = '${invoiceId}'`,
        `update invoicing.payment set rejected_on = null where invoice_id = '${invoiceId}'`,
      ],
    ],
  ];

  it.each(tampered)('find %s', async (_what, start, change) => {
    const [sql, undo] = change();
    expect((await scene.owner.query(sql)).rowCount).toBe(1);
    const said: string[] = [];
    const { breaches } = await scene.verifyInvoices((line) => said.push(line));
    expect(breaches).toBeGreaterThan(0);
    expect(said.filter((line) => line.startsWith('WRONG')).join('\n')).toContain(rule(start));
    expect((await scene.owner.query(undo)).rowCount).toBe(1);
    expect(await scene.verifyInvoices()).toMatchObject({ breaches: 0, first: null });
  });
});
