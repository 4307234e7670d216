import { expect, type Page, test } from '@playwright/test';
import { budgetOn, inWords, penceIn, signIn } from './support/pages.js';

test.use({ javaScriptEnabled: false });

const holder = 'holder@marlbridge.example';

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

/** What the visits that wait for an answer come to, in pence. */
async function waitingPence(page: Page): Promise<number[]> {
  const sums = page.locator('.oc-note__words strong');
  return Promise.all(Array.from({ length: await sums.count() }, (_unused, index) => penceIn(sums.nth(index))));
}

test.describe('a budget holder without JavaScript', () => {
  test('signs in and out with plain forms', async ({ page }) => {
    await page.goto('/my-budget');
    await expect(page).toHaveURL(/\/sign-in\?return=%2Fmy-budget/);
    await page.getByLabel('Email address').fill(holder);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('link', { name: 'Enter your password' })).toBeVisible();
    await signIn(page, holder);
    await page.goto('/my-budget');
    await expect(page.getByRole('heading', { level: 1, name: 'My budget' })).toBeVisible();
    await press(page, 'Sign out');
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await page.goto('/my-budget');
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test('searches, narrows down and orders, and the money is promised', async ({ page }) => {
    await signIn(page, holder);
    await page.goto('/my-budget');
    const before = await budgetOn(page);
    await page.goto('/');
    await page.getByLabel('What would help you?').fill('gardner');
    await press(page, 'Find support');
    await expect(page).toHaveURL(/words=gardner/);
    await page.getByLabel('Price to you').selectOption('2000-2999');
    await page.getByLabel(/^Paid support/).check();
    await press(page, 'Show results');
    await expect(page).toHaveURL(/price=2000-2999/);
    await expect(page.getByLabel('Price to you')).toHaveValue('2000-2999');
    await page.waitForLoadState();
    const prices = await page.locator('.oc-card .oc-price__sum').allTextContents();
    expect(prices.length).toBeGreaterThan(0);
    for (const price of prices) expect(price).toMatch(/^£2\d(\.\d\d)?$/);

    // What costs own money asks one thing more, and has a journey of its own.
    const withinBudget = { hasNotText: 'own money' };
    await page.locator('.oc-card').filter(withinBudget).locator('.oc-card__link').first().click();
    const variant = page
      .locator('.oc-variant')
      .filter(withinBudget)
      .filter({ has: page.getByRole('button', { name: /^Order/ }) })
      .first();
    const unit = await penceIn(variant.locator('.oc-price__sum'));
    await variant.getByRole('button', { name: /^Order/ }).click();
    await page.locator('#quantity').fill('none');
    await press(page, 'Continue');
    await expect(page.getByRole('link', { name: 'Enter a number, such as 1 or 2.5' })).toBeVisible();
    await expect(page).toHaveTitle(/^Error: What would you like/);
    await page.locator('#quantity').fill('2');
    await press(page, 'Continue');
    const month = await page.getByLabel('Month').inputValue();
    await page.getByLabel('Month').fill('13');
    await press(page, 'Continue');
    await expect(page.getByRole('link', { name: /in the calendar/ })).toBeVisible();
    await expect(page.getByLabel('Month')).toHaveValue('13');
    await page.getByLabel('Month').fill(month);
    await press(page, 'Continue');
    await expect(page.locator('[data-sum="before"]')).toHaveText(inWords(before.left));
    expect(await penceIn(page.locator('[data-sum="promised"]'))).toBe(-2 * unit);
    await press(page, 'Continue');
    await page.getByLabel('Where should they come?').fill('12 Willow Walk');
    await press(page, 'Send order');
    await expect(page.getByRole('heading', { level: 1, name: 'Your order is sent' })).toBeVisible();
    expect(await budgetOn(page)).toEqual({
      spent: before.spent,
      promised: before.promised + 2 * unit,
      left: before.left - 2 * unit,
    });
    await press(page, 'See the order');
    await press(page, 'Cancel this order');
    await expect(page.getByText('Nothing', { exact: true })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByText('It is cancelled.')).toBeVisible();
    await page.goto('/my-budget');
    expect(await budgetOn(page)).toEqual(before);
  });

  test('questions one visit, confirms one, then all the others at once', async ({ page }) => {
    await signIn(page, holder);
    await page.goto('/my-support');
    const waiting = await waitingPence(page);
    expect(waiting.length).toBeGreaterThanOrEqual(4);
    const disputed = await page.locator('#disputed-title + ul > li').count();
    await press(page, /^Something was not right/);
    await page.getByLabel('What was not right?').fill('They left early.');
    await press(page, 'Send');
    await expect(page.getByText(/We told the provider/)).toBeVisible();
    await expect(page.locator('#disputed-title + ul > li')).toHaveCount(disputed + 1);
    await expect(page.getByText('You said: “They left early.”')).toBeVisible();

    await page.goto('/my-budget');
    const before = await budgetOn(page);
    await page.goto('/my-support');
    const [first = 0, ...others] = await waitingPence(page);
    expect(others.length).toBe(waiting.length - 2);
    await press(page, /^Yes, it happened/);
    await expect(page.getByText(`One visit confirmed: ${inWords(first)}.`)).toBeVisible();
    const rest = others.reduce((sum, pence) => sum + pence, 0);
    await expect(page.locator('.oc-notes__all')).toContainText(inWords(rest));
    await press(page, `Yes, all ${others.length} happened`);
    await expect(page.getByText(`confirmed: ${inWords(rest)}.`)).toBeVisible();
    await expect(page.locator('.oc-note')).toHaveCount(0);
    await page.goto('/my-budget');
    const after = await budgetOn(page);
    expect(after.spent).toBe(before.spent + first + rest);
    expect(after.spent + after.promised + after.left).toBe(before.spent + before.promised + before.left);
  });
});
