import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { ask, signedIn } from './support/work.js';

// This start has no key of a card company; paying-by-card.e2e.ts is played against a stand-in for one.

async function bothWidths(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
  await expectNoBarriers(page, 'without contrast');
}

async function expectNotSetUp(page: Page): Promise<void> {
  const { myCard } = await ask<{ myCard: { setUp: boolean } }>(page, '{ myCard { setUp } }');
  expect(myCard.setUp).toBe(false);
}

test('without keys a provider reads that nobody can pay by card, without JavaScript', async ({ browser }) => {
  const page = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  await expectNotSetUp(page);
  await page.goto('/provider/money');
  await page.getByRole('link', { name: 'Get paid by card' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Get paid by card' })).toBeVisible();
  await bothWidths(page);
  await expect(page.getByText('Card payment is not set up here.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open an account' })).toHaveCount(0);
});

test('without keys a person reads that card payment is not set up, without JavaScript on a phone', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'holder', { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  await expectNotSetUp(page);
  await page.goto('/my-card');
  await expect(page.getByRole('heading', { level: 1, name: 'My card' })).toBeVisible();
  await bothWidths(page);
  await expect(page.getByText('Card payment is not set up here. Nothing is taken from any card.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep a card' })).toHaveCount(0);
});
