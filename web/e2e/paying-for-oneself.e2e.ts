import { expect, type Page, test } from '@playwright/test';
import { expectMessage, expectNoBarriers, expectNoSidewaysScroll, isoToday } from './support/pages.js';
import {
  ask,
  emptyBasket,
  expectDone,
  expectProblems,
  fact,
  signedIn,
  type SoldHour,
  soldHour,
  tuesdayAfter,
} from './support/work.js';

// Played against a stand-in for the card company, after paying-by-card.e2e.ts has opened the provider's account. Each part stands on the one before.
test.describe.configure({ mode: 'serial' });

/** The job asks for money soon after a yes, and every minute. */
const WITHIN_TWO_MINUTES = { timeout: 150_000, intervals: [1000] };
const PHONE = { javaScriptEnabled: false, viewport: { width: 375, height: 800 } };

let orderId = '';
let sold: SoldHour;

async function look(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
  await expectNoBarriers(page, 'without contrast');
}

const checkPage = (how: string): string =>
  `/services/${sold.serviceId}/order/${sold.variantId}/check?quantity=1&${how}`;

test('somebody without a budget orders, pays nothing before, and ticks what the law asks, without JavaScript on a phone', async ({
  browser,
}) => {
  sold = await soldHour(await signedIn(browser, 'provider'));
  const page = await signedIn(browser, 'selffunder', PHONE);
  const once = `how=once&on=${isoToday()}&time=08:00`;
  await page.goto(checkPage(once));
  await expect(page.getByText('You have no card here to pay with.')).toBeVisible();
  await look(page);
  await page.getByRole('link', { name: 'Keep a card' }).click();
  await page.getByRole('button', { name: 'Keep a card' }).click();
  await page.getByRole('button', { name: 'Go on to Stripe' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  // The way back leads to the order.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check and send');
  await expect(page.getByText('Nothing is taken now.')).toBeVisible();
  await look(page);
  await page.getByLabel('Where should they come?').fill('12 Mill Lane');
  await page.getByRole('button', { name: 'Send order' }).click();
  await expectProblems(
    page,
    'Read what you can do if you change your mind, and say that you did.',
    'Say that you want it to start in the 14 days, or choose a day that is more than 3 weeks away.',
  );
  await look(page);
  await expect(page.getByLabel('Where should they come?')).toHaveValue('12 Mill Lane');
  await page.getByLabel('I have read this').check();
  await page.getByLabel('I want it to start in these 14 days.').check();
  await page.getByRole('button', { name: 'Send order' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your order is sent');
  await expect(fact(page, 'You pay')).toHaveText(
    'Nothing now. It is taken from your card after each visit that you confirm.',
  );
  await look(page);
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(fact(page, 'Paid')).toHaveText('By your own card, after each visit that you confirm');
  await look(page);
  orderId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
});

test('with the yes they read until when they can change their mind; the visit is confirmed, paid and on “My money”', async ({
  browser,
}) => {
  const provider = await signedIn(browser, 'provider');
  await provider.goto(`/provider/orders/${orderId}`);
  await look(provider);
  await provider.getByRole('button', { name: 'Yes, we will do it' }).click();
  const page = await signedIn(browser, 'selffunder');
  await page.goto(`/my-orders/${orderId}`);
  await expect(page.getByText('You can change your mind until the end of')).toBeVisible();
  await look(page);
  await expectMessage(page, 'You can change your mind');
  const { order } = await ask<{ order: { nextOccurrences: { id: string }[] } }>(
    page,
    'query ($id: ID!) { order(id: $id) { nextOccurrences { id } } }',
    { id: orderId },
  );
  await ask(
    provider,
    'mutation ($input: RecordDeliveryInput!) { recordDelivery(input: $input) { ... on Delivery { id } ... on Refusal { message } } }',
    {
      input: {
        occurrenceId: order.nextOccurrences[0]?.id,
        idempotencyKey: crypto.randomUUID(),
        workerName: 'Ines Marlow',
        place: 'At home',
        startedAt: `${isoToday()}T08:00:00Z`,
        endedAt: `${isoToday()}T09:00:00Z`,
        quantity: '1',
      },
    },
  );
  await page.goto('/my-support');
  await look(page);
  await page
    .getByRole('button', { name: /Yes, it happened/ })
    .first()
    .click();
  await expect(page.getByText('Thank you. One visit confirmed')).toBeVisible();
  await expect
    .poll(async () => {
      const { myCard } = await ask<{ myCard: { charges: { state: string; paidPence: number }[] } }>(
        page,
        '{ myCard { charges { state paidPence } } }',
      );
      return myCard.charges[0];
    }, WITHIN_TWO_MINUTES)
    .toEqual({ state: 'PAID', paidPence: sold.pence });
  await page.goto('/own/money');
  await expect(page.getByRole('link', { name: 'See your card and receipts' })).toBeVisible();
  await look(page);
});

test('help that repeats is ordered and stopped again, and nothing is taken', async ({ browser }) => {
  const page = await signedIn(browser, 'selffunder', PHONE);
  await page.goto(checkPage(`how=weekly&day=TU&on=${tuesdayAfter(28)}&time=10:00`));
  await page.getByLabel('Where should they come?').fill('12 Mill Lane');
  await page.getByLabel('I have read this').check();
  await page.getByRole('button', { name: 'Send order' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your order is sent');
  await page.getByRole('button', { name: 'See the order' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Cancel all visits to come' }).click();
  await expect(page.getByText('Nothing is taken from your card for it.')).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: /^Cancel/ }).click();
  await expectDone(page, 'It is cancelled.');
});

test('a basket is ordered in one go, all or none, without JavaScript on a phone', async ({ browser }) => {
  const page = await signedIn(browser, 'selffunder', PHONE);
  await emptyBasket(page);
  await ask(page, 'mutation ($input: PutInBasketInput!) { putInBasket(input: $input) { __typename } }', {
    input: { idempotencyKey: crypto.randomUUID(), variantId: sold.variantId, quantity: '1' },
  });
  await page.goto('/own/basket');
  await look(page);
  await page.getByRole('button', { name: 'Order these, each once' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Order your basket');
  await look(page);
  await page.getByLabel('Month').first().fill('14');
  await page.getByRole('button', { name: 'Send the order' }).click();
  await expectProblems(page, 'Enter a day that there is, such as 9 3 2027');
  await look(page);
  const [year, month, day] = tuesdayAfter(28).split('-').map(Number);
  await page.getByLabel('Day').first().fill(String(day));
  await page.getByLabel('Month').first().fill(String(month));
  await page.getByLabel('Year').first().fill(String(year));
  await page.getByLabel('Where should they come?').fill('12 Mill Lane');
  await page.getByLabel('I have read this').check();
  await page.getByRole('button', { name: 'Send the order' }).click();
  await expectDone(page, 'Your orders are sent. Each provider says yes or no. You pay nothing now.');
  await look(page);
  await page.goto('/own/basket');
  await expect(page.getByRole('heading', { name: 'Your basket is empty' })).toBeVisible();
});
