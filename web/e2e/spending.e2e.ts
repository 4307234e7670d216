import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inWords, penceIn } from './support/pages.js';
import { budgetOf, expectDone, expectProblems, fact, signedIn } from './support/work.js';

/** A white picture of one point: enough to be a photo. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a daughter writes down wages with a receipt, without JavaScript, and puts them back', async ({ browser }) => {
  const { personId } = await budgetOf(await signedIn(browser, 'finance'), 'Winifred Hartwell');
  const page = await signedIn(browser, 'representative', {
    javaScriptEnabled: false,
    viewport: { width: 375, height: 800 },
  });
  await page.goto(`/my-budget/spent?for=${personId}`);
  const left = await penceIn(page.locator('.oc-lead .oc-money'));
  await page.getByRole('button', { name: 'Write down money they spent' }).click();
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expectProblems(
    page,
    'Choose what it was for',
    'Enter who was paid',
    'Enter a sum of more than zero, such as 40 or 12.50',
  );
  await page.getByLabel('How much?').fill('12.50');
  await page.getByLabel('Who was paid?').fill('Ann Baker');
  await page.getByLabel('Wages of somebody you employ').check();
  await page.getByLabel('The receipt, if you have it').setInputFiles({
    name: 'IMG_0001.html',
    mimeType: 'text/html',
    buffer: photo,
  });
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expectDone(page, 'It is written down. The money is counted as spent.');
  await expect(page.locator('.oc-lead .oc-money')).toHaveText(inWords(left - 1250));
  await expect(page.getByRole('listitem').filter({ hasText: 'Ann Baker' }).first()).toContainText('With a receipt.');
  await page.getByRole('link', { name: '£12.50 to Ann Baker' }).first().click();
  await expectNoSidewaysScroll(page);
  const address = (await page.getByRole('link', { name: 'Receipt 1' }).getAttribute('href')) ?? '';
  const file = await page.request.get(address);
  expect([file.status(), file.headers()['content-type']]).toEqual([200, 'image/jpeg']);
  const stranger = await signedIn(browser, 'selffunder');
  expect((await stranger.request.get(address)).status()).toBe(404);
  await page.getByText('This was written down wrongly').click();
  await page.getByLabel('What was wrong?').fill('I wrote it twice');
  await page.getByRole('button', { name: 'Put the money back' }).click();
  await expectDone(page, 'It is put back. The money is in the budget again.');
  await expect(page.locator('.oc-lead .oc-money')).toHaveText(inWords(left));
});

test('finance records what somebody pays and that it came; the pages are without barriers', async ({ browser }) => {
  const page = await signedIn(browser, 'finance');
  const { id } = await budgetOf(page, 'Maureen Blackwood');
  await page.goto(`/council/budgets/${id}`);
  await page.getByRole('link', { name: /^What .* pays$/ }).click();
  await expect(page).toHaveURL(/\/contribution/);
  // The page before this one has a "Paid" of its own.
  await expect(page.getByRole('heading', { level: 1, name: 'What Maureen Blackwood pays' })).toBeVisible();
  const paid = await penceIn(fact(page, 'Paid'));
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Record a result' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Record what somebody pays');
  await expectNoBarriers(page);
  await page.getByLabel('An assessment made elsewhere').check();
  await page.getByLabel('What they pay a week').fill('1');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectDone(page, 'The result is recorded. What is to come in follows it.');
  await expect(page.locator('.oc-lead .oc-money').first()).toHaveText('£1');
  await page.getByRole('button', { name: 'Record money paid or given back' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Record money paid or given back');
  await expectNoBarriers(page);
  await page.getByLabel(/ paid it$/).check();
  await page.getByLabel('How much?').fill('1.75');
  await page.getByRole('button', { name: 'Record it' }).click();
  await expectDone(page, 'The sum is recorded as paid.');
  await expect(fact(page, 'Paid')).toHaveText(inWords(paid + 175));
});

test('finance asks for what is still to pay, without JavaScript, and the person reads it', async ({ browser }) => {
  const page = await signedIn(browser, 'finance', { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  const { id, personId } = await budgetOf(page, 'Winifred Hartwell');
  await page.goto(`/council/budgets/${id}/contribution`);
  const owed = await penceIn(fact(page, 'Still to pay'));
  await page.getByRole('button', { name: /^Ask Winifred Hartwell to pay £/ }).click();
  await expectDone(page, 'We told Winifred Hartwell. They read it on their page, and by mail or letter.');
  await expect(page.getByText(/asked Winifred Hartwell on .* to pay/)).toContainText(inWords(owed));
  await expectNoSidewaysScroll(page);
  const hers = await signedIn(browser, 'representative');
  await hers.goto(`/my-budget/my-part?for=${personId}`);
  await expect(hers.getByText(/^Please pay/)).toContainText(inWords(owed));
  await expectNoBarriers(hers);
});
