import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const AT_ONCE = 16;

describe('invoices made by sixteen at once', () => {
  let scene: Scene;
  const holders: Holder[] = [];
  const variants: Variant[] = [];

  beforeAll(async () => {
    scene = await Scene.open();
    for (let count = 0; count < 4; count += 1) {
      holders.push(await scene.holder(count % 2 === 0 ? 'COUNCIL_MANAGED' : 'DIRECT_PAYMENT'));
      variants.push(await scene.variant(await scene.provider()));
    }
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    await scene.close();
  });

  const everywhere = (day: string) =>
    holders.flatMap((holder) => variants.map((variant) => ({ holder, variant, day })));

  async function expectGapless(): Promise<void> {
    const gaps = await scene.rows(
      `select provider_id from invoicing.invoice group by provider_id, year having max(number_in_year) <> count(*) or min(number_in_year) <> 1
       union all select c.provider_id from invoicing.provider_counter c
       where c.next_number <> 1 + (select count(*) from invoicing.invoice i where i.provider_id = c.provider_id and i.year = c.year)`,
    );
    expect(gaps).toEqual([]);
  }

  it('puts each delivery on exactly one invoice, with numbers without a gap', async () => {
    const ids = await scene.deliver(everywhere('2026-03-02'));
    await scene.take(ids);
    const made = await Promise.all(Array.from({ length: AT_ONCE }, () => scene.invoicing.makeInvoices()));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(variants.length * 3);
    expect(
      await scene.rows(
        'select count(*)::int as lines, count(distinct billable_id)::int as different from invoicing.invoice_line',
      ),
    ).toEqual([{ lines: ids.length, different: ids.length }]);
    expect(await scene.rows('select count(*)::int as waiting from invoicing.billable_item')).toEqual([{ waiting: 0 }]);
    await expectGapless();
  });

  it('keeps its numbers without a gap while confirmations, the job and failures run beside each other', async () => {
    const batches: string[][] = [];
    for (const day of ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'])
      batches.push(await scene.deliver(everywhere(day)));
    const failing = scene.database.transaction(
      { personId: '', councilId: '', councilWide: false, organisationId: '', people: [] },
      async (queries) => {
        await queries.query({ name: 'test.make', text: 'select * from invoicing.make_invoices($1::uuid[], $2, $3)' }, [
          variants.map((variant) => variant.providerId),
          '2026-03-31',
          '2026-03-20',
        ]);
        throw new Error('the power went');
      },
    );
    const results = await Promise.allSettled([
      ...batches.map((ids) => scene.confirm(ids)),
      failing,
      ...batches.map(() => scene.invoicing.makeInvoices()),
    ]);
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(1);
    await scene.invoicing.makeInvoices();
    const [lines] = await scene.rows<{ lines: number; different: number }>(
      'select count(*)::int as lines, count(distinct billable_id)::int as different from invoicing.invoice_line',
    );
    expect(lines).toEqual({ lines: 5 * 16, different: 5 * 16 });
    await expectGapless();
  });
});
