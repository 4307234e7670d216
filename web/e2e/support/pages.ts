import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

/** Signs in with the form, as everybody in the demo does. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
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

/** Today in London as year, month and day, and its weekday's name. */
export function todayInLondon(): { day: string; month: string; year: string; weekday: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'long',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  }).formatToParts(new Date());
  const read = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return { day: read('day'), month: read('month'), year: read('year'), weekday: read('weekday') };
}

/** Fails with every rule that is broken, by the place where it is. */
export async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const broken = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  expect(broken, `${page.url()} has barriers`).toEqual([]);
}

/** Fails when people would have to scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(wider, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}
