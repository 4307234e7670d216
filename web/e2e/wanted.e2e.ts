import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { expectDone, expectProblems, fact, signedIn } from './support/work.js';

const NARROW = { width: 375, height: 900 };
const WISH = 'A choir that meets after tea';

test('somebody writes what they look for, a moderator reads it, a group answers, and the writer closes it', async ({
  browser,
}) => {
  const ann = await signedIn(browser, 'holder', { javaScriptEnabled: false });
  await ann.goto(`/my-wanted`);
  await expect(ann.getByRole('heading', { level: 1 })).toHaveText('What I look for');
  await expectNoBarriers(ann);
  await ann.getByRole('button', { name: 'Write what you look for' }).click();
  await expect(ann.getByRole('heading', { level: 1 })).toHaveText('What do you look for?');
  await expectNoBarriers(ann);
  await ann.setViewportSize(NARROW);
  await expectNoSidewaysScroll(ann);
  await expectNoBarriers(ann);
  await ann.getByRole('button', { name: 'Send it to the council to check' }).click();
  await expectProblems(
    ann,
    'Say what you look for',
    'Say a little more about it',
    'Choose a kind of support',
    'Choose an area',
  );
  await expectNoBarriers(ann);
  await ann.getByLabel('What is it, in a few words?').fill(WISH);
  await ann.getByLabel('What would help you?').fill('Ring me on 01632 960300.');
  await ann.getByLabel('What kind of support is it?').selectOption({ index: 1 });
  await ann.getByLabel('Near which area?').selectOption('Kiln Meadow');
  await ann.getByRole('button', { name: 'Send it to the council to check' }).click();
  await expectProblems(ann, 'Leave out numbers and @ signs, so that nobody can find you by it. Write “two” for 2.');
  await expect(ann.getByLabel('What is it, in a few words?')).toHaveValue(WISH);
  await ann.getByLabel('What would help you?').fill('Old songs, and a chair to sit on.');
  await ann.getByRole('button', { name: 'Send it to the council to check' }).click();
  await expectDone(ann, 'The council checks what you wrote. People can see it after that.');
  const own = ann.locator('main').getByRole('link', { name: WISH });
  const href = (await own.getAttribute('href')) ?? '';

  const reader = await (await browser.newContext()).newPage();
  expect((await reader.goto(href))?.status()).toBe(404);

  const lewis = await signedIn(browser, 'moderator');
  await lewis.goto('/council/moderation');
  await lewis.getByRole('link', { name: WISH }).click();
  await expect(lewis.getByRole('heading', { level: 1 })).toHaveText(WISH);
  await expect(lewis.locator('.oc-lead')).toHaveText('Somebody is looking for this');
  await expect(fact(lewis, 'Area')).toHaveText('Kiln Meadow');
  await expectNoBarriers(lewis);
  await lewis.getByLabel('Put it on show', { exact: true }).check();
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(lewis, 'The listing is on show now.');

  await reader.goto('/search?kind=COMMUNITY&words=choir');
  await expect(reader.locator('.oc-card', { hasText: WISH })).toContainText('Somebody is looking for this');
  await reader.goto(href);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(WISH);
  await expect(reader.locator('main')).toContainText('Nobody has offered anything yet.');
  await expect(reader.getByRole('button', { name: 'Answer this' })).toHaveCount(0);
  await expectNoBarriers(reader);
  await reader.setViewportSize(NARROW);
  await expectNoSidewaysScroll(reader);
  await expectNoBarriers(reader);

  const group = await signedIn(browser, 'community', { javaScriptEnabled: false });
  await group.goto(href);
  await group.getByRole('button', { name: 'Answer this' }).click();
  await expect(group.getByRole('heading', { level: 1 })).toHaveText('Answer somebody who looks for this');
  await expectNoBarriers(group);
  await group.setViewportSize(NARROW);
  await expectNoSidewaysScroll(group);
  await group.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(group, 'Choose what you can offer');
  await group.getByLabel('We could start this').check();
  await group.getByRole('button', { name: 'Send my answer' }).click();
  await expectProblems(group, 'Say what you could start, and when');
  await group.getByLabel('What should they know?').fill('In May, if four people come.');
  await group.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(group, 'The council checks your answer. Then we pass it on.');

  await lewis.goto('/council/moderation');
  await expectNoBarriers(lewis);
  await lewis.getByRole('list', { name: 'Answers to what people look for' }).getByRole('link', { name: WISH }).click();
  await expect(lewis.getByRole('heading', { level: 1 })).toHaveText('Check an answer');
  await expectNoBarriers(lewis);
  await lewis.getByLabel('Pass it on', { exact: true }).check();
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(lewis, 'The answer is passed on.');

  await reader.goto(href);
  await expect(reader.locator('main')).toContainText('Nobody has offered anything yet.');
  await ann.goto('/my-wanted');
  await expect(ann.locator('main')).toContainText('In May, if four people come.');
  await expectNoBarriers(ann);
  await expectNoSidewaysScroll(ann);
  await ann.getByRole('button', { name: `I do not need “${WISH}” any more` }).click();
  await expectDone(ann, 'It is not on show any more.');
  expect((await reader.goto(href))?.status()).toBe(404);
});

test('what somebody looks for leads to what a group offers, and a search without result leads to writing', async ({
  page,
}) => {
  await page.goto('/search?kind=COMMUNITY&words=pottery');
  const card = page.locator('.oc-card', { hasText: 'with a wheel that I can reach' });
  await expect(card).toContainText('Somebody is looking for this');
  await card.getByRole('link', { name: 'A pottery afternoon' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A pottery afternoon');
  await page.locator('main').getByRole('link', { name: 'Thursday Teapot' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Thursday Teapot/);
  await page.goto('/search?words=zzyzxq');
  await page.getByRole('link', { name: 'say here what you look for' }).click();
  await expect(page).toHaveURL(/\/sign-in\?return=/);
});
