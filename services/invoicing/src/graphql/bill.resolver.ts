import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  receiptFromBase64,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { BILLS, type BillsPort, type PaidHow } from '../contract/bills.port.js';
import { BillRepository, type HolderPaymentRow, type PaymentReceiptRow } from '../persistence/bill.repository.js';
import { InvoiceRepository } from '../persistence/invoice.repository.js';
import { grouped, invoiceLoader } from './invoice.loaders.js';
import { type InvoiceView, invoiceView } from './invoice.view.js';
import { nameOf } from './names.js';

const BY_HOLDER = Symbol('Whether who holds the money pays, by invoice');
const PAYMENTS = Symbol('What people said they paid, by invoice');
const RECEIPTS = Symbol('Receipts by payment');

interface RecordInput {
  readonly invoiceId: string;
  readonly idempotencyKey: string;
  readonly paidOn: string;
  readonly how: PaidHow;
  readonly receiptBase64?: string | null;
}

@Resolver('Invoice')
export class BillResolver {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly bills: BillRepository,
    @Inject(BILLS) private readonly paying: BillsPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('bills')
  async list(
    @Args('personId') personId: string,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<InvoiceView[]> {
    if (!context.actor || !isId(personId) || !mayDo(context.actor, 'bills', { personId })) return [];
    const ids = await this.bills.billsOf(context.reads, personId, this.today(), pageSize(first));
    const rows = await invoiceLoader(context, this.invoices).loadMany(ids);
    return rows.flatMap((row) => (row === null || row instanceof Error ? [] : [invoiceView(row)]));
  }

  @ResolveField('paidByHolder')
  async paidByHolder(@Parent() { id }: InvoiceView, @Context() context: OperationContext): Promise<boolean> {
    const loader = context.loader<boolean>(BY_HOLDER, async (ids, { reads }) => {
      const theirs = await this.bills.paidByHolder(reads, ids, this.today());
      return ids.map((one) => theirs.has(one));
    });
    return (await loader.load(id)) ?? false;
  }

  @ResolveField('paymentInstruction')
  async paymentInstruction(
    @Parent() { id }: InvoiceView,
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown> | null> {
    // Officers and providers have no use for it: the whole account is for whoever pays.
    if (context.actor?.councilId !== null || context.actor.organisationId !== null) return null;
    const row = await this.bills.instruction(context.reads, id, this.today());
    return (
      row && {
        accountName: row.account_name,
        sortCode: row.sort_code,
        accountNumber: row.account_number,
        reference: row.reference,
        amountPence: row.amount_pence,
        takenOffPence: row.taken_off_pence,
        payBy: row.due_on,
      }
    );
  }

  @ResolveField('billPayments')
  async billPayments(
    @Parent() { id }: InvoiceView,
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown>[]> {
    const loader = context.loader<HolderPaymentRow[]>(PAYMENTS, async (ids, { reads }) =>
      grouped(
        ids,
        await this.bills.payments(reads, ids),
        (row) => row.invoice_id,
        (row) => row,
      ),
    );
    return ((await loader.load(id)) ?? []).map((row) => ({
      id: row.id,
      amountPence: row.amount_pence,
      paidOn: row.paid_on,
      how: row.how,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by,
      takenBackAt: row.taken_back_at,
      takenBackReason: row.taken_back_reason,
    }));
  }

  @Mutation('recordBillPaid')
  recordPaid(
    @Args('input') { receiptBase64, ...input }: RecordInput,
    @Context() context: OperationContext,
  ): Promise<InvoiceView | RefusalMember> {
    return this.answer(context, () => {
      const receipt = receiptBase64 ? receiptFromBase64(receiptBase64) : null;
      return this.paying.recordPaid(context.signedIn(), { ...input, receipt });
    });
  }

  @Mutation('takeBackBillPaid')
  takeBack(
    @Args('input') input: { readonly paymentId: string; readonly idempotencyKey: string; readonly reason: string },
    @Context() context: OperationContext,
  ): Promise<InvoiceView | RefusalMember> {
    return this.answer(context, () => this.paying.takeBack(context.signedIn(), input));
  }

  @Mutation('addPaymentReceipt')
  addReceipt(
    @Args('input')
    input: { readonly paymentId: string; readonly idempotencyKey: string; readonly contentBase64: string },
    @Context() context: OperationContext,
  ): Promise<InvoiceView | RefusalMember> {
    return this.answer(context, () => {
      const { paymentId, idempotencyKey, contentBase64 } = input;
      return this.paying.addReceipt(context.signedIn(), {
        paymentId,
        idempotencyKey,
        content: receiptFromBase64(contentBase64),
      });
    });
  }

  private answer(context: OperationContext, work: () => Promise<string>): Promise<InvoiceView | RefusalMember> {
    return orRefusal<InvoiceView>(async () => {
      const invoiceId = await work();
      const row = await invoiceLoader(context, this.invoices).load(invoiceId.toLowerCase());
      if (!row) throw Refusal.notFound();
      return invoiceView(row);
    });
  }

  private today(): string {
    return londonDate(this.clock.now());
  }
}

@Resolver('BillPayment')
export class BillPaymentResolver {
  constructor(private readonly bills: BillRepository) {}

  @ResolveField('recordedByName')
  recordedByName(
    @Parent() { recordedBy }: { recordedBy: string },
    @Context() context: OperationContext,
  ): Promise<string> {
    return nameOf(context, 'PERSON', recordedBy);
  }

  @ResolveField('receipts')
  async receipts(
    @Parent() { id }: { id: string },
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown>[]> {
    const loader = context.loader<PaymentReceiptRow[]>(RECEIPTS, async (ids, { reads }) =>
      grouped(
        ids,
        await this.bills.receipts(reads, ids),
        (row) => row.payment_id,
        (row) => row,
      ),
    );
    return ((await loader.load(id)) ?? []).map((row) => ({
      id: row.id,
      contentType: row.content_type,
      byteSize: row.byte_size,
      addedAt: row.added_at,
    }));
  }
}
