import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CLOCK,
  type Clock,
  formatQuantity,
  londonDate,
  type OperationContext,
  orRefusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import {
  catalogueReads,
  type ServiceRow,
  type SupportTypeRow,
  type VariantRow,
} from '../persistence/catalogue.repository.js';
import { PlanWhatElse, type WhatElse, type WhatElseInput, type WhatElseWish } from '../use-cases/plan-what-else.js';
import { loadService, loadSupportType, loadVariant } from './catalogue.loaders.js';
import { listingView, type ListingView } from './listing.view.js';

interface LineView {
  readonly serviceId: string;
  readonly variantId: string;
  readonly quantity: string;
  readonly unitPricePence: bigint;
  readonly weeklyPence: bigint;
}

type WishView = Omit<WhatElseWish, 'line' | 'supportType' | 'freeIds'> & {
  readonly supportTypeSlug: string | null;
  readonly line: LineView | null;
  readonly free: readonly ListingView[];
};

type PlanView = Omit<WhatElse, 'wishes'> & { readonly __typename: 'WhatElse'; readonly wishes: readonly WishView[] };

@Resolver()
export class WhatElseResolver {
  constructor(
    private readonly planning: PlanWhatElse,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('whatElse')
  whatElse(
    @Args('input') input: WhatElseInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | PlanView> {
    return orRefusal(async () => {
      const plan = await this.planning.run(context.actor, context.reads, input);
      const ids = [...new Set(plan.wishes.flatMap(({ freeIds }) => freeIds))];
      const rows =
        ids.length > 0 ? await catalogueReads.listings(context.reads, londonDate(this.clock.now()), ids) : [];
      // What somebody looks for is nothing to get.
      const listings = new Map(
        rows.flatMap((row) => (row.kind === 'OFFER' ? [[row.id, listingView(row)] as const] : [])),
      );
      return {
        ...plan,
        __typename: 'WhatElse' as const,
        wishes: plan.wishes.map(({ supportType, freeIds, line, ...wish }) => ({
          ...wish,
          supportTypeSlug: supportType,
          line: line && {
            serviceId: line.choice.serviceId,
            variantId: line.choice.variantId,
            quantity: formatQuantity(line.quantity),
            unitPricePence: line.choice.unitPricePence,
            weeklyPence: line.weeklyPence,
          },
          free: freeIds.flatMap((id) => listings.get(id) ?? []),
        })),
      };
    });
  }
}

@Resolver('WhatElseWish')
export class WhatElseWishResolver {
  @ResolveField('supportType')
  supportType(
    @Parent() { supportTypeSlug }: WishView,
    @Context() context: OperationContext,
  ): Promise<SupportTypeRow | null> | null {
    return supportTypeSlug === null ? null : loadSupportType(context, supportTypeSlug);
  }
}

@Resolver('WhatElseLine')
export class WhatElseLineResolver {
  @ResolveField('service')
  service(@Parent() { serviceId }: LineView, @Context() context: OperationContext): Promise<ServiceRow | null> {
    return loadService(context, serviceId);
  }

  @ResolveField('variant')
  variant(@Parent() { variantId }: LineView, @Context() context: OperationContext): Promise<VariantRow | null> {
    return loadVariant(context, variantId);
  }
}
