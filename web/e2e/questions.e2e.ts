import { expect, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { ask, expectDone, expectProblems, signedIn } from './support/work.js';

interface Note {
  readonly id: string;
  readonly personName: string;
  readonly amountPence: number;
  readonly occurrence: { readonly id: string };
}

test('a question about a visit goes back and forth, and the council pays a part', async ({ browser }) => {
  const provider = await signedIn(browser, 'provider');
  const holder = await signedIn(browser, 'holder', { viewport: { width: 375, height: 800 } });
  const approver = await signedIn(browser, 'approver');
  const recorded = `query { deliveries(filter: { statuses: [RECORDED, CONFIRMED] }, first: 100) { id amountPence personName canQuestion
    occurrence { id order { provider { name } } } } }`;
  type Open = Note & { canQuestion: boolean; occurrence: { order: { provider: { name: string } } } };
  const { deliveries } = await ask<{ deliveries: Open[] }>(holder, recorded);
  const note = deliveries.find(
    (one) => one.canQuestion && one.occurrence.order.provider.name === 'Marl Vale Home Support',
  );
  if (!note) throw new Error('No visit that could be questioned');
  await holder.goto(`/my-support/${note.id}/not-right`);
  await expectNoBarriers(holder);
  await holder.getByLabel('What was not right?').fill('They left after half an hour.');
  await holder.getByRole('button', { name: 'Send' }).click();
  await holder.getByText('They left after half an hour.').waitFor();

  await provider.goto(`/provider/disputes/${note.id}`);
  await provider.getByRole('button', { name: 'Send', exact: true }).click();
  await expectProblems(provider, 'Write something first');
  await provider.getByLabel('Write something').fill('Our worker says she was asked to go.');
  await provider.getByRole('button', { name: 'Send', exact: true }).click();
  await expectDone(provider, 'Sent. The other side can read it.');
  await expectNoBarriers(provider, 'without contrast');

  await holder.goto('/my-support');
  await holder.locator('a[href*="/my-support/questions/"]').first().click();
  await expect(holder.getByText('Our worker says she was asked to go.')).toBeVisible();
  await expectNoBarriers(holder);
  await expectNoSidewaysScroll(holder);
  await holder.getByRole('button', { name: 'Ask the council to decide' }).click();
  await expectDone(holder, 'Somebody at the council will read this and decide.');

  await approver.goto('/council/questions');
  await expectNoBarriers(approver, 'without contrast');
  await approver
    .locator('.oc-work__item')
    .filter({ hasText: 'They left after half an hour.' })
    .getByRole('link')
    .click();
  await expect(approver).toHaveURL(/\/council\/questions\/[0-9a-f-]+$/);
  await expectNoBarriers(approver, 'without contrast');
  await approver.getByLabel('Nothing').check();
  await approver.getByRole('button', { name: 'Decide' }).click();
  await expectProblems(approver, 'Say why. Both sides have a right to know');
  await approver.getByLabel('Why').fill('The records show no visit of that length.');
  await approver.getByRole('button', { name: 'Decide' }).click();
  await expectDone(approver, 'You decided. The person and the provider read your reason now.');

  await holder.reload();
  await expect(holder.getByText('The council decided: nothing is paid.')).toBeVisible();
  await expect(holder.getByText('The records show no visit of that length.')).toBeVisible();
});
