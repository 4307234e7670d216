import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, pageSize, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import { type AnswerDifferenceInput, SORTING_OUT, type SortingOutPort } from '../contract/sorting-out.port.js';
import type { SettledBy } from '../domain/difference.js';
import { ownDifference } from '../domain/match-problem.js';
import { IncomingRepository } from '../persistence/incoming.repository.js';
import { InvoiceRepository, type InvoiceRow } from '../persistence/invoice.repository.js';
import { type DifferenceRow, SortingOutRepository } from '../persistence/sorting-out.repository.js';
import { type DifferenceView, incomingView } from './incoming.view.js';
import { grouped, invoiceLoader } from './invoice.loaders.js';
import { type InvoiceView, invoiceView } from './invoice.view.js';
import { nameOf } from './names.js';

type View = Readonly<Record<string, unknown>>;
const DIFFERENCES = Symbol('Differences by invoice');

/** An invoice that waits, with the day by which the list is ordered. */
interface Waiting extends View {
  readonly issuedOn: string;
}

function differenceView(row: DifferenceRow): DifferenceView {
  return { ...ownDifference(row), lineId: row.billable_id };
}

const everybody = (differences: readonly DifferenceView[]): SettledBy[] => [
  ...new Set(differences.map((one) => one.settledBy)),
];

@Resolver('InvoiceToSortOut')
export class SortingOutResolver {
  constructor(
    private readonly sorting: SortingOutRepository,
    private readonly invoices: InvoiceRepository,
    private readonly incoming: IncomingRepository,
    @Inject(SORTING_OUT) private readonly answers: SortingOutPort,
  ) {}

  @Query('invoicesToSortOut')
  async list(@Args('first') first: number | null, @Context() context: OperationContext): Promise<View[]> {
    const { actor, reads } = context;
    const subject = { organisationId: actor?.organisationId ?? null, councilId: actor?.councilId ?? null };
    if (!actor || !mayDo(actor, 'invoicesToSortOut', subject)) return [];
    const size = pageSize(first);
    const [ours, sent] = await Promise.all([this.sorting.ours(reads, size), this.sorting.sent(reads, size)]);
    const [rows, differences, incoming] = await Promise.all([
      this.invoices.byIds(reads, ours),
      this.sorting.differences(reads, ours),
      this.incoming.byIds(reads, sent),
    ]);
    const found = grouped(ours, differences, (row) => row.invoice_id, differenceView);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const own = ours.flatMap((id, index): Waiting[] => {
      const row = byId.get(id);
      return row ? [ourView(row, found[index] ?? [])] : [];
    });
    const theirs = incoming.map((row): Waiting => {
      const view = incomingView(row);
      const settledBy = everybody(view.differences);
      return { ...view, __typename: 'InvoiceToSortOut', source: 'SENT', issuedOn: row.issued_on, settledBy };
    });
    return [...own, ...theirs].sort((left, right) => left.issuedOn.localeCompare(right.issuedOn)).slice(0, size);
  }

  @ResolveField('councilName')
  councilName(@Parent() { councilId }: { councilId: string }, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, 'COUNCIL', councilId);
  }

  @Mutation('explainDifference')
  explain(
    @Args('input') input: AnswerDifferenceInput,
    @Context() context: OperationContext,
  ): Promise<InvoiceView | RefusalMember> {
    return this.answered(context, () => this.answers.explain(context.signedIn(), input));
  }

  @Mutation('acceptDifference')
  accept(
    @Args('input') input: AnswerDifferenceInput,
    @Context() context: OperationContext,
  ): Promise<InvoiceView | RefusalMember> {
    return this.answered(context, () => this.answers.accept(context.signedIn(), input));
  }

  private answered(context: OperationContext, work: () => Promise<string>): Promise<InvoiceView | RefusalMember> {
    return orRefusal<InvoiceView>(async () => {
      const row = await invoiceLoader(context, this.invoices).load(await work());
      if (!row) throw Refusal.notFound();
      return invoiceView(row);
    });
  }
}

function ourView(row: InvoiceRow, differences: readonly DifferenceView[]): Waiting {
  return {
    __typename: 'InvoiceToSortOut',
    id: row.id,
    source: 'OURS',
    number: row.number,
    provider: { id: row.provider_id },
    councilId: row.council_id,
    issuedOn: row.issued_on,
    totalPence: row.total_pence,
    differences,
    settledBy: everybody(differences),
  };
}

@Resolver('Invoice')
export class InvoiceDifferencesResolver {
  constructor(private readonly sorting: SortingOutRepository) {}

  @ResolveField('differences')
  async differences(@Parent() { id }: InvoiceView, @Context() context: OperationContext): Promise<DifferenceView[]> {
    const loader = context.loader<DifferenceView[]>(DIFFERENCES, async (ids, { reads }) =>
      grouped(ids, await this.sorting.differences(reads, ids), (row) => row.invoice_id, differenceView),
    );
    return (await loader.load(id)) ?? [];
  }
}
