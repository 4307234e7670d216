export * from './events.js';
export {
  type ApproveInvoicesInput,
  type BillingPartyInput,
  INVOICING,
  type InvoicingPort,
  type PreparePaymentRunInput,
  type RecordRefundInput,
} from './invoicing.port.js';
