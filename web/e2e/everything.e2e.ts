import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expectNoBarriers, expectNoSidewaysScroll, signIn } from './support/pages.js';

async function takeHome(page: Page): Promise<Record<string, Uint8Array>> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Keep everything as a file (ZIP)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('everything-about-me.zip');
  return unzipSync(new Uint8Array(await readFile(await file.path())));
}

test('a person keeps everything that is held about them, without script and without a connection', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  const page = await context.newPage();
  await signIn(page, 'holder@marlbridge.example');
  await page.goto('/my-data');
  await expect(page.getByRole('heading', { name: 'Everything we hold about you' })).toBeVisible();
  await expectNoBarriers(page);
  await expectNoSidewaysScroll(page);
  const files = await takeHome(page);
  await context.close();

  expect(Object.keys(files)).toEqual(expect.arrayContaining(['read-me-first.html', 'orders.csv', 'orders.json']));
  const orders = JSON.parse(strFromU8(files['orders.json'] ?? new Uint8Array())) as unknown[];
  const folder = await mkdtemp(join(tmpdir(), 'owncourse-everything-'));
  const readMe = join(folder, 'read-me-first.html');
  await writeFile(readMe, files['read-me-first.html'] ?? '');
  const asked: string[] = [];
  const offline = await browser.newContext({ offline: true, viewport: { width: 375, height: 800 } });
  const opened = await offline.newPage();
  opened.on('request', (request) => asked.push(request.url()));
  const address = pathToFileURL(readMe).href;
  for (const width of [375, 1280]) {
    await opened.setViewportSize({ width, height: 800 });
    await opened.goto(address);
    await expect(opened.getByRole('heading', { level: 1, name: 'Everything we hold about you' })).toBeVisible();
    await expectNoBarriers(opened);
    await expectNoSidewaysScroll(opened);
  }
  // Only the page itself: nothing is fetched from anywhere.
  expect(new Set(asked)).toEqual(new Set([address]));
  await expect(opened.getByRole('row', { name: new RegExp(`^Your orders ${String(orders.length)}$`) })).toBeVisible();
  await opened.getByRole('table').getByRole('link', { name: 'Your orders', exact: true }).click();
  const table = opened.getByRole('link', { name: 'Your orders: Table (CSV)', exact: true });
  await expect(table).toHaveAttribute('href', 'orders.csv');
  await offline.close();
  await rm(folder, { recursive: true });
});

test('who acts for somebody is not offered their file, and gets none', async ({ page }) => {
  await signIn(page, 'broker@marlbridge.example');
  expect((await page.request.get('/files/everything-about-me.zip')).status()).toBe(404);
});
