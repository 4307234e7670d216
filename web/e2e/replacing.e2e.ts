import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays, inWords, signIn } from './support/pages.js';
import { ask, expectDone, expectProblems, fact, signedIn } from './support/work.js';

interface Offered {
  readonly me: { readonly person: { readonly id: string } };
  readonly orders: {
    readonly edges: readonly {
      readonly node: {
        readonly provider: { readonly name: string };
        readonly lines: readonly { readonly variant: { readonly id: string } }[];
      };
    }[];
  };
}
interface Quoted {
  readonly quote: { readonly price: { readonly unitPricePence: number } };
}
interface Placed {
  readonly placeOrder: { readonly id: string };
}
interface Choice {
  readonly replacementChoice: {
    readonly fourWeeksNowPence: number;
    readonly options: readonly { readonly fourWeeksPence: number; readonly provider: { readonly name: string } }[];
  };
}

test('a provider stops a whole order with a reason, and the person asks others to take over, on a phone', async ({
  page,
  browser,
}) => {
  await page.setViewportSize({ width: 375, height: 900 });
  await signIn(page, 'holder@marlbridge.example');
  const { me, orders } = await ask<Offered>(
    page,
    '{ me { person { id } } orders(first: 50, filter: { statuses: [ACTIVE] }) { edges { node { provider { name } lines { variant { id } } } } } }',
  );
  const theirs = orders.edges.find(({ node }) => node.provider.name === 'Marl Vale Home Support');
  const variantId = theirs?.node.lines[0]?.variant.id ?? '';
  const startsOn = inDays(35).toISOString().slice(0, 10);
  const { quote } = await ask<Quoted>(
    page,
    `query ($input: QuoteInput!) { quote(input: $input) { ... on Quote { price { unitPricePence } } } }`,
    { input: { variantId, personId: me.person.id, quantity: '1', onDate: startsOn } },
  );
  const { placeOrder } = await ask<Placed>(
    page,
    `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on Order { id } } }`,
    {
      input: {
        idempotencyKey: 'an-order-to-stop',
        personId: me.person.id,
        variantId,
        quantity: '1',
        startTime: '16:00',
        standing: { startsOn, weekdays: ['TU'] },
        place: 'At home',
        shownUnitPricePence: quote.price.unitPricePence,
      },
    },
  );
  const address = `/my-orders/${placeOrder.id}`;

  const provider = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  await provider.goto(`/provider/orders/${placeOrder.id}`);
  await provider.getByRole('button', { name: 'Yes, we will do it' }).click();
  await provider
    .getByRole('link', { name: 'Stop this order' })
    .or(provider.getByRole('button', { name: 'Stop this order' }))
    .click();
  await expect(provider.getByRole('heading', { level: 1, name: 'Stop this order?' })).toBeVisible();
  await provider.getByRole('button', { name: 'Stop the order' }).click();
  await expectProblems(provider, 'Say why. The person reads it');
  await provider.getByLabel('Why can’t you come?').fill('Two of us have left.');
  await provider.getByRole('button', { name: 'Stop the order' }).click();
  await expect(provider.getByText(/^Stopped\. Visits that have begun stay to be entered\./)).toBeVisible();
  await expect(provider.getByText('Can’t you come any more?')).toHaveCount(0);
  await provider.context().close();

  await page.goto(address);
  await expect(page.getByText('They wrote: “Two of us have left.”')).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page
    .getByRole('link', { name: 'See who else could come' })
    .or(page.getByRole('button', { name: 'See who else could come' }))
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Have somebody else do this' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  const { replacementChoice: choice } = await ask<Choice>(
    page,
    `query ($id: ID!) { replacementChoice(orderId: $id) { ... on ReplacementChoice {
      fourWeeksNowPence options { fourWeeksPence provider { name } } } } }`,
    { id: placeOrder.id },
  );
  await expect(fact(page, 'Cost now')).toContainText(inWords(choice.fourWeeksNowPence));
  const [first] = choice.options;
  await expect(page.getByText(`${inWords(first?.fourWeeksPence ?? 0)} in the first four weeks`).first()).toBeVisible();
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expectProblems(page, 'Choose who to ask');
  await page.getByLabel(new RegExp(`^${first?.provider.name ?? ''}: `)).check();
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expectDone(page, 'Asked. The first who says yes takes over. We tell you who.');
  await expect(page.getByText('Asked. No answer yet.')).toBeVisible();
  // Whoever is left over is chosen anew, not ticked because the one above went.
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expectNoBarriers(page);
  await page.goto(address);
  await expect(page.getByText(/One provider was asked to take over on/)).toBeVisible();
  await page.getByRole('link', { name: 'See who was asked' }).click();
  await page.getByRole('button', { name: 'Don’t ask any more' }).click();
  await expectDone(page, 'Nobody is asked any more. Everything stays as it was.');
});
