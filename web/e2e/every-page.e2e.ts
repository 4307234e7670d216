import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, expectNoSidewaysScroll } from './support/pages.js';
import { signedIn } from './support/work.js';

/** A page by its address, or the page that links on it lead to, the first one each time. */
interface PageOf {
  readonly path: string;
  /** The start of the address of a link on the page before. */
  readonly then?: string | readonly string[];
  /** Below the page that was found: "cancel" for "/my-orders/…/cancel". */
  readonly below?: string;
}

const below = (page: Omit<PageOf, 'below'>, ...names: readonly string[]): readonly PageOf[] =>
  names.map((name) => ({ ...page, below: name }));

/** Winifred's budget, whose daughter holds it. */
const hers = ['/people-i-help/', '/my-budget?for='] as const;

const pages: Readonly<Record<string, readonly PageOf[]>> = {
  holder: [
    { path: '/messages' },
    { path: '/messages/preferences' },
    { path: '/my-support/if-i-say-nothing' },
    { path: '/my-data/address' },
    { path: '/my-questions' },
    { path: '/outbox' },
    { path: '/who-can-act-for-me', then: '/who-can-act-for-me/' },
    ...below({ path: '/who-can-act-for-me', then: '/who-can-act-for-me/' }, 'ask', 'end', 'conflict'),
    ...below({ path: '/my-orders', then: '/my-orders/' }, 'cancel'),
  ],
  broker: [
    { path: '/messages?show=needs-me' },
    { path: '/people-i-help?show=needs-me' },
    { path: '/telephone' },
    { path: '/people-i-help' },
    { path: '/people-i-help', then: '/people-i-help/' },
    { path: '/people-i-help/nobody' },
  ],
  representative: [
    { path: '/people-i-help' },
    { path: '/people-i-help', then: '/people-i-help/' },
    { path: '/people-i-help', then: [...hers, '/my-budget/return'] },
    { path: '/people-i-help', then: [...hers, '/my-budget/bank', '/my-budget/bank/new'] },
    { path: '/people-i-help', then: [...hers, '/my-budget/spent', '/my-budget/spent/'] },
    { path: '/people-i-help', then: [...hers, '/my-budget/spent'], below: 'new' },
  ],
  provider: [
    { path: '/provider' },
    { path: '/provider/orders' },
    { path: '/provider/orders', then: '/provider/orders/' },
    { path: '/provider/orders?show=going-on', then: '/provider/orders/' },
    { path: '/provider/orders?show=over' },
    { path: '/provider/deliveries' },
    { path: '/provider/deliveries', then: '/provider/deliveries/2' },
    { path: '/provider/deliveries/entered' },
    { path: '/provider/deliveries/entered', then: '/provider/deliveries/2' },
    { path: '/provider/deliveries/file' },
    { path: '/provider/phone' },
    { path: '/provider/money' },
    { path: '/provider/money', then: '/provider/money/' },
    { path: '/provider/money/legal-details' },
    { path: '/provider/money/self-billing' },
    { path: '/provider/money/sent' },
    { path: '/provider/money/sort-out' },
    { path: '/provider/questions' },
    { path: '/provider/ratings' },
    { path: '/provider/store' },
    { path: '/provider/cover' },
    ...below({ path: '/provider/orders?show=going-on', then: '/provider/orders/' }, 'cancel'),
  ],
  micro: [{ path: '/provider' }, { path: '/provider/store' }, { path: '/provider/deliveries' }],
  community: [
    { path: '/my-listings' },
    { path: '/my-listings/new' },
    { path: '/my-listings', then: '/my-listings/a' },
    { path: '/my-listings', then: '/my-listings/a', below: 'still-right' },
  ],
  caremanager: [
    { path: '/council/people' },
    { path: '/council/people', then: '/council/budgets/' },
    { path: '/council/people', then: '/council/people/' },
    { path: '/council/urgent-care/new?name=a' },
    { path: '/telephone?name=a' },
    { path: '/telephone?name=Norman+Eccles', then: '/telephone/new' },
    { path: '/council/people', then: '/council/urgent-care/new?budget' },
    { path: '/council/letters' },
    { path: '/my-support/away' },
    { path: '/my-support/away?check=1&kind=HOSPITAL&from-day=1&from-month=4&from-year=2027' },
    { path: '/council/not-started' },
    { path: '/council/people', then: '/council/people/', below: '../visits' },
    { path: '/council/people', then: '/council/people/', below: '../address' },
    ...below({ path: '/council/people', then: '/council/budgets/' }, 'statement'),
  ],
  approver: [
    { path: '/council/questions' },
    { path: '/council/questions', then: '/council/questions/' },
    { path: '/council/not-started' },
    { path: '/council/approvals' },
    { path: '/council/approvals', then: '/council/approvals/' },
    { path: '/council/rate-cards' },
    { path: '/council/urgent-care' },
  ],
  finance: [
    { path: '/council/finance' },
    { path: '/council/invoices' },
    { path: '/council/invoices', then: '/council/invoices/' },
    { path: '/council/invoices/sent' },
    { path: '/council/months' },
    { path: '/council/months', then: '/council/months/' },
    { path: '/council/own-money' },
    { path: '/council/own-money?from=nonsense' },
    { path: '/council/trail' },
    { path: '/council/self-billing' },
    { path: '/council/paying-account' },
    { path: '/council/invoices?show=ready' },
    { path: '/council/invoices?show=paid' },
    { path: '/council/credit-notes' },
    { path: '/council/credit-notes?show=settled' },
    { path: '/council/payment-runs' },
    { path: '/council/payment-runs', then: '/council/payment-runs/' },
    { path: '/council/budgets' },
    { path: '/council/budgets/running-short' },
    { path: '/council/budgets', then: '/council/budgets/' },
    { path: '/council/money-over' },
    { path: '/council/funders' },
    { path: '/council/rate-cards' },
    { path: '/council/returns' },
    { path: '/council/money-over', then: '/council/budgets/' },
    ...below(
      { path: '/council/budgets', then: '/council/budgets/' },
      'add-money',
      'away',
      'contribution',
      'contribution/assess',
      'contribution/money',
      'end',
      'funders',
      'holding',
      'kept-apart',
      'pause',
      'paused-visits',
      'statement',
      'weekly-money',
      'yearly-sum',
    ),
  ],
  commissioner: [
    { path: '/council/own-money' },
    { path: '/council/market' },
    { path: '/council/market?groupBy=WARD' },
    { path: '/council/market?from=2020-01-01&to=2020-01-31&groupBy=WARD' },
    { path: '/council/market?from=nonsense' },
  ],
  moderator: [
    { path: '/council/moderation' },
    { path: '/council/moderation', then: '/council/moderation/listings/' },
    { path: '/council/moderation', then: '/council/moderation/ratings/' },
  ],
  operator: [{ path: '/operator' }],
};

const widths = [1280, 375] as const;

/** Below the address of a list and none of its rows. */
const NO_ROW = [
  '/provider/money/bank',
  '/provider/money/card',
  '/provider/money/legal-details',
  '/provider/money/payments',
  '/provider/money/self-billing',
  '/provider/money/sent',
  '/provider/money/sort-out',
  '/council/invoices/sent',
  '/council/payment-runs/check',
  '/council/payment-runs/results',
]
  .map((href) => `[href^="${href}"]`)
  .join(', ');

/** Opens the page; false when nothing on a page before leads there today. */
async function open(page: Page, { path, then = [], below }: PageOf): Promise<boolean> {
  await page.goto(path);
  for (const start of [then].flat()) {
    const link = page
      .getByRole('main')
      .locator(`a[href^="${start}"]:not([href^="${start}new"], [href*="/held/"], ${NO_ROW})`)
      .first();
    if ((await link.count()) === 0) return false;
    await page.goto((await link.getAttribute('href')) ?? '');
  }
  if (below === undefined) return true;
  const { pathname, search } = new URL(page.url());
  await page.goto(`${pathname}/${below}${search}`);
  return true;
}

for (const [who, theirs] of Object.entries(pages)) {
  test(`every page of ${who} is without barriers and fits`, async ({ browser }) => {
    const page = await signedIn(browser, who);
    for (const wanted of theirs) {
      if (!(await open(page, wanted))) continue;
      await expect(page.getByRole('heading', { level: 1 }), page.url()).toHaveCount(1);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await expectNoBarriers(page, width === widths[0] ? 'whole' : 'without contrast');
        await expectNoSidewaysScroll(page);
      }
    }
  });
}

const doors: readonly string[] = [
  '/telephone',
  '/telephone/new',
  '/people-i-help',
  '/provider',
  '/provider/orders',
  '/provider/deliveries',
  '/provider/deliveries/file',
  '/provider/deliveries/list.csv',
  '/provider/phone',
  '/provider/money',
  '/provider/questions',
  '/provider/ratings',
  '/provider/store',
  '/my-listings',
  '/council/people',
  '/council/approvals',
  '/council/letters',
  '/council/urgent-care',
  '/council/urgent-care/new',
  '/council/questions',
  '/council/not-started',
  '/council/finance',
  '/council/invoices',
  '/council/credit-notes',
  '/council/payment-runs',
  '/council/budgets',
  '/council/budgets/running-short',
  '/council/money-over',
  '/council/funders',
  '/council/rate-cards',
  '/council/own-money',
  '/council/market',
  '/council/market.csv',
  '/council/moderation',
  '/operator',
];

test('somebody without the role reads that the page is not theirs', async ({ browser }) => {
  const page = await signedIn(browser, 'selffunder');
  for (const path of doors) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(403);
  }
  await page.goto('/council/finance');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You can’t open this page');
  await expectNoBarriers(page);
});

test('somebody who is not signed in signs in first, and comes back', async ({ page }) => {
  for (const path of doors) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(302);
    expect(answer.headers()['location']).toBe(`/sign-in?return=${encodeURIComponent(path)}`);
  }
  await page.goto('/council/rate-cards');
  await page.getByLabel('Email address').fill('finance@marlbridge.example');
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/council\/rate-cards$/);
});
