import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';

test.describe('finding support without signing in', () => {
  test('mends a spelling, narrows down, and opens a service at its public price', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('What would help you?').fill('gardning');
    await page.getByRole('button', { name: 'Find support' }).click();
    await expect(page).toHaveTitle('Support for “gardning” – Owncourse');
    await expect(page.getByText('We searched for gardening.')).toBeVisible();

    const heading = page.getByRole('heading', { level: 2, name: /results for “gardning”/ });
    const all = Number(/^\d+/.exec((await heading.textContent()) ?? '')?.[0]);
    const free = page.getByRole('checkbox', { name: /Free and local groups/ });
    const label = await page.locator('label', { hasText: 'Free and local groups' }).textContent();
    const freeCount = Number(/\d+/.exec(label ?? '')?.[0]);
    expect(freeCount).toBeGreaterThan(0);
    expect(freeCount).toBeLessThan(all);
    await free.check();
    await page.getByRole('button', { name: 'Show results' }).click();
    await expect(page).toHaveURL(/kind=COMMUNITY/);
    const cards = page.locator('.oc-card');
    await expect(cards).toHaveCount(freeCount);
    await expect(page.locator('.oc-card__kind')).toHaveCount(freeCount);
    await expect(cards.first()).toContainText('Free');

    await page.getByRole('link', { name: 'Clear all filters' }).click();
    await expect(page.getByRole('heading', { level: 2, name: `${all} results for “gardning”` })).toBeVisible();
    await expect(page.getByRole('checkbox', { name: /Free and local groups/ })).not.toBeChecked();

    const paid = cards
      .filter({ has: page.locator('.oc-price') })
      .filter({ hasText: 'an hour' })
      .first();
    const name = (await paid.locator('.oc-card__link').textContent()) ?? '';
    await paid.locator('.oc-card__link').click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.locator('.oc-price__why')).toHaveCount(0);
    await page.goto(`${page.url()}?from=somewhere`);
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(page.url().split('?')[0]);
    const told = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '') as {
      readonly name: string;
      readonly offers: readonly { readonly priceCurrency: string }[];
    };
    expect(told.name).toBe(name);
    expect(told.offers.map((offer) => offer.priceCurrency)).toContain('GBP');
  });

  test('sorts by distance and by price, and says kindly that it does not know a postcode', async ({ page }) => {
    await page.goto('/search?words=cleaning&kind=PAID');
    await page.getByLabel('Near this postcode').fill('MB3 1AA');
    await page.getByLabel('Show first').selectOption('NEAREST');
    await page.getByLabel('How far away').selectOption('10');
    await page.getByRole('button', { name: 'Show results' }).click();
    await expect(page).toHaveURL(/sort=NEAREST/);
    const distances = page.locator('.oc-card__fact', { hasText: 'away' });
    await expect(distances).not.toHaveCount(0);
    await page.waitForLoadState();
    const miles = (await distances.allTextContents()).map((text) =>
      text.startsWith('Less') ? 0.5 : Number.parseFloat(text),
    );
    expect(miles.length).toBeGreaterThan(1);
    expect(miles).toEqual([...miles].sort((first, second) => first - second));
    expect(Math.max(...miles)).toBeLessThanOrEqual(10);

    await page.getByLabel('Near this postcode').fill('ZZ99 9ZZ');
    await page.getByRole('button', { name: 'Show results' }).click();
    await expect(page.getByText('We do not know the postcode “ZZ99 9ZZ”')).toBeVisible();
    await expect(page.locator('.oc-card').first()).toBeVisible();
  });

  test('goes through the results page by page without losing any', async ({ page }) => {
    await page.goto('/search?kind=COMMUNITY');
    const total = Number(/^\d+/.exec((await page.locator('#results-title').textContent()) ?? '')?.[0]);
    const seen = new Set<string>();
    for (;;) {
      for (const href of await page
        .locator('.oc-card__link')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')))
        seen.add(href);
      const more = page.getByRole('link', { name: 'More results' });
      if ((await more.count()) === 0) break;
      const first = page.locator('.oc-card__link').first();
      const shown = (await first.getAttribute('href')) ?? '';
      await more.click();
      await expect(first).not.toHaveAttribute('href', shown);
      await page.waitForLoadState();
    }
    expect(seen.size).toBe(total);
  });

  test('never ends in a dead end', async ({ page }) => {
    await page.goto('/search?words=zzqqxx&type=gardening&postcode=MB1&within=1');
    await expect(page.getByRole('heading', { name: 'No results for “zzqqxx”' })).toBeVisible();
    await page.getByRole('link', { name: 'See free and local groups' }).click();
    await expect(page.locator('.oc-card__kind').first()).toHaveText('In your community');
  });

  test('works with the keyboard alone', async ({ page }) => {
    await page.goto('/');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('What would help you?')).toBeFocused();
    await page.keyboard.type('company');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/words=company/);
    const first = page.locator('.oc-card__link').first();
    for (
      let press = 0;
      press < 60 && !(await first.evaluate((link) => link === link.ownerDocument.activeElement));
      press += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/(services|community)\//);
  });

  test('keeps a service behind sign-in only for ordering', async ({ page }) => {
    await page.goto('/search?words=cleaning&kind=PAID');
    await page.locator('.oc-card__link').first().click();
    await page
      .getByRole('button', { name: /^Order/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/sign-in\?return=%2Fservices%2F/);
    await page.getByLabel('Email address').fill('holder@marlbridge.example');
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'What would you like?' })).toBeVisible();
  });

  test('says the same of a wrong password and of an unknown address', async ({ page }) => {
    const messages: (string | null)[] = [];
    for (const email of ['holder@marlbridge.example', 'nobody@marlbridge.example']) {
      await page.goto('/sign-in');
      await page.getByLabel('Email address').fill(email);
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveTitle(/^Error: Sign in/);
      messages.push(await page.locator('.govuk-error-summary').textContent());
      await expect(page.getByLabel('Email address')).toHaveValue(email);
    }
    expect(messages[0]).toBe(messages[1]);
  });

  test('takes a message to the safety team without a name', async ({ page }) => {
    await page.goto('/help/not-safe');
    await page.getByRole('button', { name: 'Tell the safety team' }).click();
    await expect(page.getByRole('link', { name: 'Write what happened, in a few words' })).toBeVisible();
    await page.getByLabel(/What happened/).fill('Somebody takes my money.');
    await page.getByLabel('Marlbridge Borough Council').check();
    await page.getByRole('button', { name: 'Tell the safety team' }).click();
    await expect(page.getByRole('heading', { name: 'Thank you for telling us' })).toBeVisible();
    expect(page.url()).toMatch(/\/help\/not-safe$/);
  });
});

for (const width of [1280, 375]) {
  test(`public pages have no barriers at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const look = async (address: string): Promise<void> => {
      await page.goto(address);
      await expectNoBarriers(page);
      await expectNoSidewaysScroll(page);
    };
    for (const address of [
      '/',
      '/search?words=gardning',
      '/search?words=zzqqxx&postcode=XX99',
      '/sign-in',
      '/help',
      '/help/not-safe',
      '/privacy',
      '/open-data',
      '/accessibility',
      '/nowhere',
    ])
      await look(address);
    await page.goto('/search?kind=PAID&words=care');
    const service = (await page.locator('.oc-card__link').first().getAttribute('href')) ?? '';
    const provider = (await page.locator('.oc-card__provider a').first().getAttribute('href')) ?? '';
    await page.goto('/search?kind=COMMUNITY');
    const listing = (await page.locator('.oc-card__link').first().getAttribute('href')) ?? '';
    for (const address of [service, provider, listing]) await look(address);
  });
}
