/** What messages are about, as people choose which of them come by mail. */
export const TOPICS = ['ORDERS', 'VISITS', 'MONEY', 'PERMISSIONS', 'RATINGS', 'COMMUNITY', 'COUNCIL_WORK'] as const;
export type MessageTopic = (typeof TOPICS)[number];

export const MAIL_CHOICES = ['NEVER', 'NEEDS_ME', 'EVERYTHING'] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

interface KindOfMessage {
  readonly topic: MessageTopic;
  /** Something waits for the reader, not only news. */
  readonly needsYou: boolean;
  /** Important enough for a letter where the person has no e-mail. */
  readonly letter?: true;
  /** Counts on in a message that its reader has not read yet, instead of telling them again. */
  readonly merges?: true;
}

/** Every kind of message. A name stays as long as there are messages of that kind. */
export const KINDS = {
  ORDER_TO_ANSWER: { topic: 'ORDERS', needsYou: true },
  ORDER_TO_APPROVE: { topic: 'COUNCIL_WORK', needsYou: true },
  ORDER_PLACED_FOR_YOU: { topic: 'ORDERS', needsYou: false },
  ORDER_ACCEPTED: { topic: 'ORDERS', needsYou: false },
  ORDER_DECLINED: { topic: 'ORDERS', needsYou: true, letter: true },
  ORDER_REFUSED: { topic: 'ORDERS', needsYou: true, letter: true },
  ORDER_EXPIRED: { topic: 'ORDERS', needsYou: true, letter: true },
  ORDER_EXPIRED_UNANSWERED: { topic: 'ORDERS', needsYou: false },
  SHARED_ORDER_TO_ANSWER: { topic: 'ORDERS', needsYou: true, letter: true },
  JOINT_ORDER_TO_ANSWER: { topic: 'ORDERS', needsYou: true },
  JOINT_ORDER_ASKED_FOR_YOU: { topic: 'ORDERS', needsYou: false, letter: true },
  JOINT_ORDER_PLACED: { topic: 'ORDERS', needsYou: false },
  JOINT_ORDER_NOT_ORDERED: { topic: 'ORDERS', needsYou: false, letter: true },
  SHARED_ORDER_PLACED: { topic: 'ORDERS', needsYou: false },
  SHARED_ORDER_NOT_ORDERED: { topic: 'ORDERS', needsYou: false, letter: true },
  SHARED_VISITS_CANCELLED: { topic: 'VISITS', needsYou: true, letter: true },
  CHANGE_TO_ANSWER: { topic: 'ORDERS', needsYou: true },
  ORDER_CHANGED: { topic: 'ORDERS', needsYou: false },
  CHANGE_ACCEPTED: { topic: 'ORDERS', needsYou: false },
  CHANGE_DECLINED: { topic: 'ORDERS', needsYou: true, letter: true },
  PRICE_RISE_TO_ANSWER: { topic: 'MONEY', needsYou: true, letter: true },
  OWN_MONEY_TO_ANSWER: { topic: 'MONEY', needsYou: true, letter: true },
  TRIAL_TO_DECIDE: { topic: 'ORDERS', needsYou: true, letter: true },
  TRIAL_NOT_CONTINUED: { topic: 'ORDERS', needsYou: false },
  NEW_PRICE: { topic: 'MONEY', needsYou: false },
  VISITS_NOT_PAID_FOR: { topic: 'VISITS', needsYou: true, letter: true },
  URGENT_CARE_TO_ANSWER: { topic: 'ORDERS', needsYou: true },
  URGENT_CARE_FOR_YOU: { topic: 'ORDERS', needsYou: false, letter: true },
  BUDGET_CHANGED: { topic: 'MONEY', needsYou: false, letter: true },
  BUDGET_PAUSED: { topic: 'MONEY', needsYou: false, letter: true },
  BUDGET_RESTARTED: { topic: 'MONEY', needsYou: false, letter: true },
  BUDGET_ENDING: { topic: 'MONEY', needsYou: false, letter: true },
  BUDGET_ENDED: { topic: 'MONEY', needsYou: false, letter: true },
  YEARLY_SUM_ENDS: { topic: 'MONEY', needsYou: false, letter: true },
  MONEY_SET_FREE: { topic: 'MONEY', needsYou: false },
  CONTRIBUTION_ASKED: { topic: 'MONEY', needsYou: true, letter: true },
  MONEY_OVER: { topic: 'MONEY', needsYou: true, letter: true },
  MONEY_STAYS: { topic: 'MONEY', needsYou: false, letter: true },
  MONEY_GOES_BACK: { topic: 'MONEY', needsYou: false, letter: true },
  FUND_MOVES: { topic: 'MONEY', needsYou: false, letter: true },
  FUND_LEAVES: { topic: 'MONEY', needsYou: false },
  FUND_COMES: { topic: 'MONEY', needsYou: false },
  SHORT_WEEK: { topic: 'MONEY', needsYou: true, letter: true },
  VISITS_REST: { topic: 'VISITS', needsYou: false, letter: true },
  VISITS_GO_ON: { topic: 'VISITS', needsYou: false, letter: true },
  ORDER_RESUMED_AT_PROVIDER: { topic: 'ORDERS', needsYou: false },
  VISITS_CANCELLED: { topic: 'VISITS', needsYou: false },
  VISITS_CANCELLED_AT_PROVIDER: { topic: 'VISITS', needsYou: false },
  VISITS_TO_CONFIRM: { topic: 'VISITS', needsYou: true },
  VISITS_CONFIRMED_FOR_YOU: { topic: 'VISITS', needsYou: false },
  VISITS_CONFIRMED_BY_SILENCE: { topic: 'VISITS', needsYou: false },
  VISIT_QUESTIONED: { topic: 'VISITS', needsYou: true },
  QUESTION_ANSWERED: { topic: 'VISITS', needsYou: true, letter: true },
  QUESTION_MESSAGE: { topic: 'VISITS', needsYou: false },
  QUESTION_MESSAGE_AT_PROVIDER: { topic: 'VISITS', needsYou: false },
  QUESTION_MESSAGE_TO_COUNCIL: { topic: 'COUNCIL_WORK', needsYou: false },
  QUESTION_WITH_COUNCIL: { topic: 'VISITS', needsYou: false },
  QUESTION_WITH_COUNCIL_AT_PROVIDER: { topic: 'VISITS', needsYou: false },
  QUESTION_TO_DECIDE: { topic: 'COUNCIL_WORK', needsYou: true },
  QUESTION_DECIDED: { topic: 'VISITS', needsYou: false, letter: true },
  QUESTION_SETTLED_AT_PROVIDER: { topic: 'VISITS', needsYou: false },
  VISIT_NOT_STARTED: { topic: 'VISITS', needsYou: true },
  VISIT_NOT_STARTED_AT_PROVIDER: { topic: 'VISITS', needsYou: true },
  VISIT_NOT_STARTED_TO_WATCH: { topic: 'COUNCIL_WORK', needsYou: true },
  COVER_TO_ANSWER: { topic: 'ORDERS', needsYou: true },
  PROVIDER_ENDED: { topic: 'ORDERS', needsYou: true, letter: true },
  PROVIDER_ENDED_TO_WATCH: { topic: 'COUNCIL_WORK', needsYou: true },
  PROVIDER_ENDED_TO_APPROVER: { topic: 'COUNCIL_WORK', needsYou: false },
  REPLACEMENT_TO_ANSWER: { topic: 'ORDERS', needsYou: true },
  REPLACEMENT_FOUND: { topic: 'ORDERS', needsYou: false, letter: true },
  REPLACEMENT_NOT_FOUND: { topic: 'ORDERS', needsYou: true, letter: true },
  COVER_FOUND: { topic: 'VISITS', needsYou: false },
  COVER_NOT_FOUND: { topic: 'VISITS', needsYou: true },
  INVOICES_TO_APPROVE: { topic: 'COUNCIL_WORK', needsYou: true, merges: true },
  // Never a letter: nothing is asked, the statement says it, and a stamp for each week's bill is money for no support.
  INVOICE_FOR_YOU: { topic: 'MONEY', needsYou: false },
  INVOICES_MADE: { topic: 'MONEY', needsYou: false, merges: true },
  INVOICES_APPROVED: { topic: 'MONEY', needsYou: false, merges: true },
  PAYMENT_ON_ITS_WAY: { topic: 'MONEY', needsYou: false },
  MONEY_CAME_BACK: { topic: 'MONEY', needsYou: false, letter: true },
  CREDIT_NOTE_MADE: { topic: 'MONEY', needsYou: false },
  MANDATE_RECEIVED: { topic: 'PERMISSIONS', needsYou: false },
  MANDATE_RECORDED_FOR_YOU: { topic: 'PERMISSIONS', needsYou: false, letter: true },
  MANDATE_ENDED: { topic: 'PERMISSIONS', needsYou: false },
  MANDATE_ENDED_FOR_YOU: { topic: 'PERMISSIONS', needsYou: false, letter: true },
  MANDATE_ENDS_SOON: { topic: 'PERMISSIONS', needsYou: false },
  MANDATE_ENDS_SOON_FOR_YOU: { topic: 'PERMISSIONS', needsYou: true, letter: true },
  CONFLICT_DECLARED_FOR_YOU: { topic: 'PERMISSIONS', needsYou: false, letter: true },
  MANDATE_QUESTIONED: { topic: 'COUNCIL_WORK', needsYou: true },
  RATING_TO_CHECK: { topic: 'COUNCIL_WORK', needsYou: true },
  RATING_SHOWN: { topic: 'RATINGS', needsYou: false },
  RATING_ANSWERED: { topic: 'RATINGS', needsYou: false },
  LISTING_TO_CHECK: { topic: 'COUNCIL_WORK', needsYou: true },
  STORE_QUESTION_TO_CHECK: { topic: 'COUNCIL_WORK', needsYou: true },
  STORE_QUESTION_TO_ANSWER: { topic: 'COMMUNITY', needsYou: true },
  STORE_QUESTION_ANSWERED: { topic: 'COMMUNITY', needsYou: true },
  STORE_QUESTION_SHOWN: { topic: 'COMMUNITY', needsYou: false },
  STORE_QUESTION_SHOWN_AT_PROVIDER: { topic: 'COMMUNITY', needsYou: false },
  STORE_QUESTION_NOT_SHOWN: { topic: 'COMMUNITY', needsYou: false },
  LISTING_REPORTED: { topic: 'COUNCIL_WORK', needsYou: true },
  LISTING_SHOWN: { topic: 'COMMUNITY', needsYou: false },
  LISTING_REFUSED: { topic: 'COMMUNITY', needsYou: true },
  LISTING_TAKEN_DOWN: { topic: 'COMMUNITY', needsYou: true },
  LISTING_CHECK_SOON: { topic: 'COMMUNITY', needsYou: true },
  LISTING_CHECK_NOW: { topic: 'COMMUNITY', needsYou: true },
  CONFIRM_EMAIL: { topic: 'PERMISSIONS', needsYou: true },
  JOINED_ALREADY: { topic: 'PERMISSIONS', needsYou: true },
  STORE_TO_CHECK: { topic: 'COUNCIL_WORK', needsYou: true },
  STORE_ACCEPTED: { topic: 'ORDERS', needsYou: false },
  STORE_DECLINED: { topic: 'ORDERS', needsYou: true },
  PAPER_ENDS_SOON: { topic: 'ORDERS', needsYou: true },
  PAPER_ENDS: { topic: 'ORDERS', needsYou: true },
} as const satisfies Readonly<Record<string, KindOfMessage>>;

export type MessageKind = keyof typeof KINDS;

export function isMessageKind(name: string): name is MessageKind {
  return name in KINDS;
}
