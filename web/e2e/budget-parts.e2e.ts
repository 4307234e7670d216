import { expect, type Page, test } from '@playwright/test';
import { budgetOn, expectNoBarriers, expectNoSidewaysScroll, inWords } from './support/pages.js';
import { ask, councilBudgets, expectDone, expectProblems, signedIn } from './support/work.js';

/** Somebody for whom the broker acts, with an open budget that no other journey is about: nothing of it is over. */
async function somebody(finance: Page, broker: Page): Promise<{ budgetId: string; personId: string; name: string }> {
  const { me } = await ask<{ me: { actsFor: { inForce: boolean; person: { id: string } }[] } }>(
    broker,
    '{ me { actsFor { inForce person { id } } } }',
  );
  const { reclaims } = await ask<{ reclaims: { edges: { node: { budget: { id: string } } }[] } }>(
    finance,
    '{ reclaims(first: 100) { edges { node { budget { id } } } } }',
  );
  const theirs = new Set(me.actsFor.filter(({ inForce }) => inForce).map(({ person }) => person.id));
  const over = new Set(reclaims.edges.map(({ node }) => node.budget.id));
  const found = (await councilBudgets(finance)).find(
    ({ id, status, availablePence, person }) =>
      status === 'ACTIVE' && availablePence > 10_000 && theirs.has(person.id) && !over.has(id),
  );
  if (!found) throw new Error('Nobody for whom the broker acts has an open budget with nothing over');
  return { budgetId: found.id, personId: found.person.id, name: found.person.name };
}

test('an officer divides a budget, sees what it does first, and the person reads one sum and how it is held', async ({
  browser,
}) => {
  const [finance, broker] = await Promise.all([signedIn(browser, 'finance'), signedIn(browser, 'broker')]);
  const { budgetId, personId, name } = await somebody(finance, broker);
  await finance.goto(`/council/budgets/${budgetId}`);
  const before = await budgetOn(finance);
  await finance.getByRole('button', { name: 'Change who holds the money' }).click();
  await expect(finance.getByRole('heading', { level: 1 })).toHaveText('Change who holds the money');
  await finance.getByLabel('Held by the council').check();
  await finance.getByLabel('Paid to the person').check();
  const direct = finance.locator('input[name="weekly-DIRECT_PAYMENT"]');
  await direct.fill('7');
  await finance.getByLabel('Held by a provider', { exact: true }).check();
  await finance.locator('select[name="holder-INDIVIDUAL_SERVICE_FUND"]').selectOption('Marl Vale Home Support');
  await finance.locator('input[name="weekly-INDIVIDUAL_SERVICE_FUND"]').fill('5');
  await finance.getByRole('button', { name: 'Change who holds it' }).click();
  await expectProblems(finance, 'Say why. The person reads it');
  await expect(direct).toHaveValue('7');
  await finance.getByLabel('Why?').fill('Small things are bought in the shop.');
  await finance.getByRole('button', { name: 'Change who holds it' }).click();

  await expect(finance.getByRole('heading', { name: /^What this does from / })).toBeVisible();
  await expect(finance.getByText('After that, £7 each week.')).toBeVisible();
  await expect(finance.getByText('After that, the rest of each week.')).toBeVisible();
  await expectNoBarriers(finance);
  await finance.getByRole('button', { name: 'Yes, change who holds it' }).click();
  await expectDone(finance, 'Who holds the money is changed from the day you chose.');
  // The sum is what it was; it lies in two places.
  expect(await budgetOn(finance)).toEqual(before);
  await expect(finance.getByRole('heading', { name: 'How the money is held' })).toBeVisible();
  await expect(finance.getByText(`Paid to ${name}`)).toBeVisible();

  await broker.setViewportSize({ width: 375, height: 800 });
  await broker.goto(`/my-budget?for=${personId}`);
  await expect(broker.getByRole('heading', { name: 'How the money is held' })).toBeVisible();
  await expect(broker.getByText(inWords(before.left)).first()).toBeVisible();
  await expect(broker.getByText('It gets £7 each week.')).toBeVisible();
  await expect(broker.getByText('It gets the rest each week.')).toBeVisible();
  await expectNoSidewaysScroll(broker);
  await expectNoBarriers(broker);

  // The same for any days, on a page that needs no JavaScript: one sum, and below it an account of each part.
  const plain = await signedIn(browser, 'broker', { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  await plain.goto(`/my-budget/statement?for=${personId}`);
  await expect(plain.getByRole('heading', { name: 'How the money is held' })).toBeVisible();
  const part = plain.getByRole('region', { name: `Paid to ${name}` });
  await expect(part.getByRole('rowheader', { name: 'Left' })).toBeVisible();
  await expect(part.getByText('went back.')).toBeVisible();
  await part.getByText(`What happened in this part: Paid to ${name}`).click();
  await expect(part.getByRole('list', { name: `What happened in this part: Paid to ${name}` })).toBeVisible();
  await expectNoSidewaysScroll(plain);
  await expectNoBarriers(plain);
  const table = await plain.request.get(
    (await plain.getByRole('link', { name: 'Keep it as a table (CSV)' }).getAttribute('href')) ?? '',
  );
  expect(await table.text()).toContain(`"Paid to ${name}"`);

  // The provider sees the fund that it holds, and nothing else of the budget.
  const provider = await signedIn(browser, 'provider', { viewport: { width: 375, height: 800 } });
  await provider.goto('/provider/money');
  await provider.getByRole('link', { name }).click();
  await expect(provider.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(provider.getByRole('main')).not.toContainText(inWords(before.left));
  await expectNoSidewaysScroll(provider);
  await expectNoBarriers(provider);
});
