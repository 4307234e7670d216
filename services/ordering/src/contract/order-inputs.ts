import type { Pence } from '@owncourse/kernel/contract';

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
  /** Only of whoever pays all of it themselves, and then needed. */
  readonly ownPurchase?: OwnPurchaseInput | null;
}

/** What the law on contracts at a distance asks of whoever buys with their own money (ADR 43). */
export interface OwnPurchaseInput {
  /** They were told that they can change their mind for fourteen days. */
  readonly rightsRead: boolean;
  /** They ask for it to begin within these days; needed where it would. */
  readonly asksToStartEarly: boolean;
}

/** One visit of each thing in a basket, ordered in one go. */
export interface OrderBasketInput {
  readonly idempotencyKey: string;
  readonly lines: readonly {
    readonly variantId: string;
    /** Decimal, at most four places. */
    readonly quantity: string;
    /** London day. */
    readonly date: string;
    /** Wall clock in London. */
    readonly startTime: string;
    readonly shownUnitPricePence: Pence;
  }[];
  readonly place: string;
  readonly note?: string | null;
  readonly ownPurchase: OwnPurchaseInput;
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
  /** What a visit of the half year after the planned one would take at the most, where it is more; asked about before, zero for none. */
  readonly laterOwnMoneyPence: Pence;
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
  /** Days of the pattern on which nobody would come, because nothing can be paid for then; at most ten, oldest first. */
  readonly daysLeftOut: readonly string[];
  /** Days that cost something else than the others, all visits of the day together, and why. */
  readonly specialDays: readonly { readonly day: string; readonly amountPence: Pence; readonly why: string }[];
  /** The budget's coming 26 weeks, as they are and with the change; none for a reader who may not see the budget. */
  readonly weeksBefore: readonly BudgetWeek[];
  readonly weeksAfter: readonly BudgetWeek[];
}

/** As the ledger tells it (WeekAhead). */
export interface BudgetWeek {
  /** Monday. */
  readonly weekStarting: string;
  readonly comingInPence: Pence;
  readonly plannedPence: Pence;
  readonly regularPence: Pence;
  readonly leftPence: Pence;
  readonly short: boolean;
}

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

/** Of whoever buys with their own money. */
export interface PutInBasketInput {
  readonly idempotencyKey: string;
  readonly variantId: string;
  /** Decimal, of one visit or one purchase. */
  readonly quantity: string;
}

export interface TakeFromBasketInput {
  readonly idempotencyKey: string;
  readonly variantIds: readonly string[];
}
