import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, penceOf } from './support/pages.js';
import { ask, expectProblems, signedIn } from './support/work.js';

interface Started {
  readonly budget: {
    readonly availablePence: number;
    readonly committedPence: number;
    readonly statement: {
      readonly edges: readonly { readonly node: { readonly kind: string; readonly words: string } }[];
    };
  };
}

test('care that cannot wait is started on one screen, and the council puts in what is missing', async ({ browser }) => {
  const manager = await signedIn(browser, 'caremanager', { javaScriptEnabled: false });
  await manager.goto('/council/urgent-care/new?name=Norman+Eccles');
  await manager.getByRole('link', { name: 'Norman Eccles' }).click();
  const budgetId = new URL(manager.url()).searchParams.get('budget') ?? '';
  const read = () =>
    ask<Started>(
      manager,
      'query ($id: ID!) { budget(id: $id) { availablePence committedPence statement(first: 12) { edges { node { kind words } } } } }',
      { id: budgetId },
    );
  const before = (await read()).budget;
  await manager.getByRole('button', { name: 'Start it now' }).click();
  await expectProblems(manager, 'Choose who should come', 'Say why it cannot wait');
  await manager.getByLabel('Who should come?').selectOption({ index: 1 });
  await manager.getByLabel('How much each day?').fill('20');
  await manager.getByLabel('For how many days, one after the other?').fill('2');
  await manager.getByLabel('Why can it not wait?').fill('His daughter was taken to hospital.');
  await manager.setViewportSize({ width: 375, height: 900 });
  await expectNoSidewaysScroll(manager);
  await manager.getByRole('button', { name: 'Start it now' }).click();

  await expect(manager.getByText(/^Ring .* now$/)).toBeVisible();
  const told = await manager.getByText('The budget was short. The council put in').innerText();
  const given = penceOf(told);
  const after = (await read()).budget;
  // Nothing is made or lost: what was there and what was given is promised now, or still there.
  expect(after.committedPence - before.committedPence).toBe(before.availablePence + given - after.availablePence);
  const words = after.statement.edges.map(({ node }) => node).find((line) => line.kind === 'EMERGENCY')?.words;
  expect(words).toContain('came in from your council, because');

  const finance = await signedIn(browser, 'finance');
  await finance.goto('/council/urgent-care');
  const first = finance.locator('.oc-work__item').first();
  await expect(first).toContainText('Norman Eccles');
  expect(penceOf(await first.locator('.oc-work__sum').innerText())).toBe(given);
  await first.getByRole('link').click();
  await expect(finance.getByRole('heading', { level: 1 })).toContainText('Norman Eccles');
  await expectNoBarriers(finance, 'without contrast');
});

test('over a weekend it is an order for each price, begun together', async ({ browser }) => {
  const manager = await signedIn(browser, 'caremanager');
  await manager.goto('/council/urgent-care/new?name=Norman+Eccles');
  await manager.getByRole('link', { name: 'Norman Eccles' }).click();
  const weekday = manager.getByLabel('Who should come?').locator('option', { hasText: '1 hour, weekday' }).first();
  await manager.getByLabel('Who should come?').selectOption((await weekday.getAttribute('value')) ?? '');
  await manager.getByLabel('How much each day?').fill('1');
  // Thursday to Sunday.
  await manager.getByLabel('Later').check();
  await manager.getByLabel('Time').fill('15:00');
  await manager.getByLabel('For how many days, one after the other?').fill('4');
  await manager.getByLabel('Why can it not wait?').fill('His daughter is still in hospital.');
  await manager.getByRole('button', { name: 'Start it now' }).click();

  await expect(manager.getByRole('heading', { name: 'It began together with' })).toBeVisible();
  const others = manager.locator('main li', { hasText: 'Order number' });
  await expect(others).toHaveCount(2);
  await expect(others.filter({ hasText: '1 hour, Saturday' })).toHaveCount(1);
  await expect(others.filter({ hasText: '1 hour, Sunday' })).toHaveCount(1);
  await expectNoBarriers(manager, 'without contrast');
  const first = manager.url();
  await others.first().getByRole('link').click();
  await expect(manager).not.toHaveURL(first);
  await expect(manager.locator('main li', { hasText: '1 hour, weekday' })).toHaveCount(1);
});
