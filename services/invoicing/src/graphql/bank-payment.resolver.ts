import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, pageSize, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import { type ImportBankResultInput, PAYING, type PayerKindAsked, type PayingPort } from '../contract/paying.port.js';
import { reasonWords } from '../domain/bank-result.js';
import { runExceptionWords } from '../domain/run-exception.js';
import {
  BankPaymentRepository,
  type BankPaymentRow,
  type BankResultRow,
  type FileTakenRow,
  type LeftOutRow,
} from '../persistence/bank-payment.repository.js';
import { InvoiceRepository } from '../persistence/invoice.repository.js';
import { grouped, invoiceLoader } from './invoice.loaders.js';
import { invoiceView } from './invoice.view.js';
import { nameOf } from './names.js';

type View = Readonly<Record<string, unknown>>;
interface PaymentView extends View {
  readonly councilId: string;
}

const OF_RUN = Symbol('Bank payments by run');
const LEFT_OUT = Symbol('Left out by run');
const TAKEN = Symbol('Files taken by run');

function paymentView(row: BankPaymentRow): PaymentView {
  return {
    id: row.id,
    councilId: row.council_id,
    reference: row.reference,
    provider: { id: row.provider_id },
    amountPence: row.amount_pence,
    status: row.status,
    payOn: row.pay_on,
    accountEnding: row.account_ending,
    rejectedBecause: row.reason_code === null ? null : reasonWords(row.reason_code),
  };
}

@Resolver('BankPayment')
export class BankPaymentResolver {
  constructor(private readonly payments: BankPaymentRepository) {}

  @Query('ourPayments')
  async ours(@Args('first') first: number | null, @Context() context: OperationContext): Promise<PaymentView[]> {
    const { actor } = context;
    const providerId = actor?.organisationId ?? null;
    if (!actor || providerId === null || !mayDo(actor, 'ourPayments', { organisationId: providerId })) return [];
    return (await this.payments.ofProvider(context.reads, providerId, pageSize(first))).map(paymentView);
  }

  @ResolveField('councilName')
  councilName(@Parent() { councilId }: PaymentView, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, 'COUNCIL', councilId);
  }
}

/** What the bank answered. */
@Resolver('BankResult')
export class BankResultResolver {
  constructor(
    private readonly payments: BankPaymentRepository,
    @Inject(PAYING) private readonly paying: PayingPort,
  ) {}

  @Query('bankResults')
  async results(@Args('first') first: number | null, @Context() context: OperationContext): Promise<View[]> {
    const { actor } = context;
    if (!actor || !mayDo(actor, 'bankResults', { councilId: actor.councilId })) return [];
    const rows = await this.payments.results(context.reads, null, pageSize(first));
    return rows.map(resultView);
  }

  @ResolveField('importedByName')
  importedByName(
    @Parent() { importedBy }: { importedBy: string },
    @Context() context: OperationContext,
  ): Promise<string> {
    return nameOf(context, 'PERSON', importedBy);
  }

  @Mutation('importBankResult')
  take(
    @Args('input') input: ImportBankResultInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const id = await this.paying.importBankResult(context.signedIn(), input);
      const [row] = await this.payments.results(context.reads, id, 1);
      if (!row) throw Refusal.notFound();
      return resultView(row);
    });
  }
}

function resultView(row: BankResultRow): View {
  return {
    __typename: 'BankResult',
    id: row.id,
    importedAt: row.imported_at,
    importedBy: row.imported_by,
    acceptedCount: row.accepted_count,
    rejectedCount: row.rejected_count,
    unchangedCount: row.unchanged_count,
  };
}

/** A run on trial, and what a released one tells the bank. */
@Resolver('PaymentRun')
export class PaymentRunBankResolver {
  constructor(
    private readonly payments: BankPaymentRepository,
    private readonly invoices: InvoiceRepository,
    @Inject(PAYING) private readonly paying: PayingPort,
  ) {}

  @Query('paymentRunPreview')
  async preview(
    @Args('dueOnOrBefore') dueOnOrBefore: string | null | undefined,
    @Args('payerKinds') payerKinds: readonly PayerKindAsked[] | null | undefined,
    @Context() context: OperationContext,
  ): Promise<View | null> {
    const { actor } = context;
    if (!actor || !mayDo(actor, 'paymentRunPreview', { councilId: actor.councilId })) return null;
    const preview = await this.paying.previewRun(actor, {
      dueOnOrBefore: dueOnOrBefore ?? null,
      payerKinds: payerKinds ?? null,
    });
    return {
      ...preview,
      totalPence: preview.invoicePence - preview.takenOffPence,
      exceptions: preview.exceptions.map((one) => ({
        ...one,
        ...runExceptionWords(one.kind),
        provider: one.providerId === null ? null : { id: one.providerId },
      })),
    };
  }

  @ResolveField('bankPayments')
  async bankPayments(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<PaymentView[]> {
    const loader = context.loader<BankPaymentRow[]>(OF_RUN, async (ids, { reads }) =>
      grouped(
        ids,
        await this.payments.ofRuns(reads, ids),
        (row) => row.run_id,
        (row) => row,
      ),
    );
    return ((await loader.load(id)) ?? []).map(paymentView);
  }

  @ResolveField('leftOut')
  async leftOut(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View[]> {
    const loader = context.loader<LeftOutRow[]>(LEFT_OUT, async (ids, { reads }) =>
      grouped(
        ids,
        await this.payments.leftOut(reads, ids),
        (row) => row.run_id,
        (row) => row,
      ),
    );
    const rows = (await loader.load(id)) ?? [];
    const invoices = invoiceLoader(context, this.invoices);
    const views = await Promise.all(
      rows.map(async (row) => {
        const invoice = await invoices.load(row.invoice_id);
        return invoice && { invoice: invoiceView(invoice), standing: row.standing, amountPence: row.amount_pence };
      }),
    );
    return views.filter((view) => view !== null);
  }

  @ResolveField('filesTaken')
  async filesTaken(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View[]> {
    const loader = context.loader<FileTakenRow[]>(TAKEN, async (ids, { reads }) =>
      grouped(
        ids,
        await this.payments.filesTaken(reads, ids),
        (row) => row.run_id,
        (row) => row,
      ),
    );
    const rows = (await loader.load(id)) ?? [];
    return Promise.all(
      rows.map(async (row) => ({
        format: row.format,
        takenByName: await nameOf(context, 'PERSON', row.taken_by),
        takenAt: row.taken_at,
        sha256: row.sha256,
      })),
    );
  }
}
