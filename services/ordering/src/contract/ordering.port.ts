import type { Actor, Pence } from '@owncourse/kernel/contract';

export const ORDERING = Symbol('OrderingPort');

export type WeekdayName = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

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
  readonly oneOff?: { readonly date: string } | null;
  readonly standing?: {
    readonly startsOn: string;
    readonly endsOn?: string | null;
    readonly weekdays: readonly WeekdayName[];
    readonly everyWeeks?: number | null;
  } | null;
  readonly place: string;
  readonly note?: string | null;
  /** Price of one unit that the person was shown. */
  readonly shownUnitPricePence: Pence;
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

export interface CancelOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
  /** Absent: everything that is not delivered yet. */
  readonly occurrenceId?: string | null;
  readonly agreedFeePence: Pence;
  readonly reason?: string | null;
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
export interface OrderingPort {
  /** @returns the order's id. Refuses BUDGET_SHORTFALL, PRICE_CHANGED, NOT_ORDERABLE, NO_MANDATE, OVER_ORDER_LIMIT, OVER_MONTH_LIMIT, CARD_PAYMENT_NOT_SET_UP, … */
  placeOrder(actor: Actor, input: PlaceOrderInput): Promise<{ readonly orderId: string }>;
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
  confirmDeliveries(actor: Actor, deliveryIds: readonly string[], idempotencyKey: string): Promise<void>;
  disputeDelivery(
    actor: Actor,
    input: { readonly deliveryId: string; readonly idempotencyKey: string; readonly reason: string },
  ): Promise<void>;
  settleDispute(
    actor: Actor,
    input: { readonly deliveryId: string; readonly idempotencyKey: string; readonly quantity: string },
  ): Promise<void>;
  /** Held visits up to a day that the actor's provider has not entered yet. */
  visitsToDeliver(actor: Actor, through: string): Promise<readonly OpenVisit[]>;
  /** Notes that wait for the person's word. */
  visitsToConfirm(actor: Actor, personId: string): Promise<readonly OpenVisit[]>;
  /** Job: holds planned visits that are now inside their budget's funded weeks, or marks them unfunded. */
  enterHoldWindow(): Promise<void>;
  /** Job: plans standing orders' visits up to 26 weeks ahead. */
  extendPlans(): Promise<void>;
  /** Job: orders nobody answered before their first visit expire. @returns how many */
  expireUnanswered(): Promise<number>;
  /** Job: notes nobody spoke against by the council's day confirm themselves. */
  confirmSilent(): Promise<number>;
}
