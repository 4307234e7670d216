import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll, inWords, penceIn, penceOf } from './support/pages.js';
import { ask, expectProblems, fact, signedIn } from './support/work.js';

const PHONE = { width: 375, height: 900 };

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).first().click();
}

async function lookAt(page: Page): Promise<void> {
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
}

/** What the person’s budget has left, as the call’s page says. */
function left(page: Page): Promise<number> {
  return penceIn(page.locator('[data-sum="left"]'));
}

/** Ticks the yes and sends, after a try without it. */
async function sayYes(page: Page, send: string | RegExp): Promise<void> {
  await press(page, send);
  await expectProblems(page, 'Read it out, and tick when they say yes. If they say no, go back');
  // The page is made anew a moment after it said what is wrong; a tick before that is lost.
  await expect(() => page.getByLabel('I read this and they said yes').check()).toPass();
  await press(page, send);
}

/** The dearest way to say “Morning and bedtime care” is ordered for the next possible day. */
async function orderInCall(page: Page, name: string): Promise<number> {
  await press(page, 'Order something');
  await expect(page.getByRole('region', { name: 'Who you are acting for' })).toContainText(
    `On the telephone for ${name}`,
  );
  await page.getByRole('searchbox').first().fill('Morning and bedtime care');
  await page.getByRole('main').getByRole('button').first().click();
  await page.getByRole('link', { name: 'Morning and bedtime care' }).first().click();
  await page.getByRole('button', { name: 'Order Half an hour, weekday', exact: true }).click();
  await press(page, 'Continue');
  await expect(page).toHaveURL(/\/when\?/);
  await press(page, 'Continue');
  const cost = penceOf(await page.getByRole('heading', { level: 1, name: /^It costs £/ }).innerText());
  await press(page, 'Continue');
  await expect(page).toHaveURL(/\/check\?/);
  await page.getByLabel(`Where should they come to ${name}?`).fill('4 Mill Lane');
  await press(page, 'Go on to read it out');
  return cost;
}

test('somebody without e-mail rings: an officer orders, confirms, questions and cancels for them, on a phone without script', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'caremanager', { javaScriptEnabled: false, viewport: PHONE });
  await page.goto('/telephone?name=Norman+Eccles');
  await lookAt(page);
  await page.getByRole('main').getByRole('link', { name: 'Norman Eccles', exact: true }).click();

  // Who is it, and how do we know?
  await press(page, 'Start the call');
  await expectProblems(page, 'Say who is on the line', 'Say how you know who it is');
  await page.getByLabel('Somebody who speaks for Norman Eccles').check();
  await page.getByLabel('I asked two things, and they were right').check();
  await page.getByLabel('Postcode').check();
  await press(page, 'Start the call');
  await expectProblems(page, 'Write who speaks for them', 'Choose the two things you asked');
  await lookAt(page);
  await page.getByLabel('Their name, and who they are').fill('Carol Eccles, his daughter');
  await page.getByLabel('Date of birth').check();
  await press(page, 'Start the call');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('On the line: Norman Eccles');
  await expect(fact(page, 'On the line')).toHaveText('Carol Eccles, his daughter');
  await expect(fact(page, 'Checked by')).toHaveText('Date of birth; Postcode');
  await lookAt(page);
  const callUrl = page.url();
  const before = await left(page);

  // Ordered: read out first, with the money to the penny.
  const cost = await orderInCall(page, 'Norman Eccles');
  const read = page.getByRole('region', { name: 'Read this out' });
  await expect(read).toContainText('I am going to order this for Norman Eccles: Morning and bedtime care');
  await expect(read).toContainText('Where: 4 Mill Lane.');
  await expect(read).toContainText(`It costs ${inWords(cost)}.`);
  await expect(read).toContainText(`After this Norman Eccles has ${inWords(before - cost)} left.`);
  await expect(read).toContainText('You can cancel.');
  await lookAt(page);
  await sayYes(page, 'Send order');
  await expect(page).toHaveURL(/\/my-orders\/[0-9a-f-]{36}\/sent/);
  const orderId = /my-orders\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await page.goto(callUrl);
  expect(await left(page)).toBe(before - cost);

  // Cancelled again: it costs nothing, because nobody has said yes.
  await page.goto(`${new URL(callUrl).origin}/my-orders/${orderId}?for=${await personOf(page, callUrl)}`);
  await expect(page.getByRole('button', { name: 'Change this order' })).toHaveCount(0);
  await press(page, 'Cancel this order');
  await expect(page.getByRole('region', { name: 'Read this out' })).toContainText('It costs nothing to cancel.');
  await lookAt(page);
  await sayYes(page, /^Cancel/);
  await page.goto(callUrl);
  expect(await left(page)).toBe(before);

  // One letter tells both.
  await press(page, 'End the call');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The call about Norman Eccles is over');
  await expect(page.locator('ol.govuk-list--number li')).toHaveCount(2);
  await lookAt(page);
  const letter = await page.getByRole('link', { name: /^Print the letter/ }).getAttribute('href');
  const paper = await page.request.get(letter ?? '');
  expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf']);

  // It goes where the officer writes that he lives; what no envelope carries is said next to its field.
  await page.goto(`/council/people/${await personOf(page, callUrl)}/address`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where Norman Eccles’s letters go');
  await lookAt(page);
  await page.getByLabel('Address, without the name').fill('Flat 2\n4 Mill Lane\nMarlbridge');
  await page.getByLabel('Postcode').fill('MB1');
  await press(page, 'Keep this address');
  await expectProblems(page, 'Write the whole postcode, such as MB1 2AB.');
  await expect(page.getByLabel('Address, without the name')).toHaveValue('Flat 2\n4 Mill Lane\nMarlbridge');
  await lookAt(page);
  await page.getByLabel('Postcode').fill('mb12ab');
  await press(page, 'Keep this address');
  await expect(page.getByText('Kept. Letters that you print from now on show it.')).toBeVisible();
  await expect(page.locator('.govuk-inset-text')).toHaveText(
    /Norman Eccles\s*Flat 2\s*4 Mill Lane\s*Marlbridge\s*MB1 2AB/,
  );
  await page.goto('/council/letters');
  await expect(
    page.locator('.oc-work__item').filter({ hasText: 'Norman Eccles: What we did on the telephone' }),
  ).toHaveCount(1);

  // Nothing more is done in a call that is over.
  await page.goto(`/my-support?for=${await personOf(page, callUrl)}`);
  await expect(page).toHaveURL(/\/telephone\?over=1/);
  await expect(page.getByText('There is no open call about this person.')).toBeVisible();
});

async function personOf(page: Page, callUrl: string): Promise<string> {
  const id = callUrl.split('/').at(-1);
  const { telephoneCall } = await ask<{ telephoneCall: { person: { id: string } } }>(
    page,
    'query ($id: ID!) { telephoneCall(id: $id) { person { id } } }',
    { id },
  );
  return telephoneCall.person.id;
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

test('a broker takes a call, and the person sees what was read out', async ({ browser }) => {
  const page = await signedIn(browser, 'broker');
  await page.goto('/telephone');
  await page.getByRole('main').getByRole('link', { name: 'Maureen Blackwood', exact: true }).click();
  await page.getByLabel('Maureen Blackwood', { exact: true }).check();
  await page.getByLabel('I know their voice').check();
  await press(page, 'Start the call');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('On the line: Maureen Blackwood');
  const callUrl = page.url();
  await orderInCall(page, 'Maureen Blackwood');
  await expect(page.getByRole('region', { name: 'Read this out' })).toContainText('I am going to order this for you:');
  await sayYes(page, 'Send order');
  await expect(page).toHaveURL(/\/my-orders\/[0-9a-f-]{36}\/sent/);
  await page.getByRole('link', { name: 'Back to the call' }).click();
  await press(page, 'End the call');
  await expect(page.getByText('The council posts Maureen Blackwood one letter')).toBeVisible();

  const person = await signedIn(browser, 'holder', { javaScriptEnabled: false, viewport: PHONE });
  await person.goto('/my-data');
  const act = person.getByRole('list', { name: 'What others did for you, newest first' }).getByRole('listitem').first();
  await expect(act).toContainText('By telephone, for you: Sanjay Thakrar ordered: Morning and bedtime care');
  await act.getByText('What was read out').click();
  await expect(act).toContainText('Where: 4 Mill Lane.');
  await lookAt(person);

  // Her letters go where she says herself; the broker reads it, and has no way to change it.
  await person.getByRole('link', { name: 'Change where your letters go' }).click();
  await person.getByLabel('Address, without the name').fill('9 Cooper’s Yard\nMarlbridge');
  await person.getByLabel('Postcode').fill('MB4 3QD');
  await person.getByRole('button', { name: 'Keep this address' }).click();
  await expect(fact(person, 'Where your letters go')).toHaveText(/9 Cooper’s Yard\s*Marlbridge\s*MB4 3QD/);
  await expect(person.getByText('Maureen Blackwood wrote this down on')).toBeVisible();
  await lookAt(person);
  const herId = await personOf(page, callUrl);
  await page.goto(`/people-i-help/${herId}`);
  await expect(page.locator('.govuk-inset-text').filter({ hasText: '9 Cooper’s Yard' })).toContainText('MB4 3QD');
  expect((await page.goto(`/council/people/${herId}/address`))?.ok()).toBe(false);
});
