import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, pageSize, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import { INVOICING, type InvoicingPort, type PreparePaymentRunInput } from '../contract/invoicing.port.js';
import { InvoiceRepository } from '../persistence/invoice.repository.js';
import { PaymentRunRepository } from '../persistence/payment-run.repository.js';
import { invoiceIdsOfRunLoader, invoiceLoader, paymentRunLoader } from './invoice.loaders.js';
import { type InvoiceView, invoiceView, type PaymentRunView, paymentRunView } from './invoice.view.js';
import { nameOf } from './names.js';

@Resolver('PaymentRun')
export class PaymentRunResolver {
  constructor(
    private readonly runs: PaymentRunRepository,
    private readonly invoices: InvoiceRepository,
    @Inject(INVOICING) private readonly invoicing: InvoicingPort,
  ) {}

  @Query('paymentRuns')
  async list(@Args('first') first: number | null, @Context() context: OperationContext): Promise<PaymentRunView[]> {
    const { actor } = context;
    if (!actor || !mayDo(actor, 'paymentRuns', { councilId: actor.councilId })) return [];
    const rows = await this.runs.newest(context.reads, pageSize(first));
    return rows.map((row) => paymentRunView(row, actor.personId));
  }

  @ResolveField('preparedByName')
  preparedByName(@Parent() run: PaymentRunView, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, 'PERSON', run.preparedBy);
  }

  @ResolveField('releasedByName')
  async releasedByName(@Parent() run: PaymentRunView, @Context() context: OperationContext): Promise<string | null> {
    return run.releasedBy === null ? null : nameOf(context, 'PERSON', run.releasedBy);
  }

  @ResolveField('invoices')
  async invoicesOf(@Parent() run: PaymentRunView, @Context() context: OperationContext): Promise<InvoiceView[]> {
    const ids = await invoiceIdsOfRunLoader(context, this.runs).load(run.id);
    const loader = invoiceLoader(context, this.invoices);
    const rows = await Promise.all((ids ?? []).map((id) => loader.load(id)));
    return rows.flatMap((row) => (row ? [invoiceView(row)] : []));
  }

  @Mutation('preparePaymentRun')
  prepare(
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('dueOnOrBefore') dueOnOrBefore: string | null | undefined,
    @Args('invoiceIds') invoiceIds: PreparePaymentRunInput['invoiceIds'],
    @Args('payerKinds') payerKinds: PreparePaymentRunInput['payerKinds'],
    @Context() context: OperationContext,
  ): Promise<PaymentRunView | RefusalMember> {
    return this.runAfter(context, () =>
      this.invoicing.preparePaymentRun(context.signedIn(), {
        idempotencyKey,
        dueOnOrBefore: dueOnOrBefore ?? null,
        invoiceIds: invoiceIds ?? null,
        payerKinds: payerKinds ?? null,
      }),
    );
  }

  @Mutation('releasePaymentRun')
  release(
    @Args('paymentRunId') paymentRunId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<PaymentRunView | RefusalMember> {
    return this.runAfter(context, () =>
      this.invoicing.releasePaymentRun(context.signedIn(), { paymentRunId, idempotencyKey }),
    );
  }

  private runAfter(
    context: OperationContext,
    operation: () => Promise<string>,
  ): Promise<PaymentRunView | RefusalMember> {
    return orRefusal<PaymentRunView>(async () => {
      const id = await operation();
      const row = await paymentRunLoader(context, this.runs).load(id.toLowerCase());
      if (!row) throw Refusal.notFound();
      return paymentRunView(row, context.signedIn().personId);
    });
  }
}
