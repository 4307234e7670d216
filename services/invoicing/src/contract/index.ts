export * from './card-events.js';
export { CARDS, type CardsPort, OWN_MONEY_NOTER } from './cards.port.js';
export type { StripeOptions } from './card-company.js';
export * from './events.js';
export {
  type AddPaymentReceiptInput,
  BILLS,
  type BillsPort,
  type PaidHow,
  type RecordBillPaidInput,
  type TakeBackBillPaidInput,
} from './bills.port.js';
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
export {
  type DecideBankDetailsInput,
  type EnterBankDetailsInput,
  PAYING,
  type PayingAccountInput,
  type PayingPort,
  type RecordCallBackInput,
  type RunFileAsked,
  type RunPreview,
} from './paying.port.js';
export {
  type DecidePayingAccountInput,
  type EnterPayingAccountInput,
  PAYING_ACCOUNTS,
  type PayingAccountsPort,
} from './paying-accounts.port.js';
export { INCOMING, type IncomingPort, type SendInvoiceInput } from './incoming.port.js';
export {
  type AgreeSelfBillingInput,
  type AnswerSelfBillingInput,
  type OurLegalDetailsInput,
  SELF_BILLING,
  type SelfBillingPort,
} from './self-billing.port.js';
export { TRAIL, type TrailOf, type TrailPort } from './trail.port.js';
export {
  type AnswerDifferenceInput,
  SORTING_OUT,
  type SortingOutPort,
  type WaitingDifference,
} from './sorting-out.port.js';
export { INVOICING_RECORDS } from './records.js';
