import type { Actor, Pence } from '@owncourse/kernel/contract';

export const ORDERING = Symbol('OrderingPort');

export type WeekdayName = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** When a standing order's visits fall: weekly on weekdays, or by the month. */
export interface PatternInput {
  readonly weekdays: readonly WeekdayName[];
  /** 1 every week, 2 every other week; up to 4. */
  readonly everyWeeks?: number | null;
  /** The first (1) to fourth (4) or last (-1) of the weekdays in each month. */
  readonly monthWeek?: number | null;
  /** A day of each month, 1 to 28; weekdays count for nothing then. */
  readonly monthDay?: number | null;
}

/** Another time of day at which each of a pattern's days has a visit. */
export interface TimeInput {
  /** Wall clock in London, "13:00". */
  readonly startTime: string;
  /** Decimal, at most four places. */
  readonly quantity: string;
}

/** A single visit beside the pattern. */
export interface ExtraVisitInput extends TimeInput {
  /** London day. */
  readonly date: string;
}

/** Something is done in a telephone call: in whose, and that the person agreed to what was read out. */
export interface ByTelephone {
  readonly callId: string;
  /** The very words; at most 4,000 letters. */
  readonly wordsRead: string;
  readonly saidYes: boolean;
}

export type CallerFact = 'DATE_OF_BIRTH' | 'LAST_VISIT' | 'ORDER_NUMBER' | 'POSTCODE';

export interface StartTelephoneCallInput {
  readonly idempotencyKey: string;
  readonly personId: string;
  readonly caller: 'PERSON' | 'SPEAKER';
  /** Who speaks for the person; absent when they speak themselves. */
  readonly speakerName?: string | null;
  readonly knownByVoice: boolean;
  /** The two facts that were checked, never what was answered; none where the voice was known. */
  readonly facts: readonly CallerFact[];
}

export interface PlaceOrderInput {
  readonly idempotencyKey: string;
  readonly personId: string;
  /** Absent: the person's active budget. */
  readonly budgetId?: string | null;
  readonly variantId: string;
  /** Decimal, at most four places. */
  readonly quantity: string;
  /** Wall clock in London, "10:00". */
  readonly startTime: string;
  /** More times on the same days, each a visit of its own; only of help that repeats. */
  readonly moreTimes?: readonly TimeInput[] | null;
  readonly oneOff?: { readonly date: string } | null;
  readonly standing?:
    | ({
        readonly startsOn: string;
        readonly endsOn?: string | null;
      } & PatternInput)
    | null;
  /** Makes a single visit a trial, and keeps what they would like if it suits. */
  readonly meetFirst?: MeetFirstInput | null;
  readonly place: string;
  readonly note?: string | null;
  /** Price of one unit that the person was shown. */
  readonly shownUnitPricePence: Pence;
  /** Days of their own price as they were shown; London days, the budget's part of all visits of the day. */
  readonly shownDays?: readonly { readonly day: string; readonly amountPence: Pence }[] | null;
  readonly byTelephone?: ByTelephone | null;
  /** Their own money for the whole visit (the most of one where it repeats), above the council's highest price, as they were shown and agreed to. */
  readonly agreedOwnMoneyPence?: Pence | null;
}

/** The standing order that somebody would like after a trial visit; what is left out is as at the trial. */
export interface MeetFirstInput extends PatternInput {
  /** Not before this London day; absent: as soon as can be. */
  readonly startsOn?: string | null;
  /** Decimal, each time. */
  readonly quantity?: string | null;
  /** Wall clock in London. */
  readonly startTime?: string | null;
}

export interface StartUrgentCareInput {
  readonly idempotencyKey: string;
  readonly personId: string;
  readonly variantId: string;
  /** Decimal, for each day. */
  readonly quantity: string;
  /** London day; absent: today. */
  readonly date?: string | null;
  /** Wall clock in London; absent: now. */
  readonly startTime?: string | null;
  /** Days one after the other; absent: one. */
  readonly days?: number | null;
  readonly place: string;
  readonly note?: string | null;
  /** Why it cannot wait. */
  readonly reason: string;
}

export type InterruptionKind = 'HOSPITAL' | 'HOLIDAY' | 'DEATH';

export interface InterruptionInput {
  readonly personId: string;
  readonly kind: InterruptionKind;
  /** London day: the first away, or that of the death. */
  readonly fromOn: string;
  /** The last away; absent while nobody knows, and for a death. */
  readonly toOn?: string | null;
}

export interface CancelPausedVisitsInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  readonly agreedFeePence: Pence;
}

export interface EnterInterruptionInput extends InterruptionInput {
  readonly agreedFeePence: Pence;
  readonly idempotencyKey: string;
}

export interface RecordDeliveryInput {
  readonly occurrenceId: string;
  readonly idempotencyKey: string;
  readonly workerName: string;
  readonly place: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly quantity: string;
}

/** The whole of an order's terms from a day on; what is not to change is sent as it was. */
export interface AmendOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  /** The version that the person saw. */
  readonly version: number;
  /** First day that the new terms count for; a single visit's new day. */
  readonly fromOn: string;
  readonly quantity: string;
  readonly startTime: string;
  /** The other times of the same days; absent: those there are. */
  readonly moreTimes?: readonly TimeInput[] | null;
  /** Single visits beside the pattern, all of them; absent: those there are. */
  readonly extraVisits?: readonly ExtraVisitInput[] | null;
  /** A standing order's days; absent for a single visit. */
  readonly pattern?: PatternInput | null;
  readonly endsOn?: string | null;
  readonly place: string;
  readonly note?: string | null;
  /** Price of one unit that the person was shown for the first day. */
  readonly shownUnitPricePence: Pence;
  /** Days of their own price, a bank holiday or a card to come, as the preview showed them: what all visits of the day take from the budget. */
  readonly shownDays?: readonly { readonly day: string; readonly amountPence: Pence }[] | null;
  /** The most own money of one visit, as the preview showed it and the person agreed to; absent for none. */
  readonly agreedOwnMoneyPence?: Pence | null;
}

/** What an amendment does, as it would be at this moment. */
export interface AmendmentEffect {
  /** The budget's part of an ordinary visit, the first of a day. */
  readonly eachTimePence: Pence;
  /** The same of all visits of an ordinary day. */
  readonly eachDayPence: Pence;
  /** The most own money that one visit takes beside it, and what that comes to in a week. */
  readonly ownMoneyPence: Pence;
  readonly weeklyOwnMoneyPence: Pence;
  readonly weeklyBeforePence: Pence;
  readonly weeklyAfterPence: Pence;
  /** More promised now; below zero when some comes back. */
  readonly promisedMorePence: Pence;
  /** Left in the budget afterwards. */
  readonly leftAfterPence: Pence;
  readonly visitsChanged: number;
  readonly visitsDropped: number;
  readonly visitsAdded: number;
  /** First visit that the change touches; null when it touches none. */
  readonly firstOn: string | null;
  readonly asksProvider: boolean;
  /** Days that cost something else than the others, all visits of the day together, and why. */
  readonly specialDays: readonly { readonly day: string; readonly amountPence: Pence; readonly why: string }[];
}

export interface CancelOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  /** One visit. Absent, and without a day: everything that is not delivered yet. */
  readonly occurrenceId?: string | null;
  /** All visits from this day on, through `throughOn` or to the end: the rest. */
  readonly fromOn?: string | null;
  readonly throughOn?: string | null;
  readonly agreedFeePence: Pence;
  readonly reason?: string | null;
  readonly byTelephone?: ByTelephone | null;
}

/** What a cancellation costs and gives back, as it would be at this moment. */
export interface CancellationEffect {
  readonly visits: number;
  readonly firstOn: string | null;
  readonly lastOn: string | null;
  readonly feePence: Pence;
  /** Promised money that comes back. */
  readonly givenBackPence: Pence;
  /** Visits with too little notice, and what each costs. */
  readonly late: readonly { readonly day: string; readonly feePence: Pence }[];
}

/** A visit that a provider has yet to deliver, or a note a person has yet to confirm: for batch verbs. */
export interface OpenVisit {
  readonly occurrenceId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly deliveryId: string | null;
  readonly onDate: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly quantity: string;
  readonly place: string;
}

/** What became of a file of visits; row 1 is the heading. */
export interface ImportedDeliveries {
  readonly rows: number;
  readonly leftEmpty: number;
  readonly enteredBefore: number;
  readonly entered: number;
  readonly problems: readonly {
    readonly row: number;
    readonly column: string;
    readonly value: string;
    readonly reason: string;
  }[];
}

/**
 * Orders, visits and deliveries. Every verb is one transaction, idempotent by key, and throws a Refusal when it
 * cannot be done (codes in the kernel's refusal words); nothing is left behind then.
 */
export interface PlacedOrderAnswer {
  readonly orderId: string;
  /** True when an approver looks first; null when the same request was sent before, so that it may be over by now. */
  readonly awaitsApproval: boolean | null;
}

export interface AgreeOwnMoneyInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly questionId: string;
  /** The most own money of one visit, as they were shown. */
  readonly agreedOwnMoneyPence: Pence;
}

export interface OrderingPort {
  /** @returns the order's id. Refuses BUDGET_SHORTFALL, PRICE_CHANGED, NOT_ORDERABLE, NO_MANDATE, OVER_ORDER_LIMIT, OVER_MONTH_LIMIT, CARD_PAYMENT_NOT_SET_UP, … */
  placeOrder(actor: Actor, input: PlaceOrderInput): Promise<PlacedOrderAnswer>;
  /** The standing order that a trial was for, placed once, whoever presses. @returns its id. Refuses WRONG_STATE, and what placeOrder refuses */
  continueTrial(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly idempotencyKey: string;
      readonly shownUnitPricePence: Pence;
      readonly agreedOwnMoneyPence?: Pence | null;
    },
  ): Promise<string>;
  /** A trial that was not for them. Refuses WRONG_STATE. */
  leaveTrial(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly idempotencyKey: string;
      readonly reason?: string | null;
      readonly tellProvider?: boolean | null;
    },
  ): Promise<void>;
  /** Job: reminds of trials that wait for a word, and ends those whose time is over. @returns how many */
  mindTrials(): Promise<number>;
  acceptOrder(actor: Actor, input: { readonly orderId: string; readonly idempotencyKey: string }): Promise<void>;
  declineOrder(
    actor: Actor,
    input: { readonly orderId: string; readonly idempotencyKey: string; readonly reason: string },
  ): Promise<void>;
  decideOrder(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly idempotencyKey: string;
      readonly approve: boolean;
      readonly reason?: string | null;
    },
  ): Promise<void>;
  cancelOrder(actor: Actor, input: CancelOrderInput): Promise<void>;
  previewCancellation(
    actor: Actor,
    input: Omit<CancelOrderInput, 'idempotencyKey' | 'agreedFeePence'>,
  ): Promise<CancellationEffect>;
  /** Refuses BUDGET_SHORTFALL, PRICE_CHANGED, WRONG_STATE (changed since), OVER_APPROVAL_LIMIT, mandate limits, and INVALID_INPUT by field. */
  amendOrder(actor: Actor, input: AmendOrderInput): Promise<void>;
  /** The same, taken back: what it would do. */
  previewAmendment(actor: Actor, input: AmendOrderInput): Promise<AmendmentEffect>;
  /** Provider: yes or no to a change; a no puts the terms before it back. */
  answerChange(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly idempotencyKey: string;
      readonly version: number;
      readonly accept: boolean;
      readonly reason?: string | null;
    },
  ): Promise<void>;
  /** Ends breaks from a day on, and fills their days again. */
  resumeOrder(
    actor: Actor,
    input: { readonly orderId: string; readonly idempotencyKey: string; readonly fromOn: string },
  ): Promise<void>;
  /** Hospital, a holiday or a death: everything that follows pauses or ends. @returns the entry's id. Refuses FEE_CHANGED. */
  enterInterruption(actor: Actor, input: EnterInterruptionInput): Promise<string>;
  /** Home again from a day on: the visits of standing orders come back. */
  comeHome(
    actor: Actor,
    input: { readonly interruptionId: string; readonly homeOn: string; readonly idempotencyKey: string },
  ): Promise<void>;
  /** Officer: care that cannot wait, never refused for want of money. @returns the order's id */
  startUrgentCare(actor: Actor, input: StartUrgentCareInput): Promise<string>;
  /** Many notes at once, all or nothing. @returns the notes' ids, in the same order */
  recordDeliveries(
    actor: Actor,
    inputs: readonly RecordDeliveryInput[],
    idempotencyKey: string,
  ): Promise<readonly string[]>;
  /** The provider's CSV list of visits that are over and not entered. */
  deliveryTemplate(actor: Actor): Promise<string>;
  /** A filled-in list: every good row in one go, each row of a file once; nothing is written with `dryRun`. */
  importDeliveries(actor: Actor, csv: string, dryRun: boolean): Promise<ImportedDeliveries>;
  /** Many at once, such as a week, all or nothing. */
  confirmDeliveries(
    actor: Actor,
    deliveryIds: readonly string[],
    idempotencyKey: string,
    byTelephone?: ByTelephone | null,
  ): Promise<void>;
  disputeDelivery(
    actor: Actor,
    input: {
      readonly deliveryId: string;
      readonly idempotencyKey: string;
      readonly reason: string;
      readonly byTelephone?: ByTelephone | null;
    },
  ): Promise<void>;
  settleDispute(
    actor: Actor,
    input: { readonly deliveryId: string; readonly idempotencyKey: string; readonly quantity: string },
  ): Promise<void>;
  /** Refuses WRONG_STATE when it is settled. */
  writeInDispute(
    actor: Actor,
    input: { readonly disputeId: string; readonly idempotencyKey: string; readonly body: string },
  ): Promise<void>;
  askCouncil(actor: Actor, input: { readonly disputeId: string; readonly idempotencyKey: string }): Promise<void>;
  /** The person agrees with the provider's answer, or takes the question back; `agreedPence` is what they were shown. */
  closeDispute(
    actor: Actor,
    input: { readonly disputeId: string; readonly idempotencyKey: string; readonly agreedPence: Pence },
  ): Promise<void>;
  /** The council's officer decides what is with the council. */
  decideDispute(
    actor: Actor,
    input: {
      readonly disputeId: string;
      readonly idempotencyKey: string;
      readonly decision: 'PAY_FULL' | 'PAY_PART' | 'PAY_NOTHING';
      readonly quantity?: string | null;
      readonly reason: string;
    },
  ): Promise<void>;
  /** Job: questions that were not settled by their day go to the council. @returns how many */
  disputesToCouncil(): Promise<number>;
  /** The provider has arrived; once a visit. */
  startVisit(
    actor: Actor,
    input: {
      readonly occurrenceId: string;
      readonly idempotencyKey: string;
      readonly startedAt: string;
      readonly workerName: string;
    },
  ): Promise<void>;
  /** Whether silence confirms a person's visits; off needs a reason. */
  setSilence(
    actor: Actor,
    input: {
      readonly personId: string;
      readonly idempotencyKey: string;
      readonly confirms: boolean;
      readonly reason: string;
    },
  ): Promise<void>;
  /** The provider cancels one visit, or all to come, without a fee, with a reason. */
  cancelAsProvider(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly occurrenceId?: string | null;
      readonly idempotencyKey: string;
      readonly reason: string;
    },
  ): Promise<void>;
  /** Who could come instead, cheapest first. */
  coverOptions(
    actor: Actor,
    occurrenceId: string,
  ): Promise<readonly { readonly variant_id: string; readonly provider_id: string; readonly amountPence: Pence }[]>;
  /** @returns the request's id */
  askForCover(
    actor: Actor,
    input: { readonly occurrenceId: string; readonly variantIds: readonly string[]; readonly idempotencyKey: string },
  ): Promise<string>;
  /** Asks others to take over a whole standing order from a day on. @returns the request's id. Refuses WRONG_STATE */
  askForReplacement(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly fromOn: string;
      readonly variantIds: readonly string[];
      readonly idempotencyKey: string;
    },
  ): Promise<string>;
  /** Refuses WRONG_STATE once somebody said yes. */
  withdrawCover(actor: Actor, input: { readonly requestId: string; readonly idempotencyKey: string }): Promise<void>;
  /** The first yes becomes an order; refuses with what the order is refused with. */
  answerCover(
    actor: Actor,
    input: { readonly requestId: string; readonly accept: boolean; readonly reason?: string | null },
  ): Promise<void>;
  /** Job: requests that nobody said yes to before the visit. @returns how many */
  lapseCover(): Promise<number>;
  /** Job: alerts, once each, for visits that should have begun. @returns how many */
  alertUnstarted(): Promise<number>;
  /** Held visits up to a day that the actor's provider has not entered yet. */
  visitsToDeliver(actor: Actor, through: string): Promise<readonly OpenVisit[]>;
  /** Notes that wait for the person's word. */
  visitsToConfirm(actor: Actor, personId: string): Promise<readonly OpenVisit[]>;
  /** Job: holds planned visits that are now inside their budget's funded weeks, or marks them unfunded. */
  enterHoldWindow(): Promise<void>;
  /** Job: plans standing orders' visits up to 26 weeks ahead. */
  extendPlans(): Promise<void>;
  /** Refuses WRONG_STATE when the rise was answered before. */
  agreePriceRise(
    actor: Actor,
    input: { readonly orderId: string; readonly idempotencyKey: string; readonly riseId: string },
  ): Promise<void>;
  /** The person's yes to more own money for each visit. Refuses WRONG_STATE, OWN_MONEY_CHANGED, NOTHING_WITHIN_BUDGET, NO_MANDATE. */
  agreeOwnMoney(actor: Actor, input: AgreeOwnMoneyInput): Promise<void>;
  /** Job: visits of standing orders after the date of a card published in the last days get its price. @returns how many orders changed or were asked about */
  repricePlans(lookBackDays: number): Promise<number>;
  /** Job: orders nobody answered before their first visit expire. @returns how many */
  expireUnanswered(): Promise<number>;
  /** A letter as a PDF; null when there is none that the reader may post. */
  letterPdf(actor: Actor, letterId: string): Promise<Buffer | null>;
  /** Officer: it is in the post. */
  markLetterPosted(actor: Actor, input: { readonly letterId: string; readonly idempotencyKey: string }): Promise<void>;
  /**
   * Care manager of the person, or whoever acts for them: somebody rings, and was checked. @returns the call's id
   */
  startTelephoneCall(actor: Actor, input: StartTelephoneCallInput): Promise<string>;
  /** Whoever took it; what was done in it goes into one letter. */
  endTelephoneCall(actor: Actor, input: { readonly callId: string; readonly idempotencyKey: string }): Promise<void>;
  /** The exact words to read out before an order is sent in a call; refuses what sending it would refuse. */
  orderReadBack(actor: Actor, input: PlaceOrderInput, callId: string): Promise<readonly string[]>;
  /** Job: ends telephone calls that nobody ended in time. @returns how many */
  endCallsLeftOpen(): Promise<number>;
  /** Job: retainers of places held open in hospital, once each day has passed. @returns how many were charged */
  chargeRetainers(): Promise<number>;
  /** Job: what ended urgent care did not cost goes back to the council. @returns how many orders were settled */
  settleUrgentCare(): Promise<number>;
  /** Job: notes nobody spoke against by the council's day confirm themselves. */
  confirmSilent(): Promise<number>;
}
