/** `ratings.order-rated`, version 1. No scores and no words: those wait for a moderator. */
export interface OrderRated {
  readonly ratingId: string;
  readonly orderId: string;
  readonly providerId: string;
  readonly serviceId: string;
}
export const ORDER_RATED = 'ratings.order-rated';

/** `ratings.rating-moderated`, version 1. */
export interface RatingModerated {
  readonly ratingId: string;
  readonly providerId: string;
  readonly published: boolean;
}
export const RATING_MODERATED = 'ratings.rating-moderated';

/** `ratings.rating-answered`, version 1. */
export interface RatingAnswered {
  readonly ratingId: string;
  readonly providerId: string;
}
export const RATING_ANSWERED = 'ratings.rating-answered';
