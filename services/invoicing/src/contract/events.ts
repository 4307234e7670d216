/** What invoicing tells the rest of the house. Ids only; version 1. */
export const INVOICES_ISSUED = 'invoicing.invoices-issued';
export const INVOICES_APPROVED = 'invoicing.invoices-approved';
export const PAYMENT_RUN_RELEASED = 'invoicing.payment-run-released';

/** A credit note was made: the provider owes it, or is owed less. */
export const CREDIT_NOTE_ISSUED = 'invoicing.credit-note-issued';
/** Money of a visit that was confirmed before is in the budget again. */
export const MONEY_CAME_BACK = 'invoicing.money-came-back';

/** A provider said where it is paid: once for the provider (no council), and once for each council that has to check it. */
export const BANK_DETAILS_ENTERED = 'invoicing.bank-details-entered';
export const BANK_DETAILS_TO_CHECK = 'invoicing.bank-details-to-check';
/** A council agreed to them, or did not. */
export const BANK_DETAILS_DECIDED = 'invoicing.bank-details-decided';

/** A finance officer entered an account that the council is to pay from; another has to agree. */
export const PAYING_ACCOUNT_ENTERED = 'invoicing.paying-account-entered';
/** Another one agreed or did not, or one entered after it took its place. */
export const PAYING_ACCOUNT_DECIDED = 'invoicing.paying-account-decided';

/** The bank sent a payment back: its invoices wait for another run. */
export const PAYMENT_REJECTED = 'invoicing.payment-rejected';

/** A council may make a provider's invoices in its own name only until a day. */
export const SELF_BILLING_ENDS = 'invoicing.self-billing-ends';

/** A provider agreed to self-billing and the council has to sign; then the council's answer, or that there is nothing to sign any more. */
export const SELF_BILLING_ASKED = 'invoicing.self-billing-asked';
export const SELF_BILLING_ANSWERED = 'invoicing.self-billing-answered';

export interface SelfBillingAsked {
  readonly agreementId: string;
  readonly providerId: string;
}

export interface SelfBillingAnswered {
  readonly agreementId: string;
  readonly providerId: string;
  readonly outcome: 'SIGNED' | 'DECLINED' | 'TAKEN_BACK';
  /** Why not. */
  readonly words?: string;
}

export interface SelfBillingEnds {
  readonly agreementId: string;
  readonly providerId: string;
  /** London day, the last one. */
  readonly endsOn: string;
  /** Who ended it, where it did not end by itself. */
  readonly endedBy?: string;
}

export interface PaymentRejected {
  readonly bankPaymentId: string;
  readonly providerId: string;
  /** What was in it, and has to be paid again. */
  readonly invoiceIds: readonly string[];
  /** As text. */
  readonly amountPence: string;
  /** The bank's own code. */
  readonly reasonCode: string;
  /** What it means, such as "the account is closed". */
  readonly words: string;
  readonly accountClosed: boolean;
}

export interface BankDetailsEntered {
  readonly providerId: string;
  readonly bankDetailsId: string;
  /** Who entered those before, where it was somebody else. */
  readonly enteredBeforeBy?: string;
}

export interface BankDetailsToCheck {
  readonly providerId: string;
  /** What waits for this council's look; the same for each version of the details. */
  readonly bankHoldId: string;
}

export interface BankDetailsDecided {
  readonly providerId: string;
  readonly bankHoldId: string;
  readonly agreed: boolean;
  /** Why not. */
  readonly words?: string;
}

export interface PayingAccountEntered {
  readonly payingAccountId: string;
  readonly enteredBy: string;
}

export interface PayingAccountDecided {
  readonly payingAccountId: string;
  readonly outcome: 'AGREED' | 'TURNED_DOWN' | 'REPLACED';
}

export interface InvoicesIssued {
  readonly invoiceIds: readonly string[];
}

export interface InvoicesApproved {
  readonly invoiceIds: readonly string[];
}

export interface PaymentRunReleased {
  readonly paymentRunId: string;
  readonly invoiceIds: readonly string[];
}

export interface CreditNoteIssued {
  readonly creditNoteId: string;
  readonly deliveryId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly providerId: string;
}

export interface MoneyCameBack {
  readonly disputeId: string;
  readonly deliveryId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly providerId: string;
  /** As text. */
  readonly creditPence: string;
}

/** An invoice that a provider sent was turned down, or taken in after it differed. */
export const SENT_INVOICE_SETTLED = 'invoicing.sent-invoice-settled';

export interface SentInvoiceSettled {
  readonly incomingId: string;
  readonly providerId: string;
  /** The provider's own. */
  readonly number: string;
  /** As text. */
  readonly totalPence: string;
  readonly accepted: boolean;
  /** Why not, where an officer said so. */
  readonly reason?: string;
  /** Who did it, and need not be told. */
  readonly settledBy: string;
}

/** Invoices that made themselves do not agree with their orders and visits, and their provider can say how it was. */
export const INVOICES_DIFFER = 'invoicing.invoices-differ';

export interface InvoicesDiffer {
  readonly invoiceIds: readonly string[];
  readonly providerId: string;
}

/** A provider said how a difference on an invoice came about; a finance officer said that it is right all the same. */
export const DIFFERENCE_EXPLAINED = 'invoicing.difference-explained';
export const DIFFERENCE_ACCEPTED = 'invoicing.difference-accepted';

export interface DifferenceAnswered {
  readonly invoiceIds: readonly string[];
  readonly providerId: string;
}
