import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, scriptIsThere } from './support/pages.js';
import { expectProblems, signedIn } from './support/work.js';

const HEADING = 'service reference,support type,service,summary,description,price reference,price name,unit,vat,price';
/** A new reference for each run, because services stay. */
const mark = Date.now().toString(36);

function file(name: string, text: string) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

function services(price: string): string {
  const row = (reference: string, pounds: string): string =>
    `${reference},gardening,From a file ${mark},We mow.,Lawns and hedges.,P1,One hour,hour,outside scope,${pounds}`;
  return [HEADING, row(`E2E-${mark}`, price), row(`E2E-${mark}-wrong`, 'twenty'), ''].join('\r\n');
}

/** Presses until the worker has been through the file. */
async function waitFor(page: Page, heading: string): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    if ((await page.getByRole('heading', { level: 1 }).textContent()) === heading) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}

test('a provider checks a file, reads what is wrong, and uses the good rows, without JavaScript on a phone', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'provider', {
    javaScriptEnabled: false,
    viewport: { width: 375, height: 800 },
  });
  await page.goto('/provider/store');
  await page.getByRole('link', { name: 'Change many services at once with a file' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Change many services at once' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expectProblems(page, 'Choose a file first');
  await page.getByLabel('Your file').setInputFiles(file('wrong.csv', 'a,b\r\n1,2\r\n'));
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expectProblems(
    page,
    'The first row must name these columns: “service reference”, “support type”, “service”, “summary”, “description” and more. Use the headings that we give out.',
    'We do not know these columns: “a”, “b”. Take them out, or mend their names.',
  );
  await page.getByLabel('Your file').setInputFiles(file('services.csv', services('20.00')));
  await page.getByRole('button', { name: 'Send the file' }).click();
  await waitFor(page, 'We have checked your file');
  await expectNoSidewaysScroll(page);
  const problems = page.getByRole('table', { name: 'What to put right' });
  await expect(problems).toContainText('Row 3');
  await expect(problems).toContainText('Write pounds and pence, such as 24.10.');
  await page.getByRole('button', { name: 'Use the good rows' }).click();
  await waitFor(page, 'Your file is in');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the whole list (CSV)' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe(
    '\uFEFF"row","column","value","what to do"\r\n"3","price","twenty","Write pounds and pence, such as 24.10."\r\n',
  );
  await page.goto('/provider/store');
  await expect(page.getByText(`From a file ${mark}`).first()).toBeVisible();
});

test('a file of many rows is read as it comes, however large it is', async ({ browser }) => {
  const page = await signedIn(browser, 'provider');
  await page.goto('/provider/import');
  // Twice what any other form may hold.
  const words = 'We come at a time that suits you. '.repeat(80);
  const rows = Array.from(
    { length: 800 },
    (_, number) => `BIG-${number},gardening,Big ${number},One sentence.,${words},P,20.00`,
  );
  const heading = 'service reference,support type,service,summary,description,price reference,price';
  await page.getByLabel('Your file').setInputFiles({
    name: 'many.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([heading, ...rows].join('\n')),
  });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(page.locator('.oc-sent-file')).toHaveText('many.csv');
  await expect(page.locator('main')).toContainText('Rows in the file800');
  // Nobody chose one: the form says so, and keeps what was chosen.
  await page.goto('/provider/import');
  await page.getByLabel('Use it now').check();
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose a file first');
  await expect(page.getByLabel('Use it now')).toBeChecked();
});

test('the list that a provider gets changes nothing when it comes back', async ({ browser }) => {
  const page = await signedIn(browser, 'provider');
  await page.goto('/provider/import');
  await scriptIsThere(page);
  await expectNoBarriers(page);
  for (const name of ['Download all my services (CSV)', 'Download all my services (Excel)']) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    const got = await download;
    const buffer = await readFile(await got.path());
    await page.getByLabel('Your file').setInputFiles({ name: got.suggestedFilename(), mimeType: '', buffer });
    await page.getByRole('button', { name: 'Send the file' }).click();
    // With script the page goes on by itself.
    await expect(page.getByRole('heading', { level: 1, name: 'We have checked your file' })).toBeVisible();
    await expect(page.getByText('There is nothing new in this file. Nothing would change.')).toBeVisible();
    await expectNoBarriers(page);
    await page.getByRole('link', { name: 'Send another file' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Change many services at once' })).toBeVisible();
  }
  await page.setViewportSize({ width: 375, height: 800 });
  await expectNoSidewaysScroll(page);
});

test('a moderator sends a register: ratings are looked at, no store is made', async ({ browser }) => {
  const page = await signedIn(browser, 'moderator');
  await page.goto('/council/register');
  await scriptIsThere(page);
  await expectNoBarriers(page);
  const register = [
    'Location ID,Location Name,Location Latest Overall Rating',
    `1-9990000001,Nowhere ${mark},Good`,
    'nonsense,Nowhere,Good',
    '',
  ].join('\r\n');
  await page.getByLabel('Your file').setInputFiles(file('register.csv', register));
  await page.getByLabel('Use it now').check();
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your file is in' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'What to put right' })).toContainText('nonsense');
  await expectNoBarriers(page);
  await page.goto(`/search?q=Nowhere+${mark}`);
  await expect(page.getByText(`Nowhere ${mark}`, { exact: true })).toHaveCount(0);
});
