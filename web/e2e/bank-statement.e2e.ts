import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays, isoToday, scriptIsThere } from './support/pages.js';
import { budgetOf, expectDone, expectProblems, signedIn } from './support/work.js';

const WHOSE = 'Winifred Hartwell';

/** A day as a bank writes it: 04/03/2026. */
function bankDay(day: string): string {
  return day.split('-').reverse().join('/');
}

function file(text: string) {
  return { name: 'statement.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

test('a daughter sends a bank statement and says what its lines are, without JavaScript on a phone', async ({
  browser,
}) => {
  const { personId } = await budgetOf(await signedIn(browser, 'finance'), WHOSE);
  const page = await signedIn(browser, 'representative', {
    javaScriptEnabled: false,
    viewport: { width: 375, height: 800 },
  });
  await page.goto(`/my-budget?for=${personId}`);
  await page.getByRole('link', { name: 'Bank statement' }).click();
  await expect(page.getByText(/still to explain/).first()).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Send a bank statement' }).click();
  await page.getByRole('button', { name: 'Send the statement' }).click();
  await expectProblems(page, 'Choose the file from your bank');
  const heading = 'Date,Description,Amount\n';
  const today = bankDay(isoToday());
  await page.getByLabel('The bank statement').setInputFiles(file(`${heading}31/02/2026,WRONG,-1.00\n`));
  await page.getByRole('button', { name: 'Send the statement' }).click();
  await expect(page.getByRole('table', { name: 'What to put right' })).toContainText('31/02/2026');
  await expectNoSidewaysScroll(page);
  const rows = `${today},E2E TAXI,-3.10\n${today},E2E SHOP,-4.20\n`;
  await page.getByLabel('The bank statement').setInputFiles(file(`${heading}${rows}`));
  await page.getByRole('button', { name: 'Send the statement' }).click();
  await expectDone(page, 'Two lines are in.');
  const line = (words: string) => page.getByRole('listitem').filter({ hasText: words });
  await line('E2E SHOP')
    .getByRole('button', { name: /^Not from this budget/ })
    .click();
  await expectDone(page, 'Thank you. That line is explained.');
  await expect(line('E2E SHOP')).toHaveCount(0);
  await line('E2E TAXI')
    .getByRole('button', { name: /^Write it down as new/ })
    .click();
  await expect(page.getByLabel('How much?')).toHaveValue('3.10');
  await page.getByLabel('Who was paid?').fill('E2E Taxis');
  await page.getByLabel('Petrol and fares').check();
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expectDone(page, 'Thank you. That line is explained.');
  await page.getByRole('link', { name: 'Show all lines' }).click();
  await expect(line('E2E TAXI')).toContainText('Paid to E2E Taxis, as written down');
  await line('E2E SHOP')
    .getByRole('button', { name: /^Take this back/ })
    .click();
  await expectDone(page, 'That is taken back.');
  await expect(line('E2E SHOP')).toContainText('To explain');
});

test('what is paid regularly is planned, changed and ended; the pages are without barriers', async ({ browser }) => {
  const { personId } = await budgetOf(await signedIn(browser, 'finance'), WHOSE);
  const page = await signedIn(browser, 'representative');
  await page.goto(`/my-budget/bank?for=${personId}&show=all`);
  await scriptIsThere(page);
  await expectNoBarriers(page);
  await page.goto(`/my-budget/regular?for=${personId}`);
  await scriptIsThere(page);
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Add a regular payment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Add a regular payment' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Add it' }).click();
  await expectProblems(
    page,
    'Enter a sum of more than zero, such as 40 or 12.50',
    'Enter who is paid',
    'Choose what it is for',
    'Choose how often it is paid',
  );
  await page.getByLabel('How much each time?').fill('1.50');
  await page.getByLabel('Who is paid?').fill('E2E Club');
  await page.getByLabel('Membership, classes or tickets').check();
  await page.getByLabel('Each week').check();
  await page.getByRole('button', { name: 'Add it' }).click();
  await expectDone(page, 'It is counted in the weeks to come.');
  await page.getByRole('link', { name: 'E2E Club' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Change what E2E Club is paid' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel('How much each time?').fill('2.50');
  const week = inDays(7);
  const from = page.getByRole('group', { name: 'From which payment on?' });
  await from.getByLabel('Day').fill(String(week.getUTCDate()));
  await from.getByLabel('Month').fill(String(week.getUTCMonth() + 1));
  await from.getByLabel('Year').fill(String(week.getUTCFullYear()));
  await page.getByRole('button', { name: 'Change it' }).click();
  await expectDone(page, 'It is changed from the day you chose.');
  await expect(page.getByRole('listitem').filter({ hasText: 'E2E Club' })).toContainText('£2.50 each week');
  await page.goto(`/my-budget?for=${personId}`);
  await expect(page.getByText(/These weeks count what is paid regularly: .*£1.50 each week to E2E Club/)).toBeVisible();
  await page.goto(`/my-budget/regular?for=${personId}`);
  await page.getByRole('link', { name: 'E2E Club' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await expectDone(page, 'It ends on the day you chose.');
});

test('finance sees bank and books beside each other; the page is without barriers', async ({ browser }) => {
  const page = await signedIn(browser, 'finance');
  const { id } = await budgetOf(page, WHOSE);
  await page.goto(`/council/budgets/${id}`);
  await page.getByRole('link', { name: 'Bank statement' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${WHOSE}’s bank statement` })).toBeVisible();
  await expect(page.getByText('Why they are not the same:')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Lines of the bank statement' })).toContainText('ROSIE MARSH');
  await expectNoBarriers(page);
});
