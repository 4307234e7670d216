/** What other rooms say about the ids that events carry. */
export interface OrderFacts {
  readonly id: string;
  readonly council_id: string;
  readonly person_ids: readonly string[];
  readonly provider_id: string;
  readonly service_id: string;
  readonly status: string;
  readonly first_on: string;
  readonly placed_by: string;
  readonly reason: string | null;
  /** With their own money alone. */
  readonly pays_self: boolean;
}

export interface VisitFacts {
  readonly id: string;
  readonly order_id: string;
  readonly on_date: string;
}

export interface DeliveryFacts {
  readonly id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly service_id: string;
  readonly on_date: string;
  readonly confirmed_by: string | null;
  readonly dispute_reason: string | null;
}

export interface InvoiceFacts {
  readonly id: string;
  readonly provider_id: string;
  readonly payer_kind: string;
  readonly person_ids: readonly string[];
  readonly number: string;
  readonly total_pence: bigint;
}

export interface RatingFacts {
  readonly id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly may_be_shown: boolean;
}

export interface MandateFacts {
  readonly id: string;
  readonly person_id: string;
  readonly actor_person_id: string | null;
  readonly actor_organisation_id: string | null;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly ended_by: string | null;
  /** DIED: nobody is left to tell but the holder. */
  readonly end_reason: string | null;
  readonly granted_by: string;
  readonly conflict_declared_by: string | null;
  readonly care_manager_id: string | null;
}

/** Looks facts up by id; undefined for what is not there. */
export interface Known {
  readonly orders: ReadonlyMap<string, OrderFacts>;
  readonly visits: ReadonlyMap<string, VisitFacts>;
  readonly deliveries: ReadonlyMap<string, DeliveryFacts>;
  readonly invoices: ReadonlyMap<string, InvoiceFacts>;
  readonly ratings: ReadonlyMap<string, RatingFacts>;
  readonly mandates: ReadonlyMap<string, MandateFacts>;
  /** People, organisations and councils. */
  readonly names: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
  /** Who looks after somebody for a council, by `council/person`. */
  readonly careManagers: ReadonlyMap<string, string>;
}

/** Ids in an event's payload, sorted by what they name. */
export interface Named {
  readonly orders: readonly string[];
  readonly visits: readonly string[];
  readonly deliveries: readonly string[];
  readonly invoices: readonly string[];
  readonly ratings: readonly string[];
  readonly mandates: readonly string[];
  readonly listings: readonly string[];
  /** Questions before somebody buys. */
  readonly questions: readonly string[];
  readonly reclaims: readonly string[];
  readonly sharedParts: readonly string[];
  readonly jointAnswers: readonly string[];
  readonly covers: readonly string[];
  readonly warnings: readonly string[];
  readonly services: readonly string[];
  /** An order that another one takes the place of. */
  readonly replacedOrders: readonly string[];
  /** Whoever looks after them hears of it. */
  readonly lookedAfter: readonly string[];
  readonly providers: readonly string[];
  /** A store's papers, as one council looks at them. */
  readonly storeChecks: readonly string[];
  /** Answers to what somebody looks for. */
  readonly wantedAnswers: readonly string[];
  readonly rateProposals: readonly string[];
  /** Bank details of a provider, as one council looks at them. */
  readonly bankHolds: readonly string[];
  /** An account that a council is to pay from. */
  readonly payingAccounts: readonly string[];
  /** Agreements that a council makes a provider's invoices. */
  readonly selfBilling: readonly string[];
  /** What a person owes of one visit with their own money. */
  readonly cardCharges: readonly string[];
  /** Whose affairs they are. */
  readonly people: readonly string[];
}

function idsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Every room names the same thing by the same word in its events. */
export function namedIn(payload: Readonly<Record<string, unknown>>): Named {
  const of = (...words: readonly string[]): string[] => words.flatMap((word) => idsOf(payload[word]));
  return {
    orders: of('orderId', 'orderIds'),
    visits: of('occurrenceId', 'occurrenceIds'),
    deliveries: of('deliveryId', 'deliveryIds'),
    invoices: of('invoiceId', 'invoiceIds'),
    ratings: of('ratingId', 'ratingIds'),
    mandates: of('mandateId', 'mandateIds'),
    listings: of('listingId', 'listingIds'),
    questions: of('questionId'),
    reclaims: of('reclaimId'),
    sharedParts: of('sharedPartId', 'sharedPartIds'),
    jointAnswers: of('jointAnswerId', 'jointAnswerIds'),
    covers: of('requestId'),
    warnings: of('warningId'),
    services: of('serviceId'),
    replacedOrders: of('replacesOrderId'),
    lookedAfter: of('lookedAfterIds'),
    storeChecks: of('storeCheckId'),
    wantedAnswers: of('answerId'),
    rateProposals: of('rateProposalId'),
    bankHolds: of('bankHoldId'),
    payingAccounts: of('payingAccountId'),
    selfBilling: of('agreementId'),
    cardCharges: of('chargeId'),
    providers: of('providerId', 'fromProviderId', 'toProviderIds'),
    people: of('personId', 'askedIds', 'askedBy', 'participantIds'),
  };
}
