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

/** `ratings.question-asked`, version 1: a provider should answer. Not who asked, and not their words. */
export interface QuestionAsked {
  readonly questionId: string;
  readonly providerId: string;
  readonly serviceId: string;
}
export const QUESTION_ASKED = 'ratings.question-asked';

/** `ratings.question-answered`, version 1. `askedBy` is who asked: the answer is for them alone. */
export interface QuestionAnswered {
  readonly questionId: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly askedBy: string;
}
export const QUESTION_ANSWERED = 'ratings.question-answered';

/** `ratings.question-to-check`, version 1: both agreed that it may be shown, or somebody reported it. */
export interface QuestionToCheck {
  readonly questionId: string;
  readonly reported: boolean;
}
export const QUESTION_TO_CHECK = 'ratings.question-to-check';

/** `ratings.question-moderated`, version 1. `state` is what became of it. */
export interface QuestionModerated {
  readonly questionId: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly askedBy: string;
  readonly state: 'SHOWN' | 'NOT_SHOWN' | 'CLOSED' | 'ASKED' | 'ANSWERED';
  readonly reason: string | null;
}
export const QUESTION_MODERATED = 'ratings.question-moderated';
