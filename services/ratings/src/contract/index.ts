export {
  ORDER_RATED,
  type OrderRated,
  QUESTION_ANSWERED,
  QUESTION_ASKED,
  QUESTION_MODERATED,
  QUESTION_TO_CHECK,
  type QuestionAnswered,
  type QuestionAsked,
  type QuestionModerated,
  type QuestionToCheck,
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
export {
  type AnswerStoreQuestionInput,
  type AskProviderInput,
  type ModerateStoreQuestionInput,
  STORE_QUESTIONS,
  type StoreQuestionsPort,
} from './questions.port.js';
export { RATINGS_RECORDS } from './records.js';
