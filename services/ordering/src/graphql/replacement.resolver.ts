import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  inOrderOf,
  isId,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { CoverRepository, type CoverRequestRow } from '../persistence/cover.repository.js';
import { type ProviderEndingRow, ReplacementRepository } from '../persistence/replacement.repository.js';
import { FindReplacement, type ReplacementOption } from '../use-cases/find-replacement.js';
import { ReplaceOrder } from '../use-cases/replace-order.js';
import { requestView } from './cover.view.js';

type View = Record<string, unknown>;
type Member = RefusalMember | View;

const ENDINGS = Symbol('Provider endings by order');
const REPLACEMENTS = Symbol('Replacements by order');
/** Searches of one order that are read to find its latest. */
const MOST_REQUESTS = 1000;

/** Somebody else for a whole standing order: who could, asking them, and taking it back. */
@Resolver()
export class ReplacementResolver {
  constructor(
    private readonly finding: FindReplacement,
    private readonly replacing: ReplaceOrder,
    private readonly cover: CoverRepository,
  ) {}

  @Query('replacementChoice')
  replacementChoice(
    @Args('orderId') orderId: string,
    @Args('fromOn') fromOn: string | null,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      const choice = await this.finding.options(context.signedIn(), orderId, fromOn ?? null);
      if (!choice) throw new Refusal('WRONG_STATE');
      const { order: _order, options, ...terms } = choice;
      return { __typename: 'ReplacementChoice', ...terms, options: options.map(optionView) };
    });
  }

  @Mutation('askForReplacement')
  askForReplacement(
    @Args('input') input: { orderId: string; fromOn: string; variantIds: string[]; idempotencyKey: string },
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.replacing.ask(context.signedIn(), { ...input });
      return this.one(context, { replacedIds: [input.orderId] });
    });
  }

  @Mutation('withdrawCover')
  withdrawCover(
    @Args('requestId') requestId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member>(async () => {
      await this.replacing.withdraw(context.signedIn(), { requestId, idempotencyKey });
      return this.one(context, { ids: [requestId] });
    });
  }

  private async one(context: OperationContext, filter: Parameters<CoverRepository['requests']>[1]): Promise<View> {
    const [row] = await this.cover.requests(context.reads, filter, 1);
    if (!row) throw Refusal.notFound();
    return requestView(row);
  }
}

@Resolver('Order')
export class ReplacedOrderResolver {
  constructor(
    private readonly replacements: ReplacementRepository,
    private readonly cover: CoverRepository,
  ) {}

  @ResolveField('providerEnding')
  async providerEnding(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View | null> {
    const row = await context
      .loader<ProviderEndingRow>(ENDINGS, async (ids, { reads }) =>
        inOrderOf(ids, await this.replacements.endings(reads, ids), (one) => one.order_id),
      )
      .load(id);
    return row ? { fromOn: row.from_on, reason: row.reason, endedAt: row.ended_at } : null;
  }

  @ResolveField('replacement')
  async replacement(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View | null> {
    if (!isId(id)) return null;
    const row = await context
      .loader<CoverRequestRow>(REPLACEMENTS, async (ids, { reads }) => {
        const all = await this.cover.requests(reads, { replacedIds: ids }, MOST_REQUESTS);
        // Newest first: the one that goes on, or the last that was.
        return ids.map((one) => all.find((row) => row.replaces_order_id === one) ?? null);
      })
      .load(id);
    return row ? requestView(row) : null;
  }
}

function optionView(option: ReplacementOption): View {
  return {
    provider: { id: option.providerId },
    service: { id: option.serviceId },
    variant: { id: option.variantId },
    unitPricePence: option.unitPricePence,
    amountPence: option.amountPence,
    fourWeeksPence: option.fourWeeksPence,
    specialDays: option.shownDays,
    miles: option.miles,
  };
}
