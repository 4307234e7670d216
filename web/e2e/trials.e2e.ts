import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays, penceIn, signIn } from './support/pages.js';
import { signedIn } from './support/work.js';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A working day about a week away, as the three fields of a date. */
function workingDay(): readonly [day: string, month: string, year: string] {
  let day = inDays(7);
  for (let more = 8; ['Saturday', 'Sunday'].includes(weekdays[day.getUTCDay()] ?? ''); more += 1) day = inDays(more);
  return [String(day.getUTCDate()), String(day.getUTCMonth() + 1), String(day.getUTCFullYear())];
}

async function look(page: Page): Promise<void> {
  await page.setViewportSize({ width: 375, height: 900 });
  await expectNoSidewaysScroll(page);
  await expectNoBarriers(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('somebody orders one visit to meet first, without script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, 'holder@marlbridge.example');
  await page.goto('/search?words=gardening');
  await page.locator('.oc-card__link').first().click();
  await expect(page.getByText('You can meet first: one visit, and then you decide.')).toBeVisible();
  await page
    .getByRole('button', { name: /^Order/ })
    .first()
    .click();
  await page.getByLabel('Meet first').check();
  await look(page);
  await page.getByRole('button', { name: 'Continue' }).click();

  const [day, month, year] = workingDay();
  const meeting = page.getByRole('group', { name: 'Which day would you like to meet?' });
  await meeting.getByLabel('Day').fill(day);
  await meeting.getByLabel('Month').fill(month);
  await meeting.getByLabel('Year').fill(year);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Choose at least one day of the week').first()).toBeVisible();
  await page.getByRole('group', { name: 'If it suits, which days after that?' }).getByLabel('Tuesday').check();
  await look(page);
  await page.getByRole('button', { name: 'Continue' }).click();

  await expect(page.getByText('Every Tuesday')).toContainText('You decide after you have met.');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('If it suits')).toBeVisible();
  await page.getByLabel('Where should they come?').fill('At home');
  await page.getByRole('button', { name: 'Send order' }).click();
  await expect(page.getByText('You say how it went.')).toBeVisible();
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(page.getByText('This is a trial visit.')).toBeVisible();
  await look(page);
  await context.close();
});

test('a trial that suited goes on with one press, once', async ({ browser }) => {
  const page = await signedIn(browser, 'representative');
  await page.goto('/people-i-help');
  await page.getByRole('link', { name: 'Winifred Hartwell' }).first().click();
  const personId = /people-i-help\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
  await page.goto(`/my-support?for=${personId}`);
  await page.getByRole('button', { name: 'Say how it went' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How did it go?');
  await look(page);
  const asked = page.url();
  const each = await penceIn(page.locator('.govuk-summary-list__row', { hasText: 'Cost each time' }).locator('strong'));
  await page.getByRole('button', { name: 'Yes, go on with this' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('is sent');
  await expect(page.getByText(/^Every Tuesday/)).toBeVisible();
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(page.getByText('This came of a trial visit.')).toBeVisible();
  expect(await penceIn(page.locator('.govuk-summary-list__row', { hasText: 'each time' }).last())).toBe(each);
  const order = page.url();
  // The question is answered: going back to it shows what became of it.
  await page.goto(asked);
  await expect(page.getByText('This was a trial visit, and it goes on.')).toBeVisible();
  await page.getByRole('link', { name: 'See the order' }).first().click();
  expect(page.url()).toBe(order);
  await page.goto(`/my-support?for=${personId}`);
  await expect(page.getByRole('button', { name: 'Say how it went' })).toHaveCount(0);
});
