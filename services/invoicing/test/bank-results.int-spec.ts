import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();

describe('what the bank says became of payments', () => {
  let scene: Scene;
  let officer: Actor;
  let second: Actor;
  let holder: Holder;
  let providerId: string;
  let variant: Variant;

  beforeAll(async () => {
    scene = await Scene.open();
    [officer, second] = [scene.officer(), scene.officer()];
  });
  beforeEach(async () => {
    holder = await scene.holder();
    providerId = await scene.provider();
    variant = await scene.variant(providerId);
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await scene.close();
  });

  async function approved(day = '2026-03-02', of = variant): Promise<{ id: string; delivery: string }> {
    const [delivery = ''] = await scene.deliver([{ holder, variant: of, day, quantity: '2' }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    const id = row?.id ?? '';
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [id], idempotencyKey: key() });
    return { id, delivery };
  }
  async function pay(...invoiceIds: string[]): Promise<{ run: string; reference: string; provider: string }[]> {
    const run = await scene.invoicing.preparePaymentRun(officer, { invoiceIds, idempotencyKey: key() });
    await scene.invoicing.releasePaymentRun(second, { paymentRunId: run, idempotencyKey: key() });
    return scene.rows(
      'select run_id as run, reference, provider_id as provider from invoicing.bank_payment where run_id = $1 order by number',
      [run],
    );
  }
  const send = (lines: readonly string[], by = officer, idempotencyKey = key()): Promise<string> =>
    scene.paying.importBankResult(by, { file: ['reference,result,reason', ...lines].join('\n'), idempotencyKey });
  const invoice = async (id: string) =>
    (await scene.rows('select status, paid_on from invoicing.invoice where id = $1', [id]))[0];
  const balance = async () =>
    (
      await scene.rows(
        'select invoiced_pence::int as invoiced, paid_pence::int as paid from ledger.budget_balance where budget_id = $1',
        [holder.budgetId],
      )
    )[0];
  const counts = async (id: string) =>
    (
      await scene.rows(
        'select accepted_count as accepted, rejected_count as rejected, unchanged_count as unchanged from invoicing.bank_result where id = $1',
        [id],
      )
    )[0];

  it('makes what came back payable again, in the ledger too, and the next run pays it once more', async () => {
    const { id } = await approved();
    const [first] = await pay(id);
    expect(await balance()).toEqual({ invoiced: 0, paid: 4820 });
    const result = await send([`${first?.reference},rejected,0`]);
    expect(await counts(result)).toEqual({ accepted: 0, rejected: 1, unchanged: 0 });
    expect(await invoice(id)).toEqual({ status: 'APPROVED', paid_on: null });
    expect(await balance()).toEqual({ invoiced: 4820, paid: 0 });
    expect(
      await scene.rows(
        `select payload ->> 'amountPence' as pence, payload ->> 'words' as words, payload ->> 'accountClosed' as closed, payload -> 'invoiceIds' as invoices
         from kernel.outbox where type = 'invoicing.payment-rejected' and payload ->> 'providerId' = $1`,
        [providerId],
      ),
    ).toEqual([{ pence: '4820', words: 'the details are wrong', closed: 'false', invoices: [id] }]);
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    const [again] = await pay(id);
    expect(again?.reference).not.toBe(first?.reference);
    expect(await balance()).toEqual({ invoiced: 0, paid: 4820 });
    await send([`${again?.reference},rejected,0`]);
    expect(await balance()).toEqual({ invoiced: 4820, paid: 0 });
    const [third] = await pay(id);
    expect(await counts(await send([`${third?.reference},accepted,`]))).toEqual({
      accepted: 1,
      rejected: 0,
      unchanged: 0,
    });
    expect(await balance()).toEqual({ invoiced: 0, paid: 4820 });
  });

  it('is taken in from a status report too: single payments, a whole run, all or nothing, the same twice is once', async () => {
    const other = await scene.variant(await scene.provider());
    const [one, two] = [await approved(), await approved('2026-03-03', other)];
    const payments = await pay(one.id, two.id);
    const back = payments.find(({ provider }) => provider === providerId)?.reference ?? '';
    const kept = payments.find(({ provider }) => provider !== providerId)?.reference ?? '';
    const [run] = await scene.rows<{ reference: string }>('select reference from invoicing.payment_run where id = $1', [
      payments[0]?.run,
    ]);
    const paid = (reference: string, status: string, more = ''): string =>
      `<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>${status}</TxSts>${more}</TxInfAndSts>`;
    const because = (code: string): string => `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`;
    const sum = (text: string): string => `<OrgnlTxRef><Amt><InstdAmt Ccy="GBP">${text}</InstdAmt></Amt></OrgnlTxRef>`;
    const report = (group: string, blocks: string): string =>
      `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>B-1</MsgId><CreDtTm>2026-03-21T08:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${run?.reference ?? ''}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${group}</OrgnlGrpInfAndSts>${blocks}</CstmrPmtStsRpt></Document>`;
    const block = (inside: string): string =>
      `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${run?.reference ?? ''}</OrgnlPmtInfId>${inside}</OrgnlPmtInfAndSts>`;
    const take = (file: string, idempotencyKey = key()): Promise<string> =>
      scene.paying.importBankResult(officer, { file, idempotencyKey });
    const before = await scene.rows('select count(*)::int as n from invoicing.bank_result');

    const wrong: readonly (readonly [string, string, string])[] = [
      [
        report('<GrpSts>PART</GrpSts>', block(paid(back, 'RJCT', because('AC04')) + paid('NOBODY', 'ACSC'))),
        'row.2',
        'no payment of this reference',
      ],
      [report('', block(paid(back, 'RJCT', because('AC04') + sum('48.21')))), 'row.1', 'another amount'],
      [report('', block(paid(back, 'RJCT'))), 'row.1', 'reason code'],
      [report('', block(paid(back, 'WHAT'))), 'file', 'do not know the status WHAT'],
      [report('', block(paid(back, 'PDNG') + paid(kept, 'RCVD'))), 'file', 'not decided'],
      [report(`<GrpSts>RJCT</GrpSts>${because('DT01')}`, block(paid(kept, 'ACSC'))), 'row.1', 'not that of its run'],
      [report('<GrpSts>ACSC</GrpSts>', '').replace(run?.reference ?? '', 'PR-NONE'), 'file', 'has sent no payment run'],
      [
        report('', block(paid(back, 'ACSC'))).replace('pain.001.001.09', 'pain.008.001.02'),
        'file',
        'not a payment file',
      ],
      [report('', block(paid(back, 'ACSC'))).replace('pain.002.001.10', 'camt.054.001.02'), 'file', 'no status report'],
      [
        report('', block(paid(back, 'ACSC'))).replace('<Document', '<!DOCTYPE a [<!ENTITY b "c">]><Document'),
        'file',
        'DOCTYPE',
      ],
      [
        report('', block(paid(back, 'RJCT', because('AC04') + sum('48.20').replace('GBP', 'EUR')))),
        'file',
        'not in pounds',
      ],
      ['<Document>', 'file', 'XML'],
    ];
    for (const [file, field, words] of wrong)
      await expect(take(file)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { problems: [{ field, message: expect.stringContaining(words) as unknown }] },
      });
    expect(await scene.rows('select count(*)::int as n from invoicing.bank_result')).toEqual(before);
    expect(await balance()).toEqual({ invoiced: 0, paid: 9640 });

    const part = report(
      '<GrpSts>PART</GrpSts>',
      block(paid(back, 'RJCT', because('AC04') + sum('48.20')) + paid(kept, 'ACSC')),
    );
    const same = key();
    const taken = await Promise.all([take(part, same), take(part, same), take(part)]);
    expect(new Set(taken).size).toBe(1);
    expect(await counts(taken[0])).toEqual({ accepted: 1, rejected: 1, unchanged: 0 });
    expect([(await invoice(one.id)) as unknown, (await invoice(two.id)) as unknown]).toMatchObject([
      { status: 'APPROVED' },
      { status: 'PAID' },
    ]);
    expect(await balance()).toEqual({ invoiced: 4820, paid: 4820 });
    expect(
      await scene.rows(
        `select payload ->> 'words' as words, payload ->> 'accountClosed' as closed, payload -> 'invoiceIds' as invoices from kernel.outbox
         where type = 'invoicing.payment-rejected' and payload ->> 'providerId' = $1`,
        [providerId],
      ),
    ).toEqual([{ words: 'the account is closed', closed: 'true', invoices: [one.id] }]);

    // Then the whole message is rejected: what had come back before stays as it was.
    const all = await take(report(`<GrpSts>RJCT</GrpSts>${because('DT01')}`, ''));
    expect(await counts(all)).toEqual({ accepted: 0, rejected: 1, unchanged: 1 });
    expect(await balance()).toEqual({ invoiced: 9640, paid: 0 });
  });

  it('changes nothing when the same file comes again, with any key, or at the same moment', async () => {
    const { id } = await approved();
    const [payment] = await pay(id);
    const lines = [`${payment?.reference},rejected,0`];
    const same = key();
    const results = await Promise.all([send(lines, officer, same), send(lines, officer, same), send(lines, second)]);
    expect(new Set(results).size).toBe(1);
    expect(await send(lines)).toBe(results[0]);
    expect(
      await scene.rows(
        `select count(*)::int as n from ledger.transfer where kind = 'PAYMENT_REJECTED' and posting_group = $1`,
        [id],
      ),
    ).toEqual([{ n: 1 }]);
    // Another file that says it again, too.
    expect(await counts(await send([...lines, '']))).toEqual({ accepted: 0, rejected: 0, unchanged: 1 });
    await expect(
      scene.paying.importBankResult(officer, { file: 'reference,result\nX,accepted', idempotencyKey: same }),
    ).rejects.toThrow('IDEMPOTENCY_CONFLICT');
    expect(await balance()).toEqual({ invoiced: 4820, paid: 0 });
  });

  it('takes in a file whole or not at all, and names each row that is wrong', async () => {
    const { id } = await approved();
    const [payment] = await pay(id);
    const reference = payment?.reference ?? '';
    const wrong = async (...lines: string[]): Promise<readonly string[]> => {
      const refused = await send(lines).catch((error: unknown) => error);
      return (refused as { details: { problems: { message: string }[] } }).details.problems.map((one) => one.message);
    };
    expect(await wrong(`${reference},rejected,0`, 'PR-NONE-1,accepted,')).toEqual([
      'Row 3: the council has no payment of this reference.',
    ]);
    expect(await wrong(`${reference},accepted,`, `${reference},rejected,0`)).toEqual([
      `Row 3: ${reference} stands in row 2 too. Leave one of them out.`,
    ]);
    expect(await wrong(`${reference},perhaps,`, `${reference}X,rejected,`)).toEqual([
      'Row 2: the result has to be “accepted” or “rejected”.',
      'Row 3: a rejected payment needs the bank’s reason code.',
    ]);
    await expect(
      scene.paying.importBankResult(officer, {
        file: `reference,result,amount\n${reference},accepted,48.21`,
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await invoice(id)).toMatchObject({ status: 'PAID' });
    for (const nobody of [scene.staff(providerId), scene.person(holder.personId)])
      await expect(send([`${reference},rejected,0`], nobody)).rejects.toThrow('NOT_PERMITTED');
    await expect(send([`${reference},rejected,0`], scene.officer(scene.councilB))).rejects.toThrow('INVALID_INPUT');
    await send([`${reference},rejected,0`]);
    expect(await wrong(`${reference},accepted,`)).toEqual([
      `Row 2: ${reference} came back before, so it cannot be accepted now. Ask the bank.`,
    ]);
    expect(await invoice(id)).toMatchObject({ status: 'APPROVED' });
  });

  it('holds payments to an account that the bank says is closed, until there is another', async () => {
    const { id } = await approved();
    const [payment] = await pay(id);
    await send([`${payment?.reference},rejected,B`]);
    await expect(pay(id)).rejects.toThrow('PAYMENTS_WAIT_FOR_BANK_DETAILS');
    expect(
      await scene.rows('select standing from invoicing.bank_standing($1, array[$2::uuid])', [
        scene.councilB,
        providerId,
      ]),
    ).toEqual([{ standing: 'CLOSED' }]);
    const bankDetailsId = await scene.bankDetails(providerId, '66374958', 'Another account');
    await scene.agree(bankDetailsId);
    expect(await pay(id)).toHaveLength(1);
  });

  it('owes again what the payment had taken off, and takes it off the next one', async () => {
    const first = await approved();
    await pay(first.id);
    await scene.credit(await scene.settle(first.delivery, '1', 2410));
    const next = await approved('2026-03-03');
    const [payment] = await pay(next.id);
    const note = () =>
      scene.rows(
        'select recovered_pence::int as recovered, reserved_pence::int as reserved from invoicing.credit_note where provider_id = $1',
        [providerId],
      );
    expect(await note()).toEqual([{ recovered: 2410, reserved: 0 }]);
    const before = await balance();
    await send([`${payment?.reference},rejected,AC01`]);
    expect(await note()).toEqual([{ recovered: 0, reserved: 0 }]);
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await pay(next.id);
    expect(await note()).toEqual([{ recovered: 2410, reserved: 0 }]);
    expect(await balance()).toEqual(before);
    expect(
      await scene.rows(
        'select amount_pence::int as amount, status from invoicing.bank_payment where provider_id = $1 order by amount_pence, status',
        [providerId],
      ),
    ).toEqual([
      { amount: 2410, status: 'REJECTED' },
      { amount: 2410, status: 'SENT' },
      { amount: 4820, status: 'SENT' },
    ]);
  });

  it('makes one payment of a run payable again and leaves the others paid', async () => {
    const others = await scene.variant(await scene.provider());
    const [one, two] = [await approved(), await approved('2026-03-03', others)];
    const payments = await pay(one.id, two.id);
    const reference = (provider: string) => payments.find((payment) => payment.provider === provider)?.reference ?? '';
    await send([`${reference(providerId)},rejected,5`, `${reference(others.providerId)},accepted,`]);
    expect([(await invoice(one.id))?.['status'], (await invoice(two.id))?.['status']]).toEqual(['APPROVED', 'PAID']);
    expect(await scene.verifyInvoices()).toMatchObject({ breaches: 0, first: null });
  });
});
