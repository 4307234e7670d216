import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, penceOf } from './support/pages.js';
import { signedIn } from './support/work.js';

const planned = (page: Page) => page.locator('.oc-answer .oc-card');

/** What is planned and what is left come to the amount, to the penny. */
async function expectItAddsUp(page: Page, amountPence: number): Promise<void> {
  const weekly = (await planned(page).locator('.oc-price').allTextContents()).map((text) =>
    penceOf(text.split(': ')[1] ?? ''),
  );
  const said = (await page.getByText(/^All of it costs/).textContent()) ?? '';
  const [costs = '', left = '£0'] = said.match(/£[\d,.]*\d/g) ?? [];
  expect(weekly.reduce((sum, pence) => sum + pence, 0)).toBe(penceOf(costs));
  expect(penceOf(costs) + penceOf(left)).toBe(amountPence);
}

test('somebody without a budget or script says an amount and what they like, is told what is wrong, and sees what it buys', async ({
  browser,
}) => {
  const page = await (
    await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } })
  ).newPage();
  await page.goto('/');
  await page.getByRole('link', { name: /What else could I get/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What else could I get?' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel('How much for a week?').fill('lots');
  await page.getByRole('button', { name: 'Show what there is' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter an amount for a week, such as 50 or 120.50');
  await expect(page.getByRole('alert')).toContainText('Choose something that you would like');
  await expectNoBarriers(page);
  // Nothing was lost.
  await expect(page.getByLabel('How much for a week?')).toHaveValue('lots');
  await page.getByLabel('How much for a week?').fill('120.50');
  await page.getByLabel('Getting out and about').check();
  await page.getByLabel('Company and befriending').check();
  await page.getByLabel(/Say it in your own words/).fill('someone to cook with\njuggling with fire');
  await page.getByLabel('Near which postcode?').fill('MB1 1AA');
  await page.getByRole('button', { name: 'Show what there is' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'With £120.50 a week you could have' })).toBeVisible();
  await expect(planned(page)).toHaveCount(3);
  await expectItAddsUp(page, 12_050);
  await expect(
    page.getByRole('listitem').filter({ hasText: '“juggling with fire” is not sold near here' }),
  ).toBeVisible();
  await expect(page.getByText('These are the prices that Marlbridge Borough Council has agreed')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Free and local, too' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await planned(page).first().getByRole('button', { name: /^Keep/ }).click();
  await expect(page).toHaveURL(/what-else\?.*amount=120\.50/);
  await expect(
    planned(page)
      .first()
      .getByRole('button', { name: /^Take off my list/ }),
  ).toBeVisible();
});

test('another council shows no agreed prices', async ({ page }) => {
  await page.goto('/what-else?amount=200&like=cleaning&postcode=OH1&within=10');
  await expect(page.getByText('These are the prices that everybody sees.')).toBeVisible();
  await expectItAddsUp(page, 20_000);
});

test('a budget holder sees it at their own prices, with the keyboard alone', async ({ browser }) => {
  const page = await signedIn(browser, 'holder');
  await page.goto('/my-budget');
  await page.getByRole('link', { name: 'What else could I get?' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'What else could I get?' })).toBeVisible();
  await page.getByLabel('How much for a week?').focus();
  await page.keyboard.type('100');
  await page.getByLabel('Help around the home').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Show what there is' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'With £100 a week you could have' })).toBeVisible();
  await expect(page.getByText('These are your prices.')).toBeVisible();
  // Whoever reads it aloud is at the answer.
  await expect(page.locator('.oc-answer')).toBeFocused();
  await expectItAddsUp(page, 10_000);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
});

test('what is too dear says how much more it would need', async ({ page }) => {
  await page.goto('/what-else?amount=1&like=personal-care&postcode=MB1');
  await expect(page.getByRole('heading', { level: 2, name: 'Nothing fits into £1 a week' })).toBeVisible();
  const item = page.getByRole('listitem').filter({ hasText: 'a week or more. You would need' });
  const [least = '', more = ''] = ((await item.textContent()) ?? '').match(/£[\d,.]*\d/g) ?? [];
  expect(penceOf(least) - penceOf(more)).toBe(100);
  await expectNoBarriers(page);
});
