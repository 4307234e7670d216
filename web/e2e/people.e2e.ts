import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers } from './support/pages.js';
import { ask, expectDone, fact, signedIn } from './support/work.js';

async function unread(page: Page): Promise<number> {
  const { me } = await ask<{ me: { unreadMessages: number } }>(page, 'query { me { unreadMessages } }');
  return me.unreadMessages;
}

test('a person hears what happened, sees what their broker did, and asks about it in private', async ({ browser }) => {
  const page = await signedIn(browser, 'holder');
  // The relay may still be reading what happened before.
  await expect.poll(() => unread(page)).toBeGreaterThan(0);
  const before = await unread(page);
  await page.getByRole('link', { name: /^Messages/ }).click();
  const fresh = page.locator('.oc-message--new').first();
  const title = await fresh.getByRole('heading').innerText();
  await fresh.getByRole('button', { name: /^Open it/ }).click();
  await expect(page).not.toHaveURL(/\/messages/);
  expect(await unread(page)).toBe(before - 1);
  expect(title).not.toContain('£');

  await page.goto('/messages/preferences');
  await page.getByRole('group', { name: 'Visits' }).getByLabel('Email me everything').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expectDone(page, 'We will do it that way from now on.');
  await expect(page.getByRole('group', { name: 'Visits' }).getByLabel('Email me everything')).toBeChecked();

  await page.goto('/who-can-act-for-me');
  await page.getByRole('link', { name: 'What they did for Wayfinder Brokerage' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What Wayfinder Brokerage did for me');
  await expect(page.locator('.oc-statement-line').first()).toContainText('Sanjay Thakrar');
  await page.getByRole('button', { name: 'Ask about it in private' }).click();
  await page.getByRole('button', { name: 'Send it in private' }).click();
  await expect(page.locator('.govuk-error-summary__list li')).toHaveText(['Write what you want to ask']);
  await page.getByLabel('What do you want to ask, or tell us?').fill('What was the last order for?');
  await page.getByLabel('Yes, please').check();
  await page.getByRole('button', { name: 'Send it in private' }).click();
  await expect(page.locator('.govuk-panel__title')).toHaveText('Your care manager has it');

  const manager = await signedIn(browser, 'caremanager');
  await manager.getByRole('link', { name: 'Who acts for Maureen Blackwood' }).click();
  await expect(manager.locator('.oc-message').first()).toContainText('What was the last order for?');
  await expect(manager.locator('.oc-message').first()).toContainText('Wants an advocate');
  await expectNoBarriers(manager);

  // Whoever acts for them sees nothing of it.
  const broker = await signedIn(browser, 'broker');
  await broker.goto('/messages');
  await expect(broker.getByText('What was the last order for?')).toHaveCount(0);
  await broker.goto('/people-i-help');
  await broker.getByLabel('Find a person by name').fill('blackw');
  await broker.getByRole('button', { name: 'Find' }).click();
  await expect(broker.locator('.oc-work__item')).toHaveCount(1);
  await broker.getByRole('link', { name: 'Maureen Blackwood', exact: true }).click();
  await expect(fact(broker, 'You act as')).toHaveText('Broker');
});
