import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, penceOf } from './support/pages.js';
import { ask, emptyBasket, expectDone, expectProblems, signedIn, tuesdayAfter } from './support/work.js';

const phone = { viewport: { width: 375, height: 900 } };

interface Offers {
  readonly services: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly name: string;
        readonly variants: readonly {
          readonly id: string;
          readonly name: string;
          readonly minimumQuantity: string;
          readonly publicPricePence: number;
        }[];
      };
    }[];
  };
}

/** Two services that this person can buy, cheapest of each. */
async function offers(page: Page): Promise<Offers['services']['edges'][number]['node'][]> {
  const { services } = await ask<Offers>(
    page,
    `query { services(search: { words: "gardening", kinds: [PAID] }, first: 2) {
      edges { node { ... on Service { id name variants { id name minimumQuantity publicPricePence } } } } } }`,
  );
  return services.edges.map(({ node }) => node);
}

test('somebody who pays themselves fills a basket by keyboard, sees what it costs, and is told how to buy', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'selffunder', phone);
  await emptyBasket(page);
  await page.goto('/own/basket');
  await expect(page.getByRole('heading', { name: 'Your basket is empty' })).toBeVisible();
  await expectNoBarriers(page);

  const [service] = await offers(page);
  const variant = service?.variants[0];
  if (!service || !variant) throw new Error('Nobody sells gardening.');
  await page.goto(`/services/${service.id}`);
  await expectNoSidewaysScroll(page);
  await page.locator('form[action="/own/basket"] button').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My basket');
  await expectDone(page, 'It is in your basket.');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await expect(page.getByText('Paying by card is not set up here yet')).toBeVisible();

  const quantity = page.locator('input[name="quantity"]').first();
  await quantity.fill('0');
  await page.getByRole('button', { name: 'Change' }).first().click();
  await expect(page.locator('.govuk-error-summary__list li')).toHaveCount(1);
  await expectNoBarriers(page);
  await page.locator('input[name="quantity"]').first().fill('3');
  await page.getByRole('button', { name: 'Change' }).first().click();
  await expectDone(page, 'It is in your basket.');
  await expect
    .poll(async () => penceOf(await page.locator('[data-sum="basket"]').innerText()))
    .toBe(3 * variant.publicPricePence);

  await page.getByRole('button', { name: /^Take out / }).click();
  await expectDone(page, 'It is out of your basket.');
  await expect(page.getByRole('heading', { name: 'Your basket is empty' })).toBeVisible();
});

test('the check page says that cards are not set up, and keeps the thing in the basket; nothing is ordered', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'selffunder', phone);
  await emptyBasket(page);
  const [service] = await offers(page);
  const variant = service?.variants[0];
  await page.goto(
    `/services/${service?.id}/order/${variant?.id}/check?quantity=2&how=once&on=${tuesdayAfter(7)}&time=10:00`,
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check and send');
  await expect(page.getByText('Paying by card is not set up here yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send order' })).toHaveCount(0);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page.locator('form[action="/own/basket"] button').click();
  await expectDone(page, 'It is in your basket.');
  const { me } = await ask<{ me: { person: { id: string } } }>(page, '{ me { person { id } } }');
  const { orders } = await ask<{ orders: { edges: unknown[] } }>(
    page,
    'query ($personId: ID) { orders(filter: { personId: $personId }) { edges { node { id } } } }',
    { personId: me.person.id },
  );
  expect(orders.edges).toEqual([]);
  await emptyBasket(page);
});

test('my money leads to rights, a form to cancel, and when the council may help, where nothing is kept', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'selffunder', phone);
  await page.goto('/own/money');
  await expect(page.getByRole('heading', { name: 'You have paid for nothing here yet' })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole('link', { name: 'Your rights when you buy' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your rights when you buy with your own money');
  await expectNoBarriers(page);
  await page.getByRole('link', { name: 'Form to cancel' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Form to cancel');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);

  await page.goto('/own/money');
  await page.getByRole('link', { name: 'See when your council may help to pay' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('When your council may help to pay');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'See what this means' }).click();
  await expectProblems(page, 'Choose how much you have, or that you are not sure');
  await page.getByLabel('From £14,250 to £23,250').check();
  await page.getByLabel(/^Your postcode/).fill('MB1 1AA');
  await page.getByRole('button', { name: 'See what this means' }).click();
  await expect(page.getByText('your council may pay a part')).toBeVisible();
  await expect(page.getByText('This is the council of your postcode.')).toBeVisible();
  // Neither is in the address, and the field is empty again.
  expect(new URL(page.url()).search).toBe('');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
});
