import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { TrailRepository } from '../src/persistence/trail.repository.js';
import { FollowMoney } from '../src/use-cases/follow-money.js';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();

async function textOf(file: Promise<AsyncIterable<Uint8Array> | null>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await file) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the trail of a pound', () => {
  let scene: Scene;
  let following: FollowMoney;
  let officer: Actor;
  let second: Actor;
  let variant: Variant;
  const looks: string[] = [];

  beforeAll(async () => {
    scene = await Scene.open();
    [officer, second] = [scene.officer(), scene.officer()];
    variant = await scene.variant(await scene.provider());
    following = new FollowMoney(scene.database, new TrailRepository(), {
      recordLookUp: (_actor, look): Promise<void> => {
        looks.push(look.personId);
        return Promise.resolve();
      },
    });
    await scene.paying.importPayingAccounts({ ...officer, roles: ['OPERATOR'], councilId: null }, '2026-01-01', [
      {
        councilId: scene.councilA,
        serviceUserNumber: '123456',
        sortCode: '107999',
        accountNumber: '88837491',
        accountName: 'First Council',
      },
    ]);
  });
  afterAll(() => scene.close());

  async function invoiced(
    holder: Holder,
    quantity: string,
    day = '2026-03-02',
  ): Promise<{ visit: string; invoice: string }> {
    const [visit = ''] = await scene.deliver([{ holder, variant, day, quantity }]);
    await scene.confirm([visit]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [visit],
    );
    return { visit, invoice: row?.id ?? '' };
  }
  async function paid(...invoiceIds: string[]): Promise<string> {
    await scene.invoicing.approveInvoices(officer, { invoiceIds, idempotencyKey: key() });
    const run = await scene.invoicing.preparePaymentRun(officer, { invoiceIds, idempotencyKey: key() });
    await scene.invoicing.releasePaymentRun(second, { paymentRunId: run, idempotencyKey: key() });
    return run;
  }
  /** More money, after the £10,000 that everybody has. */
  async function moreMoney(holder: Holder, pence: number): Promise<string> {
    const id = randomUUID();
    await scene.owner.query('select ledger.schedule_instalments($1, $2, $3)', [
      holder.councilId,
      holder.budgetId,
      JSON.stringify([
        {
          id,
          kind: 'ONE_OFF',
          fundingKind: 'SOCIAL_CARE',
          dueOn: '2026-01-02',
          coversThrough: '2030-01-01',
          amountPence: String(pence),
        },
      ]),
    ]);
    await scene.owner.query(
      `select ledger.post_due_instalments($1, '2026-01-03', '{ONE_OFF}', now(), row($2::uuid, null, null)::ledger.acting)`,
      [holder.budgetId, holder.personId],
    );
    return id;
  }

  it('goes from money that came in to the bank’s line, and from there back, to the penny', async () => {
    const holder = await scene.holder();
    // £10,000 and £500: the visits take £9,640, then £723, so that the second is paid from both.
    const later = await moreMoney(holder, 50_000);
    const first = await invoiced(holder, '400', '2026-03-02');
    const next = await invoiced(holder, '30', '2026-03-03');
    const run = await paid(first.invoice, next.invoice);

    const trail = await following.run(officer, 'VISIT', next.visit);
    const [row] = trail?.rows ?? [];
    expect(row?.pence).toBe(72_300n);
    expect(row?.cameIn.map(({ words, pence, wholePence }) => [words, pence, wholePence])).toEqual([
      ['One-off money from the council', 36_000n, 1_000_000n],
      ['One-off money from the council', 36_300n, 50_000n],
    ]);
    expect(row?.cameIn[1]?.id).toBe(later);
    const [payment] = row?.line?.payments ?? [];
    expect(payment).toMatchObject({ runId: run, bankStatus: 'SENT', bankPence: '1036300', isHolders: false });

    // Back: from the bank's line to the same visits and the same money.
    const back = await following.run(officer, 'BANK_PAYMENT', payment?.bankPaymentId ?? '');
    expect(back?.rows.map(({ id, pence }) => [id, pence])).toEqual([
      [first.visit, 964_000n],
      [next.visit, 72_300n],
    ]);
    expect(back?.totalPence).toBe(1_036_300n);
    expect((await following.run(officer, 'PAYMENT_RUN', run))?.totalPence).toBe(1_036_300n);
    expect((await following.run(officer, 'INVOICE', first.invoice))?.rows.map(({ id }) => id)).toEqual([first.visit]);
    const forward = await following.run(officer, 'MONEY_IN', later);
    expect(forward?.rows.map(({ id, pence }) => [id, pence])).toEqual([[next.visit, 36_300n]]);
    expect(await following.starts(officer, payment?.bankReference ?? '')).toEqual([
      {
        kind: 'BANK_PAYMENT',
        id: payment?.bankPaymentId,
        words: payment?.bankReference,
        provider_id: variant.providerId,
        pence: 1_036_300n,
      },
    ]);

    const file = await textOf(following.file(officer, 'PAYMENT_RUN', run));
    const lines = file.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    // In the order of the invoices, which one of the two it may be.
    const ofNext = lines.filter((line) => line.includes('"723.00"'));
    expect(ofNext).toHaveLength(2);
    expect(ofNext[0]).toContain('"360.00"');
    expect(ofNext[1]).toContain(later);
  });

  it('adds up: all that was used is made of what came in, in every budget', async () => {
    const sums = await scene.rows<{ budget_id: string; used: string; pieces: string }>(
      `with used as (
         select budget_id, sum(amount_pence) as used from ledger.transfer
         where from_kind in ('available', 'committed') and to_kind not in ('available', 'committed') group by 1
       )
       select u.budget_id, u.used::text, (select sum(p.pence) from ledger.money_pieces(array[u.budget_id], null, null) p)::text as pieces from used u`,
    );
    expect(sums.length).toBeGreaterThan(0);
    for (const { used, pieces } of sums) expect(pieces).toBe(used);
  });

  it('shows a person their own, and others nothing; an officer’s look at one person’s money is recorded', async () => {
    const holder = await scene.holder();
    const other = await scene.holder();
    const mine = await invoiced(holder, '1');
    const theirs = await invoiced(other, '2');
    // The council pays: both are on invoices of their own here, and in one run with one line at the bank.
    const run = await paid(mine.invoice, theirs.invoice);
    const person = scene.person(holder.personId);
    const own = await following.run(person, 'VISIT', mine.visit);
    expect(own?.rows[0]?.line?.payments[0]).toMatchObject({ runId: run, bankPence: null });
    for (const [actor, visit] of [
      [person, theirs.visit],
      [scene.staff(variant.providerId), mine.visit],
      [scene.officer(scene.councilB), mine.visit],
      [scene.officer(scene.councilA, ['COMMISSIONER']), mine.visit],
    ] as const)
      expect(await following.run(actor, 'VISIT', visit)).toBeNull();
    expect(await following.run(person, 'PAYMENT_RUN', run)).toBeNull();
    expect(await following.run(person, 'INVOICE', theirs.invoice)).toBeNull();
    expect(await following.starts(person, 'OC-2026-00001')).toEqual([]);
    expect(await following.run(officer, 'VISIT', 'no id')).toBeNull();
    looks.length = 0;
    await following.run(officer, 'VISIT', mine.visit);
    await following.run(officer, 'PAYMENT_RUN', run);
    const [instalment] = await scene.rows<{ id: string }>('select id from ledger.instalment where budget_id = $1', [
      other.budgetId,
    ]);
    await following.run(officer, 'MONEY_IN', instalment?.id ?? '');
    expect(looks).toEqual([holder.personId, other.personId]);
  });
});
