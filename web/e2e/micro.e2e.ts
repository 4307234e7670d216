import { expect, type Page, test } from '@playwright/test';
import { reach, typeIn } from './support/keyboard.js';
import { expectNoBarriers, expectNoSidewaysScroll, inDays } from './support/pages.js';
import { expectDone, expectProblems } from './support/work.js';

const PASSWORD = 'four words in a row';

const tabTo = (page: Page, selector: string): Promise<void> => reach(page, page.locator(selector).first());
const type = (page: Page, selector: string, text: string): Promise<void> => typeIn(page, page.locator(selector), text);

async function tick(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Space');
}

/** One question: its heading, the answer, no barriers, on to the next. */
async function question(page: Page, title: string, answer: () => Promise<void>): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await answer();
  await tabTo(page, 'main button:not([name])');
  await page.keyboard.press('Enter');
}

test('a personal assistant opens a store on a phone, without script and without a mouse', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 760 } });
  const page = await context.newPage();
  const name = `Ines Marlow ${Date.now() % 100_000}`;
  await page.goto('/join');
  await type(page, '#personName', name);
  await type(page, '#organisationName', name);
  await type(page, '#email', `ines-${Date.now()}@marlow.example`);
  await type(page, '#password', PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Open the link that the email would have' }).press('Enter');
  await type(page, '#password', PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open your store');
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Begin' }).press('Enter');

  await question(page, 'How do you work?', () => tick(page, 'input[value="PERSONAL_ASSISTANT"]'));
  await question(page, 'What are you called?', () => type(page, '#name', name));
  await question(page, 'What do you do?', async () => {
    await tick(page, 'input[value="gardening"]');
    await tick(page, 'input[value="shopping"]');
  });
  await question(page, 'Tell people about you', () =>
    type(page, '#description', 'I help in the garden and at the shops.'),
  );
  await question(page, 'How can people reach you?', () => type(page, '#phone', '01632 960888'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where do you work?');
  await type(page, '#postcodeDistrict', 'MB3 4XZ');
  await page.keyboard.press('Enter');
  await expectProblems(page, 'Enter whole miles, from 1 to 99');
  await type(page, '#radiusMiles', '4');
  // It can be left, and gone on with.
  await tabTo(page, 'button[value="later"]');
  await page.keyboard.press('Enter');
  await expectDone(page, 'We kept your answers. Go on whenever you like.');
  await expectNoBarriers(page);
  await page.goto('/provider/store');
  await page.getByRole('button', { name: 'Go on where you stopped' }).press('Enter');
  await question(page, 'When do you work?', async () => {
    await tick(page, 'input[value="WEEKDAY"]');
    await tick(page, 'input[value="SUNDAY"]');
    await tick(page, 'input[value="any"]');
  });
  await question(page, 'What does an hour cost?', () => type(page, '#pricePence', '16.50'));
  await question(page, 'Which languages do you speak?', () => type(page, '#languages', 'English, Portuguese'));
  await question(page, 'Who comes?', () => tick(page, 'input[value="women-available"]'));
  await question(page, 'What access needs can you meet?', async () => undefined);
  await question(page, 'Insurance and DBS check', async () => {
    await type(page, '#insurer', 'Harbour Mutual Cover');
    await type(page, '#policyNumber', 'IM-1');
    const end = inDays(100);
    await type(page, '#insuredUntil-day', String(end.getUTCDate()));
    await type(page, '#insuredUntil-month', String(end.getUTCMonth() + 1));
    await type(page, '#insuredUntil-year', String(end.getUTCFullYear()));
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check, and open your store');
  await expect(page.getByText('MB3, and 4 miles around')).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await tabTo(page, 'button[value="publish"]');
  await page.keyboard.press('Enter');
  await expectDone(page, 'Your store is open. Everybody can find you now.');
  await expectNoSidewaysScroll(page);

  const reader = await (await browser.newContext()).newPage();
  await reader.goto(`/search?words=${encodeURIComponent(name)}`);
  await reader.getByRole('link', { name: 'Gardening', exact: true }).click();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Gardening');
  await expect(reader.getByText('£16.50').first()).toBeVisible();
  await expect(reader.getByText('Portuguese')).toBeVisible();
  for (const place of [reader, page]) expect((await place.content()).toUpperCase()).not.toContain('4XZ');
});
