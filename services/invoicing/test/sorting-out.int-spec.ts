import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, rowScope, UuidV7Source } from '@owncourse/kernel/contract';
import { type OwnDifference, ownDifference } from '../src/domain/match-problem.js';
import { SortingOutRepository } from '../src/persistence/sorting-out.repository.js';
import { SortOutDifferences } from '../src/use-cases/sort-out-differences.js';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();

describe('differences on invoices that made themselves', () => {
  let scene: Scene;
  let sorting: SortOutDifferences;
  let holder: Holder;
  let variant: Variant;
  let staff: Actor;
  let officer: Actor;
  const repository = new SortingOutRepository();

  beforeAll(async () => {
    scene = await Scene.open();
    sorting = new SortOutDifferences(
      scene.database,
      scene.invoices,
      repository,
      scene.clock,
      new UuidV7Source(scene.clock),
    );
    holder = await scene.holder();
    variant = await scene.variant(await scene.provider());
    staff = scene.staff(variant.providerId);
    officer = scene.officer();
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await scene.close();
  });

  const queue = (actor: Actor): Promise<string[]> =>
    scene.database.transaction(rowScope(actor), (queries) => repository.ours(queries, 50));
  async function found(actor: Actor, invoiceId: string): Promise<OwnDifference[]> {
    const rows = await scene.database.transaction(rowScope(actor), (queries) =>
      repository.differences(queries, [invoiceId]),
    );
    return rows.map(ownDifference);
  }
  async function invoiceOf(deliveryId: string): Promise<{ id: string; status: string }> {
    const [row] = await scene.rows<{ id: string; status: string }>(
      'select i.id, i.status from invoicing.invoice i join invoicing.invoice_line l on l.invoice_id = i.id where l.billable_id = $1',
      [deliveryId],
    );
    if (!row) throw new Error('There is no invoice of it.');
    return row;
  }
  async function over(day: string): Promise<{ lineId: string; invoiceId: string }> {
    const [lineId = ''] = await scene.deliver([{ holder, variant, day, orderedPence: 1000 }]);
    await scene.confirm([lineId]);
    return { lineId, invoiceId: (await invoiceOf(lineId)).id };
  }

  it('wait in one queue for the council and for their provider, and say who can settle them', async () => {
    const { lineId, invoiceId } = await over('2026-03-02');
    const good = await scene.deliver([{ holder, variant, day: '2026-03-03' }]);
    await scene.confirm(good);
    expect(await queue(officer)).toEqual([invoiceId]);
    expect(await queue(staff)).toEqual([invoiceId]);
    for (const stranger of [
      scene.officer(scene.councilB),
      scene.staff(randomUUID()),
      scene.person(holder.personId),
      scene.officer(scene.councilA, []),
    ]) {
      expect(await queue(stranger)).toEqual([]);
      expect(await found(stranger, invoiceId)).toEqual([]);
    }
    expect(await found(officer, invoiceId)).toEqual([
      {
        code: 'OVER_BUDGET',
        line: '1',
        detail: 'The line asks £24.10. Only £10.00 was set aside for this visit.',
        settledBy: 'FINANCE',
        explanation: null,
        mayAccept: true,
      },
    ]);
    await expect(
      scene.invoicing.approveInvoices(officer, { invoiceIds: [invoiceId], idempotencyKey: key() }),
    ).rejects.toThrow('MATCH_PROBLEMS');
    const agreed = { invoiceId, lineId, code: 'OVER_BUDGET', words: 'She was ill and needed longer.' };
    await sorting.accept(officer, { ...agreed, idempotencyKey: key() });
    expect(await found(officer, invoiceId)).toEqual([]);
    expect(await queue(officer)).toEqual([]);
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [invoiceId], idempotencyKey: key() });
    expect((await invoiceOf(lineId)).status).toBe('APPROVED');
  });

  it('are explained by the provider and agreed to by an officer, and then approved without a touch where the policy says so', async () => {
    const orderId = randomUUID();
    const twice = await scene.deliver([
      { holder, variant, day: '2026-03-04', orderId },
      { holder, variant, day: '2026-03-04', orderId },
    ]);
    await scene.confirm(twice);
    const [lineId = '', otherId = ''] = twice;
    const { id: invoiceId } = await invoiceOf(lineId);
    expect((await found(staff, invoiceId)).map((one) => [one.code, one.settledBy])).toEqual([
      ['DUPLICATE', 'PROVIDER'],
      ['DUPLICATE', 'PROVIDER'],
    ]);
    const asked = await scene.rows(`select payload from kernel.outbox where type = 'invoicing.invoices-differ'`);
    expect(asked).toEqual([{ payload: { invoiceIds: [invoiceId], providerId: variant.providerId } }]);
    const waiting = { councilId: scene.councilA, invoiceId, code: 'DUPLICATE' };
    for (const reader of [staff, officer])
      expect(await sorting.waiting(reader, 50)).toEqual(
        expect.arrayContaining([
          { ...waiting, lineId },
          { ...waiting, lineId: otherId },
        ]),
      );
    for (const stranger of [scene.staff(randomUUID()), scene.officer(scene.councilB), scene.person(holder.personId)])
      expect(await sorting.waiting(stranger, 50)).toEqual([]);
    const said = { invoiceId, lineId, code: 'DUPLICATE', words: 'One in the morning, one at night.' };
    await sorting.explain(staff, { ...said, idempotencyKey: key() });
    expect((await found(officer, invoiceId)).map((one) => [one.settledBy, one.explanation]).sort()).toEqual([
      ['FINANCE', 'One in the morning, one at night.'],
      ['PROVIDER', null],
    ]);
    await scene.policy('approveMatched', 'AUTO');
    await sorting.accept(officer, { ...said, idempotencyKey: key() });
    await scene.approveByPolicy();
    expect((await invoiceOf(lineId)).status).toBe('ISSUED');
    await sorting.accept(officer, { ...said, lineId: otherId, idempotencyKey: key() });
    const accepted = await scene.rows<{ payload: unknown }>(
      `select payload from kernel.outbox where type = 'invoicing.difference-accepted' and payload -> 'invoiceIds' ? $1`,
      [invoiceId],
    );
    expect(accepted).toEqual(
      [1, 2].map(() => ({ payload: { invoiceIds: [invoiceId], providerId: variant.providerId } })),
    );
    await scene.approveByPolicy();
    expect((await invoiceOf(lineId)).status).toBe('APPROVED');
    await scene.policy('approveMatched', 'OFFICER');
  });

  it('are none where an order has several visits a day, at times of their own', async () => {
    const orderId = randomUUID();
    const day = '2026-03-11';
    const ids = await scene.deliver([
      { holder, variant, day, orderId },
      { holder, variant, day, orderId },
    ]);
    await scene.rows(
      `update ordering.occurrence c set starts_at = c.starts_at + interval '8 hours', ends_at = c.ends_at + interval '8 hours'
       from ordering.delivery d where d.id = $1 and c.id = d.occurrence_id`,
      [ids[1]],
    );
    await scene.confirm(ids);
    const { id: invoiceId } = await invoiceOf(ids[0] ?? '');
    expect(await found(officer, invoiceId)).toEqual([]);
    expect(await queue(officer)).toEqual([]);
  });

  it('answered twice or at the same moment are answered once, by who may, in words', async () => {
    const { lineId, invoiceId } = await over('2026-03-05');
    const answer = { invoiceId, lineId, code: 'OVER_BUDGET', words: 'It is right.', idempotencyKey: key() };
    await expect(sorting.accept(staff, answer)).rejects.toThrow('NOT_PERMITTED');
    await expect(sorting.explain(officer, answer)).rejects.toThrow('NOT_PERMITTED');
    for (const stranger of [scene.officer(scene.councilB), scene.staff(randomUUID())])
      await expect(sorting.accept(stranger, answer)).rejects.toThrow('NOT_FOUND');
    for (const words of ['', ' ', 'x'.repeat(501), 'a\u0000b'])
      await expect(sorting.accept(officer, { ...answer, words })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(sorting.accept(officer, { ...answer, code: 'QUANTITY' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { problems: [{ field: 'code' }] },
    });
    await expect(sorting.accept(officer, { ...answer, code: 'PRICE' })).rejects.toThrow('WRONG_STATE');
    await expect(sorting.accept(officer, { ...answer, lineId: randomUUID() })).rejects.toThrow('NOT_FOUND');
    const same = await Promise.all(Array.from({ length: 3 }, () => sorting.accept(officer, answer)));
    expect(new Set(same)).toEqual(new Set([invoiceId]));
    await expect(sorting.accept(officer, { ...answer, words: 'Other words.' })).rejects.toThrow('IDEMPOTENCY_CONFLICT');
    await expect(sorting.accept(officer, { ...answer, idempotencyKey: key() })).rejects.toThrow('WRONG_STATE');
    const kept = await scene.rows('select kind, words from invoicing.difference_answer where invoice_id = $1', [
      invoiceId,
    ]);
    expect(kept).toEqual([{ kind: 'ACCEPTED', words: 'It is right.' }]);
    const explaining = { ...answer, idempotencyKey: key() };
    const other = await over('2026-03-06');
    const races = await Promise.allSettled(
      Array.from({ length: 4 }, () => sorting.accept(officer, { ...explaining, ...other, idempotencyKey: key() })),
    );
    expect(races.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await expect(
      scene.rows(`update invoicing.difference_answer set words = 'changed' where invoice_id = $1`, [invoiceId]),
    ).rejects.toThrow('never changes');
  });

  it('that are not as it was delivered cannot be agreed to; what is credited away needs nobody', async () => {
    const { lineId, invoiceId } = await over('2026-03-09');
    // Somebody with the owner's rights changed the note behind the invoice's back.
    await scene.rows('update ordering.delivery set quantity = 0.5, amount_pence = 1205 where id = $1', [lineId]);
    const now = await found(officer, invoiceId);
    expect(now.map((one) => [one.code, one.settledBy, one.mayAccept])).toEqual([
      ['QUANTITY', 'PERSON', false],
      ['OVER_BUDGET', 'FINANCE', true],
    ]);
    expect(now[0]?.detail).toBe('The invoice says 1 for £24.10. What was confirmed is 0.5 for £12.05.');
    const answer = { invoiceId, lineId, code: 'OVER_BUDGET', words: 'It is right.', idempotencyKey: key() };
    await sorting.accept(officer, answer);
    expect(await queue(officer)).toEqual([invoiceId]);
    await scene.rows(
      "update ordering.delivery set quantity = 1, amount_pence = 2410, on_date = '2026-03-08' where id = $1",
      [lineId],
    );
    expect((await found(officer, invoiceId)).map((one) => [one.code, one.settledBy, one.detail])).toEqual([
      ['DATE', 'PROVIDER', 'The invoice says Monday 9 March 2026. The visit was on Sunday 8 March 2026.'],
    ]);
    await scene.rows("update ordering.delivery set on_date = '2026-03-09' where id = $1", [lineId]);
    expect(await queue(officer)).toEqual([]);

    const gone = await over('2026-03-10');
    expect(await queue(staff)).toEqual([gone.invoiceId]);
    await scene.credit(await scene.settle(gone.lineId, '0', 0));
    expect(await queue(staff)).toEqual([]);
  });
});
