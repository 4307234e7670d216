import { Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type {
  ApproveInvoicesInput,
  BillingPartyInput,
  DocumentAsked,
  InvoicingPort,
  PreparePaymentRunInput,
  RecordRefundInput,
  WrittenDocument,
} from '../contract/invoicing.port.js';
import { ApproveInvoices } from './approve-invoices.js';
import { ImportBillingParties } from './import-billing-parties.js';
import { MakeInvoices } from './make-invoices.js';
import { PreparePaymentRun } from './prepare-payment-run.js';
import { RecordRefund } from './record-refund.js';
import { ReleasePaymentRun } from './release-payment-run.js';
import { WriteDocument } from './write-document.js';

const USUAL_BATCH = 500;

/** Invoicing's door: one line a verb. */
@Injectable()
export class InvoicingService implements InvoicingPort {
  constructor(
    private readonly making: MakeInvoices,
    private readonly approving: ApproveInvoices,
    private readonly preparing: PreparePaymentRun,
    private readonly releasing: ReleasePaymentRun,
    private readonly refunding: RecordRefund,
    private readonly billingParties: ImportBillingParties,
    private readonly documents: WriteDocument,
  ) {}

  makeInvoices(through?: string): Promise<number> {
    return this.making.run(through);
  }

  invoicesToApprove(actor: Actor, limit = USUAL_BATCH): Promise<readonly string[]> {
    return this.approving.waiting(actor, limit);
  }

  approveInvoices(actor: Actor, input: ApproveInvoicesInput): Promise<readonly string[]> {
    return this.approving.run(actor, input);
  }

  preparePaymentRun(actor: Actor, input: PreparePaymentRunInput): Promise<string> {
    return this.preparing.run(actor, input);
  }

  releasePaymentRun(
    actor: Actor,
    input: { readonly paymentRunId: string; readonly idempotencyKey: string },
  ): Promise<string> {
    return this.releasing.run(actor, input);
  }

  recordRefund(actor: Actor, input: RecordRefundInput): Promise<string> {
    return this.refunding.run(actor, input);
  }

  importBillingParties(actor: Actor, fromOn: string, parties: readonly BillingPartyInput[]): Promise<void> {
    return this.billingParties.run(actor, fromOn, parties);
  }

  writeDocument(actor: Actor, asked: DocumentAsked): Promise<WrittenDocument | null> {
    return this.documents.run(actor, asked);
  }
}
