import { Module } from '@nestjs/common';
import { STORE_QUESTIONS } from './contract/questions.port.js';
import { RATINGS } from './contract/ratings.port.js';
import { OrderRatingResolver } from './graphql/order-rating.resolver.js';
import { ProviderRatingResolver, RatingResolver, ServiceRatingResolver } from './graphql/ratings.resolver.js';
import { ServiceQuestionsResolver, StoreQuestionResolver } from './graphql/questions.resolver.js';
import { Ratings0001 } from './migrations/0001-ratings.js';
import { Ratings0019 } from './migrations/0019-facts.js';
import { Ratings0050 } from './migrations/0050-summaries-revision.js';
import { Ratings0340 } from './migrations/0340-questions.js';
import { AgreeToShowQuestion } from './use-cases/agree-to-show-question.js';
import { AnswerStoreQuestion } from './use-cases/answer-store-question.js';
import { AskProvider } from './use-cases/ask-provider.js';
import { ModerateRating } from './use-cases/moderate-rating.js';
import { ModerateStoreQuestion } from './use-cases/moderate-store-question.js';
import { RateOrder } from './use-cases/rate-order.js';
import { RatingsService } from './use-cases/ratings.service.js';
import { ReplyToRating } from './use-cases/reply-to-rating.js';
import { ReportStoreQuestion } from './use-cases/report-store-question.js';
import { StoreQuestionsService } from './use-cases/store-questions.service.js';
import { RATINGS_RECORDS } from './contract/records.js';
import { ratingsRecords } from './persistence/records/person-records.js';

export const ratingsMigrations = [Ratings0001, Ratings0019, Ratings0340, Ratings0050];

@Module({
  providers: [
    { provide: RATINGS_RECORDS, useValue: ratingsRecords },
    RateOrder,
    ModerateRating,
    ReplyToRating,
    AskProvider,
    AnswerStoreQuestion,
    AgreeToShowQuestion,
    ModerateStoreQuestion,
    ReportStoreQuestion,
    { provide: STORE_QUESTIONS, useClass: StoreQuestionsService },
    StoreQuestionResolver,
    ServiceQuestionsResolver,
    { provide: RATINGS, useClass: RatingsService },
    ProviderRatingResolver,
    ServiceRatingResolver,
    RatingResolver,
    OrderRatingResolver,
  ],
  exports: [RATINGS_RECORDS, RATINGS, STORE_QUESTIONS],
})
export class RatingsModule {}
