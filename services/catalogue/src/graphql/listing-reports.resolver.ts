import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  londonDate,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { ReportListingInput } from '../contract/catalogue.port.js';
import { catalogueReads } from '../persistence/catalogue.repository.js';
import { communityReads, type ListingReportRow } from '../persistence/community.repository.js';
import { ReportListing } from '../use-cases/report-listing.js';
import { SettleListingReports } from '../use-cases/settle-listing-reports.js';
import { listingView, type ListingView } from './listing.view.js';

interface ReportedListing {
  readonly listing: ListingView;
  readonly reports: readonly ListingReportRow[];
}

@Resolver()
export class ListingReportsResolver {
  constructor(
    private readonly reporting: ReportListing,
    private readonly settling: SettleListingReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('reportedListings')
  async reportedListings(@Context() { actor, reads }: OperationContext): Promise<ReportedListing[]> {
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'reportedListings', { councilId })) return [];
    const reports = await communityReads.reports(reads, councilId);
    const ids = [...new Set(reports.map(({ listingId }) => listingId))];
    if (ids.length === 0) return [];
    const rows = await catalogueReads.listings(reads, londonDate(this.clock.now()), ids);
    return ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      return row ? [{ listing: listingView(row), reports: reports.filter(({ listingId }) => listingId === id) }] : [];
    });
  }

  @Mutation('reportListing')
  report(
    @Args('input') input: ReportListingInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { readonly __typename: 'ListingReportReceived'; readonly received: true }> {
    return orRefusal(async () => {
      await this.reporting.run(context.actor, context.request.address, input);
      return { __typename: 'ListingReportReceived', received: true } as const;
    });
  }

  @Mutation('settleListingReports')
  settle(
    @Args('listingId') listingId: string,
    @Args('takeDown') takeDown: boolean,
    @Args('reason') reason: string | null,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { readonly __typename: 'SavedListing'; readonly listing: ListingView }> {
    return orRefusal(async () => {
      await this.settling.run(context.signedIn(), { listingId, takeDown, reason: reason ?? null });
      const [row] = await catalogueReads.listings(context.reads, londonDate(this.clock.now()), [listingId]);
      if (!row) throw Refusal.notFound();
      return { __typename: 'SavedListing', listing: listingView(row) } as const;
    });
  }
}
