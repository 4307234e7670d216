import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { ask, expectDone, fact, signedIn } from './support/work.js';

interface Invoice {
  readonly id: string;
  readonly status: string;
  readonly lines: readonly { readonly id: string }[];
}

/** Everything on the invoices of the council, by delivery. */
async function invoiceOf(
  finance: Page,
  wanted: ReadonlySet<string>,
): Promise<{ invoice: Invoice; deliveryId: string }> {
  const { invoices } = await ask<{ invoices: { edges: { node: Invoice }[] } }>(
    finance,
    'query { invoices(filter: { statuses: [ISSUED, APPROVED] }, first: 50) { edges { node { id status lines { id } } } } }',
  );
  for (const { node } of invoices.edges) {
    const line = node.lines.find(({ id }) => wanted.has(id));
    if (line) return { invoice: node, deliveryId: line.id };
  }
  throw new Error('No invoice about a visit that can be questioned');
}

test('a visit that is invoiced is questioned, costs less, and its money is back; the run takes it off', async ({
  browser,
}) => {
  const holder = await signedIn(browser, 'holder', { viewport: { width: 375, height: 800 } });
  const provider = await signedIn(browser, 'provider');
  const finance = await signedIn(browser, 'finance');
  const { deliveries } = await ask<{
    deliveries: { id: string; canQuestion: boolean; occurrence: { order: { provider: { name: string } } } }[];
  }>(
    holder,
    `query { deliveries(filter: { statuses: [CONFIRMED] }, first: 100) { id canQuestion occurrence { id order { provider { name } } } } }`,
  );
  const open = deliveries.filter(
    (one) => one.canQuestion && one.occurrence.order.provider.name === 'Marl Vale Home Support',
  );
  const { invoice, deliveryId } = await invoiceOf(finance, new Set(open.map(({ id }) => id)));
  await finance.goto(`/council/invoices/${invoice.id}`);
  if (invoice.status === 'ISSUED') {
    await finance.getByRole('button', { name: 'Approve this invoice' }).click();
    await expectDone(finance, 'The invoice is approved. It can go into a payment run.');
  }

  await holder.goto(`/my-support/${deliveryId}/not-right`);
  await holder.getByLabel('What was not right?').fill('Nobody came.');
  await holder.getByRole('button', { name: 'Send' }).click();
  await holder.getByText('Nobody came.').waitFor();
  await provider.goto(`/provider/disputes/${deliveryId}`);
  await provider.getByLabel('The visit did not happen').check();
  await provider.getByRole('button', { name: 'Send this answer' }).click();
  await expect(provider).toHaveURL(/done=settled/);

  const { disputes } = await ask<{ disputes: { id: string; delivery: { id: string }; notedPence: number }[] }>(
    holder,
    'query { disputes(filter: { settled: false }, first: 100) { id notedPence delivery { id } } }',
  );
  const question = disputes.find(({ delivery }) => delivery.id === deliveryId);
  if (!question) throw new Error('The question is not there');
  const sum = `£${(question.notedPence / 100).toFixed(2).replace(/\.00$/, '')}`;
  await holder.goto(`/my-support/questions/${question.id}`);
  await holder.getByRole('button', { name: /^I agree|^Agree|^Yes/ }).click();
  await expect(holder.getByText(`${sum} goes back to the budget.`)).toBeVisible();
  await expectNoBarriers(holder);
  await expectNoSidewaysScroll(holder);
  // The worker makes the credit note within a second or so.
  await expect(async () => {
    await holder.goto('/my-budget');
    await expect(holder.getByText(`${sum} came back because a visit was questioned`).first()).toBeVisible();
  }).toPass();

  await provider.goto('/provider/money');
  await expect(provider.getByRole('table', { name: 'Credit notes' }).getByText(sum).first()).toBeVisible();
  await expectNoBarriers(provider, 'without contrast');
  await finance.goto(`/council/invoices/${invoice.id}`);
  await expect(fact(finance, 'Credit notes')).toHaveText(`−${sum}`);
  const { preparePaymentRun: run } = await ask<{ preparePaymentRun: { id: string; totalPence: number } }>(
    finance,
    `mutation ($key: String!, $ids: [ID!]) { preparePaymentRun(idempotencyKey: $key, invoiceIds: $ids) { ... on PaymentRun { id totalPence } } }`,
    { key: crypto.randomUUID(), ids: [invoice.id] },
  );
  await finance.goto(`/council/payment-runs/${run.id}`);
  await expect(fact(finance, 'Taken off')).toHaveText(`−${sum}`);
  await expect(finance.getByRole('table', { name: 'Taken off in this run' }).locator('tbody tr')).toHaveCount(1);
  await expectNoBarriers(finance, 'without contrast');
  await finance.goto('/council/credit-notes');
  await expect(finance.getByText(`${sum} will be taken off in a payment run`).first()).toBeVisible();
  await expectNoBarriers(finance, 'without contrast');

  const second = await signedIn(browser, 'finance2');
  await second.goto(`/council/payment-runs/${run.id}`);
  await second.getByRole('button', { name: /^Release £/ }).click();
  await expectDone(second, 'The run is released. Every invoice in it is paid.');
  await second.goto('/council/credit-notes?show=settled');
  await expect(
    second.getByRole('table', { name: 'Credit notes' }).getByText(`${sum} taken off a payment`).first(),
  ).toBeVisible();
  await second.goto(`/council/invoices/${invoice.id}/paid-back/${crypto.randomUUID()}`);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(/not/i);
});
