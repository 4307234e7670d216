import { type FieldProblem, isReadable } from '@owncourse/kernel/contract';
import type { RatingScores } from '../contract/ratings.port.js';

const LONGEST = 2000;
const QUESTIONS: readonly (keyof RatingScores)[] = ['onTime', 'asAgreed', 'dignity', 'outcomes', 'chooseAgain'];

/** Comment or reply as it is kept: trimmed, null when empty. */
export function keptWords(words: string | null | undefined): string | null {
  const kept = words?.trim() ?? '';
  return kept === '' ? null : kept;
}

export function wordsProblems(field: string, words: string | null): FieldProblem[] {
  return words !== null && (words.length > LONGEST || !isReadable(words))
    ? [{ field, message: `Use ${LONGEST} letters or fewer.` }]
    : [];
}

export function scoreProblems(scores: RatingScores): FieldProblem[] {
  return QUESTIONS.filter(
    (question) => !Number.isInteger(scores[question]) || scores[question] < 1 || scores[question] > 5,
  ).map((question) => ({
    field: `scores.${question}`,
    message: 'Choose from 1 to 5.',
  }));
}

/** How an author is named in public: first name and the first letter of the last, "Margaret H.". */
export function authorName(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/);
  const last = others.at(-1);
  return last === undefined ? first : `${first} ${last.charAt(0).toUpperCase()}.`;
}

export type RatingStatusName = 'WAITING' | 'PUBLISHED' | 'REJECTED';

/** What an author reads about where their rating is. */
export function whatHappensNow(rating: {
  readonly status: RatingStatusName;
  readonly mayBeShown: boolean;
  readonly moderationReason: string | null;
}): string {
  if (!rating.mayBeShown)
    return 'Thank you. We keep this safe. We do not show ratings of one named person who works for you.';
  if (rating.status === 'PUBLISHED') return 'Everybody can read this.';
  if (rating.status === 'REJECTED') return `We did not show this. ${rating.moderationReason ?? ''}`.trim();
  return 'Thank you. Somebody at the council reads it first. Then everybody can see it.';
}
