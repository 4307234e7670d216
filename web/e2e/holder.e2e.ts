import { type Browser, expect, type Page, test } from '@playwright/test';
import { budgetOn, inWords, isoToday, penceIn, signIn, todayInLondon, waitUntil } from './support/pages.js';

const serviceName = 'Morning and bedtime care';
const provider = 'Marl Vale Home Support';

/** The half-hour visit at the price of today's weekday. */
function todaysVariant(): string {
  const { weekday } = todayInLondon();
  return weekday === 'Saturday' || weekday === 'Sunday' ? `Half an hour, ${weekday}` : 'Half an hour, weekday';
}

async function asAnother(browser: Browser, email: string, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, email);
  await act(page);
  await context.close();
}

async function openService(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('What would help you?').fill(serviceName.toLowerCase());
  await page.getByRole('button', { name: 'Find support' }).click();
  await page.locator('.oc-card', { hasText: provider }).getByRole('link', { name: serviceName }).click();
  await expect(page.getByRole('heading', { level: 1, name: serviceName })).toBeVisible();
}

/** The price of today's half hour to the reader, in pence. */
async function startOrder(page: Page): Promise<number> {
  const variant = page.locator('.oc-variant', { hasText: todaysVariant() }).first();
  const price = await penceIn(variant.locator('.oc-price__sum'));
  await expect(variant.locator('.oc-price__why')).toHaveText(': your council’s price');
  await variant.getByRole('button', { name: /^Order/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What would you like?' })).toBeVisible();
  return price;
}

/** Presses Continue and waits for the page that should come. */
async function next(page: Page, step: 'when' | 'cost' | 'check'): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL(new RegExp(`/${step}\\?`));
}

async function fillDay(page: Page, date: { day: string; month: string; year: string }): Promise<void> {
  await page.getByLabel('Day', { exact: true }).fill(date.day);
  await page.getByLabel('Month').fill(date.month);
  await page.getByLabel('Year').fill(date.year);
}

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** How many ratings the service has, from "4.6 out of 5 from 23 ratings". */
async function ratingCount(page: Page): Promise<number> {
  const words = /from (\S+) rating/.exec((await page.locator('.oc-rating').first().textContent()) ?? '')?.[1];
  if (words === undefined) return 0;
  return numbers.includes(words) ? numbers.indexOf(words) + 1 : Number(words.replace(',', ''));
}

const visitWords = (orderId: string): string => `a[href="/my-orders/${orderId}"]`;

// Each part stands on the one before.
test.describe.configure({ mode: 'serial' });

test.describe('a budget holder', () => {
  const place = `12 Willow Walk, door ${Date.now() % 10_000}`;
  const comment = `She was kind and on time. (${Date.now() % 10_000})`;
  let price = 0;
  let orderId = '';
  let serviceHref = '';

  test('searches, sees her own price, orders, and sees what is left', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Try it as Maureen Blackwood' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'My budget' })).toBeVisible();
    const before = await budgetOn(page);

    await openService(page);
    serviceHref = new URL(page.url()).pathname;
    price = await startOrder(page);
    await page.getByLabel('How many visits each day?').fill('1');
    await page.getByLabel('Just once').check();
    await next(page, 'when');
    await fillDay(page, todayInLondon());
    await page.getByLabel('What time should it start?').selectOption('12:00');
    await next(page, 'cost');

    await expect(page.getByRole('heading', { level: 1, name: `It costs ${inWords(price)}` })).toBeVisible();
    expect(await penceIn(page.locator('[data-sum="before"]'))).toBe(before.left);
    expect(await penceIn(page.locator('[data-sum="promised"]'))).toBe(-price);
    expect(await penceIn(page.locator('[data-sum="after"]'))).toBe(before.left - price);
    expect(await budgetOn(page)).toEqual({
      spent: before.spent,
      promised: before.promised + price,
      left: before.left - price,
    });
    await next(page, 'check');

    expect(await penceIn(page.locator('[data-sum="after"]'))).toBe(before.left - price);
    await page.getByLabel('Where should they come?').fill('');
    await page.getByRole('button', { name: 'Send order' }).click();
    await expect(page.getByRole('link', { name: 'Say where they should come' })).toBeVisible();
    await expect(page).toHaveTitle(/^Error: Check and send/);
    await page.getByLabel('Where should they come?').fill(place);
    await page.getByLabel(/Anything they should know/).fill('The key is with the neighbour.');
    await page.getByRole('button', { name: 'Send order' }).click();

    await expect(page.getByRole('heading', { level: 1, name: 'Your order is sent' })).toBeVisible();
    orderId = /\/my-orders\/([^/]+)\/sent/.exec(page.url())?.[1] ?? '';
    expect(await budgetOn(page)).toEqual({
      spent: before.spent,
      promised: before.promised + price,
      left: before.left - price,
    });
    await expect(page.locator('.govuk-summary-list')).toContainText(inWords(price));

    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Check and send' })).toBeVisible();
    await page.getByLabel('Where should they come?').fill(place);
    await page.getByLabel(/Anything they should know/).fill('The key is with the neighbour.');
    await page.getByRole('button', { name: 'Send order' }).click();
    await expect(page).toHaveURL(new RegExp(`/my-orders/${orderId}/sent`));

    await page.goto('/my-budget');
    expect((await budgetOn(page)).left).toBe(before.left - price);
    await expect(page.locator('.oc-statement-line').first()).toContainText(
      `${inWords(price)} promised for ${serviceName} with ${provider}. You have ${inWords(before.left - price)} left.`,
    );
  });

  test('hears yes from the provider, who comes and writes it down', async ({ browser, page }) => {
    await asAnother(browser, 'provider@marlbridge.example', async (theirs) => {
      await theirs.goto('/provider/orders');
      await theirs.locator(`a[href="/provider/orders/${orderId}"]`).click();
      await expect(theirs.getByText(place)).toBeVisible();
      await expect(theirs.getByText('The key is with the neighbour.')).toBeVisible();
      await theirs.locator('button[name="answer"][value="yes"]').click();
      await expect(theirs.locator('button[name="answer"]')).toHaveCount(0);
      await waitUntil(theirs, '12:45');
      await theirs.goto(`/provider/deliveries?day=${isoToday()}`);
      const visit = theirs.locator('li', { has: theirs.getByRole('checkbox') }).filter({ hasText: place });
      await visit.getByRole('checkbox').check();
      await visit.getByLabel(/^Who came/).fill('Linda G.');
      await theirs.getByRole('button', { name: 'Enter the visits I ticked' }).click();
      await expect(theirs.getByText('The visit is entered.')).toBeVisible();
    });
    await signIn(page, 'holder@marlbridge.example');
    await page.goto(`/my-orders/${orderId}`);
    await expect(page.getByText('The provider said yes')).toBeVisible();
    await expect(page.getByRole('link', { name: /Needs your answer/ })).toBeVisible();
  });

  test('confirms the visit, and her budget shows it as spent', async ({ page }) => {
    await signIn(page, 'holder@marlbridge.example');
    await page.goto('/my-budget');
    const before = await budgetOn(page);
    await page.goto('/my-support');
    const note = page.locator('.oc-note', { has: page.locator(visitWords(orderId)) });
    await expect(note).toContainText('Linda G. from Marl Vale Home Support came.');
    await expect(note).toContainText(inWords(price));
    await note.getByRole('button', { name: /Yes, it happened/ }).click();
    await expect(page.getByText(`Thank you. One visit confirmed: ${inWords(price)}.`)).toBeVisible();
    await expect(page.locator('.oc-note', { has: page.locator(visitWords(orderId)) })).toHaveCount(0);
    await page.goto('/my-budget');
    expect(await budgetOn(page)).toEqual({
      spent: before.spent + price,
      promised: before.promised - price,
      left: before.left,
    });
    await expect(page.locator('.oc-statement-line').first()).toContainText(`${inWords(price)} spent`);
  });

  test('says what she thinks, and it shows with its number once it is checked', async ({ browser, page }) => {
    await signIn(page, 'holder@marlbridge.example');
    await page.goto(serviceHref);
    const countBefore = await ratingCount(page);
    await page.goto(`/my-orders/${orderId}`);
    await page.getByRole('button', { name: 'Say what you think' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByRole('link', { name: 'Choose an answer: Did they come on time?' })).toBeVisible();
    for (const question of ['on time', 'what was agreed', 'with respect', 'matters to you', 'choose them again'])
      await page
        .getByRole('group', { name: new RegExp(question) })
        .getByLabel('Yes, very much')
        .check();
    await page.getByLabel(/In your own words/).fill(comment);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByRole('heading', { name: 'Thank you for saying what you think' })).toBeVisible();
    await page.getByRole('button', { name: 'Back to the order' }).click();
    await expect(page.getByRole('heading', { level: 1, name: serviceName })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Say what you think' })).toHaveCount(0);

    await page.goto(serviceHref);
    await expect(page.getByText(comment)).toHaveCount(0);
    await asAnother(browser, 'moderator@marlbridge.example', async (theirs) => {
      await theirs.goto('/council/moderation');
      await theirs.locator('li', { hasText: comment }).getByRole('link').first().click();
      await theirs.getByLabel('Put it on show', { exact: true }).check();
      await theirs.getByRole('button', { name: 'Send my answer' }).click();
      await expect(theirs).toHaveURL(/done=/);
    });
    await page.reload();
    await expect(page.getByText(`“${comment}”`)).toBeVisible();
    expect(await ratingCount(page)).toBe(countBefore + 1);
  });

  test('orders every week, cancels, and gets every penny back', async ({ page }) => {
    await signIn(page, 'holder@marlbridge.example');
    await page.goto('/my-budget');
    const before = await budgetOn(page);
    await page.goto(serviceHref);
    const variant = page.locator('.oc-variant', { hasText: 'Half an hour, weekday' }).first();
    await variant.getByRole('button', { name: /^Order/ }).click();
    await page.getByLabel('How many visits each day?').fill('1');
    await page.getByLabel(/Every week/).check();
    await next(page, 'when');
    await next(page, 'when');
    await expect(page.getByRole('link', { name: 'Choose at least one day of the week' })).toBeVisible();
    await page.getByLabel('Monday').check();
    await page.getByLabel('Thursday').check();
    await next(page, 'cost');
    const after = await penceIn(page.locator('[data-sum="after"]'));
    const promised = -(await penceIn(page.locator('[data-sum="promised"]')));
    expect(after).toBe(before.left - promised);
    await expect(page.getByRole('heading', { name: 'The next 26 weeks if you order this' })).toBeVisible();
    await next(page, 'check');
    await page.getByRole('button', { name: 'Send order' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your order is sent' })).toBeVisible();
    expect(await budgetOn(page)).toEqual({
      spent: before.spent,
      promised: before.promised + promised,
      left: after,
    });

    await page.getByRole('button', { name: 'See the order' }).click();
    await page
      .getByRole('link', { name: /Cancel this visit/ })
      .first()
      .click();
    await expect(page.getByText('All the money promised for it comes back.')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel the visit' }).click();
    await expect(page.getByText('It is cancelled.')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel all visits to come' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByText('It is cancelled.')).toBeVisible();
    await page.goto('/my-budget');
    expect(await budgetOn(page)).toEqual(before);
  });

  test('is told before and after sending that the money is not enough', async ({ page }) => {
    await signIn(page, 'holder@marlbridge.example');
    await page.goto('/my-budget');
    const { left } = await budgetOn(page);
    await page.goto(serviceHref);
    await page
      .locator('.oc-variant', { hasText: 'Half an hour, weekday' })
      .first()
      .getByRole('button', { name: /^Order/ })
      .click();
    await page.getByLabel('How many visits each day?').fill('384');
    await next(page, 'when');
    await next(page, 'cost');
    const needed = -(await penceIn(page.locator('[data-sum="promised"]')));
    await expect(page.locator('.govuk-warning-text')).toContainText(`It is short by ${inWords(needed - left)}.`);
    await expect(page.getByRole('button', { name: 'Continue' })).toHaveCount(0);

    await page.goto(page.url().replace('/cost?', '/check?'));
    await page.getByRole('button', { name: 'Send order' }).click();
    await expect(page.locator('.govuk-error-summary')).toContainText(
      `This needs ${inWords(needed)} and ${inWords(left)} is left. It lacks ${inWords(needed - left)}.`,
    );
    await page.goto('/my-budget');
    expect((await budgetOn(page)).left).toBe(left);
  });

  test('lets somebody act for her, and stops it', async ({ page }) => {
    await signIn(page, 'holder@marlbridge.example');
    await page.goto('/who-can-act-for-me');
    const cards = page.locator('.govuk-summary-card', { hasText: /Can act/ });
    const before = await cards.count();
    await page.getByRole('button', { name: 'Let somebody act for me' }).click();
    await page.getByLabel('Their email address').fill('representative@marlbridge.example');
    await page.getByLabel('Confirm visits').check();
    await page.getByLabel(/The most for one order/).fill('50');
    await page.getByRole('button', { name: 'Let them act for me' }).click();
    await expect(cards).toHaveCount(before + 1);
    const given = cards.filter({ hasText: 'Denise Hartwell' });
    await expect(given).toContainText('At most £50 for one order');
    await expect(given).toContainText('see your budget and visits and confirm visits');
    await given.getByRole('link', { name: /End this/ }).click();
    await page.getByRole('button', { name: 'Yes, stop it now' }).click();
    await expect(page.getByText('It has ended.')).toBeVisible();
    await expect(cards).toHaveCount(before);
  });
});
