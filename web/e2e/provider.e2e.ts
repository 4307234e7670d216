import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, penceOf } from './support/pages.js';
import { ask, budgetOf, expectDone, expectProblems, fact, signedIn } from './support/work.js';

/** The journeys of the budget holder use her orders; these use everybody else’s. */
function notTheHolders(page: Page) {
  return page.locator('.oc-work__item').filter({ hasNotText: 'Maureen Blackwood' });
}

async function newOrders(page: Page): Promise<number> {
  await page.goto('/provider');
  const figure = page.getByRole('list', { name: 'What waits for you' }).getByRole('link', { name: /new orders?$/ });
  return Number((await figure.innerText()).split(/\s/)[0]);
}

test('a provider says yes to an order', async ({ browser }) => {
  const page = await signedIn(browser, 'provider');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Today at Marl Vale Home Support');
  const before = await newOrders(page);
  expect(before).toBeGreaterThan(1);
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await expect(page.getByRole('link', { name: `New (${before})` })).toBeVisible();
  await notTheHolders(page).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Can you do this?' })).toBeVisible();
  const reference = await fact(page, 'Order number').innerText();
  const name = (await page.getByRole('heading', { level: 1 }).innerText()).split(':')[0] ?? '';
  expect(penceOf(await fact(page, 'Set aside for you now').innerText())).toBe(
    penceOf(await fact(page, 'Cost each time').innerText()),
  );

  await page.getByRole('button', { name: 'Yes, we will do it' }).click();
  await expectDone(page, `You said yes. We have told ${name}.`);
  await expect(fact(page, 'Where it stands')).toHaveText('Said yes');
  await expect(page.getByRole('heading', { name: 'Can you do this?' })).toHaveCount(0);
  expect(await newOrders(page)).toBe(before - 1);
  await page.goto('/provider/orders?show=going-on');
  await expect(page.locator('.oc-work__item').filter({ hasText: reference })).toHaveCount(1);
});

test('a provider says no only with a reason, and the person has the money back', async ({ browser }) => {
  const page = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  const finance = await signedIn(browser, 'finance');
  const before = await newOrders(page);
  await page.goto('/provider/orders');
  await notTheHolders(page).getByRole('link').first().click();
  const name = (await page.getByRole('heading', { level: 1 }).innerText()).split(':')[0] ?? '';
  const held = penceOf(await fact(page, 'Set aside for you now').innerText());
  const { availablePence } = await budgetOf(finance, name);

  await page.getByRole('button', { name: 'No, we can’t do it' }).click();
  await expectProblems(page, 'Say why you cannot do it');
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel('Why can’t you do it?').fill('All our workers are away that day.');
  await page.getByRole('button', { name: 'No, we can’t do it' }).click();
  await expectDone(page, `You said no. We have told ${name} why.`);
  await expect(fact(page, 'Where it stands')).toHaveText('Said no');
  await expect(fact(page, 'Why not')).toHaveText('All our workers are away that day.');
  expect((await budgetOf(finance, name)).availablePence).toBe(availablePence + held);
  expect(await newOrders(page)).toBe(before - 1);
});

/** How many visits of the week are over and not entered, over all its days. */
async function visitsToEnter(page: Page): Promise<number> {
  const days = await page.getByRole('navigation', { name: 'Visits by day' }).getByRole('listitem').allInnerTexts();
  return days.reduce((sum, words) => sum + Number(/: (\d+) to enter$/.exec(words)?.[1] ?? 0), 0);
}

test('a provider enters visits as planned, and one that was different', async ({ browser }) => {
  const page = await signedIn(browser, 'provider');
  await page.goto('/provider/deliveries');
  const visits = page.locator('.oc-visit');
  const before = await visitsToEnter(page);
  expect(before).toBeGreaterThan(3);

  await page.getByRole('button', { name: 'Enter the visits I ticked' }).click();
  await expectProblems(page, 'Tick the visits that happened');

  const two = visits.filter({ hasNotText: 'Maureen Blackwood' });
  for (const index of [0, 1]) await two.nth(index).getByRole('checkbox').check();
  await two
    .nth(1)
    .getByLabel(/^Who came/)
    .fill('');
  await page.getByRole('button', { name: 'Enter the visits I ticked' }).click();
  await expectProblems(page, 'Say who came. Use at most 200 letters.');
  await expect(two.nth(0).getByRole('checkbox')).toBeChecked();
  await two
    .nth(1)
    .getByLabel(/^Who came/)
    .fill('Ines Marlow');
  await page.getByRole('button', { name: 'Enter the visits I ticked' }).click();
  await expectDone(page, 'The visits are entered. Each person can confirm theirs now.');
  expect(await visitsToEnter(page)).toBe(before - 2);

  const byTheHour = visits.filter({ hasNotText: 'Maureen Blackwood', hasText: /, [2-9] hours, / }).first();
  const planned = /, ([2-9]) hours, (£[\d.,]+)\./.exec(await byTheHour.innerText());
  const [hours, sum] = [Number(planned?.[1]), penceOf(planned?.[2] ?? '')];
  await byTheHour.getByRole('link', { name: /^Something was different/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter a visit');
  await expect(page.getByLabel('How much was delivered')).toHaveValue(String(hours));
  await page.getByLabel('Who came').fill('Ines Marlow');
  await page.getByLabel('Started at').fill('soon');
  await page.getByRole('button', { name: 'Enter this visit' }).click();
  await expectProblems(page, 'Enter a time, such as 10:00 or 2:30pm');
  await page.getByLabel('Started at').fill('9.05am');
  await page.getByLabel('Ended at').fill('10:05');
  await page.getByLabel('How much was delivered').fill('99');
  await page.getByRole('button', { name: 'Enter this visit' }).click();
  await expect(page.locator('.govuk-error-summary__title')).toHaveText('That is more than was ordered.');
  await page.getByLabel('How much was delivered').fill('1');
  await page.getByRole('button', { name: 'Enter this visit' }).click();
  await expectDone(page, 'The visit is entered. The person can confirm it now.');
  expect(await visitsToEnter(page)).toBe(before - 3);

  const { deliveries } = await ask<{
    deliveries: { workerName: string; quantity: string; amountPence: number; startedAt: string; endedAt: string }[];
  }>(
    page,
    'query { deliveries(filter: { statuses: [RECORDED] }, first: 100) { workerName quantity amountPence startedAt endedAt } }',
  );
  const entered = deliveries.filter(({ workerName }) => workerName === 'Ines Marlow');
  expect(entered).toHaveLength(2);
  const different = entered.find(
    ({ quantity, startedAt, endedAt }) => quantity === '1' && Date.parse(endedAt) - Date.parse(startedAt) === 3_600_000,
  );
  expect(different?.amountPence).toBe(sum / hours);
});

interface Note {
  readonly id: string;
  readonly status: string;
  readonly quantity: string;
  readonly amountPence: number;
}

/** How many visits somebody questions, as the provider sees it. */
async function questionedVisits(provider: Page): Promise<number> {
  const { deliveries } = await ask<{ deliveries: { id: string }[] }>(
    provider,
    'query { deliveries(filter: { statuses: [DISPUTED] }, first: 100) { id } }',
  );
  return deliveries.length;
}

test('a provider puts right a visit that somebody questions', async ({ browser }) => {
  const provider = await signedIn(browser, 'provider');
  const broker = await signedIn(browser, 'broker');
  const { deliveries } = await ask<{ deliveries: (Note & { personName: string })[] }>(
    provider,
    'query { deliveries(filter: { statuses: [RECORDED] }, first: 100) { id status quantity amountPence personName } }',
  );
  const { me } = await ask<{ me: { actsFor: { scopes: string[]; person: { name: string } }[] } }>(
    broker,
    'query { me { actsFor { scopes person { name } } } }',
  );
  const confirmed = me.actsFor.filter(({ scopes }) => scopes.includes('CONFIRM')).map(({ person }) => person.name);
  let note = deliveries.find(({ personName }) => personName !== 'Maureen Blackwood' && confirmed.includes(personName));
  if (!note) {
    // Nothing of theirs has been entered yet, so one of their visits is.
    await provider.goto('/provider/deliveries');
    const names = confirmed.filter((name) => name !== 'Maureen Blackwood').join('|');
    const visit = provider
      .locator('.oc-visit')
      .filter({ hasText: new RegExp(names) })
      .first();
    const name = (await visit.locator('strong').innerText()).split(',')[0];
    await visit.getByRole('checkbox').check();
    await provider.getByRole('button', { name: 'Enter the visits I ticked' }).click();
    await expectDone(provider, 'The visit is entered. The person can confirm it now.');
    const after = await ask<{ deliveries: (Note & { personName: string })[] }>(
      provider,
      'query { deliveries(filter: { statuses: [RECORDED] }, first: 100) { id status quantity amountPence personName } }',
    );
    note = after.deliveries.find(({ personName }) => personName === name);
  }
  if (!note) throw new Error('No visit to question');
  const questioned = await questionedVisits(provider);
  const { disputeDelivery } = await ask<{ disputeDelivery: { status?: string } }>(
    broker,
    'mutation ($id: ID!, $key: String!) { disputeDelivery(deliveryId: $id, idempotencyKey: $key, reason: "Nobody rang or came.") { ... on Delivery { status } } }',
    { id: note.id, key: `dispute-${note.id}` },
  );
  expect(disputeDelivery.status).toBe('DISPUTED');

  await provider.goto('/provider');
  const figure = provider.getByRole('link', { name: /visits? that somebody questions$/ });
  await expect(figure).toContainText(String(questioned + 1));
  await figure.click();
  await expect(provider.getByText('They say: “Nobody rang or came.”')).toHaveCount(1);
  await provider
    .getByRole('list', { name: 'Visits that somebody questions' })
    .locator('.oc-work__item')
    .filter({ hasText: 'Nobody rang or came.' })
    .getByRole('link')
    .click();
  await expect(provider.getByRole('heading', { level: 1 })).toHaveText('Put a visit right');
  await expectNoBarriers(provider);
  await provider.getByRole('button', { name: 'Send this answer' }).click();
  await expectProblems(provider, 'Choose what really happened');
  await provider.getByLabel('The visit did not happen').check();
  await provider.getByRole('button', { name: 'Send this answer' }).click();
  await expectDone(provider, 'You put the visit right. The person can see it now.');
  await expect(provider.getByText('They say: “Nobody rang or came.”')).toHaveCount(0);
  expect(await questionedVisits(provider)).toBe(questioned);

  const { deliveries: now } = await ask<{ deliveries: Note[] }>(
    broker,
    'query { deliveries(filter: { statuses: [RECORDED] }, first: 100) { id status quantity amountPence } }',
  );
  expect(now.find(({ id }) => id === note.id)).toEqual({
    id: note.id,
    status: 'RECORDED',
    quantity: '0',
    amountPence: 0,
  });
});

test('a provider sees the money that is coming, and replies to a rating once', async ({ browser }) => {
  const page = await signedIn(browser, 'provider');
  await page.goto('/provider/money');
  const first = page.getByRole('table', { name: 'Invoices' }).locator('tbody tr').first();
  const [number, sum] = [await first.getByRole('link').innerText(), await first.locator('td').last().innerText()];
  await first.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Invoice ${number}`);
  await expect(fact(page, 'Sum')).toHaveText(sum);
  const lines = await page
    .getByRole('table', { name: 'Lines of the invoice' })
    .locator('tbody td:last-child')
    .allInnerTexts();
  expect(lines.reduce((total, line) => total + penceOf(line), 0)).toBe(penceOf(sum));

  await page.goto('/provider/ratings');
  const open = page.locator('.oc-work__item').filter({ hasText: 'Reply to this' });
  const before = await open.count();
  await open.first().getByText('Reply to this').click();
  await open.first().getByLabel('Your reply').fill('Thank you. We have told the team.');
  await open.first().getByRole('button', { name: 'Send the reply' }).click();
  await expectDone(page, 'Your reply is kept.');
  await expect(page.getByText('Thank you. We have told the team.')).toHaveCount(1);
  await expect(open).toHaveCount(before - 1);
});

test('a provider says how many visits it can make at once, on a phone and without JavaScript', async ({ browser }) => {
  const page = await signedIn(browser, 'provider', {
    javaScriptEnabled: false,
    viewport: { width: 375, height: 900 },
  });
  await page.goto('/provider');
  const menu = page.getByRole('navigation', { name: 'Menu' });
  await menu.locator('summary').click();
  await menu.getByRole('link', { name: 'Our store' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Our store' })).toBeVisible();
  const field = page.getByLabel('How many visits can you make at the same time?');
  const before = await field.inputValue();
  for (const [wrong, problem] of [
    ['many', 'Enter a whole number, such as 12'],
    ['2001', 'Give a whole number from 1 to 2000.'],
  ] as const) {
    await field.fill(wrong);
    await page.getByRole('button', { name: 'Keep this' }).click();
    await expect(page.locator('.govuk-error-summary__list li')).toHaveText([problem]);
    await expect(field).toHaveValue(wrong);
    await expectNoBarriers(page);
    await expectNoSidewaysScroll(page);
  }
  await page.goto('/provider/store');
  await expect(field).toHaveValue(before);
  await field.fill('1234');
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expect(page.locator('.govuk-notification-banner--success')).toContainText('Kept. It counts from now on.');
  await expect(page.getByText('At most 1,234 visits at the same time.')).toBeVisible();

  const micro = await signedIn(browser, 'micro');
  await micro.goto('/provider/store');
  await expect(micro.getByText('You work alone, so you can make 1 visit at a time.')).toBeVisible();
  await expect(micro.getByRole('button', { name: 'Keep this' })).toHaveCount(0);
  await expectNoBarriers(micro);
});
