import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
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
import { weekOf } from '../domain/community-week.js';
import { catalogueReads } from '../persistence/catalogue.repository.js';
import { communityReads } from '../persistence/community.repository.js';
import { ConfirmListing } from '../use-cases/confirm-listing.js';
import { ModerateListing } from '../use-cases/moderate-listing.js';
import { SaveCommunityListing } from '../use-cases/save-community-listing.js';
import { listingView, type ListingView, scheduleOf } from './listing.view.js';

interface SavedListing {
  readonly __typename: 'SavedListing';
  readonly listing: ListingView;
}

@Resolver('CommunityListing')
export class CommunityListingResolver {
  constructor(
    private readonly saving: SaveCommunityListing,
    private readonly moderating: ModerateListing,
    private readonly confirming: ConfirmListing,
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
    const asked = { councilKey: councilKey ?? null, wardId: null, outcode: null, withinMiles: 0, supportTypes: null };
    const rows = await communityReads.happening(context.reads, this.today(), asked);
    const events = weekOf(rows, scheduleOf, this.clock.now()).flatMap((day) => day.events);
    const firstOfEach = new Map(events.toReversed().map((event) => [event.listing.id, event]));
    return events
      .filter((event) => firstOfEach.get(event.listing.id) === event)
      .slice(0, pageSize(first))
      .map(({ listing }) => listingView(listing));
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
    @Args('seen') seen: string | null,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedListing> {
    const input = { id, publish, reason: reason ?? null, seen: seen ?? null };
    return orRefusal(async () => this.saved(await this.moderating.run(context.signedIn(), input), context));
  }

  @Mutation('confirmListing')
  confirm(@Args('id') id: string, @Context() context: OperationContext): Promise<RefusalMember | SavedListing> {
    return orRefusal(async () => {
      await this.confirming.run(context.signedIn(), id);
      return this.saved(id, context);
    });
  }

  private async saved(id: string, context: OperationContext): Promise<SavedListing> {
    const [row] = await catalogueReads.listings(context.reads, this.today(), [id]);
    if (!row) throw Refusal.notFound();
    return { __typename: 'SavedListing', listing: listingView(row) };
  }
}
