import type { Actor, Pence } from '@owncourse/kernel/contract';

export const INVOICING = Symbol('InvoicingPort');

export interface ApproveInvoicesInput {
  /** 1 to 1,000; all of one council. */
  readonly invoiceIds: readonly string[];
  readonly idempotencyKey: string;
}

export interface PreparePaymentRunInput {
  readonly idempotencyKey: string;
  /** London day; absent: whatever the due day. */
  readonly dueOnOrBefore?: string | null;
  /** Absent: every approved invoice of the council. */
  readonly invoiceIds?: readonly string[] | null;
  /** By whom the money is held; absent: whoever holds it. */
  readonly payerKinds?: readonly ('COUNCIL' | 'PERSON' | 'ORGANISATION')[] | null;
}

export interface RecordRefundInput {
  readonly creditNoteId: string;
  readonly idempotencyKey: string;
  /** At least 1, at most what is left of it. */
  readonly pence: Pence;
  /** London day, not after today: when the money came. */
  readonly receivedOn: string;
}

/** Who stands on invoices, as law and the Peppol network want it. */
export interface BillingPartyInput {
  /** Provider, council or other payer; null is the platform, through which whoever has no address on the network is reached. */
  readonly organisationId: string | null;
  readonly legalName: string;
  /** At most three. Leave them out for whoever works from home. */
  readonly addressLines?: readonly string[];
  readonly town?: string | null;
  readonly postcode?: string | null;
  /** 9 or 12 digits, without the country. */
  readonly vatNumber?: string | null;
  /** Unique Taxpayer Reference, 10 digits. */
  readonly taxReference?: string | null;
  readonly companyNumber?: string | null;
  /** 0060 DUNS, 0088 GLN, 9932 UK VAT number. */
  readonly endpoint?: { readonly scheme: '0060' | '0088' | '9932'; readonly id: string } | null;
  /** What this payer wants to find on every invoice. */
  readonly buyerReference?: string | null;
}

export interface DocumentAsked {
  readonly invoiceId: string;
  /** A credit note of the invoice; null for the invoice itself. */
  readonly creditNumber: string | null;
  readonly format: 'pdf' | 'ubl';
  /** 18 points and more; the person who pays gets it by what is known of their needs. */
  readonly largePrint: boolean;
}

/** The file, or what has to be added first, as sentences. */
export type WrittenDocument = { readonly content: Buffer } | { readonly problems: readonly string[] };

/**
 * Invoices and the runs that pay them. Every verb is one transaction (making invoices: one for some providers at a
 * time), idempotent by key, and throws a Refusal when it cannot be done.
 */
export interface InvoicingPort {
  /**
   * Job: makes every credit note that is owed, and every invoice that is ready, at the clock's instant. Safe beside itself and after a stop half-way.
   * @param through deliveries up to this London day; today when absent
   * @returns how many invoices were made
   */
  makeInvoices(through?: string): Promise<number>;
  /** Issued invoices without a difference that the actor may approve, oldest first: for batch verbs. At most `limit`. */
  invoicesToApprove(actor: Actor, limit?: number): Promise<readonly string[]>;
  /** All or nothing. Refuses NOT_FOUND, NOT_PERMITTED, WRONG_STATE, MATCH_PROBLEMS {problems}. */
  approveInvoices(actor: Actor, input: ApproveInvoicesInput): Promise<readonly string[]>;
  /** Invoices of providers whose bank details are not agreed are left. @returns the run's id. Refuses NOTHING_TO_PAY, PAYMENTS_WAIT_FOR_BANK_DETAILS, NOT_FOUND, WRONG_STATE. */
  preparePaymentRun(actor: Actor, input: PreparePaymentRunInput): Promise<string>;
  /** A second officer; who may not be paid any more leaves the run first. Refuses SAME_OFFICER, WRONG_STATE, NOT_FOUND, PAYMENTS_WAIT_FOR_BANK_DETAILS. @returns the run's id */
  releasePaymentRun(
    actor: Actor,
    input: { readonly paymentRunId: string; readonly idempotencyKey: string },
  ): Promise<string>;
  /**
   * A provider paid back some of a credit note whose invoice was paid. Refuses NOT_FOUND, NOT_PERMITTED, WRONG_STATE,
   * INVALID_INPUT {pence, receivedOn}. @returns the credit note's id
   */
  recordRefund(actor: Actor, input: RecordRefundInput): Promise<string>;
  /**
   * Operator. The details from a London day on; the same again changes nothing. Refuses NOT_PERMITTED, INVALID_INPUT {parties.N.field},
   * BILLING_PARTY_EARLIER.
   */
  importBillingParties(actor: Actor, fromOn: string, parties: readonly BillingPartyInput[]): Promise<void>;
  /** Null where it is not there, or not all of it is the actor's to see. */
  writeDocument(actor: Actor, asked: DocumentAsked): Promise<WrittenDocument | null>;
}
