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

/** Whoever is signed in, for themselves. */
const forWhoeverIsSignedIn: RouteConfig = [
  route('messages', 'routes/messages/messages.tsx'),
  route('messages/preferences', 'routes/messages/preferences.tsx'),
  route('outbox', 'routes/messages/outbox.tsx'),
];

/** Budget holders, self-funders and carers, for themselves. */
const forHolders: RouteConfig = [
  route('services/:serviceId/order/:variantId/what', 'routes/order/what.tsx'),
  route('services/:serviceId/order/:variantId/when', 'routes/order/when.tsx'),
  route('services/:serviceId/order/:variantId/cost', 'routes/order/cost.tsx'),
  route('services/:serviceId/order/:variantId/check', 'routes/order/check.tsx'),
  route('services/:serviceId/order/:variantId/together', 'routes/order/together.tsx'),
  route('ordering-together/:sharedOrderId', 'routes/mine/together.tsx'),
  route('my-orders/:orderId/sent', 'routes/order/sent.tsx'),
  route('my-budget', 'routes/mine/budget.tsx'),
  route('my-budget/my-part', 'routes/mine/my-part.tsx'),
  route('my-budget/statement', 'routes/mine/statement.tsx'),
  route('my-budget/return', 'routes/mine/return.tsx'),
  route('my-budget/spent', 'routes/mine/spent.tsx'),
  route('my-budget/spent/new', 'routes/mine/spent-new.tsx'),
  route('my-budget/spent/:expenseId', 'routes/mine/spent-one.tsx'),
  route('my-budget/bank', 'routes/mine/bank.tsx'),
  route('my-budget/bank/new', 'routes/mine/bank-new.tsx'),
  route('my-budget/regular', 'routes/mine/regular.tsx'),
  route('my-budget/regular/new', 'routes/mine/regular-new.tsx'),
  route('my-budget/regular/:regularId', 'routes/mine/regular-one.tsx'),
  route('my-budget/over/:reclaimId', 'routes/mine/disagree.tsx'),
  route('my-support', 'routes/mine/support.tsx'),
  route('my-support/away', 'routes/mine/away.tsx'),
  route('my-support/questions/:disputeId', 'routes/mine/question.tsx'),
  route('my-support/:deliveryId/not-right', 'routes/mine/not-right.tsx'),
  route('my-orders', 'routes/mine/orders.tsx'),
  route('my-orders/:orderId', 'routes/mine/order.tsx'),
  route('my-orders/:orderId/cancel', 'routes/mine/cancel.tsx'),
  route('my-orders/:orderId/change', 'routes/mine/change.tsx'),
  route('my-orders/:orderId/break', 'routes/mine/break.tsx'),
  route('my-orders/:orderId/cover/:visitId', 'routes/mine/cover.tsx'),
  route('my-orders/:orderId/replace', 'routes/mine/replace.tsx'),
  route('my-orders/:orderId/how-it-went', 'routes/mine/how-it-went.tsx'),
  route('my-orders/:orderId/rate', 'routes/mine/rate.tsx'),
  route('who-can-act-for-me', 'routes/mine/mandates.tsx'),
  route('who-can-act-for-me/new', 'routes/mine/mandate-new.tsx'),
  route('who-can-act-for-me/:mandateId', 'routes/mine/mandate-acts.tsx'),
  route('who-can-act-for-me/:mandateId/end', 'routes/mine/mandate-end.tsx'),
  route('who-can-act-for-me/:mandateId/ask', 'routes/mine/mandate-ask.tsx'),
  route('who-can-act-for-me/:mandateId/conflict', 'routes/mine/mandate-conflict.tsx'),
  route('my-data', 'routes/mine/data.tsx'),
];

/** Brokers and representatives, for somebody else. */
const forThoseWhoAct: RouteConfig = [
  route('people-i-help', 'routes/helping/people.tsx'),
  route('people-i-help/:personId', 'routes/helping/person.tsx'),
];

/** Care managers, brokers and representatives, while somebody is on the line. */
const onTheTelephone: RouteConfig = [
  route('telephone', 'routes/telephone/telephone.tsx'),
  route('telephone/new', 'routes/telephone/new-call.tsx'),
  route('telephone/:callId', 'routes/telephone/call.tsx'),
  route('telephone/:callId/happened', 'routes/telephone/happened.tsx'),
];

/** Providers, micro-providers and community groups. */
const forProviders: RouteConfig = [
  route('provider', 'routes/provider/today.tsx'),
  route('provider/orders', 'routes/provider/orders.tsx'),
  route('provider/orders/:orderId', 'routes/provider/order.tsx'),
  route('provider/deliveries', 'routes/provider/deliveries.tsx'),
  route('provider/deliveries/file', 'routes/provider/delivery-file.tsx'),
  route('provider/deliveries/list.csv', 'routes/provider/deliveries-csv.ts'),
  route('provider/cover', 'routes/provider/cover.tsx'),
  route('provider/orders/:orderId/cancel', 'routes/provider/cancel-visits.tsx'),
  route('provider/phone', 'routes/provider/phone.tsx'),
  route('provider/phone/send', 'routes/provider/phone-send.ts'),
  route('provider/deliveries/:day/:visitId', 'routes/provider/delivery.tsx'),
  route('provider/disputes/:deliveryId', 'routes/provider/dispute.tsx'),
  route('provider/money', 'routes/provider/money.tsx'),
  route('provider/money/:invoiceId', 'routes/provider/invoice.tsx'),
  route('provider/ratings', 'routes/provider/ratings.tsx'),
  route('my-listings', 'routes/listings/my-listings.tsx'),
  route('my-listings/new', 'routes/listings/listing.tsx', { id: 'new-listing' }),
  route('my-listings/:listingId', 'routes/listings/listing.tsx'),
];

/** The council's officers and the operator. */
const forTheCouncil: RouteConfig = [
  route('council/people', 'routes/council/people.tsx'),
  route('council/people/:personId/who-acts', 'routes/council/who-acts.tsx'),
  route('council/people/:personId/who-acts/:mandateId/conflict', 'routes/mine/mandate-conflict.tsx', {
    id: 'conflict-of-a-client',
  }),
  route('council/approvals', 'routes/council/approvals.tsx'),
  route('council/approvals/:orderId', 'routes/council/approval.tsx'),
  route('council/letters', 'routes/council/letters.tsx'),
  route('council/urgent-care', 'routes/council/urgent-care.tsx'),
  route('council/urgent-care/new', 'routes/council/urgent-care-new.tsx'),
  route('council/urgent-care/:orderId', 'routes/council/urgent-care-started.tsx'),
  route('council/people/:personId/visits', 'routes/council/silence.tsx'),
  route('council/not-started', 'routes/council/not-started.tsx'),
  route('council/questions', 'routes/council/questions.tsx'),
  route('council/questions/:disputeId', 'routes/council/question.tsx'),
  route('council/finance', 'routes/council/finance.tsx'),
  route('council/invoices', 'routes/council/invoices.tsx'),
  route('council/invoices/:invoiceId', 'routes/council/invoice.tsx'),
  route('council/invoices/:invoiceId/paid-back/:noteId', 'routes/council/paid-back.tsx'),
  route('council/credit-notes', 'routes/council/credit-notes.tsx'),
  route('council/payment-runs', 'routes/council/payment-runs.tsx'),
  route('council/payment-runs/:runId', 'routes/council/payment-run.tsx'),
  route('council/returns', 'routes/council/returns.tsx'),
  route('council/budgets', 'routes/council/budgets.tsx'),
  route('council/budgets/running-short', 'routes/council/running-short.tsx'),
  route('council/budgets/:budgetId', 'routes/council/budget.tsx'),
  route('council/budgets/:budgetId/away', 'routes/council/away.tsx'),
  route('council/budgets/:budgetId/add-money', 'routes/council/add-money.tsx'),
  route('council/budgets/:budgetId/statement', 'routes/council/statement.tsx'),
  route('council/budgets/:budgetId/bank', 'routes/council/bank.tsx'),
  route('council/budgets/:budgetId/contribution', 'routes/council/contribution.tsx'),
  route('council/budgets/:budgetId/contribution/assess', 'routes/council/contribution-assess.tsx'),
  route('council/budgets/:budgetId/contribution/money', 'routes/council/contribution-money.tsx'),
  route('council/budgets/:budgetId/weekly-money', 'routes/council/change-amount.tsx'),
  route('council/budgets/:budgetId/yearly-sum', 'routes/council/yearly-sum.tsx'),
  route('council/budgets/:budgetId/pause', 'routes/council/pause-budget.tsx'),
  route('council/budgets/:budgetId/end', 'routes/council/close-budget.tsx'),
  route('council/budgets/:budgetId/kept-apart', 'routes/council/sums-apart.tsx'),
  route('council/budgets/:budgetId/over/:reclaimId', 'routes/council/reclaim.tsx'),
  route('council/budgets/:budgetId/funders', 'routes/council/change-funders.tsx'),
  route('council/budgets/:budgetId/holding', 'routes/council/change-holding.tsx'),
  route('council/funders', 'routes/council/funders.tsx'),
  route('council/money-over', 'routes/council/reclaims.tsx'),
  route('council/rate-cards', 'routes/council/rate-cards.tsx'),
  route('council/market', 'routes/council/market.tsx'),
  route('council/market.csv', 'routes/council/market-csv.ts'),
  route('council/moderation', 'routes/council/moderation.tsx'),
  route('council/moderation/listings/:listingId', 'routes/council/moderate-listing.tsx'),
  route('council/moderation/ratings/:ratingId', 'routes/council/moderate-rating.tsx'),
  route('operator', 'routes/operator.tsx'),
];

export default [
  ...forEverybody,
  ...forWhoeverIsSignedIn,
  ...forHolders,
  ...forThoseWhoAct,
  ...onTheTelephone,
  ...forProviders,
  ...forTheCouncil,
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig;
