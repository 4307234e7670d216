import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CLOCK, type Clock, isId, londonDate, type OperationContext, outcodeOf } from '@owncourse/kernel/contract';
import { weekOf } from '../domain/community-week.js';
import { communityReads } from '../persistence/community.repository.js';
import { listingView, type ListingView, scheduleOf } from './listing.view.js';

interface CommunityWeekInput {
  readonly councilKey?: string | null;
  readonly wardId?: string | null;
  readonly postcode?: string | null;
  readonly withinMiles?: number | null;
  readonly supportTypes?: readonly string[] | null;
}

interface CommunityWeek {
  readonly days: readonly {
    readonly date: string;
    readonly events: readonly {
      readonly startsAt: Date;
      readonly endsAt: Date;
      readonly listing: ListingView;
      readonly distanceMiles: number | null;
    }[];
  }[];
  readonly postcodeNotFound: boolean;
}

const NEAR_MILES = 5;
const FARTHEST_MILES = 50;
const MOST_TYPES = 60;

@Resolver()
export class CommunityWeekResolver {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Query('communityWeek')
  async communityWeek(
    @Args('input') input: CommunityWeekInput | null,
    @Context() { reads }: OperationContext,
  ): Promise<CommunityWeek> {
    const now = this.clock.now();
    const asked = input ?? {};
    const outcode = outcodeOf(asked.postcode);
    const types = asked.supportTypes?.slice(0, MOST_TYPES) ?? [];
    const wardId = asked.wardId ?? null;
    const [rows, isKnown] = await Promise.all([
      wardId !== null && !isId(wardId)
        ? []
        : communityReads.happening(reads, londonDate(now), {
            councilKey: asked.councilKey ?? null,
            wardId,
            outcode,
            withinMiles: Math.min(Math.max(asked.withinMiles ?? NEAR_MILES, 1), FARTHEST_MILES),
            supportTypes: types.length > 0 ? types : null,
          }),
      outcode === null ? !asked.postcode?.trim() : communityReads.isDistrict(reads, outcode),
    ]);
    return {
      days: weekOf(rows, scheduleOf, now).map(({ date, events }) => ({
        date,
        events: events.map(({ listing, startsAt, endsAt }) => ({
          startsAt,
          endsAt,
          listing: listingView(listing),
          distanceMiles: listing.miles,
        })),
      })),
      postcodeNotFound: !isKnown,
    };
  }
}
