import type { Provider } from '@nestjs/common';
import { PAYING_ACCOUNTS } from './contract/paying-accounts.port.js';
import { PAYING } from './contract/paying.port.js';
import { BankPaymentResolver, BankResultResolver, PaymentRunBankResolver } from './graphql/bank-payment.resolver.js';
import { BankCheckResolver, BankDetailsResolver } from './graphql/bank.resolver.js';
import { PaymentRunCreditsResolver } from './graphql/credit-note.resolver.js';
import { PaymentRunResolver } from './graphql/payment-run.resolver.js';
import { DeliveryOutlookResolver, InvoiceOutlookResolver, RemittanceResolver } from './graphql/remittance.resolver.js';
import { PayingAccountResolver } from './graphql/paying-account.resolver.js';
import { BankPaymentRepository } from './persistence/bank-payment.repository.js';
import { BankRepository } from './persistence/bank.repository.js';
import { PayingAccountRepository } from './persistence/paying-account.repository.js';
import { PaymentRunRepository } from './persistence/payment-run.repository.js';
import { RemittanceRepository } from './persistence/remittance.repository.js';
import { CheckBankDetails } from './use-cases/check-bank-details.js';
import { EnterBankDetails } from './use-cases/enter-bank-details.js';
import { ImportBankResult } from './use-cases/import-bank-result.js';
import { ImportPayingAccounts } from './use-cases/import-paying-accounts.js';
import { PayingAccounts } from './use-cases/paying-accounts.js';
import { PayingService } from './use-cases/paying.service.js';
import { PreparePaymentRun } from './use-cases/prepare-payment-run.js';
import { PreviewRun } from './use-cases/preview-run.js';
import { ReleasePaymentRun } from './use-cases/release-payment-run.js';
import { WriteRemittance } from './use-cases/write-remittance.js';
import { WriteRunFile } from './use-cases/write-run-file.js';

/** Payment runs, bank details, the bank's payments and its answers. */
export const PAYING_PROVIDERS: Provider[] = [
  PaymentRunRepository,
  BankRepository,
  BankPaymentRepository,
  PayingAccountRepository,
  RemittanceRepository,
  EnterBankDetails,
  CheckBankDetails,
  ImportPayingAccounts,
  PreviewRun,
  PreparePaymentRun,
  ReleasePaymentRun,
  WriteRunFile,
  ImportBankResult,
  WriteRemittance,
  { provide: PAYING, useClass: PayingService },
  { provide: PAYING_ACCOUNTS, useClass: PayingAccounts },
  PaymentRunResolver,
  BankDetailsResolver,
  BankCheckResolver,
  PayingAccountResolver,
  BankPaymentResolver,
  BankResultResolver,
  RemittanceResolver,
  InvoiceOutlookResolver,
  DeliveryOutlookResolver,
  PaymentRunBankResolver,
  PaymentRunCreditsResolver,
];
