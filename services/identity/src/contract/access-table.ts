import type { MandateScopeName, RoleName } from '@owncourse/kernel/contract';

/** How the one who asks stands to what is asked about (model.md "People and what they may do"). */
export type Relation =
  | 'anyone'
  | 'self'
  | 'mandate'
  | 'assigned'
  /** Assigned, and a telephone call is named; whose it is, about whom and whether it is open is looked at in SQL, locked. */
  | 'telephone-call'
  | 'own-organisation'
  | 'own-council'
  | 'signed-in';

export interface AccessRow {
  readonly relation: Relation;
  /** Absent: any role. */
  readonly roles?: readonly RoleName[];
  /** What a mandate must allow, where the relation is `mandate`. */
  readonly scope?: MandateScopeName;
}

const PROVIDER_ORDERS: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_ORDERS'];
const PROVIDER_CATALOGUE: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE'];
const PROVIDER_MONEY: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_FINANCE'];
const PROVIDER_ANY: readonly RoleName[] = [
  'PROVIDER_OWNER',
  'PROVIDER_CATALOGUE',
  'PROVIDER_ORDERS',
  'PROVIDER_FINANCE',
];
const PROVIDER_ANSWERS: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE', 'PROVIDER_ORDERS'];
const FINANCE: readonly RoleName[] = ['FINANCE_OFFICER'];

const everybody: readonly AccessRow[] = [{ relation: 'anyone' }];
const signedIn: readonly AccessRow[] = [{ relation: 'signed-in' }];
const self: AccessRow = { relation: 'self' };
const mandate = (scope: MandateScopeName): AccessRow => ({ relation: 'mandate', scope });
const provider = (roles: readonly RoleName[]): AccessRow => ({ relation: 'own-organisation', roles });
const council = (roles: readonly RoleName[]): AccessRow => ({ relation: 'own-council', roles });
const officersOfSomebody: readonly AccessRow[] = [
  { relation: 'assigned', roles: ['CARE_MANAGER'] },
  council(['APPROVER', 'FINANCE_OFFICER']),
];
const byTelephone: AccessRow = { relation: 'telephone-call', roles: ['CARE_MANAGER'] };
const operator: readonly AccessRow[] = [{ relation: 'anyone', roles: ['OPERATOR'] }];

/**
 * Role × operation × relation, the only table of rights. Each GraphQL query and mutation has a row; any one of the
 * conditions is enough. Row-level security narrows what the reads give; mandates are checked again, locked, in SQL.
 */
export const ACCESS_TABLE = {
  // Public
  services: everybody,
  whatElse: everybody,
  service: everybody,
  servicesByIds: everybody,
  provider: everybody,
  communityListing: everybody,
  eventsThisWeek: everybody,
  communityWeek: everybody,
  reportListing: everybody,
  tellMissing: everybody,
  supportTypes: everybody,
  wards: everybody,
  councils: everybody,
  demoPeople: everybody,
  me: everybody,
  joinAsProvider: everybody,
  confirmJoining: everybody,
  signIn: everybody,
  signOut: everybody,
  reportNotSafe: everybody,
  // A person's own affairs
  quote: [self, mandate('VIEW'), { relation: 'assigned' }],
  dayQuotes: [self, mandate('VIEW'), { relation: 'assigned' }],
  budget: [self, mandate('VIEW'), { relation: 'assigned' }, council(['FINANCE_OFFICER', 'APPROVER'])],
  budgets: signedIn,
  budgetsRunningShort: signedIn,
  order: [
    self,
    mandate('VIEW'),
    { relation: 'assigned' },
    provider(PROVIDER_ANY),
    council(['FINANCE_OFFICER', 'APPROVER']),
  ],
  orders: signedIn,
  occurrences: signedIn,
  deliveries: signedIn,
  placeOrder: [self, mandate('ORDER'), byTelephone],
  // Names each who is to take part by their own yes; what the others say is theirs. Never in a call: ADR 22.
  proposeSharedOrder: [self, mandate('ORDER')],
  answerSharedOrder: [self, mandate('ORDER')],
  // The second yes of those who may only act together; the person may say no. Never in a call: ADR 25.
  proposeJointOrder: [mandate('ORDER')],
  answerJointOrder: [self, mandate('ORDER')],
  jointOrder: signedIn,
  jointOrders: signedIn,
  sharedOrder: signedIn,
  sharedOrders: signedIn,
  cancelOrder: [self, mandate('ORDER'), byTelephone],
  cancellationPreview: [self, mandate('ORDER'), { relation: 'assigned', roles: ['CARE_MANAGER'] }],
  amendOrder: [self, mandate('ORDER')],
  amendmentPreview: [self, mandate('ORDER')],
  resumeOrder: [self, mandate('ORDER')],
  agreePriceRise: [self, mandate('ORDER')],
  agreeOwnMoney: [self, mandate('ORDER')],
  ownMoneyOffer: [self, mandate('VIEW')],
  ownMoney: signedIn,
  trialsToDecide: [self, mandate('VIEW')],
  continueTrial: [self, mandate('ORDER')],
  leaveTrial: [self, mandate('ORDER')],
  confirmDelivery: [self, mandate('CONFIRM'), byTelephone],
  confirmDeliveries: [self, mandate('CONFIRM'), byTelephone],
  disputeDelivery: [self, mandate('CONFIRM'), byTelephone],
  startTelephoneCall: [mandate('VIEW'), { relation: 'assigned', roles: ['CARE_MANAGER'] }],
  endTelephoneCall: signedIn,
  telephoneCall: signedIn,
  openTelephoneCalls: signedIn,
  orderReadBack: [mandate('ORDER'), byTelephone],
  // Whose question it is, or whose store, is looked at in SQL, locked.
  askProvider: signedIn,
  agreeToShowQuestion: signedIn,
  reportStoreQuestion: signedIn,
  myStoreQuestions: signedIn,
  rateOrder: [self, mandate('CONFIRM')],
  // Everybody's own messages
  messages: signedIn,
  messagePreferences: signedIn,
  mailsToMe: signedIn,
  markMessageRead: signedIn,
  setMessagePreferences: signedIn,
  disagreeWithReclaim: [self, mandate('VIEW')],
  expenseKinds: everybody,
  expense: [self, mandate('VIEW'), { relation: 'assigned' }, council(['FINANCE_OFFICER', 'APPROVER'])],
  recordExpense: [self, mandate('PAY')],
  addReceipt: [self, mandate('PAY')],
  reverseExpense: [self, mandate('PAY')],
  sendReturn: [self, mandate('PAY')],
  returns: [council(FINANCE)],
  bankLine: [self, mandate('VIEW'), { relation: 'assigned' }, council(['FINANCE_OFFICER', 'APPROVER'])],
  importBankStatement: [self, mandate('PAY'), council(FINANCE)],
  explainBankLine: [self, mandate('PAY'), council(FINANCE)],
  undoBankExplanation: [self, mandate('PAY'), council(FINANCE)],
  planRegularExpense: [self, mandate('PAY')],
  changeRegularExpense: [self, mandate('PAY')],
  endRegularExpense: [self, mandate('PAY')],
  grantMandate: [self, { relation: 'assigned', roles: ['CARE_MANAGER'] }],
  endMandate: [self, { relation: 'mandate' }, { relation: 'assigned', roles: ['CARE_MANAGER'] }],
  actsForMe: signedIn,
  peopleIHelp: signedIn,
  whoActsFor: [self, { relation: 'assigned', roles: ['CARE_MANAGER'] }],
  declareConflict: [self, { relation: 'assigned', roles: ['CARE_MANAGER'] }],
  recordCapacity: [{ relation: 'assigned', roles: ['CARE_MANAGER'] }],
  // Never somebody who acts for the person.
  askAboutMandate: [self],
  // Whoever acts reads it, and cannot have the person's letters sent somewhere else.
  postalAddress: [self, mandate('VIEW'), { relation: 'assigned', roles: ['CARE_MANAGER'] }, council(FINANCE)],
  changePostalAddress: [self, { relation: 'assigned', roles: ['CARE_MANAGER'] }, council(FINANCE)],
  // Providers
  acceptOrder: [provider(PROVIDER_ORDERS)],
  declineOrder: [provider(PROVIDER_ORDERS)],
  answerChange: [provider(PROVIDER_ORDERS)],
  recordDelivery: [provider(PROVIDER_ORDERS)],
  recordDeliveries: [provider(PROVIDER_ORDERS)],
  deliveryTemplate: [provider(PROVIDER_ORDERS)],
  importDeliveries: [provider(PROVIDER_ORDERS)],
  settleDispute: [provider(PROVIDER_ORDERS)],
  fundsHeld: [provider(PROVIDER_ANY)],
  fund: [provider(PROVIDER_ANY)],
  startVisit: [provider(PROVIDER_ORDERS)],
  cancelAsProvider: [provider(PROVIDER_ORDERS)],
  answerCover: [provider(PROVIDER_ORDERS)],
  coverOptions: [self, mandate('ORDER')],
  coverRequests: signedIn,
  askForCover: [self, mandate('ORDER')],
  replacementChoice: [self, mandate('ORDER')],
  askForReplacement: [self, mandate('ORDER')],
  withdrawCover: [self, mandate('ORDER')],
  visitAlerts: signedIn,
  silence: [self, mandate('VIEW'), { relation: 'assigned' }],
  setSilence: [self, { relation: 'assigned', roles: ['CARE_MANAGER'] }],
  dispute: [
    self,
    mandate('VIEW'),
    { relation: 'assigned' },
    provider(PROVIDER_ORDERS),
    council(['FINANCE_OFFICER', 'APPROVER']),
  ],
  disputes: signedIn,
  writeInDispute: [self, mandate('CONFIRM'), provider(PROVIDER_ORDERS), council(['APPROVER'])],
  askCouncil: [self, mandate('CONFIRM'), provider(PROVIDER_ORDERS)],
  closeDispute: [self, mandate('CONFIRM')],
  decideDispute: [council(['APPROVER'])],
  storeQuestionsToUs: [provider(PROVIDER_ANSWERS)],
  answerStoreQuestion: [provider(PROVIDER_ANSWERS)],
  replyToRating: [provider(PROVIDER_ANY)],
  capacity: [provider(PROVIDER_ANY)],
  declareCapacity: [provider(PROVIDER_CATALOGUE)],
  ownStore: [provider(PROVIDER_ANY)],
  lookedFor: [provider(PROVIDER_ANY)],
  saveStore: [provider(PROVIDER_CATALOGUE)],
  saveStoreChecks: [provider(PROVIDER_CATALOGUE)],
  saveOpening: [provider(PROVIDER_CATALOGUE)],
  saveService: [provider(PROVIDER_CATALOGUE)],
  saveVariant: [provider(PROVIDER_CATALOGUE)],
  changeService: [provider(PROVIDER_CATALOGUE)],
  addServicePhoto: [provider(PROVIDER_CATALOGUE)],
  removeServicePhoto: [provider(PROVIDER_CATALOGUE)],
  guideAnswers: [provider(PROVIDER_CATALOGUE)],
  saveGuideAnswers: [provider(PROVIDER_CATALOGUE)],
  finishGuide: [provider(PROVIDER_CATALOGUE)],
  importCatalogue: [provider(PROVIDER_CATALOGUE), ...operator],
  // Services are a provider's own, registers an officer's.
  catalogueImports: [provider(PROVIDER_CATALOGUE), council(['MODERATOR'])],
  catalogueImport: [provider(PROVIDER_CATALOGUE), council(['MODERATOR'])],
  sendCatalogueFile: [provider(PROVIDER_CATALOGUE), council(['MODERATOR'])],
  takeInCatalogueFile: [provider(PROVIDER_CATALOGUE), council(['MODERATOR'])],
  // Community groups
  myListings: [{ relation: 'own-organisation', roles: ['COMMUNITY_GROUP'] }],
  confirmListing: [{ relation: 'own-organisation', roles: ['COMMUNITY_GROUP'] }],
  myWanted: signedIn,
  saveWanted: signedIn,
  settleWanted: signedIn,
  answerWanted: [provider(['PROVIDER_OWNER', 'PROVIDER_CATALOGUE', 'COMMUNITY_GROUP'])],
  saveCommunityListing: [{ relation: 'own-organisation', roles: ['COMMUNITY_GROUP'] }],
  // Council officers
  assignedPeople: [{ relation: 'signed-in', roles: ['CARE_MANAGER'] }],
  ordersToApprove: [council(['APPROVER'])],
  interruptionPreview: [self, mandate('ORDER'), ...officersOfSomebody],
  enterInterruption: [self, mandate('ORDER'), ...officersOfSomebody],
  pausedVisits: [self, mandate('ORDER'), ...officersOfSomebody],
  cancelPausedVisits: [self, mandate('ORDER'), ...officersOfSomebody],
  comeHome: [self, mandate('ORDER'), ...officersOfSomebody],
  interruptions: [self, mandate('VIEW'), ...officersOfSomebody],
  letters: [{ relation: 'signed-in', roles: ['CARE_MANAGER', 'APPROVER', 'FINANCE_OFFICER'] }],
  markLetterPosted: officersOfSomebody,
  decideOrder: [council(['APPROVER'])],
  peopleNamed: [{ relation: 'signed-in', roles: ['CARE_MANAGER', 'APPROVER', 'FINANCE_OFFICER'] }],
  startUrgentCare: [{ relation: 'assigned', roles: ['CARE_MANAGER'] }, council(['APPROVER'])],
  urgentOptions: [{ relation: 'assigned', roles: ['CARE_MANAGER'] }, council(['APPROVER'])],
  urgentCare: [council(['APPROVER', 'FINANCE_OFFICER'])],
  openBudget: [council(FINANCE)],
  recordInstalment: [council(FINANCE)],
  workOutContribution: [council(FINANCE)],
  recordContributionAssessment: [council(FINANCE)],
  recordContributionReceived: [council(FINANCE)],
  askForContribution: [council(FINANCE)],
  reimburseContribution: [council(FINANCE)],
  changeBudgetAmount: [council(FINANCE)],
  addYearlySum: [council(FINANCE)],
  endYearlySum: [council(FINANCE)],
  pauseBudget: [council(FINANCE)],
  restartBudget: [council(FINANCE)],
  closeBudget: [council(FINANCE)],
  changeFunders: [council(FINANCE)],
  changeHolding: [council(FINANCE)],
  holdersFor: [council(FINANCE)],
  holdingEffect: [council(FINANCE)],
  funderAccounts: [council(FINANCE)],
  setSumApart: [council(FINANCE)],
  openContingency: [council(['APPROVER'])],
  reclaims: [council(FINANCE)],
  decideReclaim: [council(FINANCE)],
  rateCards: [council(['FINANCE_OFFICER', 'APPROVER'])],
  rateCard: [council(['FINANCE_OFFICER', 'APPROVER'])],
  rateCardFile: [council(['FINANCE_OFFICER', 'APPROVER'])],
  rateCardTemplate: [council(FINANCE)],
  rateCardProviders: [council(FINANCE)],
  rateFileProblems: [council(FINANCE)],
  uploadRateCard: [council(FINANCE)],
  publishRateCard: [council(FINANCE)],
  sendBackRateCard: [council(FINANCE)],
  withdrawRateCard: [council(FINANCE)],
  ourRateCards: [provider(PROVIDER_MONEY)],
  proposeRate: [provider(PROVIDER_MONEY)],
  rateProposals: [provider(PROVIDER_MONEY), council(FINANCE)],
  answerRateProposal: [council(FINANCE)],
  invoices: signedIn,
  invoice: signedIn,
  approveInvoice: [council(FINANCE), self, mandate('PAY')],
  paymentRuns: [council(FINANCE)],
  preparePaymentRun: [council(FINANCE)],
  releasePaymentRun: [council(FINANCE)],
  paymentRunPreview: [council(FINANCE)],
  ourBankDetails: [provider(PROVIDER_MONEY)],
  enterBankDetails: [provider(['PROVIDER_OWNER'])],
  ourPayments: [provider(PROVIDER_MONEY)],
  bankChecks: [council(FINANCE)],
  recordCallBack: [council(FINANCE)],
  decideBankDetails: [council(FINANCE)],
  importBankResult: [council(FINANCE)],
  bankResults: [council(FINANCE)],
  creditNotes: signedIn,
  recordProviderRefund: [council(FINANCE)],
  missingSupport: [council(['COMMISSIONER'])],
  marketReport: [council(['COMMISSIONER'])],
  listingsToModerate: [council(['MODERATOR'])],
  storeQuestionsToModerate: [council(['MODERATOR'])],
  moderateStoreQuestion: [council(['MODERATOR'])],
  wantedAnswersToModerate: [council(['MODERATOR'])],
  moderateWantedAnswer: [council(['MODERATOR'])],
  reportedListings: [council(['MODERATOR'])],
  settleListingReports: [council(['MODERATOR'])],
  storeChecksToLookAt: [council(['MODERATOR'])],
  decideStoreChecks: [council(['MODERATOR'])],
  moderateListing: [council(['MODERATOR'])],
  ratingsToModerate: [council(['MODERATOR'])],
  moderateRating: [council(['MODERATOR'])],
  addClients: [council(FINANCE)],
  setPolicy: [council(FINANCE)],
  grantMandateWithEvidence: [council(['CARE_MANAGER', 'FINANCE_OFFICER'])],
  // Operator
  operatorDashboard: operator,
  mailHealth: operator,
  sendDeadMailsAgain: operator,
  importReferenceData: operator,
  createCouncil: operator,
  createOrganisation: operator,
  linkOrganisations: operator,
  registerPeople: [...operator, council(FINANCE)],
} as const satisfies Readonly<Record<string, readonly AccessRow[]>>;

export type OperationName = keyof typeof ACCESS_TABLE;
