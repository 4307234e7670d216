import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { signedIn } from './support/work.js';

for (const javaScriptEnabled of [true, false])
  test(`a provider sees what five people or more look for in vain, and begins a service for it ${javaScriptEnabled ? 'with' : 'without'} script`, async ({
    browser,
  }) => {
    const page = await signedIn(browser, 'provider', {
      javaScriptEnabled,
      viewport: { width: javaScriptEnabled ? 1280 : 375, height: 800 },
    });
    await page.goto('/provider/store');
    await page.getByRole('link', { name: 'What people look for and do not find' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'What people look for' })).toBeVisible();
    const card = (name: string) => page.locator('.oc-looked-for').filter({ has: page.getByRole('heading', { name }) });
    await expect(card('“hydrotherapy”').locator('dd')).toHaveText(['10 to 19 people', '5 to 9 people']);
    await expect(card('“archery”').locator('dd')).toHaveText(['5 to 9 people', 'Fewer than 5']);
    // Four people looked for it.
    await expect(page.getByText('beekeeping')).toHaveCount(0);
    await expect(card('Pet care')).toContainText('of this kind');
    await expectNoBarriers(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: 'Write a service for Pet care' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Add a service' })).toBeVisible();
    await expect(page.getByLabel('What kind of support is it?')).toHaveValue('pet-care');
  });

test('nobody but providers sees it', async ({ browser }) => {
  for (const who of ['holder', 'commissioner']) {
    const page = await signedIn(browser, who);
    const answer = await page.goto('/provider/looked-for');
    expect(answer?.status()).toBe(403);
    await page.context().close();
  }
});
