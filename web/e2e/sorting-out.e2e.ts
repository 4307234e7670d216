import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { ask, expectDone, expectProblems, fact, signedIn } from './support/work.js';

const PHONE = { width: 375, height: 800 };
const DESK = { width: 1280, height: 900 };
const TOO_LONG = 'We came at the usual time. '.repeat(20).trim();
const HOW_IT_WAS = 'They rang again after an hour and wanted us all the same. We came at nine.';
const WHY_IT_IS_RIGHT = 'They called it off after four, so the fee is right, and the visit took place.';

interface Waiting {
  readonly id: string;
  readonly number: string;
  readonly settledBy: readonly string[];
  readonly differences: readonly { readonly code: string; readonly explanation: string | null }[];
}

async function waitingFor(page: Page): Promise<readonly Waiting[]> {
  const { invoicesToSortOut } = await ask<{ invoicesToSortOut: Waiting[] }>(
    page,
    '{ invoicesToSortOut(first: 100) { id number settledBy differences { code explanation } } }',
  );
  return invoicesToSortOut;
}

async function looked(page: Page): Promise<void> {
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
}

/** The row of an invoice in the list; it is gone when it is settled. */
function rowOf(page: Page, number: string) {
  return page.getByRole('table', { name: 'Invoices that need somebody' }).getByRole('row').filter({ hasText: number });
}

/** Nobody but its provider and its council reads of an invoice that differs; who may see neither gets no page of it. */
async function expectHidden(browser: Browser, { id }: Waiting): Promise<void> {
  for (const [who, path] of [
    ['micro', `/provider/money/${id}`],
    ['finance@oakhaven.example', `/council/invoices/${id}`],
    ['commissioner', null],
    ['holder', null],
  ] as const) {
    const other = await signedIn(browser, who);
    expect((await waitingFor(other)).map((one) => one.id)).not.toContain(id);
    expect(await ask(other, 'query ($id: ID!) { invoice(id: $id) { number } }', { id })).toEqual({ invoice: null });
    if (path !== null) expect((await other.goto(path))?.status()).toBe(404);
    await other.context().close();
  }
}

test('a provider says on a phone how a visit came to be charged twice, and the council agrees', async ({ browser }) => {
  const provider = await signedIn(browser, 'provider', { viewport: PHONE, javaScriptEnabled: false });
  const waiting = await waitingFor(provider);
  const differs = waiting.find(({ differences }) => differences.every(({ explanation }) => explanation === null));
  if (!differs) throw new Error('No invoice waits for its provider.');
  expect(differs.settledBy).toEqual(['PROVIDER']);
  expect(differs.differences.map(({ code }) => code)).toEqual(['DUPLICATE', 'DUPLICATE']);
  // The other one has been explained, and waits for the council.
  expect(waiting.filter(({ settledBy }) => settledBy.includes('FINANCE')).length).toBeGreaterThan(0);

  await provider.goto('/provider/money');
  await provider.getByRole('link', { name: 'Invoices to sort out' }).click();
  await expect(provider.getByRole('heading', { level: 1, name: 'Invoices to sort out' })).toBeVisible();
  await expect(rowOf(provider, differs.number)).toContainText('The same visit seems to be charged twice.');
  await looked(provider);
  await provider.getByRole('link', { name: differs.number, exact: true }).click();
  await expect(provider.getByRole('heading', { level: 1, name: `Invoice ${differs.number}` })).toBeVisible();
  await looked(provider);

  const sendIt = provider.getByRole('button', { name: 'Send it to the council' });
  const words = provider.getByLabel('How was it? The council reads this.');
  const choices = provider.getByRole('group', { name: 'What do you want to explain?' }).getByRole('radio');
  await sendIt.click();
  await expectProblems(provider, 'Choose one', 'Write a few words');
  await looked(provider);
  await choices.first().check();
  await words.fill(TOO_LONG);
  await sendIt.click();
  await expectProblems(provider, 'Say how it was, in at most 500 letters.');
  // Nothing is lost.
  await expect(choices.first()).toBeChecked();
  await expect(words).toHaveValue(TOO_LONG);
  expect((await waitingFor(provider)).find(({ id }) => id === differs.id)).toEqual(differs);
  await words.fill(HOW_IT_WAS);
  await sendIt.click();
  await expectDone(provider, 'The council reads what you wrote.');
  await expect(provider.getByRole('table', { name: 'What does not agree' })).toContainText(HOW_IT_WAS);
  await looked(provider);
  await words.fill(HOW_IT_WAS);
  await sendIt.click();
  await expectDone(provider, 'The council reads what you wrote.');
  await expect(provider.getByText('You have explained it. Now the council looks at it.')).toBeVisible();
  await expect(sendIt).toHaveCount(0);
  await looked(provider);
  await expectHidden(browser, differs);

  const nia = await signedIn(browser, 'finance', { viewport: DESK });
  await nia.goto('/council/invoices');
  await nia.getByRole('link', { name: 'Invoices to sort out' }).click();
  await expect(nia.getByRole('heading', { level: 1, name: 'Invoices to sort out' })).toBeVisible();
  await expect(rowOf(nia, differs.number)).toContainText('You');
  await looked(nia);
  await nia.getByRole('link', { name: differs.number, exact: true }).click();
  await expect(nia.getByRole('heading', { level: 1, name: `Invoice ${differs.number}` })).toBeVisible();
  await expect(nia.getByRole('table', { name: 'What does not agree' }).getByText(HOW_IT_WAS)).toHaveCount(2);
  await expect(nia.getByRole('button', { name: 'Approve this invoice' })).toHaveCount(0);
  await looked(nia);
  const isRight = nia.getByRole('button', { name: 'It is right as it is' });
  const why = nia.getByLabel('Why is it right? This is kept with the invoice.');
  await why.fill(WHY_IT_IS_RIGHT);
  await isRight.click();
  await expectProblems(nia, 'Choose one');
  await expect(why).toHaveValue(WHY_IT_IS_RIGHT);
  await looked(nia);
  await nia.getByRole('group', { name: 'What is right all the same?' }).getByRole('radio').first().check();
  await isRight.click();
  await expectDone(nia, 'It is written down that this is right.');
  await expect(nia.getByText('You can approve it when all that does not agree is settled.')).toBeVisible();
  await why.fill(WHY_IT_IS_RIGHT);
  await isRight.click();
  await expect(nia.getByRole('button', { name: 'Approve this invoice' })).toBeVisible();
  await expect(nia.getByRole('table', { name: 'What does not agree' })).toHaveCount(0);
  await looked(nia);
  await nia.getByRole('button', { name: 'Approve this invoice' }).click();
  await expectDone(nia, 'The invoice is approved. It can go into a payment run.');

  // It is in neither list any more, and its provider reads that it is approved.
  for (const [page, path] of [
    [nia, '/council/invoices/sent'],
    [provider, '/provider/money/sort-out'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: 'Invoices to sort out' })).toBeVisible();
    await expect(page.getByRole('link', { name: differs.number, exact: true })).toHaveCount(0);
    expect((await waitingFor(page)).map(({ id }) => id)).not.toContain(differs.id);
  }
  await provider.goto(`/provider/money/${differs.id}`);
  await expect(fact(provider, 'Where it stands')).toHaveText('Ready to pay');
  await looked(provider);
});
