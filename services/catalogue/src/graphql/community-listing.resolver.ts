import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  addDays,
  CLOCK,
  type Clock,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { CommunityListingInput } from '../contract/catalogue.port.js';
import { datesBetween, nextDates } from '../domain/listing-times.js';
import { catalogueReads, type WardRow } from '../persistence/catalogue.repository.js';
import { ModerateListing } from '../use-cases/moderate-listing.js';
import { SaveCommunityListing } from '../use-cases/save-community-listing.js';
import { loadWard } from './catalogue.loaders.js';
import { listingView, type ListingView, scheduleOf } from './listing.view.js';

interface SavedListing {
  readonly __typename: 'SavedListing';
  readonly listing: ListingView;
}

const MOST_DATES_A_WEEK = 7;

@Resolver('CommunityListing')
export class CommunityListingResolver {
  constructor(
    private readonly saving: SaveCommunityListing,
    private readonly moderating: ModerateListing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private today(): string {
    return londonDate(this.clock.now());
  }

  @Query('communityListing')
  async communityListing(@Args('id') id: string, @Context() context: OperationContext): Promise<ListingView | null> {
    const [row] = isId(id) ? await catalogueReads.listings(context.reads, this.today(), [id]) : [];
    return row ? listingView(row) : null;
  }

  @Query('eventsThisWeek')
  async eventsThisWeek(
    @Args('councilKey') councilKey: string | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<ListingView[]> {
    const now = this.clock.now();
    const inSevenDays = addDays(this.today(), 7);
    const rows = await catalogueReads.listingsThatRepeat(context.reads, this.today(), councilKey ?? null);
    return rows
      .flatMap((row) => {
        const schedule = scheduleOf(row);
        const next = schedule && datesBetween(schedule, now, inSevenDays, MOST_DATES_A_WEEK)[0];
        return next ? [{ row, at: next.getTime() }] : [];
      })
      .sort((left, right) => left.at - right.at || (left.row.id < right.row.id ? -1 : 1))
      .slice(0, pageSize(first))
      .map(({ row }) => listingView(row));
  }

  @Query('myListings')
  async myListings(@Context() context: OperationContext): Promise<ListingView[]> {
    const organisationId = context.actor?.organisationId ?? null;
    if (!context.actor || organisationId === null || !mayDo(context.actor, 'myListings', { organisationId })) return [];
    return (await catalogueReads.listingsOf(context.reads, this.today(), organisationId)).map(listingView);
  }

  @Query('listingsToModerate')
  async listingsToModerate(@Context() context: OperationContext): Promise<ListingView[]> {
    const councilId = context.actor?.councilId ?? null;
    if (!context.actor || councilId === null || !mayDo(context.actor, 'listingsToModerate', { councilId })) return [];
    return (await catalogueReads.listingsWaiting(context.reads, this.today(), councilId)).map(listingView);
  }

  @Mutation('saveCommunityListing')
  save(
    @Args('input') input: CommunityListingInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedListing> {
    return orRefusal(async () => this.saved(await this.saving.run(context.signedIn(), input), context));
  }

  @Mutation('moderateListing')
  moderate(
    @Args('id') id: string,
    @Args('publish') publish: boolean,
    @Args('reason') reason: string | null,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedListing> {
    return orRefusal(async () =>
      this.saved(await this.moderating.run(context.signedIn(), { id, publish, reason: reason ?? null }), context),
    );
  }

  @ResolveField('ward')
  ward(@Parent() listing: ListingView, @Context() context: OperationContext): Promise<WardRow | null> {
    return loadWard(context, listing.wardId);
  }

  @ResolveField('nextDates')
  nextDates(@Parent() listing: ListingView): Date[] {
    const schedule = scheduleOf(listing);
    return schedule ? nextDates(schedule, this.clock.now()) : [];
  }

  private async saved(id: string, context: OperationContext): Promise<SavedListing> {
    const [row] = await catalogueReads.listings(context.reads, this.today(), [id]);
    if (!row) throw Refusal.notFound();
    return { __typename: 'SavedListing', listing: listingView(row) };
  }
}
