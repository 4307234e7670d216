import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inDays } from './support/pages.js';
import { ask, expectDone, expectProblems, fact, signedIn } from './support/work.js';

const PHONE = { viewport: { width: 375, height: 800 } };

interface Card {
  readonly id: string;
  readonly councilName: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly rates: readonly {
    readonly what: string;
    readonly variantId: string | null;
    readonly unitPricePence: number | null;
  }[];
}

/** Far enough away that nobody's visits are touched by what is published and taken back here. */
const LATER = inDays(400);
const parts = (date: Date): [string, string, string] => [
  String(date.getUTCDate()),
  String(date.getUTCMonth() + 1),
  String(date.getUTCFullYear()),
];

async function fillDay(page: Page, prefix: string, date: Date): Promise<void> {
  const [day, month, year] = parts(date);
  await page.locator(`#${prefix}-day`).fill(day);
  await page.locator(`#${prefix}-month`).fill(month);
  await page.locator(`#${prefix}-year`).fill(year);
}

async function ownCard(provider: Page): Promise<Card> {
  const { ourRateCards } = await ask<{ ourRateCards: Card[] }>(
    provider,
    'query { ourRateCards { id councilName validFrom validTo rates { what variantId unitPricePence } } }',
  );
  return ourRateCards.find((card) => card.councilName.startsWith('Marlbridge') && card.validTo === null) ?? raise();
}

function raise(): never {
  throw new Error('The provider has no card of Marlbridge');
}

async function upload(page: Page, name: string, content: string | Buffer, provider: string): Promise<void> {
  await page.goto('/council/rate-cards/new');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Upload a rate card');
  await page.locator('#providerId').selectOption({ label: provider });
  await fillDay(page, 'from', LATER);
  await page.locator('#bankHolidayMultiplier').fill('1.5');
  await page.locator('#cancellationNoticeHours').fill('24');
  await page.locator('#cancellationPercent').fill('50');
  await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await page.getByRole('button', { name: 'Check the file' }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test(`a rate card is uploaded, looked at, published by a second officer and taken back, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    browser,
  }) => {
    const finance = await signedIn(browser, 'finance', { javaScriptEnabled });
    const second = await signedIn(browser, 'finance2', { ...PHONE, javaScriptEnabled });
    const provider = await signedIn(browser, 'provider', { javaScriptEnabled });
    const card = await ownCard(provider);
    const { rateCard } = await ask<{ rateCard: { provider: { id: string; name: string } } }>(
      finance,
      'query ($id: ID!) { rateCard(id: $id) { provider { id name } } }',
      { id: card.id },
    );
    const { name } = rateCard.provider;

    await finance.goto('/council/rate-cards/new');
    await expect(finance.getByRole('heading', { level: 1 })).toHaveText('Upload a rate card');
    await finance.getByRole('button', { name: 'Check the file' }).click();
    await expectProblems(
      finance,
      'Enter a day that is in the calendar, such as 9 3 2026',
      'Enter whole hours',
      'Choose the file with the prices',
    );
    await expectNoBarriers(finance);
    await expectNoSidewaysScroll(finance);

    const template = await finance.request.get(`/council/rate-cards/template.csv?provider=${rateCard.provider.id}`);
    expect(template.headers()['content-disposition']).toContain('attachment');
    const list = await template.text();

    await upload(finance, 'prices.csv', list.replace(/"fixed","[\d.]+"/, '"fixed","twelve"'), name);
    await expect(finance.getByRole('heading', { level: 1 })).toHaveText('The file has to be put right');
    await expect(finance.locator('tbody tr')).toHaveCount(1);
    await expect(finance.locator('tbody tr')).toContainText('Write pounds and pence, such as 24.10.');
    await expectNoBarriers(finance);
    const problems = await finance.request.get(`${new URL(finance.url()).pathname}/list.csv`);
    expect((await problems.text()).split('\r\n')[1]).toContain(
      '"price","twelve","Write pounds and pence, such as 24.10."',
    );

    await upload(finance, 'prices.csv', list.replace(/"fixed","[\d.]+"/, '"fixed","12.34"'), name);
    await expectDone(finance, 'The draft is made. Nothing has changed yet: another finance officer has to publish it.');
    await expect(fact(finance, 'Changed prices')).toHaveText('1');
    await expect(fact(finance, 'New prices')).toHaveText('0');
    await expect(finance.getByRole('button', { name: 'Publish the rate card' })).toHaveCount(0);
    await expectNoBarriers(finance);
    const path = new URL(finance.url()).pathname;
    expect(await (await finance.request.get(`${path}/prices.csv`)).text()).toContain('"12.34"');

    await second.goto('/council/rate-cards');
    await expect(second.getByRole('heading', { level: 1 })).toHaveText('Rate cards');
    await expectNoBarriers(second);
    await second.goto(path);
    await expect(second.getByRole('heading', { level: 1 })).toContainText(name);
    await expectNoBarriers(second);
    await expectNoSidewaysScroll(second);
    await second.getByRole('button', { name: 'Publish the rate card' }).click();
    await expectDone(second, 'The rate card is published.');
    await expect(fact(second, 'Where it stands')).toHaveText('Starts later');

    await finance.goto(path);
    await finance.getByText('Take this rate card back').click();
    await finance.locator('#reason').fill('It was a trial.');
    await finance.getByRole('button', { name: 'Take it back' }).click();
    await expectDone(finance, 'The rate card is taken back. The card before it goes on.');
    await expect(fact(finance, 'Where it stands')).toHaveText('Taken back');
    expect((await ownCard(provider)).id).toBe(card.id);
  });
}

test('a provider proposes a price; the officer says no, and the provider reads why', async ({ browser }) => {
  const provider = await signedIn(browser, 'provider', PHONE);
  const finance = await signedIn(browser, 'finance');
  const card = await ownCard(provider);
  const rate = card.rates.find((one) => one.variantId !== null && one.unitPricePence !== null) ?? raise();

  await provider.goto('/provider/agreed-prices');
  await expect(provider.getByRole('heading', { level: 1 })).toHaveText('What councils pay us');
  await expectNoBarriers(provider);
  await expectNoSidewaysScroll(provider);
  await provider.goto(`/provider/agreed-prices/${card.id}/${rate.variantId ?? ''}`);
  await provider.getByRole('button', { name: 'Ask the council' }).click();
  await expectProblems(
    provider,
    'Enter a sum of more than zero, such as 250 or 99.50',
    'Enter a day that is in the calendar, such as 9 3 2026',
    'Say why',
  );
  await expectNoBarriers(provider);
  await provider.locator('#unitPricePence').fill('15.50');
  await fillDay(provider, 'from', LATER);
  await provider.locator('#reason').fill('Fuel costs more.');
  await provider.getByRole('button', { name: 'Ask the council' }).click();
  await expectDone(provider, 'The council has your question. You read its answer here.');
  await expect(provider.locator('tbody tr').first()).toContainText('Waiting');

  await finance.goto('/council/rate-cards/proposals');
  await expect(finance.getByRole('heading', { level: 1 })).toHaveText('Prices that providers propose');
  await expectNoBarriers(finance);
  await finance.locator('tbody tr').filter({ hasText: '£15.50' }).getByRole('link').click();
  await expect(finance.getByRole('heading', { level: 1 })).toContainText('asks for another price');
  await expectNoBarriers(finance);
  await finance.getByLabel('No', { exact: true }).check();
  await finance.getByRole('button', { name: 'Send the answer' }).click();
  await expectProblems(finance, 'Say why not');
  await finance.locator('#words').fill('Not before next year.');
  await finance.getByRole('button', { name: 'Send the answer' }).click();
  await expectDone(finance, 'The provider reads your answer.');

  await provider.goto('/provider/agreed-prices');
  await expect(provider.locator('tbody tr').filter({ hasText: '£15.50' })).toContainText('Not before next year.');
});
