import type { Actor, Pence } from '@owncourse/kernel/contract';
import type {
  AgreeOwnMoneyInput,
  AmendmentEffect,
  AmendOrderInput,
  ByTelephone,
  OwnPurchaseInput,
  PlacedOrderAnswer,
  PlaceOrderInput,
  StartTelephoneCallInput,
  StartUrgentCareInput,
} from './order-inputs.js';
import type {
  CancellationEffect,
  CancelOrderInput,
  EnterInterruptionInput,
  ImportedDeliveries,
  OpenVisit,
  RecordDeliveryInput,
} from './visit-inputs.js';

export const ORDERING = Symbol('OrderingPort');

/**
 * Orders, visits and deliveries. Every verb is one transaction, idempotent by key, and throws a Refusal when it
 * cannot be done (codes in the kernel's refusal words); nothing is left behind then.
 */
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
      readonly ownPurchase?: OwnPurchaseInput | null;
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
  /** Refuses WRONG_STATE, also when the order was changed since the version that was looked at; COUNCIL_LOOKS_FIRST. */
  acceptOrder(
    actor: Actor,
    input: { readonly orderId: string; readonly idempotencyKey: string; readonly version?: number | null },
  ): Promise<void>;
  declineOrder(
    actor: Actor,
    input: { readonly orderId: string; readonly idempotencyKey: string; readonly reason: string },
  ): Promise<void>;
  /** Refuses WRONG_STATE, also when the order was changed since the version that was looked at. */
  decideOrder(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly idempotencyKey: string;
      readonly approve: boolean;
      readonly reason?: string | null;
      readonly version?: number | null;
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
