import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, penceOf } from './support/pages.js';
import { signedIn } from './support/work.js';

/** Opens the nth paid result of a search, keeps it, and says what it is called. */
async function keepFrom(page: Page, search: string, nth: number): Promise<string> {
  await page.goto(search);
  await page.locator('.oc-card__link').nth(nth).click();
  await expect(page).toHaveURL(/\/services\//);
  const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await page.getByRole('button', { name: 'Keep on my list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My list' })).toBeVisible();
  return name;
}

const shownNames = (page: Page) => page.locator('.oc-card__link').allTextContents();

test('somebody without script keeps three, looks at two side by side, and shows the list to a budget holder', async ({
  browser,
}) => {
  const page = await (
    await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } })
  ).newPage();
  await page.goto('/my-list');
  await expect(page.getByText('Nothing is on this list yet')).toBeVisible();
  await expectNoBarriers(page);
  const search = '/search?words=home+care&kind=PAID&unit=HOUR';
  const names = [await keepFrom(page, search, 0), await keepFrom(page, search, 1), await keepFrom(page, search, 2)];
  expect(await shownNames(page)).toEqual(names);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page.goto('/search');
  await expect(page.getByRole('link', { name: 'My list (3)' })).toBeVisible();

  await page.goto('/my-list');
  await page
    .locator('.oc-kept', { hasText: names[1] ?? '' })
    .getByRole('button')
    .click();
  expect(await shownNames(page)).toEqual([names[0], names[2]]);
  const link = await page.getByLabel('Link to copy').inputValue();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Side by side' })).toBeVisible();
  await expect(page.locator('thead a')).toHaveText([names[0] ?? '', names[2] ?? '']);
  const cost = page.locator('tbody tr', { has: page.getByRole('rowheader', { name: 'What it costs you' }) });
  const publicPence = (await cost.locator('.oc-price').allTextContents()).map(penceOf);
  expect(publicPence).toHaveLength(2);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);

  // The same list at what the council pays, for somebody whom it funds.
  const holder = await signedIn(browser, 'holder');
  await holder.goto(new URL(link).pathname + new URL(link).search);
  await expect(holder.getByRole('heading', { level: 1, name: 'A list for you' })).toBeVisible();
  expect(await shownNames(holder)).toEqual([names[0], names[2]]);
  await expect(holder.locator('.oc-price__why').first()).toBeVisible();
  const agreedPence = (await holder.locator('.oc-price').allTextContents()).map(penceOf);
  expect(agreedPence).not.toEqual(publicPence);
  await holder.getByRole('button', { name: 'Keep all on my list' }).click();
  await expect(holder.getByRole('heading', { level: 1, name: 'My list' })).toBeVisible();
  expect(await shownNames(holder)).toEqual([names[0], names[2]]);

  // Whoever sits at this screen next starts with nothing.
  await holder.getByRole('button', { name: 'Sign out' }).click();
  await expect(holder.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await holder.goto('/my-list');
  await expect(holder.getByText('Nothing is on this list yet')).toBeVisible();
});
