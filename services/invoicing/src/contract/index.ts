export * from './events.js';
export {
  type ApproveInvoicesInput,
  INVOICING,
  type InvoicingPort,
  type PreparePaymentRunInput,
  type RecordRefundInput,
} from './invoicing.port.js';
