import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  inOrderOf,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
  shortReference,
} from '@owncourse/kernel/contract';
import { INVOICING, type InvoicingPort } from '../contract/invoicing.port.js';
import { CreditNoteRepository, type CreditNoteRow, type RecoveryRow } from '../persistence/credit-note.repository.js';
import type { PayerKind } from '../persistence/invoice.repository.js';
import { grouped } from './invoice.loaders.js';
import { nameOf } from './names.js';

interface CreditNoteView {
  readonly __typename: 'CreditNote';
  readonly id: string;
  readonly payerId: string;
  readonly payerKind: PayerKind;
  readonly [field: string]: unknown;
}

interface RecoveryView {
  readonly creditNoteId: string;
  readonly [field: string]: unknown;
}

const NOTE = Symbol('Credit note by id');
const OF_INVOICE = Symbol('Credit notes by invoice');
const RECOVERIES = Symbol('Recoveries by credit note');
const OF_RUN = Symbol('Recoveries by payment run');

function creditNoteView(row: CreditNoteRow): CreditNoteView {
  return {
    __typename: 'CreditNote',
    id: row.id,
    number: row.number,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    provider: { id: row.provider_id },
    payerId: row.payer_id,
    payerKind: row.payer_kind,
    orderId: row.order_id,
    orderReference: shortReference(row.order_id),
    onDate: row.on_date,
    description: row.description,
    issuedOn: row.issued_on,
    creditPence: row.credit_pence,
    vatPence: row.vat_pence,
    vatCategory: row.vat_category,
    returnedOn: row.returned_on,
    leftPence: row.credit_pence - row.recovered_pence - row.reserved_pence,
    owedByProvider: row.invoice_paid,
  };
}

function recoveryView(row: RecoveryRow): RecoveryView {
  return {
    id: row.id,
    kind: row.kind,
    amountPence: row.amount_pence,
    settledOn: row.settled_on,
    creditNoteId: row.credit_note_id,
  };
}

@Resolver('CreditNote')
export class CreditNoteResolver {
  constructor(
    private readonly notes: CreditNoteRepository,
    @Inject(INVOICING) private readonly invoicing: InvoicingPort,
  ) {}

  byId(context: OperationContext, id: string): Promise<CreditNoteRow | null> {
    return context
      .loader<CreditNoteRow>(NOTE, async (ids, { reads }) =>
        inOrderOf(ids, await this.notes.notes(reads, { ids }, ids.length), (row) => row.id),
      )
      .load(id);
  }

  @Query('creditNotes')
  async list(
    @Args('open') open: boolean | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<CreditNoteView[]> {
    if (!context.actor) return [];
    const rows = await this.notes.notes(context.reads, { open }, pageSize(first));
    return rows.map(creditNoteView);
  }

  @ResolveField('payerName')
  payerName(@Parent() note: CreditNoteView, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, note.payerKind, note.payerId);
  }

  @ResolveField('recoveries')
  async recoveries(@Parent() note: CreditNoteView, @Context() context: OperationContext): Promise<RecoveryView[]> {
    const rows = await context
      .loader<RecoveryRow[]>(RECOVERIES, async (ids, { reads }) =>
        grouped(
          ids,
          await this.notes.recoveries(reads, ids),
          (row) => row.credit_note_id,
          (row) => row,
        ),
      )
      .load(note.id);
    return (rows ?? []).map(recoveryView);
  }

  @Mutation('recordProviderRefund')
  record(
    @Args('input')
    input: { creditNoteId: string; idempotencyKey: string; amountPence: bigint; receivedOn: string },
    @Context() context: OperationContext,
  ): Promise<CreditNoteView | RefusalMember> {
    return orRefusal<CreditNoteView>(async () => {
      const { creditNoteId, idempotencyKey, amountPence, receivedOn } = input;
      const id = await this.invoicing.recordRefund(context.signedIn(), {
        creditNoteId,
        idempotencyKey,
        pence: amountPence,
        receivedOn,
      });
      const row = await this.byId(context, id);
      if (!row) throw Refusal.notFound();
      return creditNoteView(row);
    });
  }
}

@Resolver('Invoice')
export class InvoiceCreditsResolver {
  constructor(private readonly notes: CreditNoteRepository) {}

  @ResolveField('creditNotes')
  async creditNotes(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<CreditNoteView[]> {
    const rows = await context
      .loader<CreditNoteRow[]>(OF_INVOICE, async (invoiceIds, { reads }) =>
        grouped(
          invoiceIds,
          await this.notes.notes(reads, { invoiceIds }, null),
          (row) => row.invoice_id,
          (row) => row,
        ),
      )
      .load(id);
    return (rows ?? []).map(creditNoteView);
  }
}

@Resolver('PaymentRun')
export class PaymentRunCreditsResolver {
  constructor(private readonly notes: CreditNoteRepository) {}

  @ResolveField('takenOff')
  async takenOff(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<RecoveryView[]> {
    const rows = await context
      .loader<RecoveryRow[]>(OF_RUN, async (runIds, { reads }) =>
        grouped(
          runIds,
          await this.notes.ofRuns(reads, runIds),
          (row) => row.run_id ?? '',
          (row) => row,
        ),
      )
      .load(id);
    return (rows ?? []).map(recoveryView);
  }
}

@Resolver('CreditRecovery')
export class CreditRecoveryResolver {
  constructor(private readonly credits: CreditNoteResolver) {}

  @ResolveField('creditNote')
  async creditNote(@Parent() recovery: RecoveryView, @Context() context: OperationContext): Promise<CreditNoteView> {
    const row = await this.credits.byId(context, recovery.creditNoteId);
    if (!row) throw Refusal.notFound();
    return creditNoteView(row);
  }
}
