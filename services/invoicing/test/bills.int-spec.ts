import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, rowScope } from '@owncourse/kernel/contract';
import sharp from 'sharp';
import { BillRepository, type InstructionRow } from '../src/persistence/bill.repository.js';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();

describe('bills that people pay themselves', () => {
  let scene: Scene;
  let officer: Actor;
  let second: Actor;
  let holder: Holder;
  let person: Actor;
  let variant: Variant;
  let providerId: string;

  beforeAll(async () => {
    scene = await Scene.open();
    [officer, second] = [scene.officer(), scene.officer()];
    await scene.policy('directPaymentsPaidBy', 'HOLDER');
  });
  beforeEach(async () => {
    holder = await scene.holder('DIRECT_PAYMENT');
    person = scene.person(holder.personId);
    providerId = await scene.provider();
    variant = await scene.variant(providerId);
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await scene.close();
  });

  async function approved(quantity = '1', of = variant): Promise<{ id: string; delivery: string }> {
    const [delivery = ''] = await scene.deliver([{ holder, variant: of, day: '2026-03-02', quantity }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    const id = row?.id ?? '';
    await scene.invoicing.approveInvoices(person, { invoiceIds: [id], idempotencyKey: key() });
    return { id, delivery };
  }
  const pay = (invoiceId: string, by: Actor = person, changes: object = {}): Promise<string> =>
    scene.bills.recordPaid(by, {
      invoiceId,
      idempotencyKey: key(),
      paidOn: '2026-03-20',
      how: 'BANK_TRANSFER',
      receipt: null,
      ...changes,
    });
  const instruction = (invoiceId: string, by: Actor = person): Promise<InstructionRow | null> =>
    scene.database.transaction(rowScope(by), (queries) =>
      new BillRepository().instruction(queries, invoiceId, '2026-03-20'),
    );
  const stands = async (id: string) =>
    (
      await scene.rows<Record<string, unknown>>(
        `select i.status, i.paid_on::text as "paidOn", b.invoiced_pence::int as invoiced, b.paid_pence::int as paid,
           (select count(*)::int from invoicing.holder_payment h where h.invoice_id = i.id and h.taken_back_at is null) as payments
         from invoicing.invoice i join ledger.budget_balance b on b.budget_id = $2 where i.id = $1`,
        [id, holder.budgetId],
      )
    )[0];
  const paymentOf = async (invoiceId: string): Promise<string> =>
    (
      await scene.rows<{ id: string }>(
        'select id from invoicing.holder_payment where invoice_id = $1 order by recorded_at desc limit 1',
        [invoiceId],
      )
    )[0]?.id ?? '';

  it('say where to pay, and under what reference, only to who pays and only an account that the council has agreed to', async () => {
    const { id } = await approved();
    expect(await instruction(id)).toEqual({
      standing: 'AGREED',
      account_name: 'Kind Hands Ltd',
      sort_code: '089999',
      account_number: '66374958',
      reference: 'OC-2026-00001',
      amount_pence: 2410n,
      taken_off_pence: 0n,
      due_on: '2026-04-19',
    });
    const stranger = scene.person(randomUUID());
    for (const other of [stranger, officer, scene.staff(providerId)]) expect(await instruction(id, other)).toBeNull();
    await scene.bankDetails(providerId, '88837491');
    expect(await instruction(id)).toMatchObject({ standing: 'TO_CALL', account_number: null, sort_code: null });
  });

  it('are paid by writing it down, from budget to provider, and leave the council’s payment runs alone', async () => {
    const { id } = await approved();
    const other = await scene.holder();
    const [theirs = ''] = await scene.deliver([{ holder: other, variant, day: '2026-03-03' }]);
    await scene.confirm([theirs]);
    const [council] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [theirs],
    );
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [council?.id ?? ''], idempotencyKey: key() });
    await expect(
      scene.invoicing.preparePaymentRun(officer, { invoiceIds: [id, council?.id ?? ''], idempotencyKey: key() }),
    ).rejects.toThrow('HOLDER_PAYS');
    const preview = await scene.paying.previewRun(officer, { dueOnOrBefore: null, payerKinds: null });
    expect(preview).toMatchObject({ invoiceCount: 1, invoicePence: 2410n });
    const run = await scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key() });
    await scene.invoicing.releasePaymentRun(second, { paymentRunId: run, idempotencyKey: key() });
    expect(await stands(id)).toEqual({ status: 'APPROVED', paidOn: null, invoiced: 2410, paid: 0, payments: 0 });

    expect(await pay(id)).toBe(id);
    expect(await stands(id)).toEqual({ status: 'PAID', paidOn: '2026-03-20', invoiced: 0, paid: 2410, payments: 1 });
    await expect(pay(id)).rejects.toThrow('WRONG_STATE');
    // It is no run of the council's: nobody releases it again, and no bank gets a file of it.
    expect(await scene.rows('select id from invoicing.bank_payment where run_id = $1', [await paymentOf(id)])).toEqual(
      [],
    );
    expect(await scene.runs.withInvoices(officer, await paymentOf(id))).toBeNull();
  });

  it('are refused to whoever should not, with the field that is wrong, and nothing changes', async () => {
    const { id } = await approved();
    const helper = (scopes: Actor['mandates'][number]['scopes']): Actor => ({
      ...scene.person(randomUUID()),
      mandates: [{ id: randomUUID(), personId: holder.personId, scopes }],
    });
    await expect(pay(id, scene.person(randomUUID()))).rejects.toThrow('NOT_FOUND');
    await expect(pay(id, officer)).rejects.toThrow('NO_MANDATE');
    await expect(pay(id, scene.staff(providerId))).rejects.toThrow('NO_MANDATE');
    await expect(pay(id, helper(['VIEW', 'ORDER']))).rejects.toThrow('NO_MANDATE');
    // A mandate that was ended meanwhile.
    await expect(pay(id, helper(['VIEW', 'PAY']))).rejects.toThrow('NO_MANDATE');
    for (const [changes, field] of [
      [{ paidOn: '2026-03-21' }, 'paidOn'],
      [{ paidOn: '2026-03-19' }, 'paidOn'],
      [{ paidOn: 'yesterday' }, 'paidOn'],
      [{ how: 'GOLD' }, 'how'],
      [{ receipt: Buffer.from('not a picture') }, 'receipt'],
    ] as const)
      await expect(pay(id, person, changes)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { problems: [{ field }] },
      });
    expect(await stands(id)).toEqual({ status: 'APPROVED', paidOn: null, invoiced: 2410, paid: 0, payments: 0 });
  });

  it('of a council that pays itself, or that pays for managed money, are the council’s', async () => {
    const managed = await scene.holder();
    const [delivery = ''] = await scene.deliver([{ holder: managed, variant, day: '2026-03-04' }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    await expect(pay(row?.id ?? '', scene.person(managed.personId))).rejects.toThrow('COUNCIL_PAYS');
    const { id } = await approved();
    await scene.policy('directPaymentsPaidBy', 'COUNCIL');
    try {
      expect(await instruction(id)).toBeNull();
      await expect(pay(id)).rejects.toThrow('COUNCIL_PAYS');
      await scene.invoicing.preparePaymentRun(officer, { invoiceIds: [id], idempotencyKey: key() });
      expect(await stands(id)).toMatchObject({ status: 'IN_PAYMENT_RUN', payments: 0 });
    } finally {
      await scene.policy('directPaymentsPaidBy', 'HOLDER');
    }
  });

  it('take off what the provider owes the same person, and bring it back when the payment is taken back', async () => {
    const first = await approved('2');
    await pay(first.id);
    // Questioned afterwards: one of the two hours was not given.
    await scene.credit(await scene.settle(first.delivery, '1', 2410));
    const next = await approved('3');
    expect(await instruction(next.id)).toMatchObject({ amount_pence: 4820n, taken_off_pence: 2410n });
    await pay(next.id);
    const [paid] = await scene.rows(
      'select amount_pence::int as pence from invoicing.holder_payment where invoice_id = $1',
      [next.id],
    );
    expect(paid).toEqual({ pence: 4820 });
    const note = async () =>
      (
        await scene.rows(
          'select recovered_pence::int as recovered, reserved_pence::int as reserved from invoicing.credit_note where provider_id = $1',
          [providerId],
        )
      )[0];
    expect(await note()).toEqual({ recovered: 2410, reserved: 0 });
    await scene.bills.takeBack(person, {
      paymentId: await paymentOf(next.id),
      idempotencyKey: key(),
      reason: 'Wrong bill',
    });
    expect(await note()).toEqual({ recovered: 0, reserved: 0 });
    expect(await instruction(next.id)).toMatchObject({ amount_pence: 4820n, taken_off_pence: 2410n });
    await pay(next.id, person, { how: 'CARD' });
    expect(await note()).toEqual({ recovered: 2410, reserved: 0 });
    expect(await stands(next.id)).toMatchObject({ status: 'PAID', payments: 1 });
  });

  it('can be taken back once, with a reason, and paid again', async () => {
    const { id } = await approved();
    await pay(id);
    const paymentId = await paymentOf(id);
    await expect(scene.bills.takeBack(person, { paymentId, idempotencyKey: key(), reason: ' ' })).rejects.toMatchObject(
      {
        details: { problems: [{ field: 'reason' }] },
      },
    );
    const input = { paymentId, idempotencyKey: key(), reason: 'I paid another bill' };
    expect(await scene.bills.takeBack(person, input)).toBe(id);
    expect(await scene.bills.takeBack(person, input)).toBe(id);
    expect(await stands(id)).toEqual({ status: 'APPROVED', paidOn: null, invoiced: 2410, paid: 0, payments: 0 });
    await expect(scene.bills.takeBack(person, { paymentId, idempotencyKey: key(), reason: 'Again' })).rejects.toThrow(
      'WRONG_STATE',
    );
    await pay(id);
    expect(await stands(id)).toMatchObject({ status: 'PAID', paid: 2410, payments: 1 });
  });

  it('keep receipts for the person and the council, not for the provider', async () => {
    const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const { id } = await approved();
    await pay(id, person, { receipt: picture });
    const paymentId = await paymentOf(id);
    await scene.bills.addReceipt(person, {
      paymentId,
      idempotencyKey: key(),
      content: Buffer.from('%PDF-1.7 receipt'),
    });
    const twice = { paymentId, idempotencyKey: key(), content: Buffer.from('%PDF-1.7 twice') };
    expect(await scene.bills.addReceipt(person, twice)).toBe(id);
    expect(await scene.bills.addReceipt(person, twice)).toBe(id);
    const receipts = await scene.rows<{ id: string; content_type: string }>(
      'select id, content_type from invoicing.payment_receipt where payment_id = $1 order by added_at, id',
      [paymentId],
    );
    expect(receipts.map((one) => one.content_type).sort()).toEqual([
      'application/pdf',
      'application/pdf',
      'image/jpeg',
    ]);
    const first = receipts.find((one) => one.content_type === 'image/jpeg');
    const receiptId = first?.id ?? '';
    expect((await scene.bills.receipt(person, receiptId))?.contentType).toBe('image/jpeg');
    scene.looks.length = 0;
    expect((await scene.bills.receipt(officer, receiptId))?.contentType).toBe('image/jpeg');
    expect(scene.looks).toEqual([holder.personId]);
    for (const other of [scene.staff(providerId), scene.person(randomUUID()), scene.officer(scene.councilB)])
      expect(await scene.bills.receipt(other, receiptId)).toBeNull();
    for (let count = 0; count < 7; count += 1)
      await scene.bills.addReceipt(person, { paymentId, idempotencyKey: key(), content: Buffer.from('%PDF-1.7 more') });
    await expect(
      scene.bills.addReceipt(person, { paymentId, idempotencyKey: key(), content: Buffer.from('%PDF-1.7 one more') }),
    ).rejects.toThrow('TOO_MANY_RECEIPTS');
  });
});
