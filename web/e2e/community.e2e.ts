import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { expectDone, expectProblems, signedIn } from './support/work.js';

/** The first listing of the demo's group that is on show and has a weekly time. */
const TEAPOT = 'Thursday Teapot';

test('a week near me, by postcode and by area, without JavaScript, and a file for the calendar', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'See the whole week, day by day' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This week near me');
  await expectNoBarriers(page);
  const days = page.locator('main h2');
  await expect(days.first()).toBeVisible();
  expect(await days.count()).toBeLessThanOrEqual(7);
  const all = await page.locator('.oc-event').count();
  await page.getByLabel('Near this postcode').fill('MB4 1AA');
  await page.getByRole('button', { name: 'Show the week' }).click();
  await expect(page.locator('.oc-event').first()).toContainText('away');
  await page.goto('/community/this-week');
  await page.getByLabel('In this area').selectOption('Kiln Meadow');
  await page.getByRole('button', { name: 'Show the week' }).click();
  const there = page.locator('.oc-event');
  await expect(there.first()).toContainText('Kiln Meadow');
  expect(await there.count()).toBeLessThan(all);
  await page.goto('/community/this-week?postcode=ZZ99');
  await expect(page.getByText('We do not know the postcode “ZZ99”')).toBeVisible();
  await page.setViewportSize({ width: 375, height: 900 });
  await expectNoSidewaysScroll(page);

  await page.goto('/search?kind=COMMUNITY&words=teapot');
  await page.locator('.oc-card__link', { hasText: TEAPOT }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TEAPOT);
  await expectNoBarriers(page);
  const href = await page.getByRole('link', { name: 'Add to my calendar' }).getAttribute('href');
  const file = await page.request.get(href ?? '');
  expect(file.headers()['content-type']).toContain('text/calendar');
  const text = await file.text();
  expect(text).toContain('BEGIN:VTIMEZONE');
  expect(text).toContain('RRULE:FREQ=WEEKLY;BYDAY=TH');
  expect(text).toMatch(/DTSTART;TZID=Europe\/London:\d{8}T100000/);
});

test('somebody says that a listing is out of date, without an account; the moderator reads it and keeps the listing', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/search?kind=COMMUNITY&words=board+games');
  await page.locator('.oc-card__link', { hasText: 'Board games afternoon' }).first().click();
  await page.getByRole('link', { name: 'Something here is wrong or out of date' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is wrong?');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Tell the council' }).click();
  await expectProblems(page, 'Choose what is wrong');
  await page.getByLabel('It has ended, or the times are old').check();
  await page.getByLabel('What should they know?').fill('It starts at three now.');
  await page.getByRole('button', { name: 'Tell the council' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');

  const lewis = await signedIn(browser, 'moderator');
  await lewis.goto('/council/moderation');
  const reported = lewis.getByRole('list', { name: 'Listings that somebody says are wrong' });
  await reported.getByRole('link', { name: 'Board games afternoon' }).click();
  await expect(lewis.getByRole('heading', { level: 1 })).toHaveText('Somebody says this is wrong');
  await expect(lewis.getByText('“It starts at three now.”')).toBeVisible();
  await expectNoBarriers(lewis);
  await lewis.getByLabel('Take it down', { exact: true }).check();
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(lewis, 'Say why you take it down');
  await lewis.getByLabel('It stays on show').check();
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(lewis, 'The listing stays on show.');
  await expect(reported.getByRole('link', { name: 'Board games afternoon' })).toHaveCount(0);
});

test('a change waits beside what is on show, days fall out, and one press says that a listing is still right', async ({
  browser,
  page,
}) => {
  const beryl = await signedIn(browser, 'community', { javaScriptEnabled: false });
  await beryl.goto('/my-listings');
  const mine = beryl.locator('.oc-work__item').filter({ hasText: TEAPOT });
  const id = (await mine.getByRole('link', { name: TEAPOT }).getAttribute('href'))?.split('/').at(-1) ?? '';
  await mine.getByRole('link', { name: TEAPOT }).click();
  await beryl.getByLabel('What is it called?').fill(`${TEAPOT} and toast`);
  await beryl.getByLabel('Days when it does not happen').fill('soon');
  await beryl.getByRole('button', { name: 'Send it to be checked' }).click();
  await expectProblems(beryl, 'Write each day on a line of its own, such as 25 December 2027');
  await beryl.getByLabel('Days when it does not happen').fill('26 March 2027');
  await beryl.getByRole('button', { name: 'Send it to be checked' }).click();
  await expectProblems(beryl, 'It does not happen on Friday 26 March 2027 anyway. Check the day.');
  await beryl.getByLabel('Days when it does not happen').fill('25 March 2027');
  await beryl.getByRole('button', { name: 'Send it to be checked' }).click();
  await expect(beryl.getByRole('heading', { level: 1 })).toHaveText('My listings');
  await expect(mine.locator('.govuk-tag')).toHaveText('On show, your change is being checked');
  await page.goto(`/community/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TEAPOT);

  const lewis = await signedIn(browser, 'moderator');
  await lewis.goto(`/council/moderation/listings/${id}`);
  const changes = lewis.getByRole('region', { name: 'What changes' });
  await expect(changes.getByRole('row')).toHaveCount(3);
  await expect(changes).toContainText('Thursday 25 March 2027');
  await expectNoBarriers(lewis);
  await lewis.getByLabel('Put it on show', { exact: true }).check();
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(lewis, 'The listing is on show now.');
  await page.goto(`/community/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${TEAPOT} and toast`);
  await expect(page.getByText('Not on Thursday 25 March 2027')).toBeVisible();
  expect(await (await page.request.get(`/community/${id}/calendar.ics`)).text()).toContain(
    'EXDATE;TZID=Europe/London:20270325T100000',
  );

  await beryl.goto('/my-listings');
  const old = beryl.locator('.oc-work__item').filter({ has: beryl.getByRole('button', { name: /is still right/ }) });
  const before = await old.count();
  expect(before).toBeGreaterThan(0);
  const other = (await old.first().getByRole('link').first().getAttribute('href')) ?? '';
  await beryl.goto(`${other}/still-right`);
  await expect(beryl.getByRole('heading', { level: 1 })).toHaveText('Is this still right?');
  await expectNoBarriers(beryl);
  await beryl.getByRole('button', { name: 'Yes, it is still right' }).click();
  await expectDone(beryl, 'Thank you. Your listing shows that you checked it today.');
  await expect(old).toHaveCount(before - 1);
});

test('nothing is found: somebody tells the council, without an account and without JavaScript', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/search?words=zzqqxx+hydrotherapy+0123');
  await page.getByRole('link', { name: 'Tell the council this is missing' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tell the council this is missing');
  await expectNoBarriers(page);
  await expect(page.getByLabel('What did you look for?')).toHaveValue('zzqqxx hydrotherapy 0123');
  // Where the pages are no council's own, it is asked.
  const near = page.getByRole('radio', { name: /Marlbridge/ });
  if ((await near.count()) > 0) await near.check();
  await page.getByLabel('What would help?').fill('Warm water. Ring 01632 960300');
  await page.getByRole('button', { name: 'Tell the council' }).click();
  await expect(page.getByText('We kept this: “zzqqxx hydrotherapy”. Warm water. Ring')).toBeVisible();
  await expectNoBarriers(page);

  const commissioner = await signedIn(browser, 'commissioner');
  await commissioner.goto('/council/market');
  await expect(commissioner.getByRole('region', { name: 'What people say is missing' })).toContainText(
    'zzqqxx hydrotherapy',
  );
});
