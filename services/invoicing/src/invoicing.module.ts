import { Module } from '@nestjs/common';
import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';
import { INVOICING } from './contract/invoicing.port.js';
import {
  CreditNoteResolver,
  CreditRecoveryResolver,
  InvoiceCreditsResolver,
  PaymentRunCreditsResolver,
} from './graphql/credit-note.resolver.js';
import { InvoiceResolver } from './graphql/invoice.resolver.js';
import { PaymentRunResolver } from './graphql/payment-run.resolver.js';
import { Invoicing0001 } from './migrations/0001-invoicing.js';
import { Invoicing0019 } from './migrations/0019-facts.js';
import { Invoicing0090 } from './migrations/0090-bank-holidays.js';
import { Invoicing0099 } from './migrations/0099-shares.js';
import { Invoicing0101 } from './migrations/0101-periods.js';
import { Invoicing0110 } from './migrations/0110-credit-notes.js';
import { Invoicing0140 } from './migrations/0140-parts.js';
import { Invoicing0201 } from './migrations/0201-visit-times.js';
import { Invoicing0210 } from './migrations/0210-credit-numbers.js';
import { Invoicing0300 } from './migrations/0300-electronic-invoices.js';
import { CreditNoteRepository } from './persistence/credit-note.repository.js';
import { DocumentRepository } from './persistence/document.repository.js';
import { InvoiceRepository } from './persistence/invoice.repository.js';
import { PaymentRunRepository } from './persistence/payment-run.repository.js';
import { ApproveInvoices } from './use-cases/approve-invoices.js';
import { GiveMoneyBack } from './use-cases/give-money-back.js';
import { ImportBillingParties } from './use-cases/import-billing-parties.js';
import { InvoicingService } from './use-cases/invoicing.service.js';
import { MakeInvoices } from './use-cases/make-invoices.js';
import { PreparePaymentRun } from './use-cases/prepare-payment-run.js';
import { RecordRefund } from './use-cases/record-refund.js';
import { ReleasePaymentRun } from './use-cases/release-payment-run.js';
import { WriteDocument } from './use-cases/write-document.js';

export const invoicingMigrations = [
  Invoicing0001,
  Invoicing0019,
  Invoicing0090,
  Invoicing0099,
  Invoicing0101,
  Invoicing0110,
  Invoicing0140,
  Invoicing0201,
  Invoicing0210,
  Invoicing0300,
];

@Module({
  providers: [
    InvoiceRepository,
    PaymentRunRepository,
    CreditNoteRepository,
    DocumentRepository,
    GiveMoneyBack,
    MakeInvoices,
    ApproveInvoices,
    PreparePaymentRun,
    ReleasePaymentRun,
    RecordRefund,
    ImportBillingParties,
    WriteDocument,
    { provide: INVOICING, useClass: InvoicingService },
    {
      provide: EVENT_CONSUMERS,
      useFactory: (making: MakeInvoices): EventConsumer[] => [making],
      inject: [MakeInvoices],
    },
    InvoiceResolver,
    PaymentRunResolver,
    CreditNoteResolver,
    CreditRecoveryResolver,
    InvoiceCreditsResolver,
    PaymentRunCreditsResolver,
  ],
  exports: [INVOICING],
})
export class InvoicingModule {}
