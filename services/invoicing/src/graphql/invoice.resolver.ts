import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  type Actor,
  connection,
  type Connection,
  decodeCursor,
  encodeCursor,
  isDay,
  isId,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  refusalMember,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { INVOICING, type InvoicingPort } from '../contract/invoicing.port.js';
import { matchProblemWords } from '../domain/match-problem.js';
import { InvoiceRepository, type InvoiceRow, type InvoiceStatusName } from '../persistence/invoice.repository.js';
import { invoiceLoader, linesLoader } from './invoice.loaders.js';
import { invoiceLineView, type InvoiceView, invoiceView } from './invoice.view.js';
import { nameOf } from './names.js';

interface InvoiceFilter {
  readonly statuses?: readonly InvoiceStatusName[] | null;
}

/** A difference between order, delivery and invoice is named, not hidden. */
function approvalMember(refusal: Refusal): RefusalMember {
  const member = refusalMember(refusal);
  if (refusal.code !== 'MATCH_PROBLEMS') return member;
  const problems = (refusal.details['problems'] as readonly string[] | undefined) ?? [];
  return {
    ...member,
    message: `This cannot be approved yet. ${problems.map(matchProblemWords).join(' ')}`,
    whatToDo: 'The invoice says who can settle it. Nothing was changed.',
  };
}

/** Where the page before ended. @throws Refusal INVALID_INPUT */
function readCursor(after: string | null): string[] | null {
  const cursor = decodeCursor(after, 2);
  if (cursor && !(isDay(cursor[0] ?? '') && isId(cursor[1] ?? '')))
    throw Refusal.invalid('after', 'Start the list again from the beginning.');
  return cursor;
}

@Resolver('Invoice')
export class InvoiceResolver {
  constructor(
    private readonly invoices: InvoiceRepository,
    @Inject(INVOICING) private readonly invoicing: InvoicingPort,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
  ) {}

  @Query('invoice')
  async invoice(@Args('id') id: string, @Context() context: OperationContext): Promise<InvoiceView | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await invoiceLoader(context, this.invoices).load(id.toLowerCase());
    if (!row) return null;
    await this.recordLook(context.actor, row);
    return invoiceView(row);
  }

  /** An officer who opens an invoice about one person looks at that person's spending. */
  private async recordLook(
    actor: Actor,
    { person_ids: [personId, ...others], council_id: councilId }: InvoiceRow,
  ): Promise<void> {
    if (personId === undefined || others.length > 0 || personId === actor.personId || actor.councilId !== councilId)
      return;
    await this.identity.recordLookUp(actor, { personId, councilId, what: 'INVOICE' });
  }

  @Query('invoices')
  async list(
    @Args('filter') filter: InvoiceFilter | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<InvoiceView> & { totalCount: number }> {
    if (!context.actor) return { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
    const size = pageSize(first);
    const cursor = readCursor(after);
    const statuses = filter?.statuses ?? null;
    const [rows, totalCount] = await Promise.all([
      this.invoices.page(context.reads, statuses, cursor, size + 1),
      this.invoices.count(context.reads, statuses),
    ]);
    return { ...connection(rows, size, invoiceView, (row) => encodeCursor([row.issued_on, row.id])), totalCount };
  }

  @ResolveField('payerName')
  payerName(@Parent() invoice: InvoiceView, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, invoice.payerKind, invoice.payerId);
  }

  @ResolveField('approvedByName')
  async approvedByName(@Parent() invoice: InvoiceView, @Context() context: OperationContext): Promise<string | null> {
    return invoice.approvedBy === null ? null : nameOf(context, 'PERSON', invoice.approvedBy);
  }

  @ResolveField('lines')
  async lines(
    @Parent() invoice: InvoiceView,
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown>[]> {
    const lines = await linesLoader(context, this.invoices).load(invoice.id);
    return (lines ?? []).map(invoiceLineView);
  }

  @Mutation('approveInvoice')
  approve(
    @Args('invoiceId') invoiceId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<InvoiceView | RefusalMember> {
    return orRefusal<InvoiceView>(async () => {
      await this.invoicing.approveInvoices(context.signedIn(), { invoiceIds: [invoiceId], idempotencyKey });
      const row = await invoiceLoader(context, this.invoices).load(invoiceId.toLowerCase());
      if (!row) throw Refusal.notFound();
      return invoiceView(row);
    }, approvalMember);
  }
}
