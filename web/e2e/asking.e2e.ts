import { expect, test } from '@playwright/test';
import { expectNoBarriers } from './support/pages.js';
import { ask, expectDone, expectProblems, signedIn } from './support/work.js';

/** Another one each time, so that journeys can go over the same data twice. */
const QUESTION = `Is there a hearing loop in your minibus, number ${Date.now() % 1_000_000}?`;

test('somebody asks before they buy; the answer is theirs alone until both agree and a moderator has read it', async ({
  browser,
  page,
}) => {
  const provider = await signedIn(browser, 'provider', { javaScriptEnabled: false });
  const { me } = await ask<{ me: { organisationId: string } }>(provider, '{ me { organisationId } }');
  const theirStore = 'query ($id: ID!) { provider(id: $id) { services { id } } }';
  const found = await ask<{ provider: { services: { id: string }[] } }>(provider, theirStore, {
    id: me.organisationId,
  });
  const service = `/services/${found.provider.services[0]?.id ?? ''}`;

  await page.goto(service);
  await page.getByRole('button', { name: 'Ask a question' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');

  const holder = await signedIn(browser, 'holder', { javaScriptEnabled: false });
  await holder.goto(`${service}/ask`);
  await expectNoBarriers(holder);
  await holder.getByRole('button', { name: 'Send my question' }).click();
  await expectProblems(holder, 'Write what you want to ask');
  await holder.getByLabel('What do you want to know?').fill(QUESTION);
  await holder.getByRole('button', { name: 'Send my question' }).click();
  await expectDone(holder, 'Your question is sent. The answer comes to your messages.');
  const mine = holder.locator('.oc-work__item').filter({ hasText: QUESTION });
  await expect(mine.locator('.govuk-tag')).toHaveText('No answer yet');
  await expectNoBarriers(holder);

  await provider.goto('/provider/questions');
  await expectNoBarriers(provider);
  const theirs = provider.locator('.oc-work__item').filter({ hasText: QUESTION });
  await theirs.getByRole('button', { name: 'Send the answer' }).click();
  await expectProblems(provider, 'Write your answer');
  await theirs.getByLabel('Your answer').fill('Yes, in both of them.');
  await theirs.getByLabel('Others may read the question and our answer').check();
  await theirs.getByRole('button', { name: 'Send the answer' }).click();
  await expectDone(provider, 'Your answer is sent.');
  await expect(theirs.locator('.govuk-tag')).toHaveText('Answered');

  await page.goto(service);
  await expect(page.getByText(QUESTION)).toHaveCount(0);
  await holder.goto('/my-questions');
  await expect(mine).toContainText('They answered: “Yes, in both of them.”');
  await mine.getByRole('button', { name: 'This can be shown' }).click();
  await expectDone(holder, 'Thank you. It is shown when the provider agrees too and the council has read it.');
  await expect(mine.locator('.govuk-tag')).toHaveText('Answered, the council reads it before it is shown');

  const lewis = await signedIn(browser, 'moderator');
  await lewis.goto('/council/moderation');
  await lewis.getByRole('list', { name: 'Questions to check' }).getByRole('link').filter({ hasText: QUESTION }).click();
  await expect(lewis.getByRole('heading', { level: 1 })).toHaveText('Check a question');
  await expectNoBarriers(lewis);
  await lewis.getByLabel('Put it on show', { exact: true }).check();
  await lewis.getByRole('button', { name: 'Send my answer' }).click();
  await expectDone(lewis, 'Your answer about the question is kept.');

  await page.goto(service);
  await expect(page.getByRole('heading', { name: QUESTION })).toBeVisible();
  await expectNoBarriers(page);

  const other = await signedIn(browser, 'broker');
  await other.goto(service);
  await other.getByRole('link', { name: 'This is not right' }).first().click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('This is not right');
  await expectNoBarriers(other);
  await other.getByRole('button', { name: 'Tell the council' }).click();
  await expectProblems(other, 'Say what is not right');
  await holder.goto('/my-questions');
  await mine.getByRole('button', { name: 'Do not show this' }).click();
  await expectDone(holder, 'It is not shown to others.');
  await page.goto(service);
  await expect(page.getByText(QUESTION)).toHaveCount(0);
});
