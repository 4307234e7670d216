import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { inDays, signIn } from './pages.js';

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
  const key = page.locator('dt').filter({ hasText: new RegExp(`^${name}$`) });
  return page.locator('.govuk-summary-list__row').filter({ has: key }).locator('dd').first();
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

interface BudgetPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly {
    readonly node: {
      readonly id: string;
      readonly status: string;
      readonly availablePence: number;
      readonly person: { readonly id: string; readonly name: string };
    };
  }[];
}

/** Every budget of the council, as its finance officer sees them in the list (which records no look). */
export async function councilBudgets(finance: Page): Promise<BudgetPage['edges'][number]['node'][]> {
  const found: BudgetPage['edges'][number]['node'][] = [];
  let page: BudgetPage['pageInfo'] = { hasNextPage: true, endCursor: null };
  while (page.hasNextPage) {
    const { budgets } = await ask<{ budgets: BudgetPage }>(
      finance,
      `query Budgets($after: String) { budgets(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges { node { id status availablePence person { id name } } } } }`,
      { after: page.endCursor },
    );
    found.push(...budgets.edges.map(({ node }) => node));
    page = budgets.pageInfo;
  }
  return found;
}

/** What one person has left now. */
export async function budgetOf(finance: Page, name: string): Promise<BudgetNow> {
  const open = (await councilBudgets(finance)).find(
    ({ status, person }) => person.name === name && status === 'ACTIVE',
  );
  if (!open) throw new Error(`${name} has no open budget here`);
  return { id: open.id, personId: open.person.id, availablePence: open.availablePence };
}

/** A Tuesday, at least so many days from today, as "2026-03-03". */
export function tuesdayAfter(days: number): string {
  const day = inDays(days);
  day.setUTCDate(day.getUTCDate() + ((9 - day.getUTCDay()) % 7));
  return day.toISOString().slice(0, 10);
}

interface Offer {
  readonly id: string;
  readonly publicPricePence: number;
}

/** The dearest variant of the first service that these words find, at its public price. */
export async function dearestVariant(page: Page, words: string): Promise<Offer> {
  const { services } = await ask<{ services: { edges: { node: { variants?: Offer[] } }[] } }>(
    page,
    `query ($words: String) { services(search: { words: $words, kinds: [PAID] }, first: 1) {
      edges { node { ... on Service { variants { id publicPricePence } } } } } }`,
    { words },
  );
  const variants = services.edges[0]?.node.variants ?? [];
  const [variant] = [...variants].sort((first, second) => second.publicPricePence - first.publicPricePence);
  if (!variant) throw new Error(`Nothing found for ${words}`);
  return variant;
}

/** Takes everything out of the basket of whoever pays themselves. */
export async function emptyBasket(page: Page): Promise<void> {
  const { basket } = await ask<{ basket: { parts: { lines: { variant: { id: string } }[] }[] } }>(
    page,
    '{ basket { parts { lines { variant { id } } } } }',
  );
  const variantIds = basket.parts.flatMap(({ lines }) => lines.map(({ variant }) => variant.id));
  await ask(page, 'mutation ($input: TakeFromBasketInput!) { takeFromBasket(input: $input) { __typename } }', {
    input: { idempotencyKey: crypto.randomUUID(), variantIds },
  });
}

export interface SoldHour {
  readonly serviceId: string;
  readonly variantId: string;
  readonly pence: number;
}

/** The first hour that the provider of this window sells. */
export async function soldHour(provider: Page): Promise<SoldHour> {
  const { me } = await ask<{ me: { organisationId: string } }>(provider, '{ me { organisationId } }');
  const { provider: store } = await ask<{
    provider: {
      services: {
        id: string;
        variants: { id: string; unit: string; minimumQuantity: string; publicPricePence: number }[];
      }[];
    };
  }>(
    provider,
    'query ($id: ID!) { provider(id: $id) { services { id variants { id unit minimumQuantity publicPricePence } } } }',
    { id: me.organisationId },
  );
  const [found] = store.services.flatMap(({ id, variants }) =>
    variants
      .filter(({ unit, minimumQuantity }) => unit === 'HOUR' && Number(minimumQuantity) <= 1)
      .map((variant) => ({ serviceId: id, variantId: variant.id, pence: variant.publicPricePence })),
  );
  if (!found) throw new Error('The provider sells no hours.');
  return found;
}

/** Whose window it is. */
export async function personOf(page: Page): Promise<{ personId: string; displayName: string }> {
  const { me } = await ask<{ me: { person: { id: string; name: string } } }>(page, '{ me { person { id name } } }');
  return { personId: me.person.id, displayName: me.person.name };
}
