import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { expectProblems, signedIn } from './support/work.js';

const PHONE = { width: 375, height: 900 };

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).first().click();
}

async function lookAt(page: Page): Promise<void> {
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
}

/** Ticks the yes and sends, after a try without it. */
async function sayYes(page: Page, send: string | RegExp): Promise<void> {
  await press(page, send);
  await expectProblems(page, 'Read it out, and tick when they say yes. If they say no, go back');
  await page.getByLabel('I read this and they said yes').check();
  await press(page, send);
}

test('visits are confirmed and questioned on the telephone', async ({ browser }) => {
  const page = await signedIn(browser, 'caremanager', { viewport: PHONE });
  await page.goto('/council/people');
  await page.getByRole('link', { name: 'Devon Marchant is on the telephone' }).click();
  await page.getByLabel('Devon Marchant', { exact: true }).check();
  await page.getByLabel('I know their voice').check();
  await press(page, 'Start the call');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('On the line: Devon Marchant');
  const callUrl = page.url();
  await press(page, 'Ask about them');
  await press(page, /^They say it happened/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Did the visit happen?');
  await lookAt(page);
  await sayYes(page, 'Confirm the visit');
  await expect(page).toHaveURL(callUrl);
  await expect(page.locator('ol.govuk-list--number li')).toHaveText([/^Said yes to a visit: /]);

  await press(page, 'Ask about them');
  await press(page, /^Something was not right/);
  await page.getByLabel('What was not right?').fill('She came an hour late.');
  await press(page, 'Go on to read it out');
  await expect(page.getByRole('region', { name: 'Read this out' })).toContainText('“She came an hour late.”');
  await lookAt(page);
  await sayYes(page, 'Send');
  await expect(page).toHaveURL(/\/my-support\?said=1/);
  await page.goto(callUrl);
  await press(page, 'End the call');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The call about Devon Marchant is over');
  await expect(page.locator('ol.govuk-list--number li')).toHaveText([
    /^Said yes to a visit: /,
    /^Said that something was not right: .*“She came an hour late\.” The provider is asked\.$/,
  ]);
});
