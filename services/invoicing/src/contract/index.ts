export * from './events.js';
export {
  type ApproveInvoicesInput,
  type BillingPartyInput,
  type DocumentAsked,
  INVOICING,
  type InvoicingPort,
  type PreparePaymentRunInput,
  type RecordRefundInput,
  type WrittenDocument,
} from './invoicing.port.js';
