import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays, signIn } from './support/pages.js';
import { ask, signedIn } from './support/work.js';

test('a provider cannot come, and the person asks somebody who has room, on a phone', async ({ page, browser }) => {
  await page.setViewportSize({ width: 375, height: 900 });
  await signIn(page, 'holder@marlbridge.example');
  const { me, orders } = await ask<{
    me: { person: { id: string } };
    orders: { edges: { node: { provider: { name: string }; lines: { variant: { id: string } }[] } }[] };
  }>(
    page,
    '{ me { person { id } } orders(first: 50, filter: { statuses: [ACTIVE] }) { edges { node { provider { name } lines { variant { id } } } } } }',
  );
  const theirs = orders.edges.find(({ node }) => node.provider.name === 'Marl Vale Home Support');
  const variantId = theirs?.node.lines[0]?.variant.id ?? '';
  const date = inDays(40).toISOString().slice(0, 10);
  const { quote } = await ask<{ quote: { price: { unitPricePence: number } } }>(
    page,
    'query ($input: QuoteInput!) { quote(input: $input) { ... on Quote { price { unitPricePence } } } }',
    { input: { variantId, personId: me.person.id, quantity: '1', onDate: date } },
  );
  const { placeOrder } = await ask<{ placeOrder: { id: string } }>(
    page,
    'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on Order { id } ... on Refusal { message } } }',
    {
      input: {
        idempotencyKey: 'a-visit-to-cover',
        personId: me.person.id,
        variantId,
        quantity: '1',
        startTime: '11:00',
        oneOff: { date },
        place: 'At home',
        shownUnitPricePence: quote.price.unitPricePence,
      },
    },
  );
  const provider = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  await provider.goto(`/provider/orders/${placeOrder.id}`);
  await provider.getByRole('button', { name: 'Yes, we will do it' }).click();
  await provider.goto(`/provider/orders/${placeOrder.id}/cancel`);
  await expectNoBarriers(provider);
  await provider.getByLabel('Why can’t you come?').fill('Two of us are ill that week.');
  await provider.getByRole('button', { name: 'Stop the order' }).click();
  await expect(provider.locator('.govuk-notification-banner--success')).toBeVisible();

  await page.goto(`/my-orders/${placeOrder.id}`);
  await expect(page.getByText('They can’t come: “Two of us are ill that week.”')).toBeVisible();
  await page.getByRole('link', { name: /^Ask somebody else/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ask somebody else' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  const offers = page.getByRole('main').getByRole('checkbox');
  expect(await offers.count()).toBeGreaterThan(0);
  await offers.first().check();
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expect(page.getByRole('list', { name: 'Who was asked' }).getByRole('listitem')).toHaveCount(1);
});
