import { type DynamicModule, Module } from '@nestjs/common';
import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';
import { CARD_READINESS } from '@owncourse/ordering/contract';
import { CARD_PROVIDERS, cardCompany } from './card.providers.js';
import { BILLS } from './contract/bills.port.js';
import type { StripeOptions } from './contract/card-company.js';
import { CARDS } from './contract/cards.port.js';
import { INCOMING } from './contract/incoming.port.js';
import { INVOICING } from './contract/invoicing.port.js';
import { PAYING_ACCOUNTS } from './contract/paying-accounts.port.js';
import { PAYING } from './contract/paying.port.js';
import { SELF_BILLING } from './contract/self-billing.port.js';
import { SORTING_OUT } from './contract/sorting-out.port.js';
import { TRAIL } from './contract/trail.port.js';
import { INCOMING_PROVIDERS } from './incoming.providers.js';
import { INVOICE_PROVIDERS } from './invoice.providers.js';
import { PAYING_PROVIDERS } from './paying.providers.js';
import { ApproveByPolicy } from './use-cases/approve-by-policy.js';
import { MakeInvoices } from './use-cases/make-invoices.js';
import { NoteOwnMoney } from './use-cases/take-card-payments.js';
import { INVOICING_RECORDS } from './contract/records.js';
import { invoicingRecords } from './persistence/records/person-records.js';

export { invoicingMigrations } from './invoicing.migrations.js';

@Module({
  providers: [
    { provide: INVOICING_RECORDS, useValue: invoicingRecords },
    ...INVOICE_PROVIDERS,
    ...PAYING_PROVIDERS,
    ...INCOMING_PROVIDERS,
    ...CARD_PROVIDERS,
    {
      provide: EVENT_CONSUMERS,
      useFactory: (...consumers: EventConsumer[]): EventConsumer[] => consumers,
      inject: [MakeInvoices, ApproveByPolicy, NoteOwnMoney],
    },
  ],
  exports: [
    INVOICING_RECORDS,
    INVOICING,
    PAYING,
    PAYING_ACCOUNTS,
    BILLS,
    TRAIL,
    SELF_BILLING,
    INCOMING,
    SORTING_OUT,
    CARDS,
    CARD_READINESS,
  ],
})
export class InvoicingModule {
  /** @param stripe null: card payment is not set up */
  static with(stripe: StripeOptions | null): DynamicModule {
    return { module: InvoicingModule, providers: cardCompany(stripe) };
  }
}
