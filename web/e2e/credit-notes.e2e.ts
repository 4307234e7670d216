import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inWords } from './support/pages.js';
import { ask, expectDone, fact, signedIn } from './support/work.js';

interface Invoice {
  readonly id: string;
  readonly status: string;
  readonly payerName: string;
  readonly totalPence: number;
  readonly lines: readonly { readonly id: string }[];
}

interface InvoicePage {
  readonly edges: readonly { readonly node: Invoice }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Waiting {
  readonly deliveries: readonly {
    readonly id: string;
    readonly occurrence: { readonly order: { readonly provider: { readonly name: string } } };
  }[];
}

/** The newest of the provider's own invoices in one of these states that is wanted. */
async function invoiceOf(
  provider: Page,
  statuses: readonly string[],
  wanted: (invoice: Invoice) => boolean,
): Promise<Invoice> {
  let after: string | null = null;
  do {
    const { invoices }: { invoices: InvoicePage } = await ask(
      provider,
      `query ($statuses: [InvoiceStatus!], $after: String) { invoices(filter: { statuses: $statuses }, first: 50, after: $after) {
         edges { node { id status payerName totalPence lines { id } } } pageInfo { hasNextPage endCursor } } }`,
      { statuses, after },
    );
    const found = invoices.edges.find(({ node }) => wanted(node));
    if (found) return found.node;
    after = invoices.pageInfo.hasNextPage ? invoices.pageInfo.endCursor : null;
  } while (after !== null);
  throw new Error('No such invoice');
}

test('a visit that is paid for is questioned, costs less, and its money is back; the next run takes it off', async ({
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
  const open = new Set(
    deliveries
      .filter((one) => one.canQuestion && one.occurrence.order.provider.name === 'Marl Vale Home Support')
      .map(({ id }) => id),
  );
  const paid = await invoiceOf(provider, ['PAID'], ({ lines }) => lines.some(({ id }) => open.has(id)));
  const deliveryId = paid.lines.find(({ id }) => open.has(id))?.id ?? '';

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
  const sum = inWords(question.notedPence);
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
  await finance.goto(`/council/invoices/${paid.id}`);
  await expect(fact(finance, 'Credit notes')).toHaveText(`−${sum}`);
  // Until then it could come back by itself.
  await finance.goto('/council/credit-notes');
  await finance
    .getByRole('link', { name: /^It was paid back/ })
    .first()
    .click();
  await expect(finance).toHaveURL(/\/paid-back\//);
  await expectNoBarriers(finance, 'without contrast');
  // The next visit that she says was right makes the next invoice.
  const { deliveries: waiting } = await ask<Waiting>(
    holder,
    'query { deliveries(filter: { statuses: [RECORDED] }, first: 100) { id occurrence { order { provider { name } } } } }',
  );
  const right = waiting.find(({ occurrence }) => occurrence.order.provider.name === 'Marl Vale Home Support');
  await ask(
    holder,
    'mutation ($id: ID!, $key: String!) { confirmDelivery(deliveryId: $id, idempotencyKey: $key) { ... on Delivery { id } } }',
    { id: right?.id, key: crypto.randomUUID() },
  );
  let next = paid;
  await expect(async () => {
    next = await invoiceOf(provider, ['ISSUED', 'APPROVED'], ({ lines }) => lines.some(({ id }) => id === right?.id));
  }).toPass();
  expect(next.totalPence).toBeGreaterThanOrEqual(question.notedPence);
  await finance.goto(`/council/invoices/${next.id}`);
  if (next.status === 'ISSUED') {
    await finance.getByRole('button', { name: 'Approve this invoice' }).click();
    await expectDone(finance, 'The invoice is approved. It can go into a payment run.');
  }
  const { preparePaymentRun: run } = await ask<{ preparePaymentRun: { id: string; totalPence: number } }>(
    finance,
    `mutation ($key: String!, $ids: [ID!]) { preparePaymentRun(idempotencyKey: $key, invoiceIds: $ids) { ... on PaymentRun { id totalPence } } }`,
    { key: crypto.randomUUID(), ids: [next.id] },
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
  await second.goto(`/council/invoices/${paid.id}/paid-back/${crypto.randomUUID()}`);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('We can’t find that page');
});
