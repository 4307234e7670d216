import { expect, type Page, test } from '@playwright/test';
import { budgetOn, expectNoBarriers, inWords } from './support/pages.js';
import { ask, expectDone, expectProblems, fact, signedIn } from './support/work.js';

interface Over {
  readonly id: string;
  readonly proposedPence: number;
  readonly budget: { readonly id: string; readonly person: { readonly id: string; readonly name: string } };
}

/** Money that is over in budgets of people for whom the broker acts, as soon as the night's work has found it. */
async function overOf(finance: Page, broker: Page): Promise<Over[]> {
  await expect.poll(async () => (await foundOver(finance, broker)).length).toBeGreaterThan(0);
  return foundOver(finance, broker);
}

async function foundOver(finance: Page, broker: Page): Promise<Over[]> {
  const { me } = await ask<{ me: { actsFor: { inForce: boolean; person: { id: string } }[] } }>(
    broker,
    '{ me { actsFor { inForce person { id } } } }',
  );
  const theirs = me.actsFor.filter(({ inForce }) => inForce).map(({ person }) => person.id);
  const { reclaims } = await ask<{ reclaims: { edges: { node: Over }[] } }>(
    finance,
    '{ reclaims(first: 100) { edges { node { id proposedPence budget { id person { id name } } } } } }',
  );
  return reclaims.edges.map(({ node }) => node).filter(({ budget }) => theirs.includes(budget.person.id));
}

test('money that is over: heard first, answered, and left with a reason that can be read', async ({ browser }) => {
  const [finance, broker] = await Promise.all([signedIn(browser, 'finance'), signedIn(browser, 'broker')]);
  const [over] = await overOf(finance, broker);
  if (!over) throw new Error('Nobody for whom the broker acts has money over');
  const { name, id: personId } = over.budget.person;
  await broker.goto(`/my-budget?for=${personId}`);
  await expect(broker.getByText(`${inWords(over.proposedPence)} may go back to`)).toBeVisible();
  await broker.getByRole('link', { name: 'Say that you do not agree' }).click();
  await expect(broker).toHaveURL(/\/my-budget\/over\//);
  await expectNoBarriers(broker);
  await broker.getByRole('button', { name: 'Send' }).click();
  await expectProblems(broker, 'Say why you do not agree');
  await broker.getByLabel('Why should the money stay?').fill('It is for a new bed.');
  await broker.getByRole('button', { name: 'Send' }).click();
  await expect(broker.getByText('You said: “It is for a new bed.”')).toBeVisible();

  await finance.goto(`/council/budgets/${over.budget.id}/over/${over.id}`);
  await expect(finance.getByText(`${name} does not agree.`)).toBeVisible();
  await finance.getByLabel('It stays in the budget').check();
  await finance.getByLabel('Why?').fill('A bed is what it is for.');
  await finance.getByRole('button', { name: 'Send my decision' }).click();
  await expectDone(finance, 'The money stays where it is.');
  await broker.goto(`/my-budget?for=${personId}`);
  await expect(broker.getByText(`${inWords(over.proposedPence)} that was over stays in the budget.`)).toBeVisible();
  await expect(broker.getByText('“A bed is what it is for.”')).toBeVisible();
  await expect(broker.getByText(/the Ombudsman can look at it/)).toBeVisible();
});

test('the weekly money goes up from a day, a bad time is paid for, and a pause stops orders', async ({ browser }) => {
  const [finance, broker, approver] = await Promise.all(
    ['finance', 'broker', 'approver'].map((who) => signedIn(browser, who)),
  );
  if (!finance || !broker || !approver) throw new Error('Nobody signed in');
  const over = (await overOf(finance, broker)).at(-1);
  if (!over) throw new Error('Nobody for whom the broker acts has money over');
  const { budget } = over;
  const page = `/council/budgets/${budget.id}`;
  await finance.goto(page);
  const before = await budgetOn(finance);

  await finance.getByRole('button', { name: 'Change the weekly money' }).click();
  // The link to the form and the form's button have the same name.
  await expect(finance.getByRole('heading', { level: 1 })).toHaveText('Change the weekly money');
  await finance.getByRole('button', { name: 'Change the weekly money' }).click();
  await expectProblems(finance, 'Enter a sum, such as 250 or 99.50', 'Say why. The person reads it');
  await finance.getByLabel('How much a week?').fill('1,001.40');
  await finance.getByLabel('Year').fill('2031');
  await finance.getByLabel('Why?').fill('More help from 2031.');
  await finance.getByRole('button', { name: 'Change the weekly money' }).click();
  await expectDone(finance, `${budget.person.name}’s weekly money is changed.`);
  await expect(finance.locator('.oc-chart__row').last()).toContainText('£1,001.40');
  expect(await budgetOn(finance)).toEqual(before);

  await finance.goto(`${page}/kept-apart`);
  await finance.getByLabel('For a bad time').check();
  await finance.getByLabel('How much altogether?').fill('300');
  await finance.getByLabel('Why?').fill('Some weeks are bad.');
  await finance.getByRole('button', { name: 'Keep this much' }).click();
  expect(await budgetOn(finance)).toEqual(before);
  await approver.goto(page);
  await approver.getByRole('button', { name: 'Open the money for a bad time' }).click();
  await expect(approver.getByRole('heading', { level: 1 })).toHaveText('Open the money for a bad time');
  await expectNoBarriers(approver);
  await approver.getByLabel('How much of it?').fill('120.50');
  await approver.getByLabel('Why?').fill('This is a bad week.');
  await approver.getByRole('button', { name: 'Open it' }).click();
  await expectDone(approver, `The money is in ${budget.person.name}’s budget.`);
  expect(await budgetOn(approver)).toEqual({ ...before, left: before.left + 12_050 });
  await expect(fact(approver, 'Kept for a bad time')).toHaveText('£179.50 to open, £120.50 opened');

  await finance.goto(`${page}/pause`);
  await finance.getByLabel('Why?').fill('In hospital.');
  await finance.getByRole('button', { name: 'Pause the budget' }).click();
  await expect(fact(finance, 'State')).toHaveText('Paused');
  await finance.getByRole('button', { name: 'Visits in the pause' }).click();
  await expect(finance.getByRole('heading', { level: 1 })).toHaveText('Visits in the pause');
  await expectNoBarriers(finance);
  await broker.goto(`/my-budget/paused-visits?for=${budget.person.id}`);
  await expect(broker.getByRole('heading', { level: 1 })).toHaveText('Visits in the pause');
  await expectNoBarriers(broker);
  await finance.goto(`${page}/pause`);
  await finance.getByLabel('Why?').fill('Home again.');
  await finance.getByRole('button', { name: 'Let it go on' }).click();
  await expect(fact(finance, 'State')).toHaveText('Open');

  const endIt = /^End it ?: £250 each year$/;
  await finance.goto(`${page}/yearly-sum`);
  await finance.getByLabel('How much each year?').fill('250');
  await finance.getByLabel('Year', { exact: true }).first().fill('2031');
  await finance.getByLabel('Why?').fill('A class each year.');
  await finance.getByRole('button', { name: 'Add the yearly sum' }).click();
  await expectDone(finance, 'The yearly sum is added.');
  await finance.getByRole('link', { name: endIt }).click();
  await expect(finance.getByRole('heading', { level: 1 })).toHaveText('End the yearly sum');
  await expectNoBarriers(finance);
  await finance.getByRole('button', { name: 'End the yearly sum' }).click();
  await expectProblems(finance, 'Say why. The person reads it');
  await finance.getByLabel('Why?').fill('The class is no longer held.');
  await finance.getByRole('button', { name: 'End the yearly sum' }).click();
  await expectDone(finance, 'The yearly sum ends from the day you chose.');
  await expect(finance.getByRole('link', { name: endIt })).toHaveCount(0);
});
