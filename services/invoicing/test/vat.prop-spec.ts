import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { vatCategory, vatIn, type VatStatus, type VatTreatment } from '../src/domain/vat.js';
import { Scene } from './fixtures/scene.js';

const TREATMENTS: readonly VatTreatment[] = ['EXEMPT', 'STANDARD', 'ZERO', 'OUTSIDE_SCOPE'];
const STATUSES: readonly VatStatus[] = ['REGISTERED', 'NOT_REGISTERED', 'EXEMPT_WELFARE'];

describe('VAT', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  it('has the same category in the database as by the rule', async () => {
    const pairs = TREATMENTS.flatMap((treatment) => STATUSES.map((status) => ({ treatment, status })));
    const found = await scene.rows<{ category: string; reason: string | null }>(
      'select v.* from jsonb_to_recordset($1) as p (n int, treatment text, status text), lateral invoicing.vat_of(p.treatment, p.status) v order by n',
      [JSON.stringify(pairs.map((pair, n) => ({ ...pair, n })))],
    );
    expect(found.map((row) => row.category)).toEqual(
      pairs.map(({ treatment, status }) => vatCategory(treatment, status)),
    );
    for (const row of found) expect(row.reason !== null).toBe(row.category === 'E' || row.category === 'O');
  });

  it('is the same to the penny in the database as by the rule, and never more than a sixth at 20 %', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt(1n, 10_000_000_000n), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 0, max: 5000 }),
        async (lines, hundredths) => {
          const found = await scene.rows<{ vat: string }>(
            'select invoicing.vat_in(l::bigint, $2::numeric / 100)::text as vat from unnest($1::text[]) with ordinality u (l, n) order by n',
            [lines.map(String), hundredths],
          );
          expect(found.map((row) => BigInt(row.vat))).toEqual(lines.map((line) => vatIn(line, BigInt(hundredths))));
          for (const line of lines) expect(vatIn(line, 2000n) * 6n - line).toBeLessThanOrEqual(3n);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('splits any mix so that nothing outside VAT stands beside anything else, and every total is the sum of its lines', async () => {
    const holders = [await scene.holder(), await scene.holder(), await scene.holder('DIRECT_PAYMENT')];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...STATUSES),
        fc.array(
          fc.record({
            treatment: fc.constantFrom(...TREATMENTS),
            holder: fc.nat(2),
            price: fc.integer({ min: 1, max: 999 }),
            quarters: fc.integer({ min: 1, max: 16 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (status, sold) => {
          const providerId = await scene.provider(status);
          const visits = [];
          for (const [index, { treatment, holder, price, quarters }] of sold.entries()) {
            const variant = await scene.variant(providerId, price * 4, treatment);
            const person = holders[holder];
            if (person)
              visits.push({
                holder: person,
                variant,
                day: `2026-03-0${index + 1}`,
                quantity: (quarters / 4).toString(),
              });
          }
          await scene.confirm(await scene.deliver(visits));
          const invoices = await scene.rows<{ sums: boolean; categories: string[]; lines: number; payers: number }>(
            `select i.total_pence = sum(l.line_pence) and i.vat_pence = sum(l.vat_pence) as sums, array_agg(distinct l.vat_category) as categories, count(*)::int as lines,
               count(distinct case i.payer_kind when 'COUNCIL' then i.payer_id else l.person_id end)::int as payers
             from invoicing.invoice i join invoicing.invoice_line l on l.invoice_id = i.id where i.provider_id = $1 group by i.council_id, i.id`,
            [providerId],
          );
          expect(invoices.reduce((sum, invoice) => sum + invoice.lines, 0)).toBe(sold.length);
          for (const invoice of invoices) {
            expect(invoice.sums).toBe(true);
            expect(invoice.payers).toBe(1);
            if (invoice.categories.includes('O')) expect(invoice.categories).toEqual(['O']);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
