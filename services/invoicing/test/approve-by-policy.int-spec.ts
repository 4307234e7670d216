import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Scene, type Variant } from './fixtures/scene.js';

let scene: Scene;
let variant: Variant;

beforeAll(async () => {
  scene = await Scene.open();
  variant = await scene.variant(await scene.provider());
});
afterAll(async () => {
  expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
  expect(await scene.verify()).toMatchObject({ breaches: 0 });
  await scene.close();
});

it('an invoice that agrees is approved without a touch where the policy says so; one that differs, or that a person pays, waits', async () => {
  const [managed, direct] = [await scene.holder(), await scene.holder('DIRECT_PAYMENT')];
  const other = await scene.variant(await scene.provider());
  const ids = await scene.deliver([
    { holder: managed, variant, day: '2026-03-02' },
    { holder: direct, variant, day: '2026-03-03' },
    { holder: managed, variant: other, day: '2026-03-04', orderedPence: 1000 },
  ]);
  await scene.confirm(ids);
  const stands = async () =>
    scene.rows<{ status: string; approved: boolean; problems: number }>(
      `select i.status, i.approved_by is not null as approved, cardinality(l.match_problems) as problems
       from invoicing.invoice i join invoicing.invoice_line l on l.invoice_id = i.id where l.billable_id = any ($1) order by l.on_date`,
      [ids],
    );
  const waiting = { status: 'ISSUED', approved: false };
  await scene.approveByPolicy();
  expect(await stands()).toEqual([
    { ...waiting, problems: 0 },
    { ...waiting, problems: 0 },
    { ...waiting, problems: 1 },
  ]);
  await scene.policy('approveMatched', 'AUTO');
  await Promise.allSettled([scene.approveByPolicy(), scene.approveByPolicy(), scene.approveByPolicy()]);
  await scene.approveByPolicy();
  expect(await stands()).toEqual([
    { status: 'APPROVED', approved: true, problems: 0 },
    { ...waiting, problems: 0 },
    { ...waiting, problems: 1 },
  ]);
  const posted = await scene.rows(`select count(*)::int as n from ledger.transfer where kind = 'INVOICED'`);
  expect(posted).toEqual([{ n: 1 }]);
});
