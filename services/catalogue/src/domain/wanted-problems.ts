import { addDays, type FieldProblem, isId, isReadable } from '@owncourse/kernel/contract';
import type { AnswerWantedInput, SaveWantedInput } from '../contract/wanted.port.js';

/** How long a wish is shown. */
export const WANTED_DAYS = 90;
/** Of one person at one time. */
export const MOST_WANTED = 5;
const LONGEST_TITLE = 100;
const LONGEST_WORDS = 500;

/** The last London day of what is written, or wanted again, today. */
export function lastDayOf(today: string): string {
  return addDays(today, WANTED_DAYS);
}

function wordProblems(field: string, text: string, most: number, missing: string): FieldProblem[] {
  const written = text.trim();
  if (written === '') return [{ field, message: missing }];
  if (written.length > most || !isReadable(written)) return [{ field, message: `Use ${most} letters or fewer.` }];
  // Any digit of any script: a phone number, a house, a postcode, a date of birth. An at sign: an e-mail.
  return /[\p{Nd}@＠]/u.test(written)
    ? [{ field, message: 'Leave out numbers and @ signs, so that nobody can find you by it. Write “two” for 2.' }]
    : [];
}

/** Everything that somebody has to put right before a wish can be kept. */
export function wantedProblems(input: SaveWantedInput): FieldProblem[] {
  const problems = [
    ...wordProblems('title', input.title, LONGEST_TITLE, 'Say in a few words what you look for.'),
    ...wordProblems('description', input.description, LONGEST_WORDS, 'Say a little more about what would help.'),
  ];
  if (
    input.supportTypeSlug === '' ||
    input.supportTypeSlug.length > LONGEST_TITLE ||
    !isReadable(input.supportTypeSlug)
  )
    problems.push({ field: 'supportTypeSlug', message: 'Choose a kind of support from the list.' });
  if (!isId(input.wardId)) problems.push({ field: 'wardId', message: 'Choose an area from the list.' });
  return problems;
}

/** Either something that is there already, or words about what could be started. */
export function answerProblems({ serviceId, listingId, words }: AnswerWantedInput): FieldProblem[] {
  const written = words?.trim() ?? '';
  const problems: FieldProblem[] = [];
  if (serviceId && listingId) problems.push({ field: 'serviceId', message: 'Choose one: a service or a listing.' });
  if (serviceId && !isId(serviceId))
    problems.push({ field: 'serviceId', message: 'Choose a service of yours that is on show.' });
  if (listingId && !isId(listingId))
    problems.push({ field: 'listingId', message: 'Choose a listing of yours that is on show.' });
  if (!serviceId && !listingId && written === '')
    problems.push({ field: 'words', message: 'Say what you could start, and when.' });
  if (written.length > LONGEST_WORDS || !isReadable(written))
    problems.push({ field: 'words', message: `Use ${LONGEST_WORDS} letters or fewer.` });
  return problems;
}
