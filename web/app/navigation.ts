import type { Viewer, ViewerRole } from './graphql/load-context.js';

export interface NavigationItem {
  readonly href: string;
  readonly text: string;
  /** Pages that belong to it and are not below its address. */
  readonly also?: readonly string[];
}

const findSupport: NavigationItem = { href: '/search', text: 'Find support' };

const ownSupport: readonly NavigationItem[] = [
  { href: '/my-budget', text: 'My budget' },
  { href: '/my-support', text: 'My support' },
  { href: '/my-orders', text: 'My orders' },
  { href: '/my-card', text: 'My card' },
  { href: '/who-can-act-for-me', text: 'Who can act for me' },
];

const forSomebodyElse: readonly NavigationItem[] = [{ href: '/people-i-help', text: 'People I help' }];
const telephone: NavigationItem = { href: '/telephone', text: 'Telephone' };

const forProviders: readonly NavigationItem[] = [
  { href: '/provider', text: 'Today' },
  { href: '/provider/orders', text: 'Orders' },
  { href: '/provider/deliveries', text: 'Visits to enter' },
  { href: '/provider/money', text: 'Money coming' },
  { href: '/provider/questions', text: 'Questions' },
  { href: '/provider/agreed-prices', text: 'What councils pay' },
  { href: '/provider/ratings', text: 'Ratings' },
  { href: '/provider/store', text: 'Our store', also: ['/provider/import', '/provider/looked-for'] },
];

const byRole: Readonly<Record<ViewerRole, readonly NavigationItem[]>> = {
  BUDGET_HOLDER: ownSupport,
  CARER: ownSupport,
  SELF_FUNDER: [
    { href: '/own/basket', text: 'My basket' },
    { href: '/own/money', text: 'My money' },
    { href: '/my-support', text: 'My support' },
    { href: '/my-orders', text: 'My orders' },
    { href: '/my-card', text: 'My card' },
    { href: '/who-can-act-for-me', text: 'Who can act for me' },
  ],
  REPRESENTATIVE: forSomebodyElse,
  BROKER: [...forSomebodyElse, telephone],
  PROVIDER_OWNER: forProviders,
  PROVIDER_ORDERS: forProviders.filter((item) => !['Money coming', 'What councils pay'].includes(item.text)),
  PROVIDER_CATALOGUE: forProviders.filter((item) => ['Today', 'Questions', 'Ratings', 'Our store'].includes(item.text)),
  PROVIDER_FINANCE: forProviders.filter((item) =>
    ['Today', 'Money coming', 'What councils pay', 'Our store'].includes(item.text),
  ),
  COMMUNITY_GROUP: [{ href: '/my-listings', text: 'My listings' }],
  CARE_MANAGER: [
    { href: '/council/people', text: 'My people' },
    telephone,
    { href: '/council/urgent-care/new', text: 'Start urgent care' },
    { href: '/council/letters', text: 'Letters to post' },
    { href: '/council/not-started', text: 'Visits not begun' },
  ],
  APPROVER: [
    { href: '/council/approvals', text: 'Orders to approve' },
    { href: '/council/urgent-care', text: 'Urgent care' },
    { href: '/council/questions', text: 'Questions about visits' },
    { href: '/council/not-started', text: 'Visits not begun' },
  ],
  FINANCE_OFFICER: [
    { href: '/council/finance', text: 'Work to do' },
    { href: '/council/invoices', text: 'Invoices' },
    { href: '/council/payment-runs', text: 'Payment runs', also: ['/council/paying-account'] },
    { href: '/council/bank-details', text: 'Bank details', also: ['/council/self-billing'] },
    { href: '/council/credit-notes', text: 'Credit notes' },
    { href: '/council/own-money', text: 'Own money by card' },
    { href: '/council/trail', text: 'Follow money' },
    { href: '/council/months', text: 'Close a month' },

    { href: '/council/budgets', text: 'Budgets' },
    { href: '/council/returns', text: 'Returns' },
    { href: '/council/rate-cards', text: 'Rate cards' },
    { href: '/council/urgent-care', text: 'Urgent care' },
    { href: '/council/letters', text: 'Letters to post' },
  ],
  COMMISSIONER: [
    { href: '/council/market', text: 'The market' },
    { href: '/council/own-money', text: 'Own money by card' },
  ],
  MODERATOR: [
    { href: '/council/moderation', text: 'To check' },
    { href: '/council/stores', text: 'Stores to check' },
    { href: '/council/register', text: 'CQC ratings' },
  ],
  OPERATOR: [{ href: '/operator', text: 'This service' }],
};

/** The main menu: finding support for everybody, then what each of the person's roles needs, once each. */
export function navigationFor(viewer: Pick<Viewer, 'roles'> | null): readonly NavigationItem[] {
  const items = [findSupport, ...(viewer?.roles ?? []).flatMap((role) => byRole[role])];
  return items.filter((item, index) => items.findIndex((other) => other.href === item.href) === index);
}

/** The menu item that the address belongs to: the longest one it starts with. */
export function currentItem(items: readonly NavigationItem[], pathname: string): NavigationItem | undefined {
  const places = items.flatMap((item) => [item.href, ...(item.also ?? [])].map((href) => ({ item, href })));
  return places
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((first, second) => second.href.length - first.href.length)[0]?.item;
}
