import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, inDays } from './support/pages.js';
import { ask, expectDone, expectProblems, signedIn } from './support/work.js';

interface Visits {
  readonly occurrences: readonly { readonly onDate: string; readonly status: string }[];
}

test('one entry for a stay in hospital takes the visits away, and coming home early brings them back', async ({
  browser,
}) => {
  const [from, to] = [inDays(14), inDays(27)].map((day) => day.toISOString().slice(0, 10));
  const page = await signedIn(browser, 'holder', { javaScriptEnabled: false, viewport: { width: 375, height: 900 } });
  const { me } = await ask<{ me: { person: { id: string } } }>(page, '{ me { person { id } } }');
  const stands = async () =>
    (
      await ask<Visits>(
        page,
        'query ($id: ID!, $from: Date!, $to: Date!) { occurrences(personId: $id, from: $from, to: $to, first: 100) { onDate status } }',
        { id: me.person.id, from, to },
      )
    ).occurrences
      .filter(({ status }) => ['HELD', 'PLANNED', 'UNFUNDED'].includes(status))
      .map(({ onDate }) => onDate);
  const before = await stands();
  expect(before.length).toBeGreaterThan(1);

  await page.goto('/my-support');
  await page.getByRole('link', { name: 'Going to hospital, or on holiday?' }).click();
  await page.getByRole('button', { name: 'See what will happen' }).click();
  await expectProblems(page, 'Choose what happened');
  await page.getByLabel('Hospital', { exact: true }).check();
  const day = async (legend: string, on = '') => {
    const [year = '', month = '', date = ''] = on.split('-');
    const group = page.getByRole('group', { name: legend });
    await group.getByLabel('Day').fill(date);
    await group.getByLabel('Month').fill(month);
    await group.getByLabel('Year').fill(year);
  };
  await day('The first day away', from);
  await day('The last day away', to);
  await page.getByRole('button', { name: 'See what will happen' }).click();
  await expect(page.getByText('There is no fee.')).toBeVisible();
  await expectNoSidewaysScroll(page);
  expect(await stands()).toEqual(before);
  await page.getByRole('button', { name: 'Yes, do this' }).click();
  await expectDone(page, 'It is done. The providers know that the visits will not happen.');
  expect(await stands()).toEqual([]);

  await page.getByRole('button', { name: 'Start the visits again' }).click();
  await expectDone(page, 'The visits start again. The providers know.');
  expect((await stands()).length).toBeGreaterThan(0);
});
