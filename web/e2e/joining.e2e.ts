import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays } from './support/pages.js';
import { expectDone, expectProblems, signedIn } from './support/work.js';

/** A picture of one dot, as PNG. */
const ONE_DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const PASSWORD = 'three words together';

/** So many days from now, into the three fields of a day. */
async function fillDay(page: Page, name: string, days: number): Promise<void> {
  const day = inDays(days);
  await page.locator(`#${name}-day`).fill(String(day.getUTCDate()));
  await page.locator(`#${name}-month`).fill(String(day.getUTCMonth() + 1));
  await page.locator(`#${name}-year`).fill(String(day.getUTCFullYear()));
}

async function heading(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words);
}

/** Fills the form until its email is confirmed, and is in the new store's first page then. */
async function join(page: Page, name: string): Promise<string> {
  const email = `rowan-${Date.now()}@lantern.example`;
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Sell your support here' }).click();
  await heading(page, 'Sell your support here');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Join' }).click();
  await expectProblems(
    page,
    'Give your name.',
    'Give the name that people know you by.',
    'Give an email address, such as name@example.org.',
    'Choose a password of at least 10 letters.',
  );
  await page.getByLabel('Your name').fill('Rowan Lantern');
  await page.getByLabel('What are you called?').fill(name);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Choose a password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('heading', { name: 'Look at your email' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole('link', { name: 'Open the link that the email would have' }).click();
  await heading(page, 'Say that this email is yours');
  await expectNoBarriers(page);
  await page.getByLabel('Password').fill('not what was chosen');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expectProblems(page, 'That is not the password that was chosen. Nothing was made yet.');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Go on' }).click();
  await heading(page, 'Open your store');
  await expectNoBarriers(page);
  await page.getByRole('link', { name: 'Write who you are, then what you sell' }).click();
  await heading(page, 'About us');
  return email;
}

test('a provider joins by itself, sells, is accepted by a council, and takes a service off sale', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  await join(page, 'Lantern Gardens');
  await expectNoBarriers(page);
  await page.getByLabel('A company').check();
  await page
    .getByLabel('Who are you, and what do you do?')
    .fill('We look after small gardens with the people they belong to.');
  await page.getByLabel('First half of your postcode').fill('MB2');
  await page.getByLabel('Phone').fill('01632 960777');
  await page.getByLabel('We are not registered for VAT').check();
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expectDone(page, 'Kept. Now say what you sell.');
  await heading(page, 'Our store');
  await expectNoBarriers(page);

  await page.getByRole('button', { name: 'Add a service' }).click();
  await heading(page, 'Add a service');
  await expectNoBarriers(page);
  await page.getByLabel('What kind of support is it?').selectOption({ label: 'Gardening' });
  await page.getByLabel('What is it called?').fill('Lantern garden mornings');
  await page.getByLabel('What do people get? One sentence').fill('Two of us come and work with you.');
  await page.getByLabel('What happens?').fill('We mow, weed and plant.\n\nYou do as much as you like.');
  await page
    .getByRole('group', { name: /^Where in Marlbridge/ })
    .getByRole('checkbox')
    .first()
    .check();
  await page.getByRole('button', { name: 'Keep it as a draft' }).click();
  await expectDone(page, 'Kept.');
  await heading(page, 'Lantern garden mornings');
  await expect(page.getByText('It needs a price before it can go on show.')).toBeVisible();
  await expectNoBarriers(page);
  const ownPath = new URL(page.url()).pathname;

  await page.getByRole('button', { name: 'Add a price' }).click();
  await heading(page, 'Add a price');
  await expectNoBarriers(page);
  await page.getByLabel('Name of the price').fill('One hour');
  await page.getByLabel('Price, with VAT').fill('nothing');
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expectProblems(page, 'Enter a sum, such as 18 or 18.50');
  await page.getByLabel('Price, with VAT').fill('19.75');
  await page.getByRole('button', { name: 'Keep this' }).click();
  await heading(page, 'Lantern garden mornings');

  await page.getByRole('link', { name: 'Add a photo' }).click();
  await heading(page, 'Photos');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Add this photo' }).click();
  await expectProblems(page, 'Choose a photo', 'Say what is to be seen');
  await page.getByLabel('Choose a photo').setInputFiles({ name: 'bed.png', mimeType: 'image/png', buffer: ONE_DOT });
  await page.getByLabel('What is to be seen?').fill('Beans climb in a raised bed');
  await page.getByRole('button', { name: 'Add this photo' }).click();
  await expectDone(page, 'The photo is added.');
  await expectNoBarriers(page);
  await page.goto(ownPath);

  await page.getByRole('link', { name: 'Look at it as everybody will see it' }).click();
  await expect(page.getByText('This is how people will see it. Only you can see this page.')).toBeVisible();
  await expect(page.getByText('£19.75 an hour')).toBeVisible();
  await expectNoBarriers(page);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(ownPath.replace('/provider/store', ''));
  await expect(stranger.getByText('Lantern garden mornings')).toHaveCount(0);
  await page.getByRole('button', { name: 'Go back and put it on show' }).click();
  await page.getByRole('button', { name: 'Put it on show now' }).click();
  await expectDone(page, 'It is on show. Everybody can find it now.');

  await stranger.goto('/search?words=lantern+garden+mornings');
  await stranger.getByRole('link', { name: 'Lantern garden mornings' }).click();
  await heading(stranger, 'Lantern garden mornings');
  await expect(stranger.getByText(/^No council here has accepted their papers/)).toBeVisible();
  await expect(stranger.getByRole('img', { name: 'Beans climb in a raised bed' })).toBeVisible();
  await expectNoBarriers(stranger);

  await page.goto('/provider/store/opening');
  await expectNoBarriers(page);
  await page.getByLabel('Monday').fill('all day');
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expect(page.getByText('Monday: write times such as 9:00 to 17:00').first()).toBeVisible();
  await page.getByLabel('Monday').fill('9:00 to 12:00, 1pm to 5pm');
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expectDone(page, 'Kept. Everybody sees when you are open.');
  await page.goto('/provider/store/checks');
  await heading(page, 'Our papers');
  await expectNoBarriers(page);
  await page.getByLabel('Who insures you?').fill('Harbour Mutual Cover');
  await page.getByLabel('Policy number').fill('LG-4711');
  await fillDay(page, 'insuredUntil', 200);
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expectDone(page, 'Kept. Councils where you sell will look at it.');

  const moderator = await signedIn(browser, 'moderator');
  await moderator.goto('/council/stores');
  await heading(moderator, 'Stores to check');
  await expectNoBarriers(moderator);
  await moderator.getByRole('link', { name: 'Lantern Gardens' }).click();
  await heading(moderator, 'Lantern Gardens');
  await expect(moderator.getByText('LG-4711')).toBeVisible();
  await expectNoBarriers(moderator);
  await moderator.getByLabel('No', { exact: true }).check();
  await moderator.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(moderator, 'Say why not');
  await moderator.getByLabel('Yes, accept it').check();
  await moderator.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(moderator, 'Accepted. People see it on the store’s page.');

  await stranger.reload();
  await expect(stranger.getByText(/^Accepted by Marlbridge/)).toBeVisible();
  await expect(stranger.getByText('LG-4711')).toHaveCount(0);

  await page.goto(ownPath);
  await page.getByRole('button', { name: 'Take it off sale' }).click();
  await expectDone(page, 'It is off sale. Orders that were placed go on.');
  await stranger.goto('/search?words=lantern+garden+mornings');
  await expect(stranger.getByRole('link', { name: 'Lantern garden mornings' })).toHaveCount(0);

  // The email is there to be read, as it would have come.
  await page.goto('/outbox');
  await expect(page.getByRole('heading', { name: 'Say that this email is yours' })).toBeVisible();
  await page.setViewportSize({ width: 375, height: 800 });
  for (const path of [
    '/provider/store',
    '/provider/store/about',
    '/provider/store/checks',
    '/provider/store/opening',
    ownPath,
    `${ownPath}/edit`,
    `${ownPath}/preview`,
  ]) {
    await page.goto(path);
    await expectNoSidewaysScroll(page);
  }
});
