import { expect, test } from '@playwright/test';
import { expectNoBarriers, inWords, penceOf } from './support/pages.js';
import { ask, budgetOf, fact, dearestVariant, signedIn, tuesdayAfter } from './support/work.js';

test('a broker orders for a person who asked them to', async ({ browser }) => {
  const page = await signedIn(browser, 'broker');
  await expect(page).toHaveURL(/\/people-i-help$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('People I help');
  await expect(page.locator('.oc-work__item')).toHaveCount(14);

  const olive = page.locator('.oc-work__item').filter({ hasText: 'Olive Pemberton' });
  const leftBefore = penceOf(await olive.locator('.oc-work__sum').innerText());
  await olive.getByRole('link', { name: 'Find support for Olive Pemberton' }).click();
  await expect(page.getByRole('region', { name: 'Who you are acting for' })).toContainText(
    'You are acting for Olive Pemberton',
  );

  await page.getByRole('searchbox').first().fill('Morning and bedtime care');
  await page.getByRole('main').getByRole('button').first().click();
  await page.getByRole('link', { name: 'Morning and bedtime care' }).first().click();
  await page.getByRole('button', { name: 'Order Half an hour, weekday', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What would Olive Pemberton like?');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('When?');
  await page.getByRole('button', { name: 'Continue' }).click();

  const costHeading = page.getByRole('heading', { level: 1, name: /^It costs £/ });
  const cost = penceOf(await costHeading.innerText());
  await expect(page.getByRole('row', { name: /^Left now/ })).toContainText(inWords(leftBefore));
  await expect(page.getByRole('row', { name: /^Left after/ })).toContainText(inWords(leftBefore - cost));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(fact(page, 'Promised now')).toHaveText(inWords(cost));
  await page.getByLabel('Where should they come to Olive Pemberton?').fill('At home, side door');
  await page.getByRole('button', { name: 'Send order' }).click();
  await expect(page).toHaveURL(/\/my-orders\/[0-9a-f-]{36}\/sent/);
  const orderId = /my-orders\/([0-9a-f-]{36})/.exec(page.url())?.[1];

  // Always shown as the broker for the person.
  const { order } = await ask<{
    order: { onBehalf: boolean; placedByName: string; status: string; heldPence: number };
  }>(page, 'query ($id: ID!) { order(id: $id) { onBehalf placedByName status heldPence } }', { id: orderId });
  expect(order).toEqual({ onBehalf: true, placedByName: 'Sanjay Thakrar', status: 'SUBMITTED', heldPence: cost });
  await page.goto('/people-i-help');
  await expect(
    page.locator('.oc-work__item').filter({ hasText: 'Olive Pemberton' }).locator('.oc-work__sum'),
  ).toHaveText(inWords(leftBefore - cost));
});

test('a broker reads what they may do for a person', async ({ browser }) => {
  const page = await signedIn(browser, 'broker');
  await page.getByRole('link', { name: 'Beatrix Olumide', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Beatrix Olumide');
  await expect(page.getByRole('region', { name: 'Who you are acting for' })).toContainText('Beatrix Olumide');
  await expect(fact(page, 'You act as')).toHaveText('Broker');
  await expect(fact(page, 'You may')).toHaveText('look at the budget and order support');
  await expectNoBarriers(page);
});

test('a broker is refused, kindly, for Bernard Whittaker', async ({ browser }) => {
  const finance = await signedIn(browser, 'finance');
  const bernard = await budgetOf(finance, 'Bernard Whittaker');
  const page = await signedIn(browser, 'broker');
  await expect(page.getByRole('link', { name: 'Bernard Whittaker' })).toHaveCount(0);

  const answer = await page.goto(`/people-i-help/${bernard.personId}`);
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You can’t act for this person');
  await expect(page.getByText('Bernard')).toHaveCount(0);
  await expectNoBarriers(page);

  for (const path of ['/my-budget', '/my-support', '/search']) {
    const refused = await page.goto(`${path}?for=${bernard.personId}`);
    expect(refused?.status(), path).toBe(403);
    await expect(page.getByText('Bernard')).toHaveCount(0);
  }
  const { budget } = await ask<{ budget: unknown }>(page, 'query ($id: ID!) { budget(id: $id) { id } }', {
    id: bernard.id,
  });
  expect(budget).toBeNull();

  const variant = await dearestVariant(page, 'Morning and bedtime care');
  const { placeOrder } = await ask<{ placeOrder: { __typename: string; reason: string } }>(
    page,
    'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on NotAllowed { reason } } }',
    {
      input: {
        idempotencyKey: `bernard-${Date.now()}`,
        personId: bernard.personId,
        variantId: variant.id,
        quantity: '1',
        startTime: '10:00',
        oneOff: { date: tuesdayAfter(21) },
        place: 'At home',
        shownUnitPricePence: variant.publicPricePence,
      },
    },
  );
  expect(placeOrder).toEqual({ __typename: 'NotAllowed', reason: 'NO_MANDATE' });
  expect((await budgetOf(finance, 'Bernard Whittaker')).availablePence).toBe(bernard.availablePence);
});

test('a representative helps one person and cannot open a provider’s pages', async ({ browser }) => {
  const page = await signedIn(browser, 'representative');
  await expect(page.locator('.oc-work__item')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 2, name: 'Winifred Hartwell' })).toBeVisible();
  const answer = await page.goto('/provider');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You can’t open this page');
});
