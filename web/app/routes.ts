import { index, route, type RouteConfig } from '@react-router/dev/routes';

/** Everybody, signed in or not. */
const forEverybody: RouteConfig = [
  index('routes/front-page.tsx'),
  route('search', 'routes/search.tsx'),
  route('services/:serviceId', 'routes/service.tsx'),
  route('providers/:providerId', 'routes/provider-store.tsx'),
  route('community/:listingId', 'routes/community-listing.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('sign-out', 'routes/sign-out.ts'),
  route('help', 'routes/help.tsx'),
  route('help/not-safe', 'routes/not-safe.tsx'),
  route('accessibility', 'routes/accessibility.tsx'),
  route('privacy', 'routes/privacy.tsx'),
  route('theme/:stylesheet', 'routes/theme-stylesheet.ts'),
];

/** Budget holders, self-funders and carers, for themselves. */
const forHolders: RouteConfig = [
  route('services/:serviceId/order/:variantId/what', 'routes/order/what.tsx'),
  route('services/:serviceId/order/:variantId/when', 'routes/order/when.tsx'),
  route('services/:serviceId/order/:variantId/cost', 'routes/order/cost.tsx'),
  route('services/:serviceId/order/:variantId/check', 'routes/order/check.tsx'),
  route('my-orders/:orderId/sent', 'routes/order/sent.tsx'),
  route('my-budget', 'routes/mine/budget.tsx'),
  route('my-support', 'routes/mine/support.tsx'),
  route('my-support/:deliveryId/not-right', 'routes/mine/not-right.tsx'),
  route('my-orders', 'routes/mine/orders.tsx'),
  route('my-orders/:orderId', 'routes/mine/order.tsx'),
  route('my-orders/:orderId/cancel', 'routes/mine/cancel.tsx'),
  route('my-orders/:orderId/rate', 'routes/mine/rate.tsx'),
  route('who-can-act-for-me', 'routes/mine/mandates.tsx'),
  route('who-can-act-for-me/new', 'routes/mine/mandate-new.tsx'),
  route('who-can-act-for-me/:mandateId/end', 'routes/mine/mandate-end.tsx'),
  route('my-data', 'routes/mine/data.tsx'),
];

/** Brokers and representatives, for somebody else. */
const forThoseWhoAct: RouteConfig = [];

/** Providers, micro-providers and community groups. */
const forProviders: RouteConfig = [];

/** The council's officers and the operator. */
const forTheCouncil: RouteConfig = [];

export default [
  ...forEverybody,
  ...forHolders,
  ...forThoseWhoAct,
  ...forProviders,
  ...forTheCouncil,
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig;
