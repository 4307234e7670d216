import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  inOrderOf,
  isId,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
  statement,
} from '@owncourse/kernel/contract';
import { CoverRepository, type CoverAskRow } from '../persistence/cover.repository.js';
import { FindCover } from '../use-cases/find-cover.js';
import { type ReplacementTermsRow, ReplacementRepository } from '../persistence/replacement.repository.js';
import { type CoveredVisit, firstVisitOf, replacedView, requestView } from './cover.view.js';
import { OrderResolver } from './order.resolver.js';
import { orderView } from './order.view.js';

type View = Record<string, unknown>;
type Member = RefusalMember | View;

const ASKS = Symbol('Cover asks by request');
const VISIT = Symbol('Visit of a cover request');
const TERMS = Symbol('Terms of a whole order that somebody else is looked for');
const REASON = Symbol('Provider reason by occurrence');
// A provider that is asked may see when, how much and where, though the visit itself is another provider's.
const VISITS = statement(
  'ordering.visits-to-cover',
  'select v.* from unnest($1::uuid[]) as w (id) cross join lateral ordering.visit_to_cover(w.id) v',
);
const REASONS = statement(
  'ordering.provider-reasons',
  'select occurrence_id, reason from ordering.provider_cancellation where occurrence_id = any ($1::uuid[])',
);

/** The visit, or null for a whole order. */
interface Covered {
  readonly id: string;
  readonly occurrenceId: string | null;
}

@Resolver('CoverRequest')
export class CoverResolver {
  constructor(
    private readonly cover: CoverRepository,
    private readonly replacements: ReplacementRepository,
    private readonly finding: FindCover,
    private readonly orders: OrderResolver,
  ) {}

  @Query('coverOptions')
  async options(@Args('occurrenceId') occurrenceId: string, @Context() context: OperationContext): Promise<View[]> {
    const { actor } = context;
    if (!actor || !isId(occurrenceId)) return [];
    const visit = await this.orders.loaders(context).occurrence().load(occurrenceId);
    if (!visit || !mayDo(actor, 'coverOptions', { personId: visit.person_id })) return [];
    const options = await this.finding.options(actor, occurrenceId);
    return options.map((option) => ({
      provider: { id: option.provider_id },
      service: { id: option.service_id },
      variant: { id: option.variant_id },
      unitPricePence: option.unit_price_pence,
      amountPence: option.amountPence,
      miles: option.miles,
    }));
  }

  @Query('coverRequests')
  async requests(
    @Args('personId') personId: string | null,
    @Args('openOnly') openOnly: boolean | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    if (!context.actor || (personId && !isId(personId))) return [];
    const rows = await this.cover.requests(
      context.reads,
      { personId: personId ?? null, openOnly: openOnly ?? false },
      pageSize(first),
    );
    return rows.map(requestView);
  }

  @ResolveField('asks')
  async asks(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View[]> {
    const rows = await context
      .loader<CoverAskRow[]>(ASKS, async (ids, { reads }) => {
        const all = await this.cover.asks(reads, ids);
        return ids.map((one) => all.filter((row) => row.request_id === one));
      })
      .load(id);
    return (rows ?? []).map((row) => ({
      provider: { id: row.provider_id },
      service: { id: row.service_id },
      amountPence: row.amount_pence,
      fourWeeksPence: row.four_weeks_pence,
      status: row.status,
    }));
  }

  @ResolveField('replaces')
  async replaces(@Parent() request: Covered, @Context() context: OperationContext): Promise<View | null> {
    const terms = request.occurrenceId === null ? await this.terms(request, context) : null;
    return terms && replacedView(terms);
  }

  @ResolveField('onDate')
  async onDate(@Parent() request: Covered, @Context() context: OperationContext): Promise<string> {
    return (await this.visit(request, context)).on_date;
  }

  @ResolveField('startsAt')
  async startsAt(@Parent() request: Covered, @Context() context: OperationContext): Promise<Date> {
    return (await this.visit(request, context)).starts_at;
  }

  @ResolveField('endsAt')
  async endsAt(@Parent() request: Covered, @Context() context: OperationContext): Promise<Date> {
    return (await this.visit(request, context)).ends_at;
  }

  @ResolveField('quantity')
  async quantity(@Parent() request: Covered, @Context() context: OperationContext): Promise<string> {
    return (await this.visit(request, context)).quantity;
  }

  @ResolveField('place')
  async place(@Parent() request: Covered, @Context() context: OperationContext): Promise<string> {
    return (await this.visit(request, context)).place;
  }

  @Mutation('cancelAsProvider')
  cancelAsProvider(
    @Args('input') input: { orderId: string; occurrenceId?: string | null; idempotencyKey: string; reason: string },
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.finding.cancel(context.signedIn(), { ...input });
      const row = await this.orders.loaders(context).order().load(input.orderId);
      if (!row) throw Refusal.notFound();
      return orderView(row);
    });
  }

  @Mutation('askForCover')
  askForCover(
    @Args('occurrenceId') occurrenceId: string,
    @Args('variantIds') variantIds: string[],
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.finding.ask(context.signedIn(), { occurrenceId, variantIds, idempotencyKey });
      return this.one(context, { occurrenceIds: [occurrenceId] });
    });
  }

  @Mutation('answerCover')
  answerCover(
    @Args('requestId') requestId: string,
    @Args('accept') accept: boolean,
    @Args('reason') reason: string | null,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.finding.answer(context.signedIn(), { requestId, accept, reason });
      return this.one(context, { ids: [requestId] });
    });
  }

  private async one(context: OperationContext, filter: Parameters<CoverRepository['requests']>[1]): Promise<View> {
    const [row] = await this.cover.requests(context.reads, filter, 1);
    if (!row) throw Refusal.notFound();
    return requestView(row);
  }

  private async visit(request: Covered, context: OperationContext): Promise<CoveredVisit> {
    const { occurrenceId } = request;
    if (occurrenceId === null) {
      const terms = await this.terms(request, context);
      if (!terms) throw Refusal.notFound();
      return firstVisitOf(terms);
    }
    const row = await context
      .loader<CoveredVisit>(VISIT, async (ids, { reads }) =>
        inOrderOf(ids, await reads.query<CoveredVisit>(VISITS, [ids]), (one) => one.id),
      )
      .load(occurrenceId);
    if (!row) throw Refusal.notFound();
    return row;
  }

  private terms({ id }: Covered, context: OperationContext): Promise<ReplacementTermsRow | null> {
    return context
      .loader<ReplacementTermsRow>(TERMS, async (ids, { reads }) =>
        inOrderOf(ids, await this.replacements.terms(reads, ids), (one) => one.request_id),
      )
      .load(id);
  }
}

@Resolver('Occurrence')
export class CancelledVisitResolver {
  @ResolveField('providerReason')
  async providerReason(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<string | null> {
    const row = await context
      .loader<{ occurrence_id: string; reason: string }>(REASON, async (ids, { reads }) =>
        inOrderOf(
          ids,
          await reads.query<{ occurrence_id: string; reason: string }>(REASONS, [ids]),
          (one) => one.occurrence_id,
        ),
      )
      .load(id);
    return row?.reason ?? null;
  }
}
