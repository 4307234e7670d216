/** What ordering tells the rest of the house. Ids only; version 1. */
export const ORDER_PLACED = 'ordering.order-placed';
/** Beside order-placed: the provider has to answer at once, and the person is told. */
export const URGENT_CARE_STARTED = 'ordering.urgent-care-started';
/** Hospital, a holiday or a death was entered; each order's visits come as visits-cancelled too. */
export const INTERRUPTION_ENTERED = 'ordering.interruption-entered';
/** Home again; each order whose visits come back comes as order-resumed too. */
export const INTERRUPTION_ENDED = 'ordering.interruption-ended';
/** Mandates lapse and budgets close; nothing is ordered for the person any more. */
export const PERSON_DIED = 'ordering.person-died';
export const ORDER_ACCEPTED = 'ordering.order-accepted';
export const ORDER_APPROVED = 'ordering.order-approved';
/** The provider said yes to what somebody pays themselves; their days to change their mind begin. */
export const OWN_PURCHASE_AGREED = 'ordering.own-purchase-agreed';
export const ORDER_DECLINED = 'ordering.order-declined';
export const ORDER_EXPIRED = 'ordering.order-expired';
export const ORDER_REFUSED = 'ordering.order-refused';
export const ORDER_AMENDED = 'ordering.order-amended';
export const CHANGE_ANSWERED = 'ordering.change-answered';
export const ORDER_RESUMED = 'ordering.order-resumed';
export const VISITS_REPRICED = 'ordering.visits-repriced';
/** A trial visit has happened and waits for the person's word; told once. */
export const TRIAL_WAITS = 'ordering.trial-waits';
/** The person wants it; the standing order comes as order-placed too. */
export const TRIAL_CONTINUED = 'ordering.trial-continued';
export const TRIAL_LEFT = 'ordering.trial-left';
export const TRIAL_LAPSED = 'ordering.trial-lapsed';
export const PRICE_RISE_ASKED = 'ordering.price-rise-asked';
export const OWN_PART_ASKED = 'ordering.own-part-asked';
export const OWN_PART_AGREED = 'ordering.own-part-agreed';
export const VISITS_CANCELLED = 'ordering.visits-cancelled';
export const DELIVERY_RECORDED = 'ordering.delivery-recorded';
export const DELIVERY_CONFIRMED = 'ordering.delivery-confirmed';
export const DELIVERY_DISPUTED = 'ordering.delivery-disputed';

export interface DeliveryConfirmed {
  readonly deliveryIds: readonly string[];
}

export interface VisitsCancelled {
  readonly orderId: string;
  readonly occurrenceIds: readonly string[];
  readonly feePence: string;
  /** Somebody they were shared with has them no more; or the provider stopped the whole order, which provider-ended tells. */
  readonly because?: 'SHARED' | 'PROVIDER_ENDED';
}

/** Of order-approved, -refused, -accepted, -declined and -expired. */
export interface OwnPurchaseAgreed {
  readonly orderId: string;
  readonly personId: string;
  readonly providerId: string;
  readonly serviceId: string;
  /** London day. */
  readonly changeMindUntil: string;
}

export interface OrderAnswered {
  readonly orderId: string;
  readonly providerId: string;
  readonly serviceId: string;
  /** Whose support it is. */
  readonly personIds: readonly string[];
  /** Whose answer it was, or whose never came. */
  readonly waitedFor: 'COUNCIL' | 'PROVIDER';
}

/** The provider is asked when `asksProvider`. */
export interface OrderAmended {
  readonly orderId: string;
  readonly providerId: string;
  readonly version: number;
  readonly asksProvider: boolean;
}

/** A new rate card's price for the visits of a standing order from a day on. Pence for one unit, as text. */
export interface VisitsRepriced {
  readonly orderId: string;
  readonly fromOn: string;
  readonly unitPriceBeforePence: string;
  readonly unitPricePence: string;
  readonly visits: number;
  /** Visits there is not enough money for at the new price. */
  readonly unfunded: number;
}

export interface UrgentCareStarted {
  readonly orderId: string;
  readonly providerId: string;
  readonly personId: string;
  /** What the council put in; "0" when the budget was enough. */
  readonly emergencyPence: string;
}

export interface InterruptionEntered {
  readonly interruptionId: string;
  readonly personId: string;
  readonly kind: 'HOSPITAL' | 'HOLIDAY' | 'DEATH';
  readonly fromOn: string;
  readonly toOn: string | null;
}

export interface InterruptionEnded {
  readonly interruptionId: string;
  readonly personId: string;
  readonly homeOn: string;
}

export interface PersonDied {
  readonly personId: string;
  /** London day. */
  readonly diedOn: string;
}

/** Of the four events of a question about a visit. */
export interface DisputeEvent {
  readonly deliveryId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly providerId: string;
}

/** Something was written in the thread; the other sides may want to answer. */
export const DISPUTE_MESSAGE_WRITTEN = 'ordering.dispute-message-written';
export interface DisputeMessageWritten extends DisputeEvent {
  readonly disputeId: string;
  readonly side: 'PERSON' | 'PROVIDER' | 'COUNCIL';
  /** Once it is with the council, its officer is told too. */
  readonly withCouncil: boolean;
}

/** The provider said what was really delivered; the person's turn. */
export const DISPUTE_ANSWERED = 'ordering.dispute-answered';
/** Asked for, or its day came: the council's officer decides. */
export const DISPUTE_WITH_COUNCIL = 'ordering.dispute-with-council';
/** Over. Pence as text; a credit is owed only for a visit that was confirmed before it was questioned. */
export const DISPUTE_SETTLED = 'ordering.dispute-settled';
export interface DisputeSettled extends DisputeEvent {
  readonly disputeId: string;
  readonly outcome: 'AGREED' | 'WITHDRAWN' | 'PAY_FULL' | 'PAY_PART' | 'PAY_NOTHING';
  readonly settledPence: string;
  readonly creditOwedPence: string;
}

/** "We have arrived." */
export const VISIT_STARTED = 'ordering.visit-started';
/** Should have begun and has not: the person, the provider and the officer on call are told, once. */
export const VISIT_NOT_STARTED = 'ordering.visit-not-started';
export interface VisitWatched {
  readonly occurrenceId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly providerId: string;
}

/** A provider cancelled visits, with a reason; somebody else may be looked for. Comes beside visits-cancelled. */
export const PROVIDER_CANCELLED = 'ordering.provider-cancelled';
export interface ProviderCancelled {
  readonly orderId: string;
  readonly providerId: string;
  readonly personIds: readonly string[];
  readonly occurrenceIds: readonly string[];
}

/** A provider stops a whole order, from a day on. Comes beside provider-cancelled. */
export const PROVIDER_ENDED = 'ordering.provider-ended';
export interface ProviderEnded {
  readonly orderId: string;
  readonly providerId: string;
  readonly personIds: readonly string[];
  readonly fromOn: string;
  /** Whoever looks after them hears of it too. */
  readonly lookedAfterIds: readonly string[];
  /** Who approved it, where policy asked for that. */
  readonly approverIds: readonly string[];
}

/** Somebody is looked for; the providers were asked. */
export const COVER_ASKED = 'ordering.cover-asked';
export interface CoverAsked {
  readonly requestId: string;
  /** The visit, or null for a whole order. */
  readonly occurrenceId: string | null;
  readonly personId: string;
  readonly providerIds: readonly string[];
  /** Of a whole order: which, and from which day. */
  readonly replacesOrderId?: string;
  readonly fromOn?: string;
}

/** The first yes: an ordinary order stands. */
export const COVER_FILLED = 'ordering.cover-filled';
/** Nobody could: what the market lacked. */
export const COVER_UNFILLED = 'ordering.cover-unfilled';
/** The person does not look any more. */
export const COVER_WITHDRAWN = 'ordering.cover-withdrawn';
export interface CoverEnded {
  readonly requestId: string;
  readonly occurrenceId: string | null;
  readonly personId: string;
  readonly replacesOrderId?: string;
  /** Of cover-filled. */
  readonly providerId?: string;
  readonly orderId?: string;
}

/** Somebody would like to order together with others: each of `askedIds` is to say yes or no. */
export const SHARED_ORDER_ASKED = 'ordering.shared-order-asked';
export interface SharedOrderAsked {
  readonly sharedOrderId: string;
  readonly providerId: string;
  readonly serviceId: string;
  /** For whom it was asked. */
  readonly personId: string;
  readonly askedIds: readonly string[];
  /** What waits for each of them, by the same places. */
  readonly askedPartIds: readonly string[];
}

/** One of them said yes, and the others have not all done so yet. */
export const SHARED_ORDER_AGREED = 'ordering.shared-order-agreed';
export interface SharedOrderAgreed {
  readonly sharedOrderId: string;
  readonly sharedPartId: string;
}

/** Over: with an order for each (order-placed comes beside it), or with nothing. Why, but nobody's sums. */
export const SHARED_ORDER_ENDED = 'ordering.shared-order-ended';
export interface SharedOrderEnded {
  readonly sharedOrderId: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly participantIds: readonly string[];
  readonly sharedPartIds: readonly string[];
  readonly outcome: 'PLACED' | 'DECLINED' | 'LAPSED' | 'WITHDRAWN' | 'NOT_PLACED';
  /** Of NOT_PLACED: the code of the refusal. */
  readonly failure: string | null;
}

/** Somebody would order for a person, and may only together with others: each of those asked is to say yes or no. */
export const JOINT_ORDER_ASKED = 'ordering.joint-order-asked';
export interface JointOrderAsked {
  readonly jointOrderId: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly personId: string;
  /** Under which the first of them asked. */
  readonly mandateId: string;
  readonly askedBy: string;
  /** Each answer that is waited for, and everybody who may give it. */
  readonly asks: readonly { readonly answerId: string; readonly actorIds: readonly string[] }[];
}

/** One of them said yes, and others have not done so yet. */
export const JOINT_ORDER_AGREED = 'ordering.joint-order-agreed';
export interface JointOrderAgreed {
  readonly jointOrderId: string;
  readonly jointAnswerId: string;
}

/** Over: with an ordinary order (order-placed comes beside it), or with nothing. */
export const JOINT_ORDER_ENDED = 'ordering.joint-order-ended';
export interface JointOrderEnded {
  readonly jointOrderId: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly personId: string;
  readonly jointAnswerIds: readonly string[];
  readonly outcome: 'PLACED' | 'DECLINED' | 'LAPSED' | 'WITHDRAWN' | 'NOT_PLACED';
  /** Of NOT_PLACED. */
  readonly failure: string | null;
}
