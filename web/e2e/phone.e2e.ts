import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays } from './support/pages.js';
import { ask, signedIn } from './support/work.js';

interface Visit {
  readonly id: string;
  readonly onDate: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly quantity: string;
  readonly status: string;
  readonly order: { readonly status: string; readonly place: string; readonly person: { readonly name: string } };
}

/** Visits that are over and not entered, of the days that the phone shows. */
async function visitsToEnter(page: Page): Promise<Visit[]> {
  const day = (days: number): string => inDays(days).toISOString().slice(0, 10);
  const { occurrences } = await ask<{ occurrences: Visit[] }>(
    page,
    `query ($from: Date!, $to: Date!) { occurrences(from: $from, to: $to) {
      id onDate startsAt endsAt quantity status order { status place person { name } } } }`,
    { from: day(-2), to: day(0) },
  );
  return occurrences.filter(
    ({ status, endsAt, order }) =>
      status === 'HELD' &&
      ['ACCEPTED', 'ACTIVE'].includes(order.status) &&
      order.person.name !== 'Maureen Blackwood' &&
      Date.parse(endsAt) < inDays(0).getTime(),
  );
}

function formOf(page: Page, visit: Visit): Locator {
  return page.locator('details').filter({ has: page.locator(`input[name="visitId"][value="${visit.id}"]`) });
}

async function write(page: Page, visit: Visit, worker: string): Promise<void> {
  const form = formOf(page, visit);
  await form.locator('summary').click();
  await form.getByLabel('Who came').fill(worker);
  await form.getByRole('button', { name: 'Enter this visit' }).click();
}

async function notesOf(page: Page, visit: Visit): Promise<{ workerName: string }[]> {
  const { occurrences } = await ask<{ occurrences: { id: string; delivery: { workerName: string } | null }[] }>(
    page,
    `query ($day: Date!) { occurrences(from: $day, to: $day) { id delivery { workerName } } }`,
    { day: visit.onDate },
  );
  return occurrences.flatMap(({ id, delivery }) => (id === visit.id && delivery ? [delivery] : []));
}

test('visits are written without a signal, wait through a reload, and are sent once', async ({ browser }) => {
  const page = await signedIn(browser, 'provider', { viewport: { width: 375, height: 800 } });
  const office = await signedIn(browser, 'provider');
  const [first, second] = await visitsToEnter(page);
  if (!first || !second) throw new Error('The demo has too few visits to enter.');
  await page.goto('/provider/phone');
  await expect(page.getByText('Opens without a signal')).toBeVisible();
  await expectNoBarriers(page, 'without contrast');
  await expectNoSidewaysScroll(page);

  // Offline in two ways: a page that a worker serves can begin to send before the browser's own switch counts for it.
  await page.context().route('**/provider/phone/send', (route) => route.abort());
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Visits on your phone');
  await write(page, first, '');
  await expect(page.locator('.govuk-error-summary__list li')).toHaveText(['Say who came']);
  await formOf(page, first).getByLabel('Who came').fill('Priya Offline');
  await formOf(page, first).getByRole('button', { name: 'Enter this visit' }).click();
  await expect(page.getByText('One entry waits to be sent.')).toBeVisible();
  await write(page, second, 'Sam Offline');
  await page.reload();
  await expect(page.getByText('Two entries wait to be sent.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'What waits' })).toContainText('Priya Offline');
  await expectNoBarriers(page, 'without contrast');
  await expectNoSidewaysScroll(page);
  expect(await notesOf(office, first)).toEqual([]);

  // A colleague in the office enters the second one meanwhile.
  await ask(
    office,
    `mutation ($input: RecordDeliveryInput!) { recordDelivery(input: $input) { ... on Delivery { id } } }`,
    {
      input: {
        occurrenceId: second.id,
        idempotencyKey: crypto.randomUUID(),
        workerName: 'Olive Office',
        place: second.order.place,
        startedAt: second.startsAt,
        endedAt: second.endsAt,
        quantity: second.quantity,
      },
    },
  );
  await page.context().unroute('**/provider/phone/send');
  await page.context().setOffline(false);
  await expect(page.getByText('Somebody has entered this visit already.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'What waits' })).toHaveCount(0);
  expect(await notesOf(office, first)).toEqual([{ workerName: 'Priya Offline' }]);
  expect(await notesOf(office, second)).toEqual([{ workerName: 'Olive Office' }]);

  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Sam Offline');
  await page.getByRole('button', { name: 'Remove from this phone' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.reload();
  await expect(formOf(page, first)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'On this phone' })).toHaveCount(0);
});

test('a filled-in list is checked first, then entered, and sending it again enters nothing', async ({ browser }) => {
  const page = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  const answer = await page.request.get('/provider/deliveries/list.csv');
  const [heading = '', ...lines] = (await answer.text()).replace(/^\uFEFF/, '').split('\r\n');
  const columns = heading.split('","');
  const who = columns.indexOf('who came');
  const filled = (line: string, name: string): string =>
    line
      .split('","')
      .map((cell, index) => (index === who ? name : cell))
      .join('","');
  const theirs = lines.filter((line) => line !== '' && !line.includes('Maureen Blackwood'));
  const [one = '', two = ''] = theirs.slice(-2);
  const csv = [heading, filled(one, 'Fay File'), filled(two, 'Finn File').replace(/"[^"]*"$/, '"999"')].join('\r\n');
  const send = async (): Promise<void> => {
    await page.goto('/provider/deliveries/file');
    await page
      .getByLabel('The file you filled in')
      .setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Check the file' }).click();
  };
  await send();
  await expect(page.getByRole('table', { name: 'What to put right' }).getByRole('row').nth(1)).toContainText('999');
  await expect(page.getByRole('heading', { name: 'One visit ready to enter' })).toBeVisible();
  await page.getByRole('button', { name: 'Enter one visit' }).click();
  await expect(page.locator('.govuk-notification-banner--success')).toContainText('One visit entered');
  await send();
  await expect(page.getByRole('heading', { name: 'Nothing to enter from this file' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Entered from this file before: one row.');
});
