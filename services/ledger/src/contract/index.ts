export {
  accrue,
  type Acting,
  checkProjection,
  type EnteredHold,
  enterHoldWindow,
  holdMoney,
  type HoldMoney,
  type InvoiceMove,
  lockBudgets,
  type Move,
  postInvoice,
  postSettlement,
  release,
} from './published.js';
export {
  type FundingKind,
  type HoldingRouteName,
  LEDGER,
  type LedgerPort,
  type OpenBudgetInput,
  type RecordInstalmentInput,
  SYSTEM_ACTOR_ID,
} from './ledger.port.js';
