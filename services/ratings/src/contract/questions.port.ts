import type { Actor } from '@owncourse/kernel/contract';

export const STORE_QUESTIONS = Symbol('StoreQuestionsPort');

export interface AskProviderInput {
  readonly serviceId: string;
  readonly question: string;
  readonly mayShow: boolean;
  readonly idempotencyKey: string;
}

export interface AnswerStoreQuestionInput {
  readonly id: string;
  readonly answer: string;
  readonly mayShow: boolean;
}

export interface ModerateStoreQuestionInput {
  readonly id: string;
  readonly publish: boolean;
  readonly reason: string | null;
}

/** Questions before somebody buys. Each gives the question's id. */
export interface StoreQuestionsPort {
  /** Who is signed in, not of their own store. Refuses INVALID_INPUT, NOT_FOUND, NOT_PERMITTED, TOO_MANY_QUESTIONS. */
  ask(actor: Actor, input: AskProviderInput): Promise<string>;
  /** The provider's owner, catalogue or order staff, once. Refuses INVALID_INPUT, NOT_FOUND, WRONG_STATE. */
  answer(actor: Actor, input: AnswerStoreQuestionInput): Promise<string>;
  /** One of the two. Refuses NOT_FOUND, WRONG_STATE. */
  agreeToShow(actor: Actor, input: { readonly id: string; readonly agrees: boolean }): Promise<string>;
  /** A moderator of the council that funds who asked; of any council where none does. Refuses INVALID_INPUT, NOT_FOUND, WRONG_STATE. */
  moderate(actor: Actor, input: ModerateStoreQuestionInput): Promise<string>;
  /** One of the two, or anybody signed in of what is shown. Refuses INVALID_INPUT, NOT_FOUND. */
  report(actor: Actor, input: { readonly id: string; readonly reason: string }): Promise<string>;
}
