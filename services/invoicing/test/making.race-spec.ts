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

  it('ends with every other provider where one cannot be invoiced, and with that one when it can', async () => {
    const providers = [...variants];
    while (providers.length < 24) providers.push(await scene.variant(await scene.provider()));
    const [holder] = holders as [Holder];
    const ids = await scene.deliver(providers.map((variant) => ({ holder, variant, day: '2026-03-09' })));
    await scene.take(ids);
    const order = providers.map((variant) => variant.providerId).sort();
    const broken = order[0] ?? '';
    await scene.rows(
      `create function public.stop_one() returns trigger language plpgsql as $$ begin
         if new.provider_id = '${broken}' then raise exception 'Not this one.'; end if; return new; end $$`,
    );
    await scene.rows(
      'create trigger stop_one before insert on invoicing.invoice for each row execute function public.stop_one()',
    );
    await expect(scene.invoicing.makeInvoices()).rejects.toThrow('Not this one.');
    const waiting = 'select provider_id from invoicing.billable_item order by provider_id';
    // Those of its own transaction wait with it; the other lane went on to the end.
    expect((await scene.rows<{ provider_id: string }>(waiting)).map((row) => row.provider_id)).toEqual(
      order.slice(0, 10),
    );
    await scene.rows('drop function public.stop_one cascade');
    expect(await scene.invoicing.makeInvoices()).toBe(10);
    expect(await scene.rows(waiting)).toEqual([]);
    await expectGapless();
  });

  it('writes no line without its invoice', async () => {
    const before = await scene.rows('select count(*)::int as lines from invoicing.invoice_line');
    await expect(
      scene.rows(
        `insert into invoicing.invoice_line select (jsonb_populate_record(l, jsonb_build_object('invoice_id', gen_random_uuid(), 'billable_id', gen_random_uuid()))).*
         from invoicing.invoice_line l limit 1`,
      ),
    ).rejects.toMatchObject({ code: '23503', message: 'A line needs its invoice.' });
    expect(await scene.rows('select count(*)::int as lines from invoicing.invoice_line')).toEqual(before);
  });
});
