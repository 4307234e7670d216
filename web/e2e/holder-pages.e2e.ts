import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, signIn } from './support/pages.js';

async function look(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
}

async function next(page: Page, step: 'when' | 'cost' | 'check'): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL(new RegExp(`/${step}\\?`));
  await look(page, page.url());
}

for (const width of [1280, 375]) {
  test(`a budget holder meets no barriers on her own pages at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await signIn(page, 'holder@marlbridge.example');
    for (const address of [
      '/my-budget',
      '/my-budget/spent',
      '/my-budget/spent/new',
      '/my-budget/my-part',
      '/my-support',
      '/who-can-act-for-me',
      '/who-can-act-for-me/new',
      '/my-data',
    ])
      await look(page, address);
    await look(page, '/my-orders');
    const order = (await page.locator('.oc-order__title a').last().getAttribute('href')) ?? '';
    for (const address of [order, `${order}/sent`, `${order}/rate`]) await look(page, address);
  });

  test(`a budget holder meets no barriers on the way to an order at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await signIn(page, 'holder@marlbridge.example');
    await page.goto('/search?words=morning+and+bedtime+care');
    await look(page, (await page.locator('.oc-card__link').first().getAttribute('href')) ?? '');
    await page.getByRole('button', { name: 'Order Half an hour, weekday', exact: true }).click();
    await expect(page).toHaveURL(/\/what/);
    await look(page, page.url());
    await page.getByLabel(/Every week/).check();
    await next(page, 'when');
    await page.getByLabel('Monday').check();
    await next(page, 'cost');
    await next(page, 'check');
  });
}
