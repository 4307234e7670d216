import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Holder, NOW, Scene, type Variant } from './fixtures/scene.js';

interface InvoiceFacts {
  readonly number: string;
  readonly payer_kind: string;
  readonly first: string;
  readonly last: string;
  readonly issued: string;
  readonly due: string;
  readonly total: number;
  readonly lines: number;
}

describe('making invoices', () => {
  let scene: Scene;
  let managed: Holder;
  let direct: Holder;

  beforeAll(async () => {
    scene = await Scene.open();
    managed = await scene.holder();
    direct = await scene.holder('DIRECT_PAYMENT');
  });
  afterAll(async () => {
    await scene.close();
  });

  const invoicesOf = (providerId: string): Promise<InvoiceFacts[]> =>
    scene.rows<InvoiceFacts>(
      `select i.number, i.payer_kind, i.period_start::text as first, i.period_end::text as last, i.issued_on::text as issued, i.due_on::text as due, i.total_pence::int as total,
         (select count(*)::int from invoicing.invoice_line l where l.invoice_id = i.id) as lines
       from invoicing.invoice i where i.provider_id = $1 order by i.number`,
      [providerId],
    );

  const shop = async (status: Parameters<Scene['provider']>[0] = 'NOT_REGISTERED'): Promise<Variant> =>
    scene.variant(await scene.provider(status));

  it('makes one for each payer as soon as visits are confirmed, and none twice', async () => {
    const variant = await shop();
    const other = await scene.holder();
    const ids = await scene.deliver([
      { holder: managed, variant, day: '2026-03-02', quantity: '1.5' },
      { holder: other, variant, day: '2026-03-03' },
      { holder: direct, variant, day: '2026-03-04' },
    ]);
    await scene.confirm(ids);
    await scene.confirm(ids);
    expect(await scene.invoicing.makeInvoices()).toBe(0);
    expect(await invoicesOf(variant.providerId)).toEqual([
      {
        number: 'OC-2026-00001',
        payer_kind: 'COUNCIL',
        first: '2026-03-02',
        last: '2026-03-03',
        issued: '2026-03-20',
        due: '2026-04-19',
        total: 3615 + 2410,
        lines: 2,
      },
      {
        number: 'OC-2026-00002',
        payer_kind: 'PERSON',
        first: '2026-03-04',
        last: '2026-03-04',
        issued: '2026-03-20',
        due: '2026-04-19',
        total: 2410,
        lines: 1,
      },
    ]);
  });

  it('gives people who hold their own money an invoice each', async () => {
    const variant = await shop();
    const second = await scene.holder('DIRECT_PAYMENT');
    const trust = await scene.holder('TRUST');
    await scene.confirm(
      await scene.deliver([direct, second, trust, direct].map((holder) => ({ holder, variant, day: '2026-03-02' }))),
    );
    const made = await invoicesOf(variant.providerId);
    expect(made.map((invoice) => [invoice.payer_kind, invoice.lines]).sort()).toEqual([
      ['ORGANISATION', 1],
      ['PERSON', 1],
      ['PERSON', 2],
    ]);
  });

  it('waits for the end of the week where the council wants weekly invoices', async () => {
    await scene.policy('invoicePeriod', 'weekly', scene.councilB);
    await scene.policy('paymentTermsDays', 14, scene.councilB);
    const holder = await scene.holder('COUNCIL_MANAGED', scene.councilB);
    const variant = await shop();
    const days = ['2026-03-08', '2026-03-09', '2026-03-15', '2026-03-16'];
    await scene.confirm(await scene.deliver(days.map((day) => ({ holder, variant, day }))));
    const first = {
      number: 'OC-2026-00001',
      payer_kind: 'COUNCIL',
      first: '2026-03-02',
      last: '2026-03-08',
      issued: '2026-03-20',
      due: '2026-04-03',
      total: 2410,
      lines: 1,
    };
    const second = {
      ...first,
      number: 'OC-2026-00002',
      first: '2026-03-09',
      last: '2026-03-15',
      total: 4820,
      lines: 2,
    };
    expect(await invoicesOf(variant.providerId)).toEqual([first, second]);
    scene.clock.moveTo(new Date('2026-03-23T00:30:00Z'));
    expect(await scene.invoicing.makeInvoices('2026-03-15')).toBe(0);
    expect(await scene.invoicing.makeInvoices()).toBe(1);
    scene.clock.moveTo(NOW);
    expect((await invoicesOf(variant.providerId)).at(-1)).toMatchObject({
      number: 'OC-2026-00003',
      first: '2026-03-16',
      last: '2026-03-22',
      issued: '2026-03-23',
      lines: 1,
    });
  });

  it.each([
    ['weekly', '2026-03-29', '2026-03-23', '2026-03-30'],
    ['four-weekly', '2026-03-22', '2026-02-23', '2026-03-23'],
    ['four-weekly', '2026-03-23', '2026-03-23', '2026-04-20'],
    ['monthly', '2024-02-29', '2024-02-01', '2024-03-01'],
    ['monthly', '2026-12-31', '2026-12-01', '2027-01-01'],
    ['on-confirmation', '2026-03-08', null, null],
  ])('a %s invoice of %s covers %s until before %s', async (rule, day, first, end) => {
    const found = await scene.rows(
      'select lower(p)::text as first, upper(p)::text as "end" from invoicing.period_of($1, $2) p',
      [rule, day],
    );
    expect(found).toEqual([{ first, end }]);
  });

  it('counts anew each year, and without a gap', async () => {
    const variant = await shop();
    await scene.confirm(await scene.deliver([{ holder: managed, variant, day: '2026-03-02' }]));
    scene.clock.moveTo(new Date('2027-01-01T00:10:00Z'));
    await scene.confirm(await scene.deliver([{ holder: managed, variant, day: '2026-12-31' }]));
    scene.clock.moveTo(NOW);
    await scene.confirm(await scene.deliver([{ holder: managed, variant, day: '2026-03-03' }]));
    expect((await invoicesOf(variant.providerId)).map((invoice) => invoice.number)).toEqual([
      'OC-2026-00001',
      'OC-2026-00002',
      'OC-2027-00001',
    ]);
  });

  it('invoices an agreed fee once, as one item', async () => {
    const variant = await shop();
    const [deliveryId] = await scene.deliver([{ holder: managed, variant, day: '2026-03-02', quantity: '2' }]);
    await scene.owner.query(`delete from ordering.delivery where id = $1`, [deliveryId]);
    const [fee] = await scene.rows<{ id: string }>(
      `update ordering.occurrence set status = 'CANCELLED', fee_pence = 1205 where provider_id = $1 returning id`,
      [variant.providerId],
    );
    const event = {
      id: randomUUID(),
      type: 'ordering.visits-cancelled',
      version: 1,
      councilId: scene.councilA,
      payload: { orderId: randomUUID(), occurrenceIds: [fee?.id ?? ''], feePence: '1205' },
      occurredAt: NOW,
    };
    const nobody = { personId: '', councilId: '', councilWide: false, organisationId: '', people: [] };
    await scene.database.transaction(nobody, (queries) => scene.making.handle([event], queries));
    const lines = await scene.rows(
      `select kind, description, quantity::text, line_pence::int as pence, match_problems from invoicing.invoice_line where provider_id = $1`,
      [variant.providerId],
    );
    expect(lines).toEqual([
      {
        kind: 'FEE',
        description: 'Cancelled late: Home help, One hour',
        quantity: '1.0000',
        pence: 1205,
        match_problems: [],
      },
    ]);
  });

  it('keeps what is outside VAT on an invoice of its own, and says why', async () => {
    const providerId = await scene.provider('EXEMPT_WELFARE');
    const care = await scene.variant(providerId, 2410, 'EXEMPT');
    const meals = await scene.variant(providerId, 900, 'STANDARD');
    await scene.confirm(
      await scene.deliver([care, meals].map((variant) => ({ holder: managed, variant, day: '2026-03-02' }))),
    );
    const categories = await scene.rows(
      `select array_agg(distinct vat_category) as categories, array_agg(distinct vat_reason) as reasons from invoicing.invoice_line where provider_id = $1 group by invoice_id order by 1`,
      [providerId],
    );
    expect(categories).toEqual([
      { categories: ['E'], reasons: ['VATEX-EU-132-1G'] },
      { categories: ['O'], reasons: ['VATEX-EU-O'] },
    ]);
  });

  it('still invoices what is not on sale any more', async () => {
    const variant = await shop();
    const ids = await scene.deliver([{ holder: managed, variant, day: '2026-03-02' }]);
    await scene.owner.query(`update catalogue.service set status = 'RETIRED' where id = $1`, [variant.serviceId]);
    await scene.confirm(ids);
    const [line] = await scene.rows<{ description: string; vat_category: string }>(
      'select description, vat_category from invoicing.invoice_line where provider_id = $1',
      [variant.providerId],
    );
    expect(line?.vat_category).toBe('O');
    expect(line?.description).toMatch(/^Home help/);
  });

  it('names what does not agree', async () => {
    const variant = await shop();
    const orderId = randomUUID();
    await scene.confirm(
      await scene.deliver([
        { holder: managed, variant, day: '2026-03-02', quantity: '2', orderedPence: 2410 },
        { holder: managed, variant, day: '2026-03-03', amountPence: 2400 },
        { holder: managed, variant, day: '2026-03-04', orderId },
        { holder: managed, variant, day: '2026-03-05' },
      ]),
    );
    await scene.confirm(await scene.deliver([{ holder: managed, variant, day: '2026-03-04', orderId }]));
    const found = await scene.rows(
      `select on_date::text as day, match_problems from invoicing.invoice_line where provider_id = $1 order by on_date, invoice_id = (select id from invoicing.invoice where provider_id = $1 order by number limit 1) desc`,
      [variant.providerId],
    );
    expect(found).toEqual([
      { day: '2026-03-02', match_problems: ['QUANTITY_OVER_ORDERED'] },
      { day: '2026-03-03', match_problems: ['PRICE_DIFFERS'] },
      { day: '2026-03-04', match_problems: [] },
      { day: '2026-03-04', match_problems: ['DUPLICATE_VISIT'] },
      { day: '2026-03-05', match_problems: [] },
    ]);
  });

  it('lets nobody change or remove what was issued, not even the owner', async () => {
    await expect(scene.owner.query('update invoicing.invoice set total_pence = total_pence + 1')).rejects.toThrow(
      'never changes',
    );
    await expect(scene.owner.query('update invoicing.invoice_line set line_pence = 1')).rejects.toThrow(
      'never changes',
    );
    await expect(scene.owner.query('delete from invoicing.invoice_line')).rejects.toThrow('never changes');
    await expect(scene.owner.query('truncate invoicing.invoice cascade')).rejects.toThrow('never changes');
  });
});
