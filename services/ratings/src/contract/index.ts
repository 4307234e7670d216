export {
  ORDER_RATED,
  type OrderRated,
  RATING_ANSWERED,
  RATING_MODERATED,
  type RatingAnswered,
  type RatingModerated,
} from './events.js';
export {
  type ModerateRatingInput,
  type RateOrderInput,
  RATINGS,
  type RatingScores,
  type RatingsPort,
} from './ratings.port.js';
