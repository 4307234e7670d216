import { expect, type Locator, type Page } from '@playwright/test';
import axe from 'axe-core';
import { noteLookedAt } from './looked-at.js';

/** Signs in with the form, as everybody in the demo does. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await page.waitForLoadState(); // The button stands in the head of the page; what comes below may still be on its way.
}

/** "£1,204.60" → 120460; "−£40" → −4000. */
export function penceOf(text: string): number {
  const sum = /(−?)£([\d,]+)(?:\.(\d\d))?/.exec(text);
  if (!sum) throw new Error(`No sum of money in “${text}”`);
  const pence = Number(`${sum[2]!.replaceAll(',', '')}${sum[3] ?? '00'}`);
  return sum[1] === '−' ? -pence : pence;
}

export async function penceIn(place: Locator): Promise<number> {
  return penceOf((await place.textContent()) ?? '');
}

/** Whole pence as pages write them: 2410 → "£24.10", 4000 → "£40". */
export function inWords(pence: number): string {
  return `£${(pence / 100).toLocaleString('en-GB', { minimumFractionDigits: pence % 100 === 0 ? 0 : 2 })}`;
}

export interface BudgetShown {
  readonly spent: number;
  readonly promised: number;
  readonly left: number;
}

/** The three sums of the budget that is drawn on the page, in pence. */
export async function budgetOn(page: Page): Promise<BudgetShown> {
  const part = (name: string): Locator => page.locator('.oc-budget-bar__sum', { hasText: new RegExp(` ${name}$`) });
  return {
    spent: await penceIn(part('spent')),
    promised: await penceIn(part('promised')),
    left: await penceIn(part('left')),
  };
}

/** The day on which the product was started. Its clock may be steered; the browser's is the machine's. */
const STARTED = new Date(process.env['OWNCOURSE_CLOCK'] ?? Date.now());

/** What the product takes for now, so many days later. */
export function inDays(days: number): Date {
  return new Date(STARTED.getTime() + days * 86_400_000);
}

/** Moves the product's clock to a time of today in London ("12:45"); does nothing when it is later already. */
export async function waitUntil(page: Page, time: string): Promise<void> {
  // "GMT" in winter, "GMT+01:00" in summer.
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' })
    .formatToParts(STARTED)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const offset = /^GMT(.+)$/.exec(zone ?? '')?.[1] ?? 'Z';
  await page.request.put('/demo/clock', { data: { now: `${isoToday()}T${time}:00${offset}` } });
}

/** Today in London as year, month and day, and its weekday's name. */
export function todayInLondon(): { day: string; month: string; year: string; weekday: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'long',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  }).formatToParts(STARTED);
  const read = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return { day: read('day'), month: read('month'), year: read('year'), weekday: read('weekday') };
}

/** Waits until the page's script has taken over: before that a link is followed by the browser alone, as without script. */
export async function scriptIsThere(page: Page): Promise<void> {
  // Asked again from here: what waits inside the page is refused by the page's content security policy.
  const taken = "Object.keys(document.querySelector('#main-content') ?? {}).some((key) => key.startsWith('__react'))";
  await expect.poll(() => page.evaluate(taken)).toBe(true);
}

/** Today in London as "2026-03-02". */
export function isoToday(): string {
  const { day, month, year } = todayInLondon();
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/**
 * Fails with every rule that is broken, by the place where it is. Contrast, by far the slowest rule, can be left out
 * where the same page was looked at before in another width: colours do not follow the width.
 */
export async function expectNoBarriers(page: Page, look: 'whole' | 'without contrast' = 'whole'): Promise<void> {
  if (await page.evaluate<boolean>(WITHOUT_SCRIPT)) {
    await expectNoBarriersOfCopy(page, look);
    return;
  }
  // axe's own wrapper sends all of axe anew for each look and brings the whole answer back: two thirds of the time.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: look === 'whole' } } };
  const broken = await page.evaluate<string[]>(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`,
  );
  expect(broken, `${page.url()} has barriers`).toEqual([]);
  await noteLookedAt(page);
}

/** Where no script may run, what is inside "noscript" is part of the page. */
const WITHOUT_SCRIPT = `(() => {
  const place = document.createElement('div');
  place.innerHTML = '<noscript><i></i></noscript>';
  return place.querySelector('i') !== null;
})()`;

/** axe waits for timers, which never come in a page without script: the page as it stands is looked at in a window that has them. */
async function expectNoBarriersOfCopy(page: Page, look: 'whole' | 'without contrast'): Promise<void> {
  const viewport = page.viewportSize();
  const context = await page.context().browser()!.newContext({ javaScriptEnabled: true, viewport });
  const body = await page.content();
  await context.route(/\.js$/, (route) => route.abort());
  await context.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body }));
  const copy = await context.newPage();
  await copy.goto(page.url());
  await expectNoBarriers(copy, look);
  await context.close();
}

/** Fails when people would have to scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(wider, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Somebody is told. A message comes a moment after what it tells of, so the page is asked again until it is there. */
export async function expectMessage(page: Page, title: string): Promise<void> {
  await expect(async () => {
    await page.goto('/messages');
    await expect(page.getByText(title, { exact: true }).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 150_000 });
}
