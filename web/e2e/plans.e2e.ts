import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inWords, penceIn, signIn, inDays } from './support/pages.js';
import { ask, signedIn } from './support/work.js';

interface Mine {
  readonly orders: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly whenInWords: string;
        readonly nextOccurrences: readonly { readonly amountPence: number }[];
      };
    }[];
  };
}

test('a person changes a standing order, the provider says yes, and a break costs nothing', async ({
  page,
  browser,
}) => {
  await page.setViewportSize({ width: 375, height: 900 });
  await signIn(page, 'holder@marlbridge.example');
  const { orders } = await ask<Mine>(
    page,
    '{ orders(first: 50, filter: { statuses: [ACTIVE] }) { edges { node { id whenInWords nextOccurrences { amountPence } } } } }',
  );
  const order = orders.edges
    .map(({ node }) => node)
    .find(({ whenInWords }) => whenInWords === 'Every Thursday, 10am to noon');
  // Two hours, on a day that is no bank holiday.
  const unit = Math.min(...(order?.nextOccurrences ?? []).map((visit) => visit.amountPence)) / 2;
  expect(unit).toBeGreaterThan(0);
  const address = `/my-orders/${order?.id ?? ''}`;

  await page.goto(address);
  await page
    .getByRole('link', { name: 'Change this order' })
    .or(page.getByRole('button', { name: 'Change this order' }))
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change this order');
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel('How many hours each time?').fill('0');
  await page.getByRole('button', { name: 'See what it does' }).click();
  await expect(page.getByRole('link', { name: 'The number must be more than zero.' })).toBeVisible();
  await page.getByLabel('How many hours each time?').fill('3');
  await page.getByRole('button', { name: 'See what it does' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check the change' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  for (const name of ['As it is now', 'With this change']) {
    const weeks = page.getByRole('region', { name });
    await expect(weeks.locator('.oc-weeks__summary')).toHaveText(/in the next 26 weeks\.$|runs short in the week of/);
    await expect(weeks.getByText('See every week as a table')).toBeVisible();
  }
  const row = (key: string) =>
    page.locator('.govuk-summary-list__row', { hasText: key }).locator('.govuk-summary-list__value').first();
  await expect(row('Cost each time')).toHaveText(inWords(3 * unit));
  await expect(row('Cost a week')).toHaveText(`${inWords(3 * unit)} (now ${inWords(2 * unit)})`);
  const left = await penceIn(row('Left in your budget'));
  await page.getByRole('button', { name: 'Send the change' }).click();
  await expect(page.getByText('The change is sent.')).toBeVisible();
  await expect(page.getByText(/2 hours → 3 hours/).first()).toBeVisible();
  await page.goto('/my-budget');
  expect(await penceIn(page.locator('.oc-budget-bar__sum', { hasText: / left$/ }))).toBe(left);

  const provider = await signedIn(browser, 'provider');
  await provider.goto(`/provider/orders/${order?.id ?? ''}`);
  await expect(provider.getByRole('heading', { name: 'Can you do this change?' })).toBeVisible();
  await expectNoBarriers(provider);
  await provider.getByRole('button', { name: 'Yes, we will do it' }).click();
  await expect(provider.getByText(/You said yes to the change/)).toBeVisible();
  await provider.context().close();

  await page.goto(`${address}/break`);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  const from = inDays(21).toISOString().slice(0, 10);
  const through = inDays(34).toISOString().slice(0, 10);
  for (const [legend, day] of [
    ['The first day without a visit', from],
    ['The last day without a visit', through],
  ] as const) {
    const group = page.getByRole('group', { name: legend });
    const [year = '', month = '', date = ''] = day.split('-');
    await group.getByLabel('Day').fill(date);
    await group.getByLabel('Month').fill(month);
    await group.getByLabel('Year').fill(year);
  }
  await page.getByRole('button', { name: 'See what it costs' }).click();
  await expect(row('Visits cancelled')).toHaveText('2');
  await expect(row('Cost of cancelling')).toHaveText('Nothing');
  await page.getByRole('button', { name: 'Cancel these visits' }).click();
  await expect(page.getByText('The break is kept.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Breaks' })).toBeVisible();
  await expect(page.getByText(/said yes\./)).toBeVisible();
});
