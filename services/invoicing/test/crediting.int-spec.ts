import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type Holder, Scene, type Variant, type Visit } from './fixtures/scene.js';

const key = (): string => randomUUID();

describe('money that comes back after a visit was confirmed', () => {
  let scene: Scene;
  let managed: Holder;
  let variant: Variant;
  let officer: Actor;
  let second: Actor;

  beforeAll(async () => {
    scene = await Scene.open();
    officer = scene.officer();
    second = scene.officer();
  });
  beforeEach(async () => {
    managed = await scene.holder();
    variant = await scene.variant(await scene.provider());
  });
  afterAll(async () => {
    expect(await scene.verify()).toMatchObject({ sumPence: 0, breaches: 0, first: null });
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    await scene.close();
  });

  /** A visit of two hours, £48.20, on an invoice. */
  async function invoiced(visit: Partial<Visit> = {}): Promise<{ delivery: string; invoice: string }> {
    const [delivery = ''] = await scene.deliver([
      { holder: managed, variant, day: '2026-03-02', quantity: '2', ...visit },
    ]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    return { delivery, invoice: row?.id ?? '' };
  }

  const approve = (...invoiceIds: string[]): Promise<readonly string[]> =>
    scene.invoicing.approveInvoices(officer, { invoiceIds, idempotencyKey: key() });
  const prepare = (...invoiceIds: string[]): Promise<string> =>
    scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key(), invoiceIds });
  const release = (paymentRunId: string): Promise<string> =>
    scene.invoicing.releasePaymentRun(second, { paymentRunId, idempotencyKey: key() });
  const pay = async (...invoiceIds: string[]): Promise<string> => release(await prepare(...invoiceIds));
  const settled = async (delivery: string, quantity: string, pence: number): Promise<void> =>
    scene.credit(await scene.settle(delivery, quantity, pence));

  /** £10,000 came in. */
  async function balances({ budgetId }: Holder = managed): Promise<Record<string, number>> {
    const [row] = await scene.rows<Record<string, number>>(
      `select available_pence::int - 1000000 as available, accrued_pence::int as accrued, invoiced_pence::int as invoiced, paid_pence::int as paid
       from ledger.budget_balance where budget_id = $1`,
      [budgetId],
    );
    return row ?? {};
  }

  async function notes(providerId = variant.providerId): Promise<Record<string, unknown>[]> {
    return scene.rows(
      `select number, credit_pence::int as credit, vat_pence::int as vat, taken_from, returned_on::text as returned, reserved_pence::int as reserved,
         recovered_pence::int as recovered from invoicing.credit_note where provider_id = $1 order by number`,
      [providerId],
    );
  }

  const totalOf = async (run: string): Promise<unknown> =>
    (await scene.rows('select total_pence::int as total from invoicing.payment_run where id = $1', [run]))[0]?.[
      'total'
    ];

  describe('before there is an invoice', () => {
    it('is back at once, and the invoice carries what was agreed', async () => {
      await scene.policy('invoicePeriod', 'weekly');
      scene.clock.moveTo(new Date('2026-03-20T10:00:00Z'));
      const [delivery = '', nothing = ''] = await scene.deliver([
        { holder: managed, variant, day: '2026-03-19', quantity: '2' },
        { holder: managed, variant, day: '2026-03-18' },
      ]);
      await scene.confirm([delivery, nothing]);
      expect(await balances()).toEqual({ available: -7230, accrued: 7230, invoiced: 0, paid: 0 });
      await settled(delivery, '1.5', 3615);
      await settled(nothing, '0', 0);
      expect(await balances()).toEqual({ available: -3615, accrued: 3615, invoiced: 0, paid: 0 });
      await scene.policy('invoicePeriod', 'on-confirmation');
      await scene.invoicing.makeInvoices();
      const lines = await scene.rows<{ invoice_id: string }>(
        `select invoice_id, quantity::float as quantity, line_pence::int as pence, match_problems from invoicing.invoice_line where provider_id = $1`,
        [variant.providerId],
      );
      expect(lines).toMatchObject([{ quantity: 1.5, pence: 3615, match_problems: [] }]);
      await approve(lines[0]?.invoice_id ?? '');
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: 3615, paid: 0 });
      expect(await notes()).toEqual([]);
    });
  });

  describe('when it is invoiced, and not approved', () => {
    it('is back at once; the invoice is approved for the rest, and the run pays the rest', async () => {
      const { delivery, invoice } = await invoiced();
      await settled(delivery, '1.5', 3615);
      expect(await balances()).toEqual({ available: -3615, accrued: 3615, invoiced: 0, paid: 0 });
      await approve(invoice);
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: 3615, paid: 0 });
      const run = await prepare(invoice);
      expect(await totalOf(run)).toBe(3615);
      await release(run);
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: 0, paid: 3615 });
      expect(await notes()).toEqual([
        {
          number: 'CN-2026-00001',
          credit: 1205,
          vat: 0,
          taken_from: 'ACCRUED',
          returned: '2026-03-20',
          reserved: 0,
          recovered: 1205,
        },
      ]);
    });

    it('all of it: the invoice is approved and paid with nothing', async () => {
      const { delivery, invoice } = await invoiced();
      await settled(delivery, '0', 0);
      await approve(invoice);
      expect(await balances()).toEqual({ available: 0, accrued: 0, invoiced: 0, paid: 0 });
      const run = await prepare(invoice);
      expect(await totalOf(run)).toBe(0);
      await release(run);
      expect(await balances()).toEqual({ available: 0, accrued: 0, invoiced: 0, paid: 0 });
    });
  });

  describe('when its invoice is approved', () => {
    it('is back from what is to be paid, and the run pays the rest', async () => {
      const { delivery, invoice } = await invoiced();
      await approve(invoice);
      await settled(delivery, '1.5', 3615);
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: 3615, paid: 0 });
      await pay(invoice);
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: 0, paid: 3615 });
    });
  });

  describe('when it is paid', () => {
    it('is back at once, the provider owes it, and it is taken off what the same payer pays next', async () => {
      const { delivery, invoice } = await invoiced();
      await approve(invoice);
      await pay(invoice);
      await settled(delivery, '1.5', 3615);
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: -1205, paid: 4820 });
      const other = await scene.holder();
      const next = await invoiced({ holder: other, day: '2026-03-05' });
      await approve(next.invoice);
      const run = await prepare(next.invoice);
      expect(await totalOf(run)).toBe(3615);
      expect(await notes()).toMatchObject([{ reserved: 1205, recovered: 0 }]);
      await release(run);
      // The other person's visit is paid in full; what was taken off is the first one's.
      expect(await balances(other)).toEqual({ available: -4820, accrued: 0, invoiced: 0, paid: 4820 });
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: 0, paid: 3615 });
      expect(await notes()).toMatchObject([{ reserved: 0, recovered: 1205 }]);
    });

    it('takes off no more than is to be paid; the rest stays owed, and can be paid back', async () => {
      const { delivery, invoice } = await invoiced();
      await approve(invoice);
      await pay(invoice);
      await settled(delivery, '0', 0);
      const [note] = await scene.rows<{ id: string }>('select id from invoicing.credit_note where provider_id = $1', [
        variant.providerId,
      ]);
      const next = await invoiced({ day: '2026-03-05', quantity: '1' });
      await approve(next.invoice);
      const run = await prepare(next.invoice);
      expect(await totalOf(run)).toBe(0);
      const refund = (pence: bigint, idempotencyKey = key(), actor = officer) =>
        scene.invoicing.recordRefund(actor, {
          creditNoteId: note?.id ?? '',
          idempotencyKey,
          pence,
          receivedOn: '2026-03-20',
        });
      // What waits in a run is spoken for.
      await expect(refund(2411n)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { problems: [{ field: 'amountPence', message: 'Enter at most £24.10.' }] },
      });
      const again = key();
      await refund(2000n, again);
      await refund(2000n, again);
      await expect(refund(2001n, again)).rejects.toThrow('IDEMPOTENCY_CONFLICT');
      await release(run);
      expect(await balances()).toEqual({ available: -2410, accrued: 0, invoiced: -410, paid: 2820 });
      expect(await notes()).toMatchObject([{ credit: 4820, reserved: 0, recovered: 4410 }]);
      await refund(410n);
      expect(await balances()).toEqual({ available: -2410, accrued: 0, invoiced: 0, paid: 2410 });
      await expect(refund(1n)).rejects.toThrow('INVALID_INPUT');
      await expect(refund(0n)).rejects.toThrow('INVALID_INPUT');
      await expect(refund(1n, key(), scene.officer(scene.councilB))).rejects.toThrow('NOT_FOUND');
      await expect(refund(1n, key(), scene.staff(variant.providerId))).rejects.toThrow('NOT_PERMITTED');
      await expect(refund(1n, key(), scene.person(managed.personId))).rejects.toThrow('NOT_PERMITTED');
    });

    it('cannot be paid back before its invoice is paid', async () => {
      const { delivery, invoice } = await invoiced();
      await approve(invoice);
      await settled(delivery, '1.5', 3615);
      const [note] = await scene.rows<{ id: string }>('select id from invoicing.credit_note where provider_id = $1', [
        variant.providerId,
      ]);
      await expect(
        scene.invoicing.recordRefund(officer, {
          creditNoteId: note?.id ?? '',
          idempotencyKey: key(),
          pence: 1n,
          receivedOn: '2026-03-20',
        }),
      ).rejects.toThrow('WRONG_STATE');
      expect(await balances()).toMatchObject({ invoiced: 3615 });
    });

    it('never takes off what another payer pays', async () => {
      const direct = await scene.holder('DIRECT_PAYMENT');
      const { delivery, invoice } = await invoiced({ holder: direct });
      await approve(invoice);
      await pay(invoice);
      await settled(delivery, '1.5', 3615);
      const next = await invoiced({ day: '2026-03-05' });
      await approve(next.invoice);
      const run = await prepare(next.invoice);
      expect(await totalOf(run)).toBe(4820);
      expect(await notes()).toMatchObject([{ reserved: 0, recovered: 0 }]);
      await release(run);
      expect(await balances(direct)).toEqual({ available: -3615, accrued: 0, invoiced: -1205, paid: 4820 });
    });
  });

  describe('where the council waits until the provider has given it back', () => {
    it('comes back with the last part of it, and only then', async () => {
      await scene.policy('spendCreditedMoney', 'on-recovery');
      const { delivery, invoice } = await invoiced();
      await approve(invoice);
      await pay(invoice);
      await settled(delivery, '0.5', 1205);
      expect(await balances()).toEqual({ available: -4820, accrued: 0, invoiced: 0, paid: 4820 });
      expect(await notes()).toMatchObject([{ credit: 3615, taken_from: 'RECOVERED', returned: null }]);
      const first = await invoiced({ day: '2026-03-05', quantity: '1' });
      await approve(first.invoice);
      await pay(first.invoice);
      expect(await balances()).toEqual({ available: -7230, accrued: 0, invoiced: 2410, paid: 4820 });
      expect(await notes()).toMatchObject([{ recovered: 2410, returned: null }]);
      const last = await invoiced({ day: '2026-03-06', quantity: '1' });
      await approve(last.invoice);
      await pay(last.invoice);
      expect(await balances()).toEqual({ available: -6025, accrued: 0, invoiced: 0, paid: 6025 });
      expect(await notes()).toMatchObject([{ recovered: 3615, returned: '2026-03-20' }]);
      await scene.policy('spendCreditedMoney', 'at-once');
    });

    it('does not wait for what was never paid', async () => {
      await scene.policy('spendCreditedMoney', 'on-recovery');
      const { delivery, invoice } = await invoiced();
      await approve(invoice);
      await settled(delivery, '1.5', 3615);
      expect(await balances()).toEqual({ available: -3615, accrued: 0, invoiced: 3615, paid: 0 });
      await scene.policy('spendCreditedMoney', 'at-once');
    });
  });

  describe('the funders', () => {
    it('get back what each bore, to the odd penny, in part and whole', async () => {
      const shared = await scene.holder('COUNCIL_MANAGED', scene.councilA, [
        { kind: 'NHS', weight: 1 },
        { kind: 'SOCIAL_CARE', weight: 1 },
      ]);
      const odd = await scene.variant(variant.providerId, 101);
      const sharesOf = async (): Promise<Record<string, number>[]> =>
        scene.rows(
          `select s.funding_kind as kind, sum(case t.kind when 'CREDITED' then -s.amount_pence else s.amount_pence end)::int as pence
           from ledger.accrual_share s join ledger.transfer t on t.id = s.transfer_id where s.budget_id = $1 group by 1 order by 1`,
          [shared.budgetId],
        );
      const totals = (): Promise<Record<string, unknown>[]> =>
        scene.rows(
          `select funding_kind as kind, amount_pence::int as pence from ledger.funder_total where budget_id = $1 order by 1`,
          [shared.budgetId],
        );
      const one = await invoiced({ holder: shared, variant: odd, quantity: '1' });
      const two = await invoiced({ holder: shared, variant: odd, quantity: '1', day: '2026-03-05' });
      // 51 and 50, then 50 and 51.
      expect(await sharesOf()).toEqual([
        { kind: 'NHS', pence: 101 },
        { kind: 'SOCIAL_CARE', pence: 101 },
      ]);
      await settled(one.delivery, '0', 0);
      expect(await sharesOf()).toEqual([
        { kind: 'NHS', pence: 50 },
        { kind: 'SOCIAL_CARE', pence: 51 },
      ]);
      expect(await totals()).toEqual(await sharesOf());
      // 33 of 101: 33 × 50 / 101 and 33 × 51 / 101, the odd penny to the larger rest.
      await settled(two.delivery, '0.6733', 68);
      expect(await sharesOf()).toEqual([
        { kind: 'NHS', pence: 34 },
        { kind: 'SOCIAL_CARE', pence: 34 },
      ]);
      expect(await totals()).toEqual(await sharesOf());
      const accounts = await scene.rows(
        `select kind, bought_pence::int as bought from ledger.funder_accounts($1, array[$2]::uuid[], '2026-01-01', '2026-12-31') where kind in ('NHS', 'SOCIAL_CARE') order by 1`,
        [scene.councilA, shared.budgetId],
      );
      expect(accounts).toEqual([
        { kind: 'NHS', bought: 34 },
        { kind: 'SOCIAL_CARE', bought: 34 },
      ]);
    });
  });

  describe('the document', () => {
    it('negates VAT as if what was agreed had been invoiced at first', async () => {
      const registered = await scene.variant(await scene.provider('REGISTERED'), 999, 'STANDARD');
      const [first, whole] = [
        await invoiced({ variant: registered, quantity: '1' }),
        await invoiced({ variant: registered, quantity: '1', day: '2026-03-05' }),
      ];
      await settled(first.delivery, '0.5', 500);
      await settled(whole.delivery, '0', 0);
      // £9.99 holds £1.67 (166.5) and £5.00 holds 83p (83.3).
      expect(await notes(registered.providerId)).toMatchObject([
        { number: 'CN-2026-00001', credit: 499, vat: 84 },
        { number: 'CN-2026-00002', credit: 999, vat: 167 },
      ]);
    });

    it('never changes, nor is it taken away, even by the owner', async () => {
      const { delivery } = await invoiced();
      await settled(delivery, '1.5', 3615);
      const where = `where provider_id = '${variant.providerId}'`;
      for (const sql of [
        `update invoicing.credit_note set credit_pence = 1 ${where}`,
        `update invoicing.credit_note set number = 'CN-1' ${where}`,
        `delete from invoicing.credit_note ${where}`,
        'truncate invoicing.credit_note cascade',
      ])
        await expect(scene.owner.query(sql)).rejects.toThrow('An issued credit note never changes.');
    });

    it('is made once, however often it is heard of, and by the job where it was not', async () => {
      const { delivery } = await invoiced();
      const dispute = await scene.settle(delivery, '1.5', 3615);
      await Promise.all([scene.credit(dispute), scene.credit(dispute), scene.invoicing.makeInvoices()]);
      await scene.credit(dispute);
      expect(await notes()).toHaveLength(1);
      expect(await balances()).toEqual({ available: -3615, accrued: 3615, invoiced: 0, paid: 0 });
      const other = await invoiced({ day: '2026-03-05' });
      await scene.settle(other.delivery, '1.5', 3615);
      await scene.invoicing.makeInvoices();
      expect((await notes()).map((note) => note['number'])).toEqual(['CN-2026-00001', 'CN-2026-00002']);
    });
  });

  describe('a budget that closes', () => {
    const close = async (): Promise<void> => {
      const at = scene.clock.now();
      const acting = `row('${officer.personId}', null, null)::ledger.acting`;
      await scene.owner.query(`select ledger.turn_budget($1, $2, '2026-03-20', $3, ${acting})`, [
        managed.budgetId,
        key(),
        at,
      ]);
    };
    const status = async (): Promise<unknown> =>
      (await scene.rows('select status from ledger.budget where id = $1', [managed.budgetId]))[0]?.['status'];

    it('waits for what its provider owes; what came back goes to its funders, also when it had closed before', async () => {
      const { delivery, invoice } = await invoiced();
      const late = await invoiced({ day: '2026-03-04' });
      await approve(invoice, late.invoice);
      await pay(invoice, late.invoice);
      await settled(delivery, '1.5', 3615);
      await scene.owner.query(
        `insert into ledger.budget_closing (council_id, budget_id, from_on, cause, decided_by) values ($1, $2, '2026-03-15', 'MOVED', $3)`,
        [managed.councilId, managed.budgetId, officer.personId],
      );
      await close();
      expect(await status()).toBe('CLOSING');
      expect(await balances()).toEqual({ available: -8435, accrued: 0, invoiced: -1205, paid: 9640 });
      const [note] = await scene.rows<{ id: string }>('select id from invoicing.credit_note where provider_id = $1', [
        variant.providerId,
      ]);
      const refund = (id: string, pence: bigint) =>
        scene.invoicing.recordRefund(officer, {
          creditNoteId: id,
          idempotencyKey: key(),
          pence,
          receivedOn: '2026-03-20',
        });
      await refund(note?.id ?? '', 1205n);
      await close();
      expect(await status()).toBe('CLOSED');
      expect(await balances()).toEqual({ available: -1000000, accrued: 0, invoiced: 0, paid: 8435 });
      // Settled after it closed: it is closing again until the money is back, and goes to the funders too.
      await settled(late.delivery, '0', 0);
      expect(await status()).toBe('CLOSING');
      expect(await balances()).toEqual({ available: -995180, accrued: 0, invoiced: -4820, paid: 8435 });
      const [other] = await scene.rows<{ id: string }>(
        'select id from invoicing.credit_note where provider_id = $1 and credit_pence = 4820',
        [variant.providerId],
      );
      await refund(other?.id ?? '', 4820n);
      await close();
      expect(await status()).toBe('CLOSED');
      expect(await balances()).toEqual({ available: -1000000, accrued: 0, invoiced: 0, paid: 3615 });
    });
  });
});
