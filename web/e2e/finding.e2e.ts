import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { signedIn } from './support/work.js';

const chips = (page: Page) => page.locator('.oc-chip');
const cardNames = (page: Page) => page.locator('.oc-card__link').allTextContents();

/** "A woman can come (12)" → 12 */
const countIn = (text: string): number => Number(/(\d+)\D*$/.exec(text)?.[1]);

async function resultCount(page: Page): Promise<number> {
  return page.locator('.oc-card').count();
}

test('narrows down with the keyboard alone, and takes each choice off again', async ({ page }) => {
  await page.goto('/search?words=personal+care&kind=PAID');
  const comes = page.getByLabel('Who comes');
  const woman = (await comes.locator('option', { hasText: 'A woman can come' }).textContent()) ?? '';
  await comes.focus();
  await page.keyboard.type('A woman');
  await page.keyboard.press('Enter');
  await page.locator('summary', { hasText: 'What you need' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const need = page.locator('input[name=access]').first();
  await expect(need).toBeFocused();
  const needed = await need.inputValue();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Show results' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/worker=women-available/);
  await expect(page).toHaveURL(/access=/);
  await expect(chips(page)).toHaveCount(3);
  await expect(chips(page).nth(1)).toContainText('A woman can come');
  await expect(chips(page).nth(2)).toContainText(needed);
  // The focus is on the count, so that it is read out.
  await expect(page.locator('#results-title')).toBeFocused();

  await chips(page).nth(2).focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/access=/);
  await expect(chips(page)).toHaveCount(2);
  await expect(page.locator('#results-title')).toContainText(/results?/);
  // As many as the choice had said.
  const shown = /^\d+/.exec((await page.locator('#results-title').textContent()) ?? '')?.[0];
  expect(shown === undefined ? await resultCount(page) : Number(shown)).toBe(countIn(woman));
  await page.getByRole('link', { name: 'Clear all filters' }).focus();
  await page.keyboard.press('Enter');
  await expect(chips(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/search\?words=personal\+care$/);
});

test('somebody without script on a phone unfolds the filters, keeps what fits, and sees it on a map', async ({
  browser,
}) => {
  const page = await (
    await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } })
  ).newPage();
  await page.goto('/search?words=care&kind=PAID');
  await expect(page.getByLabel('When it can start')).toBeHidden();
  await page.locator('summary', { hasText: 'Filter and sort' }).click();
  await page.getByLabel('When it can start').selectOption('TWO_WEEKS');
  await page.getByLabel('What people say').selectOption('3');
  await page.locator('summary', { hasText: 'Languages spoken' }).click();
  await page.locator('label', { hasText: 'English' }).click();
  await page.getByRole('button', { name: 'Show results' }).click();
  await expect(page).toHaveURL(/language=English.*|start=TWO_WEEKS/);
  await expect(chips(page)).toHaveText([
    /Paid support/,
    /English/,
    /Can start within 2 weeks/,
    /Provider rated 3 or more/,
  ]);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);

  const names = await cardNames(page);
  await page.locator('.oc-card').nth(1).getByRole('button').click();
  await expect(page).toHaveURL(/\/search\?.*start=TWO_WEEKS.*#result-/);
  await expect(page.getByRole('link', { name: 'My list (1)' })).toBeVisible();
  expect(await cardNames(page)).toEqual(names);
  await page.locator('.oc-card').nth(1).getByRole('button').click();
  await expect(page.getByRole('link', { name: 'My list (1)' })).toHaveCount(0);
  await page.locator('.oc-card').nth(0).getByRole('button').click();

  await page.getByRole('link', { name: 'Show on a map' }).click();
  await expect(page.locator('.oc-map')).toContainText('Places are not exact');
  expect(await cardNames(page)).toEqual(names);
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'My list (1)' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My list' })).toBeVisible();
  expect(await cardNames(page)).toEqual(names.slice(0, 1));
});

test('map and list show the same, by the same numbers, and a number leads to its card', async ({ page }) => {
  await page.goto('/search?words=gardening&view=map');
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(page.url()).origin)) outside.push(request.url());
  });
  const names = await cardNames(page);
  expect(names.length).toBeGreaterThan(3);
  const numbers = await page.locator('.oc-card__number').allTextContents();
  expect(numbers).toEqual(names.map((_name, index) => `Number ${index + 1} on the map`));
  const pins = page.locator('.oc-map__pin');
  expect(await pins.evaluateAll((all) => all.map((pin) => pin.getAttribute('aria-label')))).toEqual(
    names.map((name, index) => `${index + 1}: ${name}`),
  );
  await page.locator('.oc-map__pin').nth(2).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.oc-found:target .oc-card__link')).toHaveText(names[2] ?? '');
  // Filters stay, and so does the map.
  await page.locator('summary', { hasText: 'Filter and sort' }).click();
  await page.getByLabel('Price to you').selectOption('0-0');
  await page.getByRole('button', { name: 'Show results' }).click();
  await expect(page).toHaveURL(/view=map/);
  await expect(chips(page)).toHaveText([/Free/]);
  await expect(page.locator('.oc-map__pin')).toHaveCount(await resultCount(page));
  await page.getByRole('link', { name: 'Show the list alone' }).click();
  await expect(page).not.toHaveURL(/view=map/);
  await expect(page.locator('.oc-card__number')).toHaveCount(0);
  expect(outside).toEqual([]);
});

test('what is free is one press away, and nothing found says what was asked', async ({ page }) => {
  await page.goto('/search?words=tea');
  const free = page.getByRole('link', { name: /Only what is free/ });
  const count = countIn((await free.textContent()) ?? '');
  await free.click();
  await expect(chips(page)).toHaveText([/Free/]);
  await expect(page.locator('.oc-card')).toHaveCount(Math.min(count, 20));
  await page.goto('/search?words=zzqqxx&language=Welsh&worker=men-available');
  await expect(page.getByText('We did not find anything like that')).toBeVisible();
  await expect(chips(page)).toHaveText([/Welsh/, /A man can come/]);
  await expect(page.getByRole('link', { name: 'Show on a map' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Look for “zzqqxx” without filters' }).click();
  await expect(chips(page)).toHaveCount(0);
});

test('pages with prices are kept by no cache, and search engines are told public prices whoever looks', async ({
  browser,
  page,
}) => {
  const holder = await signedIn(browser, 'holder');
  const address = '/search?words=personal+care&kind=PAID';
  const [own, everybodys] = [await holder.request.get(address), await page.request.get(address)];
  expect(own.headers()['cache-control']).toBe('no-store');
  expect(everybodys.headers()['cache-control']).toBe('private, no-cache');
  for (const answer of [own, everybodys]) {
    expect(answer.headers()['vary']).toContain('Cookie');
    expect(answer.headers()['etag']).toBeUndefined();
  }
  const told = async (reader: Page, at: string): Promise<string> => {
    await reader.goto(at);
    return (await reader.locator('script[type="application/ld+json"]').textContent()) ?? '';
  };
  await holder.goto(address);
  const service = await holder
    .locator('.oc-card', { has: holder.locator('.oc-price__why') })
    .first()
    .locator('.oc-card__link')
    .getAttribute('href');
  expect(await told(holder, service ?? '')).toBe(await told(page, service ?? ''));
});

for (const width of [1280, 375]) {
  test(`finding has no barriers at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const address of [
      '/search?words=help&language=Polish&access=Hearing+loop&cqc=Good&start=NOW&rating=3&worker=women-available',
      '/search?words=help&language=Polish&rating=3',
      '/search?words=garden&view=map',
      '/search?view=map&words=zzqqxx&price=0-0',
    ]) {
      await page.goto(address);
      await expect(page.locator('#results-title')).toBeVisible();
      await expectNoBarriers(page);
      await expectNoSidewaysScroll(page);
    }
  });
}
