import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, inWords, isoToday, penceOf, scriptIsThere } from './support/pages.js';
import {
  ask,
  budgetOf,
  councilBudgets,
  expectDone,
  expectProblems,
  fact,
  dearestVariant,
  signedIn,
  tuesdayAfter,
} from './support/work.js';

function figure(page: Page, words: RegExp) {
  return page
    .getByRole('list', { name: 'What waits for you' })
    .getByRole('link', { name: words })
    .locator('.oc-figure__number');
}

test('two finance officers pay an invoice: one approves and prepares, the other releases', async ({ browser }) => {
  const nia = await signedIn(browser, 'finance');
  const gurpreet = await signedIn(browser, 'finance2');

  // The run that waits from before is released first, so that the new one holds nothing but the new invoice.
  await gurpreet.goto('/council/payment-runs');
  const waiting = gurpreet
    .getByRole('table', { name: 'Payment runs' })
    .locator('tbody tr')
    .filter({ hasText: 'Waiting for release' });
  while ((await waiting.count()) > 0) {
    await waiting.first().getByRole('link').click();
    await gurpreet.getByRole('button', { name: /^Release £/ }).click();
    await expectDone(gurpreet, 'The run is released. Every invoice in it is paid.');
    await gurpreet.goto('/council/payment-runs');
  }

  await nia.goto('/council/finance');
  const before = Number((await figure(nia, /to approve$/).innerText()).replace(',', ''));
  const ready = Number((await figure(nia, /ready to pay$/).innerText()).replace(',', ''));
  expect(ready).toBe(0);
  await figure(nia, /to approve$/).click();
  const row = nia
    .getByRole('table', { name: 'Invoices' })
    .locator('tbody tr')
    .filter({ hasNotText: 'Maureen Blackwood' })
    .first();
  const number = await row.getByRole('link').innerText();
  const sum = await row.locator('td').last().innerText();
  await row.getByRole('link').click();
  await expect(nia.getByRole('heading', { level: 1 })).toHaveText(`Invoice ${number}`);
  await expect(fact(nia, 'Sum')).toHaveText(sum);
  await nia.getByRole('button', { name: 'Approve this invoice' }).click();
  await expectDone(nia, 'The invoice is approved. It can go into a payment run.');
  await expect(nia.getByRole('link', { name: `To approve (${before - 1})` })).toBeVisible();

  await nia.getByRole('link', { name: 'Payment runs' }).click();
  await expect(nia.getByText('One invoice is ready to pay')).toContainText(`: ${sum} together`);
  await nia.getByLabel('Month').fill('13');
  await nia.getByRole('button', { name: 'Prepare the run' }).click();
  await expectProblems(nia, 'Enter a day that is in the calendar, such as 9 3 2026');
  await nia.goto('/council/payment-runs');
  await nia.getByRole('button', { name: 'Prepare the run' }).click();
  await expectDone(nia, 'The run is prepared. Now another finance officer has to release it.');
  await expect(fact(nia, 'Sum')).toHaveText(sum);
  await expect(fact(nia, 'Payments')).toHaveText('1');
  await expect(nia.getByText('You prepared this run, so somebody else has to release it.')).toBeVisible();
  await expect(nia.getByRole('button', { name: /^Release/ })).toHaveCount(0);
  const runId = /payment-runs\/([0-9a-f-]{36})/.exec(nia.url())?.[1] ?? '';
  const { releasePaymentRun } = await ask<{ releasePaymentRun: { reason: string } }>(
    nia,
    'mutation ($id: ID!, $key: String!) { releasePaymentRun(paymentRunId: $id, idempotencyKey: $key) { ... on NotAllowed { reason } } }',
    { id: runId, key: `own-${runId}` },
  );
  expect(releasePaymentRun).toEqual({ reason: 'SAME_OFFICER' });

  await gurpreet.goto(`/council/payment-runs/${runId}`);
  await expect(gurpreet.getByText('Nia Probert prepared it.')).toBeVisible();
  await gurpreet.getByRole('button', { name: `Release ${sum}` }).click();
  await expectDone(gurpreet, 'The run is released. Every invoice in it is paid.');
  await expect(fact(gurpreet, 'Released')).toContainText('Gurpreet Sohal');
  await gurpreet.getByRole('link', { name: number }).click();
  await expect(fact(gurpreet, 'Where it stands')).toHaveText('Paid');
  await expect(fact(gurpreet, 'Approved by')).toContainText('Nia Probert');
});

test('a finance officer adds a one-off sum, and the person can see who looked', async ({ browser }) => {
  const finance = await signedIn(browser, 'finance', { javaScriptEnabled: false });
  const before = await budgetOf(finance, 'Adam Lindley');
  await finance.goto(`/council/budgets/${before.id}`);
  await expect(finance.getByText('We recorded that you looked.')).toBeVisible();
  await finance.getByRole('button', { name: 'Add a one-off sum' }).click();
  await finance.getByLabel('How much?').fill('a lot');
  await finance.getByRole('button', { name: 'Add the money' }).click();
  await expectProblems(finance, 'Enter a sum of more than zero, such as 250 or 99.50');
  await expect(finance.getByLabel('How much?')).toHaveValue('a lot');
  await finance.getByLabel('How much?').fill('1,250.75');
  await finance.getByRole('button', { name: 'Add the money' }).click();
  await expectDone(finance, 'The money is in Adam Lindley’s budget.');
  await expect(fact(finance, 'Left')).toHaveText(inWords(before.availablePence + 125_075));
  expect((await budgetOf(finance, 'Adam Lindley')).availablePence).toBe(before.availablePence + 125_075);
});

test('an approver says no only with a reason', async ({ browser }) => {
  const approver = await signedIn(browser, 'approver');
  const finance = await signedIn(browser, 'finance');
  const others = approver.locator('.oc-work__item').filter({ hasNotText: 'Maureen Blackwood' });
  const before = await approver.locator('.oc-work__item').count();
  expect(before).toBeGreaterThan(1);

  await others.first().getByRole('link').click();
  await expect(approver.getByRole('group', { name: 'Can this go ahead?' })).toBeVisible();
  const name = (await approver.getByRole('heading', { level: 1 }).innerText()).split(':')[0] ?? '';
  const held = penceOf(await fact(approver, 'Set aside for it now').innerText());
  const { availablePence } = await budgetOf(finance, name);
  await approver.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(approver, 'Choose yes or no');
  await approver.getByLabel('No', { exact: true }).check();
  await approver.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(approver, 'Say why not. The person has a right to know');
  await expect(approver.getByLabel('No', { exact: true })).toBeChecked();
  await approver.getByLabel('If no, say why').fill('Please talk to your care manager first. A shorter stay may fit.');
  await approver.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(approver, 'You said no. The person has the money back and can read your reason.');
  await expect(approver.locator('.oc-work__item')).toHaveCount(before - 1);
  expect((await budgetOf(finance, name)).availablePence).toBe(availablePence + held);
});

test('an approver says yes with nothing but the keyboard', async ({ browser }) => {
  // A broker asks for something large, so that there is an order to approve whatever was decided before.
  const broker = await signedIn(browser, 'broker');
  const { me } = await ask<{ me: { actsFor: { person: { id: string; name: string } }[] } }>(
    broker,
    'query { me { actsFor { person { id name } } } }',
  );
  const beatrix = me.actsFor.find(({ person }) => person.name === 'Beatrix Olumide')?.person;
  const holiday = await dearestVariant(broker, 'Long weekend by the sea');
  // What Beatrix has left today depends on her year; the holiday must be within it.
  const finance = await signedIn(browser, 'finance');
  const budget = await budgetOf(finance, 'Beatrix Olumide');
  const { recordInstalment } = await ask<{ recordInstalment: { budget?: { id: string } } }>(
    finance,
    'mutation ($input: RecordInstalmentInput!) { recordInstalment(input: $input) { ... on InstalmentRecorded { budget { id } } ... on Refusal { message } } }',
    {
      input: {
        budgetId: budget.id,
        idempotencyKey: `for-holiday-${Date.now()}`,
        amountPence: holiday.publicPricePence * 3,
        onDate: isoToday(),
      },
    },
  );
  expect(recordInstalment).toEqual({ budget: { id: budget.id } });
  const { placeOrder } = await ask<{ placeOrder: { status?: string } }>(
    broker,
    'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on Order { status } ... on Refusal { message } } }',
    {
      input: {
        idempotencyKey: `holiday-${Date.now()}`,
        personId: beatrix?.id,
        variantId: holiday.id,
        quantity: '2',
        startTime: '10:00',
        oneOff: { date: tuesdayAfter(60) },
        place: 'The harbour',
        shownUnitPricePence: holiday.publicPricePence,
      },
    },
  );
  expect(placeOrder).toEqual({ status: 'AWAITING_APPROVAL' });

  const approver = await signedIn(browser, 'approver');
  const orderLinks = approver.locator('.oc-work__item').filter({ hasText: 'Beatrix Olumide' }).getByRole('link');
  await expect(orderLinks).not.toHaveCount(0);
  const before = await approver.locator('.oc-work__item').count();
  await scriptIsThere(approver);
  await orderLinks.first().focus();
  await approver.keyboard.press('Enter');
  await expect(approver.getByRole('group', { name: 'Can this go ahead?' })).toBeVisible();
  await expect(approver.locator('#main-content')).toBeFocused();
  const focused = () => approver.evaluate('document.activeElement?.id || document.activeElement?.textContent');
  for (let step = 0; step < 12 && (await focused()) !== 'answer'; step += 1) await approver.keyboard.press('Tab');
  await approver.keyboard.press('Space');
  await expect(approver.getByLabel('Yes', { exact: true })).toBeChecked();
  await approver.keyboard.press('Tab');
  await approver.keyboard.press('Tab');
  expect(await focused()).toBe('Send my answer');
  await approver.keyboard.press('Enter');
  await expectDone(approver, 'You said yes. The order has gone to the provider.');
  await expect(approver.locator('.oc-work__item')).toHaveCount(before - 1);
});

test('a commissioner sees figures and never a name', async ({ browser }) => {
  const finance = await signedIn(browser, 'finance');
  const names = (await councilBudgets(finance)).map(({ person }) => person.name);
  expect(names.length).toBeGreaterThan(90);
  const page = await signedIn(browser, 'commissioner');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The market');
  const rows: Record<string, number> = {};
  for (const [choice, title] of [
    ['Kind of support', 'What people buy'],
    ['Area', 'Where people live who buy'],
    ['Month', 'When people had support'],
  ] as const) {
    await page.getByRole('radio', { name: choice }).check();
    await page.getByRole('button', { name: 'Show the figures' }).click();
    await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
    const text = await page.getByRole('main').innerText();
    expect(names.filter((name) => text.includes(name))).toEqual([]);
    const table = page.getByRole('region', { name: `${title}, as a table` });
    if (!(await table.isVisible())) await page.getByText('See these figures as a table').click();
    await expect(table).toBeVisible();
    rows[choice] = await table.locator('tbody tr').count();
    await expectNoBarriers(page);
    await expect(page.locator('.oc-chart__row')).toHaveCount(rows[choice] ?? 0);
  }
  expect(rows['Area']).toBe(12);

  // Every figure of the areas is shown, so that they add up to the total.
  await page.getByRole('radio', { name: 'Area' }).check();
  await page.getByRole('button', { name: 'Show the figures' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Where people live who buy' })).toBeVisible();
  const sums = await page.locator('.oc-chart__words').allInnerTexts();
  const total = penceOf(await page.locator('.oc-chart > p').first().innerText());
  expect(sums.reduce((sum, words) => sum + penceOf(words), 0)).toBe(total);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download these figures (CSV)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^market-ward-\d{4}-\d{2}-\d{2}-to-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n').slice(0, -1);
  expect(lines[0]).toBe('\uFEFF"Area","Spent (pounds)","Orders","People"');
  expect(lines).toHaveLength(13);
  const inFile = lines.slice(1).map((line) => Number((line.split(',')[1] ?? '').replace('.', '')));
  expect(inFile.reduce((sum, value) => sum + value, 0)).toBe(total);
});

test('few people are kept back, also in the file', async ({ browser }) => {
  const page = await signedIn(browser, 'commissioner');
  const keptBack = page.locator('.oc-chart__row').filter({ hasText: 'Fewer than 5 people' });
  expect(await keptBack.count()).toBeGreaterThan(1);
  const labels = await keptBack.locator('.oc-chart__label').allInnerTexts();
  const href = await page.getByRole('link', { name: 'Download these figures (CSV)' }).getAttribute('href');
  const csv = await (await page.request.get(href ?? '')).text();
  for (const label of labels)
    expect(csv).toContain(`"${label}","Fewer than 5 people","Fewer than 5 people","Fewer than 5 people"\r\n`);

  await page.getByLabel('Day').first().fill('31');
  await page.getByLabel('Month').first().fill('2');
  await page.getByRole('button', { name: 'Show the figures' }).click();
  await expectProblems(page, 'Enter a day that is in the calendar, such as 1 4 2026');
});

test('a group writes a listing, a moderator puts it on show, and everybody can read it', async ({ browser, page }) => {
  const beryl = await signedIn(browser, 'community', { javaScriptEnabled: false });
  await beryl.getByRole('button', { name: 'Write a new listing' }).click();
  await beryl.getByLabel('What is it called?').fill('Friday soup');
  await beryl.getByLabel('How often').selectOption('Last of the month');
  await beryl.getByLabel('From', { exact: true }).fill('soon');
  await beryl.getByRole('button', { name: 'Send it to be checked' }).click();
  await expectProblems(
    beryl,
    'Choose a day of the week',
    'Enter a time, such as 10:00 or 2:30pm',
    'Enter a time, such as 12:00 or 4pm',
    'Say what happens there',
    'Choose what kind of thing it is',
    'Choose an area',
    'Say where it is',
    'Enter the first part of the postcode, such as MB4',
  );
  await expect(beryl.getByLabel('What is it called?')).toHaveValue('Friday soup');
  await beryl.getByLabel('What happens there?').fill('Soup, bread and company. Everybody is welcome.');
  await beryl.getByLabel('What kind of thing is it?').selectOption('Company and befriending');
  await beryl.getByLabel('Where is it?').fill('Kiln Meadow Hall');
  await beryl.getByLabel('Which area is that in?').selectOption('Kiln Meadow');
  await beryl.getByLabel('First part of the postcode').fill('mb4');
  await beryl.getByLabel('On which day').selectOption('Friday');
  await beryl.getByLabel('From', { exact: true }).fill('noon');
  await beryl.getByLabel('Until', { exact: true }).fill('1.30pm');
  await beryl.getByLabel('What does it cost?').fill('2.50');
  await beryl.getByRole('button', { name: 'Send it to be checked' }).click();
  await expectProblems(beryl, 'Give a phone number or an email address.');
  await beryl.getByLabel('Phone').fill('01632 960300');
  await beryl.getByRole('button', { name: 'Send it to be checked' }).click();
  await expectDone(beryl, 'We have sent your listing to the council to be checked. People can see it after that.');
  const mine = beryl.locator('.oc-work__item').filter({ hasText: 'Friday soup' });
  await expect(mine.locator('.govuk-tag')).toHaveText('Being checked');
  await expect(mine).toContainText('Last Friday of the month, noon to 1:30pm');
  await expect(mine).toContainText('Kiln Meadow Hall, £2.50');
  const id = (await mine.getByRole('link').getAttribute('href'))?.split('/').at(-1) ?? '';
  expect((await page.goto(`/community/${id}`))?.status()).toBe(404);

  const lewis = await signedIn(browser, 'moderator');
  await lewis.getByRole('link', { name: 'Friday soup' }).click();
  await expect(fact(lewis, 'When')).toHaveText('Last Friday of the month, noon to 1:30pm');
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(lewis, 'Choose what should happen');
  await lewis.getByLabel('Put it on show', { exact: true }).check();
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(lewis, 'The listing is on show now.');
  await expect(lewis.getByRole('link', { name: 'Friday soup' })).toHaveCount(0);

  expect((await page.goto(`/community/${id}`))?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Friday soup');
});

test('a moderator refuses a listing only with a reason', async ({ browser }) => {
  const page = await signedIn(browser, 'moderator');
  const listings = page.getByRole('list', { name: 'Community listings to check' }).locator('.oc-work__item');
  const before = await listings.count();
  expect(before).toBeGreaterThan(0);
  await listings.first().getByRole('link').click();
  await page.getByLabel('Do not put it on show').check();
  await page.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(page, 'Say why it cannot be put on show');
  await page.getByLabel('If not, say why').fill('The phone number does not work.');
  await page.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(page, 'The listing is not put on show.');
  await expect(listings).toHaveCount(before - 1);
});

test('a moderator puts a rating on show', async ({ browser }) => {
  const page = await signedIn(browser, 'moderator');
  const ratings = page.getByRole('list', { name: 'Ratings to check' }).locator('.oc-work__item');
  const before = await ratings.count();
  expect(before).toBeGreaterThan(0);
  await ratings.first().getByRole('link').click();
  await expect(page.locator('.oc-scores__row')).toHaveCount(5);
  await page.getByLabel('Put it on show', { exact: true }).check();
  await page.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(page, 'The rating is on show now.');
  await expect(ratings).toHaveCount(before - 1);
});

test('two councils never meet', async ({ browser }) => {
  const marlbridge = await signedIn(browser, 'finance');
  const oakhaven = await signedIn(browser, 'finance@oakhaven.example');
  await marlbridge.goto('/council/invoices?show=paid');
  const foreign = await marlbridge
    .getByRole('table', { name: 'Invoices' })
    .getByRole('link')
    .first()
    .getAttribute('href');
  expect((await oakhaven.goto(foreign ?? ''))?.status()).toBe(404);
  const { id } = await budgetOf(marlbridge, 'Adam Lindley');
  expect((await oakhaven.goto(`/council/budgets/${id}`))?.status()).toBe(404);
  const ours = new Set((await councilBudgets(marlbridge)).map((budget) => budget.id));
  const theirs = await councilBudgets(oakhaven);
  expect(theirs.length).toBeGreaterThan(0);
  expect(theirs.filter((budget) => ours.has(budget.id))).toEqual([]);
});
