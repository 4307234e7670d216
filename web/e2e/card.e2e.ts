import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { ask, fact, signedIn } from './support/work.js';

/** No card can be taken without a key of the card company, or of its stand-in (`npm run stripe:stand-in`). */
async function isSetUp(page: Page): Promise<boolean> {
  const { myCard } = await ask<{ myCard: { setUp: boolean } }>(page, '{ myCard { setUp } }');
  return myCard.setUp;
}

async function bothWidths(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
  await expectNoBarriers(page, 'without contrast');
}

/** The card company's page is a plain form; its stand-in leads back at once. */
async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go on to Stripe' }).click();
  await page.getByRole('button').click();
}

test('a provider opens its account to be paid by card, or reads that nobody can, without JavaScript', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  const setUp = await isSetUp(page);
  await page.goto('/provider/money');
  await page.getByRole('link', { name: 'Get paid by card' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Get paid by card' })).toBeVisible();
  await bothWidths(page);
  if (!setUp) {
    await expect(page.getByText('Card payment is not set up here.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Open an account' })).toHaveCount(0);
    return;
  }
  await page.getByRole('button', { name: /account$/ }).click();
  await bothWidths(page);
  await goOn(page);
  await expect(page.getByText('You can be paid by card.')).toBeVisible();
});

test('a person keeps a card, takes it away and reads what they pay themselves, without JavaScript on a phone', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'holder', { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  const setUp = await isSetUp(page);
  await page.goto('/my-card');
  await expect(page.getByRole('heading', { level: 1, name: 'My card' })).toBeVisible();
  await bothWidths(page);
  if (setUp) {
    await page.getByRole('button', { name: 'Keep a card' }).click();
    await bothWidths(page);
    await goOn(page);
    await expect(page.getByText('Your card is kept.')).toBeVisible();
    await expect(fact(page, 'Your card')).toHaveText('Visa, ends in 4242');
    await bothWidths(page);
    await page.getByRole('button', { name: 'Take my card away' }).click();
    await expect(page.getByText('You keep no card.')).toBeVisible();
  } else {
    await expect(page.getByText('Card payment is not set up here. Nothing is taken from any card.')).toBeVisible();
  }
  // Where the demo has a visit that was partly paid with own money.
  const visit = page.getByRole('table', { name: 'What you pay yourself' }).getByRole('link').first();
  if ((await visit.count()) === 0) return;
  await visit.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your own money for a visit' })).toBeVisible();
  await expect(fact(page, 'Your own money')).toHaveText(/^£\d/);
  await bothWidths(page);
  await expect(page.getByText(setUp ? 'cannot be paid by card yet' : 'Card payment is not set up here.')).toBeVisible();
});
