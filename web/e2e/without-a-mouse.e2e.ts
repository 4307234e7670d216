import { type Browser, expect, type Page, test } from '@playwright/test';
import { pressAt, reach, typeIn } from './support/keyboard.js';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { ask, expectDone, expectProblems, fact } from './support/work.js';

/** Pages about money with the tab key, Enter and Space alone, in a browser without script. Last of all: it leaves little as it was. */
async function byKeyboard(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await typeIn(page, page.getByLabel('Email address'), email);
  await typeIn(page, page.getByLabel('Password'), 'demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  return page;
}

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
const button = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).first();
const link = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first();

async function looked(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
  await expectNoBarriers(page, 'without contrast');
}

async function typeDay(page: Page, day: string, month: string, year: string): Promise<void> {
  await typeIn(page, page.getByLabel('Day', { exact: true }), day);
  await typeIn(page, page.getByLabel('Month', { exact: true }), month);
  await typeIn(page, page.getByLabel('Year', { exact: true }), year);
}

test('a bill is written down as paid, and taken back', async ({ browser }) => {
  const page = await byKeyboard(browser, 'holder@oakhaven.example');
  await page.goto('/my-budget/bills');
  await heading(page, 'My bills');
  await looked(page);
  const open = page.getByRole('list').filter({ hasText: 'To pay' }).first().getByRole('listitem');
  const waiting = await open.count();
  await pressAt(page, open.first().getByRole('link'));
  await expect(page.getByRole('heading', { name: 'How to pay it' })).toBeVisible();
  await pressAt(page, page.locator('summary', { hasText: 'I have paid it' }));
  await typeDay(page, '4', '3', '2030');
  await pressAt(page, button(page, 'Write down that it is paid'));
  await expect(page.getByText('from the day of the bill to today').first()).toBeVisible();
  await looked(page);
  await typeDay(page, '4', '3', '2027');
  await pressAt(page, button(page, 'Write down that it is paid'));
  await expect(page.getByText('It is written down as paid.')).toBeVisible();
  await pressAt(page, page.locator('summary', { hasText: 'I wrote this down wrongly' }));
  await typeIn(page, page.getByLabel('What was wrong?'), 'I paid another bill.');
  await pressAt(page, button(page, 'Take it back'));
  await expect(page.getByText('It is taken back.')).toBeVisible();
  await page.goto('/my-budget/bills');
  await expect(open).toHaveCount(waiting);
});

test('a provider says its legal name, and sends an invoice that is turned down by the council', async ({ browser }) => {
  const page = await byKeyboard(browser, 'provider@marlbridge.example');
  await page.goto('/provider/money/legal-details');
  await heading(page, 'Your name on invoices');
  await typeIn(page, page.getByLabel('VAT number, if you have one'), '123456789');
  await pressAt(page, button(page, 'Save'));
  await expect(page.getByText('This is not a UK VAT number').first()).toBeVisible();
  await looked(page);
  await typeIn(page, page.getByLabel('VAT number, if you have one'), ' ');
  await typeIn(page, page.getByLabel('Town'), 'Marlbridge');
  await pressAt(page, button(page, 'Save'));
  await expectDone(page, 'It is saved. New invoices say it from today on.');
  await expect(page.getByLabel('Town')).toHaveValue('Marlbridge');

  await page.goto('/provider/money/sent');
  await heading(page, 'Invoices you send');
  await looked(page);
  await pressAt(page, button(page, /^Send our own from today/));
  await expectDone(page, 'It is saved.');
  await reach(page, page.getByLabel('The file of the invoice'));
  await pressAt(page, button(page, 'Send it'));
  await expectProblems(page, 'Choose the file of your invoice');
  await page
    .getByLabel('The file of the invoice')
    .setInputFiles({ name: 'a.xml', mimeType: 'application/xml', buffer: Buffer.from('<a/>') });
  await pressAt(page, button(page, 'Send it'));
  await expect(page.getByText('This is no UBL 2.1 invoice').first()).toBeVisible();
  await looked(page);
  await pressAt(page, button(page, /^Let them make themselves from tomorrow/));
  await expectDone(page, 'It is saved.');

  const nia = await byKeyboard(browser, 'finance@marlbridge.example');
  await nia.goto('/council/invoices/sent');
  await heading(nia, 'Invoices to sort out');
  await looked(nia);
});

test('a provider reads when it is paid for a visit', async ({ browser }) => {
  const page = await byKeyboard(browser, 'provider@marlbridge.example');
  await page.goto('/provider/money');
  await pressAt(page, link(page, 'When each visit is paid'));
  await heading(page, 'Visits you entered');
  await pressAt(page, link(page, 'Look at the week before'));
  await looked(page);
  const rows = page.getByRole('table', { name: 'Visits you entered' }).getByRole('row');
  expect(await rows.count()).toBeGreaterThan(5);
  await expect(page.getByText(/paid by|The bank (pays|paid) it on/).first()).toBeVisible();
  await pressAt(page, page.getByRole('rowheader').getByRole('link').first());
  await heading(page, 'A visit you entered');
  await expect(fact(page, 'When you are paid')).toContainText(/paid|pays|invoice/);
  await looked(page);
});

test('a month is looked at, and left open', async ({ browser }) => {
  const page = await byKeyboard(browser, 'finance@oakhaven.example');
  await page.goto('/council/months');
  await heading(page, 'Close a month');
  await looked(page);
  await pressAt(page, link(page, 'February 2027'));
  await heading(page, 'Books of February 2027');
  await pressAt(page, button(page, 'These figures are right'));
  await expectDone(page, 'You said that the figures are right. Now another officer has to sign.');
  await looked(page);
  await pressAt(page, button(page, 'Leave it open'));
  await expectDone(page, 'The month is open again.');
});

test('an agreement to self-billing is signed and ended by the council', async ({ browser }) => {
  const provider = await byKeyboard(browser, 'provider@marlbridge.example');
  await provider.goto('/provider/money/self-billing');
  await heading(provider, 'Invoices made by a council');
  await reach(provider, provider.getByLabel('Which council?'));
  await provider.keyboard.type('Marlbridge');
  await typeIn(provider, provider.getByLabel('What do these invoices begin with?'), 'kb1');
  for (const [name, day, month, year] of [
    ['From which day?', '1', '4', '2027'],
    ['Until which day?', '31', '3', '2028'],
  ] as const) {
    const group = provider.getByRole('group', { name });
    await typeIn(provider, group.getByLabel('Day'), day);
    await typeIn(provider, group.getByLabel('Month'), month);
    await typeIn(provider, group.getByLabel('Year'), year);
  }
  await reach(provider, provider.getByLabel('We agree to all of the above'));
  await provider.keyboard.press('Space');
  await pressAt(provider, provider.getByRole('button', { name: 'Agree', exact: true }));
  await expect(provider.getByText('It is written down.')).toBeVisible();
  const nia = await byKeyboard(browser, 'finance@marlbridge.example');
  await nia.goto('/council/self-billing');
  await heading(nia, 'Invoices made by us');
  await looked(nia);
  await pressAt(nia, button(nia, /^Sign it/));
  await expectDone(nia, 'It is signed. On its days we make this provider’s invoices in our name.');
  await looked(nia);
  await pressAt(nia, button(nia, /^(End|Take)/));
  await expectDone(nia, 'It is ended. From tomorrow the provider’s invoices are its own again.');
});

test('a pound is followed from a number on paper to the bank and back', async ({ browser }) => {
  const page = await byKeyboard(browser, 'finance@marlbridge.example');
  await page.goto('/council/trail');
  await heading(page, 'Follow money');
  await typeIn(page, page.getByLabel('What stands on the paper?'), 'OC-1999-00001');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'There is nothing with “OC-1999-00001”' })).toBeVisible();
  await looked(page);
  await typeIn(page, page.getByLabel('What stands on the paper?'), 'oc-2026-00002');
  await pressAt(page, button(page, 'Follow it'));
  await pressAt(page, link(page, /^Invoice OC-2026-00002 of/));
  await expect(page.getByRole('heading', { level: 2, name: 'Invoice', exact: true })).toBeVisible();
  await looked(page);
  await pressAt(page, link(page, /^PR-/));
  await expect(page.getByRole('heading', { level: 2, name: 'Payment run', exact: true })).toBeVisible();
  const file = await page.request.get((await link(page, 'Keep this as a file').getAttribute('href')) ?? '');
  expect(file.headers()['content-type']).toContain('text/csv');
  const lines = (await file.text()).trimEnd().split('\r\n');
  expect(lines[0]).toContain('"budget","order","day"');
  expect(lines.length).toBeGreaterThan(2);
});

test('one officer enters the account that the council pays from, and another agrees', async ({ browser }) => {
  const nia = await byKeyboard(browser, 'finance@marlbridge.example');
  const gurpreet = await byKeyboard(browser, 'finance2@marlbridge.example');
  await nia.goto('/council/payment-runs');
  await pressAt(nia, link(nia, 'The account we pay from'));
  await heading(nia, 'The account we pay from');
  const before = await fact(nia, 'Account number').first().innerText();
  await looked(nia);
  await pressAt(nia, button(nia, 'Save this account'));
  await expectProblems(nia, 'Enter a day that is in the calendar, such as 9 3 2026');
  const fill = async (sortCode: string, accountNumber: string, day: string): Promise<void> => {
    await typeIn(nia, nia.getByLabel('Name on the account'), 'Marlbridge Adult Care');
    await typeIn(nia, nia.getByLabel('Sort code'), sortCode);
    await typeIn(nia, nia.getByLabel('Account number'), accountNumber);
    await typeIn(nia, nia.getByLabel('Service user number'), '900001');
    await typeDay(nia, day, '3', '2027');
    await pressAt(nia, button(nia, 'Save this account'));
  };
  await fill('08-99-99', '66374959', '5');
  await expectProblems(nia, 'This account number does not go with this sort code. Check both on your bank statement.');
  await expect(nia.getByLabel('Account number')).toHaveValue('');
  await looked(nia);
  await fill('00 00 00', '31926819', '4');
  await expect(nia.getByText('Your council pays from another account on that day.')).toBeVisible();
  await fill('00 00 00', '31926819', '5');
  await expectDone(nia, 'The account is saved. Now another finance officer has to agree.');
  await expect(nia.getByText('You entered it, so somebody else has to agree.')).toBeVisible();
  await looked(nia);

  const { messages } = await ask<{ messages: { edges: { node: { title: string } }[] } }>(
    gurpreet,
    'query { messages(first: 20) { edges { node { title } } } }',
  );
  expect(messages.edges.map(({ node }) => node.title)).toContain('An account to pay from waits for a yes');
  await gurpreet.goto('/council/paying-account');
  await pressAt(gurpreet, button(gurpreet, 'Save your answer'));
  await expectProblems(gurpreet, 'Choose yes or no');
  await reach(gurpreet, gurpreet.getByLabel('Yes, pay from this account'));
  await gurpreet.keyboard.press('Space');
  await pressAt(gurpreet, button(gurpreet, 'Save your answer'));
  await expectDone(gurpreet, 'You agreed. Runs are paid from this account from its first day on.');
  await expect(fact(gurpreet, 'Account number').first()).toHaveText(before);
  await expect(gurpreet.getByText('ends in 6819. Nia Probert. Gurpreet Sohal agreed.')).toBeVisible();
  await looked(gurpreet);
});
