import { type FieldProblem, isReadable } from '@owncourse/kernel/contract';

export const LONGEST_QUESTION = 1000;
export const LONGEST_ANSWER = 2000;
export const LONGEST_REASON = 500;

/** What is wrong with words that have to be there; `missing` says what to write. */
export function neededWordsProblems(field: string, words: string, most: number, missing: string): FieldProblem[] {
  if (words === '') return [{ field, message: missing }];
  return words.length > most || !isReadable(words) ? [{ field, message: `Use ${most} letters or fewer.` }] : [];
}
