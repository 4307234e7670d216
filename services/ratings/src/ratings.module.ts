import { Module } from '@nestjs/common';
import { RATINGS } from './contract/ratings.port.js';
import { OrderRatingResolver } from './graphql/order-rating.resolver.js';
import { ProviderRatingResolver, RatingResolver, ServiceRatingResolver } from './graphql/ratings.resolver.js';
import { Ratings0001 } from './migrations/0001-ratings.js';
import { Ratings0019 } from './migrations/0019-facts.js';
import { Ratings0050 } from './migrations/0050-summaries-revision.js';
import { ModerateRating } from './use-cases/moderate-rating.js';
import { RateOrder } from './use-cases/rate-order.js';
import { RatingsService } from './use-cases/ratings.service.js';
import { ReplyToRating } from './use-cases/reply-to-rating.js';

export const ratingsMigrations = [Ratings0001, Ratings0019, Ratings0050];

@Module({
  providers: [
    RateOrder,
    ModerateRating,
    ReplyToRating,
    { provide: RATINGS, useClass: RatingsService },
    ProviderRatingResolver,
    ServiceRatingResolver,
    RatingResolver,
    OrderRatingResolver,
  ],
  exports: [RATINGS],
})
export class RatingsModule {}
