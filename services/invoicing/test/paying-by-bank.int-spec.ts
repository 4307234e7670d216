import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();
const OTHER_ACCOUNT = { sortCode: '20-29-59', accountNumber: '6374 8472', accountName: 'Kind Hands Limited' };

describe('paying providers by the bank', () => {
  let scene: Scene;
  let officer: Actor;
  let second: Actor;
  let third: Actor;
  let holder: Holder;
  let providerId: string;
  let variant: Variant;
  let owner: Actor;

  beforeAll(async () => {
    scene = await Scene.open();
    [officer, second, third] = [scene.officer(), scene.officer(), scene.officer()];
    const operator: Actor = { ...officer, roles: ['OPERATOR'], councilId: null };
    await scene.paying.importPayingAccounts(operator, '2026-01-01', [
      {
        councilId: scene.councilA,
        serviceUserNumber: '123456',
        sortCode: '107999',
        accountNumber: '88837491',
        accountName: 'First Council Adult Care',
      },
    ]);
  });
  beforeEach(async () => {
    holder = await scene.holder();
    providerId = await scene.provider();
    variant = await scene.variant(providerId);
    owner = scene.staff(providerId);
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await scene.close();
  });

  async function approved(day = '2026-03-02', of = variant, quantity = '1'): Promise<{ id: string; delivery: string }> {
    const [delivery = ''] = await scene.deliver([{ holder, variant: of, day, quantity }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    const id = row?.id ?? '';
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [id], idempotencyKey: key() });
    return { id, delivery };
  }
  const prepare = (...invoiceIds: string[]): Promise<string> =>
    scene.invoicing.preparePaymentRun(officer, { invoiceIds, idempotencyKey: key() });
  const release = (paymentRunId: string, by = second): Promise<string> =>
    scene.invoicing.releasePaymentRun(by, { paymentRunId, idempotencyKey: key() });
  const statusOf = async (id: string): Promise<string> =>
    (await scene.rows<{ status: string }>('select status from invoicing.invoice where id = $1', [id]))[0]?.status ?? '';
  const enter = (by: Actor = owner, account = OTHER_ACCOUNT): Promise<string> =>
    scene.paying.enterBankDetails(by, { ...account, idempotencyKey: key() });
  const call = (bankDetailsId: string, by = officer, changes: object = {}): Promise<string> =>
    scene.paying.recordCallBack(by, {
      bankDetailsId,
      idempotencyKey: key(),
      calledOn: '2026-03-20',
      number: '01632 960100',
      knownFrom: 'The contract of 2024',
      spokenTo: 'Pat Provider',
      ...changes,
    });
  const decide = (checkId: string, by: Actor, agree = true, reason?: string): Promise<string> =>
    scene.paying.decideBankDetails(by, { checkId, agree, idempotencyKey: key(), ...(reason ? { reason } : {}) });
  const preview = (dueOnOrBefore: string | null = null) =>
    scene.paying.previewRun(officer, { dueOnOrBefore, payerKinds: null });
  const about = async (id: string) =>
    (await preview()).exceptions.filter((one) => one.providerId === id).map(({ kind, pence }) => [kind, pence]);
  const payments = (run: string) =>
    scene.rows<{ provider_id: string; amount: number; reference: string }>(
      'select provider_id, amount_pence::int as amount, reference from invoicing.bank_payment where run_id = $1 order by number',
      [run],
    );

  it('refuses details that cannot be an account, and names the field without saying the number again', async () => {
    for (const [changes, field] of [
      [{ accountNumber: '66374959', sortCode: '089999' }, 'accountNumber'],
      [{ accountNumber: '12345' }, 'accountNumber'],
      [{ sortCode: '12345' }, 'sortCode'],
      [{ accountName: ' ' }, 'accountName'],
      [{ accountName: 'Kind\u0000Hands' }, 'accountName'],
      [{ accountName: 'Kind\nHands' }, 'accountName'],
      [{ accountName: '日本' }, 'accountName'],
    ] as const) {
      const refused = enter(owner, { ...OTHER_ACCOUNT, ...changes });
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      const { details } = (await refused.catch((error: unknown) => error)) as { details: { problems: object[] } };
      expect(details.problems).toEqual([expect.objectContaining({ field })]);
      expect(JSON.stringify(details)).not.toContain('66374959');
    }
    for (const nobody of [officer, scene.person(holder.personId), { ...owner, roles: ['PROVIDER_FINANCE' as const] }])
      await expect(enter(nobody)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await scene.rows('select 1 from invoicing.bank_details where provider_id = $1', [providerId])).toHaveLength(
      1,
    );
  });

  it('keeps each version, shows only the end of the account, and hides the rest from everybody', async () => {
    const id = await enter();
    await expect(enter()).rejects.toMatchObject({ code: 'SAME_BANK_DETAILS' });
    expect(
      await scene.rows(
        'select version, account_ending, account_name from invoicing.bank_details where provider_id = $1 order by version',
        [providerId],
      ),
    ).toEqual([
      { version: 1, account_ending: '4958', account_name: 'Kind Hands Ltd' },
      { version: 2, account_ending: '8472', account_name: 'Kind Hands Limited' },
    ]);
    const reads = scene.database.reads({
      personId: owner.personId,
      councilId: '',
      councilWide: false,
      organisationId: providerId,
      people: [],
    });
    expect(await scene.bank.newest(reads, providerId)).toMatchObject({ id, account_ending: '8472' });
    await reads.close();
    await expect(
      scene.database.transaction(
        { personId: owner.personId, councilId: '', councilWide: false, organisationId: providerId, people: [] },
        (queries) => queries.query({ name: 'x', text: 'select * from invoicing.bank_account' }),
      ),
    ).rejects.toThrow('permission denied');
    await expect(
      scene.owner.query(`update invoicing.bank_account set account_number = '00000000' where details_id = $1`, [id]),
    ).rejects.toThrow('Bank details never change');
  });

  it('holds payments from a change until one officer has called and another has agreed', async () => {
    const { id } = await approved();
    const detailsId = await enter();
    expect(await about(providerId)).toEqual([['TO_CALL', 2410n]]);
    await expect(prepare(id)).rejects.toMatchObject({ code: 'PAYMENTS_WAIT_FOR_BANK_DETAILS' });
    const checkId = await call(detailsId);
    await expect(call(detailsId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await about(providerId)).toEqual([['TO_AGREE', 2410n]]);
    await expect(decide(checkId, officer)).rejects.toMatchObject({ code: 'SAME_OFFICER' });
    await expect(decide(checkId, scene.officer(scene.councilB))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(prepare(id)).rejects.toMatchObject({ code: 'PAYMENTS_WAIT_FOR_BANK_DETAILS' });
    await decide(checkId, second);
    await expect(decide(checkId, third)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await about(providerId)).toEqual([]);
    const run = await prepare(id);
    await release(run);
    expect(await payments(run)).toMatchObject([{ provider_id: providerId, amount: 2410 }]);
  });

  it('sent twice is entered, written down and decided once', async () => {
    const entry = { ...OTHER_ACCOUNT, idempotencyKey: key() };
    const bankDetailsId = await scene.paying.enterBankDetails(owner, entry);
    expect(await scene.paying.enterBankDetails(owner, entry)).toBe(bankDetailsId);
    await expect(scene.paying.enterBankDetails(owner, { ...entry, accountName: 'Others' })).rejects.toThrow(
      'IDEMPOTENCY_CONFLICT',
    );
    const called = {
      bankDetailsId,
      idempotencyKey: key(),
      calledOn: '2026-03-20',
      number: '01632 960100',
      knownFrom: 'The contract',
      spokenTo: 'Pat Provider',
    };
    await approved();
    const checkId = await scene.paying.recordCallBack(officer, called);
    expect(await scene.paying.recordCallBack(officer, called)).toBe(checkId);
    await expect(scene.paying.recordCallBack(officer, { ...called, spokenTo: 'Sam' })).rejects.toThrow(
      'IDEMPOTENCY_CONFLICT',
    );
    const decision = { checkId, agree: true, idempotencyKey: key() };
    expect(await scene.paying.decideBankDetails(second, decision)).toBe(checkId);
    expect(await scene.paying.decideBankDetails(second, decision)).toBe(checkId);
    await expect(scene.paying.decideBankDetails(second, { ...decision, agree: false, reason: 'No.' })).rejects.toThrow(
      'IDEMPOTENCY_CONFLICT',
    );
    expect(
      await scene.rows(
        `select type, count(*)::int as n from kernel.outbox where payload ->> 'providerId' = $1 and type like '%bank-details%' group by 1 order by 1`,
        [providerId],
      ),
    ).toEqual([
      { type: 'invoicing.bank-details-decided', n: 1 },
      { type: 'invoicing.bank-details-entered', n: 1 },
    ]);
  });

  it('stays held after a no, and the provider hears why', async () => {
    await approved();
    const detailsId = await enter();
    await expect(call(detailsId, officer, { calledOn: '2026-03-21' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(call(detailsId, officer, { knownFrom: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const checkId = await call(detailsId);
    await expect(decide(checkId, second, false)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await decide(checkId, second, false, 'Pat did not know of it.');
    expect(await about(providerId)).toEqual([['TURNED_DOWN', 2410n]]);
    await decide(await call(detailsId), third);
    expect(await about(providerId)).toEqual([]);
    expect(
      await scene.rows(
        `select payload ->> 'agreed' as agreed, payload ->> 'words' as words from kernel.outbox
         where type = 'invoicing.bank-details-decided' and payload ->> 'providerId' = $1 order by position`,
        [providerId],
      ),
    ).toEqual([
      { agreed: 'false', words: 'Pat did not know of it.' },
      { agreed: 'true', words: null },
    ]);
  });

  it('leaves a provider out of a run that was prepared before its details changed', async () => {
    const others = await scene.variant(await scene.provider());
    const [stays, goes] = [await approved('2026-03-02', others), await approved()];
    const run = await prepare(stays.id, goes.id);
    await enter();
    await release(run);
    expect([await statusOf(stays.id), await statusOf(goes.id)]).toEqual(['PAID', 'APPROVED']);
    expect(await payments(run)).toMatchObject([{ provider_id: others.providerId, amount: 2410 }]);
    expect(
      await scene.rows(
        'select invoice_id, standing, amount_pence::int as amount from invoicing.left_out where run_id = $1',
        [run],
      ),
    ).toEqual([{ invoice_id: goes.id, standing: 'TO_CALL', amount: 2410 }]);
    expect(
      await scene.rows(`select count(*)::int as paid from ledger.transfer where kind = 'PAID' and posting_group = $1`, [
        goes.id,
      ]),
    ).toEqual([{ paid: 0 }]);
  });

  it('leaves what was to be taken off for later, when its provider leaves the run', async () => {
    const first = await approved('2026-03-02', variant, '2');
    await release(await prepare(first.id));
    await scene.credit(await scene.settle(first.delivery, '1', 2410));
    const next = await approved('2026-03-03', variant, '2');
    const run = await prepare(next.id);
    const left = () =>
      scene.rows(
        'select reserved_pence::int as reserved, recovered_pence::int as recovered from invoicing.credit_note where provider_id = $1',
        [providerId],
      );
    expect(await left()).toEqual([{ reserved: 2410, recovered: 0 }]);
    const detailsId = await enter();
    await expect(release(run)).rejects.toMatchObject({ code: 'PAYMENTS_WAIT_FOR_BANK_DETAILS' });
    expect(await left()).toEqual([{ reserved: 2410, recovered: 0 }]);
    const others = await scene.variant(await scene.provider());
    const mixed = await approved('2026-03-04', others);
    await decide(await call(detailsId), second);
    await release(run);
    expect(await payments(run)).toMatchObject([{ amount: 2410 }]);
    expect(await left()).toEqual([{ reserved: 0, recovered: 2410 }]);
    await release(await prepare(mixed.id));
  });

  it('says beforehand what a run would pay and what it would leave, and writes nothing', async () => {
    const unpaid = await scene.provider('NOT_REGISTERED', randomUUID(), 'NONE');
    await approved('2026-03-02', await scene.variant(unpaid));
    const { delivery } = await approved();
    await scene.credit(await scene.settle(delivery, '0.5', 1205));
    const [waiting = ''] = await scene.deliver([
      { holder, variant, day: '2026-03-09', amountPence: 5000, orderedPence: 2410 },
    ]);
    await scene.confirm([waiting]);
    const before = await scene.rows('select count(*)::int as n from kernel.outbox');
    const found = await preview();
    expect(found.takenOffPence).toBe(1205n);
    expect(found.invoicePence).toBeGreaterThanOrEqual(2410n);
    expect(await about(unpaid)).toEqual([['NO_DETAILS', 2410n]]);
    expect(await about(providerId)).toEqual([['OVER_ORDERED', 5000n]]);
    expect(await preview('2026-04-18')).toEqual({
      invoiceCount: 0,
      paymentCount: 0,
      invoicePence: 0n,
      takenOffPence: 0n,
      exceptions: [],
    });
    expect(await scene.rows('select count(*)::int as n from kernel.outbox')).toEqual(before);
    await expect(scene.paying.previewRun(owner, { dueOnOrBefore: null, payerKinds: null })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    const run = await scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key() });
    expect(
      await scene.rows('select total_pence::int as total from invoicing.payment_run where id = $1', [run]),
    ).toEqual([{ total: Number(found.invoicePence - found.takenOffPence) }]);
    await release(run);
  });

  it('pays only for the kinds of payer that were chosen', async () => {
    const own = await scene.holder('DIRECT_PAYMENT');
    const [delivery = ''] = await scene.deliver([{ holder: own, variant, day: '2026-03-02' }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    const direct = row?.id ?? '';
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [direct], idempotencyKey: key() });
    const { id } = await approved();
    const run = await scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key(), payerKinds: ['PERSON'] });
    expect([await statusOf(direct), await statusOf(id)]).toEqual(['IN_PAYMENT_RUN', 'APPROVED']);
    await release(run);
    await release(await prepare(id));
  });

  it('writes the bank’s files for the officer who released the run, the same each time, and notes each taking', async () => {
    const others = await scene.variant(await scene.provider());
    const [one, two] = [await approved(), await approved('2026-03-03', others, '3')];
    const run = await prepare(one.id, two.id);
    const take = (by: Actor, format: 'BACS' | 'PAIN001' = 'BACS') =>
      scene.paying.writeRunFile(by, { paymentRunId: run, format });
    expect(await take(second)).toBeNull();
    await release(run);
    for (const nobody of [officer, third, owner, scene.officer(scene.councilB)]) expect(await take(nobody)).toBeNull();
    const textOf = (written: unknown): string => (written as { content: Buffer }).content.toString();
    const bacs = textOf(await take(second));
    scene.clock.moveTo(new Date('2026-03-25T10:00:00Z'));
    expect(textOf(await take(second))).toBe(bacs);
    scene.clock.moveTo(new Date('2026-03-20T10:00:00Z'));
    expect(bacs).toMatch(/^VOL1[A-Z0-9]{6} {31}123456 {32}1\r\nHDR1A123456S {2}1123456/);
    expect(bacs).toContain('\r\nUTL10000000009640000000000964000000010000002');
    const xml = textOf(await take(second, 'PAIN001'));
    expect(xml).toContain('<CtrlSum>96.40</CtrlSum>');
    expect(
      await scene.rows(
        'select format, taken_by from invoicing.run_file_taken where run_id = $1 order by taken_at, format',
        [run],
      ),
    ).toEqual(
      expect.arrayContaining([
        { format: 'BACS', taken_by: second.personId },
        { format: 'PAIN001', taken_by: second.personId },
      ]),
    );
    // Friday 20 March: the bank pays on Monday.
    expect(
      await scene.rows('select processing_on::text as day from invoicing.payment_run where id = $1', [run]),
    ).toEqual([{ day: '2026-03-23' }]);
  });
});
