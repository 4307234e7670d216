import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CLOCK, type Clock, inOrderOf, londonDate, type OperationContext } from '@owncourse/kernel/contract';
import { listingCalendar } from '../domain/listing-calendar.js';
import { cancelledDays, nextDates } from '../domain/listing-times.js';
import type { WardRow } from '../persistence/catalogue.repository.js';
import { communityReads, type ListingChangeRow } from '../persistence/community.repository.js';
import { loadWard } from './catalogue.loaders.js';
import { listingChangeView, type ListingChangeView, type ListingView, scheduleOf, timesOf } from './listing.view.js';

const CHANGE = Symbol('Change by listing');

@Resolver('CommunityListing')
export class ListingFieldsResolver {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @ResolveField('ward')
  ward(@Parent() listing: ListingView, @Context() context: OperationContext): Promise<WardRow | null> {
    return loadWard(context, listing.wardId);
  }

  @ResolveField('nextDates')
  nextDates(@Parent() listing: ListingView): Date[] {
    const schedule = scheduleOf(listing);
    return schedule ? nextDates(schedule, this.clock.now()) : [];
  }

  @ResolveField('cancelledDates')
  cancelledDates(@Parent() listing: ListingView): string[] {
    const schedule = scheduleOf(listing);
    return schedule ? cancelledDays(schedule, londonDate(this.clock.now())) : [];
  }

  @ResolveField('times')
  times(@Parent() listing: ListingView): ReturnType<typeof timesOf> {
    return timesOf(listing);
  }

  @ResolveField('calendarFile')
  calendarFile(@Parent() listing: ListingView): string | null {
    const schedule = scheduleOf(listing);
    return schedule && listingCalendar(listing, schedule);
  }

  @ResolveField('change')
  async change(
    @Parent() listing: ListingView,
    @Context() context: OperationContext,
  ): Promise<ListingChangeView | null> {
    const row = await context
      .loader<ListingChangeRow>(CHANGE, async (ids, { reads }) =>
        inOrderOf(ids, await communityReads.changes(reads, ids), (change) => change.listingId),
      )
      .load(listing.id);
    return row && listingChangeView(row);
  }
}

@Resolver('ListingChange')
export class ListingChangeResolver {
  @ResolveField('ward')
  ward(@Parent() change: ListingChangeView, @Context() context: OperationContext): Promise<WardRow | null> {
    return loadWard(context, change.wardId);
  }
}
