import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { signIn } from './pages.js';

/** Signs a demo person in through the sign-in page, in a browser window of their own. */
export async function signedIn(browser: Browser, who: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, who.includes('@') ? who : `${who}@marlbridge.example`);
  return page;
}

/** Asks GraphQL as the person of this window, for what a journey needs to know before or after. */
export async function ask<Data>(
  page: Page,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const answer = await page.request.post('/graphql', { data: { query, variables } });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: readonly { message: string }[] };
  expect(errors ?? []).toEqual([]);
  return data;
}

/** The value beside a name in the page’s lists of facts. */
export function fact(page: Page, name: string): Locator {
  return page
    .locator('.govuk-summary-list__row')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first();
}

/** The green box that says what has just been done. */
export async function expectDone(page: Page, words: string): Promise<void> {
  await expect(page.locator('.govuk-notification-banner--success .govuk-notification-banner__heading')).toHaveText(
    words,
  );
}

/** Everything that stands in the box of problems, and that the box has the focus. */
export async function expectProblems(page: Page, ...words: readonly string[]): Promise<void> {
  await expect(page.locator('.govuk-error-summary__list li')).toHaveText([...words]);
}

export interface BudgetNow {
  readonly id: string;
  readonly personId: string;
  readonly availablePence: number;
}

/** What one person has left, as a finance officer of their council sees it in the list (which records no look). */
export async function budgetOf(finance: Page, name: string): Promise<BudgetNow> {
  let after: string | null = null;
  for (;;) {
    const { budgets } = await ask<{
      budgets: {
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
        edges: { node: { id: string; status: string; availablePence: number; person: { id: string; name: string } } }[];
      };
    }>(
      finance,
      `query Budgets($after: String) { budgets(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges { node { id status availablePence person { id name } } } } }`,
      { after },
    );
    const found = budgets.edges.find(({ node }) => node.person.name === name && node.status === 'ACTIVE');
    if (found) {
      const { id, availablePence, person } = found.node;
      return { id, personId: person.id, availablePence };
    }
    if (!budgets.pageInfo.hasNextPage) throw new Error(`${name} has no open budget here`);
    after = budgets.pageInfo.endCursor;
  }
}
