export * from './events.js';
export {
  type ApproveInvoicesInput,
  INVOICING,
  type InvoicingPort,
  type PreparePaymentRunInput,
} from './invoicing.port.js';
