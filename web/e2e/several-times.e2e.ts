import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays, inWords, penceIn, signIn } from './support/pages.js';
import { ask, signedIn } from './support/work.js';

test.use({ javaScriptEnabled: false });

interface Mine {
  readonly orders: {
    readonly edges: readonly {
      readonly node: {
        readonly service: { readonly id: string; readonly name: string };
        readonly lines: readonly { readonly variant: { readonly id: string; readonly name: string } }[];
      };
    }[];
  };
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

const row = (page: Page, key: string) =>
  page
    .locator('.govuk-summary-list__row', { has: page.getByText(key, { exact: true }) })
    .locator('.govuk-summary-list__value')
    .first();

test('help at three times a day is one order, changed as one, without JavaScript', async ({ page, browser }) => {
  await page.setViewportSize({ width: 375, height: 900 });
  await signIn(page, 'holder@marlbridge.example');
  const { orders } = await ask<Mine>(
    page,
    '{ orders(first: 50) { edges { node { service { id name } lines { variant { id name } } } } } }',
  );
  // By the hour; the times of what was ordered may have been changed by another journey.
  const known = orders.edges.find(
    ({ node }) => node.service.name === 'Morning and bedtime care' && node.lines[0]?.variant.name === '1 hour, weekday',
  )?.node;
  const variantId = known?.lines[0]?.variant.id ?? '';
  const first = inDays(30).toISOString().slice(0, 10);
  const last = inDays(43).toISOString().slice(0, 10);
  const draft = `quantity=1&how=weekly&on=${first}&until=${last}&day=TU&day=WE&time=08:00`;
  await page.goto(`/services/${known?.service.id ?? ''}/order/${variantId}/when?${draft}`);

  await press(page, 'Another time on the same days');
  await expect(page.getByRole('group', { name: 'Another time on the same days' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  const lunch = page.getByRole('group', { name: 'Another time on the same days' });
  await lunch.getByLabel('What time should it start?').selectOption('08:30');
  await lunch.getByLabel('How many hours each time?').fill('1');
  await press(page, 'Continue');
  await expect(page.getByRole('link', { name: /begins before another one ends/ })).toBeVisible();
  await expectNoBarriers(page);
  await lunch.getByLabel('What time should it start?').selectOption('13:00');
  await press(page, 'Another time on the same days');
  const evening = page.getByRole('group', { name: 'Another time on the same days (2)' });
  await evening.getByLabel('What time should it start?').selectOption('21:00');
  await evening.getByLabel('How many hours each time?').fill('2');
  await press(page, 'Continue');

  const unit = await penceIn(row(page, 'At 8am'));
  await expect(row(page, 'At 9pm')).toContainText(inWords(2 * unit));
  await expect(row(page, 'Each day')).toHaveText(`three visits: ${inWords(4 * unit)}`);
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(row(page, 'How much')).toContainText('1 hour at 8am, 1 hour at 1pm and 2 hours at 9pm');
  await expect(row(page, 'When')).toContainText('8am to 9am, 1pm to 2pm and 9pm to 11pm');
  await page.getByLabel('Where should they come?').fill('12 Willow Walk');
  await press(page, 'Send order');
  await expect(page.getByRole('heading', { level: 1, name: 'Your order is sent' })).toBeVisible();
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(row(page, 'Cost each day')).toHaveText(inWords(4 * unit));
  const id = /my-orders\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  const provider = await signedIn(browser, 'provider');
  await provider.goto(`/provider/orders/${id}`);
  await expect(provider.getByText(/8am to 9am, 1pm to 2pm and 9pm to 11pm/).first()).toBeVisible();
  await provider.context().close();

  // The lunch goes, and one visit comes on a day of its own.
  await page.goto(`/my-orders/${id}/change?add=visit`);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  const lunchNow = page.getByRole('group', { name: 'Another time on the same days (1)' });
  await lunchNow.getByLabel('What time should it start?').selectOption('');
  await lunchNow.getByLabel('How many hours each time?').fill('');
  const extra = page.getByRole('group', { name: 'One extra visit' });
  const [year = '', month = '', date = ''] = inDays(40).toISOString().slice(0, 10).split('-');
  await extra.getByLabel('Day').fill(date);
  await extra.getByLabel('Month').fill(month);
  await extra.getByLabel('Year').fill(year);
  await extra.getByLabel('What time should it start?').selectOption('15:00');
  await press(page, 'See what it does');
  await expect(page.getByRole('heading', { level: 1, name: 'Check the change' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await expect(row(page, 'How much')).toHaveText('1 hour at 8am and 2 hours at 9pm');
  await expect(row(page, 'Cost each day')).toHaveText(inWords(3 * unit));
  await expect(row(page, 'Extra visit')).toContainText('3pm to 4pm');
  await press(page, 'Send the change');
  await expect(page.getByText('The change is sent.')).toBeVisible();
  await expect(row(page, 'Cost each day')).toHaveText(inWords(3 * unit));
  await expect(row(page, 'Extra visit')).toContainText('3pm to 4pm');
  await expect(page.getByText(/Added a visit on/).first()).toBeVisible();
});

test('a price is for its days and hours, and the page leads to the one that is for then, without JavaScript', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 900 });
  await signIn(page, 'holder@marlbridge.example');
  const { orders } = await ask<Mine>(
    page,
    '{ orders(first: 50) { edges { node { service { id name } lines { variant { id name } } } } } }',
  );
  const serviceId = orders.edges.find(({ node }) => node.service.name === 'Morning and bedtime care')?.node.service.id;
  const { service } = await ask<{ service: { variants: readonly { id: string; name: string }[] } }>(
    page,
    'query ($id: ID!) { service(id: $id) { variants { id name } } }',
    { id: serviceId ?? '' },
  );
  const weekday = service.variants.find(({ name }) => name === 'Half an hour, weekday')?.id ?? '';
  const sunday = [30, 31, 32, 33, 34, 35, 36].map(inDays).find((day) => day.getUTCDay() === 0) ?? inDays(30);
  const on = sunday.toISOString().slice(0, 10);
  await page.goto(`/services/${serviceId ?? ''}/order/${weekday}/when?quantity=1&how=once&on=${on}&time=18:00`);
  await expect(page.getByText('This price is for visits that start at 6am or later, and before 5pm')).toBeVisible();
  await press(page, 'Continue');
  await expect(page.getByRole('link', { name: /^This price is for Mondays to Fridays/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Choose another time$/ })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'Choose “Half an hour, Sunday” instead' }).click();
  await press(page, 'Continue');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^It costs £/);
  await expect(page.getByRole('main')).toContainText('Half an hour, Sunday');
});
