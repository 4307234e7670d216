/** What invoicing tells the rest of the house. Ids only; version 1. */
export const INVOICES_ISSUED = 'invoicing.invoices-issued';
export const INVOICES_APPROVED = 'invoicing.invoices-approved';
export const PAYMENT_RUN_RELEASED = 'invoicing.payment-run-released';

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
