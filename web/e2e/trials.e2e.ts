import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays, penceIn } from './support/pages.js';
import { ask, fact, signedIn } from './support/work.js';

interface Services {
  readonly services: {
    readonly edges: readonly {
      readonly node: {
        readonly id?: string;
        readonly variants?: readonly {
          readonly id: string;
          readonly unit: string;
          readonly dayType: string;
          readonly price: { readonly orderable: boolean };
        }[];
      };
    }[];
  };
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A working day about a week away, as the three fields of a date. */
function workingDay(): readonly [day: string, month: string, year: string] {
  let day = inDays(7);
  for (let more = 8; ['Saturday', 'Sunday'].includes(weekdays[day.getUTCDay()] ?? ''); more += 1) day = inDays(more);
  return [String(day.getUTCDate()), String(day.getUTCMonth() + 1), String(day.getUTCFullYear())];
}

/** A visit on a weekday that the budget pays in full. */
async function funded(page: Page): Promise<string> {
  const { services } = await ask<Services>(
    page,
    'query { services(search: { words: "help" }, first: 50) { edges { node { ... on Service { id variants { id unit dayType price { orderable } } } } } } }',
  );
  for (const { node } of services.edges)
    for (const { id, unit, dayType, price } of node.variants ?? [])
      if (unit === 'HOUR' && dayType === 'WEEKDAY' && price.orderable)
        return `/services/${node.id ?? ''}/order/${id}/what`;
  throw new Error('Nothing is sold by the hour.');
}

async function look(page: Page): Promise<void> {
  await page.setViewportSize({ width: 375, height: 900 });
  await expectNoSidewaysScroll(page);
  await expectNoBarriers(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('somebody orders one visit to meet first, without script', async ({ browser }) => {
  const page = await signedIn(browser, 'holder', { javaScriptEnabled: false });
  const addresses: string[] = [];
  const press = async (name: string): Promise<void> => {
    addresses.push(page.url());
    await page.getByRole('button', { name }).click();
  };
  const what = await funded(page);
  await page.goto(what.replace(/\/order.*/, ''));
  await expect(page.getByText('You can meet first: one visit, and then you decide.')).toBeVisible();
  await page.goto(what);
  await page.getByLabel('Meet first').check();
  await press('Continue');

  const [day, month, year] = workingDay();
  const meeting = page.getByRole('group', { name: 'Which day would you like to meet?' });
  await meeting.getByLabel('Day').fill(day);
  await meeting.getByLabel('Month').fill(month);
  await meeting.getByLabel('Year').fill(year);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Choose at least one day of the week' })).toBeVisible();
  await page.getByRole('group', { name: 'If it suits, which days after that?' }).getByLabel('Tuesday').check();
  await page.getByLabel(/^How much each time after that/).fill('3');
  await press('Continue');

  await expect(fact(page, 'If it suits')).toHaveText(/^Every Tuesday, 10am to 1pm\. You decide after you have met\.$/);
  await press('Continue');
  await expect(fact(page, 'If it suits')).toContainText('Every Tuesday, 10am to 1pm');
  await page.getByLabel('Where should they come?').fill('At home');
  await press('Send order');
  await expect(page.getByText('You say how it went.')).toBeVisible();
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(page.getByText('This is a trial visit.')).toBeVisible();
  await expect(page.getByText('Every Tuesday, 10am to 1pm')).toBeVisible();
  addresses.push(page.url());

  const looking = await signedIn(browser, 'holder');
  for (const address of addresses) {
    await looking.goto(address);
    await look(looking);
  }
});

test('a trial that suited goes on with one press, once', async ({ browser }) => {
  const page = await signedIn(browser, 'representative');
  await page.goto('/people-i-help');
  await page.getByRole('link', { name: 'Winifred Hartwell' }).first().click();
  await page.waitForURL(/people-i-help\/./);
  const personId = /people-i-help\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
  await page.goto(`/my-support?for=${personId}`);
  await page.getByRole('button', { name: 'Say how it went' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How did it go?');
  await look(page);
  const asked = page.url();
  const each = await penceIn(page.locator('.govuk-summary-list__row', { hasText: 'Cost each time' }).locator('strong'));
  await page.getByRole('button', { name: 'Yes, go on with this' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('is sent');
  await expect(page.getByText(/^Every Tuesday/)).toBeVisible();
  await page.getByRole('button', { name: 'See the order' }).click();
  await expect(page.getByText('This came of a trial visit.')).toBeVisible();
  expect(await penceIn(page.locator('.govuk-summary-list__row', { hasText: 'each time' }).last())).toBe(each);
  // The question is answered: going back to it shows what became of it.
  await page.goto(asked);
  await expect(page.getByText('This was a trial visit, and it goes on.')).toBeVisible();
  await page.goto(`/my-support?for=${personId}`);
  await expect(page.getByRole('button', { name: 'Say how it went' })).toHaveCount(0);
});
