/** What invoicing tells the rest of the house. Ids only; version 1. */
export const INVOICES_ISSUED = 'invoicing.invoices-issued';
export const INVOICES_APPROVED = 'invoicing.invoices-approved';
export const PAYMENT_RUN_RELEASED = 'invoicing.payment-run-released';

/** A credit note was made: the provider owes it, or is owed less. */
export const CREDIT_NOTE_ISSUED = 'invoicing.credit-note-issued';
/** Money of a visit that was confirmed before is in the budget again. */
export const MONEY_CAME_BACK = 'invoicing.money-came-back';

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
