import type { CataloguePort, StoresPort, WantedPort } from '@owncourse/catalogue/contract';
import type { IdentityPort } from '@owncourse/identity/contract';
import type { InvoicingPort, PayingPort, SortingOutPort } from '@owncourse/invoicing/contract';
import type { BankPort, LedgerPort, RegularPort, SpendingPort } from '@owncourse/ledger/contract';
import type { BasketsPort, OrderingPort, SharedOrdersPort } from '@owncourse/ordering/contract';
import type { PriceView } from '@owncourse/rates/contract';
import type { RatesPort } from '@owncourse/rates/contract';
import type { RatingsPort } from '@owncourse/ratings/contract';

/** The product's own doors; the demo has no other way in. */
export interface DemoPorts {
  readonly identity: IdentityPort;
  readonly catalogue: CataloguePort;
  readonly stores: Pick<StoresPort, 'saveStoreChecks' | 'decideStoreChecks'>;
  readonly wanted: Pick<WantedPort, 'saveWanted' | 'answerWanted' | 'moderateWantedAnswer'>;
  readonly rates: Pick<RatesPort, 'publishRateCard' | 'proposeRate' | 'answerRateProposal'>;
  readonly ledger: LedgerPort;
  readonly spending: Pick<SpendingPort, 'recordExpense'>;
  readonly bank: BankPort;
  readonly regular: Pick<RegularPort, 'planRegularExpense'>;
  readonly ordering: OrderingPort;
  readonly sharedOrders: SharedOrdersPort;
  readonly baskets: Pick<BasketsPort, 'put'>;
  readonly invoicing: InvoicingPort;
  readonly paying: Pick<
    PayingPort,
    'importPayingAccounts' | 'enterBankDetails' | 'recordCallBack' | 'decideBankDetails'
  >;
  readonly sortingOut: Pick<SortingOutPort, 'waiting' | 'explain'>;
  readonly ratings: RatingsPort;
  /** What somebody funded by this council reads beside each variant on a day. */
  readonly prices: (
    councilId: string,
    variantIds: readonly string[],
    onDate: string,
  ) => Promise<readonly (PriceView | null)[]>;
  /** Hands what happened to everybody who listens, to the end. */
  readonly readOutbox: (beside: (consumer: string, read: () => Promise<number>) => Promise<number>) => Promise<void>;
}
