import type { Provider } from '@nestjs/common';
import { BILLS } from './contract/bills.port.js';
import { INVOICING } from './contract/invoicing.port.js';
import { TRAIL } from './contract/trail.port.js';
import { BillPaymentResolver, BillResolver } from './graphql/bill.resolver.js';
import { CreditNoteResolver, CreditRecoveryResolver, InvoiceCreditsResolver } from './graphql/credit-note.resolver.js';
import { InvoiceResolver } from './graphql/invoice.resolver.js';
import { TrailBeginningResolver, TrailPaymentResolver, TrailResolver } from './graphql/trail.resolver.js';
import { BillRepository } from './persistence/bill.repository.js';
import { CreditNoteRepository } from './persistence/credit-note.repository.js';
import { DocumentRepository } from './persistence/document.repository.js';
import { InvoiceRepository } from './persistence/invoice.repository.js';
import { TrailRepository } from './persistence/trail.repository.js';
import { ApproveByPolicy } from './use-cases/approve-by-policy.js';
import { ApproveInvoices } from './use-cases/approve-invoices.js';
import { FollowMoney } from './use-cases/follow-money.js';
import { GiveMoneyBack } from './use-cases/give-money-back.js';
import { ImportBillingParties } from './use-cases/import-billing-parties.js';
import { InvoicingService } from './use-cases/invoicing.service.js';
import { MakeInvoices } from './use-cases/make-invoices.js';
import { PayBills } from './use-cases/pay-bills.js';
import { RecordRefund } from './use-cases/record-refund.js';
import { WriteDocument } from './use-cases/write-document.js';

/** Invoices, credit notes, what people pay themselves, and the trail of each pound. */
export const INVOICE_PROVIDERS: Provider[] = [
  InvoiceRepository,
  CreditNoteRepository,
  DocumentRepository,
  BillRepository,
  TrailRepository,
  FollowMoney,
  GiveMoneyBack,
  MakeInvoices,
  ApproveInvoices,
  ApproveByPolicy,
  RecordRefund,
  ImportBillingParties,
  WriteDocument,
  { provide: INVOICING, useClass: InvoicingService },
  { provide: BILLS, useClass: PayBills },
  { provide: TRAIL, useExisting: FollowMoney },
  InvoiceResolver,
  BillResolver,
  BillPaymentResolver,
  TrailResolver,
  TrailPaymentResolver,
  TrailBeginningResolver,
  CreditNoteResolver,
  CreditRecoveryResolver,
  InvoiceCreditsResolver,
];
