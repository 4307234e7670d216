import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { signedIn } from './support/work.js';

const PHONE = { width: 375, height: 800 };
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('Brian pays a bill from his own account, and takes it back when it was another', async ({ browser }) => {
  const page = await signedIn(browser, 'holder@oakhaven.example', { viewport: PHONE });
  await page.goto('/my-budget');
  await page.getByRole('link', { name: 'My bills' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My bills' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'For you to pay' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  const open = page.getByRole('list').filter({ hasText: 'To pay' }).first().getByRole('listitem');
  const waiting = await open.count();
  await open.first().getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'How to pay it' })).toBeVisible();
  await expect(page.getByText('Account number')).toBeVisible();
  await expectNoBarriers(page);

  await page.getByText('I have paid it').click();
  await page.getByLabel('Year').fill('2030');
  await page.getByRole('button', { name: 'Write down that it is paid' }).click();
  await expect(page.getByText('from the day of the bill to today').first()).toBeVisible();
  await page.getByLabel('Day', { exact: true }).fill('4');
  await page.getByLabel('Month').fill('3');
  await page.getByLabel('Year').fill('2027');
  await page
    .getByLabel('A photo of the receipt')
    .setInputFiles({ name: 'receipt.png', mimeType: 'image/png', buffer: PICTURE });
  await page.getByRole('button', { name: 'Write down that it is paid' }).click();
  await expect(page.getByText('It is written down as paid.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Receipt 1' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'How to pay it' })).toBeHidden();
  await expectNoBarriers(page);

  await page.getByRole('link', { name: 'Follow this money' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Follow the money' })).toBeVisible();
  await expect(page.getByText('from the person’s own account')).toBeVisible();
  await expectNoBarriers(page);
  await page
    .getByRole('link', { name: /^Money from the council/ })
    .first()
    .click();
  await expect(page.getByText('Came in').first()).toBeVisible();

  await page.goto('/my-budget/bills');
  await page
    .getByRole('heading', { name: 'Paid', exact: true })
    .locator('xpath=following-sibling::ul[1]')
    .getByRole('link')
    .first()
    .click();
  await page.getByText('I wrote this down wrongly').click();
  await page.getByLabel('What was wrong?').fill('I paid another bill.');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('It is taken back.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'How to pay it' })).toBeVisible();
  await page.goto('/my-budget/bills');
  await expect(open).toHaveCount(waiting);
});

test('Nia closes a month, and another officer signs it', async ({ browser }) => {
  const [nia, second] = await Promise.all([
    signedIn(browser, 'finance@marlbridge.example'),
    signedIn(browser, 'finance2@marlbridge.example', { viewport: PHONE }),
  ]);
  await nia.goto('/council/months');
  await expect(nia.getByRole('heading', { level: 1, name: 'Close a month' })).toBeVisible();
  await expectNoBarriers(nia);
  await nia.getByRole('link', { name: 'February 2027' }).click();
  await expect(nia.getByRole('heading', { level: 1, name: 'Books of February 2027' })).toBeVisible();
  await expectNoBarriers(nia);
  await nia.getByRole('button', { name: 'These figures are right' }).click();
  await expect(nia.getByText('Another finance officer has to sign.')).toBeVisible();
  await second.goto('/council/months/2027-02-01');
  await second.getByRole('button', { name: 'Sign and close February 2027' }).click();
  await expect(second.getByText('The month is closed.')).toBeVisible();
  await second.getByText('What was signed', { exact: true }).click();
  await expect(second.getByText('Owncourse trial balance 1')).toBeVisible();
  await expectNoBarriers(second);
  const signed = await second.request.get(
    (await second.getByRole('link', { name: 'Keep what was signed' }).getAttribute('href')) ?? '',
  );
  expect(Object.keys((await signed.json()) as object)).toEqual(['algorithm', 'publicKey', 'signature', 'document']);
});

test('Nia follows a pound from the number on an invoice to the line at the bank, and back', async ({ browser }) => {
  const page = await signedIn(browser, 'finance@marlbridge.example', { viewport: PHONE });
  await page.goto('/council/trail');
  await expectNoBarriers(page);
  await page.getByLabel('What stands on the paper?').fill('OC-1999-00001');
  await page.getByRole('button', { name: 'Follow it' }).click();
  await expect(page.getByRole('heading', { name: 'There is nothing with “OC-1999-00001”' })).toBeVisible();
  await page.getByLabel('What stands on the paper?').fill('oc-2026-00002');
  await page.getByRole('button', { name: 'Follow it' }).click();
  await expect(page.getByRole('heading', { name: /each of another provider/ })).toBeVisible();
  await expectNoBarriers(page);
  await page
    .getByRole('link', { name: /^Invoice OC-2026-00002 of/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 2, name: 'Invoice', exact: true })).toBeVisible();
  await expectNoBarriers(page);
  const run = page.getByRole('link', { name: /^PR-/ }).first();
  await run.click();
  await expect(page.getByRole('heading', { level: 2, name: 'Payment run', exact: true })).toBeVisible();
  await page
    .getByRole('link', { name: /^Money from the council/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 2, name: 'Money that came in' })).toBeVisible();
  const file = await page.request.get(
    (await page.getByRole('link', { name: 'Keep this as a file' }).getAttribute('href')) ?? '',
  );
  expect((await file.text()).split('\r\n')[0]).toContain('"budget","order","day"');
});
