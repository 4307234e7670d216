import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has from one thing to the next. */
const MOST_STOPS = 250;

/** By an outline or a shadow, of a box that is ticked by what is drawn beside it. */
const FOCUS_SHOWS = `(() => {
  const element = document.activeElement;
  const styles = [getComputedStyle(element)];
  if (element.nextElementSibling) styles.push(getComputedStyle(element.nextElementSibling, '::before'));
  return styles.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
})()`;

/** Goes on with the tab key alone until this has the focus, and sees that the focus shows. */
export async function reach(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(wanted, 'The tab key does not come here').toBeFocused();
  const shown = await page.evaluate<boolean>(FOCUS_SHOWS);
  expect(shown, 'Nobody sees where the focus is').toBe(true);
}

/** Reaches a link or a button and presses it. */
export async function pressAt(page: Page, wanted: Locator): Promise<void> {
  await reach(page, wanted);
  await page.keyboard.press('Enter');
}

/** Reaches a field and writes over what stands in it. */
export async function typeIn(page: Page, wanted: Locator, text: string): Promise<void> {
  await reach(page, wanted);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}
