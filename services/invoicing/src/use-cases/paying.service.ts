import { Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type {
  DecideBankDetailsInput,
  EnterBankDetailsInput,
  ImportBankResultInput,
  PayingAccountInput,
  PayingPort,
  RecordCallBackInput,
  RunFileAsked,
  RunPreview,
  RunPreviewAsked,
  WrittenDocument,
} from '../contract/paying.port.js';
import { CheckBankDetails } from './check-bank-details.js';
import { EnterBankDetails } from './enter-bank-details.js';
import { ImportBankResult } from './import-bank-result.js';
import { ImportPayingAccounts } from './import-paying-accounts.js';
import { PreviewRun } from './preview-run.js';
import { WriteRemittance } from './write-remittance.js';
import { WriteRunFile } from './write-run-file.js';

/** The door to paying by the bank: one line a verb. */
@Injectable()
export class PayingService implements PayingPort {
  constructor(
    private readonly entering: EnterBankDetails,
    private readonly checking: CheckBankDetails,
    private readonly accounts: ImportPayingAccounts,
    private readonly previewing: PreviewRun,
    private readonly files: WriteRunFile,
    private readonly results: ImportBankResult,
    private readonly remittances: WriteRemittance,
  ) {}

  enterBankDetails(actor: Actor, input: EnterBankDetailsInput): Promise<string> {
    return this.entering.run(actor, input);
  }

  recordCallBack(actor: Actor, input: RecordCallBackInput): Promise<string> {
    return this.checking.recordCall(actor, input);
  }

  decideBankDetails(actor: Actor, input: DecideBankDetailsInput): Promise<string> {
    return this.checking.decide(actor, input);
  }

  importPayingAccounts(actor: Actor, fromOn: string, accounts: readonly PayingAccountInput[]): Promise<void> {
    return this.accounts.run(actor, fromOn, accounts);
  }

  previewRun(actor: Actor, asked: RunPreviewAsked): Promise<RunPreview> {
    return this.previewing.run(actor, asked);
  }

  writeRunFile(actor: Actor, asked: RunFileAsked): Promise<WrittenDocument | null> {
    return this.files.run(actor, asked);
  }

  importBankResult(actor: Actor, input: ImportBankResultInput): Promise<string> {
    return this.results.run(actor, input);
  }

  writeRemittance(
    actor: Actor,
    asked: { readonly bankPaymentId: string; readonly largePrint: boolean },
  ): Promise<{ readonly content: Buffer; readonly reference: string } | null> {
    return this.remittances.run(actor, asked);
  }
}
