import { type DynamicModule, Module } from '@nestjs/common';
import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';
import { CARD_PROVIDERS, cardCompany } from './card.providers.js';
import { CARDS } from './contract/cards.port.js';
import { INVOICING } from './contract/invoicing.port.js';
import { PAYING } from './contract/paying.port.js';
import { BankPaymentResolver, BankResultResolver, PaymentRunBankResolver } from './graphql/bank-payment.resolver.js';
import { BankCheckResolver, BankDetailsResolver } from './graphql/bank.resolver.js';
import {
  CreditNoteResolver,
  CreditRecoveryResolver,
  InvoiceCreditsResolver,
  PaymentRunCreditsResolver,
} from './graphql/credit-note.resolver.js';
import { InvoiceResolver } from './graphql/invoice.resolver.js';
import { DeliveryOutlookResolver, InvoiceOutlookResolver, RemittanceResolver } from './graphql/remittance.resolver.js';
import { PaymentRunResolver } from './graphql/payment-run.resolver.js';
import { BILLS } from './contract/bills.port.js';
import { TRAIL } from './contract/trail.port.js';
import { BillPaymentResolver, BillResolver } from './graphql/bill.resolver.js';
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
import { Invoicing0310 } from './migrations/0310-bank-details.js';
import { Invoicing0311 } from './migrations/0311-paying-by-bank.js';
import { Invoicing0313 } from './migrations/0313-remittances.js';
import { Invoicing0312 } from './migrations/0312-bank-results.js';
import { Invoicing0320 } from './migrations/0320-month-at-once.js';
import { Invoicing0321 } from './migrations/0321-paid-by-holder.js';
import { Invoicing0323 } from './migrations/0323-self-billing.js';
import { SELF_BILLING } from './contract/self-billing.port.js';
import { SelfBillingResolver } from './graphql/self-billing.resolver.js';
import { SelfBillingRepository } from './persistence/self-billing.repository.js';
import { SelfBilling } from './use-cases/self-billing.js';
import { Invoicing0322 } from './migrations/0322-trail.js';
import { Invoicing0330 } from './migrations/0330-cards.js';
import { BankPaymentRepository } from './persistence/bank-payment.repository.js';
import { BankRepository } from './persistence/bank.repository.js';
import { CreditNoteRepository } from './persistence/credit-note.repository.js';
import { DocumentRepository } from './persistence/document.repository.js';
import { BillRepository } from './persistence/bill.repository.js';
import { InvoiceRepository } from './persistence/invoice.repository.js';
import { PaymentRunRepository } from './persistence/payment-run.repository.js';
import { Invoicing0324 } from './migrations/0324-approved-by-policy.js';
import { Invoicing0325 } from './migrations/0325-incoming-invoices.js';
import { INCOMING } from './contract/incoming.port.js';
import { IncomingResolver } from './graphql/incoming.resolver.js';
import { IncomingRepository } from './persistence/incoming.repository.js';
import { IncomingInvoices } from './use-cases/incoming-invoices.js';
import { ApproveByPolicy } from './use-cases/approve-by-policy.js';
import type { StripeOptions } from './contract/card-company.js';
import { ApproveInvoices } from './use-cases/approve-invoices.js';
import { CheckBankDetails } from './use-cases/check-bank-details.js';
import { EnterBankDetails } from './use-cases/enter-bank-details.js';
import { GiveMoneyBack } from './use-cases/give-money-back.js';
import { ImportBillingParties } from './use-cases/import-billing-parties.js';
import { ImportBankResult } from './use-cases/import-bank-result.js';
import { ImportPayingAccounts } from './use-cases/import-paying-accounts.js';
import { InvoicingService } from './use-cases/invoicing.service.js';
import { MakeInvoices } from './use-cases/make-invoices.js';
import { PayBills } from './use-cases/pay-bills.js';
import { PayingService } from './use-cases/paying.service.js';
import { PreparePaymentRun } from './use-cases/prepare-payment-run.js';
import { PreviewRun } from './use-cases/preview-run.js';
import { RecordRefund } from './use-cases/record-refund.js';
import { ReleasePaymentRun } from './use-cases/release-payment-run.js';
import { FollowMoney } from './use-cases/follow-money.js';
import { TrailRepository } from './persistence/trail.repository.js';
import { TrailBeginningResolver, TrailPaymentResolver, TrailResolver } from './graphql/trail.resolver.js';
import { NoteOwnMoney } from './use-cases/take-card-payments.js';
import { WriteDocument } from './use-cases/write-document.js';
import { WriteRemittance } from './use-cases/write-remittance.js';
import { RemittanceRepository } from './persistence/remittance.repository.js';
import { WriteRunFile } from './use-cases/write-run-file.js';

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
  Invoicing0310,
  Invoicing0311,
  Invoicing0312,
  Invoicing0313,
  Invoicing0320,
  Invoicing0321,
  Invoicing0322,
  Invoicing0323,
  Invoicing0324,
  Invoicing0325,
  Invoicing0330,
];

@Module({
  providers: [
    InvoiceRepository,
    PaymentRunRepository,
    CreditNoteRepository,
    DocumentRepository,
    BankRepository,
    BankPaymentRepository,
    BillRepository,
    TrailRepository,
    SelfBillingRepository,
    IncomingRepository,
    FollowMoney,
    EnterBankDetails,
    CheckBankDetails,
    ImportPayingAccounts,
    PreviewRun,
    WriteRunFile,
    ImportBankResult,
    RemittanceRepository,
    WriteRemittance,
    GiveMoneyBack,
    MakeInvoices,
    ApproveInvoices,
    ApproveByPolicy,
    PreparePaymentRun,
    ReleasePaymentRun,
    RecordRefund,
    ImportBillingParties,
    WriteDocument,
    { provide: INVOICING, useClass: InvoicingService },
    { provide: PAYING, useClass: PayingService },
    { provide: SELF_BILLING, useClass: SelfBilling },
    { provide: INCOMING, useClass: IncomingInvoices },
    { provide: BILLS, useClass: PayBills },
    { provide: TRAIL, useExisting: FollowMoney },
    {
      provide: EVENT_CONSUMERS,
      useFactory: (...consumers: EventConsumer[]): EventConsumer[] => consumers,
      inject: [MakeInvoices, ApproveByPolicy, NoteOwnMoney],
    },
    ...CARD_PROVIDERS,
    InvoiceResolver,
    BillResolver,
    BillPaymentResolver,
    TrailResolver,
    SelfBillingResolver,
    IncomingResolver,
    TrailPaymentResolver,
    TrailBeginningResolver,
    PaymentRunResolver,
    BankDetailsResolver,
    BankCheckResolver,
    BankPaymentResolver,
    BankResultResolver,
    RemittanceResolver,
    InvoiceOutlookResolver,
    DeliveryOutlookResolver,
    PaymentRunBankResolver,
    CreditNoteResolver,
    CreditRecoveryResolver,
    InvoiceCreditsResolver,
    PaymentRunCreditsResolver,
  ],
  exports: [INVOICING, PAYING, BILLS, TRAIL, SELF_BILLING, INCOMING, CARDS],
})
export class InvoicingModule {
  /** @param stripe null: card payment is not set up */
  static with(stripe: StripeOptions | null): DynamicModule {
    return { module: InvoicingModule, providers: cardCompany(stripe) };
  }
}
