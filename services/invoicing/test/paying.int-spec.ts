import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type Holder, Scene, type Variant, type Visit } from './fixtures/scene.js';

const key = (): string => randomUUID();

describe('approving and paying invoices', () => {
  let scene: Scene;
  let managed: Holder;
  let direct: Holder;
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
    direct = await scene.holder('DIRECT_PAYMENT');
    variant = await scene.variant(await scene.provider());
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    await scene.close();
  });

  async function invoiceFor(...visits: Partial<Visit>[]): Promise<string[]> {
    const ids = await scene.deliver(
      visits.map((visit, index) => ({ holder: managed, variant, day: `2026-03-0${index + 1}`, ...visit })),
    );
    await scene.confirm(ids);
    const rows = await scene.rows<{ id: string }>(
      'select distinct invoice_id as id from invoicing.invoice_line where billable_id = any ($1) order by 1',
      [ids],
    );
    return rows.map((row) => row.id);
  }

  const approve = (actor: Actor, ...invoiceIds: string[]): Promise<readonly string[]> =>
    scene.invoicing.approveInvoices(actor, { invoiceIds, idempotencyKey: key() });

  async function balanceOf({ budgetId }: Holder): Promise<Record<string, number>> {
    const [row] = await scene.rows<Record<string, number>>(
      'select accrued_pence::int as accrued, invoiced_pence::int as invoiced, paid_pence::int as paid from ledger.budget_balance where budget_id = $1',
      [budgetId],
    );
    return row ?? {};
  }

  it('takes an invoice from confirmed to paid, and the ledger follows', async () => {
    const other = await scene.holder();
    const [id = ''] = await invoiceFor({}, { holder: other, quantity: '2' }, {});
    expect(await balanceOf(managed)).toEqual({ accrued: 4820, invoiced: 0, paid: 0 });
    await approve(officer, id);
    expect(await balanceOf(managed)).toEqual({ accrued: 0, invoiced: 4820, paid: 0 });
    expect(await balanceOf(other)).toEqual({ accrued: 0, invoiced: 4820, paid: 0 });
    const paymentRunId = await scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key(), invoiceIds: [id] });
    await scene.invoicing.releasePaymentRun(second, { paymentRunId, idempotencyKey: key() });
    expect(await balanceOf(managed)).toEqual({ accrued: 0, invoiced: 0, paid: 4820 });
    const [paid] = await scene.rows('select status, paid_on::text, approved_by from invoicing.invoice where id = $1', [
      id,
    ]);
    expect(paid).toEqual({ status: 'PAID', paid_on: '2026-03-20', approved_by: officer.personId });
    expect(
      await scene.rows(
        'select sum(amount_pence)::int as sum, count(settled_on)::int as settled from invoicing.payment where run_id = $1',
        [paymentRunId],
      ),
    ).toEqual([{ sum: 9640, settled: 1 }]);
  });

  it('gives the first answer again for the same key, and refuses the key with something else', async () => {
    const [id = ''] = await invoiceFor({});
    const [other = ''] = await invoiceFor({ day: '2026-03-09' });
    const idempotencyKey = key();
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [id], idempotencyKey });
    expect(await scene.invoicing.approveInvoices(officer, { invoiceIds: [id], idempotencyKey })).toEqual([id]);
    await expect(scene.invoicing.approveInvoices(officer, { invoiceIds: [other], idempotencyKey })).rejects.toThrow(
      'IDEMPOTENCY_CONFLICT',
    );
    const run = { idempotencyKey: key(), invoiceIds: [id] };
    expect(await scene.invoicing.preparePaymentRun(officer, run)).toBe(
      await scene.invoicing.preparePaymentRun(officer, run),
    );
    await expect(approve(officer, id)).rejects.toThrow('WRONG_STATE');
  });

  it('lets the person approve what they pay for themselves, and nothing the council pays for', async () => {
    const [own = ''] = await invoiceFor({ holder: direct });
    const [councils = ''] = await invoiceFor({});
    await expect(approve(scene.person(managed.personId), councils)).rejects.toThrow('NOT_PERMITTED');
    await approve(scene.person(direct.personId), own);
    expect(await balanceOf(direct)).toEqual({ accrued: 0, invoiced: 2410, paid: 0 });
  });

  it('lets somebody with a mandate to pay approve, on that person’s behalf, as long as it is in force', async () => {
    const [id = ''] = await invoiceFor({ holder: direct });
    const mandate = { id: randomUUID(), personId: direct.personId, scopes: ['VIEW' as const, 'PAY' as const] };
    const representative: Actor = { ...scene.person(randomUUID()), roles: ['REPRESENTATIVE'], mandates: [mandate] };
    const viewer: Actor = { ...representative, mandates: [{ ...mandate, scopes: ['VIEW'] }] };
    await expect(approve(viewer, id)).rejects.toThrow('NO_MANDATE');
    await expect(approve(representative, id)).rejects.toThrow('NO_MANDATE');
    await scene.owner.query(`select identity.grant_mandate($1, $2, $3)`, [
      JSON.stringify({
        ...mandate,
        councilId: scene.councilA,
        actorPersonId: representative.personId,
        type: 'NOMINEE',
        startsOn: '2026-01-01',
      }),
      scene.clock.now(),
      direct.personId,
    ]);
    await approve(representative, id);
    expect(
      await scene.rows(
        `select on_behalf_of, mandate_id from ledger.transfer where kind = 'INVOICED' and posting_group = $1`,
        [id],
      ),
    ).toEqual([{ on_behalf_of: direct.personId, mandate_id: mandate.id }]);
  });

  it('answers the same for an invoice of another council, of somebody else, and for none', async () => {
    const [id = ''] = await invoiceFor({ holder: direct });
    const strangers = [scene.officer(scene.councilB), scene.person(managed.personId), scene.staff(randomUUID())];
    for (const stranger of strangers) {
      await expect(approve(stranger, id)).rejects.toThrow('NOT_FOUND');
      await expect(approve(stranger, randomUUID())).rejects.toThrow('NOT_FOUND');
    }
    const [councils = ''] = await invoiceFor({ day: '2026-03-09' });
    await expect(approve(scene.staff(variant.providerId), councils)).rejects.toThrow('NOT_PERMITTED');
    await expect(approve(scene.officer(scene.councilA, ['APPROVER']), councils)).rejects.toThrow('NOT_PERMITTED');
  });

  it('does not approve what does not agree, and says what', async () => {
    const [id = ''] = await invoiceFor({ quantity: '2', orderedPence: 2410 });
    await expect(approve(officer, id)).rejects.toMatchObject({
      code: 'MATCH_PROBLEMS',
      details: { problems: ['QUANTITY_OVER_ORDERED'] },
    });
    const [gone = ''] = await invoiceFor({ day: '2026-03-05' });
    await scene.owner.query(
      `update ordering.delivery set status = 'DISPUTED' where id = (select billable_id from invoicing.invoice_line where invoice_id = $1)`,
      [gone],
    );
    await expect(approve(officer, gone)).rejects.toMatchObject({
      code: 'MATCH_PROBLEMS',
      details: { problems: ['NO_ORDER'] },
    });
    expect(await scene.invoicing.invoicesToApprove(officer)).not.toContain(id);
  });

  it('approves all or nothing', async () => {
    const [good = ''] = await invoiceFor({});
    const [bad = ''] = await invoiceFor({ day: '2026-03-09', amountPence: 1 });
    await expect(approve(officer, good, bad)).rejects.toThrow('MATCH_PROBLEMS');
    expect(await scene.invoicing.invoicesToApprove(officer)).toContain(good);
    expect(await balanceOf(managed)).toMatchObject({ invoiced: 0 });
  });

  it('needs a second officer of the same council to release', async () => {
    const [id = ''] = await invoiceFor({});
    await approve(officer, id);
    const paymentRunId = await scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key(), invoiceIds: [id] });
    await expect(scene.invoicing.releasePaymentRun(officer, { paymentRunId, idempotencyKey: key() })).rejects.toThrow(
      'SAME_OFFICER',
    );
    await expect(
      scene.invoicing.releasePaymentRun(scene.officer(scene.councilB), { paymentRunId, idempotencyKey: key() }),
    ).rejects.toThrow('NOT_FOUND');
    await scene.invoicing.releasePaymentRun(second, { paymentRunId, idempotencyKey: key() });
    await expect(scene.invoicing.releasePaymentRun(second, { paymentRunId, idempotencyKey: key() })).rejects.toThrow(
      'WRONG_STATE',
    );
    expect(await balanceOf(managed)).toMatchObject({ paid: 2410 });
  });

  it('takes what is due by a day, and says when there is nothing', async () => {
    const [early = ''] = await invoiceFor({});
    await approve(officer, early);
    await expect(
      scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key(), dueOnOrBefore: '2026-04-18' }),
    ).rejects.toThrow('NOTHING_TO_PAY');
    const run = await scene.invoicing.preparePaymentRun(officer, {
      idempotencyKey: key(),
      dueOnOrBefore: '2026-04-19',
    });
    expect((await scene.runs.withInvoices(second, run))?.invoiceIds).toContain(early);
    await expect(
      scene.invoicing.preparePaymentRun(scene.officer(scene.councilB), { idempotencyKey: key(), invoiceIds: [early] }),
    ).rejects.toThrow('NOT_FOUND');
    await expect(
      scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key(), invoiceIds: [randomUUID()] }),
    ).rejects.toThrow('NOT_FOUND');
    await expect(
      scene.invoicing.preparePaymentRun(officer, { idempotencyKey: key(), invoiceIds: [early] }),
    ).rejects.toThrow('NOTHING_TO_PAY');
    await expect(
      scene.invoicing.preparePaymentRun(scene.person(managed.personId), { idempotencyKey: key() }),
    ).rejects.toThrow('NOT_PERMITTED');
  });
});
