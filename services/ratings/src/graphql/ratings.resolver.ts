import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  MarkedCache,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { RateOrderInput } from '../contract/ratings.port.js';
import { authorName, whatHappensNow } from '../domain/rating-words.js';
import { ratingReads, type RatingRow, type SummaryRow } from '../persistence/ratings.repository.js';
import { ModerateRating } from '../use-cases/moderate-rating.js';
import { RateOrder } from '../use-cases/rate-order.js';
import { ReplyToRating } from '../use-cases/reply-to-rating.js';
import { loadNewest, loadPersonName, loadServiceNames, loadSummary, loadSummaryAsOf } from './ratings.loaders.js';

interface RatingView {
  readonly __typename: 'Rating';
  readonly id: string;
  readonly serviceId: string;
  readonly personId: string;
  readonly hideName: boolean;
  readonly [field: string]: unknown;
}

function ratingView(row: RatingRow): RatingView {
  return {
    __typename: 'Rating',
    id: row.id,
    serviceId: row.service_id,
    personId: row.person_id,
    hideName: row.hide_name,
    scores: {
      onTime: row.on_time,
      asAgreed: row.as_agreed,
      dignity: row.dignity,
      outcomes: row.outcomes,
      chooseAgain: row.choose_again,
    },
    comment: row.comment,
    ratedOn: row.rated_on,
    status: row.status,
    reply: row.reply,
    whatHappensNow: whatHappensNow({
      status: row.status,
      mayBeShown: row.may_be_shown,
      moderationReason: row.moderation_reason,
    }),
  };
}

function summaryView(row: SummaryRow | null): Record<string, unknown> {
  if (!row) return { score: null, count: 0, averages: null };
  const averages = {
    onTime: row.on_time,
    asAgreed: row.as_agreed,
    dignity: row.dignity,
    outcomes: row.outcomes,
    chooseAgain: row.choose_again,
  };
  return { score: row.score, count: row.count, averages };
}

const USUAL_RATINGS = 5;

@Resolver('Provider')
export class ProviderRatingResolver {
  @ResolveField('rating')
  async rating(
    @Parent() provider: { id: string },
    @Context() context: OperationContext,
  ): Promise<Record<string, unknown>> {
    return summaryView(await loadSummary(context, provider.id));
  }

  @ResolveField('ratings')
  async ratings(
    @Parent() provider: { id: string },
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<RatingView[]> {
    return (await loadNewest(context, 'ofProviders', provider.id, pageSize(first, USUAL_RATINGS))).map(ratingView);
  }
}

@Resolver('Service')
export class ServiceRatingResolver {
  private readonly known = new MarkedCache<SummaryRow | null>();

  /** Without decorators on its parameters, Nest calls it as it is; a page of results asks it for every service on it. */
  @ResolveField('rating')
  rating(
    { id, ratingsAsOf }: { readonly id: string; readonly ratingsAsOf?: string },
    _args: unknown,
    context: OperationContext,
  ): Promise<Record<string, unknown>> | Record<string, unknown> {
    if (ratingsAsOf === undefined) return loadSummary(context, id).then(summaryView);
    const known = this.known.known(ratingsAsOf, id);
    if (known !== undefined) return summaryView(known);
    return loadSummaryAsOf(this.known, context, ratingsAsOf, id).then(summaryView);
  }

  @ResolveField('ratings')
  async ratings(
    @Parent() service: { id: string },
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<RatingView[]> {
    return (await loadNewest(context, 'ofServices', service.id, pageSize(first, USUAL_RATINGS))).map(ratingView);
  }
}

@Resolver('Rating')
export class RatingResolver {
  constructor(
    private readonly rating: RateOrder,
    private readonly moderating: ModerateRating,
    private readonly replying: ReplyToRating,
  ) {}

  @Query('ratingsToModerate')
  async ratingsToModerate(@Context() context: OperationContext): Promise<RatingView[]> {
    const councilId = context.actor?.councilId ?? null;
    if (!context.actor || councilId === null || !mayDo(context.actor, 'ratingsToModerate', { councilId })) return [];
    return (await ratingReads.waiting(context.reads, councilId)).map(ratingView);
  }

  @Mutation('rateOrder')
  rate(
    @Args('input') input: RateOrderInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | RatingView> {
    return orRefusal(async () => this.byId(await this.rating.run(context.signedIn(), input), context));
  }

  @Mutation('moderateRating')
  moderate(
    @Args('id') id: string,
    @Args('publish') publish: boolean,
    @Args('reason') reason: string | null,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | RatingView> {
    return orRefusal(async () =>
      this.byId(await this.moderating.run(context.signedIn(), { id, publish, reason: reason ?? null }), context),
    );
  }

  @Mutation('replyToRating')
  reply(
    @Args('id') id: string,
    @Args('reply') reply: string,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | RatingView> {
    return orRefusal(async () => this.byId(await this.replying.run(context.signedIn(), { id, reply }), context));
  }

  @ResolveField('serviceName')
  async serviceName(@Parent() rating: RatingView, @Context() context: OperationContext): Promise<string> {
    return (await loadServiceNames(context, rating.serviceId))?.name ?? 'A service';
  }

  @ResolveField('providerName')
  async providerName(@Parent() rating: RatingView, @Context() context: OperationContext): Promise<string> {
    return (await loadServiceNames(context, rating.serviceId))?.provider_name ?? 'A provider';
  }

  @ResolveField('authorName')
  async authorName(@Parent() rating: RatingView, @Context() context: OperationContext): Promise<string | null> {
    if (rating.hideName) return null;
    const name = await loadPersonName(context, rating.personId);
    return name === null ? null : authorName(name);
  }

  private async byId(id: string, context: OperationContext): Promise<RatingView> {
    const [row] = await ratingReads.byIds(context.reads, [id]);
    if (!row) throw Refusal.notFound();
    return ratingView(row);
  }
}
