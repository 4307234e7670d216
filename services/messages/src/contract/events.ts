/** `messages.letter-needed`, version 1: somebody whom a message needs, or concerns closely, has no e-mail. */
export const LETTER_NEEDED = 'messages.letter-needed';

export interface LetterNeeded {
  readonly messageId: string;
  readonly personId: string;
  /** From the person's communication needs. */
  readonly format: 'LARGE_PRINT' | 'EASY_WORDS' | 'PLAIN';
}
