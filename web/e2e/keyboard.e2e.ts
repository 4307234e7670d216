import { expect, type Page, test } from '@playwright/test';
import { pressAt, reach, typeIn } from './support/keyboard.js';
import { budgetOn, penceIn } from './support/pages.js';
import { expectDone } from './support/work.js';

/** From the sign-in page to the first page of whoever signs in, without a mouse. */
async function signInByKeyboard(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await typeIn(page, page.getByLabel('Email address'), email);
  await typeIn(page, page.getByLabel('Password'), 'demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

const mainButton = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).first();

test('a budget holder searches, orders, cancels, questions and confirms with nothing but the keyboard', async ({
  page,
}) => {
  await signInByKeyboard(page, 'holder@oakhaven.example');
  await page.goto('/my-budget');
  const before = await budgetOn(page);
  await page.goto('/');
  await typeIn(page, page.getByLabel('What would help you?'), 'cleaning');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/words=cleaning/);
  const withinBudget = { hasNotText: 'own money' };
  await pressAt(page, page.locator('.oc-card').filter(withinBudget).locator('.oc-card__link').first());
  await expect(page).toHaveURL(/\/services\//);
  const variant = page
    .locator('.oc-variant')
    .filter(withinBudget)
    .filter({ has: page.getByRole('button', { name: /^Order/ }) })
    .first();
  const unit = await penceIn(variant.locator('.oc-price__sum'));
  await pressAt(page, variant.getByRole('button', { name: /^Order/ }));
  await typeIn(page, page.locator('#quantity'), '2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'When?' })).toBeVisible();
  await pressAt(page, mainButton(page, 'Continue'));
  await expect(page.locator('[data-sum="promised"]')).toBeVisible();
  const promised = -(await penceIn(page.locator('[data-sum="promised"]')));
  expect(promised).toBe(2 * unit);
  await pressAt(page, mainButton(page, 'Continue'));
  await typeIn(page, page.getByLabel('Where should they come?'), '3 Ferry Lane');
  await pressAt(page, mainButton(page, 'Send order'));
  await expect(page.getByRole('heading', { level: 1, name: 'Your order is sent' })).toBeVisible();
  expect(await budgetOn(page)).toEqual({
    spent: before.spent,
    promised: before.promised + promised,
    left: before.left - promised,
  });
  await pressAt(page, mainButton(page, 'See the order'));
  await pressAt(page, mainButton(page, 'Cancel this order'));
  await expect(page.getByText('Nothing', { exact: true })).toBeVisible();
  await pressAt(page, page.getByRole('main').getByRole('button', { name: 'Cancel', exact: true }));
  await expect(page.getByText('It is cancelled.')).toBeVisible();
  await page.goto('/my-budget');
  expect(await budgetOn(page)).toEqual(before);

  await page.goto('/my-support');
  const waiting = page.locator('.oc-note');
  const visits = await waiting.count();
  expect(visits).toBeGreaterThanOrEqual(2);
  await pressAt(page, mainButton(page, /^Something was not right/));
  await typeIn(page, page.getByLabel('What was not right?'), 'They came an hour late.');
  await pressAt(page, mainButton(page, 'Send'));
  await expect(page.getByText(/We told the provider/)).toBeVisible();
  await expect(waiting).toHaveCount(visits - 1);
  const pence = await penceIn(page.locator('.oc-note__words strong').first());
  await pressAt(page, waiting.first().getByRole('button', { name: /^Yes/ }));
  await expect(waiting).toHaveCount(visits - 2);
  await page.goto('/my-budget');
  expect((await budgetOn(page)).spent).toBe(before.spent + pence);
});

test('a gardener answers an order and enters a visit with nothing but the keyboard', async ({ page }) => {
  await signInByKeyboard(page, 'micro@marlbridge.example');
  await page.goto('/provider/orders');
  const orders = page.locator('.oc-work__item');
  const waiting = await orders.count();
  await pressAt(page, orders.first().getByRole('link').first());
  await pressAt(page, mainButton(page, 'Yes, we will do it'));
  await expect(page.locator('.govuk-notification-banner--success')).toBeVisible();
  await page.goto('/provider/orders');
  await expect(orders).toHaveCount(waiting - 1);

  await page.goto('/provider/deliveries');
  const visits = page.locator('.oc-visit');
  const toEnter = await visits.count();
  await reach(page, visits.first().getByRole('checkbox'));
  await page.keyboard.press('Space');
  await expect(visits.first().getByRole('checkbox')).toBeChecked();
  await pressAt(page, mainButton(page, 'Enter the visits I ticked'));
  await expectDone(page, 'The visit is entered. The person can confirm it now.');
  await expect(visits).toHaveCount(toEnter - 1);
});

test('a finance officer approves an invoice with nothing but the keyboard', async ({ page }) => {
  await signInByKeyboard(page, 'finance@oakhaven.example');
  await page.goto('/council/invoices');
  const toApprove = page.getByRole('link', { name: /^To approve/ });
  const before = Number(/\d+/.exec(await toApprove.innerText())?.[0]);
  const link = page.getByRole('table', { name: 'Invoices' }).getByRole('link').first();
  const number = await link.innerText();
  await pressAt(page, link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Invoice ${number}`);
  await pressAt(page, mainButton(page, 'Approve this invoice'));
  await expectDone(page, 'The invoice is approved. It can go into a payment run.');
  await expect(toApprove).toHaveText(`To approve (${before - 1})`);
});
