import type { Provider } from '@nestjs/common';
import { INCOMING } from './contract/incoming.port.js';
import { SELF_BILLING } from './contract/self-billing.port.js';
import { SORTING_OUT } from './contract/sorting-out.port.js';
import { IncomingResolver } from './graphql/incoming.resolver.js';
import { SelfBillingResolver } from './graphql/self-billing.resolver.js';
import { IncomingRepository } from './persistence/incoming.repository.js';
import { SelfBillingRepository } from './persistence/self-billing.repository.js';
import { IncomingInvoices } from './use-cases/incoming-invoices.js';
import { SelfBilling } from './use-cases/self-billing.js';
import { InvoiceDifferencesResolver, SortingOutResolver } from './graphql/sorting-out.resolver.js';
import { SortingOutRepository } from './persistence/sorting-out.repository.js';
import { SortOutDifferences } from './use-cases/sort-out-differences.js';

/** Self-billing, invoices that providers send, and the queue of what waits for somebody. */
export const INCOMING_PROVIDERS: Provider[] = [
  SelfBillingRepository,
  IncomingRepository,
  { provide: SELF_BILLING, useClass: SelfBilling },
  { provide: INCOMING, useClass: IncomingInvoices },
  SortingOutRepository,
  { provide: SORTING_OUT, useClass: SortOutDifferences },
  SortingOutResolver,
  InvoiceDifferencesResolver,
  SelfBillingResolver,
  IncomingResolver,
];
